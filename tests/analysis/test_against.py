"""A coder against the consensus: the two-by-two table of characters, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.against import Found, found_of
from tests.analysis.test_disagreements import spans_of


def test_characters_are_counted_once_and_by_document() -> None:
    rows = [
        (0, 0, 0, 0, 40), (0, 0, 0, 30, 50), (0, 0, 1, 25, 75),
        (1, 0, 0, 0, 10), (1, 1, 1, 0, 100),
    ]  # fmt: skip
    first, second, *others = found_of(spans_of(rows), 0, 1)
    assert first == Found(coder=60, consensus=50, both=25, characters=200)
    assert second == Found(coder=0, consensus=100, both=0, characters=200)
    assert set(others) == {Found(0, 0, 0, 200)}
    assert (first.precision, first.recall, first.f1) == (25 / 60, 0.5, 50 / 110)
    observed, expected = 1 - 60 / 200, (60 * 50 + 140 * 150) / 200**2
    assert first.kappa == pytest.approx((observed - expected) / (1 - expected), abs=1e-12)
    assert (second.precision, second.recall, second.f1, second.kappa) == (None, 0.0, 0.0, 0.0)
    assert first + second == Found(60, 150, 25, 400)


def test_nothing_marked_is_undefined_and_not_nought() -> None:
    nothing = Found(0, 0, 0, 100)
    assert {nothing.precision, nothing.recall, nothing.f1, nothing.kappa} == {None}
    assert Found(100, 100, 100, 100).kappa is None
    assert Found(10, 10, 10, 100).kappa == 1.0
    assert Found(0, 0, 0, 0).kappa is None


def test_only_what_the_coder_finished_counts() -> None:
    spans = spans_of([(0, 0, 0, 0, 10), (1, 0, 1, 0, 10)], looked=[[1, 1], [0, 1]])
    assert found_of(spans, 0, 1)[0] == Found(10, 0, 0, 100)


def test_it_agrees_with_counting_character_by_character() -> None:
    draw = np.random.default_rng(5)
    rows = [
        (int(d), int(c), int(g), int(s), int(s + w))
        for d, c, g, s, w in draw.integers((0, 0, 0, 0, 1), (2, 5, 2, 80, 20), (40, 5)).tolist()
    ]
    page = np.zeros((2, 5, 2, 100), dtype=bool)
    for document, code, coder, start, end in rows:
        page[document, code, coder, start:end] = True
    for code, found in enumerate(found_of(spans_of(rows), 0, 1)):
        mine, agreed = page[:, code, 0], page[:, code, 1]
        both = int((mine & agreed).sum())
        assert found == Found(int(mine.sum()), int(agreed.sum()), both, 200)
