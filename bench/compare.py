#!/usr/bin/env python3
"""Runs two commands in turn, A B A B ..., and prints the ratios A / B pair by pair.

    bench/compare.py [-n RUNS] 'COMMAND A' 'COMMAND B'
    bench/compare.py -n 7 'build/old/tools/cli/refrain duplicates c.jsonl' \\
                          'build/release/tools/cli/refrain duplicates c.jsonl'

Each figure is the median with the smallest and the largest; a ratio below 1 says that A needs less.
Paired runs hold on a machine whose speed drifts. Output of the commands is thrown away. With
--same-output the two must print the same bytes.
"""

import argparse
import hashlib
import os
import shlex
import statistics
import subprocess
import sys
import time
from typing import NamedTuple


class Run(NamedTuple):
    wall: float
    cpu: float
    peak_mb: float
    digest: str


def run(command: list[str]) -> Run:
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    digest = hashlib.sha256()
    assert child.stdout is not None
    while chunk := child.stdout.read(1 << 20):
        digest.update(chunk)
    _, status, usage = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {code}")
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
               usage.ru_maxrss / 1024, digest.hexdigest())


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):9.3f}  ({min(values):.3f} to {max(values):.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("--same-output", action="store_true")
    arguments = parser.parse_args()
    commands = [shlex.split(arguments.a), shlex.split(arguments.b)]
    for command in commands:
        run(command)  # warm-up
    rounds = [[run(command) for command in commands] for _ in range(arguments.runs)]
    for figure, unit in (("wall", "s"), ("cpu", "s"), ("peak_mb", "MB")):
        a, b = ([getattr(pair[side], figure) for pair in rounds] for side in (0, 1))
        print(f"{figure:8} A {spread(a)} {unit}")
        print(f"{'':8} B {spread(b)} {unit}")
        print(f"{'':8} A/B {spread([x / max(y, 1e-9) for x, y in zip(a, b)])}")
    if arguments.same_output and len({r.digest for pair in rounds for r in pair}) != 1:
        sys.exit("the outputs differ")


if __name__ == "__main__":
    main()
