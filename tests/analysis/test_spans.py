from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.spans import (
    CodingSpans,
    CountedText,
    coded_text,
    covered_before,
    intersect,
    intersection_length,
    merge,
    normalise,
    sweep,
)
from gtcoder.errors import InvalidInput
from tests.analysis.span_strategies import (
    coded_characters,
    codings,
    counted_characters,
    rows_of,
    spans_of,
    text_spans,
)

SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20), st.integers(1, 9)), max_size=12)


def long(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


def columns(rows: list[tuple[int, int, int]]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    return [long([row[0] for row in rows]), *_ends(rows)]


def _ends(rows: list[tuple[int, int, int]]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    return [long([row[1] for row in rows]), long([row[1] + row[2] for row in rows])]


def characters(rows: list[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """(group, position) of spans given by group, start and length."""
    return {(g, at) for g, start, length in rows for at in range(start, start + length)}


@given(SPANS)
def test_merged_spans_cover_the_same_text_once(rows: list[tuple[int, int, int]]) -> None:
    runs = merge(*columns(rows))
    found = list(zip(runs.group.tolist(), runs.start.tolist(), runs.length.tolist(), strict=True))
    assert characters(found) == characters(rows)
    assert found == sorted(found)
    for (g, start, length), (h, following, _) in pairwise(found):
        assert g < h or start + length < following


@given(SPANS)
def test_adjacent_spans_can_stay_apart(rows: list[tuple[int, int, int]]) -> None:
    runs = merge(*columns(rows), adjacent=False)
    found = list(zip(runs.group.tolist(), runs.start.tolist(), runs.length.tolist(), strict=True))
    assert characters(found) == characters(rows)
    starts = {(g, start) for g, start, _ in rows}
    assert {(g, start) for g, start, _ in found} <= starts
    # A start stays where no span of its group reaches over it.
    kept = {
        (g, at)
        for g, at in starts
        if not any(h == g and start < at < start + length for h, start, length in rows)
    }
    assert {(g, start) for g, start, _ in found} == kept


@given(st.lists(SPANS, min_size=1, max_size=3))
def test_a_sweep_finds_who_is_present_everywhere(each: list[list[tuple[int, int, int]]]) -> None:
    merged = [merge(*columns(rows)) for rows in each]
    runs = sweep(
        np.concatenate([run.group for run in merged]),
        np.concatenate([run.start for run in merged]),
        np.concatenate([run.end for run in merged]),
        np.concatenate([run.value << bit for bit, run in enumerate(merged)]),
    )
    found = {
        (group, at): value
        for group, start, end, value in zip(
            runs.group.tolist(),
            runs.start.tolist(),
            runs.end.tolist(),
            runs.value.tolist(),
            strict=True,
        )
        for at in range(start, end)
    }
    expected: dict[tuple[int, int], int] = {}
    for bit, rows in enumerate(each):
        for place in characters(rows):
            expected[place] = expected.get(place, 0) | (1 << bit)
    assert found == expected
    assert int(runs.length.sum()) == len(expected)


@given(SPANS, st.lists(st.integers(0, 40), max_size=8))
def test_covered_before_counts_the_characters_before(
    rows: list[tuple[int, int, int]], positions: list[int]
) -> None:
    one = [(0, start, length) for _, start, length in rows]
    runs = merge(*columns(one))
    found = covered_before(runs.start, runs.end, long(positions)).tolist()
    assert found == [sum(at < position for _, at in characters(one)) for position in positions]


@given(text_spans([25, 9]), text_spans([25, 9]))
def test_intersections_are_those_of_the_characters(a: object, b: object) -> None:
    first, second = spans_of(rows_of(a)), spans_of(rows_of(b))  # type: ignore[arg-type]
    of_a = {(d, at) for d, start, end in rows_of(first) for at in range(start, end)}
    of_b = {(d, at) for d, start, end in rows_of(second) for at in range(start, end)}
    assert intersection_length(first, second) == len(of_a & of_b)
    common = intersect(first, second)
    places = zip(common.group.tolist(), common.start.tolist(), common.end.tolist(), strict=True)
    assert {(d, at) for d, start, end in places for at in range(start, end)} == of_a & of_b
    assert int(normalise(first).length.sum()) == len(of_a)


@given(codings())
def test_the_axis_of_counted_text_leaves_out_the_rest(spans: CodingSpans) -> None:
    axis = CountedText.of(spans)
    for document in range(spans.n_documents):
        counted = counted_characters(spans, document)
        assert axis.sizes[document] == len(counted)
        positions = np.arange(spans.lengths[document] + 1, dtype=np.int32)
        placed = axis.place(np.full_like(positions, document), positions).tolist()
        assert placed == [sum(at < position for at in counted) for position in positions.tolist()]


@given(codings())
def test_coded_text_is_what_anyone_who_finished_coded(spans: CodingSpans) -> None:
    found = {(d, at) for d, start, end in rows_of(coded_text(spans)) for at in range(start, end)}
    expected = {
        (document, at)
        for document in range(spans.n_documents)
        for coder in range(spans.n_coders)
        if spans.finished[document, coder]
        for code in range(spans.n_codes)
        for at in coded_characters(spans, code, document, coder)
        if at in counted_characters(spans, document)
    }
    assert found == expected


@given(codings(), st.data())
def test_chosen_codings_are_renumbered(spans: CodingSpans, data: st.DataObject) -> None:
    documents = data.draw(st.permutations(range(spans.n_documents)))[: data.draw(st.integers(1, 4))]
    codes = data.draw(st.permutations(range(spans.n_codes)))[:2]
    coders = data.draw(st.permutations(range(spans.n_coders)))[:2]
    chosen = spans.chosen(documents=documents, codes=codes, coders=coders)
    assert (chosen.n_documents, chosen.n_codes, chosen.n_coders) == (
        len(documents),
        len(codes),
        len(coders),
    )
    for d, document in enumerate(documents):
        assert chosen.lengths[d] == spans.lengths[document]
        assert counted_characters(chosen, d) == counted_characters(spans, document)
        for g, coder in enumerate(coders):
            assert chosen.finished[d, g] == spans.finished[document, coder]
            for k, code in enumerate(codes):
                found = coded_characters(chosen, k, d, g)
                assert found == coded_characters(spans, code, document, coder)


def one_coding(
    start: int, end: int, *, coder: int = 0, document: int = 0, coders: int = 2
) -> CodingSpans:
    column = np.zeros(1, dtype=np.int32)
    return CodingSpans(
        document=column + document,
        code=column,
        coder=column + coder,
        start=column + start,
        end=column + end,
        lengths=np.array([10], dtype=np.int32),
        n_codes=1,
        n_coders=coders,
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 4), (5, 4), (8, 11), (11, 12)])
def test_a_span_outside_its_text_is_refused_with_its_row(start: int, end: int) -> None:
    with pytest.raises(InvalidInput, match=rf"Coding 1 .*\[{start}, {end}\) of 10"):
        one_coding(start, end)


def test_a_span_may_be_the_whole_text() -> None:
    assert len(one_coding(0, 10)) == 1


def test_unknown_indexes_and_too_many_coders_are_refused() -> None:
    with pytest.raises(InvalidInput, match="not among the given"):
        one_coding(0, 5, coder=2)
    with pytest.raises(InvalidInput, match="not among the given"):
        one_coding(0, 5, document=1)
    with pytest.raises(InvalidInput, match="51 coders"):
        one_coding(0, 5, coders=51)
