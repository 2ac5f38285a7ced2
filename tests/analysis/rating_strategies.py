"""Random tables of ratings, and coefficients from their definitions in exact fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

from hypothesis import strategies as st

from gtcoder.analysis.coefficients import (
    COEFFICIENTS,
    PLAIN,
    Coefficient,
    Level,
    Outcome,
    Parameters,
    evaluate,
)
from gtcoder.analysis.ratings import Ratings, ratings_table

Cell = int | None
Table = list[list[Cell]]  # units × coders
CATEGORIES = (1, 2, 3, 4)


@st.composite
def tables(
    draw: st.DrawFn, *, coders: int | None = None, complete: bool = False, min_units: int = 1
) -> Table:
    width = coders or draw(st.integers(2, 5))
    value = st.sampled_from(CATEGORIES)
    cell = value if complete else st.one_of(value, value, value, st.none())
    row = st.lists(cell, min_size=width, max_size=width)
    return draw(st.lists(row, min_size=min_units, max_size=12))


def rated(table: Table) -> Ratings:
    return ratings_table(table, categories=CATEGORIES)


def usual(coefficient: Coefficient, level: Level = Level.NOMINAL) -> Parameters:
    if "level" in coefficient.takes:
        return Parameters(level=level)
    return Parameters(category=CATEGORIES[0]) if "category" in coefficient.needs else PLAIN


def value_of(name: str, table: Table, parameters: Parameters | None = None) -> Outcome:
    coefficient = COEFFICIENTS.get(name)
    return evaluate(coefficient, rated(table), parameters or usual(coefficient))


def names(*, coders: int) -> list[str]:
    """The coefficients that compare so many coders on any values, and are not about two values."""
    return [
        name
        for name, each in COEFFICIENTS
        if name != "pabak" and coders >= 2 and (each.max_coders is None or coders == 2)
    ]


def exact_alpha(table: Table, level: Level) -> Fraction | None:
    """Alpha by listing every pair of values (Krippendorff 2011), None where undefined."""
    units = [[value for value in row if value is not None] for row in table]
    units = [row for row in units if len(row) >= 2]
    values = [value for row in units for value in row]
    if not values:
        return None
    difference = exact_difference(level, Counter(values))
    within = sum(
        (difference(a, b) / (len(row) - 1) for row in units for a, b in permutations(row, 2)),
        Fraction(0),
    )
    between = sum((difference(a, b) for a, b in permutations(values, 2)), Fraction(0))
    return 1 - (len(values) - 1) * within / between if between else None


def exact_difference(level: Level, counts: Counter[int]) -> Callable[[int, int], Fraction]:
    def ordinal(a: int, b: int) -> Fraction:
        low, high = min(a, b), max(a, b)
        steps = sum(counts[g] for g in range(low, high + 1))
        return (steps - Fraction(counts[low] + counts[high], 2)) ** 2

    return {
        Level.NOMINAL: lambda a, b: Fraction(a != b),
        Level.INTERVAL: lambda a, b: Fraction((a - b) ** 2),
        Level.RATIO: lambda a, b: Fraction(a - b, a + b) ** 2,
        Level.ORDINAL: ordinal,
    }[level]


def exact_kappa(table: Table) -> Fraction | None:
    """Cohen's kappa of two coders from its definition, None where undefined."""
    pairs = [(a, b) for a, b in table if a is not None and b is not None]
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = Fraction(sum(a == b for a, b in pairs), n)
    expected = sum((Fraction(first[k] * second[k], n * n) for k in first), Fraction(0))
    return None if expected == 1 else (observed - expected) / (1 - expected)


def exact_fleiss(table: Table) -> Fraction | None:
    """Fleiss' kappa with missing values (Gwet 2014) from its definition, None where undefined."""
    units = [[value for value in row if value is not None] for row in table]
    units = [row for row in units if row]
    paired = [row for row in units if len(row) >= 2]
    if not paired:
        return None
    agreeing = [
        Fraction(sum(a == b for a, b in permutations(row, 2)), len(row) * (len(row) - 1))
        for row in paired
    ]
    observed = sum(agreeing, Fraction(0)) / len(paired)
    shares = [
        sum((Fraction(row.count(k), len(row)) for row in units), Fraction(0)) / len(units)
        for k in CATEGORIES
    ]
    expected = sum((each * each for each in shares), Fraction(0))
    return None if expected == 1 else (observed - expected) / (1 - expected)
