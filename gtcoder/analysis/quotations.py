"""The coders' own quotations as units of coding: who gave a code to the same passage."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from gtcoder.analysis.overlapping import overlapping
from gtcoder.analysis.spans import CodingSpans, CountedText, LongArray, TextSpans, own_runs
from gtcoder.analysis.units import Touch, UnitTable, pattern_table

NINE_TENTHS = Touch(Fraction(9, 10), strict=False)  # MAXQDA's default


def quotation_table(
    spans: CodingSpans, overlap: Touch = NINE_TENTHS, given: TextSpans | None = None
) -> UnitTable:
    """Return the table whose units are the distinct passages that any coder gave any code.

    With `given`, units are these passages, coded or not; they may overlap. A coder applied a code
    to a passage where a coding of theirs has at least the share `overlap` of the two together in
    common with it (intersection over union, in integers). A coder's own overlapping codings of
    one code are one; text that nobody coded is no unit.
    """
    own = own_runs(spans, adjacent=False)
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    code, document = np.divmod(cell, max(spans.n_documents, 1))
    width = int(spans.lengths.max(initial=0)) + 1
    left, right = document * width + own.start, document * width + own.end
    begin, end = (left, right) if given is None else _placed(spans, given, width)
    begin, end = np.unique(np.stack((begin, end), axis=1), axis=0).T.copy()
    where = begin // width
    pairs = overlapping(begin, end, left, right)
    union = (end - begin)[pairs.first] + (right - left)[pairs.second] - pairs.shared
    kept = overlap.holds(pairs.shared, union)
    unit, run = pairs.first[kept], pairs.second[kept]
    key = (code[run] * max(len(begin), 1) + unit) * spans.n_coders + coder[run]
    key = np.unique(key)  # several of a coder's codings may match one passage
    unit_of, who = np.divmod(key, max(spans.n_coders, 1))
    first = np.flatnonzero(np.diff(unit_of, prepend=-1))
    state = np.add.reduceat(np.left_shift(1, who), first) if len(first) else unit_of
    code_of, unit = np.divmod(unit_of[first], max(len(begin), 1))
    sizes = np.bincount(where, minlength=spans.n_documents)
    return pattern_table(
        spans, code_of * spans.n_documents + where[unit], state, np.ones_like(unit), sizes
    )


def _placed(spans: CodingSpans, given: TextSpans, width: int) -> tuple[LongArray, LongArray]:
    """Return given passages on the axis of the codings, those without counted text left out."""
    axis = CountedText.of(spans)
    start, end = axis.place(given.document, given.start), axis.place(given.document, given.end)
    origin = given.document.astype(np.int64) * width
    kept = end > start
    return (origin + start)[kept], (origin + end)[kept]
