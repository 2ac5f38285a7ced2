"""The list of passages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from gtcoder.ui.kit import PassageList, PassageModel
from gtcoder.ui.look import look, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass(frozen=True)
class Row:
    """A passage of an invented interview."""

    document: str = "07 Invented"
    line: int = 21
    coder: str = "Mina Kaveh"
    before: str = "… as one line. "
    text: str = "Their silence is the most expensive thing."
    after: str = " Invented words."
    memos: int = 0
    colour_number: int = 3


ROWS = [
    Row(),
    Row("02 Invented", 118, "Jo Weber", text="We never heard from him again.", colour_number=2),
    Row("05 Invented", 31, text="No call, no ticket, no post. " * 6, memos=1),
]


@pytest.fixture
def passages(qtbot: QtBot) -> Iterator[PassageList]:
    made = PassageList()
    made.resize(300, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def click(qtbot: QtBot, passages: PassageList, row: int) -> None:
    place = passages.visualRect(passages.model().index(row, 0)).center()
    qtbot.mouseClick(passages.viewport(), Qt.MouseButton.LeftButton, pos=place)


def inks(passages: PassageList, row: int) -> set[str]:
    rect = passages.visualRect(passages.model().index(row, 0))
    image = passages.viewport().grab(rect).toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def height(passages: PassageList, row: int) -> int:
    return passages.visualRect(passages.model().index(row, 0)).height()


def test_the_model_keeps_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = PassageModel(ROWS)
    qtmodeltester.check(model)
    model.set(ROWS[:1])
    qtmodeltester.check(model)


def test_a_reader_of_screens_hears_a_passage_as_a_sentence() -> None:
    model = PassageModel(ROWS)
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "02 Invented, line 118, coded by Jo Weber: We never heard from him again."
    assert "with a memo" in model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_chooses_and_a_second_one_tells_again(qtbot: QtBot, passages: PassageList) -> None:
    passages.set_passages(ROWS)
    heard: list[Any] = []
    passages.chosen_passage.connect(heard.append)
    click(qtbot, passages, 1)
    assert heard == [ROWS[1]]
    assert passages.chosen() == ROWS[1]
    click(qtbot, passages, 1)
    assert heard == [ROWS[1], ROWS[1]]


def test_arrows_choose_and_enter_goes_there(qtbot: QtBot, passages: PassageList) -> None:
    passages.set_passages(ROWS, chosen=ROWS[0])
    heard: list[Any] = []
    passages.chosen_passage.connect(heard.append)
    qtbot.keyClick(passages, Qt.Key.Key_Down)
    assert heard == [ROWS[1]]
    with qtbot.waitSignal(passages.activated_passage) as gone:
        qtbot.keyClick(passages, Qt.Key.Key_Return)
    assert gone.args == [ROWS[1]]


def test_a_double_click_goes_there(qtbot: QtBot, passages: PassageList) -> None:
    passages.set_passages(ROWS)
    click(qtbot, passages, 2)
    place = passages.visualRect(passages.model().index(2, 0)).center()
    with qtbot.waitSignal(passages.activated_passage) as gone:
        qtbot.mouseDClick(passages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone.args == [ROWS[2]]


def test_showing_others_says_nothing_and_keeps_the_chosen_one(
    qtbot: QtBot, passages: PassageList
) -> None:
    with qtbot.assertNotEmitted(passages.chosen_passage):
        passages.set_passages(ROWS, chosen=ROWS[2])
        passages.set_passages(ROWS[1:], chosen=replace(ROWS[2]))
    assert passages.chosen() == ROWS[2]
    passages.set_passages(ROWS[:1], chosen=ROWS[2])
    assert passages.chosen() is None


def test_tab_into_the_list_chooses_nothing(qtbot: QtBot, passages: PassageList) -> None:
    passages.set_passages(ROWS)
    with qtbot.assertNotEmitted(passages.chosen_passage):
        passages.clearFocus()
        passages.setFocus(Qt.FocusReason.TabFocusReason)
    assert theme().focus.upper() in inks(passages, 0)


def test_the_coded_stretch_has_its_tint_and_the_chosen_one_its_band(
    passages: PassageList,
) -> None:
    passages.set_passages(ROWS, chosen=ROWS[0])
    fern, amber = theme().code(3), theme().code(2)
    assert {fern.strong.upper(), fern.mark.upper(), theme().raised.upper()} <= inks(passages, 0)
    assert amber.tint.upper() in inks(passages, 1)
    assert amber.strong.upper() not in inks(passages, 1)
    look().wear("dark")
    assert theme().code(3).strong.upper() in inks(passages, 0)


def test_colours_and_tags_may_come_from_elsewhere(passages: PassageList) -> None:
    passages.set_passages(ROWS, colour_of=lambda row: 6, tag_of=lambda row: ("Against", "danger"))
    seen = inks(passages, 0)
    assert theme().code(6).tint.upper() in seen
    assert theme().code(3).tint.upper() not in seen


def test_a_row_is_as_high_as_its_words_at_that_width(qtbot: QtBot, passages: PassageList) -> None:
    passages.set_passages(ROWS)
    narrow = height(passages, 2)
    assert narrow > height(passages, 1)
    passages.resize(600, 700)
    qtbot.waitUntil(lambda: height(passages, 2) < narrow)
    passages.resize(300, 700)
    qtbot.waitUntil(lambda: height(passages, 2) == narrow)
    look().wear("light", scale=1.5)
    qtbot.waitUntil(lambda: height(passages, 2) > narrow * 1.5)


def gaps(passages: PassageList) -> list[int]:
    """Return how far each row begins below the end of the one above: nought where all is well."""
    rows = range(passages.model().rowCount())
    rects = [passages.visualRect(passages.model().index(row, 0)) for row in rows]
    return [lower.top() - upper.bottom() - 1 for upper, lower in pairwise(rects)]


@pytest.mark.parametrize("count", [8, 60])
def test_a_scroll_bar_that_comes_leaves_no_row_over_another(
    qtbot: QtBot, passages: PassageList, count: int
) -> None:
    # Short words: a line that is narrower by the bar holds fewer of them.
    many = [replace(ROWS[0], line=n, text="a " * (40 + n * 7 % 60)) for n in range(count)]
    passages.set_passages(many[:1])
    QApplication.processEvents()
    full = passages.viewport().width()
    passages.set_passages(many, chosen=many[5])
    assert passages.viewport().width() < full
    qtbot.waitUntil(lambda: not any(gaps(passages)))
    shown = passages.visualRect(passages.currentIndex())
    assert passages.viewport().rect().contains(shown)


def test_another_width_keeps_what_is_read_in_view(qtbot: QtBot, passages: PassageList) -> None:
    many = [replace(ROWS[n % 3], line=n) for n in range(200)]
    passages.set_passages(many, chosen=many[120])
    passages.verticalScrollBar().setValue(passages.verticalScrollBar().value() - 4000)
    qtbot.waitUntil(lambda: not passages._again.isActive())
    top, before = passages.indexAt(QPoint(0, 0)).row(), height(passages, 2)
    assert 50 < top < 110
    passages.resize(420, 700)
    qtbot.waitUntil(lambda: height(passages, 2) < before)
    qtbot.waitUntil(lambda: not any(gaps(passages)))
    assert passages.indexAt(QPoint(0, 0)).row() == top


def test_a_very_long_passage_is_cut(passages: PassageList) -> None:
    passages.set_passages([Row(text="word " * 20_000)])
    assert height(passages, 0) < 3000


def test_letters_outside_the_first_plane_keep_the_tint_in_place(passages: PassageList) -> None:
    def tinted(row: int) -> int:
        """Return how wide the tint is; how high depends on the fonts the line needs."""
        rect = passages.visualRect(passages.model().index(row, 0))
        image = passages.viewport().grab(rect).toImage()
        tint = theme().code(3).tint.upper()
        return sum(
            any(image.pixelColor(x, y).name().upper() == tint for y in range(image.height()))
            for x in range(image.width())
        )

    plain = Row(before="", text="mmmm", after=" end")
    passages.set_passages([plain, replace(plain, before="😀😀😀😀 ")])
    assert tinted(0) > 20
    assert abs(tinted(1) - tinted(0)) < tinted(0) / 10


def test_a_long_list_is_measured_in_pieces_and_reaches_its_end(
    qtbot: QtBot, passages: PassageList
) -> None:
    many = [replace(ROWS[n % 3], line=n) for n in range(300)]
    passages.set_passages(many)
    last = passages.model().index(299, 0)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: passages.visualRect(last).top() > 299 * 80)
    passages.set_passages(many, chosen=many[280])
    rect = passages.visualRect(passages.currentIndex())
    assert passages.viewport().rect().contains(rect)
