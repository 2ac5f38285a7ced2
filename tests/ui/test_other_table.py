"""Agreement of a table in the window: pasted or opened, mended, computed, written."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gtcoder.cli import main
from gtcoder.ui.given.asked import SPANS
from gtcoder.ui.given.sheet import OtherTable
from gtcoder.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
RATED = [("q1", "1", "1", "2"), ("q2", "2", "2", "2"), ("q3", "1", "", "1"), ("q4", "3", "2", "3"),
         ("q5", "3", "3", "3"), ("q6", "1", "1", "1"), ("q7", "2", "1", "2")]  # fmt: skip
PASTED = "\n".join("\t".join(row) for row in [("unit", "Ana", "Ben", "Cho"), *RATED]) + "\n"
SPAN_LINES = ("document,coder,start,end,code", "one,Ana,0,10,trust", "one,Ben,5,10,trust",
              "two,Ana,0,5,price", "two,Ben,0,9,price")  # fmt: skip
LENGTHS = "document,characters\none,100\ntwo,60\n"


@pytest.fixture
def bare(open_window: Callable[..., MainWindow]) -> MainWindow:
    """Return a window on its start page."""
    return open_window()


@pytest.fixture
def sheet(qtbot: QtBot, bare: MainWindow) -> Iterator[OtherTable]:
    """Return the sheet, opened from the start page."""
    qtbot.mouseClick(bare.start.table, LEFT)
    found = bare.findChild(OtherTable)
    assert found is not None
    yield found
    bare.jobs.shut_down()
    for editor in (found.ratings, found.spans, found.lengths):
        editor.text.document().setModified(False)
    found.close()


def paste(qtbot: QtBot, sheet: OtherTable, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(sheet.ratings.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def told(sheet: OtherTable) -> str:
    return sheet.told.text()


def wrote(sheet: OtherTable, name: str) -> bool:
    return f"Wrote “{name}”" in told(sheet)


def computed(qtbot: QtBot, sheet: OtherTable) -> list[dict[str, Any]]:
    sheet.results = None
    qtbot.mouseClick(sheet.primary, LEFT)
    qtbot.waitUntil(lambda: sheet.results is not None, timeout=20_000)
    assert sheet.results is not None
    return json.loads(json.dumps(sheet.results.as_dicts()))


def at_the_command_line(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["agreement", *map(str, words), "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["results"]
    return found


def test_a_pasted_table_gives_what_the_command_line_gives(
    qtbot: QtBot, sheet: OtherTable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paste(qtbot, sheet, PASTED)
    qtbot.waitUntil(lambda: "7 units, 3 coders (Ana, Ben, Cho); missing ratings: 1" in told(sheet))
    assert "“unit” names the units" in told(sheet)
    assert sheet.model.rowCount() == 7
    assert sheet.of_ratings.level.value() is None
    sheet.of_ratings.level.choose("ordinal")
    found = computed(qtbot, sheet)
    table = tmp_path / "r.tsv"
    table.write_text(PASTED, encoding="utf-8")
    assert found == at_the_command_line(capsys, "--ratings", table, "--level", "ordinal")
    notes = sheet.answer.notes.text()
    assert "bootstrap over units" in notes
    assert "Level: ordinal." in notes
    shown = [sheet.answer.model.index(0, n).data() for n in range(7)]
    assert shown[0] == "Percent agreement (Holsti 1969)"
    assert "Ana, Ben, Cho" in shown


def test_alpha_waits_for_the_level(qtbot: QtBot, sheet: OtherTable) -> None:
    paste(qtbot, sheet, PASTED)
    sheet.read_table()
    assert sheet.primary.isEnabled()
    sheet.of_ratings.coefficients.choose({"krippendorff_alpha"})
    assert not sheet.primary.isEnabled()
    assert "depends on the level" in sheet.needs.text()
    sheet.of_ratings.level.choose("nominal")
    assert sheet.primary.isEnabled()
    sheet.of_ratings.coefficients.choose({"specific_agreement"})
    assert "choose it under “One value”" in sheet.needs.text()
    sheet.of_ratings.category.choose("3")
    (value,) = computed(qtbot, sheet)
    assert value["coefficient"] == "specific_agreement"


def test_a_bad_table_stays_to_be_mended(qtbot: QtBot, sheet: OtherTable) -> None:
    bad = PASTED.replace("q4\t3\t2\t3", "q4\t3")
    paste(qtbot, sheet, bad)
    qtbot.keyClick(sheet.ratings.text, Qt.Key.Key_Tab)
    sheet.read_table()
    assert "row 5: The row has 2 cells for 4 columns; “Ben”" in told(sheet)
    assert not sheet.primary.isEnabled()
    assert sheet.ratings.written() == bad
    assert sheet.ratings.text.textCursor().selectedText() == "q4\t3"
    sheet.ratings.text.setFocus()
    qtbot.keyClick(sheet.ratings.text, Qt.Key.Key_End)
    qtbot.keyClick(sheet.ratings.text, Qt.Key.Key_Backspace)
    sheet.ratings.text.insertPlainText("3\t2\t3")
    qtbot.waitUntil(sheet.primary.isEnabled)
    sheet.of_ratings.level.choose("interval")
    sheet.ratings.text.setPlainText(PASTED.replace("q5\t3", "q5\tthree"))
    qtbot.waitUntil(lambda: "Row 6, coder Ana: “three” is no number" in told(sheet))


def test_numbers_grey_when_the_table_changes(qtbot: QtBot, sheet: OtherTable) -> None:
    paste(qtbot, sheet, PASTED)
    sheet.read_table()
    computed(qtbot, sheet)
    assert sheet.answer.table.isEnabled()
    sheet.of_ratings.missing.setText("1")
    assert not sheet.answer.table.isEnabled()


def test_a_file_is_opened_and_the_numbers_written(
    qtbot: QtBot, sheet: OtherTable, tmp_path: Path
) -> None:
    table = tmp_path / "ratings.csv"
    table.write_text(PASTED.replace("\t", ";"), encoding="utf-8-sig")
    sheet.ratings.open_file(table)
    sheet.read_table()
    assert "7 units, 3 coders" in told(sheet)
    computed(qtbot, sheet)
    for name in ("numbers.csv", "numbers.xlsx", "numbers.docx"):
        out = tmp_path / name
        sheet.export_to(out)
        qtbot.waitUntil(partial(wrote, sheet, name), timeout=20_000)
        assert out.stat().st_size > 100
    rows = list(csv.DictReader((tmp_path / "numbers.csv").read_text("utf-8").splitlines()))
    assert rows[0]["source"] == "Holsti 1969"
    sheet.ratings.text.insertPlainText("x")
    assert sheet.ratings.source == "ratings.csv, changed here"
    missing = tmp_path / "none.csv"
    sheet.ratings.open_file(missing)
    assert "none.csv" in told(sheet)


def test_spans_with_their_lengths(
    qtbot: QtBot, sheet: OtherTable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.show_kind(SPANS)
    sheet.spans.text.setPlainText("\n".join(SPAN_LINES).replace(",60", ",61"))
    sheet.lengths.text.setPlainText(LENGTHS.replace("60", "8"))
    qtbot.waitUntil(lambda: "Row 5: the span ends at 9" in told(sheet))
    sheet.lengths.text.setPlainText(LENGTHS)
    qtbot.waitUntil(lambda: "4 spans, 2 coders (Ana, Ben), 2 codes" in told(sheet))
    sheet.of_spans.coefficients.choose({"cohen_kappa", "u_alpha_2016:bu"})
    sheet.of_spans.per.choose("code")
    found = computed(qtbot, sheet)
    spans, lengths = tmp_path / "s.csv", tmp_path / "l.csv"
    spans.write_text("\n".join(SPAN_LINES), encoding="utf-8")
    lengths.write_text(LENGTHS, encoding="utf-8")
    words = ("--coefficient", "cohen_kappa", "--coefficient", "u_alpha_2016:bu", "--per", "code")
    assert found == at_the_command_line(capsys, "--spans", spans, "--lengths", lengths, *words)


def test_the_key_opens_it_with_a_study_too(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.action("study.table").trigger()
    found = window.findChild(OtherTable)
    assert found is not None
    assert window.commands.action("study.table").shortcut().toString() == "Ctrl+Shift+O"
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(OtherTable) is None)
