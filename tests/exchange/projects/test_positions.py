"""Places as other programs count them lead to the same words, whatever signs a text holds."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.projects.positions import Counting, How, Passages, frozen_places

TEXTS = st.lists(st.sampled_from(["a", "b ", "é", "ش", "🙂", "👩🏽", "\n", "\r\n", "\u2029", "\t"]))
MARKS = st.sampled_from(["", "\ufeff"])


def count(text: str, at: int, way: Counting) -> int:
    """Return how a program that counts this way says a place of a text."""
    before = text[:at]
    if way in (Counting.CHARACTERS_LF, Counting.UTF16_LF):
        before = before.lstrip("\ufeff").replace("\r\n", "\n")
    if way in (Counting.UTF16, Counting.UTF16_LF):
        return len(before.encode("utf-16-le")) // 2
    return len(before.encode()) if way is Counting.UTF8 else len(before)


@given(MARKS, TEXTS, st.data(), st.sampled_from(Counting))
def test_each_way_of_counting_leads_back(
    mark: str, pieces: list[str], data: st.DataObject, way: Counting
) -> None:
    text = mark + "".join(pieces)
    edges = [len(mark) + len("".join(pieces[:n])) for n in range(len(pieces) + 1)]
    start = data.draw(st.sampled_from(edges))
    end = data.draw(st.sampled_from(edges))
    if end <= start:
        return
    found = Passages(text, (way,)).find(count(text, start, way), count(text, end, way), "")
    assert found == (start, end, How.COUNTED)
    frozen, place = freeze(text).text, frozen_places(text)
    words = freeze(text[start:end], next_line=True).text
    assert frozen[place(start) : place(end)] == words


@given(MARKS, TEXTS, st.sampled_from(Counting))
def test_the_words_tell_which_way_it_was(mark: str, pieces: list[str], way: Counting) -> None:
    """Before and after the words stand any signs; the words themselves stand there once."""
    before = mark + "".join(pieces)
    text = f"{before}We wäited 🙂{''.join(pieces)}"
    start, end = len(before), len(before) + len("We wäited 🙂")
    found = Passages(text).find(count(text, start, way), count(text, end, way), "We wäited 🙂")
    assert found == (start, end, How.COUNTED)
    moved = Passages(text).find(start + 3, end + 3, "We\u2029wäited 🙂")
    assert moved is not None
    assert moved[:2] == (start, end)


def test_the_nearest_of_several_places_is_taken() -> None:
    text = "again. " * 10
    found = Passages(text).find(36, 44, "again.")
    assert found == (35, 41, How.SEARCHED)
    assert Passages(text).places("again.") == [(7 * n, 7 * n + 6) for n in range(10)]
    assert Passages(text).find(500, 510, "again.") == (63, 69, How.SEARCHED)
    assert Passages(text).find(500, 510, "") is None
    assert Passages(text).find(500, 510, "never said") is None
    assert Passages("").find(0, 0, "") is None


def test_words_of_nowhere_are_given_up_soon() -> None:
    passages = Passages("a " * 100_000)
    start = time.process_time()
    for number in range(200):
        quote = "a " * 60 + str(number)
        found = passages.find(number, number + len(quote), quote)
        assert found is not None
        assert found.how is How.DOUBTFUL
    assert time.process_time() - start < 0.5
