"""Hripcsak, G. & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability. JAMIA 12."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from gtcoder.analysis.coefficients import COEFFICIENTS, Outcome, Parameters, evaluate
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.ratings import Ratings, contingency_ratings
from gtcoder.errors import InvalidInput, NotComputable
from tests.analysis.asking import codings_of
from tests.analysis.rating_strategies import CATEGORIES, Table, rated, tables


def confusion(*, tp: int, fp: int, fn: int, tn: int) -> Ratings:
    """The reference stands in the rows."""
    return contingency_ratings([[tp, fn], [fp, tn]], ("applied", "not"))


def found(ratings: Ratings, variant: str = "", category: object = "applied") -> Outcome:
    parameters = Parameters(variant=variant, category=category)
    return evaluate(COEFFICIENTS.get("prf"), ratings, parameters)


def test_precision_recall_and_f1_of_a_confusion() -> None:
    table = confusion(tp=40, fp=10, fn=5, tn=45)
    assert found(table, "precision").value == pytest.approx(40 / 50)
    assert found(table, "recall").value == pytest.approx(40 / 45)
    assert found(table, "f1").value == found(table).value == pytest.approx(80 / 95)
    assert found(table).details == pytest.approx({"precision": 0.8, "recall": 8 / 9, "f1": 80 / 95})


@pytest.mark.parametrize(
    ("cells", "variant", "reason"),
    [
        ((0, 0, 7, 20), "precision", "no_predictions"),
        ((0, 7, 0, 20), "recall", "no_reference_instances"),
        ((0, 0, 0, 20), "f1", "category_unused"),
        ((0, 0, 0, 0), "f1", "no_units"),
    ],
)
def test_nothing_over_nothing_is_undefined(
    cells: tuple[int, int, int, int], variant: str, reason: str
) -> None:
    tp, fp, fn, tn = cells
    nothing = found(confusion(tp=tp, fp=fp, fn=fn, tn=tn), variant)
    assert (nothing.value, nothing.reason) == (None, reason)


def test_one_miss_is_nought_and_defined() -> None:
    missed = confusion(tp=0, fp=0, fn=7, tn=20)
    assert found(missed, "recall").value == found(missed, "f1").value == 0


@settings(max_examples=25)
@given(tables(coders=2))
def test_f1_is_specific_agreement_and_the_same_both_ways(table: Table) -> None:
    there = found(rated(table), "f1", CATEGORIES[0])
    back = found(rated([row[::-1] for row in table]), "f1", CATEGORIES[0])
    parameters = Parameters(category=CATEGORIES[0])
    specific = evaluate(COEFFICIENTS.get("specific_agreement"), rated(table), parameters)
    assert there.reason == back.reason == specific.reason
    expected = None if specific.value is None else pytest.approx(specific.value)
    assert there.value == expected
    assert back.value == expected
    swapped = found(rated([row[::-1] for row in table]), "recall", CATEGORIES[0])
    assert found(rated(table), "precision", CATEGORIES[0]).value == swapped.value


def test_a_reference_needs_names_and_two_coders() -> None:
    with pytest.raises(NotComputable, match="compares 2 coders, not 3"):
        found(rated([[1, 1, 2]]), "f1", CATEGORIES[0])
    with pytest.raises(NotComputable, match="no variant “f2”"):
        found(rated([[1, 1]]), "f2", CATEGORIES[0])


def test_segments_are_found_one_to_one_and_summed_over_documents() -> None:
    """Three reference segments in two documents; the coder has two of them and one too many."""
    spans = codings_of(
        [(0, 0, 0, 0, 10), (0, 0, 0, 20, 40), (1, 0, 0, 0, 10),
         (0, 0, 1, 0, 10), (0, 0, 1, 21, 40), (0, 0, 1, 50, 60)]
    )  # fmt: skip
    coefficient = SPAN_COEFFICIENTS.get("prf_segments")
    values = {}
    for variant in coefficient.variants:
        parameters = SpanParameters(variant=variant)
        table = coefficient.tabulate(spans, parameters)
        assert table.units[0].tolist() == [5, 1]
        sums = table.statistics[:1].sum(axis=1)
        values[variant] = float(coefficient.estimate(sums, parameters).value[0])
    assert values == pytest.approx({"f1": 4 / 6, "precision": 2 / 3, "recall": 2 / 3})
    with pytest.raises(InvalidInput, match="measure against a reference “best”"):
        coefficient.estimate(np.ones((1, 3)), SpanParameters(variant="best"))
