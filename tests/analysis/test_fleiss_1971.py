"""Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psych. Bull. 76(5)."""

from __future__ import annotations

import pytest

from gtcoder.analysis.ratings import counted_ratings
from tests.analysis.asking import alpha, asked, value

# Table 1: 30 patients, 6 psychiatrists; depression, personality disorder, schizophrenia, neurosis,
# other.
PATIENTS = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]  # fmt: skip
TABLE = counted_ratings(PATIENTS, range(1, 6))


def test_the_paper_s_thirty_patients() -> None:
    found = asked("fleiss_kappa", TABLE)
    assert (found.units, found.values_used) == (30, 180)
    assert found.observed == pytest.approx(0.556, abs=5e-4)
    assert found.expected == pytest.approx(0.220, abs=5e-4)
    assert found.value == pytest.approx(0.430, abs=5e-4)


def test_the_standard_error_is_the_later_one() -> None:
    """Fleiss, Nee & Landis (1979) replaced the formula of 1971, which gave .028."""
    found = asked("fleiss_kappa", TABLE)
    assert found.details["se_null"] == pytest.approx(0.0243739, abs=5e-8)


@pytest.mark.parametrize(
    ("category", "exact", "printed"),
    [
        (1, 0.2448, 0.248),
        (2, 0.2448, 0.248),
        (3, 0.5200, 0.517),
        (4, 0.4711, 0.470),
        (5, 0.5661, 0.565),
    ],
)
def test_single_categories_without_the_paper_s_rounding(
    category: int, exact: float, printed: float
) -> None:
    found = value("fleiss_kappa", TABLE, category=category)
    assert found == pytest.approx(exact, abs=5e-5)
    assert found == pytest.approx(printed, abs=4e-3)


def test_specific_agreement_is_the_chance_that_a_second_rater_says_the_same() -> None:
    found = [value("specific_agreement", TABLE, category=each) for each in range(1, 6)]
    pairs = [
        sum(row[k] * (row[k] - 1) for row in PATIENTS) / (5 * sum(row[k] for row in PATIENTS))
        for k in range(5)
    ]
    assert found == pytest.approx(pairs)


def test_nominal_alpha_is_a_little_higher_than_kappa() -> None:
    """With complete data 1 - alpha = (1 - kappa)(1 - 1/N), N values."""
    kappa = value("fleiss_kappa", TABLE)
    assert 1 - alpha(TABLE) == pytest.approx((1 - kappa) * (1 - 1 / 180))
