"""Results over corpus/sample: the records of the command-line tool, and quotes by Python's own slices."""

import json
import os
import subprocess
import tempfile
import unittest

import refrain

SAMPLE = os.environ["REFRAIN_SAMPLE"]
TOOL = os.environ.get("REFRAIN")


def tool_records(*arguments):
    done = subprocess.run([TOOL, *arguments, "--format", "jsonl"], capture_output=True, check=True,
                          timeout=100)
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def of_type(records, kind):
    return [r for r in records if r["type"] == kind]


def dicts(records):
    return [r.as_dict() for r in records]


@unittest.skipUnless(TOOL, "built without the tool")
class Tool(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.engine = refrain.Engine()
        cls.engine.read(SAMPLE)

    def test_duplicates(self):
        expected = tool_records("duplicates", SAMPLE)
        found = self.engine.duplicates()
        self.assertEqual(dicts(found.pairs), of_type(expected, "pair"))
        self.assertEqual(dicts(found.clusters), of_type(expected, "cluster"))
        self.assertGreater(len(found.pairs), 30)

    def test_removals(self):
        with tempfile.TemporaryDirectory(prefix="refrain-python-") as folder:
            copy = os.path.join(folder, "c.jsonl")
            texts = [d.text for d in self.engine.documents if d.path.endswith(".txt")][:30]
            with open(copy, "w", encoding="utf-8") as file:
                for number, text in enumerate(texts + texts[:10]):
                    file.write(json.dumps({"id": f"d{number:02}", "text": text}) + "\n")
            log = os.path.join(folder, "out.jsonl.removed.jsonl")
            subprocess.run([TOOL, "dedup", copy, "-o", os.path.join(folder, "out.jsonl")],
                           check=True, capture_output=True, timeout=100)
            with open(log, encoding="utf-8") as file:
                expected = [json.loads(line) for line in file]
            engine = refrain.Engine()
            engine.read(copy)
        found = engine.removals()
        self.assertEqual(dicts(found), of_type(expected, "removed"))
        self.assertGreaterEqual(len(found), 10)
        self.assertEqual(list(zip(*map(found.column, ("document", "kept", "jaccard")))),
                         [(r.document_index, r.kept_index, r.jaccard) for r in found])

    def test_reuse(self):
        expected = of_type(tool_records("reuse", SAMPLE), "reuse")
        self.assertEqual(dicts(self.engine.reuse()), expected)
        self.assertGreater(len(expected), 30)

    def test_talking_points(self):
        expected = of_type(tool_records("points", SAMPLE), "talking_point")
        self.assertEqual(dicts(self.engine.talking_points()), expected)
        self.assertGreater(len(expected), 100)

    def test_what_was_left_out(self):
        expected = tool_records("report", SAMPLE)
        self.engine.duplicates(), self.engine.reuse(), self.engine.talking_points()
        self.assertEqual(dicts(self.engine.skipped), of_type(expected, "skipped"))
        limits = [(l.stage, l.what.split(" (")[0], l.count) for l in self.engine.limits]
        self.assertEqual(sorted(limits), sorted((l["stage"], l["what"].split(" (")[0], l["count"])
                                                for l in of_type(expected, "limit")))

    def test_documents(self):
        expected = of_type(tool_records("report", SAMPLE), "document")
        for document in expected:  # these are counted by searches
            del document["passages"], document["tokens"]
        self.assertEqual(dicts(self.engine.documents), expected)

    def test_matches(self):
        queries = refrain.Engine()
        queries.read(os.path.join(SAMPLE, "en"))
        for scheme in ("reworded", "tfidf"):
            with self.subTest(scheme):
                expected = of_type(tool_records(
                    "match", os.path.join(SAMPLE, "en"), "--against", SAMPLE, "--top", "3",
                    "--scheme", scheme), "match")
                found = self.engine.match(queries.documents, top=3, scheme=scheme)
                self.assertEqual(dicts(found), expected)
                self.assertEqual(len(expected), 3 * len(queries))

    def test_comparison(self):
        a, b = "en/2016-10-15-compact-signed.txt", "en/basin-wire-2016-10-14.txt"
        expected = tool_records("compare", a, b, "--in", os.path.join(SAMPLE, "en"))
        found = self.engine.compare("sample/" + a, "sample/" + b)
        spans = json.dumps(dicts(found.spans), ensure_ascii=False).replace("sample/en/", "en/")
        self.assertEqual(json.loads(spans), of_type(expected, "reuse"))
        self.assertEqual(found.as_dict() | {"a": a, "b": b}, of_type(expected, "comparison")[0])
        self.assertTrue(found.spans)


class Quotes(unittest.TestCase):
    """Offsets are judged by str and bytes of Python."""

    @classmethod
    def setUpClass(cls):
        cls.engine = refrain.Engine()
        cls.engine.read(SAMPLE)

    def assert_quotes(self, place):
        whole = place.whole
        self.assertEqual(whole.id, place.document)
        self.assertEqual(whole.index, place.document_index)
        self.assertEqual(whole.text[place.begin_char:place.end_char], place.text)
        self.assertEqual(whole.text.encode()[place.begin:place.end].decode(), place.text)
        return not place.text.isascii()

    def test_of_all_results(self):
        places = []
        for pair in self.engine.duplicates().pairs:
            places += [pair.a, pair.b]
        for cluster in self.engine.duplicates().clusters:
            places += [cluster.representative, *cluster.members]
        for span in self.engine.reuse():
            places += [span.a, span.b]
        for point in self.engine.talking_points():
            places += point.occurrences
        self.assertGreater(sum(map(self.assert_quotes, places)), 300)  # so many are not ASCII

    def test_of_characters_beyond_the_basic_plane(self):
        text = "𝒜 𝓉𝑒𝓍𝓉 of clefs 𝄞𝄞 and faces 🙂, which 12 people read — in Überlingen, and nobody elsewhere did."
        engine = refrain.Engine()
        engine.add("a", "🙂🙂🙂 before.\n\n" + text)
        engine.add("b", text + "\n\nBehind.")
        span, = engine.reuse()
        self.assertTrue(self.assert_quotes(span.a) and self.assert_quotes(span.b))
        self.assertEqual(span.a.begin_char - span.b.begin_char, len("🙂🙂🙂 before.\n\n"))
        self.assertIn("Überlingen", span.a.text)

    def test_columns_hold_the_numbers_of_the_records(self):
        documents = list(self.engine.documents)
        pairs = self.engine.duplicates().pairs
        spans = self.engine.reuse()
        for records in (pairs, spans):
            for side in "ab":
                columns = [records.column(f"{side}_{f}") for f in ("document", "begin", "end")]
                self.assertEqual(
                    [(documents[d].id, begin, end) for d, begin, end in zip(*columns)],
                    [(r.document, r.begin, r.end) for r in (getattr(x, side) for x in records)])
        self.assertEqual(list(pairs.column("jaccard")), [p.jaccard for p in pairs])
        self.assertEqual(list(pairs.column("containment")), [p.containment for p in pairs])
        self.assertEqual(list(spans.column("similarity")), [s.similarity for s in spans])
        with self.assertRaisesRegex(KeyError, "or similarity, found jaccard"):
            spans.column("jaccard")

    def test_columns_of_matches(self):
        found = self.engine.match(["the river and the city", "Brücke", "the price of water"], top=4)
        columns = zip(*(found.column(n) for n in ("query", "document", "rank", "score")))
        self.assertEqual(list(columns),
                         [(m.query_index, m.document_index, m.rank, m.score) for m in found])


class Sequences(unittest.TestCase):
    def setUp(self):
        engine = refrain.Engine()
        engine.add_documents(["the same few words of a text"] * 4)
        self.pairs = engine.duplicates().pairs
        self.documents = engine.documents

    def test_behave_like_lists(self):
        listed = list(self.pairs)
        self.assertEqual(len(listed), 6)
        self.assertEqual(self.pairs[-1], listed[5])
        self.assertEqual(self.pairs[1:5:2], listed[1:5:2])
        self.assertEqual(self.pairs[::-1], listed[::-1])
        self.assertEqual(list(reversed(self.pairs)), listed[::-1])
        self.assertIn(listed[3], self.pairs)
        self.assertTrue(self.pairs)
        for index in (6, -7):
            with self.assertRaises(IndexError):
                self.pairs[index]

    def test_records_are_equal_by_value_and_show_their_fields(self):
        pair = self.pairs[0]
        self.assertEqual(pair, self.pairs[0])
        self.assertNotEqual(pair, self.pairs[1])
        self.assertNotEqual(pair, pair.as_dict())
        self.assertEqual({pair.a, self.pairs[1].a, pair.b}, {pair.a, pair.b})
        self.assertRegex(repr(pair), r"^Pair\(a=\{'document': '0', .*\}, jaccard=1\.0, contain")
        self.assertEqual(repr(self.pairs), "<refrain.Pairs: 6>")

    def test_documents_by_id(self):
        self.assertEqual(self.documents["2"].index, 2)
        with self.assertRaises(KeyError):
            self.documents["4"]


if __name__ == "__main__":
    unittest.main()
