"""Tables of counts equal what counting one by one gives, for any codings."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.tallies import expanded, numbered, tally
from gtcoder.vocabulary import Cells

ROWS, COLUMNS, DOCUMENTS = 3, 4, 3
coding = st.tuples(
    st.integers(0, DOCUMENTS - 1),
    st.integers(0, 20),
    st.integers(1, 9),
    st.integers(0, ROWS - 1),
    st.integers(0, COLUMNS - 1),
)


@given(st.lists(coding, max_size=40))
def test_each_measure_equals_the_naive_count(drawn: list[tuple[int, int, int, int, int]]) -> None:
    codings = sorted((d, s, s + length, r, c) for d, s, length, r, c in drawn)
    columns = np.array(codings, dtype=np.int64).reshape(-1, 5).T
    document, start, end, row, column = (np.ascontiguousarray(each) for each in columns)
    spans = numbered(document.astype(np.int32), start.astype(np.int32), end.astype(np.int32))
    cells = {(r, c): [x[:3] for x in codings if x[3:] == (r, c)] for r, c in np.ndindex(3, 4)}
    for measure, naive in (
        (Cells.CODINGS, len),
        (Cells.PASSAGES, lambda found: len(set(found))),
        (Cells.PRESENCE, lambda found: int(bool(found))),
        (
            Cells.CHARACTERS,
            lambda found: len({(d, x) for d, s, e in found for x in range(s, e)}),
        ),
    ):
        counted = tally(measure, row, column, spans, (ROWS, COLUMNS))
        assert counted.shape == (ROWS, COLUMNS)
        for place, found in cells.items():
            assert counted[place] == naive(found), (measure, place)


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=6), st.data()
)
def test_each_number_is_replaced_by_all_its_values(
    values: list[list[int]], data: st.DataObject
) -> None:
    place = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=20))
    ends = np.cumsum([len(each) for each in values], dtype=np.int64)
    flat = np.array([number for each in values for number in each], dtype=np.int64)
    source, found = expanded(np.array(place, dtype=np.int64), ends, flat)
    assert list(zip(source.tolist(), found.tolist(), strict=True)) == [
        (number, value) for number, key in enumerate(place) for value in values[key]
    ]
