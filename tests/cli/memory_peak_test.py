"""Peak resident memory stays below --memory, and the output is the same, on a corpus that is larger."""

import hashlib
import os
import subprocess

from support import REFRAIN, Case, main

GENERATE = os.environ["REFRAIN_GENERATE"]


def peak(*arguments):
    """Output's digest and peak resident bytes."""
    child = subprocess.Popen([REFRAIN, *map(str, arguments)], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
    digest = hashlib.sha256()
    while chunk := child.stdout.read(1 << 16):
        digest.update(chunk)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, digest.hexdigest(), usage.ru_maxrss * 1024


class Peak(Case):
    def test_of_generated_passages(self):
        path = self.at / "corpus.jsonl"
        subprocess.run([GENERATE, "--passages", "400000", "-o", path], check=True)
        self.assertGreater(path.stat().st_size, 250 << 20)
        expected = peak("duplicates", path, "--format", "jsonl", "--threads", "2")
        self.assertGreater(expected[2], 250 << 20)
        for limit, threads in ((80, 2), (100, 2), (200, 1), (200, 4)):
            with self.subTest(limit=limit, threads=threads):
                code, digest, bytes_used = peak(
                    "duplicates", path, "--format", "jsonl", "--threads", threads, "--memory",
                    f"{limit}M", "--temp", self.at)
                self.assertEqual((code, digest), expected[:2])
                self.assertLessEqual(bytes_used, limit << 20)
                code, _, bytes_used = peak("dedup", path, "-o", self.at / "out.jsonl", "--threads",
                                           threads, "--memory", f"{limit}M", "--temp", self.at)
                self.assertEqual(code, 0)
                self.assertLessEqual(bytes_used, limit << 20)


if __name__ == "__main__":
    main()
