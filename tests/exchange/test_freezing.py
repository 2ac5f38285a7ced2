"""Freezing a text: line ends, control characters, what is said about them."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gtcoder.exchange.freezing import freeze

# Every kind of character that freezing touches, and some that it must leave alone.
LOADED = "\r\n\x0b\x0c\x85\u2028\u2029\x00\x01\x08\x1f\x7f\t \ufeff\ufffd\ud800\udfffaé\u200cم😀"
texts = st.text(st.one_of(st.sampled_from(LOADED), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("raw", "frozen", "notes"),
    [
        ("one\r\ntwo\r\n", "one\ntwo\n", ["line 1: 2 × CRLF became LF"]),
        ("one\rtwo", "one\ntwo", ["line 1: 1 × CR became LF"]),
        (
            "a\r\nb\rc",
            "a\nb\nc",
            ["line 1: 1 × CRLF became LF", "line 2: 1 × CR became LF"],
        ),
        ("a\n\x0bb", "a\n\nb", ["line 2: 1 × VT (vertical tab) became LF"]),
        ("a\x0cb\x0c", "a\nb\n", ["line 1: 2 × FF (form feed) became LF"]),
        ("a\u2028b", "a\nb", ["line 1: 1 × U+2028 (line separator) became LF"]),
        ("a\n\n\u2029b", "a\n\n\nb", ["line 3: 1 × U+2029 (paragraph separator) became LF"]),
        ("a\x85b", "a\nb", ["line 1: 1 × U+0085 (next line) became LF"]),
        (
            "a\x00b\n\x00\x07",
            "a\ufffdb\n\ufffd\ufffd",
            ["line 1: 3 control characters became U+FFFD (2 × U+0000, 1 × U+0007)"],
        ),
        (
            "\n\ud83dx",
            "\n\ufffdx",
            ["line 2: 1 lone surrogates became U+FFFD (1 × U+D83D)"],
        ),
        ("\ufeffa\ufeffb", "a\ufeffb", []),
        ("tab\tand space stay", "tab\tand space stay", []),
        ("می\u200cخواهم 😀 é e\u0301", "می\u200cخواهم 😀 é e\u0301", []),
        ("", "", []),
    ],
)
def test_what_becomes_of_each_character(raw: str, frozen: str, notes: list[str]) -> None:
    result = freeze(raw)
    assert result.text == frozen
    assert [str(note) for note in result.notes] == notes


def test_next_line_stays_where_it_is_no_control_character() -> None:
    assert freeze("wait\x85what", next_line=False).text == "wait\x85what"


def test_the_hash_is_that_of_the_frozen_text() -> None:
    assert freeze("Grüße\r\n").sha256 == hashlib.sha256("Grüße\n".encode()).hexdigest()


@given(texts, st.booleans())
@example("\ufeff\ufeffa", True)
@example("\r\r\n\n", True)
def test_freezing_twice_changes_nothing_more(raw: str, next_line: bool) -> None:
    once = freeze(raw, next_line=next_line)
    twice = freeze(once.text, next_line=next_line)
    assert twice == type(once)(once.text, once.sha256, ())


@given(texts, st.booleans())
def test_one_character_for_one_but_for_crlf_and_leading_marks(raw: str, next_line: bool) -> None:
    kept = raw.lstrip("\ufeff").replace("\r\n", "\n")
    frozen = freeze(raw, next_line=next_line).text
    assert len(frozen) == len(kept)
    for before, after in zip(kept, frozen, strict=True):
        assert after in (before, "\n", "\ufffd")


@given(texts)
def test_nothing_is_left_that_a_database_or_an_export_cannot_hold(raw: str) -> None:
    frozen = freeze(raw).text
    assert not re.search("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff]", frozen)
    assert frozen.encode().decode() == frozen
    if frozen:
        assert len(frozen.splitlines()) == len(frozen.removesuffix("\n").split("\n"))
