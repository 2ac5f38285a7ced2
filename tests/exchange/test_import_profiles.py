"""Names of files that hold values, and profiles: how files of a kind are read, kept and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.batch import VariableDraft
from gtcoder.errors import InvalidInput
from gtcoder.exchange.file_names import name_pattern
from gtcoder.exchange.formats import ImportOptions, SurveyColumns
from gtcoder.exchange.import_profiles import ImportProfile, check, profile_from, profile_of
from gtcoder.exchange.reading import read_files
from gtcoder.vocabulary import VariableScope

DOCUMENT = VariableScope.DOCUMENT


@pytest.mark.parametrize(
    ("pattern", "file", "expected"),
    [
        ("{site}_{wave}_{participant}", "Lismore_2_P07.docx",
         {"site": "Lismore", "wave": "2", "participant": "P07"}),
        ("{site}_{wave}_{participant}", "Lismore_2_P07_b.docx",
         {"site": "Lismore", "wave": "2", "participant": "P07_b"}),
        ("Interview {participant} ({date})", "Interview Ann (2024-05-03).txt",
         {"participant": "Ann", "date": "2024-05-03"}),
        ("{day of talk}.{n}", "3 May.7.txt", {"day of talk": "3 May", "n": "7"}),
        (r"(?P<site>[A-Z]+)(?P<wave>\d)?", "LIS2.txt", {"site": "LIS", "wave": "2"}),
        (r"(?P<site>[A-Z]+)(?P<wave>\d)?", "LIS.txt", {"site": "LIS"}),
        ("{ort}-{wer}", "Ko\u0308ln-Anna.txt", {"ort": "Köln", "wer": "Anna"}),
        ("{site}_{wave}", "Lismore.txt", None),
        ("{site}_{wave}", "_2.txt", None),
    ],
)  # fmt: skip
def test_names_of_files_hold_values(
    pattern: str, file: str, expected: dict[str, str] | None
) -> None:
    assert name_pattern(pattern).values(file) == expected


@pytest.mark.parametrize("pattern", ["", "no braces", "{a}{b}", "{a}_{a}", "{}_x", "(?P<a>["])
def test_a_pattern_that_makes_no_sense_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInput, match="Nothing was read"):
        name_pattern(pattern)


def test_reading_takes_variables_and_the_participant_from_names(tmp_path: Path) -> None:
    talk = "INT: So?\nAnn: No.\nINT: Oh?\nAnn: Yes.\n"
    for name in ("Lismore_2_P07.txt", "Lismore_3_P08.md", "odd.txt"):
        (tmp_path / name).write_text(talk + name, encoding="utf-8")
    (tmp_path / "v.csv").write_text("document,about\nodd,x\n", encoding="utf-8")
    batch = read_files([tmp_path], ImportOptions(names="{site}_{wave}_{participant}"))
    assert [one.speakers[1].participant for one in batch.documents] == ["P07", "P08", "odd"]
    assert batch.variables == (
        VariableDraft("site", "Lismore", DOCUMENT, "Lismore_2_P07"),
        VariableDraft("wave", "2", DOCUMENT, "Lismore_2_P07"),
        VariableDraft("site", "Lismore", DOCUMENT, "Lismore_3_P08"),
        VariableDraft("wave", "3", DOCUMENT, "Lismore_3_P08"),
        VariableDraft("about", "x", DOCUMENT, "odd"),
    )
    unfit = "its name does not fit the pattern; no variables were taken from it"
    assert {
        report.source.file for report in batch.reports if unfit in map(str, report.notes)
    } == {"odd.txt"}  # fmt: skip


FULL = ImportProfile(
    speakers=r"^(\w+) -",
    interviewers=("Dan", "Mod"),
    encoding="cp1252",
    times="none",
    pdf_lines="keep",
    names="{site}_{participant}",
    survey=SurveyColumns("id", ("why",)),
)


@pytest.mark.parametrize("profile", [FULL, ImportProfile(), ImportProfile(times="none")])
def test_a_profile_is_the_same_after_it_was_kept(profile: ImportProfile) -> None:
    assert profile_from(profile.record(), "x") == profile
    assert profile_of(profile.options()) == profile


def test_only_what_was_said_is_kept() -> None:
    assert ImportProfile(interviewers=("Dan",)).record() == {"interviewers": ["Dan"]}
    assert ImportProfile().record() == {}


def test_what_is_said_goes_before_the_profile() -> None:
    said = ImportOptions(encoding="utf-8", participant="P07")
    mixed = FULL.options(said)
    assert (mixed.encoding, mixed.participant) == ("utf-8", "P07")
    assert (mixed.interviewers, mixed.pdf_lines) == (("Dan", "Mod"), "keep")


@pytest.mark.parametrize(
    "record",
    [
        {"speakers": 7}, {"new in a later program": "x"}, {"interviewers": 3}, {"survey": "id"},
        {"speakers": "("}, {"encoding": "utf-99"}, {"times": "some"}, {"names": "x"},
        {"pdf_lines": "paint"}, {"interviewers": [1]},
    ],
)  # fmt: skip
def test_a_profile_that_makes_no_sense_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="Nothing was read"):
        profile_from(record, "x")


def test_faulty_options_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    for options in (ImportOptions(times="x"), ImportOptions(names="x")):
        with pytest.raises(InvalidInput):
            check(options)
        with pytest.raises(InvalidInput):
            read_files([tmp_path / "none.txt"], options)
