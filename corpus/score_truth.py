#!/usr/bin/env python3
"""Scores what refrain prints about corpus/sample against corpus/truth.json, a column a language.

    for verb in duplicates reuse points; do refrain $verb corpus/sample --format jsonl; done | corpus/score_truth.py

Reads records (JSON Lines, in the format of --format jsonl) from standard input or from the files given. Each cell is
found / planted; `exact` counts pairs of occurrences with the very ranges, punctuation at their ends aside. Exits 1 when
a verbatim, light, quoted, swapped or stump case is not found exactly, a look-alike is reported, or a type of record is
missing. Reworded statements and guessed dates and titles are counted only. Python's standard library only.
"""

import argparse
import itertools
import json
import pathlib
import sys
import unicodedata
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
SPAN_KINDS = ("verbatim", "light", "quotes", "swapped", "stump")
FIRST_POINTS = 20


def words_only(record_range):
    """Document and byte range without what is no letter, mark or digit at its ends."""
    text, begin, end = record_range["text"], record_range["begin"], record_range["end"]
    first, last = 0, len(text)
    while first < last and unicodedata.category(text[first])[0] not in "LMN":
        first += 1
    while last > first and unicodedata.category(text[last - 1])[0] not in "LMN":
        last -= 1
    return record_range["document"], begin + len(text[:first].encode()), end - len(text[last:].encode())


def overlap(a, b):
    """Bytes that two ranges share."""
    if a["document"] != b["document"]:
        return 0
    return max(0, min(a["end"], b["end"]) - max(a["begin"], b["begin"]))


def hits(a, b):
    """Whether two ranges share half of the shorter one."""
    return 2 * overlap(a, b) >= min(a["end"] - a["begin"], b["end"] - b["begin"]) > 0


def partners(plant):
    """The pairs of occurrences that are repeats of one another."""
    for a, b in itertools.combinations(plant["occurrences"], 2):
        if a["document"] != b["document"] and a.get("part") == b.get("part"):
            yield a, b


def to_file(value, files):
    """Moves the ranges of Markdown documents, which are of their text without marks, to the file, which truth.json
    counts in. One that holds marks stays where it is."""
    if isinstance(value, list):
        for item in value:
            to_file(item, files)
    elif isinstance(value, dict):
        document = value.get("document")
        if isinstance(document, str) and document.endswith(".md") and "begin" in value:
            if document not in files:
                path = HERE / document
                files[document] = path.read_bytes() if path.exists() else b""
            quote = value["text"].encode()
            at = files[document].find(quote)
            if at >= 0:
                value["begin"], value["end"] = at, at + len(quote)
        for item in value.values():
            to_file(item, files)


class Found:
    def __init__(self, records):
        self.by_type = defaultdict(list)
        files = {}
        for record in records:
            to_file(record, files)
            self.by_type[record["type"]].append(record)
        self.spans = defaultdict(list)
        self.exact = {"pair": set(), "reuse": set()}
        for kind in ("pair", "reuse"):
            for record in self.by_type[kind]:
                a, b = record["a"], record["b"]
                self.exact[kind].add(frozenset((words_only(a), words_only(b))))
                self.spans[frozenset((a["document"], b["document"]))].append((kind, a, b))

    def has_exactly(self, kind, a, b):
        return frozenset((words_only(a), words_only(b))) in self.exact[kind]

    def between(self, a, b, kinds, test):
        for kind, x, y in self.spans[frozenset((a["document"], b["document"]))]:
            if kind in kinds and ((test(x, a) and test(y, b)) or (test(x, b) and test(y, a))):
                yield kind, x, y


class Score:
    def __init__(self):
        self.cells = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self.faults = []

    def count(self, language, measure, ok):
        for row in {language, "all"}:
            cell = self.cells[row][measure]
            cell[0] += bool(ok)
            cell[1] += 1

    def fault(self, message):
        self.faults.append(message)

    def print(self):
        languages = [row for row in self.cells if row != "all"] + ["all"]
        print("".ljust(28) + "".join(language.rjust(7) for language in languages))
        for measure in self.cells["all"]:
            cells = (self.cells[language].get(measure) for language in languages)
            print(measure.ljust(28) + "".join(("{}/{}".format(*c) if c else "-").rjust(7) for c in cells))


def score_spans(truth, found, score):
    for plant in truth["plants"]:
        kind, language, name = plant["kind"], plant["language"], plant["id"]
        if kind == "lookalikes":
            for a, b in partners(plant):
                reported = list(found.between(a, b, ("pair", "reuse"), hits))
                score.count(language, "lookalikes kept apart", not reported)
                for what, x, _ in reported:
                    score.fault(f"{name}: reported as {what}: {x['text'][:60]!r}")
        if kind not in SPAN_KINDS:
            continue
        for a, b in partners(plant):
            where = f"{name}: {a['document']} and {b['document']}"
            exact = found.has_exactly("reuse", a, b)
            score.count(language, f"{kind} exact", exact)
            if not exact:
                near = [y for _, *pair in found.between(a, b, ("reuse",), lambda x, y: overlap(x, y) > 0) for y in pair]
                got = "; ".join(f"{r['document']} {r['begin']}..{r['end']}" for r in near) or "nothing"
                score.fault(f"{where}: want {a['begin']}..{a['end']} and {b['begin']}..{b['end']}, found {got}")
            if a["whole"] and b["whole"] and kind in ("verbatim", "light", "swapped"):
                paired = found.has_exactly("pair", a, b)
                score.count(language, "paragraph pairs", paired)
                if not paired:
                    score.fault(f"{where}: not a near-duplicate pair")


def score_points(truth, found, score):
    points = found.by_type["talking_point"]
    for plant in truth["plants"]:
        if plant["kind"] == "reworded":
            best = max((sum(any(hits(o, p) for p in point["occurrences"]) for o in plant["occurrences"])
                        for point in points), default=0)
            score.count(plant["language"], "reworded points", best >= 2)
            for n in range(len(plant["occurrences"])):
                score.count(plant["language"], "reworded occurrences", best >= 2 and n < best)
    boilerplate = [o for p in truth["plants"] if p["kind"] == "boilerplate" for o in p["occurrences"]]
    for point in points[:FIRST_POINTS]:
        furniture = all(any(hits(o, p) for o in boilerplate) for p in point["occurrences"])
        score.count("all", f"no boilerplate in first {FIRST_POINTS}", not furniture)


def score_documents(truth, found, score):
    got = {d["id"]: d for d in found.by_type["document"]}
    for document in truth["documents"]:
        record = got.get(document["id"], {})
        if got and not record:
            score.fault(f"{document['id']}: no such document in the records")
        score.count(document["language"], "date", (record.get("date") or "")[:10] == document["date"])
        score.count(document["language"], "title", record.get("title") == document["title"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="*", type=pathlib.Path, help="files of records; standard input without")
    parser.add_argument("--truth", type=pathlib.Path, default=HERE / "truth.json")
    arguments = parser.parse_args()
    lines = (itertools.chain.from_iterable(p.read_text(encoding="utf-8").splitlines() for p in arguments.records)
             if arguments.records else sys.stdin)
    found = Found(json.loads(line) for line in lines if line.strip())
    truth = json.loads(arguments.truth.read_text(encoding="utf-8"))
    score = Score()
    for kind in ("pair", "reuse", "talking_point"):
        if not found.by_type[kind]:
            score.fault(f"no record of type {kind}")
    score_spans(truth, found, score)
    score_points(truth, found, score)
    if found.by_type["document"]:
        score_documents(truth, found, score)
    score.print()
    for fault in score.faults:
        print(fault, file=sys.stderr)
    print(f"score: {len(score.faults)} faults")
    return 1 if score.faults else 0


if __name__ == "__main__":
    sys.exit(main())
