"""Codings of two coders matched one to one: the same code on overlapping text of a document.

A coder's own overlapping codings of one code count as one; adjacent ones stay apart. Matched are
as many codings as can be, each at most once (a maximum matching of overlapping intervals).
"""

from __future__ import annotations

import numpy as np

from gtcoder.analysis.spans import CodingSpans, LongArray, own_runs
from gtcoder.analysis.units import NEVER_LOOKED, UnitTable

# Decisions as patterns: both made it, only the first, only the second coder.
DECISIONS = np.array([[1, 1], [1, NEVER_LOOKED], [NEVER_LOOKED, 1]], dtype=np.int32)


def matched_table(spans: CodingSpans, first: int, second: int) -> UnitTable:
    """Return the decisions of two coders, matched and not, in documents that both finished."""
    pair = spans.chosen(
        documents=range(spans.n_documents), codes=range(spans.n_codes), coders=(first, second)
    )
    both = pair.finished.sum(axis=1) == 2
    own = own_runs(pair, adjacent=False)
    cell, coder = np.divmod(own.group, 2)
    kept = both[cell % max(spans.n_documents, 1)]
    width = int(own.end.max(initial=0)) + 1
    left, right = cell * width + own.start, cell * width + own.end
    a, b = kept & (coder == 0), kept & (coder == 1)
    matched = match(left[a], right[a], left[b], right[b])
    totals = [np.bincount(each, minlength=_cells(spans)) for each in (cell[a], cell[b])]
    same = np.bincount(cell[a][matched], minlength=_cells(spans))
    return _table(pair, np.stack((same, totals[0] - same, totals[1] - same), axis=1))


def match(
    left_a: LongArray, right_a: LongArray, left_b: LongArray, right_b: LongArray
) -> LongArray:
    """Return the places in a that are matched one to one with an overlapping span of b.

    Both are disjoint and sorted. Taking the earliest pair that overlaps is optimal: of two such
    spans the one that ends first overlaps no later one, so giving it up gains nothing.
    """
    matched: list[int] = []
    starts_b, ends_b = left_b.tolist(), right_b.tolist()
    total, j = len(starts_b), 0
    for i, (start, end) in enumerate(zip(left_a.tolist(), right_a.tolist(), strict=True)):
        while j < total and ends_b[j] <= start:
            j += 1
        if j < total and starts_b[j] < end:
            matched.append(i)
            j += 1
    return np.array(matched, dtype=np.int64)


def _cells(spans: CodingSpans) -> int:
    return spans.n_codes * spans.n_documents


def _table(pair: CodingSpans, decisions: LongArray) -> UnitTable:
    cell, pattern = np.nonzero(decisions)
    code, document = np.divmod(cell, max(pair.n_documents, 1))
    return UnitTable(
        patterns=DECISIONS,
        base=np.zeros((pair.n_documents, len(DECISIONS))),
        code=code,
        document=document,
        pattern=pattern,
        weight=decisions[cell, pattern],
        n_codes=pair.n_codes,
        looked=pair.finished,
    )


def matched_pairs(first: LongArray, second: LongArray) -> LongArray:
    """Return the places `first` of a largest choice of the pairs in which no place comes twice.

    Pairs are any allowed ones; the choice grows by augmenting paths (Berge 1957), so that none
    larger exists. Sorted.
    """
    allowed: dict[int, list[int]] = {}
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        allowed.setdefault(a, []).append(b)
    of_a: dict[int, int] = {}
    of_b: dict[int, int] = {}
    for a in allowed:
        came: dict[int, int] = {}
        free = _free_end(a, allowed, of_b, came)
        while free is not None:
            partner = came[free]
            previous = of_a.get(partner)
            of_a[partner], of_b[free] = free, partner
            free = previous
    return np.array(sorted(of_a), dtype=np.int64)


def _free_end(
    start: int, allowed: dict[int, list[int]], of_b: dict[int, int], came: dict[int, int]
) -> int | None:
    """Return a free b that `start` reaches by alternating pairs; `came` says from which a."""
    waiting = [start]
    for a in waiting:
        for b in allowed[a]:
            if b in came:
                continue
            came[b] = a
            if b not in of_b:
                return b
            waiting.append(of_b[b])
    return None
