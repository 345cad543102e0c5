#!/usr/bin/env python3
"""Time and memory of `refrain duplicates` as a corpus grows, without and with --memory.

    bench/scale.py [--passages N[,N...]] [--memory LIMIT[,LIMIT...]] [--folder DIR] [--threads N]

For each size a corpus is generated (seed 1) in DIR, and removed again; the file of 10 M passages
takes 7.2 GB, temporary files about 4 more. For each limit ("none" first) it prints wall, user and
system seconds, the ratio of wall and processor time to those of the smallest size, peak resident
memory, pages that were touched first, what went to temporary files, and bytes a passage beyond the
text, which only a run without a limit holds. All runs of a size must print the same bytes, and none
may take more memory than its limit: otherwise the command fails.

A run without a limit is followed by what the machine takes to touch as much new memory as that run
did (what it maps of the file is not new), a byte a page, and nothing else. On a virtual machine
that can cost more a page where there are more pages, as the host has to find them, and no program
can do anything about it but touch fewer: "net" is the ratio of processor time without that.
"""

import argparse
import json
import mmap
import os
import pathlib
import re
import subprocess
import sys
import time

from measured_run import Run, run

ROOT = pathlib.Path(__file__).resolve().parent.parent


def text_bytes(path: pathlib.Path) -> int:
    """Estimated from the first 20,000 records: their share of text is that of all."""
    text = lines = 0
    with path.open("rb") as file:
        for _, line in zip(range(20_000), file):
            lines += len(line)
            text += len(json.loads(line)["text"].encode())
    return round(path.stat().st_size * text / lines)


TOUCH = """
import mmap, sys, time
size = int(sys.argv[1]) // mmap.PAGESIZE * mmap.PAGESIZE
memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
marks = bytes(size // mmap.PAGESIZE)
start = time.process_time()
memory[::mmap.PAGESIZE] = marks
print(time.process_time() - start)
"""


def touch_seconds(size: int) -> float:
    """Processor time of touching so many bytes of new memory."""
    done = subprocess.run([sys.executable, "-c", TOUCH, str(size)], check=True, capture_output=True)
    return float(done.stdout)


def spilled_mb(result: Run) -> str:
    found = re.search(r"spilled (\d+) MB", result.errors)
    return found.group(1) if found else ""


def size_of(limit: str) -> int:
    shift = {"K": 10, "M": 20, "G": 30}.get(limit[-1].upper())
    return int(limit) if shift is None else int(limit[:-1]) << shift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passages", default="1000000,10000000")
    parser.add_argument("--memory", default="none,1G")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/var/tmp"))
    parser.add_argument("--threads", default="2")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    options = parser.parse_args()
    sizes = [int(n) for n in options.passages.split(",")]
    first: dict[str, tuple[int, Run]] = {}
    first_touch = 0.0
    print(f"{'passages':>10} {'memory':>7} {'wall s':>8} {'user s':>8} {'system s':>8} {'ratio':>6} "
          f"{'cpu ratio':>9} {'peak MB':>8} {'faults':>9} {'spilled MB':>10} "
          f"{'B/passage beyond text':>22}")
    for size in sizes:
        path = options.folder / f"refrain-scale-{os.getpid()}.jsonl"
        try:
            subprocess.run([options.build / "tools/generate/refrain-generate", "--passages",
                            str(size), "-o", path], check=True)
            digests = set()
            for limit in options.memory.split(","):
                command = [str(options.build / "tools/cli/refrain"), "duplicates", str(path),
                           "--format", "jsonl", "--threads", options.threads]
                if limit != "none":
                    command += ["--memory", limit, "--temp", str(options.folder)]
                result = run(command)
                digests.add(result.digest)
                least, base = first.setdefault(limit, (size, result))
                beyond = "" if limit != "none" else f"{(result.peak - text_bytes(path)) / size:.0f}"
                print(f"{size:>10} {limit:>7} {result.wall:>8.2f} {result.user:>8.2f} "
                      f"{result.system:>8.2f} {result.wall / base.wall:>6.2f} "
                      f"{result.cpu / base.cpu:>9.2f} {result.peak / 2**20:>8.0f} "
                      f"{result.faults:>9} {spilled_mb(result):>10} {beyond:>22}", flush=True)
                if limit == "none":
                    # Only after some seconds a host has taken back what the run has freed.
                    time.sleep(10)
                    # What is mapped of the file counts to the peak, but is no new memory.
                    pages = min(result.peak // mmap.PAGESIZE, result.faults)
                    touch = touch_seconds(pages * mmap.PAGESIZE)
                    first_touch = first_touch or touch
                    net = (result.cpu - touch) / max(base.cpu - first_touch, 1e-9)
                    each = touch / pages * 1e6
                    print(f"{size:>10} {'touch':>7} {touch:>26.2f} s, {each:.1f} us a page; net "
                          f"{net:.2f}", flush=True)
                if limit != "none" and result.peak > size_of(limit):
                    sys.exit(f"the peak is above --memory {limit}")
            if len(digests) != 1:
                sys.exit("the outputs differ")
        finally:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
