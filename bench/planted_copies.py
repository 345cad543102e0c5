#!/usr/bin/env python3
"""How many copies `refrain reuse` finds, by their length: text of one document put into another.

    bench/planted_copies.py DOCUMENTS.jsonl [--copies N] [--seeds N] [--refrain FILE]

Documents are drawn from the file, two for a copy; words of the first are put between two words of
the second, once as they are. A copy is found when one span of these two documents covers eight
tenths of it on both sides. Prints found / planted for each range of lengths, over all seeds, and
the spans between documents that share no copy, which may be true: real texts repeat each other.
"""

import argparse
import json
import pathlib
import random
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LENGTHS = [(8, 9), (10, 11), (12, 14), (15, 20), (21, 40)]
LEAST_WORDS = 60  # of a document


def words_of(text: str) -> list[re.Match]:
    return list(re.finditer(r"\S+", text))


def plant(texts: list[str], rng: random.Random) -> list[dict]:
    """Puts a copy from each even document into the one behind it, which it changes."""
    copies = []
    for a in range(0, len(texts) - 1, 2):
        low, high = LENGTHS[a // 2 % len(LENGTHS)]
        count = rng.randint(low, high)
        source = words_of(texts[a])
        first = rng.randrange(len(source) - count)
        begin, end = source[first].start(), source[first + count - 1].end()
        at = rng.choice(words_of(texts[a + 1])).start()
        texts[a + 1] = texts[a + 1][:at] + texts[a][begin:end] + " " + texts[a + 1][at:]
        copies.append({"length": (low, high), "a": (a, begin, end),
                       "b": (a + 1, at, at + end - begin)})
    return copies


def covers(side: dict, copy: tuple[int, int, int]) -> bool:
    _, begin, end = copy
    common = min(side["end_char"], end) - max(side["begin_char"], begin)
    return common >= 0.8 * (end - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=pathlib.Path)
    parser.add_argument("--copies", type=int, default=500, help="of each seed")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--refrain", default=ROOT / "build/release/tools/cli/refrain")
    options = parser.parse_args()
    with options.documents.open() as file:
        texts = [json.loads(line)["text"] for line in file]
    texts = [text for text in texts if len(words_of(text)) >= LEAST_WORDS]
    planted = {length: 0 for length in LENGTHS}
    found = {length: 0 for length in LENGTHS}
    others = 0
    for seed in range(1, options.seeds + 1):
        rng = random.Random(seed)
        chosen = rng.sample(texts, min(2 * options.copies, len(texts)))
        copies = plant(chosen, rng)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            for number, text in enumerate(chosen):
                file.write(json.dumps({"id": str(number), "text": text}) + "\n")
            file.flush()
            done = subprocess.run([options.refrain, "reuse", file.name, "--format", "jsonl"],
                                  check=True, capture_output=True, text=True)
        spans: dict[tuple[int, int], list] = {}
        for line in done.stdout.splitlines():
            record = json.loads(line)
            if record["type"] == "reuse":
                a, b = record["a"], record["b"]
                if int(a["document"]) > int(b["document"]):
                    a, b = b, a
                spans.setdefault((int(a["document"]), int(b["document"])), []).append((a, b))
        for copy in copies:
            pair = (copy["a"][0], copy["b"][0])
            planted[copy["length"]] += 1
            found[copy["length"]] += any(covers(a, copy["a"]) and covers(b, copy["b"])
                                         for a, b in spans.pop(pair, []))
        others += sum(len(of_pair) for of_pair in spans.values())
    print("| words | planted | found | share |\n|---|---|---|---|")
    for length in LENGTHS:
        print(f"| {length[0]} to {length[1]} | {planted[length]} | {found[length]} | "
              f"{found[length] / planted[length]:.3f} |")
    print(f"{others} spans of other documents")


if __name__ == "__main__":
    main()
