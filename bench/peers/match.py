"""For each query the ten most similar texts of a corpus by TF-IDF cosine: seconds and memory.

The peer is scikit-learn's TfidfVectorizer (sublinear tf, smoothed idf over both sides, words by
\\w+) with sparse_dot_topn on two threads. Agreement is the share of queries whose ten scores are
equal to 1e-3 between the two.
"""

import argparse
import collections
import json
import os
import sys
import tempfile

from measure import command, in_child

TOP = 10


def texts(path: str) -> tuple[list[str], list[str]]:
    ids, found = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            ids.append(record["id"])
            found.append(record["text"])
    return ids, found


def scikit_learn(queries: str, corpus: str, output: str) -> None:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn
    query_ids, query_texts = texts(queries)
    corpus_ids, corpus_texts = texts(corpus)
    vectorizer = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\w+", dtype=np.float32)
    vectorizer.fit(corpus_texts + query_texts)
    q, c = vectorizer.transform(query_texts), vectorizer.transform(corpus_texts)
    result = sp_matmul_topn(q, c.T.tocsr(), top_n=TOP, sort=True, n_threads=2)
    with open(output, "w", encoding="utf-8") as file:
        for i, query in enumerate(query_ids):
            for k in range(result.indptr[i], result.indptr[i + 1]):
                file.write(json.dumps({"query": query, "document": corpus_ids[result.indices[k]],
                                       "score": float(result.data[k])}) + "\n")


def scores(path: str) -> dict[str, list[float]]:
    found = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if "query" in record:
                found[record["query"]].append(record["score"])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries")
    parser.add_argument("corpus")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = os.path.join(scratch, "refrain"), os.path.join(scratch, "scikit-learn")
        refrain = in_child(command(
            [os.environ["REFRAIN"], "match", arguments.queries, "--against", arguments.corpus,
             "--scheme", "tfidf", "--top", str(TOP), "--threads", "2", "--format", "jsonl"], ours))
        if refrain.status > 1:
            sys.exit("refrain failed")
        peer = in_child(lambda: scikit_learn(arguments.queries, arguments.corpus, theirs))
        if peer.status != 0:
            sys.exit("scikit-learn failed")
        a, b = scores(ours), scores(theirs)
        same = sum(len(a[q]) == len(b[q]) and
                   all(abs(x - y) <= 1e-3 for x, y in zip(a[q], b[q])) for q in b)
        print("| tool | seconds | times Refrain | CPU seconds | times Refrain | MB | "
              "queries with equal scores |")
        print("|---|---|---|---|---|---|---|")
        for tool, figures, agreement in (("Refrain", refrain, ""),
                                         ("scikit-learn + sparse_dot_topn", peer,
                                          f"{same} of {len(b)}")):
            print(f"| {tool} | {figures.seconds:.2f} | {figures.seconds / refrain.seconds:.1f} | "
                  f"{figures.cpu:.2f} | {figures.cpu / refrain.cpu:.1f} | {figures.peak_mb:.0f} | "
                  f"{agreement} |")


if __name__ == "__main__":
    main()
