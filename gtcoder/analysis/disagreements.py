"""Where coders of one round disagree: boundaries, omissions and confusions, each counted once.

Of a document only those count who finished it, and only documents that two or more finished.

- **Agreement**: all of them gave the same code to the same stretch, end for end. Such codings are
  set aside first.
- The other codings of a code whose stretches overlap, by whomever, are one **answer**: what is said
  of that code there, and by whom. Stretches that only touch do not overlap.
- **Confusion**: answers with other codes over overlapping text, of which no coder gave two. They
  are joined two by two, those within one domain first, then those that share the most text, then
  in the order of the text; with more than two coders a third answer joins where it, too, is of
  somebody else. Each answer stands in one disagreement only.
- **Boundary**: an answer that is in no confusion, given by two coders or more with other ends.
- **Omission**: any other answer. Those who gave it agree on it end for end; the rest gave nothing
  to that text that is not accounted for by an agreement, a boundary or another confusion.

So a code that one coder gave beside a code on which both agree is an omission of the other, and
not a confusion of the two codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import BoolArray, CodingSpans, IntArray, LongArray
from gtcoder.vocabulary import DisagreementKind

KINDS = (DisagreementKind.BOUNDARY, DisagreementKind.OMISSION, DisagreementKind.CONFUSION)
_BOUNDARY, _OMISSION, _CONFUSION = range(3)
_AT_ONCE = 4_000_000  # pairs of answers looked at together, which bounds the memory


@dataclass(frozen=True, slots=True, eq=False)
class Disagreements:
    """Disagreements by document, start, end, kind and code.

    `kind` is the place in `KINDS`; `[start, end)` is all the text that any coding of it covers. The
    codings of disagreement i are `coding[first[i] : first[i + 1]]`, rows of the spans they were
    found in, in the order of coder, start, end and code. `agreed` marks the rows of codings that
    all who finished the document made alike.
    """

    document: IntArray
    start: IntArray
    end: IntArray
    kind: IntArray
    first: LongArray
    coding: LongArray
    agreed: BoolArray

    def __len__(self) -> int:
        return len(self.start)

    def codings(self, place: int) -> list[int]:
        """Return the rows of the codings that one disagreement is about."""
        rows: list[int] = self.coding[self.first[place] : self.first[place + 1]].tolist()
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """Answers as columns: who gave them, over which text, and whether with the same ends.

    `of_row` is the answer of each coding, or −1.
    """

    document: LongArray
    code: LongArray
    start: LongArray
    end: LongArray
    who: LongArray
    alike: BoolArray
    of_row: LongArray

    def __len__(self) -> int:
        return len(self.start)


def disagreements(spans: CodingSpans, domain: IntArray | None = None) -> Disagreements:
    """Return the disagreements of the coders; `domain` names each code's domain, −1 for none.

    Cost: sorts of the codings, and of the pairs of answers with other codes that overlap.
    """
    agreed, answers = _answers(spans)
    group = _confused(answers, np.full(spans.n_codes, -1, np.int32) if domain is None else domain)
    size = np.bincount(group, minlength=len(answers))
    kind = np.where(
        size[group] > 1, _CONFUSION, np.where(answers.alike, _OMISSION, _BOUNDARY)
    ).astype(np.int32)
    return _in_order(spans, agreed, answers, group, kind)


def _answers(spans: CodingSpans) -> tuple[BoolArray, _Answers]:
    """Return which codings all agree on, and the others gathered by code and overlap."""
    bits = np.int64(1) << np.arange(spans.n_coders, dtype=np.int64)
    finished = spans.finished
    every = np.where(finished, bits, 0).sum(axis=1).astype(np.int64)
    several = finished.sum(axis=1) > 1
    rows = np.flatnonzero(several[spans.document] & finished[spans.document, spans.coder])
    keys = (spans.end, spans.start, spans.code, spans.document)
    rows = rows[np.lexsort(tuple(key[rows] for key in keys))]
    end, start, code, document = (key[rows].astype(np.int64) for key in keys)
    first, stretch = _runs(document, code, start, end)
    who = _united(bits[spans.coder[rows]], first)
    alike = who == every[document[first]]
    agreed = np.zeros(len(spans), dtype=np.bool_)
    agreed[rows[alike[stretch]]] = True
    left = np.flatnonzero(~alike)
    place = first[left]
    begins, answer = _overlapping(document[place], code[place], start[place], end[place])
    of_stretch = np.full(len(first), -1, dtype=np.int64)
    of_stretch[left] = answer
    of_row = np.full(len(spans), -1, dtype=np.int64)
    of_row[rows] = of_stretch[stretch]
    head = place[begins]
    whole = _united(who[left], begins)
    common = np.bitwise_and.reduceat(who[left], begins) if len(begins) else whole
    reach = np.maximum.reduceat(end[place], begins) if len(begins) else whole
    return agreed, _Answers(
        document[head], code[head], start[head], reach, whole, common == whole, of_row
    )


def _runs(*columns: LongArray) -> tuple[LongArray, LongArray]:
    """Return where equal rows of sorted columns begin, and the number of the run of each row."""
    new = np.ones(len(columns[0]), dtype=np.bool_)
    new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new), np.cumsum(new) - 1


def _united(bits: LongArray, first: LongArray) -> LongArray:
    return np.bitwise_or.reduceat(bits, first) if len(first) else bits[:0]


def _overlapping(
    document: LongArray, code: LongArray, start: LongArray, end: LongArray
) -> tuple[LongArray, LongArray]:
    """Gather sorted stretches of one document and code that overlap; return as `_runs` does."""
    if not len(start):
        return start, start
    _, line = _runs(document, code)
    width = int(end.max()) + 1
    reach = np.maximum.accumulate(line * width + end)
    new = np.ones(len(start), dtype=np.bool_)
    new[1:] = (line * width + start)[1:] >= reach[:-1]
    return np.flatnonzero(new), np.cumsum(new) - 1


def _confused(answers: _Answers, domain: IntArray) -> LongArray:
    """Return for each answer the number of its disagreement, that of its first answer.

    The best pair of all is joined first, then the best that is left. Pairs that are best for both
    of their sides are joined at once, which comes to the same.
    """
    group = np.arange(len(answers), dtype=np.int64)
    who = answers.who.copy()
    one, other = _ranked_pairs(answers, domain)
    while len(one):
        a, b = group[one], group[other]
        kept = (a != b) & ((who[a] & who[b]) == 0)
        one, other, a, b = one[kept], other[kept], a[kept], b[kept]
        rank = np.arange(len(one))
        best = np.minimum(_lowest(a, rank, len(answers)), _lowest(b, rank, len(answers)))
        won = (best[a] == rank) & (best[b] == rank)
        low, high = np.minimum(a[won], b[won]), np.maximum(a[won], b[won])
        who[low] |= who[high]
        into = np.arange(len(answers), dtype=np.int64)
        into[high] = low
        group = into[group]
    return group


def _lowest(of: LongArray, rank: LongArray, size: int) -> LongArray:
    """Return the lowest rank of each answer; of ranks written to one place the last one stays."""
    lowest = np.full(size, len(rank), dtype=np.int64)
    lowest[of[::-1]] = rank[::-1]
    return lowest


def _ranked_pairs(answers: _Answers, domain: IntArray) -> tuple[LongArray, LongArray]:
    """Return the pairs of answers that may be a confusion, the closest first."""
    order = np.lexsort((answers.code, answers.end, answers.start, answers.document))
    found = list(_pairs(answers, order))
    if not found:
        return order[:0], order[:0]
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    shared = np.minimum(answers.end[one], answers.end[other]) - answers.start[other]
    mine, theirs = domain[answers.code[one]], domain[answers.code[other]]
    apart = (mine < 0) | (mine != theirs)
    widest = int(shared.max(initial=0)) + 1
    # The pairs stand in the order of the text, so their place decides between equals.
    key = ((apart * widest + widest - shared) << 32) + np.arange(len(one))
    key.sort()
    rank = key & 0xFFFFFFFF
    return one[rank], other[rank]


def _pairs(answers: _Answers, order: LongArray) -> Iterator[tuple[LongArray, LongArray]]:
    """Yield pairs of overlapping answers of different coders only, the earlier one first."""
    if not len(order):
        return
    width = int(answers.end.max()) + 1
    left = (answers.document * width + answers.start)[order]
    until = np.searchsorted(left, (answers.document * width + answers.end)[order])
    count = until - np.arange(len(order)) - 1
    total = np.cumsum(count)
    begin = 0
    while begin < len(order):
        before = total[begin] - count[begin]
        stop = max(int(np.searchsorted(total, before + _AT_ONCE, side="right")), begin + 1)
        part = count[begin:stop]
        one = np.repeat(np.arange(begin, stop), part)
        step = np.arange(len(one)) - np.repeat(np.cumsum(part) - part, part)
        first, second = order[one], order[one + 1 + step]
        kept = (answers.who[first] & answers.who[second]) == 0
        kept &= answers.code[first] != answers.code[second]
        yield first[kept], second[kept]
        begin = stop


def _in_order(
    spans: CodingSpans, agreed: BoolArray, answers: _Answers, group: LongArray, kind: IntArray
) -> Disagreements:
    head = np.flatnonzero(group == np.arange(len(group)))
    start, end = answers.start.copy(), answers.end.copy()
    code = answers.code.copy()
    np.minimum.at(start, group, answers.start)
    np.maximum.at(end, group, answers.end)
    np.minimum.at(code, group, answers.code)
    keys = (code, kind, end, start, answers.document)
    head = head[np.lexsort(tuple(key[head] for key in keys))]
    number = np.full(len(group), -1, dtype=np.int64)
    number[head] = np.arange(len(head))
    rows = np.flatnonzero(answers.of_row >= 0)
    of = number[group[answers.of_row[rows]]]
    sort = np.lexsort((spans.code[rows], spans.end[rows], spans.start[rows], spans.coder[rows], of))
    return Disagreements(
        document=answers.document[head].astype(np.int32),
        start=start[head].astype(np.int32),
        end=end[head].astype(np.int32),
        kind=kind[head],
        first=np.concatenate([[0], np.cumsum(np.bincount(of, minlength=len(head)))]),
        coding=rows[sort],
        agreed=agreed,
    )
