"""near_duplicates() and deduplicate() against exact Jaccard over all pairs."""

import random
import re
import unittest

import refrain


def shingles(text, width=3):
    """Of ASCII texts without digits, apostrophes and the like."""
    words = re.findall("[a-z]+", text.lower())
    if 0 < len(words) < width:
        return {tuple(words)}
    return {tuple(words[i:i + width]) for i in range(len(words) - width + 1)}


def all_pairs(texts, threshold, width=3):
    sets = [shingles(t, width) for t in texts]
    found = []
    for i, a in enumerate(sets):
        for j in range(i + 1, len(sets)):
            b = sets[j]
            if a and b and len(a & b) / len(a | b) >= threshold:
                found.append((i, j, len(a & b) / len(a | b)))
    return found


def some_texts(seed, count):
    """Random texts, and changed copies of them at all distances."""
    chance = random.Random(seed)
    words = ["".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(6))
             for _ in range(2000)]
    texts = []
    while len(texts) < count:
        text = chance.choices(words, k=chance.randrange(2, 80))
        texts.append(" ".join(text))
        for _ in range(chance.randrange(4)):
            copy = [w if chance.random() > 0.04 else chance.choice(words) for w in text]
            texts.append(" ".join(copy).capitalize() + ".\n\n"[:chance.randrange(4)])
    chance.shuffle(texts)
    return texts[:count]


class NearDuplicates(unittest.TestCase):
    def test_finds_what_all_pairs_find(self):
        texts = some_texts(1, 800)
        for threshold, recall in ((0.5, 0.97), (0.7, 0.98), (0.9, 0.98), (1.0, 1.0)):
            with self.subTest(threshold):
                expected = all_pairs(texts, threshold)
                found = list(refrain.near_duplicates(texts, threshold=threshold))
                self.assertGreater(len(expected), 20)
                self.assertLessEqual(set(found), set(expected))  # with the same Jaccard to the bit
                self.assertGreaterEqual(len(found), recall * len(expected))
                self.assertEqual(found, sorted(found))

    def test_shingles_may_have_other_widths(self):
        texts = some_texts(2, 300)
        expected = all_pairs(texts, 0.8, 1)
        found = refrain.near_duplicates(texts, threshold=0.8, shingle_tokens=1)
        self.assertLessEqual(set(found), set(expected))
        self.assertGreaterEqual(len(found), 0.97 * len(expected))

    def test_a_text_is_compared_as_a_whole(self):
        a = "One paragraph that both of them have, word for word.\n\nThe first says this of it."
        b = "One paragraph that both of them have, word for word.\n\nBut the second begs to differ."
        self.assertEqual(len(refrain.near_duplicates([a, b], threshold=0.7)), 0)
        self.assertEqual(list(refrain.near_duplicates([a, a, b], threshold=0.7)), [(0, 1, 1.0)])

    def test_places_are_those_of_the_list(self):
        texts = [f"text number {chr(97 + i % 26)}{chr(97 + i // 26)} stands alone" for i in range(300)]
        texts[7] = texts[250] = texts[11] = "three times the same words in other places of the list"
        self.assertEqual(list(refrain.near_duplicates(texts)),
                         [(7, 11, 1.0), (7, 250, 1.0), (11, 250, 1.0)])

    def test_any_iterable_of_str_will_do(self):
        texts = some_texts(3, 60)
        self.assertEqual(list(refrain.near_duplicates(t for t in texts)),
                         list(refrain.near_duplicates(tuple(texts))))
        self.assertEqual(list(refrain.near_duplicates([])), [])
        self.assertEqual(list(refrain.near_duplicates(["", "", "?"])), [])

    def test_threads_change_nothing(self):
        texts = some_texts(4, 500)
        self.assertEqual(list(refrain.near_duplicates(texts, threads=1)),
                         list(refrain.near_duplicates(texts, threads=7)))

    def test_columns_are_the_same_numbers(self):
        pairs = refrain.near_duplicates(some_texts(5, 300))
        i, j, jaccard = (pairs.column(name) for name in ("i", "j", "jaccard"))
        self.assertEqual(list(zip(i, j, jaccard)), list(pairs))
        self.assertEqual((i.format, jaccard.format, i.readonly), ("I", "d", True))
        self.assertEqual(len(refrain.near_duplicates([]).column("i")), 0)
        with self.assertRaisesRegex(KeyError, "expected i, j, jaccard or containment, found k"):
            pairs.column("k")

    def test_wrong_arguments_are_refused(self):
        for texts in ("one text", {"a": "b"}, 5, None):
            with self.subTest(texts), self.assertRaises(TypeError):
                refrain.near_duplicates(texts)
        with self.assertRaisesRegex(TypeError, "text 1: expected a str, found bytes"):
            refrain.near_duplicates(["a", b"b"])
        with self.assertRaisesRegex(ValueError, "threshold: expected .*, found 1.5"):
            refrain.near_duplicates([], threshold=1.5)
        with self.assertRaises(UnicodeEncodeError):
            refrain.near_duplicates(["half \ud800 a pair"])


class Deduplicate(unittest.TestCase):
    def test_what_is_kept_is_the_first_of_its_kind(self):
        texts = some_texts(6, 500)
        kept = refrain.deduplicate(texts, threshold=0.7)
        pairs = [(i, j) for i, j, _ in refrain.near_duplicates(texts, threshold=0.7)]
        similar = {i: set() for i in range(len(texts))}
        for i, j in pairs:
            similar[i].add(j)
            similar[j].add(i)
        # The rule by hand: in order, each that is not similar to a kept one is kept.
        expected = []
        for i in range(len(texts)):
            if not similar[i] & set(expected):
                expected.append(i)
        self.assertEqual(kept, expected)
        self.assertLess(len(kept), len(texts))

    def test_texts_without_words_are_kept(self):
        self.assertEqual(refrain.deduplicate(["", "a b c d", "!", "a b c d", ""]), [0, 1, 2, 4])


if __name__ == "__main__":
    unittest.main()
