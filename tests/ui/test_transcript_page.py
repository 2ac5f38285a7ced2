"""Blocks of display: numbers, labels, gaps, and paragraphs too long for one block."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.queries.passages import TurnRow
from gtcoder.ui.transcript.gutter import numbers_of
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import (
    LONGEST_BLOCK,
    NOBODY,
    display_of,
    shown_text,
    turn_span,
)
from gtcoder.vocabulary import SpeakerRole
from tests.ui.transcripts import interview, plain

ADA = SpeakerRole.PARTICIPANT


@given(st.text(st.sampled_from(list("ab\n🙂")), max_size=50))
def test_line_numbers_count_the_line_ends_before(text: str) -> None:
    display = display_of(plain(text))
    for point in range(len(text) + 1):
        assert display.line_of(point) == text[:point].count("\n") + 1
    starts = [0, *(place + 1 for place, ch in enumerate(text) if ch == "\n")]
    assert display.starts.tolist() == starts
    assert [text[a:b] for a, b in zip(display.starts, display.ends, strict=True)] == text.split(
        "\n"
    )


@pytest.mark.parametrize("unit", ["some words ", "等待", "🙂", "e\u0301"])
def test_a_long_paragraph_is_divided_for_display_only(unit: str) -> None:
    text = "short\n" + unit * (3 * LONGEST_BLOCK // len(unit)) + "\nlast"
    display = display_of(plain(text))
    lengths = display.ends - display.starts
    assert lengths.max() <= LONGEST_BLOCK
    assert "".join(text[a:b] for a, b in zip(display.starts, display.ends, strict=True)) == (
        text.replace("\n", "")
    )
    numbers = numbers_of(display, Numbers.ALL).tolist()
    assert numbers[:2] == [1, 2]
    assert numbers[-1] == 3
    assert set(numbers[2:-1]) == {0}
    for cut in display.splits.tolist():
        assert unicodedata.category(text[cut])[0] != "M"
        assert " " not in unit or text[cut - 1] == " "


def test_labels_are_folded_where_speech_follows_and_left_where_they_stand_alone() -> None:
    text = "ADA: hello there\n\nINT:\nwhy is that\nno label here"
    turns = (
        TurnRow(0, 16, 5, "ADA", ADA, None),
        TurnRow(18, 34, 23, "INT", SpeakerRole.INTERVIEWER, None),
        TurnRow(35, 48, 35, "ADA", ADA, None),
    )
    display = display_of(plain(text, turns))
    assert display.fold == [5, 0, 0, 0, 0]
    assert display.label == [0, 0, 4, 0, 0]
    assert display.speaks == [0, NOBODY, NOBODY, NOBODY, 2]
    assert display.asked == [False, False, True, True, False]
    assert display.blank == [False, True, False, False, False]
    assert display.parted == [False, False, False, True, False]


def test_a_wide_character_in_a_label_is_folded_whole() -> None:
    display = display_of(plain("🙂 Ada: hi", (TurnRow(0, 9, 7, "Ada", ADA, None),)))
    assert display.fold == [8]


def test_characters_that_mislead_qt_are_shown_as_others_of_the_same_length() -> None:
    page = plain("a\rb\u2029c\ufffcd\x00e\ufdd0f\n")
    shown = shown_text(page, display_of(page))
    assert len(shown) == len(page.text)
    assert not set(shown) & set("\r\u2029\ufffc\x00\ufdd0")
    assert shown.count("\n") == 1


def test_a_turn_is_taken_without_its_label_and_white_space() -> None:
    page = interview((("INT", "Why?  "), ("Ada", "Because.")))
    display = display_of(page)
    start, end = turn_span(page, display, page.text.index("Why"))
    assert page.text[start:end] == "Why?"
    free = plain("one\n  two \nthree")
    start, end = turn_span(free, display_of(free), 6)
    assert free.text[start:end] == "two"


def test_turns_that_begin_within_a_line_fold_nothing() -> None:
    text = "Before ADA: hello"
    display = display_of(plain(text, (TurnRow(7, 17, 12, "ADA", ADA, None),)))
    assert display.fold == [0]
    assert display.speaks == [NOBODY]
