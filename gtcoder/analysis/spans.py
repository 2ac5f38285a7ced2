"""Spans over documents: merged, measured and swept by their ends, never by their characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gtcoder.errors import InvalidInput

IntArray = NDArray[np.int32]
LongArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

MOST_CODERS = 50  # the state of a sweep is one bit a coder in a 64-bit number


@dataclass(frozen=True, slots=True, eq=False)
class TextSpans:
    """Spans `[start, end)` of documents 0..n-1: units of coding, or the text that counts."""

    document: IntArray
    start: IntArray
    end: IntArray

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class CodingSpans:
    """Codings as columns: coding i is `[start, end)` of a document, with a code, by a coder.

    Documents, codes and coders are indexes 0..n-1; `lengths` holds the characters of each
    document. `counted` restricts every table to that text (participants' turns only, say); None
    counts all of it. `looked` (documents × coders) says who finished which document: where a coder
    did not, nothing is known, which is missing and never “no”, and codings there are left out.
    None: everybody finished everything.
    """

    document: IntArray
    code: IntArray
    coder: IntArray
    start: IntArray
    end: IntArray
    lengths: IntArray
    n_codes: int
    n_coders: int
    counted: TextSpans | None = None
    looked: BoolArray | None = None

    def __post_init__(self) -> None:
        """Raise InvalidInput, naming the row, where a coding does not fit its document."""
        _check_codings(self)

    def __len__(self) -> int:
        return len(self.start)

    @property
    def n_documents(self) -> int:
        """Number of documents."""
        return len(self.lengths)

    @property
    def finished(self) -> BoolArray:
        """Who finished which document, documents × coders."""
        if self.looked is not None:
            return self.looked
        return np.ones((self.n_documents, self.n_coders), dtype=np.bool_)

    def chosen(
        self, *, documents: Sequence[int], codes: Sequence[int], coders: Sequence[int]
    ) -> CodingSpans:
        """Return the codings of some documents, codes and coders, renumbered in the given order."""
        place_d = _places(documents, self.n_documents)
        place_k = _places(codes, self.n_codes)
        place_g = _places(coders, self.n_coders)
        document, code, coder = place_d[self.document], place_k[self.code], place_g[self.coder]
        kept = (document >= 0) & (code >= 0) & (coder >= 0)
        rows = np.asarray(documents, dtype=np.intp)
        columns = np.asarray(coders, dtype=np.intp)
        return CodingSpans(
            document=document[kept],
            code=code[kept],
            coder=coder[kept],
            start=self.start[kept],
            end=self.end[kept],
            lengths=self.lengths[rows],
            n_codes=len(codes),
            n_coders=len(coders),
            counted=None if self.counted is None else chosen_spans(self.counted, place_d),
            looked=None if self.looked is None else self.looked[np.ix_(rows, columns)],
        )

    def counting_only(self, counted: TextSpans) -> CodingSpans:
        """Return the same codings with `counted` as the text that counts."""
        return replace(self, counted=counted)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs `[start, end)` of one value within groups, sorted by group and start."""

    group: LongArray
    start: LongArray
    end: LongArray
    value: LongArray

    @property
    def length(self) -> LongArray:
        """Length of each run."""
        return self.end - self.start


def merge(group: LongArray, start: LongArray, end: LongArray, *, adjacent: bool = True) -> Runs:
    """Merge the overlapping spans of each group, and adjacent ones too unless `adjacent` is False.

    Returns disjoint runs of value 1, sorted. Positions are >= 0, spans not empty.
    """
    if not len(start):
        return _runs(group, start, end, group)
    width = int(end.max()) + 1
    left = group * width + start
    order = np.argsort(left)
    left = left[order]
    reach = np.maximum.accumulate((group * width + end)[order])
    opens = np.ones(len(left), dtype=np.bool_)
    opens[1:] = left[1:] > reach[:-1] if adjacent else left[1:] >= reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(left)) - 1
    groups = left[first] // width
    return _runs(groups, left[first] - groups * width, reach[last] - groups * width, groups * 0 + 1)


def sweep(group: LongArray, start: LongArray, end: LongArray, bit: LongArray) -> Runs:
    """Cut each group at every end of a span; the value of a run is the sum of the bits over it.

    Spans of one group and bit must be disjoint (see `merge`), so that the sum is the set of those
    present. Stretches without any span are left out. Cost: one sort of the 2n ends.
    """
    if not len(start):
        return _runs(group, start, end, bit)
    width = int(end.max()) + 1
    edges = np.concatenate((group * width + start, group * width + end))
    order = np.argsort(edges)
    edges = edges[order]
    state = np.cumsum(np.concatenate((bit, -bit))[order])[:-1]
    kept = np.flatnonzero((state != 0) & (edges[1:] > edges[:-1]))
    groups = edges[kept] // width
    offset = groups * width
    return _runs(groups, edges[kept] - offset, edges[kept + 1] - offset, state[kept])


def covered_before(start: LongArray, end: LongArray, position: LongArray) -> LongArray:
    """Return how much of the disjoint sorted spans lies before each position."""
    if not len(start):
        return np.zeros(len(position), dtype=np.int64)
    before = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(end - start)))
    behind = np.searchsorted(start, position, side="right")
    last = np.maximum(behind - 1, 0)
    inside = np.minimum(position, end[last]) - start[last]
    return np.where(behind > 0, before[last] + inside, 0)


def intersection_length(a: TextSpans, b: TextSpans) -> int:
    """Return the number of characters covered by both, each span set merged first."""
    return int(intersect(a, b).length.sum())


def intersect(a: TextSpans, b: TextSpans) -> Runs:
    """Return the text covered by both; the group of a run is its document."""
    first, second = normalise(a), normalise(b)
    both = sweep(
        np.concatenate((first.group, second.group)),
        np.concatenate((first.start, second.start)),
        np.concatenate((first.end, second.end)),
        np.concatenate((first.value, second.value * 2)),
    )
    kept = both.value == 3
    return _runs(both.group[kept], both.start[kept], both.end[kept], both.value[kept])


def normalise(spans: TextSpans) -> Runs:
    """Return the spans merged within their documents and sorted; empty ones are dropped."""
    kept = spans.end > spans.start
    return merge(_long(spans.document[kept]), _long(spans.start[kept]), _long(spans.end[kept]))


def text_spans(runs: Runs) -> TextSpans:
    """Return runs whose group is the document as spans of text."""
    return TextSpans(
        document=runs.group.astype(np.int32),
        start=runs.start.astype(np.int32),
        end=runs.end.astype(np.int32),
    )


def coded_text(spans: CodingSpans) -> TextSpans:
    """Return the counted text that at least one coder who finished the document coded at all."""
    kept = spans.finished[spans.document, spans.coder]
    coded = TextSpans(spans.document[kept], spans.start[kept], spans.end[kept])
    if spans.counted is None:
        return text_spans(normalise(coded))
    return text_spans(intersect(coded, spans.counted))


@dataclass(frozen=True, slots=True, eq=False)
class CountedText:
    """The text that counts, closed up: what lies outside has no length on its axis.

    Lengths of overlaps stay what they are, so a table over part of the text is the same work as
    one over all of it.
    """

    sizes: LongArray
    _starts: LongArray | None
    _ends: LongArray | None
    _origin: LongArray
    _before: LongArray

    @classmethod
    def of(cls, spans: CodingSpans) -> CountedText:
        """Return the axis of the codings' documents."""
        lengths = _long(spans.lengths)
        origin = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths + 1)))
        if spans.counted is None:
            return cls(lengths, None, None, origin[:-1], origin[:-1])
        counted = normalise(spans.counted)
        starts, ends = origin[counted.group] + counted.start, origin[counted.group] + counted.end
        before = covered_before(starts, ends, origin)
        return cls(np.diff(before), starts, ends, origin[:-1], before[:-1])

    def place(self, document: IntArray, position: IntArray) -> LongArray:
        """Return the number of counted characters of the document before each position."""
        if self._starts is None or self._ends is None:
            return _long(position)
        flat = self._origin[document] + position
        return covered_before(self._starts, self._ends, flat) - self._before[document]


def own_runs(spans: CodingSpans, *, adjacent: bool = True) -> Runs:
    """Return the counted text of each (code, document, coder), its own overlaps merged.

    The group is `(code * documents + document) * coders + coder`; positions lie on the axis of
    `CountedText`. Codings outside the counted text or by a coder who did not finish the document
    are left out.
    """
    axis = CountedText.of(spans)
    start, end = axis.place(spans.document, spans.start), axis.place(spans.document, spans.end)
    kept = end > start
    if spans.looked is not None:
        kept &= spans.looked[spans.document, spans.coder]
    cell = _long(spans.code[kept]) * spans.n_documents + spans.document[kept]
    group = cell * spans.n_coders + spans.coder[kept]
    return merge(group, start[kept], end[kept], adjacent=adjacent)


def chosen_spans(spans: TextSpans, place: IntArray) -> TextSpans:
    """Return the spans of the documents that have a new place >= 0, renumbered."""
    document = place[spans.document]
    kept = document >= 0
    return TextSpans(document[kept], spans.start[kept], spans.end[kept])


def _places(chosen: Sequence[int], total: int) -> IntArray:
    place = np.full(total, -1, dtype=np.int32)
    place[np.asarray(chosen, dtype=np.intp)] = np.arange(len(chosen), dtype=np.int32)
    return place


def _long(values: NDArray[np.int32]) -> LongArray:
    return values.astype(np.int64)


def _runs(group: LongArray, start: LongArray, end: LongArray, value: LongArray) -> Runs:
    return Runs(group=group, start=start, end=end, value=value)


def _check_codings(spans: CodingSpans) -> None:
    if spans.n_coders > MOST_CODERS:
        raise InvalidInput(
            "{coders} coders at once are more than the {most} a comparison of spans can take. "
            "Choose fewer coders.",
            coders=spans.n_coders,
            most=MOST_CODERS,
        )
    if not len(spans):
        return
    indexes = (
        (spans.document, spans.n_documents),
        (spans.code, spans.n_codes),
        (spans.coder, spans.n_coders),
    )
    if any(int(column.min()) < 0 or int(column.max()) >= total for column, total in indexes):
        raise InvalidInput("A coding names a document, code or coder that is not among the given.")
    wrong = (spans.start < 0) | (spans.end <= spans.start)
    wrong |= spans.end > spans.lengths[spans.document]
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidInput(
            "Coding {row} does not fit its document: [{start}, {end}) of {length} characters. "
            "A span starts at 0 or later, is not empty and ends with the text at the latest.",
            row=row + 1,
            start=int(spans.start[row]),
            end=int(spans.end[row]),
            length=int(spans.lengths[spans.document[row]]),
        )
