"""What the options of reading do to results: archives, metadata and the furniture of pages."""

import contextlib
import csv
import gzip
import io
import sqlite3
import zipfile

from support import ALPHA, BETA, GAMMA, Case, main, of_type, run


def page(story):
    return (f"<html><body><nav>{GAMMA}</nav><article><p>{story}</p></article>"
            "<footer>Imprint and contact</footer></body></html>")


class Readers(Case):
    def archive(self):
        path = self.at / "in.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("one/a.txt", ALPHA)
            archive.writestr("one/b.txt", ALPHA)
            archive.writestr("../c.txt", BETA)
        return path

    def test_members_of_archives_are_documents(self):
        done = run("duplicates", self.archive(), "--format", "jsonl")
        self.assert_exit(done, 0)
        (pair,) = of_type(done.stdout, "pair")
        self.assertEqual([pair[x]["document"] for x in "ab"], ["in.zip/one/a.txt", "in.zip/one/b.txt"])

    def test_dedup_writes_kept_members_as_files(self):
        done = run("dedup", self.archive(), "-o", self.at / "out")
        self.assert_exit(done, 0)
        kept = {str(p.relative_to(self.at / "out")): p.read_text()
                for p in (self.at / "out").rglob("*") if p.is_file()}
        self.assertEqual(kept, {"in.zip/one/a.txt": ALPHA, "in.zip/c.txt": BETA})

    def test_a_table_of_metadata_wins_and_is_named_as_origin(self):
        path = self.jsonl("in.jsonl", [{"id": "a", "text": ALPHA, "source": "Old", "lang": "en_gb"},
                                       {"id": "b", "text": ALPHA, "date": "2020"}])
        table = self.write("facts.csv", "id,source,date\na,New,3 May 2021\nz,Nobody,\n")
        done = run("report", path, "--metadata", table, "--format", "jsonl")
        self.assert_exit(done, 0)
        a, b = of_type(done.stdout, "document")
        self.assertEqual((a["source"], a["source_origin"], a["date"]), ("New", "table", "2021-05-03"))
        self.assertEqual((a["language"], a["language_origin"]), ("en-GB", "field"))
        self.assertEqual((b["date"], b["date_origin"]), ("2020", "field"))
        (skipped,) = of_type(done.stdout, "skipped")
        self.assertEqual((skipped["position"], skipped["reason"]), (3, "unknown-id"))

    def test_a_language_that_nobody_declares_is_guessed(self):
        self.write("in/a.txt", ALPHA + " " + BETA)
        done = run("report", self.at / "in", "--format", "jsonl")
        (document,) = of_type(done.stdout, "document")
        self.assertEqual((document["language"], document["language_origin"]), ("en", "text"))

    def debates(self):
        statement = "The old bridge carries 40,000 commuters and must be repaired before winter."
        reply = "Nobody has ever paid a toll on this river and nobody shall."
        self.write("in/2020-03-01-first.txt", f"""HOST: Good evening to everybody at the harbour.

RUTH FALK: {statement}

TOM HALE: I do not see how a town of fishermen pays for stone.

FALK: With bonds, as our grandparents did.

HALE: They had more fish. {reply}
""")
        self.write("in/2021-04-02-second.txt", f"""Q: What should the council do first?

TOM HALE: Listen to the people who rise early.

ANNA DRAY: {statement}

HALE: So I keep hearing. {reply}

DRAY: Then you might listen to it.
""")
        self.write("in/2022-05-03-third.txt", f"""ANNA DRAY: The choir sang twice and then it rained.

TOM HALE: {reply}

ANNA DRAY: You said so last year.

TOM HALE: It was true last year.
""")
        return self.at / "in", statement, reply

    def test_who_speaks_in_a_transcript_is_a_source(self):
        folder, statement, reply = self.debates()
        done = run("points", folder, "--format", "jsonl")
        self.assert_exit(done, 0)
        points = {p["label"].rstrip("."): p for p in of_type(done.stdout, "talking_point")}
        point = points[statement.rstrip(".")]
        self.assertEqual([o["source"] for o in point["occurrences"]], ["Ruth Falk", "Anna Dray"])
        self.assertEqual((point["kind"], point["sources"]), ("statement", 2))
        own = points[reply.rstrip(".")]
        self.assertEqual([o["source"] for o in own["occurrences"]], ["Tom Hale"] * 3)
        self.assertEqual((own["kind"], own["sources"]), ("stump_line", 1))
        report = run("report", folder, "--format", "jsonl")
        self.assertEqual([d["speakers"] for d in of_type(report.stdout, "document")],
                         [["Ruth Falk", "Tom Hale"], ["Anna Dray", "Tom Hale"],
                          ["Anna Dray", "Tom Hale"]])
        ids = [d["id"] for d in of_type(report.stdout, "document")]
        rows = csv.DictReader(io.StringIO(run("report", folder, "--format", "csv").stdout))
        self.assertEqual([(r["id"], r["speakers"]) for r in rows if r["type"] == "document"],
                         list(zip(ids, ("Ruth Falk; Tom Hale", "Anna Dray; Tom Hale",
                                        "Anna Dray; Tom Hale"))))
        run("report", folder, "-o", self.at / "x.sqlite")
        with contextlib.closing(sqlite3.connect(self.at / "x.sqlite")) as database:
            found = database.execute("SELECT d.id, s.speaker FROM documents AS d JOIN speakers AS s ON "
                                     "s.document_number = d.number AND s.document = d.id ORDER BY 1, 2")
            self.assertEqual(found.fetchall(), [
                (ids[0], "Ruth Falk"), (ids[0], "Tom Hale"), (ids[1], "Anna Dray"),
                (ids[1], "Tom Hale"), (ids[2], "Anna Dray"), (ids[2], "Tom Hale")])
        shown = run("points", folder).stdout
        self.assertIn("3 documents, 3 sources", shown)

    def test_speakers_may_be_ignored(self):
        folder, statement, _ = self.debates()
        done = run("points", folder, "--ignore-speakers", "--format", "jsonl")
        self.assert_exit(done, 0)
        for point in of_type(done.stdout, "talking_point"):
            self.assertEqual({o["source"] for o in point["occurrences"]}, {None})

    def test_a_table_of_other_columns_is_an_error(self):
        path = self.jsonl("in.jsonl", [{"text": ALPHA}])
        table = self.write("facts.csv", "name,when\na,2020\n")
        self.assert_one_line_of_error(run("points", path, "--metadata", table), "facts.csv", "name, when")
        self.assert_one_line_of_error(run("points", path, "--metadata", self.at / "none.csv"), "none.csv")

    def test_a_table_that_cannot_be_read_says_why_once(self):
        path = self.jsonl("in.jsonl", [{"text": ALPHA}])
        packed = gzip.compress(b"id,source\n" + b"".join(b"%d,%d\n" % (i, i * i) for i in range(999)))
        self.write("cut.csv.gz", packed[:-99])
        for name, reason in ((".", "cannot read: Is a directory"),
                             ("cut.csv.gz", "damaged compressed data: truncated gzip input")):
            done = run("points", path, "--metadata", self.at / name)
            self.assert_one_line_of_error(done, reason)
            self.assertTrue(done.stderr.endswith(reason + "\n"), done.stderr)

    def test_furniture_is_marked_and_comes_last(self):
        for name, story in (("a", ALPHA), ("b", ALPHA), ("c", BETA)):
            self.write(f"site/{name}.html", page(story))
        done = run("duplicates", self.at / "site", "--format", "jsonl")
        self.assert_exit(done, 0)
        marked = {r["text"] for p in of_type(done.stdout, "pair") for r in (p["a"], p["b"])
                  if r.get("furniture")}
        self.assertEqual(marked, {GAMMA, "Imprint and contact"})
        text = run("duplicates", self.at / "site", "--limit", "1").stdout
        self.assertIn(ALPHA[:40], text)
        self.assertNotIn("Imprint", text)

    def test_furniture_is_text_or_left_out_on_demand(self):
        for name, story in (("a", ALPHA), ("b", BETA)):
            self.write(f"site/{name}.html", page(story))
        kept = run("duplicates", self.at / "site", "--keep-furniture", "--format", "jsonl")
        self.assert_exit(kept, 0)
        self.assertNotIn("furniture", kept.stdout)
        main_text = run("duplicates", self.at / "site", "--main-text-only", "--format", "jsonl")
        self.assert_exit(main_text, 1)
        (limit,) = of_type(main_text.stdout, "limit")
        self.assertEqual((limit["stage"], limit["count"]), ("read", 2 * (len(GAMMA) + 19)))


if __name__ == "__main__":
    main()
