"""Names are listed in a sheet, and from then on nothing that leaves the window holds them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTableView, QToolTip

from gtcoder.actions import coding
from gtcoder.actions.project import change_setting
from gtcoder.exchange.pseudonyms import read_key
from gtcoder.masking import Pseudonym
from gtcoder.queries.frames import document_codings
from gtcoder.ui.kit import FrameModel, TableView
from gtcoder.ui.pseudonyms.commands import PseudonymCommands
from gtcoder.ui.pseudonyms.rows import NAME, REPLACEMENT
from gtcoder.ui.pseudonyms.sheet import PseudonymSheet
from gtcoder.vocabulary import DocumentId, Span

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session


def commands(window: MainWindow) -> PseudonymCommands:
    found = window.findChild(PseudonymCommands)
    assert found is not None
    return found


def open_sheet(window: MainWindow, qtbot: QtBot) -> PseudonymSheet:
    window.commands.action("study.pseudonyms").trigger()
    sheet = window.findChild(PseudonymSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.names.rowCount() > 1)
    return sheet


def write(qtbot: QtBot, table: QTableView, row: int, column: int, words: str) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QGuiApplication.focusObject()
    assert editor is not None
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().index(row, column).data() == words)


def keep(window: MainWindow, tmp_path: Path, *pairs: tuple[str, str]) -> PseudonymCommands:
    """Let a list hold, as the sheet does."""
    known = commands(window)
    folder = tmp_path / "keys"
    folder.mkdir(exist_ok=True)
    known.key.keep(folder / "key.csv", [Pseudonym(*pair) for pair in pairs])
    return known


def test_a_name_that_is_proposed_is_replaced_once_it_is_saved(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = open_sheet(window, qtbot)
    assert [row[NAME] for row in sheet.names.rows] == ["P1", ""]
    assert "2 times" in str(sheet.names.index(0, 2).data())
    qtbot.waitUntil(lambda: sheet.hits.model().rowCount() == 2)
    write(qtbot, sheet.table, 0, REPLACEMENT, "Mrs Invented")
    write(qtbot, sheet.table, 1, NAME, "customers")
    write(qtbot, sheet.table, 1, REPLACEMENT, "guests")
    qtbot.waitUntil(lambda: "once" in str(sheet.names.index(1, 2).data()))

    sheet.place.set_path(tmp_path / "key.csv")
    save = sheet.findChild(QPushButton, "save")
    assert save is not None
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)

    assert read_key(tmp_path / "key.csv").text("P1: customers") == "Mrs Invented: guests"
    assert commands(window).key.mask.text("P1") == "Mrs Invented"


def test_a_list_among_the_backups_or_against_itself_is_refused_in_the_sheet(
    window: MainWindow, study_path: Path, qtbot: QtBot
) -> None:
    sheet = open_sheet(window, qtbot)
    write(qtbot, sheet.table, 0, REPLACEMENT, "Mrs P1")
    sheet.place.set_path(study_path.with_name("key.csv"))
    sheet.save()
    assert "contains “P1”" in sheet.told.text()

    write(qtbot, sheet.table, 0, REPLACEMENT, "Mrs Invented")
    backups = study_path.with_name(f"{study_path.stem}.backups")
    backups.mkdir(exist_ok=True)
    sheet.place.set_path(backups / "key.csv")
    sheet.save()
    assert "folder of its backups" in sheet.told.text()
    assert not (backups / "key.csv").exists()
    sheet.reject()


def test_what_is_copied_holds_no_name(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    keep(window, tmp_path, ("P1", "Mrs Invented"), ("silent", "quiet"))
    desk = window.stack.workspace  # type: ignore[union-attr]
    view = desk.view  # type: ignore[union-attr]
    start = view.page.text.index("They went silent")
    view.setFocus()
    view.select(Span(start, start + 16))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "They went quiet"
    assert "silent" in view.page.text

    table = TableView(name="Table")
    qtbot.addWidget(table)
    table.setModel(FrameModel(("who", "P1"), [("P1", 3)]))
    table.show()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "who\tMrs Invented\nMrs Invented\t3\n"


def test_a_study_that_asks_for_pseudonyms_lets_nothing_out_without_the_list(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("before")
    with qtbot.waitSignal(session.bridge.changed):
        session.bridge.act(change_setting, name="pseudonyms", value=1)
    view = window.stack.workspace.view  # type: ignore[union-attr]
    view.select(Span(0, 8))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() in ("before", "")
    assert "Study → Pseudonyms" in QToolTip.text()
    QToolTip.hideText()

    keep(window, tmp_path, ("P1", "Mrs Invented"))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == view.page.text[:8]
    QGuiApplication.clipboard().clear()  # what it holds must not outlive the interpreter


def test_the_presentation_shows_codings_where_they_are_in_the_masked_text(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    known = keep(window, tmp_path, ("P1", "Mrs Invented"), ("recharging", "topping it all up"))
    view = window.stack.workspace.view  # type: ignore[union-attr]
    text = view.page.text
    start = text.index("stopped recharging")
    with qtbot.waitSignal(session.bridge.changed):
        session.bridge.act(
            coding.apply_new_code, document=DocumentId(view.page.document),
            span=Span(start, start + 12), path=("leaving",),
        )  # fmt: skip
    window.commands.action("view.presentation").trigger()
    shown = known.presentation
    assert shown is not None
    page, table = shown.view.page, shown.view.index.table
    assert "P1" not in page.text
    assert "recharging" not in page.text
    assert [page.text[a:b] for a, b in zip(table.start, table.end, strict=True)] == [
        "stopped topping it all up"
    ]
    assert page.turns[1].speaker == "Mrs Invented"
    assert page.text[page.turns[1].body :].startswith("They went")
    assert shown.banner.words.text() == "Presentation: 2 names are replaced · reading only"
    assert not shown.view.createMimeDataFromSelection().formats()
    assert view.page.text == text
    with session.bridge.read() as reader:
        assert document_codings(reader, view.page.document).start.tolist() == [start]

    with qtbot.waitSignal(shown.destroyed):
        qtbot.keyClick(shown.view, Qt.Key.Key_Escape)
    assert known.presentation is None


def test_without_a_list_the_presentation_asks_for_one(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands.action("view.presentation").trigger()
    sheet = window.findChild(PseudonymSheet)

    assert sheet is not None
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: sheet.names.rowCount() > 1)
    write(qtbot, sheet.table, 0, REPLACEMENT, "Mrs Invented")
    sheet.place.set_path(tmp_path / "key.csv")
    save = sheet.findChild(QPushButton, "save")
    assert save is not None
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    shown = commands(window).presentation
    assert shown is not None, "what was asked for follows"
    assert shown.focusWidget() is shown.view, "for the keys that turn pages"
    assert shown.banner.words.text() == "Presentation: 1 name is replaced · reading only"
    qtbot.keyClick(shown.view, Qt.Key.Key_Escape)
