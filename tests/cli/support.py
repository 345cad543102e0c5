"""What the tests of the tool share: running it, and small corpora. Standard library only."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

REFRAIN = os.environ["REFRAIN"]
SAMPLE = os.environ["REFRAIN_SAMPLE"]

ALPHA = ("The council of Merrow will plant four thousand lime trees along the northern canal before "
         "the end of the year, and the schools of the district will look after every one of them.")
ALPHA_LIGHT = ALPHA.replace("four thousand", "five thousand")
BETA = ("Nobody who has waited for the ferry at dusk believes that a second bridge would change the "
        "price of bread, the minister said, and she asked the assembly to vote on the bridge alone.")
GAMMA = "A quite different text about beekeeping on flat roofs in a town without any gardens at all."


def run(*arguments, stdin=None, env=None, cwd=None, binary=False):
    """Runs refrain; text results unless binary."""
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    environment.update(env or {})
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([REFRAIN, *map(str, arguments)], input=stdin, capture_output=True,
                          env=environment, cwd=cwd, timeout=60)
    if not binary:
        done.stdout = done.stdout.decode()
        done.stderr = done.stderr.decode()
    return done


def records(text):
    # Not splitlines(): texts may hold line separators that end no line of JSON.
    return [json.loads(line) for line in text.split("\n") if line]


def of_type(text, kind):
    return [r for r in records(text) if r["type"] == kind]


class Case(unittest.TestCase):
    """A test with a folder of its own, `self.at`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="refrain-cli-")
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def jsonl(self, name, rows):
        return self.write(name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))

    def small_corpus(self):
        """Three records, two of them near-duplicates that share a span."""
        return self.jsonl("small.jsonl", [
            {"id": "a", "source": "Herald", "date": "2020-01-02", "text": ALPHA + "\n\n" + GAMMA},
            {"id": "b", "source": "Wire", "date": "2020-02-03", "text": "Überall.\n\n" + ALPHA},
            {"id": "c", "source": "Gazette", "date": "2021-03-04", "text": BETA}])

    def assert_exit(self, done, code):
        self.assertEqual(done.returncode, code, msg=str(done.stderr))

    def assert_one_line_of_error(self, done, *words):
        self.assert_exit(done, 2)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, msg=done.stderr)
        self.assertTrue(lines[0].startswith("refrain: "), msg=lines[0])
        for word in words:
            self.assertIn(word, lines[0])


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]], verbosity=1)
