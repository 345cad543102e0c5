"""dedup keeps records byte for byte and says what it removed, and for which record."""

import gzip
import json
import os
import re
import subprocess
import time

from support import ALPHA, ALPHA_LIGHT, BETA, GAMMA, REFRAIN, Case, main, records, run


class Dedup(Case):
    def test_kept_records_are_the_same_bytes(self):
        lines = [
            '{"text" : "%s", "id":"one",  "extra":[1, {"x": null}], "u": "\\u00e9"}' % ALPHA,
            json.dumps({"id": "two", "text": BETA}),
            '{"id":"three","text":"%s","n":1.50e+02}' % ALPHA_LIGHT,
            json.dumps({"id": "four", "text": ALPHA.upper()}),
            "{ broken",
            json.dumps({"id": "five", "text": ""}),
        ]
        path = self.write("in.jsonl", "\n".join(lines))
        done = run("dedup", path, "-o", self.at / "out.jsonl", "--threshold", "0.6")
        self.assert_exit(done, 0)
        kept = (self.at / "out.jsonl").read_text().split("\n")
        removed = records((self.at / "out.jsonl.removed.jsonl").read_text())
        self.assertEqual(len(removed), 2)
        gone = {r["position"] for r in removed}
        self.assertEqual(kept, [l for i, l in enumerate(lines, 1) if i not in gone] + [""])
        for r in removed:
            self.assertNotIn(r["kept_position"], gone)
            self.assertGreaterEqual(r["jaccard"], 0.6)

    def test_a_document_stays_when_one_passage_is_its_own(self):
        path = self.jsonl("in.jsonl", [
            {"id": "a", "text": ALPHA}, {"id": "b", "text": BETA},
            {"id": "c", "text": ALPHA + "\n\n" + BETA}, {"id": "d", "text": ALPHA + "\n\n" + GAMMA},
            {"id": "e", "text": "?!\n\n" + BETA}])
        self.assert_exit(run("dedup", path, "-o", self.at / "out.jsonl"), 0)
        removed = records((self.at / "out.jsonl.removed.jsonl").read_text())
        self.assertEqual([(r["document"], r["kept"]) for r in removed], [("c", "b"), ("e", "b")])

    def test_names_that_differ_in_bytes_that_are_no_text_stay_two_files(self):
        (self.at / "docs").mkdir()
        for name, text in ((b"a\xfe.txt", ALPHA), (b"a\xff.txt", ALPHA), (b"b\xfe.txt", BETA),
                           (b"b\xff.txt", GAMMA)):
            with open(os.fsencode(self.at / "docs") + b"/" + name, "w") as file:
                file.write(text)
        self.assert_exit(run("dedup", self.at / "docs", "-o", self.at / "kept"), 0)
        kept = {p.name: p.read_text() for p in (self.at / "kept").rglob("*.txt")}
        self.assertEqual(kept, {"a\\xFE.txt": ALPHA, "b\\xFE.txt": BETA, "b\\xFF.txt": GAMMA})

    def test_a_list_of_files_holds_no_name_of_two_lines(self):
        self.write("docs/a\nb.txt", ALPHA)
        done = run("dedup", self.at / "docs", "-o", self.at / "kept.txt")
        self.assert_one_line_of_error(done, "expected a folder")
        self.assertEqual([p.name for p in self.at.iterdir()], ["docs"])

    def test_the_earliest_is_kept(self):
        path = self.jsonl("in.jsonl", [
            {"id": "a", "text": ALPHA, "date": "2021-01-01"},
            {"id": "b", "text": ALPHA, "date": "2019-01-01"}])
        self.assert_exit(run("dedup", path, "-o", self.at / "out.jsonl"), 0)
        self.assertEqual([r["id"] for r in records((self.at / "out.jsonl").read_text())], ["b"])

    def test_a_pipe_and_a_compressed_file_give_the_same(self):
        rows = "".join(json.dumps({"id": i, "text": t}) + "\n"
                       for i, t in enumerate([ALPHA, BETA, ALPHA]))
        plain = self.write("in.jsonl", rows)
        packed = self.write("in2.jsonl.gz", gzip.compress(rows.encode()))
        for name, arguments, stdin in (("1", [plain], None), ("2", [packed], None), ("3", ["-"], rows)):
            out = self.at / f"out{name}.jsonl"
            self.assert_exit(run("dedup", *arguments, "-o", out, stdin=stdin), 0)
            self.assertEqual(out.read_text(), "".join(rows.splitlines(True)[:2]))

    def test_files_go_to_a_folder_or_a_list(self):
        folder = self.write("docs/a.txt", ALPHA).parent
        self.write("docs/deep/b.txt", ALPHA)
        self.write("docs/deep/c.txt", BETA.encode() + b"\r\n\r\n")
        self.assert_exit(run("dedup", folder, "-o", self.at / "kept/"), 0)
        kept = sorted(p.relative_to(self.at / "kept") for p in (self.at / "kept").rglob("*.txt"))
        self.assertEqual([str(p) for p in kept], ["docs/a.txt", "docs/deep/c.txt"])
        self.assertEqual((self.at / "kept/docs/deep/c.txt").read_bytes(), BETA.encode() + b"\r\n\r\n")
        self.assert_exit(run("dedup", folder, "-o", self.at / "kept.txt"), 0)
        self.assertEqual((self.at / "kept.txt").read_text(), f"{folder}/a.txt\n{folder}/deep/c.txt\n")

    def test_tables_of_one_file_share_one_row_of_column_names(self):
        a = self.write("a.csv", f"id,text\n1,{GAMMA}\n2,short words of one\n")
        b = self.write("b.csv", f"id,text\n3,{GAMMA}\n4,other words of two\n")
        self.assert_exit(run("dedup", a, b, "-o", self.at / "out.csv"), 0)
        self.assertEqual((self.at / "out.csv").read_text(),
                         f"id,text\n1,{GAMMA}\n2,short words of one\n4,other words of two\n")

    def test_a_skipped_file_beside_records_stays_out_of_them(self):
        row = json.dumps({"id": "a", "text": GAMMA}) + "\n"
        self.write("in/a.jsonl", row)
        self.write("in/b.png", b"\x89PNG\r\n\x1a\n")
        self.write("in/c.bin", b"\0\1\2\xff")
        done = run("dedup", self.at / "in", "-o", self.at / "out.jsonl")
        self.assert_exit(done, 1)
        self.assertIn("2 records skipped", done.stderr)
        self.assertEqual((self.at / "out.jsonl").read_text(), row)

    def test_records_that_make_no_file_together_are_refused(self):
        table = self.write("a.csv", f"id,text\n1,{GAMMA}\n")
        other = self.write("b.csv", f"text,id\n{GAMMA},2\n")
        lines = self.jsonl("c.jsonl", [{"id": "c", "text": GAMMA}])
        text = self.write("d.txt", GAMMA)
        for inputs, out, word in (((table, other), "x.csv", "b.csv"),
                                  ((table, lines), "x", "c.jsonl"),
                                  ((table,), "x.jsonl", "a.csv"), ((lines,), "x.csv", "c.jsonl"),
                                  ((lines,), "x.jsonl.zst", ".zst"), ((text,), "x.csv", "folder")):
            with self.subTest(str((inputs, out))):
                before = sorted(self.at.iterdir())
                done = run("dedup", *inputs, "-o", self.at / out)
                self.assert_one_line_of_error(done, out, word)
                self.assertEqual(sorted(self.at.iterdir()), before)
        self.assert_exit(run("dedup", table, lines, other, "-o", f"{self.at}/kept/"), 0)

    def test_a_folder_that_holds_something_is_left_alone(self):
        folder = self.write("docs/a.txt", ALPHA).parent
        self.write("kept/precious", "x")
        self.assert_one_line_of_error(run("dedup", folder, "-o", self.at / "kept"), "kept")
        self.assertEqual((self.at / "kept/precious").read_text(), "x")
        self.assertEqual(sorted(p.name for p in self.at.iterdir()), ["docs", "kept"])

    def test_output_in_place_of_the_input_is_whole(self):
        path = self.jsonl("in.jsonl", [{"id": i, "text": ALPHA} for i in range(3)])
        self.assert_exit(run("dedup", path, "-o", path), 0)
        self.assertEqual(len(path.read_text().splitlines()), 1)
        removed = (self.at / "in.jsonl.removed.jsonl").read_text()
        self.assertEqual(len(removed.splitlines()), 2)
        self.assert_exit(run("dedup", path, "-o", path), 1)
        self.assertEqual((self.at / "in.jsonl.removed.jsonl").read_text(), removed, "still the only list")

    def changed_between(self, inputs, change, output):
        """Runs dedup, and `change` when it has read the inputs once."""
        size = sum(p.stat().st_size for p in inputs.rglob("*"))
        removed = self.at / f"{output}.removed.jsonl"
        os.mkfifo(removed)  # opened to see whether it can be written, and again before what is kept
        with subprocess.Popen([REFRAIN, "dedup", str(inputs), "-o", str(self.at / output)],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            removed.read_bytes()
            end = time.monotonic() + 30
            while self.bytes_read(child.pid) < size:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.01)
            change()
            removed.read_bytes()
            out, err = child.communicate(timeout=60)
        removed.unlink()
        return subprocess.CompletedProcess(child.args, child.returncode, out, err)

    def bytes_read(self, pid):
        with open(f"/proc/{pid}/io") as file:
            return int(re.search(r"rchar: (\d+)", file.read()).group(1))

    def test_an_input_that_is_another_one_the_second_time_ends_the_run(self):
        def prepare():
            self.write("docs/a.txt", ALPHA * 1000)
            self.write("docs/b.txt", BETA * 1000)
            self.write("docs/c.txt", BETA * 1000)
        folder = self.at / "docs"
        changes = {
            "": lambda: None,
            "a.txt: has changed": lambda: self.write("docs/a.txt", GAMMA),
            "b.txt: is gone": lambda: (folder / "b.txt").unlink(),
            "d.txt: is new": lambda: self.write("docs/d.txt", GAMMA)}
        for expected, change in changes.items():
            with self.subTest(expected):
                prepare()
                done = self.changed_between(folder, change, "kept")
                if expected:
                    self.assert_one_line_of_error(done, expected, "read twice")
                    self.assertEqual([p.name for p in self.at.iterdir()], ["docs"])
                else:
                    self.assert_exit(done, 0)
                    subprocess.run(["rm", "-r", self.at / "kept"], check=True)
                subprocess.run(["rm", "-r", folder], check=True)

    def test_a_pipe_that_cannot_be_read_twice_is_refused(self):
        os.mkfifo(self.at / "pipe")
        done = run("dedup", self.at / "pipe", "-o", self.at / "out.jsonl")
        self.assert_one_line_of_error(done, "pipe", "read twice")
        self.assertEqual([p.name for p in self.at.iterdir()], ["pipe"])

    def test_what_is_kept_is_counted_as_it_is_written(self):
        path = self.write("in.jsonl", "\n".join([
            json.dumps({"id": "a", "text": ALPHA}), "{ broken", json.dumps({"id": "b", "text": ALPHA}),
            json.dumps({"id": "c", "text": BETA}), ""]))
        for name in ("out.jsonl", "kept/"):
            done = run("dedup", path, "-o", f"{self.at}/{name}")
            self.assertEqual(done.stderr.splitlines()[-1], "refrain: kept 3 of 4, removed 1")
        self.assertEqual(len((self.at / "out.jsonl").read_text().splitlines()), 3)

    def test_an_output_that_cannot_be_written_is_told_before_the_search(self):
        path = self.jsonl("in.jsonl", [{"id": i, "text": ALPHA} for i in range(3)])
        fifo = self.at / "never"
        os.mkfifo(fifo)
        self.write("full/a.txt", "x")
        for output in ("nowhere/out.jsonl", "full"):
            with self.subTest(output):  # no one writes to the pipe, so that reading it would not end
                self.assert_one_line_of_error(run("dedup", path, fifo, "-o", self.at / output), output)

    def test_a_folder_has_the_permissions_of_other_files(self):
        path = self.write("docs/a.txt", ALPHA).parent
        before = os.umask(0o027)
        try:
            self.assert_exit(run("dedup", path, "-o", self.at / "kept"), 1)
        finally:
            os.umask(before)
        self.assertEqual((self.at / "kept").stat().st_mode & 0o777, 0o750)
        self.assertEqual([p.name for p in self.at.iterdir() if p.name.startswith(".")], [])


if __name__ == "__main__":
    main()
