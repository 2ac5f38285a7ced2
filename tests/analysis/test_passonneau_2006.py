"""Passonneau, R. (2006). Measuring agreement on set-valued items (MASI). LREC 2006, 831-836.

The sets of two annotators are those that Passonneau (2004) and DKPro Statistics use.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis.coefficients import Outcome, Parameters, evaluate
from gtcoder.analysis.coefficients.set_values import SET_ALPHA, SetDistance, set_distance
from gtcoder.analysis.ratings import Ratings, ratings_table
from gtcoder.errors import InvalidInput, NotComputable
from tests.analysis.asking import alpha, units

FIRST = ["", "A", "A", "A", "AB", "AB", "ABC", "C", "C"]
SECOND = ["", "", "A", "B", "A", "AC", "ABC", "AC", "AC"]
SETS = st.frozensets(st.sampled_from("abcd"), max_size=4)


def of_sets(rows: list[list[frozenset[str] | None]]) -> Ratings:
    return ratings_table(rows)


def two_annotators() -> Ratings:
    return of_sets([[frozenset(a), frozenset(b)] for a, b in zip(FIRST, SECOND, strict=True)])


def found(ratings: Ratings, distance: str) -> Outcome:
    return evaluate(SET_ALPHA, ratings, Parameters(variant=distance))


def test_masi_of_sets_that_contain_share_and_miss_each_other() -> None:
    assert set_distance([1, 2], [1, 2, 3, 4], "masi") == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert set_distance("ab", "bc", "masi") == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert set_distance("a", "b", "masi") == 1
    assert set_distance("ab", "ba", "masi") == 0


@pytest.mark.parametrize("distance", SetDistance)
def test_the_empty_set_equals_itself_and_is_disjoint_from_all_others(distance: str) -> None:
    assert set_distance([], [], distance) == 0
    assert set_distance([], ["a"], distance) == 1


def test_distances_of_three_kinds_on_the_same_annotations() -> None:
    """Other libraries give the first two; DKPro's MASI is (1 - J)(1 - M) and gives .253."""
    assert found(two_annotators(), "jaccard").value == pytest.approx(0.31562, abs=5e-6)
    assert found(two_annotators(), "masi").value == pytest.approx(0.27308, abs=5e-6)
    plain = found(two_annotators(), "nominal")
    assert plain.value == pytest.approx(alpha(units([FIRST, SECOND])))


def test_the_distance_of_2004_written_out() -> None:
    """0 equal, 1/3 one contains the other, 2/3 they share something, 1 disjoint; here times 3."""
    names = ("", "A", "B", "AB", "AC", "ABC", "C")
    distance = tuple(tuple(thirds(a, b) for b in names) for a in names)
    table = units([FIRST, SECOND], categories=names)
    assert alpha(table, level=None, distance=distance) == pytest.approx(0.186, abs=5e-4)


def thirds(a: str, b: str) -> int:
    if a == b:
        return 0
    if set(a) <= set(b) or set(b) <= set(a):
        return 1
    return 2 if set(a) & set(b) else 3


def test_nobody_coded_anything_is_no_agreement() -> None:
    nothing = found(of_sets([[frozenset(), frozenset()]] * 3), "jaccard")
    assert (nothing.value, nothing.reason) == (None, "no_variation")


def test_an_empty_set_is_a_value_and_a_missing_one_is_not() -> None:
    rows: list[list[frozenset[str] | None]] = [
        [frozenset("a"), frozenset("a")],
        [frozenset("b"), frozenset()],
        [frozenset("b"), None],
    ]
    with_empty, without = found(of_sets(rows), "jaccard"), found(of_sets(rows[::2]), "jaccard")
    assert (with_empty.units_used, without.units_used) == (2, 1)
    assert with_empty.observed == pytest.approx(0.5)
    assert without.reason == "no_variation"


def test_what_is_no_set_and_no_distance_is_refused() -> None:
    with pytest.raises(NotComputable, match="“a” is a single value"):
        found(ratings_table([["a", "a"]]), "masi")
    with pytest.raises(InvalidInput, match="no distance of sets “dice”"):
        set_distance("a", "b", "dice")


@settings(max_examples=25)
@given(SETS, SETS, SETS)
def test_distances_are_distances(a: frozenset[str], b: frozenset[str], c: frozenset[str]) -> None:
    for kind in SetDistance:
        there, back = set_distance(a, b, kind), set_distance(b, a, kind)
        assert there == back
        assert 0 <= there <= 1
        assert (there == 0) == (a == b)
    assert set_distance(a, c, "jaccard") <= (
        set_distance(a, b, "jaccard") + set_distance(b, c, "jaccard") + 1e-12
    )
    assert set_distance(a, b, "jaccard") <= set_distance(a, b, "masi") + 1e-12


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.none() | SETS, min_size=3, max_size=3), min_size=1, max_size=8), st.data()
)
def test_orders_names_and_doubles(
    rows: list[list[frozenset[str] | None]], data: st.DataObject
) -> None:
    renamed = dict(zip("abcd", "wxyz", strict=True))
    order = data.draw(st.permutations(range(3)))
    for kind in SetDistance:
        before = found(of_sets(rows), kind)
        others = (
            [[row[g] for g in order] for row in reversed(rows)],
            [
                [None if s is None else frozenset(renamed[x] for x in s) for s in row]
                for row in rows
            ],
        )
        for other in others:
            after = found(of_sets(other), kind)
            assert after.reason == before.reason
            assert after.value == (None if before.value is None else pytest.approx(before.value))
        if before.value is not None:
            assert before.value <= 1 + 1e-12


def test_every_pair_of_some_sets_by_hand() -> None:
    sets = [frozenset(s) for s in ("", "a", "ab", "abc", "cd")]
    for a, b in product(sets, repeat=2):
        jaccard = 0.0 if a == b else 1 - len(a & b) / len(a | b)
        assert set_distance(a, b, "jaccard") == pytest.approx(jaccard)
