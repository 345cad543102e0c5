#!/usr/bin/env python3
"""Time and memory of `refrain duplicates` as a corpus grows, without and with --memory.

    bench/scale.py [--passages N[,N...]] [--memory LIMIT[,LIMIT...]] [--folder DIR] [--threads N]

For each size a corpus is generated (seed 1) in DIR, and removed again; the file of 10 M passages
takes 7.2 GB, temporary files about 10 more. For each limit ("none" first) it prints wall and
processor seconds, their ratio to those of the smallest size, peak resident memory, and bytes a
passage beyond the text, which only a run without a limit holds. All runs of a size must print the
same bytes, and none may take more memory than its limit: otherwise the command fails.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

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
    print(f"{'passages':>10} {'memory':>7} {'wall s':>8} {'cpu s':>8} {'ratio':>6} "
          f"{'cpu ratio':>9} {'peak MB':>8} {'B/passage beyond text':>22}")
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
                print(f"{size:>10} {limit:>7} {result.wall:>8.2f} {result.cpu:>8.2f} "
                      f"{result.wall / base.wall:>6.2f} {result.cpu / base.cpu:>9.2f} "
                      f"{result.peak / 2**20:>8.0f} {beyond:>22}", flush=True)
                if limit != "none" and result.peak > size_of(limit):
                    sys.exit(f"the peak is above --memory {limit}")
            if len(digests) != 1:
                sys.exit("the outputs differ")
        finally:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
