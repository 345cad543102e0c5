"""Near-duplicate pairs of a JSON Lines corpus: seconds, memory, pairs, recall and precision.

Every peer reads the file, cuts words by \\w+ in lower case, makes word 3-shingles, and lists the
pairs that its index gives at Jaccard 0.7 with 128 slots, used as its own documentation shows.
Recall and precision are against an exact all-pairs search over the same shingles (numpy, below).
The oracle is skipped above --oracle-limit passages; then the pairs that Refrain verified stand in.
"""

import argparse
import itertools
import json
import os
import re
import sys
import tempfile
from typing import Iterator

import numpy as np

from measure import Figures, command, in_child

THRESHOLD = 0.7
SLOTS = 128
WIDTH = 3
WORD = re.compile(r"\w+")


def records(path: str) -> Iterator[tuple[str, str]]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["id"], record["text"]


def shingles(text: str) -> set[str]:
    words = WORD.findall(text.lower())
    if len(words) < WIDTH:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i:i + WIDTH]) for i in range(len(words) - WIDTH + 1)}


def write_pairs(path: str, pairs: Iterator[tuple[int, int]]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        for a, b in pairs:
            if a != b:
                file.write(f"{min(a, b)} {max(a, b)}\n")


def datasketch(corpus: str, output: str) -> None:
    from datasketch import MinHash, MinHashLSH
    index = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS)
    sketches = []
    for i, (_, text) in enumerate(records(corpus)):
        sketch = MinHash(num_perm=SLOTS)
        sketch.update_batch([s.encode() for s in shingles(text)])
        index.insert(i, sketch, check_duplication=False)
        sketches.append(sketch)
    write_pairs(output, ((i, j) for i, sketch in enumerate(sketches)
                         for j in index.query(sketch) if i < j))


def rensa(corpus: str, output: str, bands: int = 16) -> None:
    from rensa import RMinHash, RMinHashLSH
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=bands)
    sets = ([list(shingles(text)) for _, text in chunk] for chunk in chunks(corpus))
    sketches = [s for batch in sets for s in RMinHash.from_token_sets(batch, SLOTS, 42)]
    index.insert_many(sketches)
    write_pairs(output, ((i, j) for i, found in enumerate(index.query_all(sketches))
                         for j in found if i < j))


def rensa_32_bands(corpus: str, output: str) -> None:
    """As rensa, with bands that reach 0.99 recall at the threshold."""
    rensa(corpus, output, 32)


def fast_sketch_lsh(corpus: str, output: str) -> None:
    import FastSketchLSH
    sketcher = FastSketchLSH.FastSimilaritySketch(size=SLOTS)
    index = FastSketchLSH.LSH(num_perm=SLOTS, num_bands=16)
    rows = [sketcher.batch([list(shingles(text)) for _, text in chunk])
            for chunk in chunks(corpus)]
    matrix = np.vstack([np.asarray(r, dtype=np.uint64) for r in rows])
    index.insert(matrix)

    def pairs() -> Iterator[tuple[int, int]]:
        flat, starts = index.query(matrix, format="csr")
        for i in range(len(matrix)):
            for j in flat[starts[i]:starts[i + 1]]:
                if i < j:
                    yield i, int(j)
    write_pairs(output, pairs())


def gaoya(corpus: str, output: str) -> None:
    from gaoya.minhash import MinHashStringIndex
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=THRESHOLD, num_bands=25,
                               band_size=5, num_hashes=125, analyzer="word", lowercase=True,
                               ngram_range=(WIDTH, WIDTH))
    texts = [text for _, text in records(corpus)]
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    write_pairs(output, ((i, j) for i, found in enumerate(index.par_bulk_query(texts))
                         for j in found if i < j))


def refrain_in_python(corpus: str, output: str) -> None:
    """The module of the release build, texts as one list."""
    import refrain
    texts = [text for _, text in records(corpus)]
    write_pairs(output, ((i, j) for i, j, _ in refrain.near_duplicates(texts, threshold=THRESHOLD)))


PEERS = {"refrain-python": refrain_in_python, "datasketch": datasketch, "rensa": rensa,
         "rensa-32-bands": rensa_32_bands, "FastSketchLSH": fast_sketch_lsh, "gaoya": gaoya}


def chunks(corpus: str, size: int = 10000) -> Iterator[list[tuple[str, str]]]:
    source = records(corpus)
    while chunk := list(itertools.islice(source, size)):
        yield chunk


def exact_pairs(corpus: str) -> np.ndarray:
    """All pairs (i < j) with exact Jaccard >= the threshold, as i << 32 | j, sorted."""
    hashes, owners, sizes = [], [], []
    for i, (_, text) in enumerate(records(corpus)):
        own = np.fromiter((hash(s) for s in shingles(text)), dtype=np.int64)
        hashes.append(own)
        owners.append(np.full(len(own), i, dtype=np.int64))
        sizes.append(len(own))
    size = np.array(sizes)
    keys, docs = np.concatenate(hashes), np.concatenate(owners)
    order = np.lexsort((docs, keys))
    keys, docs = keys[order], docs[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    lengths = np.diff(np.append(starts, len(keys)))
    shared: list[np.ndarray] = []
    for length in np.unique(lengths[lengths > 1]):
        rows = docs[starts[lengths == length][:, None] + np.arange(length)]
        for a, b in itertools.combinations(range(length), 2):
            shared.append(rows[:, a] << 32 | rows[:, b])
        if sum(map(len, shared)) > 50_000_000:
            shared = [np.concatenate(shared)]
    pair, count = np.unique(np.concatenate(shared), return_counts=True)
    union = size[pair >> 32] + size[pair & 0xFFFFFFFF] - count
    return pair[count >= THRESHOLD * union - 1e-9]


def read_pairs(path: str) -> np.ndarray:
    text = np.loadtxt(path, dtype=np.int64, ndmin=2)
    if text.size == 0:
        return np.empty(0, dtype=np.int64)
    return np.unique(text[:, 0] << 32 | text[:, 1])


def read_refrain(path: str, number: dict[str, int]) -> np.ndarray:
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith('{"type":"pair"'):
                record = json.loads(line)
                a, b = (number[record[side]["document"]] for side in "ab")
                if a != b:
                    found.append(min(a, b) << 32 | max(a, b))
    return np.unique(np.array(found, dtype=np.int64))


def row(name: str, figures: Figures, base: float, found: np.ndarray, exact: np.ndarray) -> None:
    both = len(np.intersect1d(found, exact, assume_unique=True))
    recall = both / len(exact) if len(exact) else 1
    precision = both / len(found) if len(found) else 1
    print(f"| {name} | {figures.seconds:.2f} | {figures.seconds / base:.1f} | "
          f"{figures.peak_mb:.0f} | {len(found)} | {recall:.4f} | {precision:.4f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("peers", nargs="*", default=[], help=f"of {', '.join(PEERS)}; all")
    parser.add_argument("--oracle-limit", type=int, default=200_000)
    arguments = parser.parse_args()
    for name in arguments.peers:
        if name not in PEERS:
            parser.error(f"no peer {name}: expected one of {', '.join(PEERS)}")
    number = {id_: i for i, (id_, _) in enumerate(records(arguments.corpus))}

    with tempfile.TemporaryDirectory() as scratch:
        ours = os.path.join(scratch, "refrain")
        figures = in_child(command([os.environ["REFRAIN"], "duplicates", arguments.corpus,
                                    "--format", "jsonl", "--threshold", str(THRESHOLD)], ours))
        if figures.status > 1:
            sys.exit("refrain failed")
        found = read_refrain(ours, number)
        exact = exact_pairs(arguments.corpus) if len(number) <= arguments.oracle_limit else found
        print(f"{len(number)} passages, {len(exact)} pairs with Jaccard >= {THRESHOLD}"
              + ("" if len(number) <= arguments.oracle_limit else " (as Refrain found them)"))
        print("| tool | seconds | times Refrain | MB | pairs | recall | precision |")
        print("|---|---|---|---|---|---|---|")
        row("Refrain", figures, figures.seconds, found, exact)
        base = figures.seconds
        for name in arguments.peers or PEERS:
            output = os.path.join(scratch, "pairs")
            figures = in_child(lambda: PEERS[name](arguments.corpus, output))
            if figures.status != 0:
                print(f"| {name} | failed after {figures.seconds:.0f} s | | | | | |")
                continue
            row(name, figures, base, read_pairs(output), exact)


if __name__ == "__main__":
    main()
