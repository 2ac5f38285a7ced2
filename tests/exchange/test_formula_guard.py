"""Cells that a spreadsheet would run: guarded in every csv, and as they were when read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.exchange.codebook_files import read_codebook
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.formulas import guarded, unguarded
from gtcoder.exchange.given_sheets import table_of_file
from gtcoder.exchange.plain_tables import read_table
from gtcoder.exchange.pseudonyms import read_key, write_key
from gtcoder.exchange.variables import read as read_variables
from gtcoder.exchange.writing import write_report
from gtcoder.masking import Pseudonym
from gtcoder.progress import Silent
from gtcoder.reports.base import Report
from tests.exchange.sample_reports import PROVENANCE, SENTENCES, awkward

RUN = ("=1+1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "-")
_SIGNS = "'=+-@\t\r\n\uff1d\uff0b1.5e a"


def _table(*columns: str, rows: tuple[tuple[str, ...], ...]) -> Report:
    return Report("invented", "Invented", columns, rows, SENTENCES, PROVENANCE)


@pytest.mark.parametrize("text", RUN)
def test_what_would_be_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "cell", ["-3", "+4.5", "-1,5", "-2e-7", "007", "she", "'twas", "", -3, None]
)
def test_numbers_and_plain_texts_stay(cell: object) -> None:
    assert guarded(cell) is cell


@given(st.text(_SIGNS, max_size=6))
def test_the_guard_comes_off_without_loss(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert safe[:1] not in tuple("=@\t\r\n\uff1d\uff0b")
    if safe[:1] in ("+", "-"):
        float(safe)  # a number, which a spreadsheet may read as one


def test_a_csv_says_what_it_guards_and_a_raw_one_does_not(tmp_path: Path) -> None:
    long = replace(awkward(), rows=(("=1", 1), ("x" * 32_768, 2), ("-5", -5)))
    written = write_report(long, tmp_path / "a.csv")
    assert "1 cell begins" in written.notes[0]
    assert "1 cell holds more than 32,767" in written.notes[1]
    raw = write_report(long, tmp_path / "b.csv", raw=True)
    assert raw.notes == ()
    assert raw.path.read_text().splitlines()[1::2] == ["=1,1", "-5,-5"]
    assert written.path.read_text().splitlines()[1::2] == ["'=1,1", "-5,-5"]


def test_a_spreadsheet_holds_texts_as_texts(tmp_path: Path) -> None:
    table = _table("=head", "@b", rows=tuple((text, "{=A1}") for text in RUN))
    table = replace(table, groups={"=head": "=group"}, title="=title")
    sheet = openpyxl.load_workbook(write_report(table, tmp_path / "a.xlsx").path)["invented"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(row[0].value) for row in sheet.iter_rows(min_row=3)] == [
        text.replace("\r", "\ufffd") for text in RUN
    ]


def test_our_readers_take_the_guard_off(tmp_path: Path) -> None:
    book = _table("code", "definition", rows=(("=Trust", "-is what it is"), ("Quiet", "@home")))
    codes = read_codebook(write_report(book, tmp_path / "codebook.csv").path)[0].codes
    assert [code.path for code in codes] == [("=Trust",), ("Quiet",)]
    assert [code.texts["definition"] for code in codes] == ["-is what it is", "@home"]
    people = _table("participant", "+mood", rows=(("=P1", "-low"),))
    path = write_report(people, tmp_path / "people.csv").path
    (value,) = read_variables(path, ImportOptions(), Silent()).variables
    assert (value.owner, value.name, value.value) == ("=P1", "+mood", "-low")
    spans = table_of_file(write_report(people, tmp_path / "spans.csv").path)
    assert spans.lines == ((1, ("participant", "+mood")), (2, ("=P1", "-low")))
    (row,) = read_table(tmp_path, "people.csv", needs=("participant",), may=None).rows
    assert row.exact("+mood") == "-low"
    write_key(tmp_path / "key.csv", [Pseudonym("@nna", "+Bea")])
    assert "'@nna,'+Bea" in (tmp_path / "key.csv").read_text()
    assert read_key(tmp_path / "key.csv").text("I am @nna.") == "I am +Bea."
