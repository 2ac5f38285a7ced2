"""What is on the paper: bands, underlines, selection, theme, and what is painted again."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.ui.look import look, theme
from gtcoder.ui.transcript.layout import INSET
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Span
from tests.ui.transcripts import (
    LOOKS,
    ME,
    OTHER,
    box_of,
    codings,
    ground_at,
    interview,
    line_with,
    on,
    plain,
    shown,
)

PAGE = interview()
WIDE = on(PAGE, 11, 1, ME, "Nobody complained, they just")
NARROW = on(PAGE, 12, 2, OTHER, "complained")
NOBODY = PAGE.text.index("Nobody") + 1
COMPLAINED = PAGE.text.index("complained") + 3
SILENT = PAGE.text.index("silent") + 1


def tint(code: int, *, strong: bool = False) -> QColor:
    shades = theme().code(LOOKS[code].colour_number)
    return QColor(shades.strong if strong else shades.tint)


def mark(code: int) -> QColor:
    return QColor(theme().mark(LOOKS[code].colour_number))


def test_a_coded_word_has_its_tint_and_an_uncoded_one_the_paper(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE, NARROW)
    assert ground_at(view, NOBODY) == tint(1)
    assert ground_at(view, COMPLAINED) == tint(2)  # the narrowest
    assert ground_at(view, SILENT) == QColor(theme().paper)


def test_the_chosen_coding_is_filled_before_a_narrower_one(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE, NARROW)
    view.choose(11)
    assert ground_at(view, COMPLAINED) == tint(1, strong=True)
    view.choose(None)
    view.choose_code(2)
    assert ground_at(view, COMPLAINED) == tint(2, strong=True)
    assert ground_at(view, NOBODY) == tint(1)
    view.choose_code(1)
    assert ground_at(view, COMPLAINED) == tint(1, strong=True)


def test_a_coding_of_another_document_is_not_shown_nor_chosen(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    table = codings(WIDE)
    table.document[:] = 99
    view.set_codings(table)
    assert ground_at(view, NOBODY) == QColor(theme().paper)
    view.choose(11)
    assert view.chosen_coding is None


def underline(view: TranscriptView, words: str, lane: int) -> list[QColor]:
    """Return the colours along an underline of some words on one line."""
    start = view.page.text.index(words)
    left, _, line = box_of(view, start)
    right = box_of(view, start + len(words) - 1)[1]
    y = round(line.top) + view.measures.band + 3 * lane
    image: QImage = view.viewport().grab().toImage()
    return [image.pixelColor(x, y) for x in range(round(left) + 1, round(right) - 1)]


def test_every_coding_is_underlined_and_another_coder_s_is_dashed(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE, NARROW)
    assert {c.name() for c in underline(view, "Nobody", 0)} == {mark(1).name()}
    dashes = [c == mark(2) for c in underline(view, "complained", 1)]
    assert 0.4 < sum(dashes) / len(dashes) < 0.9
    view.set_me(OTHER, {})
    assert all(c == mark(2) for c in underline(view, "complained", 1))
    dashes = [c == mark(1) for c in underline(view, "complained", 0)]
    assert 0.4 < sum(dashes) / len(dashes) < 0.9


def test_a_fourth_overlap_is_a_dot_behind_the_line(qtbot: QtBot) -> None:
    words = ("They went silent first", "went silent first", "silent first", "first")
    rows = [on(PAGE, n, 1 + n % 3, ME, text) for n, text in enumerate(words, 1)]
    view = shown(qtbot, PAGE, *rows)
    line = line_with(view, SILENT)
    x = round(line.line.naturalTextRect().right() + 6)
    y = round(line.top) + view.measures.band - 4
    image = view.viewport().grab().toImage()
    assert image.pixelColor(x, y) == mark(1 + 4 % 3)
    view.patch_codings({4}, codings())
    assert view.viewport().grab().toImage().pixelColor(x, y) == QColor(theme().paper)


class Painted(QObject):
    """Notes the rectangles that are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.heights: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return False


def test_a_patch_paints_its_own_lines_again_and_no_others(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE)
    view.clearFocus()  # a blinking caret paints too
    QApplication.processEvents()
    watch = Painted()
    view.viewport().installEventFilter(watch)
    view.patch_codings((), codings(NARROW))
    qtbot.waitUntil(lambda: bool(watch.heights))
    assert max(watch.heights) < 3 * view.measures.line
    assert ground_at(view, COMPLAINED) == tint(2)
    view.patch_codings({11, 12}, codings())
    assert ground_at(view, COMPLAINED) == QColor(theme().paper)
    assert view.codings_at(COMPLAINED) == ()


def test_removing_the_chosen_coding_leaves_none_chosen(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE)
    view.choose(11)
    with qtbot.waitSignal(view.choice_changed):
        view.patch_codings({11}, codings())
    assert view.chosen_coding is None


def dimmed(view: TranscriptView) -> list[tuple[int, int]]:
    """Return the stretches of the first line in the second ink."""
    view.viewport().grab()
    layout = view.document().firstBlock().layout()
    ink = QColor(theme().text2)
    return [
        (each.start, each.start + each.length)
        for each in layout.formats()
        if each.format.foreground().color() == ink
    ]


def test_the_interviewer_is_dimmed_but_never_where_coded(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    body, end = PAGE.turns[0].body, PAGE.turns[0].end
    assert dimmed(view) == [(body, end)]
    asked = on(PAGE, 21, 1, ME, "people were leaving")
    view.patch_codings((), codings(asked))
    assert dimmed(view) == [(body, asked[3]), (asked[4], end)]
    view.patch_codings({21}, codings())
    assert dimmed(view) == [(body, end)]
    view.set_reading(17, 1.7, dim_interviewer=False)
    assert dimmed(view) == []


def test_another_theme_is_worn_at_once(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE)
    light = ground_at(view, NOBODY)
    look().wear("dark")
    assert ground_at(view, NOBODY) == tint(1) != light
    assert ground_at(view, SILENT) == QColor(theme().paper)
    assert dimmed(view) == [(PAGE.turns[0].body, PAGE.turns[0].end)]


def test_selected_text_is_a_band_of_the_accent(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE)
    view.select(Span(NOBODY, NOBODY + 20))
    assert ground_at(view, COMPLAINED) == QColor(theme().accent)


def test_bands_lie_under_letters_that_run_from_right_to_left(qtbot: QtBot) -> None:
    row = on(PAGE, 31, 3, ME, "سخت بود and then")
    view = shown(qtbot, PAGE, row)
    image = view.viewport().grab().toImage()
    start = PAGE.text.index("او گفت")
    end = PAGE.text.index(" left.")
    for point in range(start, end):
        line = line_with(view, point)
        place = view.display.offsets.to_qt(point) - line.base
        edges = [line.line.cursorToX(unit)[0] for unit in (place, place + 1)]  # type: ignore[index]
        if view.page.text[point] == " " or abs(edges[0] - edges[1]) > 40:
            continue  # the caret leaps where the direction changes
        under = image.pixelColor(round(sum(edges) / 2), round(line.top) + 1)
        inside = row[3] <= point < row[4]
        assert (under == tint(3)) is inside, view.page.text[point]


def test_a_paragraph_from_right_to_left_begins_at_the_right(qtbot: QtBot) -> None:
    text = "این متن ساختگی است و از راست به چپ نوشته شده. " * 8
    page = plain(text)
    view = shown(qtbot, page, on(page, 1, 3, ME, "ساختگی است"))
    assert view.horizontalScrollBar().maximum() == 0
    line = view.visible_lines()[0]
    assert abs(line.x_of(line.first) - (view.viewport().width() - INSET)) < 2
    start = text.index("ساختگی")
    assert ground_at(view, start + 1) == tint(3)
    assert ground_at(view, 1) == QColor(theme().paper)
    left, right, _ = box_of(view, start)
    image = view.viewport().grab().toImage()
    dark = [
        image.pixelColor(x, y).lightness() < 90
        for x in range(round(left), round(right))
        for y in range(round(line.top), round(line.top) + 24)
    ]
    assert any(dark)  # the letter itself stands in its band
    stop = text.rindex(".")
    assert box_of(view, stop)[1] <= box_of(view, stop - 1)[0] + 1


def test_lines_of_all_scripts_are_equally_high(qtbot: QtBot) -> None:
    words = ("Invented words and so on ", "ادامه دارد و خوب است ", "他说等待很难 ")
    view = shown(qtbot, plain("\n".join(part * 12 for part in words)))
    lines = view.visible_lines()
    assert {low.top - high.top for high, low in pairwise(lines)} == {view.measures.line}
    assert len({line.line.ascent() for line in lines}) > 1
    tops = {line.block: line.top for line in reversed(lines)}  # of each block's first line
    bases = {
        round(tops[line.block] + line.line.y() + line.line.ascent() - line.top, 1) for line in lines
    }
    assert len(bases) == 1


def test_a_label_takes_no_room_and_a_blank_line_only_a_gap(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    left, _, line = box_of(view, PAGE.turns[1].body)
    assert abs(left - INSET) < 1
    blank = next(row for row in view.visible_lines() if row.first == row.last)
    assert blank.tall == view.measures.gap
    assert line.top == blank.top + blank.tall


def test_the_handles_stand_at_the_ends_of_the_chosen_coding(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, WIDE)
    left, _, line = box_of(view, WIDE[3])
    right, y = box_of(view, WIDE[4] - 1)[1], round(line.top) + 10
    places = ((round(left) - 3, y), (round(right) + 2, y))
    before = view.viewport().grab().toImage()
    assert all(before.pixelColor(*place) != mark(1) for place in places)
    view.choose(11)
    after = view.viewport().grab().toImage()
    for place in places:
        near = [after.pixelColor(place[0] + step, place[1]).name() for step in (-1, 0, 1)]
        assert mark(1).name() in near


def test_a_passage_flashes_and_the_light_goes_out(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    view.scroll_to(Span(SILENT - 1, SILENT + 5))
    assert ground_at(view, SILENT) != QColor(theme().paper)
    qtbot.waitUntil(lambda: ground_at(view, SILENT) == QColor(theme().paper), timeout=3000)
