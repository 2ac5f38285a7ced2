"""Dragging and dropping in the codebook's tree, and its menus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu

from gtcoder.ui.codebook.model import SPAN_MIME
from gtcoder.vocabulary import CodeId
from tests.ui.codebooks import Book, Keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


def listed(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_menu_of_a_row_lists_what_can_be_done(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_Menu)
    book.panel.tree.menu_asked.emit(QPoint())
    menu = book.panel.gestures.menu
    assert menu is not None
    assert "Merge into…" in listed(menu)
    assert "Restore…" not in listed(menu)
    menu.close()
    book.click(book.fury, control=True)
    book.panel.tree.menu_asked.emit(QPoint())
    menu = book.panel.gestures.menu
    assert menu is not None
    assert "Rename…" not in listed(menu)  # it works on one
    assert "Merge into…" in listed(menu)
    menu.close()


def drop(book: Book, data: QMimeData, at: QPoint, *, control: bool = False) -> str | None:
    """Drag over the tree and drop there; return what the chip said, None where it may not."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    left, actions = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    viewport = book.panel.tree.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, actions, data, left, held))
    move = QDragMoveEvent(at, actions, data, left, held)
    QApplication.sendEvent(viewport, move)
    landing = book.panel.tree.landing
    book.panel.grab()
    said = None if landing is None else landing.words
    assert move.isAccepted() == (landing is not None)
    QApplication.sendEvent(
        viewport, QDropEvent(QPointF(at), actions, data, left, held, QEvent.Type.Drop)
    )
    assert book.panel.tree.landing is None
    return said


def dragged(book: Book, code: CodeId) -> QMimeData:
    return book.panel.book.model.mimeData([book.index(code)])


def test_a_code_dropped_on_another_goes_under_it(book: Book) -> None:
    said = drop(book, dragged(book, book.anger), book.middle(book.fury))
    assert said == "Move under “Fury”"
    book.qtbot.waitUntil(lambda: book.row(book.anger).parent == book.fury)
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.row(book.anger).parent is None)


def test_several_codes_dropped_on_another_are_one_entry(book: Book) -> None:
    data = book.panel.book.model.mimeData([book.index(book.churn), book.index(book.anger)])
    start = book.session.bridge.state.revision
    assert drop(book, data, book.middle(book.fury)) == "Move under “Fury”"
    book.qtbot.waitUntil(lambda: book.toasts == ["2 codes moved"])
    assert book.row(book.anger).parent == book.row(book.churn).parent == book.fury
    assert book.session.bridge.state.revision == start + 1
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.row(book.anger).parent is None)
    assert book.row(book.churn).parent == book.time


def test_a_code_dropped_below_all_goes_to_the_top(book: Book) -> None:
    below = QPoint(100, book.panel.tree.viewport().height() - 4)
    assert drop(book, dragged(book, book.churn), below) == "Move to the top"
    book.qtbot.waitUntil(lambda: book.row(book.churn).parent is None)


def test_a_code_dropped_between_rows_goes_beside_them(book: Book) -> None:
    edge = book.panel.tree.visualRect(book.index(book.churn)).topLeft() + QPoint(30, 2)
    assert drop(book, dragged(book, book.anger), edge) == "Put before “Churn”"
    book.qtbot.waitUntil(lambda: book.row(book.anger).parent == book.time)
    book.qtbot.waitUntil(lambda: book.index(book.churn).row() == 2)
    assert [book.index(code).row() for code in (book.waiting, book.anger)] == [0, 1]


def test_a_code_cannot_be_dropped_below_itself(book: Book) -> None:
    revision = book.session.bridge.state.revision
    assert drop(book, dragged(book, book.time), book.middle(book.churn)) is None
    assert book.session.bridge.state.revision == revision


def test_a_drop_with_ctrl_asks_why_they_are_merged(book: Book) -> None:
    said = drop(book, dragged(book, book.anger), book.middle(book.fury), control=True)
    assert said == "Merge into “Fury”"
    assert book.line("Why").hasFocus()
    book.qtbot.keyClicks(book.line("Why"), "invented")
    book.finish()
    assert book.row(book.anger).merged_into == book.fury


def test_text_dropped_on_a_code_is_told(book: Book) -> None:
    data = QMimeData()
    data.setData(SPAN_MIME, b"5 20")
    with book.qtbot.waitSignal(book.panel.span_dropped) as told:
        assert drop(book, data, book.middle(book.churn)) == "Code as “Churn”"
    assert told.args == [book.churn, 5, 20]


def test_a_refused_move_is_said_and_nothing_changes(book: Book) -> None:
    book.make("Churn")
    book.qtbot.waitUntil(lambda: book.panel.known().in_use() == 6)
    drop(book, dragged(book, book.churn), QPoint(100, book.panel.tree.viewport().height() - 4))
    book.qtbot.waitUntil(lambda: bool(book.errors))
    assert "already" in book.errors[0]
    assert book.row(book.churn).parent == book.time


def test_who_may_only_read_finds_all_verbs_out_of_reach(
    qtbot: QtBot, keys: Keys, tmp_path: Path
) -> None:
    book = Book(qtbot, keys, tmp_path, coder=None)
    book.click(book.anger)
    acts: dict[str, QAction] = book.panel.verbs.actions
    assert [name for name, action in acts.items() if action.isEnabled()] == [
        "favourite",
        "export_book",
    ]
    assert "reading only" in acts["merge"].toolTip()
    assert drop(book, dragged(book, book.anger), book.middle(book.fury)) is None
    assert not book.panel.card.edit.isEnabled()
    book.close()
