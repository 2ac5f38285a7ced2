"""The codebook panel on a real study: keys, filter, card, favourites, what it tells the desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gtcoder.actions import codebook
from gtcoder.ui.codebook.panel import CodebookPanel
from gtcoder.ui.codebook.rows import CodeRole
from gtcoder.ui.look import look
from gtcoder.vocabulary import CodeId
from tests.ui.codebooks import Book
from tests.ui.theory_study import tie

DOWN, RETURN = Qt.Key.Key_Down, Qt.Key.Key_Return


def shown(panel: CodebookPanel) -> list[str]:
    return [code.name for code in panel.book.model.shown()]


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_header_counts_codes_and_rows_count_passages(book: Book) -> None:
    assert words(book.panel.header)[1] == "5"
    assert book.count(book.anger) == 2
    assert book.count(book.time) == 0
    book.apply(book.churn, 50, 60)
    book.qtbot.waitUntil(lambda: book.count(book.churn) == 1)
    assert book.count(book.time) == 1  # with the code below it


def test_a_new_code_is_there_at_once_and_nothing_closes(book: Book) -> None:
    book.panel.tree.collapse(book.index(book.time))
    book.click(book.fury)
    made = book.make("Silence")
    book.qtbot.waitUntil(lambda: "Silence" in shown(book.panel))
    assert book.panel.chosen() == book.fury
    assert not book.panel.tree.isExpanded(book.index(book.time))
    assert words(book.panel.header)[1] == "6"
    book.panel.choose(made)
    assert book.panel.chosen() == made


def test_a_code_made_this_moment_can_be_chosen(book: Book) -> None:
    chosen: list[CodeId] = []

    def choose(code: CodeId) -> None:
        book.panel.choose(code)
        chosen.append(code)

    book.session.bridge.act(codebook.create_code, name="Hope", parent=book.time, done=choose)
    book.qtbot.waitUntil(lambda: bool(chosen))
    assert book.panel.chosen() == chosen[0]
    assert book.panel.tree.isExpanded(book.index(book.time))


def test_arrows_choose_and_enter_activates(book: Book) -> None:
    book.panel.choose(book.time)
    heard: list[object] = []
    book.panel.code_chosen.connect(heard.append)
    book.press(DOWN)
    assert heard == [book.waiting]
    with book.qtbot.waitSignal(book.panel.code_activated) as told:
        book.press(RETURN)
    assert told.args == [book.waiting]
    with book.qtbot.waitSignal(book.panel.left):
        book.press(Qt.Key.Key_Escape)


def test_letters_jump_to_a_code(book: Book) -> None:
    book.panel.choose(book.time)
    book.press(Qt.Key.Key_F)
    assert book.panel.chosen() == book.fury


def test_a_click_tells_and_a_double_click_activates_once(book: Book) -> None:
    clicks: list[int] = []
    acts: list[int] = []
    book.panel.code_clicked.connect(clicks.append)
    book.panel.code_activated.connect(acts.append)
    book.click(book.anger)
    assert (clicks, acts, book.panel.chosen()) == ([book.anger], [], book.anger)
    at = book.middle(book.anger)
    viewport, left = book.panel.tree.viewport(), Qt.MouseButton.LeftButton
    book.qtbot.mouseDClick(viewport, left, pos=at)
    book.qtbot.mouseRelease(viewport, left, pos=at)
    assert (clicks, acts) == ([book.anger], [book.anger])


def test_a_click_on_the_chevron_only_folds(book: Book) -> None:
    tree, clicks = book.panel.tree, list[int]()
    book.panel.code_clicked.connect(clicks.append)
    at = QPoint(tree.visualRect(book.index(book.time)).left() - 10, book.middle(book.time).y())
    book.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not tree.isExpanded(book.index(book.time))
    assert clicks == []


def test_the_slash_leads_to_the_filter_and_esc_back(book: Book) -> None:
    panel = book.panel
    book.press(Qt.Key.Key_Slash)
    assert panel.search.hasFocus()
    book.qtbot.keyClicks(panel.search, "LINE")
    book.qtbot.waitUntil(lambda: shown(panel) == ["Time", "Waiting"])
    assert words(panel.header)[1] == "1 of 5"
    book.qtbot.keyClick(panel.search, DOWN)
    assert panel.tree.hasFocus()
    assert panel.chosen() == book.waiting
    panel.search.setFocus()
    with book.qtbot.waitSignal(panel.left):
        book.qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(shown(panel)) == 5
    assert panel.chosen() == book.waiting


def test_enter_in_the_filter_activates_the_first_that_is_found(book: Book) -> None:
    book.panel.search.setFocus()
    book.qtbot.keyClicks(book.panel.search, "fur")
    with book.qtbot.waitSignal(book.panel.code_activated) as told:
        book.qtbot.keyClick(book.panel.search, RETURN)
    assert told.args == [book.fury]


def test_a_filter_that_finds_nothing_says_so(book: Book) -> None:
    book.qtbot.keyClicks(book.panel.search, "nowhere")
    book.qtbot.waitUntil(book.panel.book.empty.isVisible)
    assert "No code matches" in words(book.panel.book.empty)[0]
    book.panel.choose(book.churn)
    assert book.panel.search.text() == ""
    assert book.panel.chosen() == book.churn


def test_the_filter_lets_the_chosen_code_stay_chosen(book: Book) -> None:
    book.click(book.anger)
    book.qtbot.keyClicks(book.panel.search, "fury")
    book.qtbot.waitUntil(lambda: shown(book.panel) == ["Fury"])
    assert book.panel.chosen() == book.anger
    assert book.panel.card.name.text() == "Anger"


def test_the_card_tells_of_the_chosen_code(book: Book) -> None:
    book.click(book.waiting)
    assert book.panel.card.isVisible()
    assert "Standing in líne." in book.panel.card.text.text()
    book.click(book.anger)
    assert book.panel.card.counts.text().splitlines() == [
        "2 passages · 1 of 1 interview · 1 coder",
        "new passage in the last interview",
    ]
    assert "not written yet" in book.panel.card.text.text()


def test_who_speaks_is_counted_anew_when_a_label_is_tied_to_another(book: Book) -> None:
    def participants() -> int:
        counted = book.panel.known().counted
        assert counted is not None
        return counted.codes[book.anger].participants

    assert participants() == 0  # the interviewer's words
    tie(book.session, "INT", "Invented second person")
    book.qtbot.waitUntil(lambda: participants() == 1)


def test_favourites_are_shown_by_their_digit(book: Book) -> None:
    book.panel.set_favourites((None, None, book.anger))
    assert book.index(book.anger).data(CodeRole.FAVOURITE) == 3
    assert len(book.panel.favourites()) == 9


def test_the_panel_keeps_up_while_hidden(book: Book) -> None:
    book.panel.hide()
    book.make("Later")
    assert "Later" not in shown(book.panel)
    book.panel.show()
    assert "Later" in shown(book.panel)


def test_an_empty_codebook_says_what_to_do(book: Book) -> None:
    for code in (book.waiting, book.churn, book.time, book.anger, book.fury):
        book.act(codebook.retire_code, code=code, reason="invented")
    panel = book.panel
    book.qtbot.waitUntil(panel.book.empty.isVisible)
    assert words(panel.book.empty)[0] == "No codes yet."
    assert not panel.card.isVisible()


def test_every_button_has_a_name(book: Book) -> None:
    panel = book.panel
    for button in (panel.header.new_button, panel.header.more, panel.card.edit):
        assert button.accessibleName()
        assert button.toolTip()
    assert "Ctrl+Shift+N" in panel.header.new_button.toolTip()


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_rows_grow_with_the_text(book: Book, scale: float) -> None:
    look().wear("dark", scale=scale)
    QApplication.processEvents()
    rect = book.panel.tree.visualRect(book.index(book.time))
    assert rect.height() == round(27 * scale)
    image = book.panel.grab().toImage()
    assert image.pixelColor(2, image.height() // 3).lightness() < 60
