"""The workspace of tables and charts: questions in words, and answers that are the reports'."""

from __future__ import annotations

import threading
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook
from gtcoder.errors import GtcoderError
from gtcoder.progress import Silent
from gtcoder.queries import ledger
from gtcoder.queries.codebook import find_code
from gtcoder.reports import REPORTS, Report, options_from
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study
from gtcoder.ui.kit import CATEGORY, Chip
from gtcoder.ui.look import look
from gtcoder.ui.session import OneCode
from gtcoder.ui.tables import workspace as module
from gtcoder.ui.tables.answer import shown_rows
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.tables.questions import ORDER, in_order, question_of
from gtcoder.ui.tables.workspace import TablesWorkspace
from gtcoder.vocabulary import CodeLevel
from tests.ui.placing import (
    Placed,
    Placing,
    add_coding,
    assert_named_at_every_size,
    keep,
    sheet_of,
)

Shown = Placed[TablesWorkspace]


@pytest.fixture
def shown(placing: Placing, coded_path: Path, qtbot: QtBot) -> Shown:
    placed = placing(coded_path, TablesWorkspace)
    answered(qtbot, placed, "frequencies")
    return placed


def answered(qtbot: QtBot, placed: Shown, report: str) -> None:
    page = placed.workspace.page
    qtbot.waitUntil(
        lambda: (
            page.answer is not None
            and page.answer.report.name == report
            and placed.session.jobs.running == 0
        )
    )


def made(placed: Shown, name: str, **values: str) -> Report:
    """Ask the core itself."""
    kind = REPORTS.get(name)
    with placed.session.bridge.read() as reader:
        return kind.run(reader, options_from(kind, values), Silent())


def ask(placed: Shown, qtbot: QtBot, name: str) -> None:
    """Choose a question with a click, and wait for the answer."""
    click_on(placed, qtbot, name)
    answered(qtbot, placed, name)


def click_on(placed: Shown, qtbot: QtBot, name: str) -> None:
    gallery = placed.workspace.gallery
    row = next(n for n, entry in enumerate(gallery.entries) if entry.report == name)
    index = gallery.model().index(row, 0)
    gallery.scrollTo(index)
    spot = gallery.visualRect(index).center() + QPoint(row % 2 * 20, 0)  # two clicks, no double
    qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_every_report_is_a_question_in_words() -> None:
    names = [name for name, kind in REPORTS if kind.run.__module__.startswith("gtcoder.")]
    assert sorted(ORDER) == sorted(names)
    for name in names:
        asked = question_of(name, "a title")
        assert asked.text.endswith("?")
        assert asked.hint
    assert question_of("from-elsewhere", "Word clouds").text == "Word clouds"
    assert in_order(["b", "codebook", "frequencies"]) == ["frequencies", "codebook", "b"]


def test_paths_are_set_in_and_what_repeats_is_blank() -> None:
    rows = (("Ann", ("A",), 1), ("Ann", ("A", "b"), 2), ("Bob", ("A",), 3))
    report = Report("x", "X", ("coder", "code", "n"), rows, (), {}, repeats=("coder", "code"))
    assert shown_rows(report) == (("Ann", "A", 1), ("", "    b", 2), ("Bob", "A", 3))
    plain = Report("x", "X", ("coder", "code", "n"), rows, (), {})
    assert shown_rows(plain) == rows


def test_the_table_on_the_screen_is_the_report(shown: Shown, qtbot: QtBot) -> None:
    for name in ORDER:
        if name != "frequencies":
            click_on(shown, qtbot, name)
        try:
            report = made(shown, name)
        except GtcoderError as error:  # the study has none of it: the page says so
            said = [str(error)]
            labels = shown.workspace.page.empty.findChildren(QLabel)
            qtbot.waitUntil(lambda: said == [labels[0].text()])  # noqa: B023
            continue
        answered(qtbot, shown, name)
        is_on_the_screen(report, shown)
        qtbot.waitUntil(lambda: shown.workspace.bar.title.text() == question_of(name, "").text)  # noqa: B023


def is_on_the_screen(report: Report, shown: Shown) -> None:
    model, paper = shown.workspace.page.model, shown_rows(report)
    assert [model.row(n) for n in range(model.rowCount())] == list(report.rows), report.name
    for column, heading in enumerate(report.columns):
        if heading in report.repeats:
            written = [model.shown(n, column) for n in range(model.rowCount())]
            assert written == [row[column] for row in paper], report.name
    assert [c.casefold() for c in model.columns] == [
        c.replace("_", " ").casefold() for c in report.columns
    ]
    said = shown.workspace.page.sentences.text()
    assert all(sentence in said for sentence in report.sentences), report.name


def test_keys_walk_through_the_questions(shown: Shown, qtbot: QtBot) -> None:
    gallery = shown.workspace.gallery
    gallery.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(gallery, Qt.Key.Key_Down)
    answered(qtbot, shown, "codes-by-document")
    qtbot.keyClick(gallery, Qt.Key.Key_Up)
    answered(qtbot, shown, "frequencies")


def test_an_option_is_set_by_keys_and_stays(shown: Shown, qtbot: QtBot) -> None:
    form = shown.workspace.options.form
    assert form is not None
    chip = form.entry("cells")
    assert isinstance(chip, Chip)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Qt.Key.Key_Down)
    assert chip.list is not None
    for _ in range(3):  # codings, passages, presence, characters
        qtbot.keyClick(chip.list.view, Qt.Key.Key_Down)
    qtbot.keyClick(chip.list.view, Qt.Key.Key_Return)
    report, model = made(shown, "frequencies", cells="characters"), shown.workspace.page.model
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.row(0) == report.rows[0])
    assert report.rows != made(shown, "frequencies").rows
    ask(shown, qtbot, "coverage")
    ask(shown, qtbot, "frequencies")
    assert model.row(0) == report.rows[0]


def test_what_does_not_fit_is_said_in_the_cores_words(shown: Shown, qtbot: QtBot) -> None:
    ask(shown, qtbot, "codes-by-document")
    form = shown.workspace.options.form
    assert form is not None
    form.set_values({"fold": "yes"})
    empty = shown.workspace.page.empty
    qtbot.waitUntil(empty.isVisible)
    assert "are not added up" in empty._sentence.text()
    assert not shown.session.commands.action("tables.export").isEnabled()
    form.set_values({"cells": "passages"})
    answered(qtbot, shown, "codes-by-document")
    assert not empty.isVisible()


def test_a_row_leads_to_the_passages_of_its_code(shown: Shown, qtbot: QtBot) -> None:
    table, model = shown.workspace.page.table, shown.workspace.page.model
    with shown.session.bridge.read() as reader:
        code = find_code(reader, "calls").id
    row = next(n for n in range(model.rowCount()) if model.shown(n, 0) == "calls")
    spot = table.visualRect(model.index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown.gone == [("open", OneCode(code))] * 2


def test_a_category_has_a_ring_before_its_name(shown: Shown, qtbot: QtBot) -> None:
    model = shown.workspace.page.model

    def ringed() -> set[str]:
        marked = (n for n in range(model.rowCount()) if model.index(n, 0).data(CATEGORY))
        return {model.shown(n, 0) for n in marked}

    assert ringed() == set()
    with shown.session.bridge.read() as reader:
        code = find_code(reader, "calls").id
    shown.session.bridge.act(codebook.set_level, code=code, level=CodeLevel.AXIAL)
    qtbot.waitUntil(lambda: ringed() == {"calls"})
    ask(shown, qtbot, "codes-by-document")  # codes do not stand in the first column
    assert ringed() == set()


def test_the_chart_is_drawn_in_the_themes_colours(shown: Shown, qtbot: QtBot) -> None:
    views, page = shown.workspace.bar.views, shown.workspace.page
    qtbot.mouseClick(views.segment("chart"), Qt.MouseButton.LeftButton)
    picture = page.chart._picture
    qtbot.waitUntil(lambda: not picture.pixmap().isNull(), timeout=20_000)
    assert not page.table.isVisible()
    image = picture.pixmap().toImage()
    assert image.pixelColor(1, 1).name().upper() == look().theme.paper.upper()
    light = look().theme.paper
    look().wear("dark")
    assert look().theme.paper != light
    qtbot.waitUntil(
        lambda: (
            picture.pixmap().toImage().pixelColor(1, 1).name().upper() == look().theme.paper.upper()
        )
    )
    ask(shown, qtbot, "coverage")
    assert not views.segment("chart").isEnabled()
    assert page.table.isVisible()


def test_table_and_chart_are_written(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    report = made(shown, "frequencies")
    for ending in ("docx", "svg"):
        shown.window.activateWindow()
        qtbot.waitUntil(shown.window.isActiveWindow)
        qtbot.keyClick(shown.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        sheet = sheet_of(shown, qtbot)
        assert isinstance(sheet, ExportSheet)
        sheet.format.choose(ending)
        assert sheet.chosen() == tmp_path / f"frequencies.{ending}"
        qtbot.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
        written = f"frequencies.{ending}"
        qtbot.waitUntil(lambda: any(written in each.text for each in shown.notices))  # noqa: B023
    (table,) = docx.Document(str(tmp_path / "frequencies.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [row[1:] for row in rows] == [[str(cell) for cell in row[1:]] for row in report.rows]
    assert "<svg" in (tmp_path / "frequencies.svg").read_text("utf-8")


def test_stopping_an_export_leaves_the_file_that_was_there(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "frequencies.docx"
    out.write_bytes(b"older")
    release = threading.Event()
    for _ in range(2):  # both threads of the pool are taken
        shown.session.jobs.start(lambda _: release.wait(20))
    qtbot.keyClick(shown.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(shown, qtbot)
    assert isinstance(sheet, ExportSheet)
    assert sheet.write_button.text() == "Replace the file"
    qtbot.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    release.set()
    qtbot.waitUntil(lambda: shown.session.jobs.running == 0)
    assert out.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir() if ".new" in each.name] == []
    assert shown.notices == []


def test_a_table_is_kept_and_shown_again_as_it_was(shown: Shown, qtbot: QtBot) -> None:
    report = made(shown, "frequencies")
    keep(shown, qtbot, "before training")
    gallery = shown.workspace.gallery
    qtbot.waitUntil(lambda: any(each.kept == 0 for each in gallery.entries))
    with shown.session.bridge.read() as reader:
        (row,) = ledger.results(reader)
    assert (row.name, row.kind, row.revision) == (
        "before training", "report", report.provenance["revision"],
    )  # fmt: skip
    assert row.options == {"report": "frequencies", "options": {}}
    add_coding(shown, qtbot)
    answered(qtbot, shown, "frequencies")
    gallery.choose(next(each for each in gallery.entries if each.kept == 0))
    model = shown.workspace.page.model
    assert [model.row(n) for n in range(model.rowCount())] == list(report.rows)
    assert "As kept in “before training”" in shown.workspace.bar.when.text()
    assert not shown.session.commands.action("tables.keep").isEnabled()


def test_a_quick_table_follows_the_study(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace.page
    before = made(shown, "frequencies").rows
    add_coding(shown, qtbot)
    after = made(shown, "frequencies")
    assert after.rows != before
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.report.rows == after.rows)
    assert not shown.workspace.bar.dated.isVisible()


def test_a_slow_table_waits_to_be_asked(
    shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUICK", 0.0)
    page, dated = shown.workspace.page, shown.workspace.bar.dated
    before = page.answer
    add_coding(shown, qtbot)
    qtbot.waitUntil(dated.isVisible)
    assert page.answer is before
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not dated.isVisible())
    assert page.answer is not None
    assert page.answer.report.rows == made(shown, "frequencies").rows


def test_sorted_rows_say_in_full_what_they_are(shown: Shown, qtbot: QtBot) -> None:
    ask(shown, qtbot, "codes-by-document")
    model, table = shown.workspace.page.model, shown.workspace.page.table
    assert model.shown(1, 0) == ""  # the coder of the row above
    assert [n for n in range(model.rowCount()) if model.shown(n, 1) == "Total"] == [5, 11]
    last = model.columnCount() - 1
    table.setCurrentIndex(model.index(0, last))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert {model.shown(n, 0) for n in range(10)} == {"Ann", "Bob"}
    assert [model.shown(n, 1) for n in (10, 11)] == ["Total", "Total"]


def test_rows_are_copied_with_their_headings(shown: Shown, qtbot: QtBot) -> None:
    table = shown.workspace.page.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Code"
    assert len(lines) >= 2


def test_an_empty_study_says_that_there_is_nothing_yet(
    placing: Placing, tmp_path: Path, qtbot: QtBot
) -> None:
    create_study(FileLocation(tmp_path / "new.gtc"), coder="Ann", title="Invented study")
    placed = placing(tmp_path / "new.gtc", TablesWorkspace)
    answered(qtbot, placed, "frequencies")
    assert placed.workspace.page.empty.isVisible()
    assert "nothing to count yet" in placed.workspace.page.empty._sentence.text()


def test_everything_has_a_name_and_grows_with_the_text(shown: Shown, qtbot: QtBot) -> None:
    assert_named_at_every_size(shown)
    assert shown.workspace.gallery.accessibleName() == "Questions"
    assert shown.workspace.childAt(QPoint(5, 5)) is not None
