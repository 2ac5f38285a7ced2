"""The reader around the text: gutter, margin, document map, head; and real files opened in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.ui.look import look, theme
from gtcoder.ui.transcript.index import Strip
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import Page
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.ui.transcript.stripes import NAMES, entries
from gtcoder.vocabulary import Span
from tests.ui.transcripts import (
    LOOKS,
    ME,
    OTHER,
    codings,
    interview,
    on,
    plain,
    show,
    shown,
    spot_of,
)

LEFT = Qt.MouseButton.LeftButton
PAGE = interview()
REAL = (
    "encodings/sample-arabic-1.txt",
    "encodings/sample-chinese.txt",
    "encodings/sample-hebrew-2.txt",
    "encodings/sample-polish.txt",
    "transcripts/ftf/MOON_13DEC91_fromscan.txt",
    "transcripts/code-review/P5R2.txt",
    "multicoder/medtator_iaa/raw_txt/doc_2.txt",
)
ENCODINGS = {"arabic-1": "cp1256", "chinese": "big5", "hebrew-2": "cp1255", "fromscan": "cp1252"}


def reader_of(
    qtbot: QtBot, page: Page, *rows: tuple[int, int, int, int, int], width: int = 1000
) -> TranscriptReader:
    """Return a visible reader of a page with some codings."""
    look().wear("light")
    reader = TranscriptReader()
    show(qtbot, reader, width, 720)
    reader.show_page(page)
    reader.view.set_looks(LOOKS)
    reader.view.set_me(ME, {ME: "AN", OTHER: "BO"})
    reader.view.set_codings(codings(*rows))
    reader.grab()
    return reader


def test_every_fifth_line_of_the_frozen_text_is_numbered_and_the_caret_s(qtbot: QtBot) -> None:
    text = "\n".join(
        f"Invented line {n}, which is long enough to be wrapped once. " * 2 for n in range(1, 40)
    )
    reader = reader_of(qtbot, plain(text))
    view = reader.view
    view.select(Span(text.index("line 3,"), text.index("line 3,")))
    last = view.line_of(view.visible_span().end)
    assert list(reader.gutter.numbered()) == [3, *range(5, last + 1, 5)]
    for number, top in reader.gutter.numbered().items():
        start = text.index(f"line {number},")
        assert text[:start].count("\n") + 1 == number
        assert abs(spot_of(view, start).y() - view.measures.band / 2 - top) <= 1
    view.set_reading(17, 1.7, numbers=Numbers.ALL)
    assert list(reader.gutter.numbered()) == list(
        range(1, view.line_of(view.visible_span().end) + 1)
    )
    view.set_reading(17, 1.7, numbers="none")
    assert reader.gutter.numbered() == {}


def test_the_gutter_names_who_speaks_at_the_first_line_of_a_turn(qtbot: QtBot) -> None:
    reader = reader_of(qtbot, PAGE)
    named = reader.gutter.speakers()
    assert [turn.speaker for turn, _ in named] == ["INT", "Ada", "INT", "Ada", "Ada"]
    for turn, line in named:
        assert reader.view.display.offsets.from_qt(line.first) == turn.start
    _, line = named[1]
    tip = reader.gutter.tip_at(QPoint(reader.gutter.width() - 20, round(line.top) + 8))
    assert tip is not None
    assert tip[0] == "Ada:"


def test_a_click_on_a_name_or_a_bar_chooses_the_coding(qtbot: QtBot) -> None:
    rows = (on(PAGE, 11, 1, ME, "Nobody complained"), on(PAGE, 12, 2, OTHER, "too late"))
    reader = reader_of(qtbot, PAGE, *rows)
    placed = {each.strip.id: each for each in reader.margin.placed()}
    name = QPoint(60, round(placed[12].row or 0))
    with qtbot.waitSignal(reader.view.chosen) as said:
        qtbot.mouseClick(reader.margin, LEFT, pos=name)
    assert said.args == [12]
    with qtbot.waitSignal(reader.view.chosen) as said:
        qtbot.mouseClick(reader.margin, LEFT, pos=QPoint(8, round(placed[11].anchor)))
    assert said.args == [11]
    qtbot.mouseClick(reader.margin, LEFT, pos=QPoint(120, reader.margin.height() - 4))
    assert reader.view.chosen_coding == 11
    reader.margin.set_memos({12: 2})
    tip = reader.margin.tip_at(name)
    assert tip is not None
    assert tip[0] == "Trust · BO · 2 memos"


def test_names_are_written_in_their_ink_beside_their_line(qtbot: QtBot) -> None:
    reader = reader_of(qtbot, PAGE, on(PAGE, 11, 1, ME, "Nobody complained"))
    (placed,) = reader.margin.placed()
    image = reader.margin.grab().toImage()
    row = range(round(placed.row or 0) - 8, round(placed.row or 0) + 8)
    seen = {image.pixelColor(x, y).name() for x in range(37, 110) for y in row}
    assert QColor(theme().code(1).ink).name() in seen
    assert image.pixelColor(8, round(placed.anchor)) == QColor(theme().mark(1))


def test_names_that_would_meet_are_pushed_down_and_many_fold(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    lines = view.visible_lines()
    first = lines[0]
    strips = [Strip(first.first, first.last, key, 1, ME, key, key) for key in range(NAMES + 4)]
    found = entries(strips, lines, view.measures.band, 5000, 18)
    rows = [each.row for each in found if each.row is not None]
    assert rows == [first.top + view.measures.band / 2 + 18 * n for n in range(NAMES)]
    assert [len(each.folded) for each in found if each.folded] == [4]
    assert len(found) == len(strips)
    low = entries(strips[:5], lines, view.measures.band, 60, 18)
    assert all(each.row is None or each.row + 9 <= 60 for each in low)
    last = next(line for line in reversed(lines) if line.last > line.first)
    cut = [*strips[:1], Strip(last.first, last.last, 99, 1, ME, 0, 0)]
    assert [
        (each.row is None, each.folded)
        for each in entries(cut, lines, view.measures.band, last.top + 4, 18)
    ] == [(False, ()), (True, ())]  # no name where its line is cut off
    assert sum(len(each.folded) for each in low) + sum(e.row is not None for e in low) == 5


def test_a_click_on_the_map_scrolls_there(qtbot: QtBot) -> None:
    text = "\n".join(f"Invented paragraph {n}. " * 6 for n in range(500))
    start = text.index("paragraph 400.")
    reader = reader_of(qtbot, plain(text), (1, 1, ME, start, start + 900))
    chart, view = reader.map, reader.view
    top = chart.frame()
    assert top.top() < 12
    qtbot.mouseClick(chart, LEFT, pos=QPoint(12, round(chart.height() * 0.8)))
    seen = view.visible_span()
    assert abs((seen.start + seen.end) / 2 / len(text) - 0.8) < 0.03
    assert chart.frame().contains(QPointF(12, chart.height() * 0.8))
    image = chart.grab().toImage()
    column = {image.pixelColor(x, y).name() for x in range(24) for y in range(chart.height())}
    assert QColor(theme().mark(1)).name() in column


@pytest.mark.parametrize("count", [3, 900])
def test_the_map_marks_where_codings_are(qtbot: QtBot, count: int) -> None:
    text = "Invented words. " * 2000
    third = len(text) // 3
    rows = [(n, 1, ME, 5 * n, 5 * n + 200) for n in range(count)]
    reader = reader_of(qtbot, plain(text), *rows)
    image = reader.map.grab().toImage()
    wanted = QColor(theme().mark(1)).name()
    marked = [
        y for y in range(image.height())
        if any(image.pixelColor(x, y).name() == wanted for x in range(24))
    ]  # fmt: skip
    room = reader.map.height() - 16
    assert marked
    assert marked[-1] <= 8 + room * (5 * count + 200) / len(text) + 4
    assert marked[-1] < 8 + third / len(text) * room
    reader.view.choose_code(2)
    faded = reader.map.grab().toImage()
    seen = {faded.pixelColor(x, y).name() for x in range(24) for y in range(faded.height())}
    assert wanted not in seen


def test_the_head_and_the_map_say_the_share_of_the_text_that_is_coded(qtbot: QtBot) -> None:
    text = "x" * 100
    reader = reader_of(qtbot, plain(text), (1, 1, ME, 0, 40), (2, 2, ME, 20, 68))
    assert reader.map.accessibleName() == "Document map, 68 % coded"
    assert reader.header.accessibleName() == "Ada, reading club, invented, 68 % of the text coded"
    reader.view.patch_codings({2}, codings())
    assert reader.header.share_said() == "40 % of the text coded"
    qtbot.waitUntil(lambda: reader.map.accessibleName() == "Document map, 40 % coded")
    reader.view.set_codings(codings((1, 1, ME, 0, 99)))
    assert reader.header.share_said() == "99 % of the text coded"
    reader.view.set_codings(codings((1, 1, ME, 0, 100)))
    assert reader.header.share_said() == "100 % of the text coded"


def test_the_column_stops_growing_at_72_characters(qtbot: QtBot) -> None:
    reader = reader_of(qtbot, PAGE, width=1600)
    view = reader.view
    assert view.width() == view.measures.widest
    assert reader.gutter.geometry().right() + 1 == view.x()
    assert reader.margin.x() == view.geometry().right() + 1
    assert reader.map.geometry().right() + 1 == reader.width()
    reader.resize(620, 720)
    assert 150 < view.width() < view.measures.least + 1
    assert reader.map.geometry().right() + 1 == reader.width()


def test_the_wheel_beside_the_text_scrolls_it(qtbot: QtBot) -> None:
    text = "\n".join(f"Invented paragraph {n}. " * 6 for n in range(100))
    reader = reader_of(qtbot, plain(text))
    for strip in (reader.gutter, reader.margin, reader.map):
        before = reader.view.verticalScrollBar().value()
        turn = QWheelEvent(
            QPointF(5, 50), QPointF(strip.mapToGlobal(QPoint(5, 50))), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(strip, turn)
        assert reader.view.verticalScrollBar().value() > before


def test_a_long_paragraph_opens_and_scrolls(qtbot: QtBot) -> None:
    text = "Invented words without any end of line 🙂. " * 12_000
    reader = reader_of(qtbot, plain(text), (1, 1, ME, 400_000, 400_400))
    reader.view.scroll_to(Span(400_000, 400_400), flash=False)
    seen = reader.view.visible_span()
    assert seen.start <= 400_000 < seen.end
    assert seen.end - seen.start < 8000
    assert [each.strip.id for each in reader.margin.placed()] == [1]


@pytest.mark.parametrize("name", REAL)
def test_real_files_open_and_select_exactly(qtbot: QtBot, shared: Path, name: str) -> None:
    path = shared / "data" / "real" / name
    encoding = next((value for part, value in ENCODINGS.items() if part in name), "utf-8")
    text = path.read_bytes().decode(encoding).replace("\r\n", "\n")
    step = max(1, len(text) // 60)
    rows = [
        (n, 1 + n % 3, 1 + n % 2, a, min(len(text), a + 2 * step))
        for n, a in enumerate(range(0, len(text) - 1, step), 1)
    ]
    reader = reader_of(qtbot, plain(text), *rows)
    view = reader.view
    for place in range(0, len(text) - 1, max(1, len(text) // 12)):
        span = Span(place, min(len(text), place + 25))
        view.scroll_to(span, flash=False)
        view.select(span)
        reader.grab()
        assert view.selected() == span
        assert view.createMimeDataFromSelection().text() == text[span.start : span.end]
        assert view.visible_span().start <= place
        assert view.caret_line() == text[: span.end].count("\n") + 1
