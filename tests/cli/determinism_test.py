"""The same bytes for any number of threads and any order of input."""

import random

from support import SAMPLE, Case, main, run


class Determinism(Case):
    def test_threads_change_nothing(self):
        for verb in ("report", "duplicates", "reuse", "points"):
            with self.subTest(verb):
                once = run(verb, SAMPLE, "--format", "json", "--threads", "1")
                self.assert_exit(once, 0)
                for threads in ("2", "7"):
                    other = run(verb, SAMPLE, "--format", "json", "--threads", threads)
                    self.assert_exit(other, 0)
                    self.assertEqual(once.stdout, other.stdout)

    def test_threads_do_not_change_matches(self):
        once = run("match", SAMPLE, "--against", SAMPLE, "--format", "jsonl", "--threads", "1")
        self.assert_exit(once, 0)
        other = run("match", SAMPLE, "--against", SAMPLE, "--format", "jsonl", "--threads", "7")
        self.assert_exit(other, 0)
        self.assertEqual(once.stdout, other.stdout)

    def test_the_order_of_records_changes_nothing(self):
        words = [f"w{i}" for i in range(300)]
        chance = random.Random(1)
        base = [" ".join(chance.choice(words) for _ in range(40)) for _ in range(40)]
        rows = [{"id": f"d{i:03}", "source": f"s{i % 5}", "date": f"20{10 + i % 9}-01-01",
                 "text": base[i % 40] + "\n\n" + base[(i * 7) % 40] + " tail" + str(i)}
                for i in range(120)]
        outputs = []
        for seed in range(3):
            random.Random(seed).shuffle(rows)
            path = self.jsonl("rows.jsonl", rows)
            done = [run(verb, path, "--format", "json", "--threads", str(seed + 1))
                    for verb in ("duplicates", "points", "reuse")]
            for each in done:
                self.assert_exit(each, 0)
            outputs.append([each.stdout for each in done])
        self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(outputs[0], outputs[2])


if __name__ == "__main__":
    main()
