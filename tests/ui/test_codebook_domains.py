"""A category is made a domain in the codebook panel, by its switch and by key."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.codebooks import Book

Key = Qt.Key


def test_the_switch_shows_what_the_study_says(book: Book) -> None:
    switch = book.panel.card.domain
    book.click(book.anger)
    assert not switch.isVisible()  # it holds no codes and is no category
    book.click(book.time)
    assert switch.isVisible()
    assert not switch.isChecked()
    plain = book.index(book.time).data(Qt.ItemDataRole.AccessibleTextRole)
    switch.setFocus()
    book.qtbot.keyClick(switch, Key.Key_Space)
    book.qtbot.waitUntil(switch.isChecked)
    assert book.row(book.time).domain
    assert book.last_entry().action == "codebook.declare_domain"
    told = book.index(book.time).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == plain.replace("category", "category, domain", 1)
    assert "exclude one another" in book.index(book.time).data(Qt.ItemDataRole.ToolTipRole)
    assert book.panel.verbs.actions["domain"].isChecked()
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: not switch.isChecked())
    assert not book.row(book.time).domain


def wait_for(book: Book, *, found: bool) -> None:
    """Wait until the study and the switch say so."""
    book.qtbot.waitUntil(lambda: book.row(book.time).domain is found)
    book.qtbot.waitUntil(lambda: book.panel.card.domain.isChecked() is found)


def test_a_domain_is_declared_and_ended_by_key(book: Book) -> None:
    for found in (True, False):
        book.click(book.time)
        book.press(Key.Key_X, "CS")
        wait_for(book, found=found)
    book.click(book.waiting, control=True)
    assert not book.panel.verbs.actions["domain"].isEnabled()  # one at a time


def test_the_mark_of_a_domain_is_painted(book: Book) -> None:
    rect = book.panel.tree.visualRect(book.index(book.time))
    before = book.panel.tree.viewport().grab(rect).toImage()
    book.click(book.time)
    chosen = book.panel.tree.viewport().grab(rect).toImage()
    book.press(Key.Key_X, "CS")
    book.qtbot.waitUntil(book.panel.card.domain.isChecked)
    after = book.panel.tree.viewport().grab(rect).toImage()
    assert before.size() == after.size()
    assert chosen != after
