"""Selecting, choosing, typing, copying and dropping on the transcript, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.ui.transcript.page import LONGEST_BLOCK
from gtcoder.ui.transcript.pointer import CODE_MIME
from gtcoder.ui.transcript.sheet import SPAN_MIME
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Span
from tests.ui.transcripts import ME, OTHER, box_of, interview, on, plain, shown, spot_of

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
PAGE = interview()


def drag(qtbot: QtBot, view: TranscriptView, start: QPoint, end: QPoint) -> None:
    """Press, move and release, as a hand does."""
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for spot in (start + QPoint(3, 0), end):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(spot), QPointF(port.mapToGlobal(spot)),
            Qt.MouseButton.NoButton, LEFT, NONE,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
    qtbot.mouseRelease(port, LEFT, pos=end)


def select(qtbot: QtBot, view: TranscriptView, words: str) -> Span:
    """Drag over some words."""
    start = view.page.text.index(words)
    end = start + len(words)
    drag(qtbot, view, spot_of(view, start, 0.1), spot_of(view, end - 1, 0.9))
    return Span(start, end)


@pytest.mark.parametrize(
    "words",
    ["silent first 🙂", "Nobody complained, they just stopped", "cafe\u0301 evening",
     "late 👩\u200d👧 for", "他说等待", "and then he left"],
)  # fmt: skip
def test_dragging_selects_the_words_under_the_pointer(qtbot: QtBot, words: str) -> None:
    view = shown(qtbot, PAGE)
    with qtbot.waitSignal(view.selection_changed):
        wanted = select(qtbot, view, words)
    assert view.selected() == wanted
    view.copy()
    assert QGuiApplication.clipboard().text() == words


def test_dragging_over_letters_from_right_to_left_selects_them(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    start = PAGE.text.index("منتظر")
    end = start + len("منتظر")
    right = box_of(view, start)[1]
    left = box_of(view, end - 1)[0]
    assert left < right
    y = spot_of(view, start).y()
    drag(qtbot, view, QPoint(round(right) - 1, y), QPoint(round(left) + 1, y))
    assert view.selected() == Span(start, end)


def test_keys_select_by_character_and_copy_the_frozen_text(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    start = PAGE.text.index("first 🙂")
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot_of(view, start, 0.1))
    assert view.caret() == start
    for _ in range(len("first 🙂.")):
        qtbot.keyClick(view, Key.Key_Right, SHIFT)
    assert view.selected() == Span(start, start + len("first 🙂."))
    qtbot.keyClick(view, Key.Key_A, CONTROL)
    assert view.selected() == Span(0, len(PAGE.text))
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == PAGE.text


def test_a_divided_paragraph_is_copied_whole(qtbot: QtBot) -> None:
    text = "Invented. " * (LONGEST_BLOCK // 4) + "\nThe end 🙂"
    view = shown(qtbot, plain(text))
    assert view.document().blockCount() > 3
    assert view.line_count == 2
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == text
    view.select(None)
    end = Span(text.index("The end"), len(text))
    view.scroll_to(end, flash=False)
    wanted = select(qtbot, view, "The end 🙂")
    assert view.selected() == wanted == end


def test_a_click_between_two_lines_takes_the_nearer_one(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    point = PAGE.text.index("Nobody")
    left, _, line = box_of(view, point)
    for y in (line.top + 1, line.top + view.measures.line - 2):
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(round(left) + 1, round(y)))
        assert view.caret() == point


def test_the_caret_passes_over_a_folded_label(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    body = PAGE.turns[1].body
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot_of(view, body, 0.1))
    qtbot.keyClick(view, Key.Key_Home)
    assert view.caret() == body
    qtbot.keyClick(view, Key.Key_Left)
    assert view.caret() == PAGE.turns[1].start - 1
    qtbot.keyClick(view, Key.Key_Right)
    assert view.caret() == body
    qtbot.keyClick(view, Key.Key_End, CONTROL)
    assert view.caret() == len(PAGE.text)
    qtbot.keyClick(view, Key.Key_Home, CONTROL)
    assert view.caret() == PAGE.turns[0].body


def test_a_selection_from_the_line_s_start_leaves_the_label_out(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    body = PAGE.turns[1].body
    spot = spot_of(view, body)
    drag(qtbot, view, QPoint(1, spot.y()), spot_of(view, body + 8, 0.9))
    assert view.selected() == Span(body, body + 9)


OVERLAP = (
    on(PAGE, 11, 1, ME, "Nobody complained, they just stopped"),
    on(PAGE, 12, 2, OTHER, "complained, they just"),
    on(PAGE, 13, 3, ME, "complained"),
)


def test_each_click_on_an_overlap_moves_to_the_next_coding(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, *OVERLAP)
    said: list[object] = []
    view.chosen.connect(said.append)
    place = PAGE.text.index("complained")
    assert view.codings_at(place) == (13, 12, 11)
    spot = spot_of(view, place + 3)
    for _ in range(4):
        qtbot.mouseClick(view.viewport(), LEFT, pos=spot)
        qtbot.wait(1)
    assert said == [13, 12, 11, 13]
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot_of(view, PAGE.text.index("silent")))
    assert said[-1] is None
    assert view.chosen_coding is None


def test_tab_goes_round_the_codings_at_the_caret(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, *OVERLAP)
    view.select(Span(PAGE.text.index("complained") + 2, PAGE.text.index("complained") + 2))
    said: list[object] = []
    view.chosen.connect(said.append)
    for _ in range(3):
        qtbot.keyClick(view, Key.Key_Tab)
    qtbot.keyClick(view, Key.Key_Backtab, SHIFT)
    assert said == [13, 12, 11, 12]
    assert view.hasFocus()


def test_screen_readers_hear_the_codings_at_the_caret(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, *OVERLAP)
    assert view.accessibleName() == PAGE.name
    view.select(Span(PAGE.text.index("they just"), PAGE.text.index("they just")))
    assert view.accessibleDescription() == "coded Trust by BO, Waiting by AN"
    view.select(Span(0, 0))
    assert view.accessibleDescription() == ""


def collected(view: TranscriptView) -> list[tuple[str, object]]:
    """Return a list that grows with what the view says of keys."""
    heard: list[tuple[str, object]] = []

    def into(name: str) -> Callable[[object], None]:
        return lambda value: heard.append((name, value))

    for name in ("typed", "digit", "key_asked"):
        getattr(view, name).connect(into(name))
    view.remove_asked.connect(lambda: heard.append(("remove_asked", None)))
    return heard


def test_letters_and_digits_on_a_selection_ask_for_a_code(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    heard = collected(view)
    view.select(Span(5, 12))
    for key in (Key.Key_S, Key.Key_N, Key.Key_3, Key.Key_Return, Key.Key_Period, Key.Key_Delete):
        qtbot.keyClick(view, key)
    qtbot.keyClicks(view, "W0")
    accented = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Eacute, NONE, "é")
    QApplication.sendEvent(view, accented)
    assert heard == [
        ("typed", "s"), ("typed", "n"), ("digit", 3), ("typed", ""), ("key_asked", "."),
        ("remove_asked", None), ("typed", "W"), ("typed", "0"), ("typed", "é"),
    ]  # fmt: skip
    assert view.selected() == Span(5, 12)


def test_single_keys_without_a_selection_are_the_owner_s(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    heard = collected(view)
    for letter in "wstnpub./":
        qtbot.keyClick(view, letter)
    qtbot.keyClick(view, "x")
    qtbot.keyClick(view, "3")
    qtbot.keyClick(view, Key.Key_S, CONTROL)
    qtbot.keyClick(view, Key.Key_B, SHIFT)
    assert heard == [("key_asked", letter) for letter in "WSTNPUB./"]


def test_units_around_the_caret(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)

    def picked(verb: Callable[[], None], at: str) -> str:
        place = PAGE.text.index(at) + 1
        view.select(Span(place, place))
        verb()
        span = view.selected()
        return "" if span is None else PAGE.text[span.start : span.end]

    assert picked(view.select_word, "silent") == "silent"
    assert picked(view.select_word, "cafe\u0301") == "cafe\u0301"
    assert picked(view.select_word, "سخت") == "سخت"
    assert picked(view.select_sentence, "evening") == (
        "It was a cafe\u0301 evening, and we were too late 👩‍👧 for most of them."
    )
    assert (
        picked(view.select_turn, "just stopped")
        == PAGE.text[PAGE.turns[1].body : PAGE.turns[1].end]
    )


def test_a_word_of_a_script_without_spaces_is_left_to_qt(qtbot: QtBot) -> None:
    view = shown(qtbot, plain("他说等待很难。"))
    view.select(Span(2, 2))
    view.select_word()
    assert view.selected() is not None


def drop(view: TranscriptView, data: QMimeData, spot: QPoint) -> bool:
    """Drag something in and let it go; say whether it was taken."""
    actions = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(spot, actions, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), enter)
    event = QDropEvent(QPointF(spot), actions, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)
    return enter.isAccepted() and event.isAccepted()


def test_a_code_dropped_is_for_the_selected_text(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    heard: list[tuple[object, object]] = []
    view.codes_dropped.connect(lambda code, span: heard.append((code, span)))
    data = QMimeData()
    data.setData(CODE_MIME, b"42")
    assert drop(view, data, QPoint(60, 60))
    view.select(Span(5, 12))
    assert drop(view, data, spot_of(view, 7))
    assert heard == [((42,), None), ((42,), Span(5, 12))]
    assert view.selected() == Span(5, 12)
    plain_text = QMimeData()
    plain_text.setText("42")
    assert not drop(view, plain_text, QPoint(60, 60))
    assert len(heard) == 2


def test_dragged_text_says_its_span(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE)
    start = PAGE.text.index("first 🙂")
    view.select(Span(start, start + 7))
    data = view.createMimeDataFromSelection()
    assert bytes(data.data(SPAN_MIME).data()) == f"{start} {start + 7}".encode()
    assert data.text() == "first 🙂"


def test_the_menu_is_asked_for_by_key_and_by_mouse(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, *OVERLAP)
    with qtbot.waitSignal(view.context_asked) as asked:
        qtbot.keyClick(view, Key.Key_F10, SHIFT)
    assert view.rect().contains(view.mapFromGlobal(asked.args[0]))
    spot = spot_of(view, PAGE.text.index("Nobody") + 1)
    where = view.viewport().mapToGlobal(spot)
    with qtbot.waitSignal(view.context_asked) as asked:
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, spot, where))
    assert asked.args == [where]
    assert view.chosen_coding == 11


def test_the_pointer_over_a_coding_is_said_once(qtbot: QtBot) -> None:
    view = shown(qtbot, PAGE, *OVERLAP)
    heard: list[object] = []
    view.hovered.connect(heard.append)
    for words in ("Nobody", "complained", "silent"):
        for step in (1, 2):
            spot = spot_of(view, PAGE.text.index(words) + step)
            qtbot.mouseMove(view.viewport(), spot)
            move = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(spot), QPointF(view.viewport().mapToGlobal(spot)),
                Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NONE,
            )  # fmt: skip
            QApplication.sendEvent(view.viewport(), move)
    assert heard == [11, 13, None]


def test_a_passage_is_brought_into_view_and_stays_selected(qtbot: QtBot) -> None:
    text = "\n".join(
        f"Invented paragraph {n} 🙂, long enough to be wrapped. " * 3 for n in range(400)
    )
    view = shown(qtbot, plain(text))
    for number in (399, 7, 250):
        start = text.index(f"paragraph {number} ")
        view.scroll_to(Span(start, start + 9), flash=False)
        seen = view.visible_span()
        assert seen.start <= start
        assert start + 9 <= seen.end
        if number == 250:  # a third from the top; at the two ends the text stops
            assert 0.25 < spot_of(view, start).y() / view.viewport().height() < 0.45
        view.select(Span(start, start + 9))
        assert view.selected() == Span(start, start + 9)
        assert view.caret_line() == number + 1
    before = view.visible_span()
    view.scroll_to(Span(before.start + 400, before.start + 410), flash=False)
    assert view.visible_span() == before
    qtbot.keyClick(view, Key.Key_PageDown)
    assert view.caret() > before.start


def test_the_text_in_view_stays_when_the_width_changes(qtbot: QtBot) -> None:
    text = "\n".join(f"Invented paragraph {n}, long enough to be wrapped. " * 4 for n in range(300))
    view = shown(qtbot, plain(text))
    view.scroll_to(
        Span(text.index("paragraph 200,"), text.index("paragraph 200,") + 5), flash=False
    )
    first = view.visible_span().start
    view.resize(400, 640)
    seen = view.visible_span()
    assert seen.start <= first < seen.end
    assert abs(view.line_of(seen.start) - view.line_of(first)) <= 1


@pytest.mark.parametrize("modifier", [NONE, CONTROL])
def test_the_wheel_scrolls_and_never_changes_the_font(
    qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    view = shown(qtbot, plain("\n".join("Invented words. " * 9 for _ in range(60))))
    size = view.font().pixelSize()
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(view.mapToGlobal(QPoint(50, 50))), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    assert view.font().pixelSize() == size
    assert (view.verticalScrollBar().value() > 0) is (modifier == NONE)
