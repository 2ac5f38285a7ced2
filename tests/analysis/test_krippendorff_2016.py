"""The worked example of the u-alpha family: three coders on 60 units of length.

Krippendorff, Mathet, Bouvry & Widlöcher (2016), as printed in Content Analysis (2019), section
12.6, Fig. 12.11.
"""

from __future__ import annotations

import pytest

from gtcoder.errors import NotComputable
from tests.analysis.unitizing_cases import Units, asked

LENGTH = 60
CODERS: Units = {
    "Alex": [
        (0, 7, "1"),
        (7, 13, "2"),
        (30, 32, "5"),
        (32, 37, "6"),
        (37, 44, "6"),
        (44, 60, "7"),
    ],
    "Paul": [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
    "Suzan": [
        (0, 7, "1"),
        (7, 13, "4"),
        (13, 21, "5"),
        (32, 37, "6"),
        (37, 41, "6"),
        (41, 44, "6"),
    ],
}


@pytest.mark.parametrize(("variant", "printed"), [("u", 0.510), ("bu", 0.413), ("cu", 0.724)])
def test_the_printed_coefficients(variant: str, printed: float) -> None:
    found, why = asked("u_alpha_2016", CODERS, LENGTH, variant=variant)
    assert found == pytest.approx(printed, abs=0.001)
    assert why == ""


@pytest.mark.parametrize("code", ["1", "6"])
def test_a_code_that_all_gave_to_the_same_text_agrees_fully(code: str) -> None:
    found, _ = asked("u_alpha_2016", CODERS, LENGTH, variant="ku", code=code)
    assert found == pytest.approx(1)


def test_a_code_that_met_no_other_unit_has_no_value_and_no_coverage() -> None:
    assert asked("u_alpha_2016", CODERS, LENGTH, variant="ku", code="7") == (
        None,
        "no_valued_intersection",
    )
    assert asked("u_alpha_2016", CODERS, LENGTH, variant="ku_coverage", code="7") == (0.0, "")


def test_the_coverage_of_all_codes_is_the_share_of_jointly_coded_text() -> None:
    # Of 3 × 60 characters: on 0–13 and 32–44 all three coded, on 13–21 two did, each with one
    # of two others.
    found, _ = asked("u_alpha_2016", CODERS, LENGTH, variant="cu_coverage")
    assert found == pytest.approx((3 * 13 + 3 * 12 + 2 * 8 / 2) / 180)


@pytest.mark.parametrize(
    ("units", "variant", "why"),
    [
        ({"a": [(0, 10, "X")], "b": [(0, 10, "X")]}, "bu", "no_gaps"),
        ({"a": [], "b": []}, "u", "no_variation"),
        ({"a": [(0, 5, "X")], "b": [(5, 9, "X")]}, "cu", "no_valued_intersection"),
        ({"a": [(0, 5, "X")], "b": [(2, 9, "X")]}, "cu", "no_variation"),
    ],
)
def test_what_cannot_be_told_is_undefined(units: Units, variant: str, why: str) -> None:
    assert asked("u_alpha_2016", units, 10, variant=variant) == (None, why)


def test_a_code_that_nobody_used_is_named_so() -> None:
    units: Units = {"a": [(0, 5, "X")], "b": [(0, 5, "X")]}
    for variant in ("ku", "ku_coverage"):
        assert asked("u_alpha_2016", units, 10, variant=variant, code="Y") == (
            None,
            "category_unused",
        )


def test_overlapping_codings_of_one_code_are_one_unit_and_adjacent_ones_two() -> None:
    other = [(0, 4, "X"), (6, 10, "Y")]
    one: Units = {"a": [(0, 8, "X")], "b": other}
    overlapping: Units = {"a": [(0, 5, "X"), (3, 8, "X")], "b": other}
    adjacent: Units = {"a": [(0, 4, "X"), (4, 8, "X")], "b": other}
    values = [asked("u_alpha_2016", units, 12)[0] for units in (one, overlapping, adjacent)]
    assert values[0] == values[1]
    assert values[0] != values[2]


def test_overlapping_codings_of_two_codes_are_refused_with_their_place() -> None:
    units: Units = {"a": [(0, 6, "X"), (4, 9, "Y")], "b": [(0, 6, "X")]}
    with pytest.raises(NotComputable, match=r"coder 1 gave code 1 and code 2 to characters 4 to 6"):
        asked("u_alpha_2016", units, 12)


def test_a_variant_of_one_code_asks_for_it() -> None:
    with pytest.raises(NotComputable, match="name it"):
        asked("u_alpha_2016", CODERS, LENGTH, variant="ku")
