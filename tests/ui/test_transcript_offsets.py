"""Code points and Qt's units agree with what a QTextCursor does, for any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from gtcoder.ui.transcript.offsets import Offsets, code_points
from gtcoder.ui.transcript.page import display_of, shown_text
from tests.ui.transcripts import plain

LETTERS = st.sampled_from([*"ab \n🙂👩ش等é", "\u0301", "\u200d", "\ufe0f"])
TEXTS = st.text(LETTERS, max_size=60)


@given(TEXTS, st.data())
def test_places_are_those_of_a_cursor(text: str, data: st.DataObject) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    offsets = Offsets(code_points(text))
    point = data.draw(st.integers(0, len(text)))
    cursor = QTextCursor(document)
    cursor.setPosition(offsets.to_qt(point), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText().replace("\u2029", "\n") == text[:point]
    assert offsets.from_qt(cursor.position()) == point


@given(TEXTS)
def test_columns_agree_with_single_places(text: str) -> None:
    offsets = Offsets(code_points(text), [place for place in (3, 9) if place < len(text)])
    points = np.arange(len(text) + 1, dtype=np.int32)
    units = offsets.all_to_qt(points)
    assert units.tolist() == [offsets.to_qt(point) for point in points.tolist()]
    assert offsets.all_from_qt(units).tolist() == points.tolist()
    assert [offsets.from_qt(unit) for unit in units.tolist()] == points.tolist()


@given(
    st.lists(st.sampled_from(["wörd ", "🙂", "等待", "e\u0301", "long-word"]), max_size=12),
    st.data(),
)
def test_a_divided_paragraph_keeps_its_places(parts: list[str], data: st.DataObject) -> None:
    text = "".join(part * data.draw(st.integers(1, 900)) for part in parts) + "\nend"
    page = plain(text)
    display = display_of(page)
    shown = shown_text(page, display)
    assert shown.count("\n") == text.count("\n") + len(display.splits)
    wide = shown.encode("utf-16-le")
    for point in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=20)):
        unit = display.offsets.to_qt(point)
        assert wide[2 * unit :].decode("utf-16-le")[0] == text[point]
        assert display.offsets.from_qt(unit) == point
    for cut in display.splits.tolist():
        before = display.offsets.to_qt(cut) - 1  # the line end that is not in the text
        assert display.offsets.from_qt(before) == cut
        assert wide[2 * before : 2 * before + 2].decode("utf-16-le") == "\n"


def test_inside_a_wide_character_is_that_character() -> None:
    assert Offsets(code_points("a🙂b")).from_qt(2) == 1
