"""Disagreements by hand, and the laws: each coding once, whatever the order of the codings."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.disagreements import KINDS, disagreements
from gtcoder.analysis.spans import CodingSpans

Row = tuple[int, int, int, int, int]  # document, code, coder, start, end


def spans_of(
    rows: list[Row], *, coders: int = 2, looked: list[list[int]] | None = None
) -> CodingSpans:
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5)
    document, code, coder, start, end = (columns[:, each].copy() for each in range(5))
    documents = len(looked) if looked else 2
    return CodingSpans(
        document, code, coder, start, end,
        lengths=np.full(documents, 100, np.int32),
        n_codes=5,
        n_coders=coders,
        looked=None if looked is None else np.array(looked, dtype=np.bool_),
    )  # fmt: skip


def found(
    rows: list[Row], *, domain: list[int] | None = None, **more: object
) -> list[tuple[str, int, int, list[Row]]]:
    spans = spans_of(rows, **more)  # type: ignore[arg-type]
    made = disagreements(spans, None if domain is None else np.array(domain, np.int32))
    return [
        (
            str(KINDS[made.kind[place]]),
            int(made.start[place]),
            int(made.end[place]),
            [rows[row] for row in made.codings(place)],
        )
        for place in range(len(made))
    ]


def test_the_three_kinds() -> None:
    same = [(0, 0, 0, 0, 5), (0, 0, 1, 0, 5)]
    ends = [(0, 1, 0, 10, 20), (0, 1, 1, 12, 25)]
    alone = [(0, 2, 1, 30, 40)]
    mixed = [(0, 3, 0, 50, 60), (0, 4, 1, 55, 70)]
    assert found([*mixed, *same, *alone, *ends]) == [
        ("boundary", 10, 25, ends),
        ("omission", 30, 40, alone),
        ("confusion", 50, 70, mixed),
    ]
    made = disagreements(spans_of([*same, *alone]))
    assert made.agreed.tolist() == [True, True, False]


def test_what_touches_does_not_overlap() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 1, 10, 20), (0, 1, 1, 20, 30), (0, 2, 0, 30, 31)]
    assert [row[0] for row in found(rows)] == ["omission"] * 4


def test_a_further_code_beside_an_agreed_one_is_left_out_and_not_confused() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 1, 0, 10), (0, 1, 0, 0, 10)]
    assert found(rows) == [("omission", 0, 10, [rows[2]])]
    ends = [(0, 0, 0, 0, 10), (0, 0, 1, 0, 8), (0, 1, 0, 0, 10)]
    assert [row[0] for row in found(ends)] == ["boundary", "omission"]


def test_a_stretch_parted_by_one_coder_is_one_boundary() -> None:
    rows = [(0, 0, 0, 0, 30), (0, 0, 1, 0, 10), (0, 0, 1, 20, 30)]
    assert found(rows) == [("boundary", 0, 30, rows)]


def test_a_domain_comes_before_more_shared_text() -> None:
    long, short, other = (0, 0, 0, 0, 30), (0, 1, 1, 0, 30), (0, 2, 1, 25, 40)
    rows = [long, short, other]
    assert [each[3] for each in found(rows)] == [[long, short], [other]]
    assert [each[3] for each in found(rows, domain=[0, -1, 0, -1, -1])] == [[short], [long, other]]


def test_with_three_coders_a_row_says_who_said_what() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 1, 1, 0, 10), (0, 2, 2, 5, 12)]
    assert found(rows, coders=3) == [("confusion", 0, 12, rows)]
    two = [(0, 0, 0, 0, 10), (0, 0, 2, 0, 10)]
    assert found(two, coders=3) == [("omission", 0, 10, two)]
    three = [(0, 0, 0, 0, 10), (0, 0, 1, 0, 10), (0, 0, 2, 0, 11)]
    assert found(three, coders=3) == [("boundary", 0, 11, three)]


def test_only_who_finished_counts_and_only_where_two_did() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 1, 2, 0, 10), (1, 0, 0, 0, 10)]
    looked = [[1, 1, 0], [1, 0, 0]]
    assert found(rows, coders=3, looked=looked) == [("omission", 0, 10, [rows[0]])]
    assert found([], coders=2) == []


row = st.tuples(
    st.integers(0, 1), st.integers(0, 4), st.integers(0, 2), st.integers(0, 90), st.integers(1, 30)
).map(lambda each: (*each[:4], min(100, each[3] + each[4])))


@settings(max_examples=25, deadline=None)
@given(st.lists(row, unique=True, max_size=25), st.permutations(range(25)))
def test_each_coding_is_agreed_on_or_in_one_disagreement(rows: list[Row], order: list[int]) -> None:
    made = disagreements(spans_of(rows, coders=3))
    agreed = np.flatnonzero(made.agreed).tolist()
    assert sorted([*agreed, *made.coding.tolist()]) == list(range(len(rows)))
    for kind, start, end, said in found(rows, coders=3):
        codes, coders = {each[1] for each in said}, {each[2] for each in said}
        answers = {coder: {each[3:] for each in said if each[2] == coder} for coder in coders}
        alike = len({frozenset(each) for each in answers.values()}) == 1
        assert kind == ("confusion" if len(codes) > 1 else "omission" if alike else "boundary")
        assert kind != "confusion" or all(
            len({each[1] for each in said if each[2] == coder}) == 1 for coder in coders
        )
        assert (start, end) == (min(each[3] for each in said), max(each[4] for each in said))
    mixed = [rows[place] for place in order if place < len(rows)]
    assert found(mixed, coders=3) == found(rows, coders=3)
