"""Results outlive what they came from, and engines work in several threads at once."""

import gc
import pathlib
import tempfile
import threading
import unittest

import refrain

TEXT = "The council will plant four thousand lime trees along the northern canal before winter."


def corpus(count, words=40):
    return [" ".join(f"w{(i // 3 * 7919 + k * k) % 5003}" for k in range(words)) for i in range(count)]


class Lifetimes(unittest.TestCase):
    def test_records_outlive_engine_and_results(self):
        engine = refrain.Engine()
        engine.add_documents([{"id": "a", "text": TEXT + " Ж"}, {"id": "b", "text": "Ж " + TEXT}])
        pair, span = engine.duplicates().pairs[0], engine.reuse()[0]
        point, match = engine.talking_points(), engine.match([TEXT])[0]
        comparison = engine.compare("a", "b")
        column = engine.duplicates().pairs.column("b_end")
        before = [pair.as_dict(), span.as_dict(), [p.as_dict() for p in point], match.as_dict(),
                  comparison.as_dict(), comparison.spans[0].as_dict(), list(column)]
        del engine
        gc.collect()
        bytearray(10_000_000)
        self.assertEqual([pair.as_dict(), span.as_dict(), [p.as_dict() for p in point],
                          match.as_dict(), comparison.as_dict(), comparison.spans[0].as_dict(),
                          list(column)], before)
        self.assertEqual(pair.b.whole.text, "Ж " + TEXT)

    def test_what_was_skipped_stays_when_more_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "broken.jsonl")
            path.write_text("{ broken\n" * 3, encoding="ascii")
            engine = refrain.Engine()
            engine.read(path)
            first = engine.skipped[0]
            before = first.as_dict()
            for _ in range(50):
                engine.read(path)
            bytearray(10_000_000)
            self.assertEqual(first.as_dict(), before)
            self.assertEqual(len(engine.skipped), 153)

    def test_results_stay_what_they_were_when_documents_are_added(self):
        engine = refrain.Engine()
        engine.add("m", TEXT)
        engine.add("n", TEXT)
        old = engine.duplicates()
        pair = old.pairs[0]
        for number in range(200):
            engine.add(f"a{number}", TEXT + f" Number {number}.")
            if number % 50 == 0:
                self.assertGreater(len(engine.duplicates().pairs), 1)
        self.assertEqual((pair.a.document, pair.b.document, pair.a.document_index), ("m", "n", 0))
        self.assertEqual([d.id for d in old.documents], ["m", "n"])
        self.assertEqual(len(old.pairs), 1)
        self.assertEqual(engine.documents["m"].index, 200)

    def test_nothing_is_left_behind(self):
        def peak():
            with open("/proc/self/statm", encoding="ascii") as statm:
                return int(statm.read().split()[1]) * 4096
        texts = corpus(3000, 200)
        for rounds in range(12):
            engine = refrain.Engine()
            engine.add_documents(texts)
            list(engine.duplicates().pairs)[:10]
            engine.add("one more", "text")
            list(engine.duplicates().pairs)[:10]
            if rounds == 3:
                gc.collect()
                before = peak()
        del engine
        self.assertLess(peak() - before, 30_000_000)  # a round holds 5 MB of text twice

    def test_threads_take_turns_on_one_engine(self):
        engine = refrain.Engine()
        texts = corpus(1500)
        engine.add_documents(texts[:1000])
        expected = refrain.Engine()
        expected.add_documents(texts)
        seen, failures = [], []

        def work(number):
            try:
                for text in texts[1000 + number * 125:1000 + (number + 1) * 125]:
                    engine.add(str(texts.index(text)), text)
                for _ in range(3):
                    seen.append(len(engine.duplicates().pairs))
                    [p.as_dict() for p in engine.duplicates().pairs[:50]]
                    engine.reuse()
            except BaseException as failure:  # pylint: disable=broad-except
                failures.append(failure)
        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(failures, [])
        self.assertEqual(len(seen), 12)
        self.assertEqual(len(engine), 1500)

    def test_other_threads_of_python_go_on_during_a_search(self):
        texts = corpus(20000, 150)
        steps = []
        stop = threading.Event()

        def count():
            while not stop.wait(0.001):
                steps.append(None)
        thread = threading.Thread(target=count)
        engine = refrain.Engine(threads=1)
        engine.add_documents(texts)
        thread.start()
        engine.reuse()
        stop.set()
        thread.join()
        self.assertGreater(len(steps), 20)


if __name__ == "__main__":
    unittest.main()
