"""Artstein, R. & Poesio, M. (2008). Inter-coder agreement for computational linguistics. CL 34."""

from __future__ import annotations

import pytest

from tests.analysis.asking import alpha, square, value

TWO_ACTS = square([[20, 10], [20, 50]])  # p. 558: statements and requests for information
THREE_ACTS = square([[46, 0, 0], [6, 32, 6], [0, 0, 10]])  # with checks; one difference is lighter
DISTANCES = ((0, 1, 0.5), (1, 0, 0.5), (0.5, 0.5, 0))


def test_agreement_and_its_corrections_on_two_dialogue_acts() -> None:
    assert value("percent_agreement", TWO_ACTS) == pytest.approx(0.70)
    assert value("brennan_prediger", TWO_ACTS) == pytest.approx(0.40)
    assert value("scott_pi", TWO_ACTS) == pytest.approx(0.341, abs=5e-4)
    assert value("cohen_kappa", TWO_ACTS) == pytest.approx(0.348, abs=5e-4)


def test_specific_agreement_of_each_act() -> None:
    assert value("specific_agreement", TWO_ACTS, category="a") == pytest.approx(0.571, abs=5e-4)
    assert value("specific_agreement", TWO_ACTS, category="b") == pytest.approx(0.769, abs=5e-4)


def test_what_is_not_the_one_category_is_the_other() -> None:
    rest = value("specific_agreement", TWO_ACTS, category="a", variant="negative")
    assert rest == value("specific_agreement", TWO_ACTS, category="b")


def test_weighted_coefficients_with_a_table_of_distances() -> None:
    assert alpha(THREE_ACTS) == pytest.approx(0.8, abs=1e-3)
    weighted = value("cohen_kappa", THREE_ACTS, weights=DISTANCES)
    assert weighted == pytest.approx(0.8163, abs=5e-5)
