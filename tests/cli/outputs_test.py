"""Where results go: formats by extension, files that appear whole, text that suits its reader."""

import json
import os
import pathlib
import pty
import re
import stat
import subprocess

from support import ALPHA, REFRAIN, Case, main, records, run


class Outputs(Case):
    def test_files_get_the_format_of_their_extension(self):
        names = ["x.json", "x.jsonl", "x.csv", "x.txt"]
        options = [word for name in names for word in ("-o", self.at / name)]
        done = run("duplicates", self.small_corpus(), *options)
        self.assert_exit(done, 0)
        self.assertEqual(done.stdout, "")
        whole = json.loads((self.at / "x.json").read_text())
        lines = records((self.at / "x.jsonl").read_text())
        self.assertEqual(whole["pairs"] + whole["clusters"], lines)
        self.assertTrue((self.at / "x.csv").read_text().startswith("type,"))
        self.assertIn("near-duplicate", (self.at / "x.txt").read_text().lower())
        self.assertEqual(sorted(p.name for p in self.at.iterdir()), sorted(names + ["small.jsonl"]))

    def test_what_a_run_writes_into_a_folder_is_no_input_of_the_next(self):
        self.write("docs/a.txt", ALPHA)
        self.write("docs/b.txt", ALPHA)
        folder = self.at / "docs"
        before = run("report", folder, "-o", folder / "r.html", "-o", folder / "r.txt")
        self.assert_exit(before, 0)
        self.assertNotIn("skipped", before.stderr)
        again = run("report", folder, "-o", folder / "r.html", "-o", folder / "r.txt")
        self.assertEqual(again.stdout.replace("Skipped records          2", "Skipped records          0")
                         .splitlines()[:4], before.stdout.splitlines()[:4])
        self.assertIn("r.html: will be written by this run", again.stderr)
        other = run("duplicates", folder, "--format", "jsonl")
        skipped = [r for r in records(other.stdout) if r["type"] == "skipped"]
        self.assertEqual([(pathlib.Path(r["path"]).name, r["reason"]) for r in skipped],
                         [("r.html", "output")])

    def test_an_input_is_not_written_over(self):
        path = self.write("a.txt", ALPHA)
        self.assert_one_line_of_error(run("reuse", path, "-o", path), "a.txt")
        self.assert_one_line_of_error(run("dedup", path, "-o", path), "a.txt")
        self.assertEqual(path.read_text(), ALPHA)

    def test_json_names_each_array_that_was_looked_for(self):
        path = self.jsonl("one.jsonl", [{"id": "a", "text": "Only this."}])
        found = json.loads(run("duplicates", path, "--format", "json").stdout)
        self.assertEqual(found, {"schema": "refrain/1", "pairs": [], "clusters": [], "limits": [],
                                 "skipped": []})

    def test_a_file_keeps_its_mode_and_a_link_its_target(self):
        target = self.write("real.json", "old")
        os.chmod(target, 0o640)
        link = self.at / "link.json"
        link.symlink_to(target)
        self.assert_exit(run("duplicates", self.small_corpus(), "-o", link), 0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o640)
        self.assertIn("pairs", json.loads(target.read_text()))

    def test_text_says_what_it_leaves_out(self):
        path = self.jsonl("many.jsonl", [
            {"id": f"{i}{side}", "text": ALPHA.replace("lime", f"lime{i}").replace("year", f"y{i}")
             .replace("schools", f"s{i}").replace("canal", f"c{i}").replace("look", f"l{i}")}
            for i in range(6) for side in "ab"])
        done = run("duplicates", path, "--limit", "2")
        self.assertIn("and 4 more; --limit 0 shows all", done.stdout)
        self.assertNotIn("more;", run("duplicates", path, "--limit", "0").stdout)

    def test_control_characters_of_documents_do_not_reach_text(self):
        nasty = "\x1b[31mred\x1b[0m \u202eevil\u202c \x07bell \u009b2J " + ALPHA
        path = self.jsonl("n.jsonl", [{"id": f"i\x1b[2J{i}", "text": nasty} for i in range(2)])
        self.assertIn("red", run("duplicates", path).stdout)
        for verb in ("duplicates", "reuse", "points", "report"):
            done = run(verb, path)
            self.assertIn(done.returncode, (0, 1))
            self.assertNotRegex(done.stdout, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")

    def test_text_from_right_to_left_is_closed_in(self):
        hebrew = "שלום עולם, זהו משפט ארוך מספיק כדי להיות קטע שלם של טקסט בעברית, פעם ועוד פעם."
        path = self.jsonl("h.jsonl", [{"id": str(i), "text": hebrew} for i in range(2)])
        done = run("duplicates", path)
        self.assert_exit(done, 0)
        for line in done.stdout.splitlines():
            if re.search("[\u0590-\u05ff]", line):
                self.assertIn("\u2068", line)
                self.assertEqual(line.count("\u2068"), line.count("\u2069"))

    def test_lines_fit_the_width(self):
        wide = "漢字仮名交じり文はどこでも改行できるが、幅は二倍になる。" * 6
        path = self.jsonl("w.jsonl", [{"id": str(i), "text": wide} for i in range(2)])
        done = run("duplicates", path, env={"COLUMNS": "60"})
        for line in done.stdout.splitlines():
            width = sum(2 if ord(c) > 0x2e80 else 1 for c in line)
            self.assertLessEqual(width, 60, msg=line)

    def test_sources_give_way_to_the_width(self):
        row = {"source": "The office of the minister for the inland waterways", "text": ALPHA}
        path = self.jsonl("s.jsonl", [dict(row, id=f"releases/document-number-{i}",
                                           date=f"2020-01-0{i}", source=f"{i} " + row["source"])
                                      for i in range(1, 5)])
        for verb in ("points", "duplicates"):
            done = run(verb, path, env={"COLUMNS": "80"})
            self.assert_exit(done, 0)
            self.assertIn("1 The", done.stdout)
            for line in done.stdout.splitlines():
                self.assertLessEqual(len(line), 80, msg=line)

    def on_a_terminal(self, *arguments, env=None):
        """Standard output is a terminal; standard error is not."""
        master, slave = pty.openpty()
        environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        environment.update({"TERM": "xterm"}, **(env or {}))
        child = subprocess.Popen([REFRAIN, *map(str, arguments)], stdout=slave,
                                 stderr=subprocess.DEVNULL, env=environment)
        os.close(slave)
        text = b""
        while True:
            try:
                block = os.read(master, 65536)
            except OSError:
                break
            if not block:
                break
            text += block
        child.wait(timeout=30)
        os.close(master)
        return text.decode()

    def test_colours_are_for_terminals_that_want_them(self):
        path = self.small_corpus()
        self.assertIn("\x1b[", self.on_a_terminal("duplicates", path))
        self.assertNotIn("\x1b[", self.on_a_terminal("duplicates", path, env={"NO_COLOR": "1"}))
        self.assertNotIn("\x1b[", self.on_a_terminal("duplicates", path, env={"TERM": "dumb"}))
        self.assertNotIn("\x1b[", self.on_a_terminal("duplicates", path, "--color", "never"))
        self.assertNotIn("\x1b[", run("duplicates", path).stdout)
        self.assertIn("\x1b[", run("duplicates", path, "--color", "always").stdout)

    def test_progress_is_for_terminals(self):
        path = self.small_corpus()
        self.assertEqual(run("duplicates", path).stderr, "")
        self.assertIn("\r", run("duplicates", path, "--progress", "always").stderr)

    def test_settings_come_from_a_file_and_the_command_line_wins(self):
        path = self.small_corpus()
        config = self.write("c.toml", "format = \"jsonl\"\n[duplicates]\nthreshold = 0.9\n")
        self.assertTrue(records(run("duplicates", path, "--config", config).stdout))
        done = run("duplicates", path, "--config", config, "--format", "csv")
        self.assertTrue(done.stdout.startswith("type,"))

    def test_settings_may_begin_with_a_byte_order_mark_and_end_lines_as_on_windows(self):
        path = self.small_corpus()
        config = self.write("c.toml", b"\xef\xbb\xbfformat = \"jsonl\"\r\n[duplicates]\r\nthreshold = 0.9\r\n")
        self.assertTrue(records(run("duplicates", path, "--config", config).stdout))


if __name__ == "__main__":
    main()
