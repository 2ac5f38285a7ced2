"""Codes proposed in a blind round: shown as such, accepted, or merged with a namesake."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gtcoder.actions import codebook, rounds
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.kit import Button
from gtcoder.ui.kit.sheet import Sheet
from gtcoder.vocabulary import CodeId, RoundId, RoundKind
from tests.ui.codebooks import Book


def proposed(book: Book, *names: str, own: str = "") -> list[CodeId]:
    """Let Bob propose codes, and Ann one, in a blind round of hers; wait until they show."""
    blind: RoundId = book.act(rounds.open_new_round, name="Blind", kind=RoundKind.BLIND)
    with open_study(FileLocation(book.path), "Bob") as bob:
        made = [bob.perform(codebook.create_code, name=name) for name in names]
    assert not any(book.index(code).isValid() for code in made)
    made += [book.make(own)] if own else []
    book.act(rounds.close_round, round=blind)
    book.qtbot.waitUntil(lambda: all(book.index(code).isValid() for code in made))
    return made


def reason(book: Book) -> QLineEdit:
    """Return the line in which the open sheet asks why."""
    line = book.sheet().findChild(QLineEdit, "reason")
    assert isinstance(line, QLineEdit)
    return line


def test_a_lead_accepts_what_was_proposed(book: Book) -> None:
    one, two = proposed(book, "Boredom", "Relief")
    accept = book.panel.verbs.actions["accept"]
    book.click(book.anger)
    assert not accept.isEnabled()
    assert "stands in the codebook already" in accept.toolTip()
    book.click(one)
    book.click(two, control=True)
    assert "proposed" in book.index(one).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Proposed in a blind round" in book.index(one).data(Qt.ItemDataRole.ToolTipRole)
    accept.trigger()
    book.qtbot.waitUntil(lambda: book.toasts == ["2 proposals accepted"])
    assert book.row(one).proposed_by is None
    assert "proposed" not in book.index(one).data(Qt.ItemDataRole.AccessibleTextRole)
    assert not accept.isEnabled()
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.row(two).proposed_by is not None)


def test_a_namesake_is_merged_or_kept_waiting(book: Book) -> None:
    (twin, own) = proposed(book, "boredom", own="Boredom")
    book.click(twin)
    book.panel.verbs.actions["accept"].trigger()
    sheet = book.panel.verbs.sheet
    assert isinstance(sheet, Sheet)
    book.qtbot.waitUntil(sheet.isVisible)
    merge = next(each for each in sheet.findChildren(Button) if each.text() == "Merge the two…")
    QTest.mouseClick(merge, Qt.MouseButton.LeftButton)
    assert book.panel.verbs.sheet is not sheet  # which asks why
    reason(book).setText("the same feeling")
    QTest.mouseClick(book.primary(), Qt.MouseButton.LeftButton)
    book.qtbot.waitUntil(lambda: book.row(twin).merged_into == own)
