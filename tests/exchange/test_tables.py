"""Reports as csv, xlsx and json, read back from real files."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from gtcoder.errors import InvalidInput
from gtcoder.exchange.formulas import guarded
from gtcoder.exchange.writing import write_report
from tests.exchange.sample_reports import AWKWARD, PROVENANCE, awkward, tree, wide


def test_csv_is_plain_utf8_as_rfc_4180_has_it(tmp_path: Path) -> None:
    path = write_report(awkward(), tmp_path / "table.csv").path
    raw = path.read_bytes()
    assert raw.startswith(b"text,number\r\n")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    texts = [guarded(text) for text in AWKWARD]
    assert texts[:3] == ["'=1+1", "'@SUM(A1)", "'+49 30 1234"]
    assert rows == [["text", "number"], *([text, str(n)] for n, text in enumerate(texts))]
    assert raw.count(b"\r\n") == len(rows)


def test_csv_has_every_cell_in_full(tmp_path: Path) -> None:
    path = write_report(tree(), tmp_path / "table.csv").path
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[4] == ["Ann", "Trust > Silence > Long", "1", "1.0", ""]
    assert rows[1] == ["Ann", "Trust", "1234", "0.5", ""]
    assert rows[6] == ["Ann", "Total", "1240", "0.75", ""]


def test_json_holds_paths_as_lists_and_the_provenance(tmp_path: Path) -> None:
    path = write_report(tree(), tmp_path / "table.json").path
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["columns"] == ["coder", "code", "codings", "share", "note"]
    assert found["rows"][1] == ["Ann", ["Trust", "Warmth"], 2, 0.125, "x"]
    assert found["rows"][0][4] is None
    assert found["rows"][5][1] == "Total"
    assert found["totals"] == [5, 7]
    assert found["provenance"] == PROVENANCE


def test_text_stays_text_in_a_spreadsheet(tmp_path: Path) -> None:
    written = write_report(awkward(), tmp_path / "table.xlsx")
    assert written.notes == ()
    sheet = openpyxl.load_workbook(written.path)["quotations"]
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == list(AWKWARD)
    assert {row[0].data_type for row in cells} == {"s"}
    assert {row[1].data_type for row in cells} == {"n"}
    assert [row[1].value for row in cells] == list(range(len(AWKWARD)))
    assert all(row[0].hyperlink is None for row in cells)


def test_the_second_sheet_says_where_the_numbers_come_from(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_report(tree(), tmp_path / "table.xlsx").path)
    assert book.sheetnames == ["codes-by-document", "Provenance"]
    facts = {row[0].value: row[1].value for row in book["Provenance"].iter_rows()}
    assert facts["counted"] == "codings"
    assert facts["whose"] == "Ann"
    assert facts["revision"] == 7
    assert facts["coders"] == "Ann, Ben"
    texts = [row[1].value for row in book["Provenance"].iter_rows()]
    assert "Whose: Ann, Round 1; 2 of 2 documents." in texts
    sheet = book["codes-by-document"]
    assert sheet.freeze_panes == "B2"
    assert sheet["B5"].value == "Trust > Silence > Long"
    assert sheet["C2"].value == 1234
    assert sheet["E2"].value is None
    assert sheet["C7"].font.bold
    assert not sheet["C6"].font.bold


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("x" * 32_767, 1),
        ("x" * 32_768, 2),
        ("é" * 70_000, 3),
        ("🙂" * 16_383, 1),
        ("🙂" * 16_384, 2),
        ("a" * 20_000 + "🙂" * 10_000, 2),
    ],
)
def test_a_text_too_long_for_a_cell_goes_on_beside_it(
    tmp_path: Path, text: str, pieces: int
) -> None:
    report = awkward()
    report = replace(report, rows=(("short", 1), (text, 2)))
    written = write_report(report, tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(written.path)
    sheet = book["quotations"]
    names = [cell.value for cell in sheet[1]]
    assert names == ["text", *(f"text ({n})" for n in range(2, pieces + 1)), "number"]
    parts = [str(cell.value) for cell in sheet[3][:pieces]]
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * 32_767 for part in parts)
    assert [cell.value for cell in sheet[2]] == ["short", *([None] * (pieces - 1)), 1]
    assert bool(written.notes) == (pieces > 1)
    told = [row[1].value for row in book["Provenance"].iter_rows()]
    assert any("do not fit into a cell" in str(each) for each in told) == (pieces > 1)


def test_a_control_character_becomes_a_replacement_character(tmp_path: Path) -> None:
    report = replace(awkward(), rows=(("a\x0bb\x00c\ufffed", 1),))
    written = write_report(report, tmp_path / "control.xlsx")
    sheet = openpyxl.load_workbook(written.path)["quotations"]
    assert sheet["A2"].value == "a\ufffdb\ufffdc\ufffdd"


def test_a_table_wider_than_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="16,385 columns"):
        write_report(wide(16_385), tmp_path / "wide.xlsx")
    assert list(tmp_path.iterdir()) == []
    write_report(wide(16_384), tmp_path / "wide.xlsx")
