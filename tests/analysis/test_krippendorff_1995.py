"""The printed example of Krippendorff (1995), and that of Content Analysis (2004, p. 254)."""

from __future__ import annotations

import pytest

from tests.analysis.unitizing_cases import Units, asked

# Krippendorff (1995), p. 57: pairs A to D of two coders on 24 units of length.
PAIRS: Units = {
    "i": [
        *((start, end, "A") for start, end in ((2, 10), (14, 20))),
        (0, 18, "B"),
        *((start, end, "C") for start, end in ((2, 8), (10, 12), (14, 18), (20, 22))),
        *((start, end, "D") for start, end in ((0, 2), (2, 10), (10, 14), (14, 20), (20, 24))),
    ],
    "j": [
        *((start, end, "A") for start, end in ((4, 8), (15, 17))),
        *((start, end, "B") for start, end in ((0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9))),
        (9, 10, "B"),
        *((start, end, "C") for start, end in ((0, 2), (4, 8), (10, 14), (16, 18), (20, 22))),
        *((start, end, "D") for start, end in ((0, 4), (4, 8), (8, 15), (15, 17), (17, 24))),
    ],
}
# Krippendorff (2004), p. 254, sections c and k on the text from 150 to 450, counted from 0 here.
SECTIONS: Units = {
    "i": [(75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k")],
    "j": [(70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k")],
}


@pytest.mark.parametrize(("code", "printed"), [("A", 0.03125), ("C", 0.0277)])
def test_the_observed_disagreement_is_the_printed_one(code: str, printed: float) -> None:
    found, why = asked("alpha_u_1995", PAIRS, 24, code=code, output="observed_disagreement")
    assert found == pytest.approx(printed, abs=1e-4)
    assert why == ""


@pytest.mark.parametrize(("code", "printed"), [("B", -0.926), ("D", 0.066)])
def test_a_long_text_comes_near_the_printed_limit(code: str, printed: float) -> None:
    # The 1995 text prints l + l + 1 for λ - l + 1 in D_e; 2004 has it right, hence the tolerance.
    stretched = {
        coder: [(50 * start, 50 * end, name) for start, end, name in units]
        for coder, units in PAIRS.items()
    }
    found, _ = asked("alpha_u_1995", stretched, 24 * 50, code=code)
    assert found == pytest.approx(printed, abs=0.02)


def test_sections_of_2004() -> None:
    overall, _ = asked("alpha_u_1995", SECTIONS, 300)
    assert overall == pytest.approx(0.8591, abs=5e-4)
    assert asked("alpha_u_1995", SECTIONS, 300, code="k") == (1.0, "")


def test_no_section_at_all_is_undefined() -> None:
    nobody: Units = {"i": [], "j": []}
    assert asked("alpha_u_1995", nobody, 24, code="A") == (None, "no_units")
