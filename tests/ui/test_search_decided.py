"""What was accepted and rejected stays so when hits are shown in other units."""

from __future__ import annotations

import numpy as np

from gtcoder.queries.search.units import Units
from gtcoder.ui.search.found import ACCEPTED, OPEN, REJECTED, Decided


def units(*spans: tuple[int, int, int]) -> Units:
    document, start, end = np.array(spans, np.int32).T
    return Units(document, start, end, np.zeros_like(start), np.ones_like(start))


def test_units_take_over_what_was_decided_of_their_text() -> None:
    words = units((1, 0, 4), (1, 10, 14), (1, 16, 20), (1, 30, 34), (2, 0, 4))
    verdict = np.array([ACCEPTED, REJECTED, ACCEPTED, OPEN, REJECTED], np.uint8)
    sentences = units((1, 0, 9), (1, 10, 25), (1, 26, 40), (2, 0, 9), (3, 0, 9))
    wide = Decided(words, verdict).of(sentences)
    assert wide.tolist() == [ACCEPTED, OPEN, OPEN, REJECTED, OPEN], "two things are none"
    assert Decided(sentences, wide).of(words).tolist() == [ACCEPTED, OPEN, OPEN, OPEN, REJECTED]
