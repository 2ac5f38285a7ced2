"""Options of reports from written values."""

from __future__ import annotations

import pytest

from gtcoder.errors import InvalidInput, NotFound
from gtcoder.reports import REPORTS, option_fields, options_from
from gtcoder.reports.coding import CodeTableOptions
from gtcoder.reports.columns import By
from gtcoder.vocabulary import Cells

KIND = REPORTS.get("codes-by-document")


def test_values_get_their_types() -> None:
    given = {"cells": "presence", "by": "participant", "rollup": "Yes", "round": "2"}
    assert options_from(KIND, given) == CodeTableOptions(
        cells=Cells.PRESENCE, by=By.PARTICIPANT, rollup=True, round="2"
    )
    assert options_from(KIND, {}) == CodeTableOptions()


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ann,Ben", ("Ann", "Ben")),
        (" Ann , Ben ", ("Ann", "Ben")),
        ('"Weber, J.", Kaveh', ("Weber, J.", "Kaveh")),
        ("Ann", ("Ann",)),
        ("", ()),
    ],
)
def test_several_names_are_parted_by_commas(written: str, names: tuple[str, ...]) -> None:
    assert options_from(KIND, {"coders": written}).coders == names


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cell": "presence"}, "has no option “cell”. It has: coders, round, documents, cells, by"),
        ({"cells": "words"}, "cannot be “words”. It takes codings or passages or presence or char"),
        ({"fold": "perhaps"}, "fold cannot be “perhaps”. It takes yes or no"),
    ],
)
def test_wrong_options_are_refused_with_what_there_is(given: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        options_from(KIND, given)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("report", "option", "written"),
    [
        ("saturation", "seed", "-1"),
        ("saturation", "permutations", "99999999999999"),
        ("relation-suggestions", "characters", "2147483648"),
        ("relation-suggestions", "turns", "-1"),
    ],
)
def test_numbers_out_of_reach_are_refused(report: str, option: str, written: str) -> None:
    with pytest.raises(InvalidInput, match=f"{option} takes a number from 0 to 2147483647"):
        options_from(REPORTS.get(report), {option: written})


def test_an_unknown_report_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(NotFound, match="frequencies"):
        REPORTS.get("frequency")


def test_every_option_of_every_report_can_be_asked_in_a_form() -> None:
    for name, kind in REPORTS:
        for option in option_fields(kind):
            assert option.help, (name, option.name)
            assert option.default is not None, (name, option.name)
            if option.choices:
                options_from(kind, {option.name: option.choices[0]})
