"""Likeness of passages by their words: the formula by hand, and its laws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.nearness import Weighed, apart, terms

NEW = "the price was too high"
OTHERS = ["price high", "silence", "the the the", "they went silent for weeks", "too high a price"]


def test_terms_are_words_without_case_and_accents_and_pairs_where_there_are_no_blanks() -> None:
    assert list(terms("Déjà vu, DEJA!")) == ["deja", "vu", "deja"]
    assert list(terms("价格太高")) == ["价格", "格太", "太高"]
    assert list(terms("GSM网络A 高")) == ["gsm", "网络", "a", "高"]
    assert list(terms("… 🙂 —")) == []


def test_the_weights_are_those_of_the_formula() -> None:
    texts = ["price price high", "price low"]
    high, price = math.log(3 / 2) + 1, 1.0  # ln((1 + n) / (1 + df)) + 1 with n = 2
    one, other = [(1 + math.log(2)) * price, high], [price, high]
    cosine = one[0] * other[0] / (math.hypot(*one) * math.hypot(*other))
    assert Weighed.of(texts).likeness(0).tolist() == pytest.approx([1.0, cosine])


def test_the_nearest_and_the_most_different_are_found_and_are_never_the_same() -> None:
    found = apart(NEW, OTHERS, count=2)
    assert [place for place, _ in found.nearest] == [4, 0]
    assert [place for place, _ in found.different] == [3, 1]
    assert apart(NEW, OTHERS[:1], count=3).different == ()
    assert apart(NEW, [], count=3).nearest == ()
    assert [like for _, like in apart("…", OTHERS, count=1).nearest] == [0.0]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "价格", "é"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_likeness_is_symmetric_and_between_nothing_and_one(
    texts: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(texts) - 1))
    weighed = Weighed.of(texts)
    likeness = weighed.likeness(place)
    assert ((likeness >= 0) & (likeness <= 1)).all()
    assert likeness[place] == pytest.approx(1.0 if texts[place] else 0.0)
    for other in range(len(texts)):
        assert weighed.likeness(other)[place] == pytest.approx(likeness[other])
        if sorted(texts[other].split()) == sorted(texts[place].split()) and texts[place]:
            assert likeness[other] == pytest.approx(1.0)
