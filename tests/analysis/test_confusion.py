"""Code against code: every cell from the characters one by one, and its passages."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from gtcoder.analysis.confusion import NOTHING, Counted, confusion
from gtcoder.analysis.spans import CodingSpans
from gtcoder.errors import NotComputable
from tests.analysis.invented_studies import named, study
from tests.analysis.span_strategies import coded_characters, codings, counted_characters


def by_hand(spans: CodingSpans) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Return the characters of each cell."""
    found: dict[tuple[int, int], set[tuple[int, int]]] = {}
    nothing = spans.n_codes
    for document in range(spans.n_documents):
        if not spans.finished[document, :2].all():
            continue
        own = [
            [coded_characters(spans, code, document, coder) for code in range(spans.n_codes)]
            for coder in (0, 1)
        ]
        for at in counted_characters(spans, document):
            first, second = ({k for k, held in enumerate(each) if at in held} for each in own)
            left = sorted(first - second) or [nothing], sorted(second - first) or [nothing]
            pairs = [(code, code) for code in first & second]
            if left != ([nothing], [nothing]) or not pairs:
                pairs += [(a, b) for a in left[0] for b in left[1]]
            for pair in pairs:
                found.setdefault(pair, set()).add((document, at))
    return found


@settings(max_examples=25)
@given(codings(coders=2))
def test_cells_are_the_characters_one_by_one(spans: CodingSpans) -> None:
    if not spans.finished.all(axis=1).any():
        with pytest.raises(NotComputable):
            confusion(named(spans))
        return
    found, expected = confusion(named(spans)), by_hand(spans)
    labels = (*found.codes, NOTHING)
    held = [d for d in range(spans.n_documents) if spans.finished[d].all()]
    for row, first in enumerate(labels):
        for column, second in enumerate(labels):
            characters = expected.get((row, column), set())
            assert found.counts[row, column] == len(characters)
            if (first, second) == (NOTHING, NOTHING):
                continue
            passages = found.passages(first, second)
            rows = zip(
                passages.document.tolist(),
                passages.start.tolist(),
                passages.end.tolist(),
                strict=True,
            )
            shown = Counter((held[d], at) for d, start, end in rows for at in range(start, end))
            assert set(shown) == characters
            assert set(shown.values()) <= {1}


def test_two_codes_that_both_gave_are_no_confusion() -> None:
    both = study([(0, k, g, 0, 10) for k in (0, 1) for g in (0, 1)], documents=1)
    assert confusion(both).counts.tolist() == [[10, 0, 0], [0, 10, 0], [0, 0, 90]]


def test_a_passage_is_not_cut_where_another_code_ends() -> None:
    rows = [(0, 0, 0, 0, 20), (0, 0, 1, 0, 20), (0, 1, 1, 5, 10)]
    found = confusion(study(rows, documents=1)).passages("code 1", "code 1")
    assert (found.start.tolist(), found.end.tolist()) == ([0], [20])


def test_segments_meet_the_same_code_first() -> None:
    rows = [(0, 0, 0, 0, 20), (0, 0, 1, 5, 10), (0, 0, 1, 15, 25), (0, 1, 1, 0, 20)]
    rows += [(0, 1, 0, 40, 50), (0, 0, 1, 45, 60), (0, 1, 0, 80, 90)]
    found = confusion(study(rows, documents=1), counted=Counted.SEGMENTS)
    assert found.counts.tolist() == [[2, 0, 0], [1, 0, 1], [0, 1, 0]]
    assert found.passages("code 2", "code 1").start.tolist() == [45]
