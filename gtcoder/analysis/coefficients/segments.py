"""Agreement on coded segments: which of two coders' codings of a code are the same ones.

MAXQDA's question (“code overlap of at least x %”), with the overlap's denominator said aloud, since
the vendor does not document it. Segments are compared as they are: nothing is merged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates, quotient, settled
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.coefficients.reference import CITATION, VARIANTS, quality
from gtcoder.analysis.coefficients.spanning import (
    SpanCoefficient,
    SpanParameters,
    SpanTable,
    register_spanning,
)
from gtcoder.analysis.matching import matched_pairs
from gtcoder.analysis.overlapping import overlapping
from gtcoder.analysis.spans import BoolArray, CodingSpans, CountedText, FloatArray, LongArray
from gtcoder.errors import InvalidInput

DENOMINATORS = {
    "union": "of the two together",
    "max": "of the longer one",
    "min": "of the shorter one",
    "self": "of the coding itself",
}


@dataclass(frozen=True, slots=True, eq=False)
class _Segments:
    """One coder's codings on one axis; `cell` is code * documents + document."""

    cell: LongArray
    left: LongArray
    right: LongArray

    @property
    def length(self) -> LongArray:
        return self.right - self.left


@dataclass(frozen=True, slots=True, eq=False)
class _Matches:
    """Two coders' segments and the pairs of them that overlap enough, seen from either side."""

    a: _Segments
    b: _Segments
    first: LongArray
    second: LongArray
    enough_a: BoolArray
    enough_b: BoolArray

    def one_to_one(self) -> LongArray:
        """Return the places in a of as many pairs as there can be, each segment in one pair."""
        both = self.enough_a & self.enough_b
        return matched_pairs(self.first[both], self.second[both])


def tabulate(spans: CodingSpans, parameters: SpanParameters) -> SpanTable:
    """Return of each code and document: agreeing segments, all segments, and these × q.

    A segment agrees where one of the other coder's of the same code has at least `overlap` in
    common with it, as a share of the two together (union), the longer (max), the shorter (min) or
    of the segment itself (self); compared in integers, so that 9 of 10 is at least .9. With
    `one_to_one` as many pairs as possible are made, and two segments of each pair agree. q is
    `n_codes`, or the number of codes at hand.
    """
    matches = _matches(spans, parameters)
    shape = spans.n_codes, spans.n_documents
    if parameters.one_to_one:
        agreeing = 2 * _counts(matches.a.cell[matches.one_to_one()], shape)
    else:
        agreeing = _counts(matches.a.cell[np.unique(matches.first[matches.enough_a])], shape)
        agreeing += _counts(matches.b.cell[np.unique(matches.second[matches.enough_b])], shape)
    total = _counts(matches.a.cell, shape) + _counts(matches.b.cell, shape)
    codes = spans.n_codes if parameters.n_codes is None else parameters.n_codes
    return SpanTable(np.stack((agreeing, total, total * codes), axis=-1), total)


def estimate(sums: FloatArray, parameters: SpanParameters) -> Estimates:
    """Return the share of segments that agree, or its κ = (P - 1/q) / (1 - 1/q).

    The chance 1/q is that of Brennan & Prediger (1981), as MAXQDA takes it for segments (Kuckartz &
    Rädiker 2019); free segments give it no basis. Undefined for one code.
    """
    agreeing, total, weighted = sums.T
    share = quotient(agreeing, total)
    none = (total == 0, Reason.NO_SEGMENTS)
    if parameters.variant != "kappa":
        return settled(share, share, np.full_like(share, np.nan), none)
    chance = quotient(total, weighted)
    single = (weighted == total, Reason.SINGLE_CATEGORY)
    return settled(quotient(share - chance, 1 - chance), share, chance, none, single)


def tabulate_reference(spans: CodingSpans, parameters: SpanParameters) -> SpanTable:
    """Return of each code and document: pairs made one to one, the coder's and the reference's.

    The first coder is the reference; segments pair by the same rule of overlap.
    """
    matches = _matches(spans, parameters)
    shape = spans.n_codes, spans.n_documents
    right = _counts(matches.a.cell[matches.one_to_one()], shape)
    there, found = _counts(matches.a.cell, shape), _counts(matches.b.cell, shape)
    return SpanTable(np.stack((right, found, there), axis=-1), found + there)


def estimate_reference(sums: FloatArray, parameters: SpanParameters) -> Estimates:
    """Return precision, recall or F1 with the segment as atom (Hripcsak & Rothschild 2005)."""
    right, found, there = sums.T
    none = (found + there == 0, Reason.NO_SEGMENTS)
    return quality(right, found, there, parameters.variant, none)


def _matches(spans: CodingSpans, parameters: SpanParameters) -> _Matches:
    if parameters.denominator not in DENOMINATORS:
        raise InvalidInput(
            "There is no denominator of overlap “{denominator}”. Known: {known}.",
            denominator=parameters.denominator,
            known=", ".join(DENOMINATORS),
        )
    a, b = _segments(spans, 0), _segments(spans, 1)
    pairs = overlapping(a.left, a.right, b.left, b.right)
    of_a, of_b = a.length[pairs.first], b.length[pairs.second]
    whole_a, whole_b = {
        "union": (of_a + of_b - pairs.shared,) * 2,
        "max": (np.maximum(of_a, of_b),) * 2,
        "min": (np.minimum(of_a, of_b),) * 2,
        "self": (of_a, of_b),
    }[parameters.denominator]
    share = parameters.overlap
    shared = pairs.shared * share.denominator
    return _Matches(
        a=a,
        b=b,
        first=pairs.first,
        second=pairs.second,
        enough_a=shared >= whole_a * share.numerator,
        enough_b=shared >= whole_b * share.numerator,
    )


def _segments(spans: CodingSpans, coder: int) -> _Segments:
    """Return the counted text of a coder's segments in documents that both coders finished."""
    axis = CountedText.of(spans)
    start, end = axis.place(spans.document, spans.start), axis.place(spans.document, spans.end)
    both = spans.finished.sum(axis=1) == spans.n_coders
    kept: BoolArray = (spans.coder == coder) & (end > start)
    kept &= both[spans.document]
    cell = spans.code[kept].astype(np.int64) * spans.n_documents + spans.document[kept]
    origin = cell * (int(axis.sizes.max(initial=0)) + 1)
    return _Segments(cell, origin + start[kept], origin + end[kept])


def _counts(cell: LongArray, shape: tuple[int, int]) -> FloatArray:
    sums = np.bincount(cell, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


register_spanning(
    SpanCoefficient(
        id="segment_overlap",
        name="Agreement on segments",
        author="Kuckartz & Rädiker",
        year=2019,
        citation=(
            "Kuckartz, U. & Rädiker, S. (2019). Analyzing Qualitative Data with MAXQDA. Springer, "
            "chapter on intercoder agreement, at the level of segments; the denominator of the "
            "overlap is our choice, as the program's is not published."
        ),
        missing="documents finished by both coders",
        unit="segment",
        tabulate=tabulate,
        estimate=estimate,
        variants=("percent", "kappa"),
        paired=True,
        takes=frozenset({"overlap", "denominator", "one_to_one", "n_codes"}),
        default_variant="percent",
        cautions={
            "kappa": (
                "MAXQDA-style: chance is 1 / number of codes compared and there is no cell for "
                "“neither”, which has no basis for free segments; more codes raise the value."
            )
        },
    )
)
register_spanning(
    SpanCoefficient(
        id="prf_segments",
        name="Precision, recall and F1 of segments",
        author="Hripcsak & Rothschild",
        year=2005,
        citation=CITATION,
        missing="documents finished by both; the first coder is the reference",
        unit="segment",
        tabulate=tabulate_reference,
        estimate=estimate_reference,
        variants=VARIANTS,
        paired=True,
        takes=frozenset({"overlap", "denominator"}),
        default_variant="f1",
        reference=True,
    )
)
