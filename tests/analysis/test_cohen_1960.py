"""Cohen, J. (1960). A coefficient of agreement for nominal scales. Educ. Psychol. Meas. 20(1)."""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.coefficients import COEFFICIENTS, Outcome, Parameters, evaluate
from gtcoder.analysis.ratings import contingency_ratings, counted_ratings, ratings_table
from gtcoder.errors import InvalidInput, NotComputable

KAPPA = COEFFICIENTS.get("cohen_kappa")
Row = list[str | None]
# Judges A (rows) and B on 200 patients, the paper's proportions times 200.
TWO_JUDGES = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]


def of_table(table: list[list[int]], parameters: Parameters | None = None) -> Outcome:
    categories = range(len(table))
    return evaluate(KAPPA, contingency_ratings(table, categories), parameters or Parameters())


def test_the_paper_s_two_judges() -> None:
    found = of_table(TWO_JUDGES)
    assert found.observed == pytest.approx(0.70)
    assert found.expected == pytest.approx(0.41)
    assert found.value == pytest.approx(0.492, abs=5e-4)
    assert (found.units, found.coders, found.q, found.q_declared) == (200, 2, 3, True)
    assert found.source == "Cohen 1960"


def test_the_largest_kappa_the_margins_allow() -> None:
    found = of_table([[25, 13, 12], [12, 2, 16], [3, 15, 2]])
    assert found.details["kappa_max"] == pytest.approx(0.85, abs=0.005)
    assert of_table(TWO_JUDGES, Parameters(weights="linear")).details["kappa_max"] is None


def test_standard_errors_of_fleiss_cohen_and_everitt_1969() -> None:
    """The example that SAS prints for PROC FREQ with AGREE."""
    found = of_table([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    assert found.value == pytest.approx(0.4842, abs=5e-5)
    assert found.se == pytest.approx(0.1380, abs=5e-5)
    assert found.details["se_null"] == pytest.approx(0.1484, abs=5e-5)
    low, high = found.details["ci_low"], found.details["ci_high"]
    assert low is not None
    assert high is not None
    assert (low + high) / 2 == pytest.approx(found.value)


def test_chance_alone_is_nothing_and_less_than_chance_is_negative() -> None:
    assert of_table([[25, 25], [25, 25]]).value == 0
    assert of_table([[0, 50], [50, 0]]).value == -1


def test_without_variation_there_is_no_kappa() -> None:
    found = of_table([[9, 0], [0, 0]])
    assert (found.value, found.status, found.reason) == (None, "undefined", "no_variation")
    assert (found.observed, found.expected) == (1, 1)
    assert found.se is None
    assert "same" in found.sentence


def test_units_that_one_coder_left_out_do_not_count() -> None:
    rows: list[Row] = [["a", "a"], ["b", "b"], ["a", "b"], ["b", None], [None, "a"]]
    found = evaluate(KAPPA, ratings_table(rows))
    fewer = evaluate(KAPPA, ratings_table(rows[:3]))
    assert found.value == fewer.value == pytest.approx(0.4)
    assert (found.units, found.units_used, found.values_used) == (5, 3, 6)
    assert found.notes == ("The 2 categories are those seen, not declared ones.",)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([], "no_units"), ([["a", None], [None, "b"]], "no_pairable_values")],
)
def test_nothing_to_compare_is_said_so(rows: list[Row], reason: str) -> None:
    table = np.array(rows, dtype=object).reshape(-1, 2)
    found = evaluate(KAPPA, ratings_table(table, categories="ab"))
    assert (found.value, found.reason, found.observed) == (None, reason, None)


def test_one_category_against_the_rest() -> None:
    whole = of_table(TWO_JUDGES, Parameters(category=2))
    by_hand = of_table([[12, 8], [28, 152]])
    assert whole.value == by_hand.value


def test_three_coders_or_unnamed_ones_are_refused() -> None:
    with pytest.raises(NotComputable, match="compares 2 coders, not 3"):
        evaluate(KAPPA, ratings_table([["a", "b", "a"]]))
    with pytest.raises(NotComputable, match="which coder gave which value"):
        evaluate(KAPPA, counted_ratings([[2, 0], [1, 1]], "ab"))


def test_what_kappa_does_not_know_is_refused() -> None:
    with pytest.raises(NotComputable, match="no variant “best”"):
        of_table(TWO_JUDGES, Parameters(variant="best"))
    with pytest.raises(NotComputable, match="knows no choice of distance"):
        of_table(TWO_JUDGES, Parameters(distance=((0,),)))


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ("cubic", "no weights “cubic”"),
        ("linear_rank", "no weights “linear_rank”"),
        (((0, 1), (1, 0)), "a row and a column for each of the 3"),
        (((0, 1, 2), (1, 0, 1), (1, 1, 0)), "the same both ways"),
        (((0, -1, 1), (-1, 0, 1), (1, 1, 0)), "not negative"),
        (((1, 1, 1), (1, 0, 1), (1, 1, 0)), "0 from a value to itself"),
    ],
)
def test_bad_weights_are_refused(
    weights: str | tuple[tuple[float, ...], ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        of_table(TWO_JUDGES, Parameters(weights=weights))


def test_weights_by_rank_need_an_order_and_by_value_numbers() -> None:
    words = ratings_table([["low", "high"], ["high", "high"]])
    with pytest.raises(NotComputable, match="declared order"):
        evaluate(KAPPA, words, Parameters(weights="linear"))
    with pytest.raises(NotComputable, match="“high” is none"):
        evaluate(KAPPA, words, Parameters(weights="linear_value"))
    declared = ratings_table([["low", "high"], ["high", "high"]], categories=("low", "high"))
    assert evaluate(KAPPA, declared, Parameters(weights="linear")).value == 0


def test_weights_need_the_names_of_all_categories() -> None:
    with pytest.raises(NotComputable, match="all 6 declared"):
        evaluate(
            KAPPA, contingency_ratings([[1, 2], [3, 4]], "ab", q=6), Parameters(weights="linear")
        )
