"""Selecting by word, sentence and turn; growing and shrinking; numbers, widths, fonts, colours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.ui.look import look, theme
from gtcoder.ui.transcript.options import Colours, Numbers, Width
from gtcoder.ui.transcript.page import CodeLook
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Span
from tests.ui.transcripts import (
    LOOKS,
    ME,
    OTHER,
    codings,
    ground_at,
    interview,
    on,
    plain,
    show,
    shown,
    spot_of,
)

LEFT = Qt.MouseButton.LeftButton
PAGE = interview()
MIXED = interview(
    (
        ("INT", "What did they say? Tell me."),
        ("Ada", "آن‌ها ساکت شدند. هیچ‌کس شکایت نکرد."),
        ("Ada", "It wasn't anger. 他们先沉默了。没有人抱怨。"),
    )
)


def of(view: TranscriptView, words: str) -> Span:
    start = view.page.text.index(words)
    return Span(start, start + len(words))


def clicks(view: TranscriptView, words: str, count: int) -> None:
    """Click that often on the first letter of some words."""
    spot, port = spot_of(view, view.page.text.index(words)), view.viewport()
    QTest.mouseMove(port, QPoint(2, 2))
    QTest.mouseClick(port, LEFT, pos=spot, delay=QApplication.doubleClickInterval() + 50)
    for number in range(2, count + 1):
        # A release would put half a second between this press and the next.
        press = QTest.mousePress if number % 2 else QTest.mouseDClick
        press(port, LEFT, pos=spot)
    QTest.mouseRelease(port, LEFT, pos=spot)


@pytest.mark.parametrize(
    ("at", "count", "selected"),
    [
        ("wasn't", 2, "wasn't"),  # Qt would stop at the apostrophe
        ("هیچ‌کس", 2, "هیچ‌کس"),  # and at the joiner
        ("wasn't", 3, "It wasn't anger."),
        ("شکایت", 3, "هیچ‌کس شکایت نکرد."),
        ("没有", 3, "没有人抱怨。"),
        ("شکایت", 4, "آن‌ها ساکت شدند. هیچ‌کس شکایت نکرد."),
        ("wasn't", 5, "It wasn't anger. 他们先沉默了。没有人抱怨。"),
    ],
)
def test_more_clicks_select_more(qtbot: QtBot, at: str, count: int, selected: str) -> None:
    view = shown(qtbot, MIXED)
    clicks(view, at, count)
    assert view.selected() == of(view, selected)


def test_a_press_later_or_elsewhere_begins_anew(qtbot: QtBot) -> None:
    view = shown(qtbot, MIXED)
    clicks(view, "wasn't", 2)
    spot = spot_of(view, view.page.text.index("anger"))
    QTest.mouseClick(view.viewport(), LEFT, pos=spot)
    assert view.selected() is None


def test_a_selection_grows_in_the_units_it_was_made_of(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    growing, text = view.growing, view.page.text
    view.select(Span(text.index("silent"), text.index("silent")))
    growing.right()
    assert view.selected() == of(view, "silent")
    growing.right()
    growing.right()
    assert view.selected() == of(view, "silent first 🙂. Nobody")
    growing.left()
    assert view.selected() == of(view, "silent first")
    growing.left()
    growing.left()
    assert view.selected() == of(view, "silent")
    growing.widen()
    assert view.selected() == of(view, "They went silent first 🙂.")
    growing.right()
    assert view.selected() == Span(of(view, "They").start, of(view, "Mondays.").end)
    growing.left()
    assert view.selected() == of(view, "They went silent first 🙂.")
    growing.widen()
    turn = Span(of(view, "They").start, of(view, "Mondays.").end)
    assert view.selected() == turn
    growing.right()
    assert view.selected() == Span(turn.start, of(view, "then?").end)
    growing.left()
    growing.narrow()
    assert view.selected() == of(view, "They went silent first 🙂.")
    growing.narrow()
    assert view.selected() == of(view, "They")


def test_what_was_widened_narrows_the_same_way(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    hand_made = Span(of(view, "silent").start + 2, of(view, "first").end)
    view.select(hand_made)
    view.growing.widen()
    view.growing.widen()
    view.growing.widen()
    assert view.selected() == Span(of(view, "They").start, of(view, "Mondays.").end)
    view.growing.narrow()
    assert view.selected() == of(view, "They went silent first 🙂.")
    view.growing.narrow()
    assert view.selected() == hand_made


def test_in_text_from_right_to_left_the_left_arrow_goes_on(qtbot: QtBot) -> None:
    view = shown(qtbot, MIXED)
    clicks(view, "ساکت", 2)
    view.growing.left()
    assert view.selected() == of(view, "ساکت شدند")
    view.growing.right()
    assert view.selected() == of(view, "ساکت")
    clicks(view, "他们", 3)
    view.growing.right()
    assert view.selected() == of(view, "他们先沉默了。没有人抱怨。")


def test_paragraphs_and_turns_are_numbered(qtbot: QtBot) -> None:
    page = interview(between="\nsecond paragraph of this turn\n\n")
    reader = TranscriptReader()
    show(qtbot, reader, 1000, 720)
    reader.show_page(page)
    text, view = page.text, reader.view
    view.set_reading(17, 1.7, numbers=Numbers.PARAGRAPHS)
    tops = reader.gutter.numbered()
    assert list(tops) == list(range(1, 11))
    for number, start in ((1, 0), (2, text.index("second")), (3, text.index("They went"))):
        assert abs(spot_of(view, start).y() - view.measures.band / 2 - tops[number]) <= 1
    view.set_reading(17, 1.7, numbers=Numbers.TURNS)
    tops = reader.gutter.numbered()
    assert list(tops) == [1, 2, 3, 4, 5]
    where = spot_of(view, text.index("And what")).y()
    assert abs(where - view.measures.band / 2 - tops[3]) <= 1


def test_width_and_font_are_the_reader_s(qtbot: QtBot) -> None:
    reader = TranscriptReader()
    show(qtbot, reader, 1400, 720)
    reader.show_page(PAGE)
    view, wide = reader.view, {}
    for width in (Width.NARROW, Width.NORMAL, Width.WIDE):
        view.set_reading(17, 1.7, width=width)
        wide[width] = view.width()
    assert wide[Width.NARROW] < wide[Width.NORMAL] < wide[Width.WIDE]
    before = view.viewport().grab().toImage()
    view.set_reading(17, 1.7, width=Width.WIDE, family="DejaVu Sans")
    assert view.viewport().grab().toImage() != before
    assert view.font().families()[0] == "DejaVu Sans"
    assert len(view.font().families()) > 1  # for the letters it does not have


def test_each_speaker_may_have_a_colour_and_keeps_the_name(qtbot: QtBot) -> None:
    look().wear("light")
    reader = TranscriptReader()
    show(qtbot, reader, 1000, 720)
    reader.show_page(PAGE)
    inks = [theme().code(number).ink for number in (1, 2)]
    for on_ in (False, True):
        reader.view.set_reading(17, 1.7, speaker_colours=on_)
        image = reader.gutter.grab().toImage()
        seen = {
            image.pixelColor(x, y).name()
            for y in range(0, image.height(), 1)
            for x in range(image.width() - 70, image.width())
        }
        assert [ink.lower() in seen for ink in inks] == [on_, on_]
    assert [turn.speaker for turn, _ in reader.gutter.speakers()] == [
        "INT",
        "Ada",
        "INT",
        "Ada",
        "Ada",
    ]


def test_colours_by_category_and_by_coder_reach_text_and_map(qtbot: QtBot) -> None:
    look().wear("light")
    reader = TranscriptReader()
    show(qtbot, reader, 1000, 720)
    reader.show_page(PAGE)
    view = reader.view
    view.set_looks({**LOOKS, 1: CodeLook("Waiting", 1, "Time", 5)})
    view.set_me(ME, {ME: "AN", OTHER: "BO"})
    rows = (on(PAGE, 11, 1, ME, "silent first"), on(PAGE, 12, 2, OTHER, "too late"))
    view.set_codings(codings(*rows))
    at = [PAGE.text.index(words) + 1 for words in ("silent first", "too late")]
    for by, numbers in (
        (Colours.CODE, (1, 3)),
        (Colours.CATEGORY, (5, 0)),
        (Colours.CODER, (7, 8)),
    ):
        view.set_colours(by, {ME: 7, OTHER: 8})
        tints = [theme().code(number).tint.lower() for number in numbers]
        assert [ground_at(view, place).name() for place in at] == tints
        image = reader.map.grab().toImage()
        seen = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
        }
        assert {theme().mark(number).lower() for number in numbers} <= seen


def test_a_dense_map_has_the_same_colours(qtbot: QtBot) -> None:
    look().wear("light")
    text = "invented words " * 2000
    reader = TranscriptReader()
    show(qtbot, reader, 1000, 720)
    reader.show_page(plain(text))
    starts = np.arange(0, 500) * 50
    reader.view.set_looks(LOOKS)
    reader.view.set_codings(
        codings(*((n + 1, 1, ME, int(s), int(s) + 30) for n, s in enumerate(starts)))
    )
    for by, number in ((Colours.CODE, 1), (Colours.CODER, 6)):
        reader.view.set_colours(by, {ME: 6})
        image = reader.map.grab().toImage()
        seen = {image.pixelColor(x, 200).name() for x in range(image.width())}
        assert theme().mark(number).lower() in seen


def test_what_is_coded_is_dimmed_and_a_new_coding_at_once(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, on(PAGE, 11, 1, ME, "silent first"))
    at = [PAGE.text.index(words) + 1 for words in ("silent first", "Nobody")]
    view.set_bare(True)
    paper = theme().paper.lower()
    assert [ground_at(view, place).name() for place in at] == [paper, paper]
    before = view.viewport().grab().toImage()
    view.patch_codings((), codings(on(PAGE, 12, 2, ME, "Nobody complained")))
    after = view.viewport().grab().toImage()
    faint = theme().text3.lower()
    spots = [spot_of(view, at[1] + n) for n in range(12)]

    def inked(image: object) -> bool:
        return any(
            image.pixelColor(spot.x() + dx, spot.y() + dy).name() == faint  # type: ignore[attr-defined]
            for spot in spots for dx in range(-3, 4) for dy in range(-6, 7)
        )  # fmt: skip

    assert (inked(before), inked(after)) == (False, True)
    view.set_bare(False)
    assert ground_at(view, at[0]).name() == theme().code(1).tint.lower()
