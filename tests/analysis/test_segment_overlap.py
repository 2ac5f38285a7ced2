"""Agreement on segments as MAXQDA asks for it: the same code on text that overlaps enough."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.matching import matched_pairs
from gtcoder.analysis.spans import CodingSpans
from gtcoder.errors import InvalidInput, NotComputable
from tests.analysis.asking import codings_of
from tests.analysis.span_strategies import codings

SEGMENTS = SPAN_COEFFICIENTS.get("segment_overlap")
SHARES = st.sampled_from(
    [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10), Fraction(1)]
)
KINDS = ("union", "max", "min", "self")


def agreed(spans: CodingSpans, **parameters: object) -> float | None:
    """The share of all codes and documents together."""
    asked = SpanParameters(**parameters)  # type: ignore[arg-type]
    sums = SEGMENTS.tabulate(spans, asked).statistics.sum(axis=(0, 1))
    value = float(SEGMENTS.estimate(sums[None], asked).value[0])
    return None if np.isnan(value) else value


def by_hand(spans: CodingSpans, share: Fraction, denominator: str) -> Fraction | None:
    """Every segment of each coder held against every one of the other's, in fractions."""
    rows = [
        tuple(
            int(column[i])
            for column in (spans.document, spans.code, spans.coder, spans.start, spans.end)
        )
        for i in range(len(spans))
        if spans.finished[spans.document[i]].all()
    ]

    def agree(own: tuple[int, ...], other: tuple[int, ...]) -> bool:
        shared = min(own[4], other[4]) - max(own[3], other[3])
        lengths = own[4] - own[3], other[4] - other[3]
        whole = {
            "union": sum(lengths) - shared,
            "max": max(lengths),
            "min": min(lengths),
            "self": lengths[0],
        }[denominator]
        same = own[:2] == other[:2] and own[2] != other[2]
        return same and shared > 0 and Fraction(shared, whole) >= share

    found = sum(any(agree(own, other) for other in rows) for own in rows)
    return Fraction(found, len(rows)) if rows else None


def test_nine_of_ten_is_at_least_nine_tenths() -> None:
    spans = codings_of([(0, 0, 0, 0, 10), (0, 0, 1, 0, 9)])
    assert agreed(spans) == 1
    assert agreed(spans, overlap=Fraction("0.91")) == 0


def test_the_denominator_decides() -> None:
    """A short segment inside a long one: 5 of 20 characters."""
    spans = codings_of([(0, 0, 0, 0, 20), (0, 0, 1, 5, 10)])
    half = Fraction(1, 2)
    assert [agreed(spans, overlap=half, denominator=kind) for kind in KINDS] == [0, 0, 1, 0.5]
    assert agreed(spans, overlap=Fraction(0)) == 1


def test_two_segments_may_share_one_unless_each_has_its_own() -> None:
    spans = codings_of([(0, 0, 0, 0, 20), (0, 0, 1, 0, 10), (0, 0, 1, 10, 20)])
    half = Fraction(1, 2)
    assert agreed(spans, overlap=half) == 1
    assert agreed(spans, overlap=half, one_to_one=True) == pytest.approx(2 / 3)


def test_kappa_of_rädiker_and_kuckartz_takes_the_codes_as_chance() -> None:
    spans = codings_of([(0, 0, 0, 0, 10), (0, 1, 0, 0, 10), (0, 0, 1, 0, 10)])
    assert agreed(spans) == pytest.approx(2 / 3)
    assert agreed(spans, variant="kappa", n_codes=4) == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    assert agreed(spans, variant="kappa", n_codes=1) is None


def test_no_segment_is_undefined_and_one_coder_without_any_is_nought() -> None:
    assert agreed(codings_of([])) is None
    assert agreed(codings_of([(0, 0, 0, 0, 10)])) == 0


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InvalidInput, match="denominator of overlap “mean”"):
        agreed(codings_of([]), denominator="mean")
    three = codings_of([]).chosen(documents=[0], codes=[0], coders=[0, 1, 0])
    with pytest.raises(NotComputable, match="compares 2 coders, not 3"):
        SEGMENTS.check(three, SpanParameters())


@settings(max_examples=25)
@given(codings(coders=2), SHARES, st.sampled_from(KINDS))
def test_it_equals_every_pair_by_hand(spans: CodingSpans, share: Fraction, kind: str) -> None:
    whole = CodingSpans(
        spans.document, spans.code, spans.coder, spans.start, spans.end, spans.lengths,
        spans.n_codes, spans.n_coders, looked=spans.looked,
    )  # fmt: skip
    expected = by_hand(whole, share, kind)
    found = agreed(whole, overlap=share, denominator=kind)
    assert found == (None if expected is None else pytest.approx(float(expected)))
    other = whole.chosen(
        documents=range(whole.n_documents), codes=range(whole.n_codes), coders=[1, 0]
    )
    assert agreed(other, overlap=share, denominator=kind) == found
    paired = agreed(whole, overlap=share, denominator=kind, one_to_one=True)
    assert paired == agreed(other, overlap=share, denominator=kind, one_to_one=True)
    assert (paired or 0) <= (found or 0) + 1e-12


@settings(max_examples=25)
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_no_choice_of_pairs_is_larger(pairs: set[tuple[int, int]]) -> None:
    def most(left: list[tuple[int, int]]) -> int:
        if not left:
            return 0
        (a, b), rest = left[0], left[1:]
        return max(most(rest), 1 + most([(c, d) for c, d in rest if c != a and d != b]))

    columns = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    chosen = matched_pairs(columns[0], columns[1])
    assert len(set(chosen.tolist())) == len(chosen) == most(sorted(pairs))
