"""Databases, graphs, Markdown and CSV read back by readers of others, from hostile texts too."""

import csv
import io
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import xml.etree.ElementTree as ElementTree

from support import ALPHA, ALPHA_LIGHT, BETA, REFRAIN, SAMPLE, Case, main, of_type, records, run

NASTY = [
    "Quotes \" and ' and `ticks`; DROP TABLE documents; -- " + ALPHA,
    "Ends: ]]> --> </node></data> <script>alert(1)</script> &amp; &#0; " + ALPHA,
    "Controls: \x00 \x01 \x08 \x0b \x1f \x7f \x85 \ufffe \uffff " + ALPHA,
    "Turns: \u202egnp.exe\u202c \u2066isolated\u2069 \ufeff \u2028 \u2029 " + ALPHA,
    "=cmd|' /C calc'!A0 " + ALPHA,
    "# no heading\n\n- no list\n1. none\n> none\n| a | b |\n|---|---|\n***no*** [no](javascript:x) " + ALPHA,
]
# What XML 1.0 has no way to say, and what stands for it.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"


def table(database, name):
    """The rows of a table or view as dictionaries."""
    rows = database.execute(f"SELECT * FROM {name}")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row)) for row in rows]


def graphml(text):
    """Nodes and edges of a GraphML text, each with its data under the names of the keys."""
    root = ElementTree.fromstring(text)
    names = {key.get("id"): key.get("attr.name") for key in root.iter(GRAPHML + "key")}
    found = []
    for kind in ("node", "edge"):
        found.append([dict(item.attrib, **{names[data.get("key")]: data.text or "" for data in item})
                      for item in root.iter(GRAPHML + kind)])
    return found


def gexf(text):
    root = ElementTree.fromstring(text)
    found = []
    for kind in ("node", "edge"):
        names = {a.get("id"): a.get("title") for group in root.iter(GEXF + "attributes")
                 if group.get("class") == kind for a in group}
        found.append([dict(item.attrib, **{names[v.get("for")]: v.get("value")
                                           for v in item.iter(GEXF + "attvalue")})
                      for item in root.iter(GEXF + kind)])
    return found


class Formats(Case):
    def hostile_corpus(self):
        return self.jsonl("hostile.jsonl", [
            {"id": f"d{i} {text[:12]}", "title": text[:30], "source": "=1+1 " + text[:9],
             "date": f"2020-01-0{i + 1}", "text": text + "\n\n" + BETA}
            for i, text in enumerate(NASTY)])

    def written(self, verb, path, name):
        target = self.at / name
        self.assert_exit(run(verb, path, "-o", target), 0)
        return target

    def database(self, verb, path):
        connection = sqlite3.connect(self.written(verb, path, f"{verb}.sqlite"))
        self.addCleanup(connection.close)
        return connection

    def test_a_database_holds_what_json_holds(self):
        path = self.hostile_corpus()
        database = self.database("report", path)
        self.assertEqual(table(database, "refrain"), [{"schema": "refrain/1"}])
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        out = run("report", path, "--format", "jsonl").stdout
        for kind, name in (("document", "documents"), ("pair", "pairs"), ("cluster", "clusters"),
                           ("reuse", "reuse"), ("talking_point", "talking_points")):
            wanted = of_type(out, kind)
            self.assertTrue(wanted, kind)
            rows = table(database, name)
            self.assertEqual(len(rows), len(wanted), name)
            for row, record in zip(rows, wanted):
                for field, value in record.items():
                    if field in ("type", "representative", "members", "occurrences"):
                        continue
                    if field in ("a", "b"):
                        for part in value:
                            self.assertEqual(row[f"{field}_{part}"], value[part])
                    elif field == "keywords":
                        self.assertEqual(json.loads(row[field]), value)
                    else:
                        self.assertEqual(row[field], value, field)
        for kind, inner, name, key, own in (
                ("talking_point", "occurrences", "occurrences", "rank", "rank"),
                ("cluster", "members", "cluster_members", "cluster", "id")):
            wanted = [dict(part, **{key: r[own]}) for r in of_type(out, kind) for part in r[inner]]
            rows = table(database, name)
            self.assertEqual(len(rows), len(wanted))
            for row, record in zip(rows, wanted):
                self.assertEqual({field: row[field] for field in record}, record)

    def test_a_view_answers_each_question(self):
        database = self.database("report", SAMPLE)
        out = run("report", SAMPLE, "--format", "jsonl").stdout
        points = [p for p in of_type(out, "talking_point") if not p["boilerplate"]]
        self.assertTrue(points)
        self.assertEqual([(r["rank"], r["documents"], r["occurrences"])
                          for r in table(database, "what_is_repeated")],
                         [(p["rank"], p["documents"], len(p["occurrences"])) for p in points])
        by_whom = table(database, "by_whom")
        for point in points[:5]:
            wanted = {o["source"] for o in point["occurrences"]}
            self.assertEqual({r["source"] for r in by_whom if r["rank"] == point["rank"]}, wanted)
        first = {r["rank"]: r for r in table(database, "since_when")}
        for point in points:
            same = [o for o in point["occurrences"] if o["form"] != "reworded"]
            certain = len({o["document"] for o in same}) > 1 and any(o["date"] for o in same)
            known = sorted(o["date"] for o in (same if certain else point["occurrences"]) if o["date"])
            self.assertEqual(first[point["rank"]]["first_seen"], known[0] if known else None)
            self.assertIn(first[point["rank"]]["document"],
                          {o["document"] for o in point["occurrences"]
                           if not known or o["date"] == known[0]})
        clusters = {c["id"]: c for c in of_type(out, "cluster")}
        self.assertTrue(clusters)
        rows = table(database, "near_duplicate_clusters")
        self.assertEqual({row["id"] for row in rows}, set(clusters))
        for row in rows:
            self.assertEqual(row["text"], clusters[row["id"]]["representative"]["text"])
        self.assertEqual(len(table(database, "near_duplicates")),
                         sum(c["size"] - 1 for c in clusters.values()))
        self.assertTrue(table(database, "who_shares_with_whom"))

    def shared_by_hand(self, out):
        """Characters that two documents share, by sets of characters: slow, and obvious."""
        sides = {}
        for r in of_type(out, "reuse") + of_type(out, "pair"):
            a, b = sorted((r["a"], r["b"]), key=lambda side: side["document"])
            if a["document"] != b["document"]:
                both = sides.setdefault((a["document"], b["document"]), (set(), set()))
                both[0].update(range(a["begin_char"], a["end_char"]))
                both[1].update(range(b["begin_char"], b["end_char"]))
        return {key: min(len(a), len(b)) for key, (a, b) in sides.items()}

    def test_database_and_graphs_agree_on_who_shares_how_much(self):
        wanted = self.shared_by_hand(run("report", SAMPLE, "--format", "jsonl").stdout)
        self.assertTrue(wanted)
        database = self.database("report", SAMPLE)
        self.assertEqual({(r["a_document"], r["b_document"]): r["characters"]
                          for r in table(database, "documents_that_share")}, wanted)
        for read, name in ((graphml, "s.graphml"), (gexf, "s.gexf")):
            nodes, edges = read(self.written("report", SAMPLE, name).read_text())
            names = {n["id"]: n["name"] for n in nodes}
            shared = [e for e in edges if e["kind"] == "shared_text"]
            self.assertEqual({(names[e["source"]], names[e["target"]]): int(e["weight"])
                              for e in shared if e["source"][0] == "d"}, wanted)
            between = {(names[e["source"]], names[e["target"]]): int(e["weight"])
                       for e in shared if e["source"][0] == "s"}
            self.assertEqual(between, {(r["a_source"], r["b_source"]): r["characters"]
                                       for r in table(database, "who_shares_with_whom")})

    def test_graphs_hold_every_document_and_source(self):
        for path in (self.hostile_corpus(), SAMPLE):
            documents = of_type(run("report", path, "--format", "jsonl").stdout, "document")
            for read, name in ((graphml, "x.graphml"), (gexf, "x.gexf")):
                nodes, edges = read(self.written("report", path, name).read_text())
                ids = [n["id"] for n in nodes]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertTrue(all(e["source"] in ids and e["target"] in ids for e in edges))
                shown = [n for n in nodes if n["kind"] == "document"]
                self.assertEqual(len(shown), len(documents))
                for node, document in zip(shown, documents):
                    for field, own in (("id", "name"), ("title", "title"), ("source", "source"),
                                       ("date", "date"), ("language", "language"), ("path", "path")):
                        wanted = NOT_XML.sub("\ufffd", document[field] or "")
                        self.assertEqual(node.get(own, ""), wanted)
                sources_of = [{d["source"], *d.get("speakers", [])} - {None} for d in documents]
                sources = set().union(*sources_of)
                self.assertEqual({n["name"] for n in nodes if n["kind"] == "source"},
                                 {NOT_XML.sub("\ufffd", s) for s in sources})
                made = [e for e in edges if e["kind"] == "made_by"]
                self.assertEqual(len(made), sum(len(each) for each in sources_of))

    def test_markdown_has_no_markup_of_documents(self):
        text = self.written("report", self.hostile_corpus(), "x.md").read_text()
        self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
        for line in text.splitlines():
            bare = re.sub(r"\\.", "", line)
            self.assertNotRegex(bare, r"[`*_\[\]<&$~!]", line)
            if not line.startswith("|"):
                self.assertNotIn("|", bare, line)
        self.assertEqual([line[3:] for line in text.splitlines() if line.startswith("## ")],
                         ["Talking points", "Reused spans", "Near-duplicate passages", "Left out",
                          "Skipped records", "Documents"])

    def test_markdown_quotes_and_names_every_occurrence(self):
        text = self.written("points", self.small_corpus(), "x.md").read_text()
        points = of_type(run("points", self.small_corpus(), "--format", "jsonl").stdout,
                         "talking_point")
        self.assertTrue(points)
        for point in points:
            for o in point["occurrences"]:
                place = f"{o['document']}, characters {o['begin_char']}–{o['end_char']}"
                at = text.index(place)
                quote = text[:at].rsplit("\n>\n", 1)[0].rsplit("\n> ", 1)[1]
                self.assertEqual(quote, " ".join(o["text"].split()))
        empty = self.jsonl("one.jsonl", [{"id": "a", "text": "Only this."}])
        self.assertIn("Nothing was found.", run("points", empty, "--format", "md").stdout)

    def test_limits_that_no_output_holds_are_told(self):
        rows = [{"id": f"{a}{n}", "source": a, "text": f"{ALPHA} {BETA}"} for a in "xyz" for n in "12"]
        path = self.jsonl("two.jsonl", rows)
        done = run("points", path, "--max-points", "1", "--format", "jsonl")
        self.assertIn('"type":"limit"', done.stdout)
        self.assertNotIn("left out", done.stderr)
        done = run("points", path, "--max-points", "1", "--format", "csv")
        self.assertRegex(done.stderr, "left out: [1-9]")

    def test_csv_keeps_every_text_as_it_is(self):
        # A cell that begins with "=" stays what the document says; README says what to do about it.
        path = self.hostile_corpus()
        rows = list(csv.DictReader(io.StringIO(run("report", path, "--format", "csv").stdout),
                                   strict=True))
        wanted = [r for r in records(run("report", path, "--format", "jsonl").stdout)
                  if r["type"] == "reuse"]
        shown = [r for r in rows if r["type"] == "reuse"]
        self.assertEqual([(r["a_text"], r["b_text"]) for r in shown],
                         [(r["a"]["text"], r["b"]["text"]) for r in wanted])

    def test_other_verbs_have_their_tables_and_no_others(self):
        path = self.jsonl("two.jsonl", [{"id": "a", "text": ALPHA}, {"id": "b", "text": ALPHA_LIGHT}])
        for verb, tables in (("duplicates", {"pairs", "clusters", "cluster_members"}),
                             ("reuse", {"reuse"}), ("points", {"talking_points", "occurrences"})):
            database = self.database(verb, path)
            names = {row[0] for row in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'")}
            self.assertEqual(names, tables | {"refrain", "limits", "skipped"})
            for (view,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'"):
                table(database, view)
        self.assert_one_line_of_error(run("reuse", path, "-o", self.at / "x.gexf"), ".sqlite")

    def test_threads_change_no_byte(self):
        for name in ("x.sqlite", "x.graphml", "x.gexf", "x.md"):
            outputs = []
            for threads in ("1", "7"):
                target = self.at / name
                self.assert_exit(run("report", SAMPLE, "-o", target, "--threads", threads), 0)
                outputs.append(target.read_bytes())
            self.assertEqual(outputs[0], outputs[1], name)

    def test_standard_output_gets_the_same(self):
        for name in ("sqlite", "graphml", "gexf", "md"):
            target = self.written("report", self.small_corpus(), "x." + name)
            done = run("report", self.small_corpus(), "--format", name, binary=True)
            self.assertEqual(done.stdout, target.read_bytes(), name)

    def test_a_full_disk_is_one_line_and_leaves_nothing(self):
        path = self.jsonl("many.jsonl", [{"id": f"{i:03}", "text": ALPHA + BETA} for i in range(60)])

        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

        for name in ("x.sqlite", "x.graphml", "x.gexf", "x.md"):
            link = self.at / ("full-" + name)
            link.symlink_to("/dev/full")
            self.assert_one_line_of_error(self.quiet_report(path, link), "No space left")
            done = self.quiet_report(path, self.at / name, small_files)
            self.assert_one_line_of_error(done, name, "File too large")
            self.assertEqual([p.name for p in self.at.iterdir() if name in p.name],
                             ["full-" + name])

    def quiet_report(self, path, target, before=None):
        """A report whose text goes nowhere, so that only its error is seen."""
        done = subprocess.run([REFRAIN, "report", str(path), "-o", str(target)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
                              preexec_fn=before)
        done.stdout, done.stderr = "", done.stderr.decode()
        return done

    def test_a_signal_leaves_no_database(self):
        path = self.jsonl("many.jsonl", [{"id": f"{i:05}", "text": f"{i} " + ALPHA}
                                         for i in range(400)])
        child = subprocess.Popen([REFRAIN, "report", str(path), "-o", str(self.at / "x.sqlite")],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while child.poll() is None and not list(self.at.glob(".x.sqlite.*")):
            pass
        os.kill(child.pid, signal.SIGINT)
        child.wait(timeout=60)
        self.assertEqual([p.name for p in self.at.iterdir() if "sqlite" in p.name],
                         [] if child.returncode == 130 else ["x.sqlite"])


if __name__ == "__main__":
    main()
