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
import shlex
import statistics
import sys

from measured_run import run


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
    for figure, unit, scale in (("wall", "s", 1), ("cpu", "s", 1), ("peak", "MB", 2**20)):
        a, b = ([getattr(pair[side], figure) / scale for pair in rounds] for side in (0, 1))
        print(f"{figure:8} A {spread(a)} {unit}")
        print(f"{'':8} B {spread(b)} {unit}")
        print(f"{'':8} A/B {spread([x / max(y, 1e-9) for x, y in zip(a, b)])}")
    if arguments.same_output and len({r.digest for pair in rounds for r in pair}) != 1:
        sys.exit("the outputs differ")


if __name__ == "__main__":
    main()
