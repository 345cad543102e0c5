#!/usr/bin/env python3
"""Checks corpus/truth.json against corpus/sample, or rewrites its ranges from its quotes.

    corpus/check_truth.py            prints what is wrong and a summary line; exits 1 when something is
    corpus/check_truth.py --update   first computes begin, end, begin_char, end_char and the similarities

The format of truth.json is described in corpus/README.md. Python's standard library only.
"""

import argparse
import gzip
import itertools
import json
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("verbatim", "light", "quotes", "swapped", "reworded", "boilerplate", "stump", "lookalikes")
DOCUMENT_FIELDS = ("id", "path", "language", "source", "date", "date_from", "date_text", "title",
                   "title_from", "encoding", "layout")
# A Chinese sentence says in 20 characters what takes 50 and more in the other languages.
SPAN_LIMIT = defaultdict(lambda: 50, zh=20)
UNSPACED = ("zh", "th")
WORD = r"[\w\u0900-\u097f\u0e00-\u0e7f]+"
LIGHT_JACCARD = (0.7, 0.95)
LOOKALIKE_JACCARD = 0.4
ALIGNED = 0.6
UNPLANNED_JACCARD = 0.5
FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                      "「": '"', "」": '"', "『": '"', "』": '"', "—": "-", "–": "-"})


def fold(text):
    """The text with case, quotation marks and white space made one, and each character's place in `text`."""
    out, place = [], []
    for i, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char.translate(FOLD)).casefold():
            if folded.isspace():
                if out and out[-1] == " ":
                    continue
                folded = " "
            out.append(folded)
            place.append(i)
    place.append(len(text))
    return "".join(out), place


def tokens(text, language):
    """Words near enough to UAX #29 for a similarity; single characters where words have no spaces."""
    text = fold(text)[0]
    is_word = [unicodedata.category(c)[0] in "LMN" for c in text]
    if language in UNSPACED:
        return [c for c, word in zip(text, is_word) if word]
    for i in range(1, len(text) - 1):
        if text[i] in "'.,:" and is_word[i - 1] and is_word[i + 1] and not text[i - 1].isspace():
            digits = text[i - 1].isdigit() and text[i + 1].isdigit()
            letters = text[i - 1].isalpha() and text[i + 1].isalpha()
            is_word[i] = digits if text[i] == "," else letters if text[i] in "':" else digits or letters
    spaced = "".join(c if word else " " for c, word in zip(text, is_word))
    return spaced.split()


def shingles(text, language):
    words = tokens(text, language)
    return {tuple(words[i:i + 3]) for i in range(max(1, len(words) - 2))}


def jaccard(a, b, language):
    a, b = shingles(a, language), shingles(b, language)
    return len(a & b) / len(a | b)


def longest_common_span(a, b):
    a, b = fold(a)[0], fold(b)[0]
    best, row = 0, [0] * (len(b) + 1)
    for char in a:
        before = 0
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if char == other else 0
            best = max(best, row[j])
    return best


def aligned_stretch(a, b, language):
    """The first words of a stretch, 50 characters on each side, of which 6 in 10 words align; else nothing.

    It begins and ends with words that both sides have: a reuse span of form `light` would be that.
    """
    a, b = tokens(a, language), tokens(b, language)
    space = 0 if language in UNSPACED else 1
    for i, j in itertools.product(range(len(a)), range(len(b))):
        if a[i] != b[j]:
            continue
        above = [0] * (len(b) + 1)
        for x in range(i, len(a)):
            row = [0] * (len(b) + 1)
            for y in range(j, len(b)):
                if a[x] != b[y]:
                    row[y + 1] = max(above[y + 1], row[y])
                    continue
                row[y + 1] = above[y] + 1
                sides = [sum(map(len, words)) + space * (len(words) - 1) for words in (a[i:x + 1], b[j:y + 1])]
                if min(sides) >= 50 and 2 * row[y + 1] >= ALIGNED * (x - i + y - j + 2):
                    return " ".join(a[i:x + 1])
            above = row
    return ""


class Corpus:
    def __init__(self, root):
        self.root = root
        self.path = root / "truth.json"
        self.truth = json.loads(self.path.read_text(encoding="utf-8"))
        self.documents = {d["id"]: d for d in self.truth["documents"]}
        self.plants = self.truth["plants"]
        self.errors = []
        self.records = {}
        self.text = {i: t for i, t in ((i, self.decode(d)) for i, d in self.documents.items()) if t is not None}

    def error(self, message):
        self.errors.append(message)

    def decode(self, document):
        """The text a reader gives: decoded as declared, without a byte order mark, newlines as they stand."""
        path = self.root / document["path"]
        if not path.is_file():
            return self.error(f"{document['id']}: no file {document['path']}")
        if path.suffix == ".jsonl":
            if path not in self.records:
                lines = path.read_text(encoding="utf-8").splitlines()
                self.records[path] = {r["id"]: r for r in map(json.loads, lines)}
            record = self.records[path].get(document["id"])
            return record["text"] if record else self.error(f"{document['id']}: no such record")
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        encoding = {"utf-16-le-bom": "utf-16", "utf-8": "utf-8-sig"}.get(document["encoding"],
                                                                        document["encoding"])
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as problem:
            return self.error(f"{document['id']}: {problem}")

    def check_documents(self):
        if len(self.documents) != len(self.truth["documents"]):
            self.error("two documents have one id")
        listed = {d["path"] for d in self.documents.values()}
        for path in sorted(p for p in (self.root / "sample").rglob("*") if p.is_file()):
            name = path.relative_to(self.root).as_posix()
            if name not in listed:
                self.error(f"{name}: not in truth.json")
        for path, records in self.records.items():
            for missing in sorted(set(records) - set(self.documents)):
                self.error(f"{path.name}: record {missing} is not in truth.json")
        for i, document in self.documents.items():
            for field in DOCUMENT_FIELDS:
                if field not in document:
                    self.error(f"{i}: no field {field}")
            path = self.root / document["path"]
            if path in self.records:
                record = self.records[path].get(i, {})
                for field in ("source", "date", "title"):
                    if record.get(field) != document[field]:
                        self.error(f"{i}: {field} of the record differs from truth.json")
                continue
            if i != document["path"]:
                self.error(f"{i}: the id of a file is its path")
            text = " ".join(self.text.get(i, "").split())
            if document["title"] not in text:
                self.error(f"{i}: its title does not stand in it")
            place = document["path"] if document["date_from"] == "file name" else text
            if document["date_text"] not in place:
                self.error(f"{i}: its date {document['date_text']} does not stand where it should")

    def update(self):
        """Finds every quote (the `nth`, where it stands more than once) and writes its ranges."""
        for plant in self.plants:
            for o in plant["occurrences"]:
                text, begin = self.text[o["document"]], -1
                for _ in range(o.get("nth", 1)):
                    begin = text.find(o["text"], begin + 1)
                if begin < 0:
                    self.error(f"{plant['id']}: quote not found in {o['document']}: {o['text'][:60]}")
                    continue
                o["begin_char"], o["end_char"] = begin, begin + len(o["text"])
                o["begin"] = len(text[:begin].encode())
                o["end"] = o["begin"] + len(o["text"].encode())
                o["whole"] = self.is_whole(o)
            if plant["kind"] in ("light", "lookalikes"):
                plant["unit"] = "characters" if plant["language"] in UNSPACED else "words"
                plant["pairs"] = [{"a": a, "b": b, "jaccard": self.similarity(plant, a, b)}
                                  for a, b in itertools.combinations(range(len(plant["occurrences"])), 2)]
            order = ("document", "begin", "end", "begin_char", "end_char", "text", "whole", "part", "nth")
            plant["occurrences"] = [{k: o[k] for k in order if k in o} for o in plant["occurrences"]]
        self.path.write_text(json.dumps(self.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def is_whole(self, o):
        """Whether the occurrence is a paragraph by itself, in the layout of its document."""
        text, layout = self.text[o["document"]], self.documents[o["document"]]["layout"]
        before, after = text[:o["begin_char"]], text[o["end_char"]:]
        if layout == "single":
            return before[-1:] in ("", "\n") and after[:1] in ("", "\n")
        if layout.startswith("indent"):
            return before.endswith(("\n    ", "\n\n")) and after.startswith(("\n    ", "\n\n"))
        return (not before.strip() or before.endswith("\n\n")) and (not after.strip() or after.startswith("\n\n"))

    def similarity(self, plant, a, b):
        o = plant["occurrences"]
        return round(jaccard(o[a]["text"], o[b]["text"], plant["language"]), 4)

    def check_ranges(self, plant):
        for o in plant["occurrences"]:
            name = f"{plant['id']} in {o['document']}"
            text = self.text.get(o["document"])
            if text is None:
                self.error(f"{name}: no such document")
                continue
            if self.documents[o["document"]]["language"] != plant["language"]:
                self.error(f"{name}: another language")
            if text[o["begin_char"]:o["end_char"]] != o["text"]:
                self.error(f"{name}: the quote does not stand at its code points")
            if text.encode()[o["begin"]:o["end"]] != o["text"].encode():
                self.error(f"{name}: the quote does not stand at its bytes")
            if o["whole"] != self.is_whole(o):
                self.error(f"{name}: `whole` is wrong; run --update")
            if o["text"] != o["text"].strip():
                self.error(f"{name}: white space at an end of the quote")
            if text.count(o["text"]) > 1 and "nth" not in o:
                self.error(f"{name}: the quote stands there more than once")

    def check_kind(self, plant):
        name, kind, language = plant["id"], plant["kind"], plant["language"]
        occurrences = plant["occurrences"]
        documents = {o["document"] for o in occurrences}
        sources = {self.documents[d]["source"] for d in documents if d in self.documents}
        folded = {fold(o["text"])[0] for o in occurrences if "part" not in o}

        def need(condition, message):
            if not condition:
                self.error(f"{name}: {message}")

        need(kind in KINDS, f"unknown kind {kind}")
        if kind in ("verbatim", "quotes", "stump"):
            need(len(folded) == 1, "the texts differ")
        if kind in ("verbatim", "light", "quotes", "swapped", "lookalikes"):
            need(len(documents) > 1, "stands in one document only")
        if kind in ("verbatim", "light", "quotes", "swapped"):
            need(len(sources) > 1, "stands in one source only")
        if kind == "quotes":
            shortest = min(len(t) for t in folded)
            need(shortest >= 60, f"only {shortest} characters long")
        if kind == "stump":
            need(len(documents) >= 3, "fewer than three documents")
            need(len(sources) == 1, "more than one source")
        if kind == "swapped":
            by_document = defaultdict(list)
            for o in sorted(occurrences, key=lambda o: o["begin"]):
                by_document[o["document"]].append(o)
            orders = sorted(tuple(o["part"] for o in os) for os in by_document.values())
            need(orders == [(1, 2), (2, 1)], f"the order of the parts is {orders}")
            for part in (1, 2):
                need(len({fold(o["text"])[0] for o in occurrences if o["part"] == part}) == 1,
                     f"the texts of part {part} differ")
        if kind == "reworded":
            need(len(documents) >= 3 and len(sources) >= 3, "fewer than three documents or sources")
            for a, b in itertools.combinations(occurrences, 2):
                span = longest_common_span(a["text"], b["text"])
                need(span < SPAN_LIMIT[language], f"{span} characters are the same: {a['text'][:40]}")
                need(jaccard(a["text"], b["text"], language) < UNPLANNED_JACCARD,
                     f"not reworded: {a['text'][:40]}")
        if kind in ("light", "lookalikes"):
            for pair in plant.get("pairs", ()):
                j = self.similarity(plant, pair["a"], pair["b"])
                need(j == pair["jaccard"], f"jaccard is {j}, recorded {pair['jaccard']}; run --update")
                if kind == "light":
                    need(LIGHT_JACCARD[0] <= j <= LIGHT_JACCARD[1], f"jaccard {j} is not light")
                else:
                    need(j < LOOKALIKE_JACCARD, f"jaccard {j} is too near")
                    span = longest_common_span(occurrences[pair["a"]]["text"], occurrences[pair["b"]]["text"])
                    need(span < SPAN_LIMIT[language], f"{span} characters are the same")
                    stretch = aligned_stretch(occurrences[pair["a"]]["text"], occurrences[pair["b"]]["text"],
                                              language)
                    need(not stretch, f"aligns well enough to be reported: {stretch}")
            need(len(plant.get("pairs", ())) == len(occurrences) * (len(occurrences) - 1) // 2,
                 "pairs missing; run --update")

    def check_ends(self, plant, planned):
        """A plant that goes on, word for word, beyond its ends is recorded too short."""
        for a, b in itertools.combinations(plant["occurrences"], 2):
            if a["document"] == b["document"] or a.get("part") != b.get("part"):
                continue
            for side in ("before", "after"):
                words = [self.neighbour(o, side) for o in (a, b)]
                if words[0][0] and words[0][0] == words[1][0]:
                    at = words[0][1]
                    if not any(r[0] <= at < r[1] for r in planned[a["document"], b["document"]]
                               if not (r[0] == a["begin_char"] and r[1] == a["end_char"])):
                        self.error(f"{plant['id']}: {a['document']} and {b['document']} agree {side} it too: "
                                   f"{words[0][0]}")

    def neighbour(self, o, side):
        """The nearest word beside an occurrence, folded, and its place."""
        text = self.text[o["document"]]
        if side == "before":
            found = re.search(rf"({WORD})\W*\Z", text[max(0, o["begin_char"] - 200):o["begin_char"]])
            return (fold(found.group(1))[0], max(0, o["begin_char"] - 200) + found.start(1)) if found else ("", 0)
        found = re.compile(rf"\W*({WORD})").match(text, o["end_char"])
        return (fold(found.group(1))[0], found.start(1)) if found else ("", 0)

    def planned(self):
        """For two documents, the ranges of the first that some plant shares with the second."""
        ranges = defaultdict(list)
        for plant in self.plants:
            if plant["kind"] == "lookalikes" or plant["kind"] == "reworded":
                continue
            for a, b in itertools.permutations(plant["occurrences"], 2):
                if a["document"] != b["document"] and a.get("part") == b.get("part"):
                    ranges[a["document"], b["document"]].append((a["begin_char"], a["end_char"]))
        return ranges

    def check_unplanned(self, planned):
        by_language = defaultdict(list)
        for i, document in self.documents.items():
            if i in self.text:
                by_language[document["language"]].append(i)
        for language, ids in by_language.items():
            width = SPAN_LIMIT[language]
            folded = {i: fold(self.text[i]) for i in ids}
            places = defaultdict(list)
            for i in ids:
                for at in range(len(folded[i][0]) - width + 1):
                    places[folded[i][0][at:at + width]].append((i, at))
            seen = set()
            for window, found in places.items():
                for (a, at_a), (b, at_b) in itertools.combinations(found, 2):
                    if a == b or (a, b, at_a - at_b, at_a - 1) in seen:
                        seen.add((a, b, at_a - at_b, at_a))
                        continue
                    place = folded[a][1]
                    begin, end = place[at_a], place[at_a + width - 1] + 1
                    # A run that reaches out of a plant by less than a window is not a repetition of its own.
                    if any(r[0] < end and begin < r[1] for r in planned[a, b]):
                        continue
                    seen.add((a, b, at_a - at_b, at_a))
                    self.error(f"unplanned repetition in {a} and {b}: {window}")
            self.check_unplanned_paragraphs(language, ids, planned)

    def check_unplanned_paragraphs(self, language, ids, planned):
        paragraphs = []
        for i in ids:
            for m in re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", self.text[i]):
                if len(m.group()) >= SPAN_LIMIT[language]:
                    paragraphs.append((i, m.start(), m.end(), shingles(m.group(), language)))
        for (a, begin, end, x), (b, _, _, y) in itertools.combinations(paragraphs, 2):
            if a == b or len(x & y) < UNPLANNED_JACCARD * len(x | y):
                continue
            if not any(r[0] < end and begin < r[1] for r in planned[a, b]):
                self.error(f"unplanned likeness in {a} and {b}: {self.text[a][begin:begin + 60]}")

    def check(self):
        self.check_documents()
        ids = [p["id"] for p in self.plants]
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            self.error(f"{name}: two plants have this id")
        for plant in self.plants:
            self.check_ranges(plant)
            self.check_kind(plant)
        planned = self.planned()
        for plant in self.plants:
            if plant["kind"] in ("verbatim", "quotes", "stump", "swapped"):
                self.check_ends(plant, planned)
        self.check_unplanned(planned)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="compute ranges and similarities from the quotes")
    parser.add_argument("--root", type=pathlib.Path, default=HERE, help="folder of truth.json and sample/")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.root)
    if arguments.update:
        corpus.update()
    if not corpus.errors:
        corpus.check()
    for error in corpus.errors:
        print(error, file=sys.stderr)
    kinds = ", ".join(f"{sum(p['kind'] == k for p in corpus.plants)} {k}" for k in KINDS)
    print(f"truth: {len(corpus.documents)} documents, {len({d['source'] for d in corpus.documents.values()})} "
          f"sources, {len({d['language'] for d in corpus.documents.values()})} languages, "
          f"{len(corpus.plants)} plants ({kinds}), "
          f"{sum(len(p['occurrences']) for p in corpus.plants)} occurrences, {len(corpus.errors)} errors")
    return 1 if corpus.errors else 0


if __name__ == "__main__":
    sys.exit(main())
