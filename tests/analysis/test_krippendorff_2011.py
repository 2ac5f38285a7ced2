"""Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability: its worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.coefficients import COEFFICIENTS, Level, Outcome, Parameters, evaluate
from gtcoder.analysis.coefficients.alpha import kalpha_resamples, krippendorff_alpha
from gtcoder.analysis.ratings import coded_ratings, ratings_table
from gtcoder.errors import InvalidInput, NotComputable

ALPHA = COEFFICIENTS.get("krippendorff_alpha")
NO = None
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]]
NOMINAL = [list("aabbdcccedda"), list("babbbccceddd")]
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
    [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
]


def alpha(
    observers: list[list[int | None]] | list[list[str]] | list[list[int]], level: Level
) -> Outcome:
    units = [list(unit) for unit in zip(*observers, strict=True)]
    return evaluate(ALPHA, ratings_table(units), Parameters(level=level))


def test_a_binary_data_two_observers_no_missing() -> None:
    assert alpha(BINARY, Level.NOMINAL).value == pytest.approx(0.095, abs=5e-4)


def test_b_nominal_data_two_observers_no_missing() -> None:
    assert alpha(NOMINAL, Level.NOMINAL).value == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "printed"),
    [
        (Level.NOMINAL, 0.743),
        (Level.ORDINAL, 0.815),
        (Level.INTERVAL, 0.849),
        (Level.RATIO, 0.797),
    ],
)
def test_c_any_metric_any_number_of_observers_missing_data(level: Level, printed: float) -> None:
    found = alpha(FOUR_OBSERVERS, level)
    assert found.value == pytest.approx(printed, abs=5e-4)
    assert (found.units, found.units_used, found.values_used) == (12, 11, 40)
    assert found.coders == 4


def test_observed_and_expected_disagreement_are_in_the_outcome() -> None:
    found = alpha(BINARY, Level.NOMINAL)
    assert found.observed == found.details["observed_disagreement"] == pytest.approx(0.4)
    assert found.expected == pytest.approx(2 * 14 * 6 / (20 * 19))


def test_there_is_no_default_level() -> None:
    ratings = ratings_table([[1, 2], [1, 1]])
    with pytest.raises(NotComputable, match="no default distance or level: choose one"):
        evaluate(ALPHA, ratings)
    with pytest.raises(NotComputable, match="no default level"):
        krippendorff_alpha(ratings, Parameters())


def test_levels_that_do_not_fit_the_values_are_refused() -> None:
    with pytest.raises(NotComputable, match="“a” is none"):
        alpha(NOMINAL, Level.INTERVAL)
    with pytest.raises(NotComputable, match="“a” is none"):
        alpha(NOMINAL, Level.ORDINAL)
    with pytest.raises(InvalidInput, match="no negative values"):
        alpha([[-1, 2], [1, 2]], Level.RATIO)


def test_the_ordinal_level_takes_words_in_a_declared_order() -> None:
    words = {1: "never", 2: "rarely", 3: "often", 4: "mostly", 5: "always", NO: NO}
    units = [[words[value] for value in unit] for unit in zip(*FOUR_OBSERVERS, strict=True)]
    order = [words[value] for value in (1, 2, 3, 4, 5)]
    found = evaluate(ALPHA, ratings_table(units, categories=order), Parameters(level=Level.ORDINAL))
    assert found.value == alpha(FOUR_OBSERVERS, Level.ORDINAL).value


def test_many_values_are_compared_pair_by_pair() -> None:
    """Above some number of values another way of adding up is taken; it must not show."""
    rng = np.random.default_rng(3)
    base = rng.integers(0, 100, 60)
    units = [[int(b), int(b + e)] for b, e in zip(base, rng.integers(-3, 4, 60), strict=True)]
    found = evaluate(ALPHA, ratings_table(units), Parameters(level=Level.INTERVAL))
    assert found.q > 64
    pairs = np.array(units, dtype=float)
    values = pairs.ravel()
    within = 2 * ((pairs[:, 0] - pairs[:, 1]) ** 2).sum() / len(values)
    between = ((values[:, None] - values) ** 2).sum() / (len(values) * (len(values) - 1))
    assert found.value == pytest.approx(1 - within / between)


def test_too_many_values_are_refused_but_not_at_the_nominal_level() -> None:
    units = [[value, value] for value in range(4001)]
    ratings = ratings_table(units)
    with pytest.raises(NotComputable, match="4001 different values"):
        evaluate(ALPHA, ratings, Parameters(level=Level.INTERVAL))
    assert evaluate(ALPHA, ratings, Parameters(level=Level.NOMINAL)).value == 1
    with pytest.raises(NotComputable, match="Group the values"):
        evaluate(
            ALPHA,
            coded_ratings(np.zeros((50_000, 2), dtype=np.int32), range(4001)),
            Parameters(level=Level.NOMINAL),
        )


def test_the_interval_of_kalpha_is_narrower_than_that_of_whole_units() -> None:
    units = [list(unit) for unit in zip(*FOUR_OBSERVERS, strict=True)]
    ratings, parameters = ratings_table(units), Parameters(level=Level.NOMINAL)
    drawn = kalpha_resamples(ratings, parameters, resamples=2000, seed=5)
    again = kalpha_resamples(ratings, parameters, resamples=2000, seed=5)
    assert np.array_equal(drawn, again)
    assert drawn.mean() == pytest.approx(0.743, abs=0.02)
    assert drawn.min() >= -1
