"""--memory changes where work is done, not what is printed; nothing is left in the temporary folder."""

import contextlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import textwrap
import time
import zipfile

from support import ALPHA, ALPHA_LIGHT, BETA, GAMMA, REFRAIN, SAMPLE, Case, main, run

LIMIT = "300M"  # enough for the threads of these tests
LEMON = "Whoever buys a lemon in this town pays for the ferry, the porter and the bridge that is not there."
OATH = "I have never promised to pay for the second bridge, and I am not going to promise it tonight."
PDFTOTEXT = shutil.which("pdftotext")
MASTHEAD = ("The Merrow Courier, since 1871 the paper of record for the northern canal and for all the towns "
            "along its banks, printed every morning but Sunday.")


def rows(count, seed=1):
    """Records of which many repeat, more or less changed; some ids occur several times."""
    chance = random.Random(seed)
    words = [f"wörd{i}" for i in range(2000)]
    base = [" ".join(chance.choice(words) for _ in range(40)) for _ in range(count // 4)]
    made = []
    for i in range(count):
        text = base[chance.randrange(len(base))]
        if i % 3:
            text += " tail" + str(i)
        made.append({"id": f"d{i % (count - 20):05}", "source": f"s{i % 5}",
                     "date": f"20{10 + i % 9}-01-01", "text": text + ["", "\n\n* * *", "\n\n" + BETA][i % 3]})
    return made


def pdf(*pages):
    """A PDF of one paragraph a page, each in short lines."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i, text in enumerate(pages):
        lines = "".join(f"({line}) Tj T* " for line in textwrap.wrap(text, 60))
        content = f"BT /F 12 Tf 14 TL 72 700 Td {lines}ET"
        parts += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
                  f"/Contents {5 + 2 * i} 0 R>>", f"<</Length {len(content)}>>stream\n{content}\nendstream"]
    made, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (f"{made}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>startxref\n{len(made)}\n%%EOF\n")


class Memory(Case):
    def setUp(self):
        super().setUp()
        self.temp = self.at / "temp"
        self.temp.mkdir()

    def limited(self, *arguments, **kwargs):
        done = run(*arguments, "--memory", LIMIT, "--temp", self.temp, **kwargs)
        self.assertEqual(list(self.temp.iterdir()), [])
        return done

    def test_a_database_for_a_pipe_waits_in_the_folder_that_was_named(self):
        corpus = self.small_corpus()
        for memory in [], ["--memory", LIMIT, "--temp", self.temp]:
            done = run("duplicates", corpus, "--format", "sqlite", *memory, binary=True,
                       env={"TMPDIR": str(self.temp if not memory else self.at / "missing")})
            self.assert_exit(done, 0)
            self.assertTrue(done.stdout.startswith(b"SQLite format 3"))
            self.assertEqual(list(self.temp.iterdir()), [])

    def test_duplicates_are_the_same_in_every_format(self):
        made = rows(3000)
        path = self.jsonl("rows.jsonl", made)
        random.Random(2).shuffle(made)
        # The paths differ by name only, and are not part of the output.
        shuffled = self.jsonl("shuffled.jsonl", made)
        for arguments in (["--format", "jsonl"], ["--format", "json"], ["--format", "csv"],
                          ["--format", "md"], [],
                          ["--limit", "0"], ["--format", "jsonl", "--threshold", "0.5"]):
            with self.subTest(arguments):
                expected = run("duplicates", path, *arguments)
                self.assert_exit(expected, 0)
                for threads in ("1", "2", "7"):
                    done = self.limited("duplicates", shuffled, *arguments, "--threads", threads)
                    self.assert_exit(done, 0)
                    self.assertTrue(done.stdout == expected.stdout)
                    self.assertIn("spilled", done.stderr)

    def in_order(self, name, ascii_only=False, added=400):
        """A file large enough to be read in parallel, last changed long ago: its texts are read again."""
        made = sorted(({**row, "text": row["text"] + "\n\n" + " ".join(f"{i}é{n}\t" for n in range(added))}
                       for i, row in enumerate(rows(3000))),
                      key=lambda row: (row["id"], row["date"], row["source"], row["text"]))
        path = self.write(name, "".join(json.dumps(r, ensure_ascii=ascii_only) + "\n" for r in made))
        os.utime(path, (1e9, 1e9))
        return path

    def spilled(self, done):
        return int(re.search(r"spilled (\d+) MB", done.stderr).group(1))

    def test_texts_in_order_are_read_again_and_not_kept(self):
        path = self.in_order("rows.jsonl", ascii_only=True)
        for arguments in (["duplicates", path, "--format", "jsonl"],
                          ["duplicates", path, "--format", "jsonl", "--threads", "1"],
                          ["duplicates", path, "--limit", "0"]):
            expected = run(*arguments)
            self.assert_exit(expected, 0)
            done = self.limited(*arguments)
            self.assert_exit(done, 0)
            self.assertTrue(done.stdout == expected.stdout)
            with path.open() as file:
                self.assertTrue(run(*arguments[:1], "-", *arguments[2:], "--memory", LIMIT,
                                    stdin=file.read()).stdout == expected.stdout)
        with path.open() as file:
            piped = self.limited("duplicates", "-", stdin=file.read())
        # A pipe cannot be read again.
        self.assertGreater(self.spilled(piped), self.spilled(done) + path.stat().st_size / 3e6)

    def test_dedup_of_texts_in_order_writes_the_same_file(self):
        path = self.in_order("rows.jsonl", added=0)
        self.assertGreater(path.stat().st_size, 1 << 20)
        self.assert_exit(run("dedup", path, "-o", self.at / "1.jsonl"), 0)
        self.assert_exit(self.limited("dedup", path, "-o", self.at / "2.jsonl"), 0)
        self.assertTrue((self.at / "1.jsonl").read_bytes() == (self.at / "2.jsonl").read_bytes())

    def while_reading(self, path, change, *arguments):
        """Runs a verb, duplicates within LIMIT, on a file and standard input, and `change` when it
        waits for the latter."""
        arguments = arguments or ("duplicates", "--format", "jsonl", "--memory", LIMIT,
                                  "--temp", self.temp)
        with subprocess.Popen(
                [REFRAIN, arguments[0], str(path), "-", *map(str, arguments[1:])],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            size = path.stat().st_size
            end = time.monotonic() + 30
            while self.bytes_read(child.pid) < size:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.01)
            change()
            out, err = child.communicate(json.dumps({"id": "z", "text": ALPHA}).encode(), timeout=60)
            return subprocess.CompletedProcess(child.args, child.returncode, out.decode(), err.decode())

    def bytes_read(self, pid):
        with open(f"/proc/{pid}/io") as file:
            return int(re.search(r"rchar: (\d+)", file.read()).group(1))

    def test_a_mapped_file_may_grow_meanwhile_but_not_change(self):
        path = self.in_order("+rows.jsonl")
        # Nothing escaped, so that nothing is copied.
        rows_before = path.read_bytes().replace(rb"\n", b" ").replace(rb"\t", b" ")
        def restore():
            path.write_bytes(rows_before)
            os.utime(path, (1e9, 1e9))
        def truncate():
            os.truncate(path, 1000)
        def overwrite():
            with path.open("r+b") as file:
                file.write(b"\xff" * len(rows_before))
        def append():
            with path.open("ab") as file:
                file.write(b"\n")
        for verb in ("duplicates", "points", "reuse"):
            for change in (truncate, overwrite):
                with self.subTest(verb + " " + change.__name__):
                    restore()
                    done = self.while_reading(path, change, verb, "--format", "jsonl")
                    self.assert_exit(done, 2)
                    self.assertIn(f"{path}: changed while it was searched",
                                  done.stderr.splitlines()[-1])
                    self.assertEqual(done.stdout, "")
        restore()
        expected = self.while_reading(path, lambda: None, "duplicates", "--format", "jsonl")
        self.assert_exit(expected, 0)
        grown = self.while_reading(path, append, "duplicates", "--format", "jsonl")
        self.assertTrue(grown.stdout == expected.stdout)

    def test_a_file_that_changes_meanwhile_is_one_line_and_one_that_goes_is_nothing(self):
        # By its name it comes before standard input.
        path = self.in_order("+rows.jsonl")
        def truncate():
            os.truncate(path, 1000)
        def overwrite():
            with path.open("r+b") as file:
                file.seek(path.stat().st_size // 2)
                file.write(b"\\\xff\"" * 1000)
        def append():
            with path.open("ab") as file:
                file.write(b"\n")
        bytes_before = path.read_bytes()
        for change in (truncate, overwrite, append):
            with self.subTest(change.__name__):
                done = self.while_reading(path, change)
                self.assert_one_line_of_error(done, str(path), "changed while it was searched")
                path.write_bytes(bytes_before)
                os.utime(path, (1e9, 1e9))
        expected = self.while_reading(path, lambda: None)
        self.assert_exit(expected, 0)
        moved = self.while_reading(path, path.unlink)
        self.assertTrue(moved.stdout == expected.stdout)

    def test_a_database_holds_the_same_rows(self):
        self.assert_same_database(self.jsonl("rows.jsonl", rows(500)))

    def assert_same_database(self, path):
        self.assert_exit(run("duplicates", path, "-o", self.at / "1.sqlite"), 0)
        self.assert_exit(self.limited("duplicates", path, "-o", self.at / "2.sqlite"), 0)
        dumps = []
        for name in ("1.sqlite", "2.sqlite"):
            with contextlib.closing(sqlite3.connect(self.at / name)) as database:
                dumps.append(list(database.iterdump()))
        self.assertTrue(dumps[0] == dumps[1])

    def mixed_folder(self):
        """What has more than a text: speakers, elements, pages, times, furniture, sources and dates."""
        for name, asks, denies in (("2020-01-03 hearing", "SMITH", "BROWN"),
                                   ("2021-02-04 hearing", "BROWN", "Dr. ØRE"),
                                   ("debate", "Harbour Herald", "SMITH")):
            self.write(f"mixed/{name}.txt",
                       f"The committee met at ten.\n\n{asks}: {LEMON}\n\n{denies}: {OATH}\n\n{asks}: Who then?\n\n"
                       f"{denies}: Ask {name}.\n\n{ALPHA}\n\n{asks}: Thank you.\n\n{denies}: Thank you.\n")
        self.write("mixed/talk.vtt", "WEBVTT\n\n" + "".join(
            f"00:0{i}:00.000 --> 00:0{i}:50.000\n<v {who}>{said}\n\n" for i, (who, said) in enumerate(
                (("Ada Berg", LEMON), ("Smith", OATH), ("Ada Berg", "Who says so?"), ("Smith", BETA)))))
        for i in range(9):
            self.write(f"mixed/site/{i}.html",
                       f"<html><head><title>Page {i}</title></head><body><nav><a>News</a> <a>Weather and "
                       f"tides of today</a></nav><p>{MASTHEAD}</p><article><h1 id='top'>Page {i}</h1>"
                       f"<p>{'and '.join(f'ware{i}of{n} ' for n in range(90))}</p>"
                       f"<p>{(ALPHA, ALPHA_LIGHT, GAMMA, *[BETA] * 6)[i]}</p>"
                       "</article></body></html>")
        self.write("mixed/print.pdf", pdf(GAMMA + " " + OATH, ALPHA, "Nothing else is on this page but a line."))
        self.write("mixed/reprint.pdf", pdf("A page of its own in front.", ALPHA_LIGHT, GAMMA + " " + OATH))
        self.write("mixed/letter.eml", "From: Ada Berg <ada@example.org>\nDate: Mon, 02 Mar 2020 10:00:00 +0000\n"
                                       f"Subject: Lemons\n\nDear all,\n\n{LEMON}\n\n{BETA}\n")
        self.jsonl("mixed/press.jsonl", [{"id": "p", "source": "Harbour Herald", "date": "2019", "text": LEMON},
                                         {"id": "q", "source": "SMITH", "title": "Q", "text": GAMMA}])
        return self.at / "mixed"

    def test_transcripts_web_pages_and_print_are_the_same_in_every_format(self):
        folder = self.mixed_folder()
        shown = run("duplicates", folder).stdout
        # What would be lost is there: speakers, and furniture behind all else, though it repeats most.
        self.assertRegex(shown.splitlines()[0], r"^\d+ documents, \d+ sources")
        for word in ("Smith", "Ada Berg", "Harbour Herald"):
            self.assertIn(word, shown)
        kept = run("duplicates", folder, "--keep-furniture").stdout
        self.assertLess(kept.index("Merrow Courier"), kept.index(ALPHA[:60]))
        self.assertGreater(shown.index("Merrow Courier"), shown.index(ALPHA[:60]))
        found = run("duplicates", folder, "--format", "jsonl").stdout
        for field in ('"furniture":true', '"element":"#top', '"element":"00:01:00', *['"page":2'] * bool(PDFTOTEXT)):
            self.assertIn(field, found)
        for arguments in ([], ["--limit", "1"], ["--limit", "0"], ["--format", "md"], ["--format", "json"],
                          ["--format", "jsonl"], ["--format", "csv"], ["--keep-furniture"],
                          ["--main-text-only", "--format", "json"], ["--ignore-speakers"],
                          ["--ignore-speakers", "--format", "jsonl"], ["--threshold", "0.4", "--limit", "0"]):
            with self.subTest(arguments):
                expected = run("duplicates", folder, *arguments)
                self.assert_exit(expected, 0)
                for threads in ("1", "3"):
                    done = self.limited("duplicates", folder, *arguments, "--threads", threads)
                    self.assert_exit(done, 0)
                    self.assertEqual(done.stdout, expected.stdout)
        self.assert_same_database(folder)
        with contextlib.closing(sqlite3.connect(self.at / "2.sqlite")) as database:
            sources = {row[0] for row in database.execute("select source from cluster_members")}
        self.assertLessEqual({"Smith", "Brown", "Ada Berg", "Harbour Herald"}, sources)

    def test_files_and_what_is_skipped_are_the_same(self):
        self.write("docs/broken.jsonl", '{"id": "x", "text": "one"}\n{ broken\n')
        for i, text in enumerate((ALPHA, ALPHA_LIGHT, BETA, GAMMA)):
            self.write(f"docs/{i}.txt", text)
        for place in (SAMPLE, self.at / "docs"):
            expected = run("duplicates", place, "--format", "json")
            done = self.limited("duplicates", place, "--format", "json")
            self.assertEqual(done.returncode, expected.returncode)
            self.assertTrue(done.stdout == expected.stdout)

    def test_a_bomb_in_an_archive_is_one_skipped_record(self):
        path = self.at / "docs.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a.txt", ALPHA)
            made.writestr("bomb.txt", "word " * 12_000_000)
            made.writestr("b.txt", ALPHA_LIGHT)
        expected = run("duplicates", path, "--format", "json")
        self.assertIn("too-large", expected.stdout)
        done = run("duplicates", path, "--format", "json", "--memory", "4G", "--temp", self.temp)
        self.assertEqual(done.returncode, expected.returncode, done.stderr)
        self.assertTrue(done.stdout == expected.stdout)

    def test_dedup_writes_the_same_files(self):
        path = self.jsonl("rows.jsonl", rows(3000))
        self.write("docs/a.txt", ALPHA)
        self.write("docs/deep/b.txt", ALPHA)
        self.write("docs/deep/c.txt", BETA)
        for source, name in ((path, "out.jsonl"), (self.at / "docs", "list.txt"),
                             (self.at / "docs", "folder")):
            with self.subTest(name):
                for way in ("1", "2"):
                    (self.at / way).mkdir(exist_ok=True)
                expected = run("dedup", source, "-o", self.at / "1" / name)
                done = self.limited("dedup", source, "-o", self.at / "2" / name)
                self.assert_exit(expected, 0)
                self.assert_exit(done, 0)
                self.assertEqual(done.stderr.splitlines()[-1], expected.stderr.splitlines()[-1])
                made = [{p.relative_to(self.at / way): p.read_bytes()
                         for p in (self.at / way).rglob("*") if p.is_file()} for way in ("1", "2")]
                self.assertTrue(made[0] == made[1])

    def test_a_pipe_is_read_too(self):
        text = "".join(json.dumps(r) + "\n" for r in rows(200))
        expected = run("duplicates", "-", "--format", "jsonl", stdin=text)
        done = self.limited("duplicates", "-", "--format", "jsonl", stdin=text)
        self.assertEqual(done.stdout, expected.stdout)
        done = self.limited("dedup", "-", "-o", self.at / "out.jsonl", stdin=text)
        self.assert_exit(done, 0)

    def test_nothing_found_is_exit_1(self):
        path = self.jsonl("one.jsonl", [{"text": ALPHA}])
        self.assert_exit(self.limited("duplicates", path), 1)

    def test_wrong_limits_are_one_line(self):
        path = self.jsonl("one.jsonl", [{"text": ALPHA}])
        for limit in ("", "x", "1X", "0", "-1", "1.5G", "99999999999999999999", "99999999999T"):
            with self.subTest(limit):
                self.assert_one_line_of_error(run("duplicates", path, "--memory", limit or "K"),
                                              "--memory", "1G")
        self.assert_one_line_of_error(run("duplicates", path, "--memory", "10M", "--threads", "2"),
                                      "expected at least", "found 10485760")

    def test_a_folder_that_takes_no_files_is_one_line(self):
        path = self.jsonl("one.jsonl", [{"text": ALPHA}])
        for verb in (["duplicates", path], ["dedup", path, "-o", self.at / "out.jsonl"]):
            done = run(*verb, "--memory", LIMIT, "--temp", self.at / "missing")
            self.assert_one_line_of_error(done, "missing", "temporary file")
            done = run(*verb, "--memory", LIMIT, env={"TMPDIR": str(self.at / "gone")})
            self.assert_one_line_of_error(done, "gone", "temporary file")
        self.assertEqual(sorted(p.name for p in self.at.iterdir()), ["one.jsonl", "temp"])

    def test_a_full_disk_is_one_line(self):
        path = self.jsonl("rows.jsonl", rows(6000))
        # A limit on the size of files stands for a disk that is full.
        done = subprocess.run(
            [REFRAIN, "duplicates", str(path), "--memory", LIMIT, "--temp", str(self.temp)],
            capture_output=True, text=True, timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
        self.assert_one_line_of_error(done, str(self.temp), "cannot write a temporary file")
        self.assertEqual(list(self.temp.iterdir()), [])

    def test_a_record_over_the_limit_says_what_would_do(self):
        path = self.jsonl("long.jsonl", [{"text": ALPHA}, {"text": "word " * 1_200_000}])
        self.assert_one_line_of_error(run("duplicates", path, "--memory", LIMIT), "long.jsonl:2",
                                      "--memory")

    def test_an_interrupt_leaves_nothing(self):
        child = subprocess.Popen(
            [REFRAIN, "duplicates", "-", "-o", str(self.at / "out.json"), "--memory", "80M",
             "--threads", "2", "--temp", str(self.temp)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # More than waits in memory, and the pipe stays open: the run cannot end by itself.
        lines = "".join(json.dumps(r) + "\n" for r in rows(2000)).encode()
        for _ in range(30 * (1 << 20) // len(lines)):
            child.stdin.write(lines)
        child.stdin.flush()
        end = time.monotonic() + 30
        while not self.spills(child.pid):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        time.sleep(0.1)
        out, _ = child.communicate(timeout=30)
        self.assertEqual(child.returncode, 130)
        self.assertEqual(out, b"")
        self.assertEqual(sorted(p.name for p in self.at.rglob("*")), ["temp"])

    def spills(self, pid):
        """Whether the process has a file without a name in the temporary folder."""
        try:
            return any(os.readlink(f"/proc/{pid}/fd/{fd}").startswith(str(self.temp))
                       for fd in os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            return False


if __name__ == "__main__":
    main()
