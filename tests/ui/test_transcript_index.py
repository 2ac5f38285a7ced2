"""The index of codings against a slow and simple reading of the same rules."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.ui.transcript.bands import Choice, pieces
from gtcoder.ui.transcript.index import A_LINE, CodingIndex, Strip
from gtcoder.ui.transcript.offsets import Offsets, code_points
from tests.ui.transcripts import ME, OTHER, codings

SPANS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 40)).map(lambda pair: (pair[0], sum(pair))),
    max_size=14,
)
TEXT = "🙂abc " * 40


def rows(spans: list[tuple[int, int]], first: int = 1) -> list[tuple[int, int, int, int, int]]:
    return [(first + n, 1 + n % 3, ME, a, b) for n, (a, b) in enumerate(spans)]


def index_of(spans: list[tuple[int, int]]) -> CodingIndex:
    return CodingIndex(codings(*rows(spans)), Offsets(code_points(TEXT)))


def check_lanes(index: CodingIndex) -> None:
    strips = index.strips(0, 10_000)
    for one in strips:
        for other in strips:
            if one.id < other.id:
                apart = max(one.first, other.first) - min(one.last, other.last)
                assert apart >= 0 or one.lane != other.lane
                assert apart >= A_LINE or one.bar != other.bar


@given(SPANS, st.integers(0, 130), st.integers(1, 60))
def test_strips_are_those_that_overlap_narrowest_first(
    spans: list[tuple[int, int]], first: int, length: int
) -> None:
    offsets, index = Offsets(code_points(TEXT)), index_of(spans)
    low, high = offsets.to_qt(first), offsets.to_qt(first + length)
    found = index.strips(low, high)
    wanted = {key for key, _, _, a, b in rows(spans) if a < first + length and b > first}
    assert {strip.id for strip in found} == wanted
    widths = [strip.last - strip.first for strip in found]
    assert widths == sorted(widths)


@given(SPANS)
def test_codings_of_one_lane_do_not_meet(spans: list[tuple[int, int]]) -> None:
    index = index_of(spans)
    index.strips(0, 40)  # a part first, as scrolling does
    check_lanes(index)


@given(SPANS, SPANS, st.data())
def test_a_patched_index_is_the_one_built_anew_and_lanes_stay(
    spans: list[tuple[int, int]], more: list[tuple[int, int]], data: st.DataObject
) -> None:
    offsets = Offsets(code_points(TEXT))
    index = index_of(spans)
    before = {strip.id: strip.lane for strip in index.strips(0, 10_000)}
    gone = data.draw(st.sets(st.integers(1, max(1, len(spans)))))
    added = rows(more, 100)
    touched = index.patch(gone, codings(*added))
    left = [row for row in rows(spans) if row[0] not in gone] + added
    anew = CodingIndex(codings(*left), offsets)
    assert len(touched) == len(added) + len(spans) - (len(left) - len(added))
    assert {s.id: (s.first, s.last) for s in index.strips(0, 10_000)} == {
        s.id: (s.first, s.last) for s in anew.strips(0, 10_000)
    }
    assert index.coded() == anew.coded() == len({p for *_, a, b in left for p in range(a, b)})
    after = {strip.id: strip.lane for strip in index.strips(0, 10_000)}
    assert all(after[key] == lane for key, lane in before.items() if key in after)
    check_lanes(index)


def test_bars_on_short_lines_stand_below_one_another() -> None:
    spans = [(0, 4), (10, 14), (12, 16)]
    breaks = np.array([6], np.int32)
    index = CodingIndex(codings(*rows(spans[:2])), Offsets(code_points(TEXT)), breaks)
    assert {strip.id: strip.bar for strip in index.strips(0, 10_000)} == {1: 0, 2: 0}
    index.patch((), codings(*rows(spans[2:], 3)))
    assert {strip.id: strip.bar for strip in index.strips(0, 10_000)} == {1: 0, 2: 0, 3: 1}


def test_a_coding_that_is_added_again_is_replaced() -> None:
    index = index_of([(0, 10)])
    index.patch((), codings((1, 2, ME, 5, 8)))
    (strip,) = index.strips(0, 10_000)
    assert (strip.id, strip.code) == (1, 2)


@given(SPANS, st.integers(0, 60), st.integers(1, 60))
def test_a_line_is_cut_at_all_ends_and_filled_once(
    spans: list[tuple[int, int]], first: int, length: int
) -> None:
    last = first + length
    strips = sorted(
        (Strip(a, b, key, 1, ME, 0, 0) for key, (a, b) in enumerate(spans)),
        key=lambda strip: (strip.last - strip.first, strip.id),
    )
    found = pieces(first, last, strips, lambda strip: strip.id == 0)
    fill = {unit: piece for piece in found for unit in range(piece.first, piece.last)}
    assert sum(piece.last - piece.first for piece in found) == len(fill)
    for unit in range(first, last):
        over = [strip for strip in strips if strip.first <= unit < strip.last]
        if not over:
            assert unit not in fill
            continue
        best = next((strip for strip in over if strip.id == 0), over[0])
        assert (fill[unit].strip, fill[unit].strong) == (best, best.id == 0)


def test_the_chosen_coding_is_strong_and_else_all_of_the_chosen_code() -> None:
    mine, others = Strip(0, 5, 1, 1, ME, 0, 0), Strip(2, 9, 2, 1, OTHER, 1, 1)
    choice = Choice(code=1, me=ME)
    assert choice.strong(mine)
    assert choice.strong(others)
    choice.coding = 2
    assert not choice.strong(mine)
    assert choice.strong(others)
    assert choice.other(others)
    assert not choice.other(mine)
