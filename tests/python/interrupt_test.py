"""Ctrl-C and progress functions end a search, and the engine can go on after it."""

import os
import signal
import threading
import time
import unittest

import refrain


class Interrupt(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Searches of several seconds.
        cls.texts = [" ".join(f"w{(i * 7919 + k * k + i * k) % 50021}" for k in range(400))
                     for i in range(12000)]

    def setUp(self):
        self.seen = []
        self.engine = refrain.Engine(progress=lambda *news: self.seen.append(news))
        self.engine.add_documents(self.texts)

    def interrupted(self, call, seconds=0.3):
        """How long the call went on after the signal."""
        sent = []

        def send():
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        timer = threading.Timer(seconds, send)
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            call()
        timer.join()
        return time.monotonic() - sent[0]

    def test_ctrl_c_ends_searches(self):
        for call in (self.engine.talking_points, self.engine.reuse,
                     lambda: refrain.near_duplicates(self.texts * 8)):
            self.assertLess(self.interrupted(call), 3)
        self.engine.add("more", "text")
        self.assertEqual(len(self.engine.documents), 12001)
        self.assertEqual(len(self.engine.duplicates().pairs), 0)

    def test_what_a_progress_function_raises_ends_the_search(self):
        class Enough(Exception):
            pass

        def stop(stage, done, total):
            self.assertIsInstance(stage, str)
            self.assertLessEqual(done, total)
            raise Enough(stage)
        engine = refrain.Engine(progress=stop)
        engine.add_documents(self.texts)
        start = time.monotonic()
        with self.assertRaises(Enough):
            engine.talking_points()
        self.assertLess(time.monotonic() - start, 3)

    def test_progress_is_told_in_the_thread_that_called(self):
        threads = set()
        engine = refrain.Engine(progress=lambda *_: threads.add(threading.get_ident()))
        engine.add_documents(self.texts[:3000])
        engine.reuse()
        self.assertEqual(threads, {threading.get_ident()})

    def test_an_engine_at_work_is_not_called_by_its_progress_function(self):
        engine = refrain.Engine(progress=lambda *_: engine.duplicates())
        engine.add_documents(self.texts[:3000])
        with self.assertRaisesRegex(RuntimeError, "this Engine is at work"):
            engine.talking_points()

    def test_a_signal_handler_that_does_not_raise_stops_nothing(self):
        handled = []
        before = signal.signal(signal.SIGUSR1, lambda *_: handled.append(time.monotonic()))
        self.addCleanup(signal.signal, signal.SIGUSR1, before)
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGUSR1))
        timer.start()
        self.engine.duplicates()
        self.engine.reuse()
        timer.join()
        self.assertEqual(len(handled), 1)


if __name__ == "__main__":
    unittest.main()
