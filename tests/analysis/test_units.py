from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.units import (
    ANY_OVERLAP,
    MAJORITY,
    Touch,
    UnitTable,
    at_least,
    character_table,
    touched,
    unit_table,
    whole_documents,
)
from gtcoder.errors import InvalidInput
from tests.analysis.span_strategies import (
    Pattern,
    cells,
    coded_characters,
    codings,
    counted_characters,
    expanded,
    rows_of,
    spans_of,
    tabled,
    text_spans,
    units_of,
)

TOUCHES = st.sampled_from([ANY_OVERLAP, MAJORITY, at_least(0.9), at_least(0.5), at_least(1)])


@given(codings())
def test_run_lengths_equal_the_characters_one_by_one(spans: CodingSpans) -> None:
    table = character_table(spans)
    for code, document in cells(spans):
        assert tabled(table, code, document) == expanded(spans, code, document)


@given(st.data(), codings(), TOUCHES)
def test_units_equal_the_characters_of_each_unit(
    data: st.DataObject, spans: CodingSpans, touch: Touch
) -> None:
    units = data.draw(units_of(spans.lengths.tolist()))
    table = unit_table(spans, units, touch)
    for code, document in cells(spans):
        assert tabled(table, code, document) == by_hand(spans, units, touch, code, document)


def by_hand(
    spans: CodingSpans, units: TextSpans, touch: Touch, code: int, document: int
) -> Counter[Pattern]:
    own = [coded_characters(spans, code, document, g) for g in range(spans.n_coders)]
    counted = set(counted_characters(spans, document))
    found: Counter[Pattern] = Counter()
    for start, end in ((a, b) for d, a, b in rows_of(units) if d == document):
        unit = counted & set(range(start, end))
        if not unit:
            continue
        shares = [Fraction(len(unit & each), len(unit)) for each in own]
        applied = [
            share > touch.share if touch.strict else share >= touch.share for share in shares
        ]
        looked = spans.finished[document]
        found[tuple(int(a) if see else -1 for a, see in zip(applied, looked, strict=True))] += 1
    return found


@given(codings())
def test_sums_over_codes_and_documents_agree(spans: CodingSpans) -> None:
    table = character_table(spans)
    cell = np.zeros((spans.n_codes, spans.n_documents, len(table.patterns)))
    for code in range(spans.n_codes):
        cell[code] = table.base
        documents, changes = table.changes(code)
        cell[code, documents] += changes
    assert np.array_equal(table.by_code(), cell.sum(axis=1))
    assert np.array_equal(table.by_document(), cell.sum(axis=0))
    assert (cell >= 0).all()


@given(codings(), st.data())
def test_a_part_of_a_table_is_the_table_of_the_part(
    spans: CodingSpans, data: st.DataObject
) -> None:
    documents = data.draw(st.permutations(range(spans.n_documents)))[:2]
    coders = data.draw(st.permutations(range(spans.n_coders)))[:2]
    part = character_table(spans).within(documents).of(coders)
    every = range(spans.n_codes)
    fresh = character_table(spans.chosen(documents=documents, codes=every, coders=coders))
    assert np.array_equal(part.looked, fresh.looked)
    for code in every:
        for document in range(len(documents)):
            assert tabled(part, code, document) == tabled(fresh, code, document)


@given(codings(), st.data())
def test_touched_units_are_those_that_share_a_character(
    spans: CodingSpans, data: st.DataObject
) -> None:
    lengths = spans.lengths.tolist()
    units, text = data.draw(units_of(lengths)), data.draw(text_spans(lengths))
    inside = {(d, at) for d, start, end in rows_of(text) for at in range(start, end)}
    expected = [
        (d, start, end)
        for d, start, end in rows_of(units)
        if any((d, at) in inside for at in range(start, end))
    ]
    assert rows_of(touched(units, text)) == expected


def two_coders(a: tuple[int, int], b: tuple[int, int]) -> CodingSpans:
    return CodingSpans(
        document=np.zeros(2, dtype=np.int32),
        code=np.zeros(2, dtype=np.int32),
        coder=np.array([0, 1], dtype=np.int32),
        start=np.array([a[0], b[0]], dtype=np.int32),
        end=np.array([a[1], b[1]], dtype=np.int32),
        lengths=np.array([100], dtype=np.int32),
        n_codes=1,
        n_coders=2,
    )


def patterns(table: UnitTable) -> Counter[Pattern]:
    return tabled(table, 0, 0)


@pytest.mark.parametrize(
    ("touch", "expected"),
    [
        (ANY_OVERLAP, {(1, 1): 1, (1, 0): 1, (0, 0): 8}),
        (MAJORITY, {(1, 0): 1, (0, 0): 9}),
        (at_least(0.9), {(1, 0): 1, (0, 0): 9}),
        (at_least(0.5), {(1, 1): 1, (0, 0): 9}),
        (at_least(0.91), {(0, 0): 10}),
    ],
)
def test_nine_of_ten_is_at_least_nine_tenths(touch: Touch, expected: dict[Pattern, int]) -> None:
    tens = spans_of([(0, at, at + 10) for at in range(0, 100, 10)])
    found = patterns(unit_table(two_coders((11, 21), (15, 20)), tens, touch))
    assert found == Counter(expected)


def test_a_document_is_one_unit() -> None:
    spans = two_coders((0, 1), (99, 100))
    assert patterns(unit_table(spans, whole_documents(spans))) == Counter({(1, 1): 1})


def test_overlapping_units_are_refused() -> None:
    with pytest.raises(InvalidInput, match="must not overlap"):
        unit_table(two_coders((0, 1), (0, 1)), spans_of([(0, 5, 10), (0, 0, 6)]))


@pytest.mark.parametrize("share", [0, -0.5, 1.01])
def test_a_share_of_a_unit_lies_between_nothing_and_all(share: float) -> None:
    with pytest.raises(InvalidInput, match="share"):
        at_least(share)


def test_rules_are_said_in_words() -> None:
    found = [each.text for each in (ANY_OVERLAP, MAJORITY, at_least(0.9))]
    assert found == ["any overlap", "majority of the unit", "at least 0.9 of the unit"]


def test_nothing_coded_at_all_is_agreement_on_every_character() -> None:
    spans = two_coders((0, 1), (0, 1)).chosen(documents=[0], codes=[], coders=[0, 1])
    table = character_table(spans)
    assert table.by_code().shape == (0, 1)
    assert table.base.tolist() == [[100.0]]
    assert table.patterns.tolist() == [[0, 0]]
