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
        cls.texts = [" ".join(f"w{(i * 7919 + k * k + i * k) % 50021}" for k in range(300))
                     for i in range(6000)]
        engine = refrain.Engine()
        engine.add_documents(cls.texts)
        start = time.monotonic()
        engine.talking_points()
        cls.whole = time.monotonic() - start  # seconds of a search that nothing ends

    def setUp(self):
        self.begun = threading.Event()
        self.engine = refrain.Engine(progress=self.note)
        self.engine.add_documents(self.texts)

    def note(self, stage, done, total):
        self.assertIsInstance(stage, str)
        self.assertLessEqual(done, total)
        self.begun.set()

    def interrupted(self, call):
        """Sends SIGINT soon after the call's first progress, and tells how long it went on then."""
        sent = []

        def send():
            self.begun.wait(60)
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        self.begun.clear()
        sender = threading.Thread(target=send)
        sender.start()
        with self.assertRaises(KeyboardInterrupt):
            call()
        sender.join()
        return time.monotonic() - sent[0]

    def test_ctrl_c_ends_searches(self):
        self.assertLess(self.interrupted(self.engine.talking_points), 0.7 * self.whole)
        self.interrupted(self.engine.reuse)
        self.interrupted(lambda: refrain.near_duplicates(self.texts * 16, progress=self.note))
        self.engine.add("more", "text")
        self.assertEqual(len(self.engine.documents), 6001)
        self.assertEqual(len(self.engine.duplicates().pairs), 0)

    def test_what_a_progress_function_raises_ends_the_search(self):
        class Enough(Exception):
            pass

        raised = []

        def stop(*_):
            raised.append(time.monotonic())
            raise Enough
        engine = refrain.Engine(progress=stop)
        engine.add_documents(self.texts)
        with self.assertRaises(Enough):
            engine.talking_points()
        self.assertLess(time.monotonic() - raised[0], 0.7 * self.whole)
        self.assertEqual(len(raised), 1)

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
        sender = threading.Thread(
            target=lambda: self.begun.wait(60) and os.kill(os.getpid(), signal.SIGUSR1))
        sender.start()
        self.assertGreaterEqual(len(self.engine.talking_points()), 0)
        sender.join()
        self.assertEqual(len(handled), 1)


if __name__ == "__main__":
    unittest.main()
