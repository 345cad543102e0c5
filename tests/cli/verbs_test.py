"""Every verb finds what was planted, says so by its exit code, and quotes to the character."""

import csv
import io
import json
import re

from support import ALPHA, ALPHA_LIGHT, BETA, GAMMA, SAMPLE, Case, main, of_type, records, run


class Verbs(Case):
    def assert_quotes(self, texts, ranges):
        self.assertTrue(ranges)
        for r in ranges:
            text = texts[r["document"]]
            self.assertEqual(text[r["begin_char"]:r["end_char"]], r["text"])
            self.assertEqual(text.encode()[r["begin"]:r["end"]].decode(), r["text"])

    def test_duplicates_finds_the_pair_and_its_cluster(self):
        path = self.small_corpus()
        done = run("duplicates", path, "--format", "jsonl")
        self.assert_exit(done, 0)
        (pair,) = of_type(done.stdout, "pair")
        self.assertEqual((pair["a"]["document"], pair["b"]["document"]), ("a", "b"))
        self.assertEqual((pair["jaccard"], pair["containment"]), (1, 1))
        texts = {r["id"]: r["text"] for r in map(json.loads, path.read_text().splitlines())}
        self.assert_quotes(texts, [pair["a"], pair["b"]])
        (cluster,) = of_type(done.stdout, "cluster")
        self.assertEqual(cluster["size"], 2)
        self.assertEqual(cluster["representative"]["document"], "a")
        self.assertEqual([m["document"] for m in cluster["members"]], ["a", "b"])

    def test_threshold_decides_what_is_a_near_duplicate(self):
        path = self.jsonl("two.jsonl", [{"id": "a", "text": ALPHA}, {"id": "b", "text": ALPHA_LIGHT}])
        low = run("duplicates", path, "--format", "jsonl", "--threshold", "0.5")
        self.assert_exit(low, 0)
        (pair,) = of_type(low.stdout, "pair")
        words = ALPHA.lower().replace(",", "").replace(".", "").split()
        other = ALPHA_LIGHT.lower().replace(",", "").replace(".", "").split()
        shingles = [set(zip(w, w[1:], w[2:])) for w in (words, other)]
        self.assertEqual(pair["jaccard"],
                         len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1]))
        self.assert_exit(run("duplicates", path, "--threshold", "0.99"), 1)

    def test_reuse_finds_the_span(self):
        path = self.small_corpus()
        done = run("reuse", path, "--format", "jsonl")
        self.assert_exit(done, 0)
        (span,) = of_type(done.stdout, "reuse")
        self.assertEqual(span["form"], "verbatim")
        self.assertIn("lime trees along the northern canal", span["a"]["text"])

    def test_reuse_of_listed_pairs_keeps_their_order(self):
        folder = self.write("docs/a.txt", ALPHA).parent
        self.write("docs/b.txt", ALPHA)
        self.write("docs/c.txt", ALPHA)
        pairs = self.write("pairs", "c.txt a.txt\n\n# said\n")
        done = run("reuse", folder, "--pairs", pairs, "--format", "jsonl")
        self.assert_exit(done, 0)
        (span,) = of_type(done.stdout, "reuse")
        self.assertEqual((span["a"]["document"], span["b"]["document"]),
                         ("docs/c.txt", "docs/a.txt"))

    def test_points_names_sources_and_first_date(self):
        path = self.jsonl("p.jsonl", [
            {"id": str(i), "source": s, "date": f"202{i}-01-01", "text": f"{GAMMA[i:]}\n\n{ALPHA}"}
            for i, s in enumerate(["Herald", "Wire", "Gazette"])] + [
            {"id": f"other{i}", "source": "Courier", "date": "2019-01-01", "text": text}
            for i, text in enumerate([BETA, GAMMA, "Rain fell on the hills all week, said no one.",
                                      "Trams ran late again because the depot had been flooded."])])
        done = run("points", path, "--format", "jsonl")
        self.assert_exit(done, 0)
        points = of_type(done.stdout, "talking_point")
        self.assertEqual([p["rank"] for p in points], list(range(1, len(points) + 1)))
        (trees,) = (p for p in points if "lime trees" in p["label"])
        self.assertEqual((trees["documents"], trees["sources"]), (3, 3))
        self.assertEqual(trees["first_seen"], "2020-01-01")
        self.assertEqual({o["source"] for o in trees["occurrences"]}, {"Herald", "Wire", "Gazette"})

    def test_match_ranks_the_text_itself_first(self):
        queries = self.jsonl("q.jsonl", [{"id": "q", "text": BETA}])
        done = run("match", queries, "--against", self.small_corpus(), "--top", "2", "--format",
                   "jsonl")
        self.assert_exit(done, 0)
        matches = of_type(done.stdout, "match")
        self.assertEqual((matches[0]["query"], matches[0]["document"], matches[0]["rank"]),
                         ("q", "c", 1))
        self.assertAlmostEqual(matches[0]["score"], 1, places=6)

    def test_compare_marks_the_words_that_differ(self):
        a = self.write("a.txt", ALPHA)
        b = self.write("b.txt", ALPHA_LIGHT)
        done = run("compare", a, b, "--format", "json")
        self.assert_exit(done, 0)
        found = json.loads(done.stdout)
        (span,) = found["reuse"]
        (difference,) = span["differences"]
        self.assertEqual((difference["a"]["text"], difference["b"]["text"]), ("four", "five"))
        self.assertEqual(len(found["documents"]), 2)
        self.assertGreater(found["comparisons"][0]["jaccard"], 0.5)
        text = run("compare", a, b)
        self.assertIn("{four}", text.stdout)
        self.assertIn("{five}", text.stdout)

    def test_compare_takes_two_ids_of_a_corpus(self):
        self.assert_exit(run("compare", "--in", self.small_corpus(), "a", "b"), 0)
        self.assert_exit(run("compare", "--in", self.small_corpus(), "a", "c"), 1)

    def test_report_holds_every_kind_of_record(self):
        out = self.at / "all.json"
        done = run("report", SAMPLE, "-o", out)
        self.assert_exit(done, 0)
        self.assertIn("Talking points", done.stdout)
        found = json.loads(out.read_text())
        self.assertEqual(found["schema"], "refrain/1")
        for name in ("documents", "pairs", "clusters", "reuse", "talking_points"):
            self.assertTrue(found[name], msg=name)
        self.assertIn("skipped", found)

    def test_every_verb_says_1_when_nothing_is_found(self):
        path = self.jsonl("one.jsonl", [{"id": "a", "text": GAMMA}])
        other = self.jsonl("other.jsonl", [{"id": "z", "text": "Zymurgy quickens vexed juries."}])
        for arguments in (["report", path], ["duplicates", path], ["reuse", path], ["points", path],
                          ["match", path, "--against", other],
                          ["dedup", path, "-o", self.at / "out.jsonl"]):
            with self.subTest(arguments[0]):
                self.assert_exit(run(*arguments), 1)

    def test_fields_of_records_can_be_named(self):
        path = self.jsonl("f.jsonl", [{"key": n, "said": ALPHA, "who": "X", "when": "2020-05-06",
                                       "text": str(n)} for n in ("p", "q")])
        done = run("report", path, "--format", "jsonl", "--text-field", "said", "--id-field", "key",
                   "--source-field", "who", "--date-field", "when")
        documents = of_type(done.stdout, "document")
        self.assertEqual([(d["id"], d["source"], d["date"]) for d in documents],
                         [("p", "X", "2020-05-06"), ("q", "X", "2020-05-06")])

    def test_standard_input_is_an_input(self):
        rows = self.small_corpus().read_text()
        done = run("duplicates", "-", "--format", "jsonl", stdin=rows)
        self.assert_exit(done, 0)
        self.assertEqual(len(of_type(done.stdout, "pair")), 1)

    def test_csv_has_a_row_a_pair_and_reads_back(self):
        done = run("duplicates", self.small_corpus(), "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        pair = next(r for r in rows if r["type"] == "pair")
        self.assertEqual((pair["a_document"], pair["a_text"]), ("a", ALPHA))

    def test_clusters_are_numbered_as_they_are_listed(self):
        # The first cluster by the order of texts is the smaller one.
        path = self.jsonl("sizes.jsonl", [{"id": f"{i}", "text": ALPHA if i < 2 else BETA}
                                          for i in range(5)])
        for memory in ([], ["--memory", "200M"]):
            done = run("duplicates", path, *memory)
            self.assertEqual(re.findall(r"^ *(\d+)  (\d) passages like", done.stdout, re.M),
                             [("1", "3"), ("2", "2")])

    def test_help_and_version_are_on_standard_output(self):
        for verb in ("report", "duplicates", "reuse", "points", "match", "dedup", "compare"):
            done = run(verb, "--help")
            self.assert_exit(done, 0)
            self.assertIn("Examples:", done.stdout)
            self.assertIn("refrain " + verb, done.stdout)
            self.assertIn("  " + verb, run("--help").stdout)
        self.assertIn("refrain --version", run("--help").stdout)
        self.assertRegex(run("--version").stdout, r"^refrain \d+\.\d+\.\d+ \(Unicode \d+\.\d+")

    def test_usage_names_what_must_be_given(self):
        page = run("man").stdout.replace("\\-", "-")
        for verb, rest in (("match", "QUERIES... --against CORPUS"), ("compare", "A B"),
                           ("dedup", "INPUT... -o OUTPUT"), ("reuse", "INPUT...")):
            usage = f"refrain {verb} {rest} [OPTION]..."
            self.assertIn(f"Usage: {usage}\n", run("help", verb).stdout)
            self.assertIn(f"\n.B {usage}\n", page)

    def test_completion_and_man_page_know_every_option(self):
        for text in (run("completion", "bash").stdout, run("completion", "zsh").stdout,
                     run("completion", "fish").stdout.replace(" -l ", " --"),
                     run("man").stdout.replace("\\-", "-")):
            for word in ("--threshold", "--against", "--pairs", "--color", "compare"):
                self.assertIn(word, text)
        self.assert_one_line_of_error(run("completion", "tcsh"), "bash")


if __name__ == "__main__":
    main()
