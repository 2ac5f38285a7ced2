"""Every text below is invented for these tests."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.segments import (
    Segments,
    paragraphs,
    sentences,
    text_units,
    words,
)
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import UnitOfCoding

ZWNJ = "\u200c"


def parts(text: str, segments: Segments) -> list[str]:
    assert segments.starts.dtype == segments.ends.dtype == np.int32
    return [text[a:b] for a, b in zip(segments.starts, segments.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("  one  \n\n two, still two \nthree\n", ["one", "two, still two", "three"]),
        ("a\u00a0b\n\u3000c", ["a\u00a0b", "c"]),
    ],
)
def test_a_line_that_is_not_blank_is_a_paragraph(text: str, expected: list[str]) -> None:
    assert parts(text, paragraphs(text)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["I left.", "Why?", "Because!"],
        ["We called Dr. Amara Okafor at 5 p.m. on Monday.", "She came."],
        ["It cost approx. 3.5 million, i.e. a lot.", "See fig. 3 and No. 12."],
        ["Did you?", "No.", "I sat.", "So did I.", "Then we left."],
        ["Shops, banks, etc. were closed.", "Schools etc.", "They too."],
        ["So... you know, it hurt.", "Well… maybe.", "…", "Yes."],
        ["“Who is it?” he asked.", "“Me.”", "(Nobody laughed.)", "Then silence."],
        ["Really?!", "yes, really.", "ok."],
        ["In 1999.", "Then nothing."],
        ["1. Open the file.", "2. Read it."],
        ["Das ist z.B. so.", "Am 3. mai, ca. 10 Uhr.", "Gut."],
        ["J. R. Banda wrote to mail@example.org about v2.0.", "Good."],
        ["سلام.", "حال شما چطور است؟", "خوبم!"],
        ["मैं आया।", "वह गया॥", "ठीक।"],
        ["یہ کیا ہے؟", "معلوم نہیں۔", "اچھا۔"],
        ["Ինչու՞ եկար։", "Չգիտեմ։"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    text = " ".join(expected)
    if "…" in expected:  # dots alone go with what follows
        expected = [*expected[:2], "… Yes."]
    assert parts(text, sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我来了。你呢？好！走", ["我来了。", "你呢？", "好！", "走"]),
        ("真的吗?我不知道.对", ["真的吗?", "我不知道.对"]),
        ("「行く。」と言った。", ["「行く。」", "と言った。"]),
    ],
)
def test_scripts_without_spaces_have_sentences_too(text: str, expected: list[str]) -> None:
    assert parts(text, sentences(text)) == expected


def test_no_sentence_reaches_over_the_end_of_a_line() -> None:
    text = "One. Two\nthree. Four \n\n five"
    assert parts(text, sentences(text)) == ["One.", "Two", "three.", "Four", "five"]


def test_a_very_long_line_of_abbreviations_is_cut_in_time() -> None:
    text = "a. " * 60_000
    assert parts(text, sentences(text)) == [text.rstrip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Well, I don't know — co-workers’ plan.", 6),
        ("3.5 million, 1,000 people; 2 x 4", 7),
        (f"می{ZWNJ}روم خانه.", 2),
        ("हिन्दी में लिखा है", 4),
        ("naïve cafe\u0301 e\u0301te\u0301", 3),
        ("한국어 단어 셋", 3),
        ("", 0),
        ("— … !", 0),
        ("‘quoted’ 'rock'", 2),
    ],
)
def test_words_of_many_scripts(text: str, expected: int) -> None:
    assert len(words(text)) == expected


def test_a_word_keeps_what_stands_inside_it() -> None:
    text = f"o'clock, می{ZWNJ}روم{ZWNJ} don’t- re\u00adturn"
    assert parts(text, words(text)) == ["o'clock", f"می{ZWNJ}روم", "don’t", "re\u00adturn"]


@pytest.mark.parametrize(
    "text", ["我们昨天开会。", "ผมไม่รู้", "それは難しい", "ຂ້ອຍບໍ່ຮູ້", "Yes 我们昨天"]
)
def test_words_are_refused_where_a_script_does_not_part_them(text: str) -> None:
    with pytest.raises(NotComputable, match="no spaces between words"):
        words(text)


def test_a_name_in_another_script_does_not_stop_the_count() -> None:
    text = "We met in Beijing (北京) and talked for hours about the new office plan " * 2
    assert len(words(text)) == 28


@given(st.text(alphabet=st.characters(exclude_characters="\r")))
def test_segments_are_in_order_inside_the_text_and_not_blank(text: str) -> None:
    for found in (paragraphs(text), sentences(text)):
        edges = [edge for span in zip(found.starts, found.ends, strict=True) for edge in span]
        assert edges == sorted(edges)
        assert all(part.strip() == part and part for part in parts(text, found))
        assert "".join("".join(parts(text, found)).split()) == "".join(text.split())


def test_units_of_several_texts_name_their_document() -> None:
    units = text_units(["One. Two.", "", "Three."], UnitOfCoding.SENTENCE)
    assert units.document.tolist() == [0, 0, 2]
    assert units.start.tolist() == [0, 5, 0]
    assert units.end.tolist() == [4, 9, 6]
    assert len(text_units(["a b", "c\n\nd"], UnitOfCoding.WORD)) == 4
    assert len(text_units(["a b", "c\n\nd"], UnitOfCoding.PARAGRAPH)) == 3
    assert len(text_units([], UnitOfCoding.WORD)) == 0


def test_turns_are_not_in_the_text() -> None:
    with pytest.raises(NotComputable, match="turn is not found in the text"):
        text_units(["a"], UnitOfCoding.TURN)
