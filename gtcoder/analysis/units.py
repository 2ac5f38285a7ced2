"""Codings and a unit of coding become weighted units × coders, for every code at once.

Whatever the unit, the table has the same shape: rows are patterns (who applied the code, who
looked and did not, who never looked) and a pattern has a weight, its number of units. Characters
come as run lengths, so a million of them cost no more than the ends of the spans on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.spans import (
    BoolArray,
    CodingSpans,
    CountedText,
    FloatArray,
    LongArray,
    Runs,
    TextSpans,
    covered_before,
    normalise,
    own_runs,
    sweep,
)
from gtcoder.errors import InvalidInput

NEVER_LOOKED = -1


@dataclass(frozen=True, slots=True)
class Touch:
    """When a coding touches a unit: it covers a share of it, at least or more than `share`."""

    share: Fraction
    strict: bool

    @property
    def text(self) -> str:
        """The rule in words."""
        if self == ANY_OVERLAP:
            return "any overlap"
        if self == MAJORITY:
            return "majority of the unit"
        return f"at least {float(self.share):.6g} of the unit"

    def holds(self, covered: LongArray, length: LongArray) -> BoolArray:
        """Return whether each cover suffices, in integers: 9 of 10 is at least .9."""
        left = covered * self.share.denominator
        right = length * self.share.numerator
        return left > right if self.strict else left >= right


ANY_OVERLAP = Touch(Fraction(0), strict=True)
MAJORITY = Touch(Fraction(1, 2), strict=True)


def at_least(share: float) -> Touch:
    """Return the rule “at least this share of the unit”, exact to the printed decimals."""
    exact = Fraction(repr(float(share)))
    if not 0 < exact <= 1:
        raise InvalidInput(
            "A share of a unit lies above 0 and up to 1, not at {share}.", share=share
        )
    return Touch(exact.limit_denominator(10**6), strict=False)


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """One table units × coders for each code and document, kept as patterns and their weights.

    `patterns` (patterns × coders): 1 applied, 0 looked at and not applied, -1 never looked. `base`
    (documents × patterns) is the table of a code that nobody applied; the columns `code`,
    `document`, `pattern`, `weight`, sorted by code, are what each code adds to it, the units taken
    from the blank pattern as negative weights.
    """

    patterns: NDArray[np.int32]
    base: FloatArray
    code: LongArray
    document: LongArray
    pattern: LongArray
    weight: LongArray
    n_codes: int
    looked: BoolArray

    @property
    def n_documents(self) -> int:
        """Number of documents."""
        return len(self.base)

    def by_code(self) -> FloatArray:
        """Return the weights of each code over all documents, codes × patterns."""
        blank: FloatArray = self.base.sum(axis=0)
        return blank + self._binned(self.code, self.n_codes)

    def by_document(self) -> FloatArray:
        """Return the weights of each document pooled over all codes, documents × patterns."""
        return self.base * self.n_codes + self._binned(self.document, self.n_documents)

    def changes(self, code: int) -> tuple[NDArray[np.intp], FloatArray]:
        """Return the documents a code changes and by how much, changed documents × patterns."""
        first, last = np.searchsorted(self.code, (code, code + 1))
        width = len(self.patterns)
        cells = self.document[first:last] * width + self.pattern[first:last]
        added = _sums(cells, self.weight[first:last], (self.n_documents, width))
        documents = np.flatnonzero(added.any(axis=1))
        return documents, added[documents]

    def of(self, coders: Sequence[int]) -> UnitTable:
        """Return the table of some of the coders."""
        columns = list(coders)
        return UnitTable(
            patterns=self.patterns[:, columns],
            base=self.base,
            code=self.code,
            document=self.document,
            pattern=self.pattern,
            weight=self.weight,
            n_codes=self.n_codes,
            looked=self.looked[:, columns],
        )

    def within(self, documents: Sequence[int]) -> UnitTable:
        """Return the table of some of the documents."""
        place = np.full(self.n_documents, -1, dtype=np.int64)
        place[np.asarray(documents, dtype=np.intp)] = np.arange(len(documents))
        kept = place[self.document] >= 0
        return UnitTable(
            patterns=self.patterns,
            base=self.base[list(documents)],
            code=self.code[kept],
            document=place[self.document[kept]],
            pattern=self.pattern[kept],
            weight=self.weight[kept],
            n_codes=self.n_codes,
            looked=self.looked[list(documents)],
        )

    def _binned(self, group: LongArray, groups: int) -> FloatArray:
        width = len(self.patterns)
        return _sums(group * width + self.pattern, self.weight, (groups, width))


def _sums(cells: LongArray, weights: LongArray, shape: tuple[int, int]) -> FloatArray:
    sums = np.bincount(cells, weights=weights, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


def character_table(spans: CodingSpans) -> UnitTable:
    """Return the table whose units are the counted characters, from run lengths."""
    own = own_runs(spans)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    runs = sweep(cell, own.start, own.end, np.left_shift(1, coder))
    return pattern_table(spans, runs.group, runs.value, runs.length, CountedText.of(spans).sizes)


def unit_table(spans: CodingSpans, units: TextSpans, touch: Touch = ANY_OVERLAP) -> UnitTable:
    """Return the table whose units are turns, sentences, words … given as spans of each document.

    A unit counts once, whatever its length; its length is that of its counted text, and one
    without any is no unit. A coder's own codings of one code are merged before the rule `touch` is
    asked. Raises InvalidInput where units overlap.
    """
    applied = applications(spans, units, touch)
    document = applied.units.group
    unit = applied.code * len(document) + applied.unit
    first = np.flatnonzero(np.diff(unit, prepend=-1))
    state = np.add.reduceat(np.left_shift(1, applied.coder), first) if len(first) else unit
    cell = applied.code[first] * spans.n_documents + document[applied.unit[first]]
    sizes = np.bincount(document, minlength=spans.n_documents)
    return pattern_table(spans, cell, state, np.ones_like(cell), sizes)


@dataclass(frozen=True, slots=True, eq=False)
class Applications:
    """Which coder applied which code to which of the `units`, sorted by code, unit and coder."""

    units: Runs
    code: LongArray
    unit: LongArray
    coder: LongArray


def applications(spans: CodingSpans, units: TextSpans, touch: Touch) -> Applications:
    """Return the codes applied to units by the rule `touch`.

    The units come on the axis of the counted text, their document as the group; those without any
    such text are left out. Raises InvalidInput where units overlap.
    """
    placed = _placed(spans, units)
    covered = _covered(spans, own_runs(spans), placed)
    cell, coder = np.divmod(covered.group, max(spans.n_coders, 1))
    code, unit = np.divmod(cell, max(len(placed.start), 1))
    kept = touch.holds(covered.value, placed.length[unit])
    return Applications(placed, code[kept], unit[kept], coder[kept])


def touched(units: TextSpans, text: TextSpans) -> TextSpans:
    """Return the units that share at least one character with the text."""
    runs = normalise(text)
    width = int(max(units.end.max(initial=0), runs.end.max(initial=0))) + 1
    starts, ends = runs.group * width + runs.start, runs.group * width + runs.end
    origin = units.document.astype(np.int64) * width
    before = covered_before(starts, ends, origin + units.start)
    kept = covered_before(starts, ends, origin + units.end) > before
    return TextSpans(units.document[kept], units.start[kept], units.end[kept])


def whole_documents(spans: CodingSpans) -> TextSpans:
    """Return each document as one unit."""
    document = np.arange(spans.n_documents, dtype=np.int32)
    return TextSpans(document, np.zeros_like(document), spans.lengths.astype(np.int32))


def _placed(spans: CodingSpans, units: TextSpans) -> Runs:
    """Return the units on the axis of the counted text, sorted, those without length dropped."""
    order = np.lexsort((units.start, units.document))
    document, start, end = units.document[order], units.start[order], units.end[order]
    same = document[1:] == document[:-1]
    if (same & (start[1:] < end[:-1])).any():
        raise InvalidInput("Units of coding must not overlap within a document.")
    axis = CountedText.of(spans)
    left, right = axis.place(document, start), axis.place(document, end)
    kept = right > left
    group = document[kept].astype(np.int64)
    return Runs(group=group, start=left[kept], end=right[kept], value=np.ones_like(group))


def _covered(spans: CodingSpans, own: Runs, units: Runs) -> Runs:
    """Return how much of each unit each coder's code covers, as the value.

    The group is `(code * units + unit) * coders + coder`, ascending.
    """
    total = len(units.start)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    width = int(max(own.end.max(initial=0), units.end.max(initial=0))) + 1
    left, right = document * width + own.start, document * width + own.end
    unit_left, unit_right = units.group * width + units.start, units.group * width + units.end
    first = np.searchsorted(unit_right, left, side="right")
    number = np.maximum(np.searchsorted(unit_left, right, side="left") - first, 0)
    row = np.repeat(np.arange(len(left)), number)
    unit = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    cover = np.minimum(right[row], unit_right[unit]) - np.maximum(left[row], unit_left[unit])
    key = (code[row] * total + unit) * spans.n_coders + coder[row]
    order = np.argsort(key)
    key = key[order]
    opens = np.flatnonzero(np.diff(key, prepend=-1))
    sums = np.add.reduceat(cover[order], opens) if len(opens) else cover
    return Runs(group=key[opens], start=opens, end=opens, value=sums)


def pattern_table(
    spans: CodingSpans, cell: LongArray, state: LongArray, weight: LongArray, sizes: LongArray
) -> UnitTable:
    """Return the table of weighted states of the cells `code * documents + document`.

    A state has a bit for each coder who applied the code; `sizes` are the units of each document.
    """
    looked = spans.finished
    masks, mask = np.unique(looked @ (1 << np.arange(spans.n_coders)), return_inverse=True)
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    keys = np.concatenate((state * len(masks) + mask[document], np.arange(len(masks))))
    known, pattern = np.unique(keys, return_inverse=True)
    blank = pattern[len(state) :][mask]
    base = np.zeros((spans.n_documents, len(known)))
    base[np.arange(spans.n_documents), blank] = sizes
    # A run of a code is taken from the blank pattern of its document.
    order = np.argsort(np.concatenate((code, code)), kind="stable")
    return UnitTable(
        patterns=_patterns(known, masks, spans.n_coders),
        base=base,
        code=np.concatenate((code, code))[order],
        document=np.concatenate((document, document))[order],
        pattern=np.concatenate((pattern[: len(state)], blank[document]))[order],
        weight=np.concatenate((weight, -weight))[order],
        n_codes=spans.n_codes,
        looked=looked,
    )


def _patterns(known: LongArray, masks: LongArray, coders: int) -> NDArray[np.int32]:
    state, mask = np.divmod(known, max(len(masks), 1))
    bits = np.arange(coders)
    applied = (state[:, None] >> bits) & 1
    looked = (masks[mask][:, None] >> bits) & 1 if len(masks) else applied
    return np.where(looked == 1, applied, NEVER_LOOKED).astype(np.int32)
