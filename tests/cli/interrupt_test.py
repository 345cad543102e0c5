"""A signal ends the run with 128 + its number and leaves no half-written file."""

import os
import signal
import subprocess
import time

from support import ALPHA, REFRAIN, Case, main


class Interrupt(Case):
    def start(self, *arguments):
        return subprocess.Popen([REFRAIN, *map(str, arguments)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wait_for_temporary_file(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if any(p.name.startswith(".out") for p in self.at.iterdir()):
                return
            time.sleep(0.01)
        self.fail("no output file was begun")

    def assert_ends(self, child, code):
        out, _ = child.communicate(timeout=30)
        self.assertEqual(child.returncode, code)
        self.assertEqual(out, b"")
        self.assertEqual([p.name for p in self.at.iterdir() if "out" in p.name], [])

    def test_signals_while_work_goes_on(self):
        rows = [{"id": str(i), "text": " ".join(f"w{(i * 7919 + k * k) % 5003}" for k in range(300))
                 + "\n\n" + ALPHA} for i in range(4000)]
        path = self.jsonl("large.jsonl", rows)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                child = self.start("report", path, "-o", self.at / "out.json")
                self.wait_for_temporary_file()
                time.sleep(0.1)
                child.send_signal(number)
                self.assert_ends(child, 128 + number)

    def test_sigint_while_standard_input_is_awaited(self):
        child = self.start("duplicates", "-", "-o", self.at / "out.json")
        child.stdin.write(b'{"id":"a","text":"b"}\n')
        child.stdin.flush()
        self.wait_for_temporary_file()
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(timeout=20), 130)  # with its standard input still open
        self.assert_ends(child, 130)

    def test_a_second_signal_ends_at_once(self):
        fifo = self.at / "never"
        os.mkfifo(fifo)
        child = self.start("duplicates", "-", "-o", self.at / "out.json")
        self.wait_for_temporary_file()
        child.send_signal(signal.SIGINT)
        time.sleep(0.05)
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
        self.assert_ends(child, 130)

    def test_a_second_signal_leaves_nothing_of_a_folder_that_was_half_written(self):
        deep = self.at / "docs" / "/".join("d" * 40)
        deep.mkdir(parents=True)
        for i in range(4000):
            text = " ".join(f"w{i}x{k}" for k in range(8))
            (deep.parents[i % 40] / f"{i}.txt").write_text(text)
        child = self.start("dedup", self.at / "docs", "-o", self.at / "out")
        end = time.monotonic() + 30
        while not list(self.at.glob(".out.*/kept/docs")):
            self.assertIsNone(child.poll(), "ended before it was looked at")
            self.assertLess(time.monotonic(), end)
        # Both signals wait for the stopped process, so that no run ends between them.
        for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM):
            child.send_signal(number)
        self.assertTrue(list(self.at.glob(".out.*/kept/docs")), "written too fast for this test")
        child.send_signal(signal.SIGCONT)
        self.assertIn(child.wait(timeout=30), (130, 143))
        self.assertEqual([p.name for p in self.at.iterdir()], ["docs"])
        child.communicate()

    def test_a_run_whose_reader_has_stopped_reading_ends_after_a_few_seconds(self):
        rows = [{"id": str(i), "text": f"{ALPHA} {i}"} for i in range(400)]
        path = self.jsonl("large.jsonl", rows)
        child = self.start("duplicates", path, "--format", "jsonl")
        child.stdout.read(1)
        time.sleep(1)  # by then the pipe is full, and the run waits for this test to read
        self.assertIsNone(child.poll())
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(timeout=20), 130)
        child.communicate()


if __name__ == "__main__":
    main()
