"""Edits between texts: they rebuild the text, move positions in order, and lead back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.textdiff import Edits, edited, edits_between

SIGNS = st.sampled_from("ab 🙂𝔄👩\u200d🔧e\u0301\n.")
TEXTS = st.text(SIGNS, max_size=30)
PIECES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text(SIGNS, max_size=4)))


def rebuilt(old: str, new: str, edits: Edits) -> str:
    parts, at = [], 0
    for (start, end, length), (now, _, _) in zip(edits.rows(), edits.inverse().rows(), strict=True):
        parts += [old[at:start], new[now : now + length]]
        at = end
    return "".join([*parts, old[at:]])


@given(TEXTS, PIECES)
def test_edits_rebuild_the_text_and_lead_back(old: str, pieces: list[tuple[int, int, str]]) -> None:
    new = old
    for start, length, words in pieces:
        new = edited(new, [(min(start, len(new)), min(start + length, len(new)), words)])
    edits = edits_between(old, new)
    assert rebuilt(old, new, edits) == new
    assert edits.inverse().inverse().rows() == edits.rows()
    assert edits_between(old, new).rows() == edits.rows()
    assert all(a[1] < b[0] for a, b in zip(edits.rows(), edits.rows()[1:], strict=False))


@given(TEXTS, TEXTS)
def test_passages_keep_their_words_unless_an_edit_meets_them(old: str, new: str) -> None:
    edits = edits_between(old, new)
    places = np.arange(len(old) + 1)
    starts, ends = edits.starts(places), edits.ends(places)
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    assert (edits.wide_starts(places) <= starts).all()
    assert (edits.wide_ends(places) >= ends).all()
    for start in range(len(old)):
        for end in range(start + 1, len(old) + 1):
            assert 0 <= starts[start] <= ends[end] <= len(new)
            if not edits.touch(start, end):
                assert new[starts[start] : ends[end]] == old[start:end]


@given(TEXTS, PIECES)
def test_where_pieces_are_known_nothing_else_differs(
    old: str, drawn: list[tuple[int, int, str]]
) -> None:
    pieces, free = [], 0
    for start, length, words in sorted(drawn):
        if free <= start <= len(old):
            pieces.append((start, min(start + length, len(old)), words))
            free = pieces[-1][1]
    new = edited(old, pieces)
    edits = edits_between(old, new, pieces)
    assert rebuilt(old, new, edits) == new
    assert all(a[1] < b[0] for a, b in zip(edits.rows(), edits.rows()[1:], strict=False))
    places = np.arange(len(old) + 1)
    starts, ends = edits.starts(places), edits.ends(places)
    free_at = np.ones(len(old) + 2, dtype=bool)
    for start, end, _ in pieces:
        free_at[start : end + 1] = False
    for start in range(len(old)):
        for end in range(start + 1, len(old) + 1):
            if free_at[start : end + 1].all():
                assert new[starts[start] : ends[end]] == old[start:end]
                assert not edits.touch(start, end)


def test_the_second_of_three_same_words_is_the_one_that_goes() -> None:
    old = "no no no."
    edits = edits_between(old, "no no.", [(3, 6, "")])
    assert edits.rows() == [[3, 6, 0]]
    assert (int(edits.starts(6)), int(edits.ends(8))) == (3, 5)


def test_letters_put_in_at_the_end_of_a_word_are_of_the_word() -> None:
    old, new = "we custome said", "we customer said"
    edits = edits_between(old, new)
    start, end = int(edits.starts(3)), int(edits.ends(10))
    assert new[start:end] == "customer"
    edits = edits_between("Hello you", "Hello, you")
    assert int(edits.ends(5)) == 5


def test_many_places_of_a_long_text_are_told_apart() -> None:
    turns = [f"INT: question {n}?\n\nP: 🙂 answer {n} about the network.\n\n" for n in range(3_000)]
    old = "".join(turns)
    new = old.replace("answer 7 ", "reply 7 ").replace("question 2900?", "Question 2900, then?")
    rows = edits_between(old, new).rows()
    assert 2 <= len(rows) <= 6
    assert all(end - start < 10 for start, end, _ in rows)
