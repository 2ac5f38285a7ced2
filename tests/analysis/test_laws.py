"""What holds of every coefficient whatever the data, and the same numbers in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gtcoder.analysis.coefficients import COEFFICIENTS, Level, Outcome, evaluate
from gtcoder.analysis.ratings import coded_ratings
from tests.analysis.rating_strategies import (
    CATEGORIES,
    Cell,
    Table,
    exact_alpha,
    exact_fleiss,
    exact_kappa,
    names,
    rated,
    tables,
    usual,
    value_of,
)

ALL = names(coders=2)
LEVELS = st.sampled_from(list(Level))
OF_A_CATEGORY = {"specific_agreement", "prf"}
CHANCE_CORRECTED = [
    name for name in ALL if name not in {"percent_agreement", "holsti_cr", *OF_A_CATEGORY}
]


def same(found: Outcome, expected: Outcome) -> bool:
    if found.value is None or expected.value is None:
        return found.value is expected.value and found.reason == expected.reason
    return found.value == pytest.approx(expected.value, abs=1e-12)


def agrees(found: Outcome, exact: Fraction | None) -> bool:
    if exact is None or found.value is None:
        return exact is None and found.value is None
    return found.value == pytest.approx(float(exact), abs=1e-12)


@given(tables(), LEVELS)
def test_alpha_equals_the_listing_of_all_pairs(table: Table, level: Level) -> None:
    coefficient = COEFFICIENTS.get("krippendorff_alpha")
    found = evaluate(coefficient, rated(table), usual(coefficient, level))
    assert agrees(found, exact_alpha(table, level))


@given(tables(coders=2))
def test_kappa_equals_its_definition_in_fractions(table: Table) -> None:
    assert agrees(value_of("cohen_kappa", table), exact_kappa(table))


@given(tables())
def test_fleiss_equals_its_definition_in_fractions(table: Table) -> None:
    assert agrees(value_of("fleiss_kappa", table), exact_fleiss(table))


@settings(max_examples=40)
@given(tables(), st.data())
def test_the_order_of_coders_and_units_is_nothing(table: Table, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(table[0]))))
    units = data.draw(st.permutations(table))
    shuffled = [[row[g] for g in order] for row in units]
    for name in names(coders=len(order)):
        assert same(value_of(name, shuffled), value_of(name, table)), name


@settings(max_examples=40)
@given(tables(), st.permutations(CATEGORIES))
def test_the_names_of_the_values_are_nothing(table: Table, order: list[int]) -> None:
    other: dict[Cell, Cell] = {None: None}
    other.update(zip(CATEGORIES, order, strict=True))
    renamed = [[other[cell] for cell in row] for row in table]
    for name in set(names(coders=len(table[0]))) - OF_A_CATEGORY:
        assert same(value_of(name, renamed), value_of(name, table)), name


@settings(max_examples=40)
@given(tables(complete=True))
def test_agreement_on_everything_is_one_or_undefined(table: Table) -> None:
    perfect = [[row[0]] * len(row) for row in table]
    several = len({row[0] for row in perfect}) > 1
    for name in set(names(coders=len(table[0]))) - OF_A_CATEGORY:
        found = value_of(name, perfect)
        if several or name not in CHANCE_CORRECTED:
            assert found.value == 1, name
        else:
            assert found.value in (1, None), name
            assert (found.value is None) == (found.reason == "no_variation"), name


@settings(max_examples=40)
@given(tables(), st.integers(2, 4))
def test_units_many_times_over_change_nothing_but_alpha(table: Table, times: int) -> None:
    for name in set(names(coders=len(table[0]))) - {"krippendorff_alpha", "char_alpha"}:
        assert same(value_of(name, table * times), value_of(name, table)), name


@settings(max_examples=40)
@given(tables(), st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_a_weight_is_that_many_units(table: Table, weights: list[int]) -> None:
    ratings = rated(table)
    counts = weights[: len(table)]
    weighted = coded_ratings(ratings.values, CATEGORIES, counts=counts)
    repeated = coded_ratings(np.repeat(ratings.values, counts, axis=0), CATEGORIES)
    for name in names(coders=len(table[0])):
        coefficient = COEFFICIENTS.get(name)
        parameters = usual(coefficient)
        found, expected = (evaluate(coefficient, each, parameters) for each in (weighted, repeated))
        assert same(found, expected), name
        assert (found.units, found.units_used) == (expected.units, expected.units_used)
        assert found.se == (None if expected.se is None else pytest.approx(expected.se, abs=1e-9))
        assert same(evaluate(coefficient, weighted.folded(), parameters), expected), name


@settings(max_examples=40)
@given(st.lists(tables(coders=3, min_units=6), min_size=2, max_size=4))
def test_many_tables_at_once_are_each_table_alone(each: list[Table]) -> None:
    rows = [row for table in each for row in table]
    ratings = rated(rows)
    counts = np.zeros((len(each), len(rows)))
    place = 0
    for number, table in enumerate(each):
        counts[number, place : place + len(table)] = 1
        place += len(table)
    for name in names(coders=3):
        coefficient = COEFFICIENTS.get(name)
        parameters = usual(coefficient, Level.ORDINAL)
        many = ratings if parameters.category is None else ratings.dichotomised(CATEGORIES[0])
        estimates = coefficient.estimate(many.counted(counts), parameters)
        for number, table in enumerate(each):
            alone = value_of(name, table, parameters)
            found = estimates.value[number]
            assert (alone.value is None) == bool(np.isnan(found)) == bool(estimates.reason[number])
            if alone.value is not None:
                assert found == pytest.approx(alone.value, abs=1e-12)
            else:
                assert estimates.why(number) == alone.reason


@settings(max_examples=40)
@given(tables())
def test_values_stay_within_their_bounds(table: Table) -> None:
    for name in names(coders=len(table[0])):
        found = value_of(name, table)
        if found.value is None:
            assert (found.status, bool(found.sentence)) == ("undefined", True)
            continue
        assert found.status == "defined"
        lowest = 0 if name not in CHANCE_CORRECTED else -np.inf
        assert lowest <= found.value <= 1 + 1e-12, name
        for share in (found.observed, found.expected):
            assert share is None or -1e-12 <= share <= 1 + 1e-12, name


@given(tables(coders=2, complete=True, min_units=2))
def test_a_coder_who_never_varies_gets_a_kappa_of_exactly_nothing(table: Table) -> None:
    constant = [[1, row[1]] for row in table]
    assume(any(row[1] != 1 for row in constant))
    found = value_of("cohen_kappa", constant)
    assert found.value == 0
    varies = len({row[1] for row in constant}) > 1
    assert ("coder 1 used one category only." in found.notes) == varies


@given(tables(coders=2, complete=True, min_units=2))
def test_without_missing_values_the_kinds_of_percent_agreement_are_one(table: Table) -> None:
    equal = sum(a == b for a, b in table) / len(table)
    coefficient = COEFFICIENTS.get("percent_agreement")
    for variant in coefficient.variants:
        parameters = type(usual(coefficient))(variant=variant)
        assert value_of("percent_agreement", table, parameters).value == pytest.approx(equal)
