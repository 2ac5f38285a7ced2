"""Agresti, A. (1992). Modelling patterns of agreement and disagreement. SMMR 1(2), 201-218.

The slides of Landis & Koch (1977), two pathologists, the two gravest classes put together.
"""

from __future__ import annotations

import pytest

from tests.analysis.asking import square, value

SLIDES = square([[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]])


@pytest.mark.parametrize(("category", "printed"), [("a", 0.781), ("b", 0.247)])
def test_category_specific_kappa_is_scott_s_pi(category: str, printed: float) -> None:
    assert value("scott_pi", SLIDES, category=category) == pytest.approx(printed, abs=5e-4)


def test_cohen_s_kappa_of_a_category_is_another_number() -> None:
    assert value("cohen_kappa", SLIDES, category="b") == pytest.approx(0.266, abs=5e-4)
