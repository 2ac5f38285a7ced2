"""Krippendorff's alpha of unitizing (1995; 2004, p. 251 ff.): sections of text, code by code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates, quotient, settled
from gtcoder.analysis.coefficients.reasons import REASONS, Reason
from gtcoder.analysis.coefficients.spanning import (
    SpanCoefficient,
    SpanParameters,
    SpanTable,
    register_spanning,
)
from gtcoder.analysis.overlaps import between, overlapping_pairs
from gtcoder.analysis.spans import CodingSpans, CountedText, FloatArray, LongArray, Runs, own_runs

_LENGTH, _VALUES, _PAIRED, _UNITS, _CUBES, _OWN = range(6)
_CELLS_AT_ONCE = 4_000_000
_SUMS = 6  # then documents × documents of units in gaps, then which document it is


def tabulate(spans: CodingSpans, _: SpanParameters) -> SpanTable:
    """Return the statistics of each code and document: what `estimate` adds up.

    Six sums: the length L of the text that two coders judged, coders × L, the observed differences
    δ² over pairs of coders (each document's by its coders - 1), the units N, and of their lengths l
    Σ(2l³ - 3l² + l) and Σl(l - 1). Then one number a document e, Σl² Σ(λ - l + 1) of the units
    here in the gaps λ ≥ l of e, and a 1 in the place of the document itself, so that this product
    of two sums is one of sums as well.
    """
    looked = spans.finished.sum(axis=1)
    judged = looked >= 2
    own = own_runs(spans, adjacent=False)
    kept = judged[own.group // max(spans.n_coders, 1) % max(spans.n_documents, 1)]
    own = Runs(own.group[kept], own.start[kept], own.end[kept], own.value[kept])
    shape = (spans.n_codes, spans.n_documents)
    statistics = np.zeros((*shape, _SUMS + 2 * spans.n_documents))
    sizes = np.where(judged, CountedText.of(spans).sizes, 0)
    statistics[:, :, _LENGTH] = sizes
    statistics[:, :, _VALUES] = sizes * looked
    differences = _differences(own, spans, looked)
    statistics[:, :, _PAIRED] = quotient(differences, np.maximum(looked - 1.0, 1.0))
    cell, length = own.group // max(spans.n_coders, 1), own.length.astype(np.float64)
    for place, weights in (
        (_UNITS, np.ones_like(length)),
        (_CUBES, 2 * length**3 - 3 * length**2 + length),
        (_OWN, length * (length - 1)),
    ):
        statistics[:, :, place] = _binned(cell, weights, shape)
    gaps = _gaps(own, spans, judged, sizes)
    per = max(
        1, _CELLS_AT_ONCE // max(spans.n_documents * len(own.length) // max(spans.n_codes, 1), 1)
    )
    for first in range(0, spans.n_codes, per):
        codes = slice(first, min(first + per, spans.n_codes))
        _units_in_gaps(own, gaps, spans, codes, statistics[codes])
    places = np.arange(spans.n_documents)
    statistics[:, places, _SUMS + spans.n_documents + places] = 1
    return SpanTable(statistics, statistics[:, :, _UNITS].copy())


def estimate(sums: FloatArray, _: SpanParameters) -> Estimates:
    """Return 1 - D_o/D_e of one code, of sums of statistics (Krippendorff 2004, p. 251 ff.).

    D_o = Σδ² / (m(m - 1)L²); D_e = (2/L) Σ[(N - 1)/3 (2l³ - 3l² + l) + l² Σ(λ - l + 1)] /
    (mL(mL - 1) - Σl(l - 1)). Several documents are one text with borders that no unit and no gap
    crosses; where coders differ between documents, each counts by coders × length.
    """
    length, values, units = sums[:, _LENGTH], sums[:, _VALUES], sums[:, _UNITS]
    documents = (sums.shape[1] - _SUMS) // 2
    gaps = sums[:, _SUMS : _SUMS + documents] * sums[:, _SUMS + documents :]
    observed = quotient(sums[:, _PAIRED], values * length)
    chance = (units - 1) / 3 * sums[:, _CUBES] + gaps.sum(axis=1)
    expected = quotient(2 * chance, length * (values * (values - 1) - sums[:, _OWN]))
    return settled(
        1 - quotient(observed, expected),
        observed,
        expected,
        (values == 0, Reason.NO_PAIRABLE_VALUES),
        (units == 0, Reason.NO_UNITS),
        (expected == 0, Reason.NO_VARIATION),
    )


def over_codes(estimates: Sequence[Estimates]) -> Estimates:
    """Return alpha over all codes: D_o and D_e added up; a code without units adds nothing."""
    observed, expected = (
        np.nan_to_num(np.stack(parts)).sum(axis=0)
        for parts in zip(*((each.observed, each.expected) for each in estimates), strict=True)
    )
    why = np.stack([each.reason for each in estimates])
    return settled(
        1 - quotient(observed, expected),
        observed,
        expected,
        *(
            ((why == REASONS.index(reason)).all(axis=0), reason)
            for reason in (Reason.NO_PAIRABLE_VALUES, Reason.NO_UNITS)
        ),
        (expected == 0, Reason.NO_VARIATION),
    )


def _differences(own: Runs, spans: CodingSpans, looked: LongArray) -> FloatArray:
    """Return Σδ² over ordered pairs of coders, codes × documents.

    Two units that overlap differ by their beginnings and ends; a unit that meets none of another
    coder's lies in a gap of theirs and differs by its length.
    """
    cell, coder = np.divmod(own.group, max(spans.n_coders, 1))
    shape = (spans.n_codes, spans.n_documents)
    first, second = overlapping_pairs(Runs(cell, own.start, own.end, own.value))
    apart = (own.start[first] - own.start[second]).astype(np.float64) ** 2
    apart += (own.end[first] - own.end[second]).astype(np.float64) ** 2
    met = np.concatenate(
        (first * spans.n_coders + coder[second], second * spans.n_coders + coder[first])
    )
    meets = np.bincount(np.unique(met) // max(spans.n_coders, 1), minlength=len(cell))
    alone = looked[cell % max(spans.n_documents, 1)] - 1 - meets
    inside = alone * own.length.astype(np.float64) ** 2
    return 2 * (_binned(cell[first], apart, shape) + _binned(cell, inside, shape))


def _gaps(own: Runs, spans: CodingSpans, judged: LongArray, sizes: LongArray) -> Runs:
    document, coder = np.nonzero(spans.finished & judged[:, None])
    codes = np.arange(spans.n_codes)[:, None]
    groups = (codes * spans.n_documents + document) * spans.n_coders + coder
    return between(own, groups.ravel(), np.tile(sizes[document], spans.n_codes))


def _units_in_gaps(
    own: Runs, gaps: Runs, spans: CodingSpans, codes: slice, statistics: FloatArray
) -> None:
    """Put Σ l² Σ (λ - l + 1) of some codes into their statistics.

    A row a document of the units, a column a document of the gaps.
    """
    documents, per = spans.n_documents, spans.n_documents * spans.n_coders
    unit, gap = (_of_codes(runs, codes, per) for runs in (own, gaps))
    if not len(unit.group):
        return
    width = int(max(unit.end.max(), gap.end.max(initial=0))) + 2
    lengths, place = np.unique(unit.group // per * width + unit.length, return_inverse=True)
    # A gap holds the lengths of its code up to its own: the sums run from the longest length down.
    code, document = np.divmod(gap.group // spans.n_coders, documents)
    holds = np.searchsorted(lengths, code * width + gap.length, side="right") - 1
    some = (holds >= 0) & (lengths[holds] // width == code)
    key, shape = holds[some] * documents + document[some], (len(lengths), documents)
    first = np.searchsorted(lengths, np.arange(codes.stop - codes.start) * width)
    total, number = (
        _summed_down(_binned(key, weights[some], shape), np.append(first, len(lengths)))
        for weights in ((gap.length + 1).astype(np.float64), np.ones(len(code)))
    )
    fits = total - (lengths % width)[:, None] * number
    cell = unit.group // spans.n_coders
    rows, begins = np.unique(cell, return_index=True)
    squares = unit.length.astype(np.float64)[:, None] ** 2
    found = np.add.reduceat(squares * fits[place.ravel()], begins, axis=0)
    code, document = np.divmod(rows, documents)
    statistics[code, document, _SUMS : _SUMS + documents] = found


def _summed_down(table: FloatArray, edges: LongArray) -> FloatArray:
    """Return of each row the sum of it and those below, down to the next edge."""
    below = np.zeros((len(table) + 1, table.shape[1]))
    below[:-1] = table[::-1].cumsum(axis=0)[::-1]
    behind = edges[np.searchsorted(edges, np.arange(len(table)), side="right")]
    summed: FloatArray = below[:-1] - below[behind]
    return summed


def _of_codes(runs: Runs, codes: slice, per: int) -> Runs:
    first, last = np.searchsorted(runs.group, (codes.start * per, codes.stop * per))
    part = slice(int(first), int(last))
    group = runs.group[part] - codes.start * per
    return Runs(group, runs.start[part], runs.end[part], runs.value[part])


def _binned(key: LongArray, weights: FloatArray, shape: tuple[int, int]) -> FloatArray:
    sums = np.bincount(key, weights=weights, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


ALPHA_U_1995 = register_spanning(
    SpanCoefficient(
        id="alpha_u_1995",
        name="Krippendorff's alpha of unitizing (1995)",
        author="Krippendorff",
        year=1995,
        citation=(
            "Krippendorff, K. (1995). On the reliability of unitizing continuous data. "
            "Sociological Methodology, 25, 47–76; in the form of Krippendorff (2004), Content "
            "analysis (2nd ed.), p. 251 ff."
        ),
        missing="Documents that fewer than two coders finished are left out.",
        unit="sections of text",
        tabulate=tabulate,
        estimate=estimate,
        pool=over_codes,
        cautions={
            "": (
                "For comparison with older papers: gaps dominate it, and it can rise where coders "
                "agree less (Mathet et al. 2015)."
            )
        },
    )
)
