"""What goes wrong is said in one line, with exit code 2; bad records stop nothing."""

import json
import os
import subprocess

from support import ALPHA, REFRAIN, Case, main, of_type, run


class Errors(Case):
    def test_an_input_that_does_not_exist(self):
        for verb in ("report", "duplicates", "reuse", "points"):
            self.assert_one_line_of_error(run(verb, self.at / "nowhere"), "nowhere")
        self.assert_one_line_of_error(
            run("match", self.small_corpus(), "--against", self.at / "nowhere"), "nowhere")

    def test_wrong_options(self):
        path = self.small_corpus()
        for arguments, word in (
                (["duplicates", path, "--threshold", "2"], "threshold"),
                (["duplicates", path, "--threshold", "0"], "threshold"),
                (["duplicates", path, "--threshold", "nan"], "threshold"),
                (["duplicates", path, "--threshold", "a"], "'a'"),
                (["duplicates", path, "--threads", "-1"], "threads"),
                (["duplicates", path, "--format", "xml"], "json"),
                (["duplicates", path, "--bogus"], "--bogus"),
                (["duplicates", path, "-o", self.at / "x.unknown"], ".json"),
                (["duplicates", path, "-o", self.at / "no/such/folder/x.json"], "no/such/folder"),
                (["duplicates", path, "-o", self.at], str(self.at)),
                (["duplicates", path, "--config", self.at / "none.toml"], "none.toml"),
                (["duplicates", path, "--memory", ""], "--memory"),
                (["duplicates"], "duplicates: expected INPUT, found none; "),
                (["dedup", path], "-o"),
                (["match", path], "--against"),
                (["match", path, "--against", path, "--top", "0"], "top"),
                (["compare", path], "compare: expected A B, found 1; "),
                (["duplicates", path, "--limit"], "--limit: expected a value, found none"),
                (["duplicates", path, "--limit", "1", "--limit", "2"],
                 "--limit: expected one value, found several"),
                (["duplicates", path, "--main-text-only=x"], "--main-text-only: expected no value"),
                (["help", "nosuch"], "no verb 'nosuch'"),
                (["--help", "repot"], "did you mean report?"),
                (["compare", self.at, self.at], "--in"),
                (["compare", path, path, path], "compare --help"),
                (["points", path, "--max-points", "0"], "1000000"),
                (["duplicates", path, "--config", self.at], "cannot read the settings"),
                (["reuse", path, "--pairs", self.at], "found a folder"),
                (["compare", "--in", path, "a", "nobody"], "nobody"),
                (["nonsense"], "nonsense"),
                ([], "verb")):
            with self.subTest(str(arguments)):
                self.assert_one_line_of_error(run(*arguments), word)

    def test_inputs_without_a_document_say_what_was_looked_for(self):
        empty = self.at / "empty"
        empty.mkdir()
        for arguments in (["points", empty], ["duplicates", empty, "--memory", "200M"]):
            done = run(*arguments)
            self.assert_exit(done, 1)
            self.assertIn("empty: expected text, ", done.stderr)
            self.assertIn("found no file to read", done.stderr)
        self.write("blank/a.txt", " \n")
        lines = run("reuse", self.at / "blank").stderr.splitlines()
        self.assertEqual(lines[-2:], [f"refrain:   {self.at}/blank/a.txt: holds no text",
                                      f"refrain: {self.at}/blank: found no document in 1 file; "
                                      "see above"])

    def test_documents_that_share_an_id_are_told_of(self):
        path = self.jsonl("same.jsonl", [{"id": i, "text": ALPHA} for i in "abacac"])
        for memory in ([], ["--memory", "200M"]):
            done = run("duplicates", path, *memory)
            self.assertIn("3 documents have the id of another one, such as 'a'", done.stderr)
        self.assertNotIn("id of another", run("duplicates", self.small_corpus()).stderr)

    def test_dates_that_are_none_are_counted(self):
        path = self.jsonl("dates.jsonl", [{"id": str(i), "text": ALPHA, "date": date} for i, date in
                                          enumerate(["31 April 2021", "03/04/2021", "2021-05-06"])])
        done = run("duplicates", path, "--format", "jsonl")
        self.assertEqual([(r["what"], r["count"]) for r in of_type(done.stdout, "limit")],
                         [("date fields that are no date", 2)])

    def test_names_on_standard_error_do_not_command_the_terminal(self):
        path = self.write("x\u009b31m\u202e\n.jsonl", "{broken")
        done = run("duplicates", path)
        for mark in ("\u009b", "\u202e"):
            self.assertNotIn(mark, done.stderr)

    def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(self):
        for arguments, meant in (
                (["repot", "x"], "report"), (["dedupe", "x"], "dedup"), (["mtach"], "match"),
                (["duplicates", "x", "--treshold", "0.5"], "--threshold"),
                (["report", "--thread=2", "x"], "--threads"),
                (["report", "x", "--ouptut", "y"], "--output")):
            with self.subTest(str(arguments)):
                self.assert_one_line_of_error(run(*arguments), "did you mean " + meant + "?")
        for arguments in (["xyzzy"], ["report", "x", "--xyzzy"], ["report", "x", "-q"]):
            with self.subTest(str(arguments)):
                done = run(*arguments)
                self.assert_one_line_of_error(done, "--help")
                self.assertNotIn("did you mean", done.stderr)
        self.assert_one_line_of_error(run("duplicates", "-x"), "no option '-x'")  # and no INPUT

    def test_what_is_read_later_is_looked_for_before_any_work(self):
        corpus = self.jsonl("broken.jsonl", [{"id": "a", "text": ""}])  # reading would tell of it
        for arguments in (["match", corpus, "--against", self.at / "nowhere"],
                          ["reuse", corpus, "--pairs", self.at / "nowhere"]):
            with self.subTest(str(arguments)):
                self.assert_one_line_of_error(run(*arguments), "nowhere")

    def test_files_are_written_when_nobody_reads_standard_output(self):
        corpus = self.small_corpus()
        out = self.at / "out.jsonl"
        for threads in "1", "2":
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([REFRAIN, "report", corpus, "--limit", "0", "--threads", threads,
                                   "-o", out], stdout=writer, stderr=subprocess.PIPE, timeout=60)
            os.close(writer)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertEqual(len(of_type(out.read_text(), "document")), 3)
            out.unlink()

    def test_closed_standard_streams_do_not_reach_output_files(self):
        corpus = self.small_corpus()
        corpus.write_bytes(corpus.read_bytes() + b"{ broken\n")  # so that standard error is used

        def report(name, closing):
            subprocess.run(["sh", "-c", f'"$0" report "$1" -o "$2.jsonl" -o "$2.html" {closing}',
                            REFRAIN, corpus, self.at / name],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
            return [path.read_bytes() if path.exists() else None
                    for path in (self.at / (name + ".jsonl"), self.at / (name + ".html"))]

        whole = report("whole", "")
        self.assertNotIn(None, whole)
        self.assertEqual(report("a", "<&-"), whole)
        self.assertEqual(report("b", "<&- 2>&-"), whole)
        # The summary cannot be written, which is an error, and leaves nothing behind.
        self.assertEqual(report("c", "<&- >&- 2>&-"), [None, None])

    def test_a_setting_that_no_verb_has(self):
        config = self.write("c.toml", "treshold = 0.5\n")
        self.assert_one_line_of_error(run("duplicates", self.small_corpus(), "--config", config),
                                      "treshold")

    def test_a_list_of_pairs_with_an_unknown_name_says_where(self):
        for text, words in (("a b\na nobody\n", (":2:", "nobody")), ("a\n", (":1:", "two names")),
                            ("a a\n", (":1:", "twice"))):
            pairs = self.write("pairs", text)
            done = run("reuse", self.small_corpus(), "--pairs", pairs)
            self.assert_one_line_of_error(done, str(pairs), *words)

    def test_a_listed_pair_with_a_skipped_document_is_left_out_and_told(self):
        self.write("docs/a.txt", ALPHA)
        self.write("docs/image.txt", b"\x89PNG\r\n\x1a\n")
        folder = self.write("docs/b.txt", ALPHA).parent
        pairs = self.write("pairs", "a.txt b.txt\nimage.txt a.txt\n")
        done = run("reuse", folder, "--pairs", pairs, "--format", "jsonl")
        self.assert_exit(done, 0)
        self.assertIn("1 pair with a skipped document", done.stderr)
        self.assertIn(":2: image.txt", done.stderr)
        self.assertIn('"type":"reuse"', done.stdout)

    def test_a_name_that_two_documents_have(self):
        self.write("docs/x/a.txt", ALPHA)
        folder = self.write("docs/y/a.txt", ALPHA).parent.parent
        self.write("docs/b.txt", ALPHA)
        done = run("reuse", folder, "--pairs", self.write("pairs", "a.txt b.txt\n"))
        self.assert_one_line_of_error(done, "a.txt")
        done = run("reuse", folder, "--pairs", self.write("pairs", "docs/y/a.txt b.txt\n"))
        self.assert_exit(done, 0)

    def test_bad_records_are_counted_shown_and_listed(self):
        path = self.write("bad.jsonl", b"\n".join([
            json.dumps({"id": "a", "text": ALPHA}).encode(), b"{broken", b"\xff\xfe{}", b"[1]",
            b'{"id": "n"}', json.dumps({"id": "b", "text": ALPHA}).encode()]) + b"\n")
        done = run("duplicates", path, "--format", "jsonl")
        self.assert_exit(done, 0)
        self.assertEqual([s["position"] for s in of_type(done.stdout, "skipped")], [2, 3, 4, 5])
        for record in of_type(done.stdout, "skipped"):
            self.assertEqual(record["path"], str(path))
            self.assertTrue(record["reason"])
        self.assertIn("4 records skipped", done.stderr)
        self.assertIn("bad.jsonl:2", done.stderr)
        self.assertIn("1 more", done.stderr)

    def test_a_full_disk_is_an_error(self):
        for arguments in (["-o", "/dev/full", "--format", "json"], []):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([REFRAIN, "duplicates", self.small_corpus(), "--format",
                                       "json"], stdout=full, stderr=subprocess.PIPE, timeout=30)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"No space left", done.stderr)

    def test_a_full_disk_leaves_no_file(self):
        link = self.at / "out.json"
        link.symlink_to("/dev/full")
        done = run("duplicates", self.small_corpus(), "-o", link)
        self.assert_one_line_of_error(done, "out.json", "No space left")

    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() == 0:
            self.skipTest("nothing is forbidden to root")
        folder = self.at / "closed"
        folder.mkdir(mode=0o500)
        done = run("duplicates", self.small_corpus(), "-o", folder / "x.json")
        self.assert_one_line_of_error(done, "x.json")

    def test_a_reader_that_leaves_is_no_error(self):
        path = self.jsonl("many.jsonl", [{"id": f"{i:03}", "text": ALPHA} for i in range(150)])
        child = subprocess.Popen([REFRAIN, "duplicates", str(path), "--format", "jsonl"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.readline()
        child.stdout.close()
        message = child.stderr.read()
        child.stderr.close()
        self.assertEqual(child.wait(timeout=30), 0)
        self.assertEqual(message, b"")


if __name__ == "__main__":
    main()
