"""Documents from Python's objects and from files, and what is refused with which exception."""

import collections
import datetime
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import refrain

TEXT = "The council will plant four thousand lime trees along the northern canal before winter."


class Adding(unittest.TestCase):
    def setUp(self):
        self.engine = refrain.Engine()

    def test_fields_come_back(self):
        self.engine.add("Ж", TEXT, title="T", source="S", date="2021-03-05", language="pt_br")
        document, = self.engine.documents
        self.assertEqual(
            (document.id, document.text, document.title, document.source, document.date,
             document.language, document.path, document.position, document.index),
            ("Ж", TEXT, "T", "S", "2021-03-05", "pt-BR", None, 0, 0))
        self.engine.add("a", "")
        document = self.engine.documents["a"]
        self.assertEqual((document.text, document.title, document.source, document.date,
                          document.language), ("", None, None, None, None))

    def test_dates_may_have_many_types(self):
        for number, (date, expected) in enumerate([
                ("5 March 2021", "2021-03-05"), (datetime.date(2021, 3, 5), "2021-03-05"),
                (datetime.datetime(2021, 3, 5, 7, 8, 9, 10), "2021-03-05T07:08"),
                (datetime.datetime(2021, 3, 5, 7, 8, tzinfo=datetime.timezone.utc),
                 "2021-03-05T07:08"), (2021, "2021"), ("", None), (None, None)]):
            with self.subTest(date):
                self.engine.add(number, "text", date=date)
                self.assertEqual(self.engine.documents[str(number)].date, expected)

    def test_documents_of_all_kinds(self):
        other = refrain.Engine()
        other.add("other", TEXT, source="Radio")
        count = self.engine.add_documents([
            "first text", {"text": "second", "id": 22, "unknown": []}, {"text": "third", "id": None},
            collections.ChainMap({"text": "fourth", "source": "Herald"}), *other.documents])
        self.assertEqual((count, len(self.engine)), (5, 5))
        self.assertEqual([(d.id, d.text, d.source) for d in self.engine.documents],
                         [("0", "first text", None), ("2", "third", None), ("22", "second", None),
                          ("3", "fourth", "Herald"), ("other", TEXT, "Radio")])
        self.engine.add_documents(["sixth"])
        self.assertEqual(self.engine.documents["5"].text, "sixth")

    def test_all_or_none_are_added(self):
        for items, error, message in (
                (["a", 5], TypeError, "document 1: expected a str, a dict or a Document, found int"),
                ([{"id": "x"}], ValueError, "document x: expected a text, found none"),
                ([{"text": b"bytes"}], TypeError, "document 0: expected a text of type str, found by"),
                ([{"text": "t", "title": 5}], TypeError, "expected a title of type str, found int"),
                ([{"text": "t", "date": "soon"}], ValueError, "expected a date such as .*, found soon"),
                ([{"text": "t", "language": "??"}], ValueError, "expected a language such as .*\\?\\?"),
                (["a", "half \udc00 a pair"], UnicodeEncodeError, "surrogates"),
                ("one text", TypeError, "documents: expected several.*found one str"),
                ({"text": "t"}, TypeError, "documents: expected several.*found one dict"),
                ((1 / 0 for _ in "a"), ZeroDivisionError, "")):
            with self.subTest(message), self.assertRaisesRegex(error, message):
                self.engine.add_documents(items)
            self.assertEqual((len(self.engine), list(self.engine.documents)), (0, []))

    def test_options_are_checked(self):
        for options, message in (({"threshold": 0}, "threshold: expected .*, found 0"),
                                 ({"threads": 5000}, "threads: expected .* 1024, found 5000"),
                                 ({"max_words": 0}, "max_words: expected"),
                                 ({"min_chars": 0}, "min_chars: expected")):
            with self.subTest(message), self.assertRaisesRegex(ValueError, message):
                refrain.Engine(**options)
        for options in ({"threads": -1}, {"nonsense": 1}, {"progress": 5}):
            with self.subTest(options), self.assertRaises(TypeError):
                refrain.Engine(**options)
        for options, error in (({"top": 0}, ValueError), ({"threshold": 2}, ValueError),
                               ({"scheme": "other"}, ValueError)):
            with self.subTest(options), self.assertRaises(error):
                self.engine.match(["a"], **options)

    def test_options_take_effect(self):
        changed = TEXT.replace("four", "five")
        for threshold, pairs in ((0.6, 1), (0.7, 0)):  # 9 of 15 shingles are shared
            engine = refrain.Engine(threshold=threshold)
            engine.add_documents([TEXT, changed])
            self.assertEqual(len(engine.duplicates().pairs), pairs)
        engine = refrain.Engine(min_chars=200)
        engine.add_documents([TEXT, TEXT])
        self.assertEqual(len(engine.reuse()), 0)

    def test_documents_are_named_by_id_or_number(self):
        self.engine.add_documents([TEXT, TEXT + " And more.", "Else."])
        self.assertEqual(self.engine.compare("0", 1).as_dict(), self.engine.compare(0, "1").as_dict())
        self.assertEqual(self.engine.compare(0, 1).a_reused, 1)
        self.assertEqual([(s.a.document, s.b.document) for s in self.engine.reuse([("1", "0")])],
                         [("1", "0")])
        self.assertEqual(len(self.engine.reuse([(0, 2)])), 0)
        for a, b, error, message in (
                ("0", "9", ValueError, "expected one document of id '9', found 0"),
                (0, 3, ValueError, "below 3, found 3"), (0, -1, ValueError, "found -1"),
                (1, 1, ValueError, ""), (0, None, TypeError, "found NoneType"),
                (0, 10**30, ValueError, "")):
            with self.subTest((a, b)):
                with self.assertRaisesRegex(error, message):
                    self.engine.compare(a, b)
                with self.assertRaises(error):
                    self.engine.reuse([(a, b)])
        for pairs in (["01"], [(0, 1, 2)], [[]]):
            with self.subTest(pairs), self.assertRaisesRegex(ValueError, "expected two documents"):
                self.engine.reuse(pairs)
        self.engine.add("0", "again")
        with self.assertRaisesRegex(ValueError, "found 2; its number tells which"):
            self.engine.compare("0", "1")

    def test_matches_are_in_the_order_of_the_queries(self):
        self.engine.add_documents([{"id": "trees", "text": TEXT},
                                   {"id": "ferry", "text": "The ferry leaves at dawn for the island."}])
        queries = [{"id": "z", "text": "a ferry at dawn"}, "lime trees", {"id": "a", "text": "ferry"}]
        found = self.engine.match(queries, top=1)
        self.assertEqual([(m.query, m.query_index, m.document, m.rank) for m in found],
                         [("z", 0, "ferry", 1), ("1", 1, "trees", 1), ("a", 2, "ferry", 1)])

    def test_two_strings_side_by_side(self):
        found = refrain.compare(TEXT, TEXT.replace("northern", "southern"))
        span, = found.spans
        difference, = span.differences
        self.assertEqual((difference.a.text, difference.b.text), ("northern", "southern"))


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="refrain-python-")
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)
        self.engine = refrain.Engine()

    def test_what_is_not_read_is_listed(self):
        (self.at / "lines.jsonl").write_text('{"id":"a","text":"x","when":"soon"}\nno json\n{"id":"b"}\n')
        (self.at / "binary").write_bytes(bytes(range(256)) * 20)
        (self.at / "empty.txt").write_text(" \n")
        self.assertEqual(self.engine.read(self.at, date_field="when"), 1)
        self.assertEqual([(pathlib.Path(s.path).name, s.position, s.reason) for s in self.engine.skipped],
                         [("binary", 0, "binary"), ("empty.txt", 0, "empty"),
                          ("lines.jsonl", 2, "broken-record"), ("lines.jsonl", 3, "no-text")])
        self.assertEqual([l.as_dict() for l in self.engine.limits],
                         [{"type": "limit", "stage": "read", "what": "date fields that are no date",
                           "count": 1}])
        if "REFRAIN" in os.environ:
            done = subprocess.run([os.environ["REFRAIN"], "duplicates", self.at, "--format", "jsonl"],
                                  capture_output=True, timeout=60)
            records = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([s.as_dict() for s in self.engine.skipped],
                             [r for r in records if r["type"] == "skipped"])

    def test_paths_and_fields_of_all_kinds(self):
        name = self.at / "ñ.csv"
        name.write_text("speech,who\none text,Ada\n")
        for path in (name, str(name), os.fsencode(name)):
            self.assertEqual(self.engine.read(path, text_field="speech", source_field="who"), 1)
        self.assertEqual([(d.text, d.source, d.position) for d in self.engine.documents],
                         [("one text", "Ada", 2)] * 3)
        table = self.at / "table.csv"
        table.write_text("id,title\nñ.csv:2,Named\n")
        engine = refrain.Engine()
        engine.read(name, metadata=table, text_field="speech")
        self.assertEqual(engine.documents[0].title, "Named")

    def test_errors_are_those_of_python(self):
        missing = str(self.at / "missing.txt")
        with self.assertRaises(FileNotFoundError) as caught:
            self.engine.read(missing)
        self.assertEqual((caught.exception.filename, caught.exception.errno), (missing, 2))
        self.assertEqual(str(caught.exception).count(missing), 1)
        for paths in ((), ("-",)):
            with self.subTest(paths), self.assertRaises(ValueError):
                self.engine.read(*paths)
        with self.assertRaises(TypeError):
            self.engine.read(5)
        self.assertEqual(len(self.engine), 0)


if __name__ == "__main__":
    unittest.main()
