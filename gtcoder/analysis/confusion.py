"""Which code one coder gave where another gave which: code × code over the text they share.

On a stretch of text where both gave the same code, that code agrees and is settled; what is left
of the one coder's codes stands against what is left of the other's, each with each, or against
nothing where nothing is left. So two codes that both coders gave to the same text are no confusion.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gtcoder.analysis.overlapping import overlapping
from gtcoder.analysis.spans import (
    CountedText,
    LongArray,
    TextSpans,
    merge,
    normalise,
    own_runs,
)
from gtcoder.analysis.study import CodedStudy
from gtcoder.errors import NotComputable

NOTHING = "nothing"


class Counted(StrEnum):
    """What a cell of the matrix counts."""

    CHARACTERS = "characters"
    SEGMENTS = "segments"


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """The matrix of two coders: rows the first one's codes, columns the second's, last “nothing”.

    `places` are the passages behind the cells, one row each: cell `row * (codes + 1) + column`,
    document, start and end in its text. Segments are counted as pairs of codings that overlap; the
    cell of nothing and nothing counts characters, and no segments.
    """

    counted: Counted
    coders: tuple[str, str]
    codes: tuple[str, ...]
    documents: tuple[str, ...]
    counts: LongArray
    places: LongArray

    def passages(self, first: str, second: str) -> TextSpans:
        """Return the passages of a cell by the names of its codes (or “nothing”)."""
        labels = (*self.codes, NOTHING)
        cell = labels.index(first) * len(labels) + labels.index(second)
        found = self.places[self.places[:, 0] == cell]
        document, start, end = found[:, 1:].astype(np.int32).T.copy()
        return TextSpans(document, start, end)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One coder's codings on one axis, sorted: code, and `[left, right)`."""

    code: LongArray
    left: LongArray
    right: LongArray


def confusion(
    study: CodedStudy, first: int = 0, second: int = 1, counted: Counted = Counted.CHARACTERS
) -> Confusion:
    """Return the matrix of two coders over the documents that both finished.

    A coder's own overlapping codings of a code are one. Raises NotComputable where there is no
    document that both finished.
    """
    looked = study.spans.finished[:, [first, second]].all(axis=1)
    pair = study.chosen(
        documents=np.flatnonzero(looked).tolist(),
        codes=range(len(study.codes)),
        coders=(first, second),
    )
    if not pair.documents:
        raise NotComputable(
            "There is no document that {first} and {second} have both finished.",
            first=study.coders[first],
            second=study.coders[second],
        )
    width = int(pair.spans.lengths.max(initial=0)) + 1
    sides = _sides(pair, width, adjacent=counted is Counted.CHARACTERS)
    size = len(pair.codes)
    rows = _characters(sides, size) if counted is Counted.CHARACTERS else _segments(sides, size)
    cell, left, right = rows
    amount = right - left if counted is Counted.CHARACTERS else np.ones_like(left)
    counts = np.bincount(cell, weights=amount, minlength=(size + 1) ** 2).astype(np.int64)
    if counted is Counted.CHARACTERS:
        counts[-1] = _uncoded(pair, sides)
    document = left // width
    places = np.stack((cell, document, left - document * width, right - document * width), axis=1)
    if counted is Counted.CHARACTERS:
        places = _joined(places, len(pair.documents))
    return Confusion(
        counted,
        (pair.coders[0], pair.coders[1]),
        pair.codes,
        pair.documents,
        counts.reshape(size + 1, size + 1),
        _on_text(pair, places),
    )


def _sides(pair: CodedStudy, width: int, *, adjacent: bool) -> tuple[_Side, _Side]:
    own = own_runs(pair.spans, adjacent=adjacent)
    cell, coder = np.divmod(own.group, 2)
    code, document = np.divmod(cell, max(pair.spans.n_documents, 1))
    left, right = document * width + own.start, document * width + own.end
    first, second = (_Side(code[coder == g], left[coder == g], right[coder == g]) for g in (0, 1))
    return first, second


_Rows = tuple[LongArray, LongArray, LongArray]


def _characters(sides: tuple[_Side, _Side], size: int) -> _Rows:
    """Return cell, left and right of every stretch with the same codes on it."""
    edges = np.unique(np.concatenate([x for side in sides for x in (side.left, side.right)]))
    held = [_stretches(side, edges) for side in sides]
    keys = [piece * size + code for piece, code in held]
    same = np.intersect1d(keys[0], keys[1])
    left = [np.setdiff1d(key, same) for key in keys]
    piece, a, b = _against(left[0], left[1], size)
    agreed_piece, agreed = np.divmod(same, size)
    pieces = np.concatenate((agreed_piece, piece))
    cell = np.concatenate((agreed, a)) * (size + 1) + np.concatenate((agreed, b))
    return cell, edges[pieces], edges[np.minimum(pieces + 1, len(edges) - 1)]


def _stretches(side: _Side, edges: LongArray) -> tuple[LongArray, LongArray]:
    """Return the stretches between edges that each coding covers, and its code."""
    first = np.searchsorted(edges, side.left)
    number = np.searchsorted(edges, side.right) - first
    row = np.repeat(np.arange(len(first)), number)
    step = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    return first[row] + step, side.code[row]


def _against(
    first: LongArray, second: LongArray, size: int
) -> tuple[LongArray, LongArray, LongArray]:
    """Return pairs of codes of one piece, of `piece * size + code`, alone against `size`."""
    piece_a, a = np.divmod(first, size)
    piece_b, b = np.divmod(second, size)
    low = np.searchsorted(piece_b, piece_a, side="left")
    number = np.searchsorted(piece_b, piece_a, side="right") - low
    row = np.repeat(np.arange(len(a)), number)
    step = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    other = low[row] + step
    alone_a, alone_b = number == 0, ~np.isin(piece_b, piece_a)
    nothing_a, nothing_b = (np.full(int(alone.sum()), size) for alone in (alone_a, alone_b))
    return (
        np.concatenate((piece_a[row], piece_a[alone_a], piece_b[alone_b])),
        np.concatenate((a[row], a[alone_a], nothing_b)),
        np.concatenate((b[other], nothing_a, b[alone_b])),
    )


def _segments(sides: tuple[_Side, _Side], size: int) -> _Rows:
    """Return cell, left and right of every pair of codings that overlap, and of those alone.

    Codings that overlap one of the same code of the other coder are settled by it.
    """
    mine, theirs = sides
    pairs = overlapping(mine.left, mine.right, theirs.left, theirs.right)
    same = mine.code[pairs.first] == theirs.code[pairs.second]
    settled_a = np.isin(np.arange(len(mine.code)), pairs.first[same])
    settled_b = np.isin(np.arange(len(theirs.code)), pairs.second[same])
    kept = same | ~(settled_a[pairs.first] | settled_b[pairs.second])
    a, b = pairs.first[kept], pairs.second[kept]
    alone_a = np.setdiff1d(np.flatnonzero(~settled_a), a)
    alone_b = np.setdiff1d(np.flatnonzero(~settled_b), b)
    nothing_a, nothing_b = np.full(len(alone_a), size), np.full(len(alone_b), size)
    row = np.concatenate((mine.code[a], mine.code[alone_a], nothing_b))
    column = np.concatenate((theirs.code[b], nothing_a, theirs.code[alone_b]))
    both = np.maximum(mine.left[a], theirs.left[b]), np.minimum(mine.right[a], theirs.right[b])
    left = np.concatenate((both[0], mine.left[alone_a], theirs.left[alone_b]))
    right = np.concatenate((both[1], mine.right[alone_a], theirs.right[alone_b]))
    return row * (size + 1) + column, left, right


def _joined(places: LongArray, documents: int) -> LongArray:
    """Return the passages in one piece each: ends of other codes that cut them tell nothing."""
    runs = merge(places[:, 0] * documents + places[:, 1], places[:, 2], places[:, 3])
    cell, document = np.divmod(runs.group, documents)
    return np.stack((cell, document, runs.start, runs.end), axis=1)


def _uncoded(pair: CodedStudy, sides: tuple[_Side, _Side]) -> int:
    """Return how many of the characters that count nobody coded."""
    left = np.concatenate([side.left for side in sides])
    right = np.concatenate([side.right for side in sides])
    coded = merge(np.zeros_like(left), left, right)
    return int(CountedText.of(pair.spans).sizes.sum() - coded.length.sum())


def _on_text(pair: CodedStudy, places: LongArray) -> LongArray:
    """Return the passages on the whole text, cut where text that does not count lies between."""
    if pair.spans.counted is None or not len(places):
        return places
    counted = normalise(pair.spans.counted)
    rows: list[LongArray] = []
    for document in np.unique(places[:, 1]).tolist():
        mine = places[places[:, 1] == document]
        start, end = (x[counted.group == document] for x in (counted.start, counted.end))
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(end - start)))
        pairs = overlapping(mine[:, 2], mine[:, 3], before[:-1], before[1:])
        left = np.maximum(mine[pairs.first, 2], before[pairs.second])
        shift = start[pairs.second] - before[pairs.second]
        head = mine[pairs.first, :2]
        ends = left + pairs.shared
        rows.append(np.column_stack((head, left + shift, ends + shift)))
    found: LongArray = np.concatenate(rows)
    return found
