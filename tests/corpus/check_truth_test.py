#!/usr/bin/env python3
"""corpus/check_truth.py and score_truth.py notice what is wrong: one change each, and what must be said about it."""

import contextlib
import io
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
CORPUS = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "corpus").resolve()
sys.path.insert(0, str(CORPUS))
import check_truth  # noqa: E402
import score_truth  # noqa: E402


def plant(truth, name):
    return next(p for p in truth["plants"] if p["id"] == name)


class CheckTruth(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        shutil.copytree(CORPUS / "sample", self.root / "sample")
        self.truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))

    def tearDown(self):
        self.folder.cleanup()

    def said(self):
        (self.root / "truth.json").write_text(json.dumps(self.truth), encoding="utf-8")
        corpus = check_truth.Corpus(self.root)
        corpus.check()
        return "\n".join(corpus.errors)

    def test_says_nothing_about_the_corpus_as_it_is(self):
        self.assertEqual(self.said(), "")

    def test_notices_bytes_that_are_not_the_quote(self):
        plant(self.truth, "ar-verbatim-bashir")["occurrences"][0]["begin"] += 2
        self.assertIn("does not stand at its bytes", self.said())

    def test_notices_code_points_that_are_not_the_quote(self):
        plant(self.truth, "zh-verbatim-survey")["occurrences"][1]["end_char"] -= 1
        self.assertIn("does not stand at its code points", self.said())

    def test_notices_a_repetition_that_is_not_recorded(self):
        for name in ("en-verbatim-wells", "zh-verbatim-survey", "th-swapped-orders"):
            self.truth["plants"].remove(plant(self.truth, name))
        said = self.said()
        self.assertIn("unplanned repetition in sample/en/", said)
        self.assertIn("unplanned repetition in sample/zh/", said)
        self.assertIn("unplanned repetition in sample/th/", said)

    def test_notices_a_stump_line_in_another_mouth(self):
        line = plant(self.truth, "en-stump-thorne-noise")["occurrences"][0]["text"]
        with (self.root / "sample/en/ansel-drought.txt").open("a", encoding="utf-8") as document:
            document.write("\n" + line + "\n")
        self.assertIn("unplanned repetition in sample/en/", self.said())

    def test_notices_a_similarity_that_is_not_the_recorded_one(self):
        plant(self.truth, "ru-light-bus")["pairs"][0]["jaccard"] = 0.9
        self.assertIn("run --update", self.said())

    def test_notices_a_look_alike_that_is_a_repeat(self):
        plant(self.truth, "en-light-brewery")["kind"] = "lookalikes"
        self.assertIn("is too near", self.said())

    def test_notices_a_file_without_truth(self):
        (self.root / "sample/en/new.txt").write_text("new", encoding="utf-8")
        self.assertIn("sample/en/new.txt: not in truth.json", self.said())

    def test_notices_a_date_that_the_text_does_not_say(self):
        self.truth["documents"][0]["date_text"] = "1 May 1999"
        self.assertIn("does not stand where it should", self.said())


class ScoreTruth(unittest.TestCase):
    """Scores records made from the truth itself, then with one taken out or put in."""

    def setUp(self):
        self.truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
        self.records = [{"type": "talking_point", "occurrences": p["occurrences"]}
                        for p in self.truth["plants"] if p["kind"] == "reworded"]
        for p in self.truth["plants"]:
            if p["kind"] in score_truth.SPAN_KINDS:
                for a, b in score_truth.partners(p):
                    self.records += [{"type": kind, "a": a, "b": b} for kind in ("reuse", "pair")]

    def score(self):
        found, score = score_truth.Found(self.records), score_truth.Score()
        score_truth.score_spans(self.truth, found, score)
        score_truth.score_points(self.truth, found, score)
        return score

    def test_finds_everything_where_the_truth_is_reported(self):
        score = self.score()
        self.assertEqual(score.faults, [])
        self.assertTrue(score.cells["all"])
        for measure, (found, planted) in score.cells["all"].items():
            self.assertEqual(found, planted, measure)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            score.print()
        self.assertIn("verbatim exact", out.getvalue())

    def test_faults_a_span_that_begins_a_word_late(self):
        record = next(r for r in self.records if r["type"] == "reuse")
        text = record["a"]["text"]
        cut = len(text.split(" ")[0].encode()) + 1
        record["a"] = dict(record["a"], begin=record["a"]["begin"] + cut, text=text[cut:])
        self.assertEqual(len(self.score().faults), 1)

    def test_does_not_mind_punctuation_at_the_ends(self):
        record = next(r for r in self.records if r["type"] == "reuse")
        record["a"] = dict(record["a"], end=record["a"]["end"] + 1, text=record["a"]["text"] + ".")
        self.assertEqual(self.score().faults, [])

    def test_faults_a_look_alike_that_is_reported(self):
        a, b = plant(self.truth, "th-lookalikes-price")["occurrences"]
        self.records.append({"type": "reuse", "a": b, "b": a})
        self.assertEqual(len(self.score().faults), 1)

    def test_counts_reworded_occurrences_of_the_best_point_alone(self):
        point = next(r for r in self.records if r["type"] == "talking_point")
        point["occurrences"] = point["occurrences"][:2]
        found, planted = self.score().cells["all"]["reworded occurrences"]
        self.assertLess(found, planted)


if __name__ == "__main__":
    unittest.main()
