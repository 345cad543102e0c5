"""Refrain finds what a pile of documents keeps saying.

    import refrain
    for i, j, jaccard in refrain.near_duplicates(texts): ...

    engine = refrain.Engine()
    engine.read("speeches/")
    for point in engine.talking_points(): ...

Offsets named begin and end count bytes of UTF-8; begin_char and end_char count as Python does:
`range.whole.text[range.begin_char:range.end_char] == range.text`.
"""

from collections.abc import Sequence as _Sequence

from ._refrain import (
    Cluster, Clusters, Comparison, Difference, Document, Documents, Duplicates, Engine, Limit,
    Match, Matches, Member, Occurrence, Pair, Pairs, Range, Removal, Removals, Skipped, Span,
    Spans, TalkingPoint, TalkingPoints, TextPairs, __version__, deduplicate, near_duplicates)

__all__ = [
    "Cluster", "Clusters", "Comparison", "Difference", "Document", "Documents", "Duplicates",
    "Engine", "Limit", "Match", "Matches", "Member", "Occurrence", "Pair", "Pairs", "Range",
    "Removal", "Removals", "Skipped", "Span", "Spans", "TalkingPoint", "TalkingPoints",
    "TextPairs", "__version__", "compare", "deduplicate", "near_duplicates"]


def compare(a: str, b: str, *, min_chars: int = 50, threads: int = 0) -> Comparison:
    """Two strings side by side: a Comparison of documents called "a" and "b"."""
    engine = Engine(min_chars=min_chars, threads=threads)
    engine.add("a", a)
    engine.add("b", b)
    return engine.compare("a", "b")


for _class in (Clusters, Documents, Matches, Pairs, Removals, Spans, TalkingPoints, TextPairs):
    _Sequence.register(_class)
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__  # as users know it
