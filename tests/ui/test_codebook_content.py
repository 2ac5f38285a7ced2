"""Order, reasons, attributes by their kind, origins and codebook files in the panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from gtcoder.actions import attributes, codebook
from gtcoder.actions.examples import add_example
from gtcoder.queries.codebook import attributes as attributes_of
from gtcoder.queries.passages import codings
from gtcoder.ui.codebook.attribute_sheet import AttributeSheet
from gtcoder.ui.codebook.import_sheet import ImportBookSheet
from gtcoder.ui.kit import Sheet
from gtcoder.ui.reasons import RecentReasons, ask_why
from gtcoder.vocabulary import AttributeKind, CodeOrigin
from tests.ui.codebooks import Book, Keys, build

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return build(tmp_path_factory.mktemp("codebook") / "book.gtc")


@pytest.fixture
def book(qtbot: QtBot, keys: Keys, tmp_path: Path) -> Iterator[Book]:
    made = Book(qtbot, keys, tmp_path)
    yield made
    made.close()


def top(book: Book) -> list[str]:
    model = book.panel.book.model
    return [model.index(row, 0).data() for row in range(model.rowCount(QModelIndex()))]


def test_alt_and_arrows_and_a_drop_between_put_codes_in_order(book: Book) -> None:
    book.click(book.fury)
    book.press(Key.Key_Up, "A")
    book.qtbot.waitUntil(lambda: top(book) == ["Time", "Fury", "Anger"])
    book.press(Key.Key_Down, "A")
    book.qtbot.waitUntil(lambda: top(book) == ["Time", "Anger", "Fury"])
    data: QMimeData = book.panel.book.model.mimeData([book.index(book.fury)])
    edge = book.panel.tree.visualRect(book.index(book.time)).topLeft() + QPoint(30, 2)
    viewport, left = book.panel.tree.viewport(), Qt.MouseButton.LeftButton
    none, move = Qt.KeyboardModifier.NoModifier, Qt.DropAction.MoveAction
    QApplication.sendEvent(viewport, QDragEnterEvent(edge, move, data, left, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(edge, move, data, left, none))
    assert book.panel.tree.landing is not None
    assert book.panel.tree.landing.words == "Put before “Time”"
    QApplication.sendEvent(viewport, QDropEvent(QPointF(edge), move, data, left, none))
    book.qtbot.waitUntil(lambda: top(book) == ["Fury", "Time", "Anger"])
    assert book.last_entry().action == "codebook.reorder"
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: top(book) == ["Time", "Anger", "Fury"])


def test_recent_reasons_are_on_a_key(book: Book) -> None:
    for name, reason in (("Ire", "older, invented"), ("Anger", "newer, invented")):
        book.act(codebook.rename_code, code=book.anger, name=name, reason=reason)
    book.click(book.anger)
    book.press(Key.Key_F2)
    why = book.line("Why")
    why.setFocus()
    QTest.keyClick(why, Key.Key_2, ALT)
    assert why.text() == "older, invented"
    recent = why.findChild(RecentReasons)
    assert recent is not None
    QTest.keyClick(why, Key.Key_Down)
    assert recent.menu.isVisible()
    QTest.keyClick(recent.menu, Key.Key_Return)
    assert why.text() == "newer, invented"
    book.qtbot.keyClicks(book.line("Name"), "x")
    why.setFocus()
    book.finish()
    assert book.last_entry().reason == "newer, invented"


def test_an_uncoded_code_is_defined_without_a_reason(book: Book) -> None:
    book.click(book.churn)
    book.press(Key.Key_D, "CS")
    book.sheet()
    assert not book.line("Why").isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    book.qtbot.keyClicks(focus, "Leaving, invented")
    assert book.primary().isEnabled()
    QTest.keyClick(focus, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    book.qtbot.waitUntil(lambda: book.row(book.churn).definition == "Leaving, invented")


def test_an_attribute_has_the_editor_of_its_kind(book: Book) -> None:
    book.act(
        attributes.define_attribute, name="who acts", kind=AttributeKind.CHOICE,
        choices=["customer", "company"],
    )  # fmt: skip
    book.qtbot.waitUntil(lambda: bool(book.panel.known().columns))
    book.click(book.anger)
    book.panel.verbs.actions["attribute"].trigger()
    sheet = book.sheet()
    assert isinstance(sheet, AttributeSheet)
    book.qtbot.keyClicks(book.line("Name"), "who acts")
    assert sheet.choice.isVisible()
    assert not book.line("Value").isVisible()
    sheet.choice.choose("company")
    book.finish()
    book.panel.verbs.actions["attribute"].trigger()
    sheet = book.sheet()
    assert isinstance(sheet, AttributeSheet)
    book.qtbot.keyClicks(book.line("Name"), "age")
    sheet.kind.choose(AttributeKind.NUMBER)
    sheet.kind.changed.emit(AttributeKind.NUMBER)
    book.qtbot.keyClicks(book.line("Value"), "x7")
    assert book.line("Value").text() == "7"
    book.line("Value").setFocus()
    book.finish()
    with book.session.bridge.read() as reader:
        assert attributes_of(reader)[book.anger] == {"who acts": "company", "age": "7"}


def test_the_card_shows_rules_examples_and_origin_which_is_corrected(book: Book) -> None:
    book.act(codebook.define_code, code=book.anger, when_not="In jest", reason="invented")
    with book.session.bridge.read() as reader:
        passage = next(row for row in codings(reader) if row.code_id == book.anger)
    book.act(add_example, code=book.anger, quotation=passage.quotation)
    book.click(book.anger)
    card = book.panel.card.text
    book.qtbot.waitUntil(lambda: "In jest" in card.text() and "example:" in card.text())
    assert " ".join(passage.text.split())[:12] in card.text()
    book.panel.verbs.actions["origin"].trigger()
    sheet = book.panel.verbs.content.sheet
    assert isinstance(sheet, Sheet)
    buttons = sheet.findChildren(QPushButton)
    next(button for button in buttons if button.text().startswith("In vivo")).click()
    book.qtbot.waitUntil(lambda: book.row(book.anger).origin == CodeOrigin.IN_VIVO)
    book.qtbot.keyClicks(book.panel.search, "origin:invivo")
    book.qtbot.waitUntil(lambda: top(book) == ["Anger"])


def test_a_codebook_comes_in_after_a_look_at_what_it_would_do(book: Book, tmp_path: Path) -> None:
    book.act(codebook.define_code, code=book.anger, definition="Ours", reason="invented")
    file = tmp_path / "b.csv"
    file.write_text("code,definition\nAnger,Theirs\nHope,Light\n", encoding="utf-8")
    content = book.panel.verbs.content
    content.read(file)
    book.qtbot.waitUntil(lambda: isinstance(content.sheet, ImportBookSheet))
    sheet = content.sheet
    assert isinstance(sheet, ImportBookSheet)
    model = sheet.differences
    cells = [[model.index(row, n).data() for n in range(1, 5)] for row in range(2)]
    assert cells == [["Anger", "definition", "Ours", "Theirs"], ["Hope", "new", "", "Light"]]
    primary = sheet.findChild(QPushButton, "primary")
    assert isinstance(primary, QPushButton)
    assert primary.isEnabled()
    sheet.table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(sheet.table, Key.Key_Space)
    assert not primary.isEnabled()  # a coded code would mean something else: why?
    reason = sheet.reason_line()
    assert reason is not None
    book.qtbot.keyClicks(reason, "agreed, invented")
    primary.click()
    book.qtbot.waitUntil(lambda: bool(book.toasts))
    assert book.toasts == ["Codebook imported: 1 new, 1 changed, 0 the same"]
    assert book.row(book.anger).definition == "Theirs"
    assert "Hope" in top(book)
    content.write(tmp_path / "out.md")
    book.qtbot.waitUntil(lambda: len(book.toasts) == 2)
    assert "## Anger" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_a_file_that_is_no_codebook_is_refused(book: Book, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with book.qtbot.waitSignal(book.session.say.noticed) as heard:
        book.panel.verbs.content.read(tmp_path / "b.csv")
    assert "no codebook" in heard.args[0].text


def test_a_sheet_that_asks_for_nothing_but_why_offers_recent_reasons(book: Book) -> None:
    book.act(codebook.rename_code, code=book.anger, name="Ire", reason="invented why")
    given: list[str] = []
    sheet = ask_why(
        book.session.bridge, book.window, "Remove", "It goes.", "Remove it", then=given.append
    )
    area = sheet.findChild(QPlainTextEdit)
    assert area is not None
    QTest.keyClick(area, Key.Key_1, ALT)
    assert area.toPlainText() == "invented why"
    QTest.keyClick(area, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["invented why"]
