"""Units × coders tables of values: what every coefficient of agreement is computed from.

One `Ratings` holds many tables over the same rows: a row is what the coders said of a unit, and
`counts` (tables × rows) says how many units of each table look like that. A list of rated units is
one table of ones; run lengths, contingency tables, codes and resamples are other counts.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.spans import FloatArray
from gtcoder.errors import InvalidInput, NotComputable

MISSING = -1
_FEW_VALUES, _FEW_CODERS = 64, 255
_MOST_CELLS = 200_000_000
MOST_VALUES = 4_000  # a table of differences between values has this many rows and columns

Values = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Ratings:
    """Values of coders (rows × coders, index of the category or -1 = missing) and their counts.

    `q` is the number of categories and `declared` says that it is the codebook's, not merely that
    of the values seen; `ranked`: so are the categories and their order. `named`: columns are
    persons, not just ratings in any order. `clustered`: units are parts of documents, so that
    counting them gives no standard error.
    """

    values: Values
    counts: FloatArray
    categories: tuple[Hashable, ...]
    coders: tuple[str, ...]
    q: int
    declared: bool
    ranked: bool = True
    named: bool = True
    clustered: bool = False

    @cached_property
    def tally(self) -> FloatArray:
        """Number of coders who gave a row a value, r_ik: rows × categories."""
        return tallied(self.values, len(self.categories))

    @cached_property
    def own_tallies(self) -> tuple[FloatArray, ...]:
        """For each coder 1 where they gave a row a value, else 0: rows × categories."""
        columns = range(self.values.shape[1])
        return tuple(tallied(self.values[:, [g]], len(self.categories)) for g in columns)

    @cached_property
    def given(self) -> FloatArray:
        """Number of values of a row, r_i: rows."""
        found: FloatArray = self.tally.sum(axis=1)
        return found

    @cached_property
    def pairable(self) -> FloatArray:
        """The counts of the rows with two values or more; 0 elsewhere."""
        return self.counts * (self.given >= 2)

    @cached_property
    def used(self) -> FloatArray:
        """Number of units with at least two values, n₂: tables."""
        found: FloatArray = self.pairable.sum(axis=1)
        return found

    @property
    def units(self) -> FloatArray:
        """Number of units, those without any value among them: tables."""
        found: FloatArray = self.counts.sum(axis=1)
        return found

    def of(self, coders: Sequence[int]) -> Ratings:
        """Return the ratings of some coders."""
        columns = list(coders)
        names = tuple(self.coders[g] for g in columns)
        return replace(self, values=self.values[:, columns], coders=names)

    def counted(self, counts: FloatArray) -> Ratings:
        """Return other tables over the same rows; what was tallied is kept."""
        other = copy(self)
        object.__setattr__(other, "counts", counts)
        for name in ("pairable", "used"):
            other.__dict__.pop(name, None)
        return other

    def folded(self) -> Ratings:
        """Return the first table with equal rows put together and rows of no unit left out."""
        counts = self.counts[0]
        rows, row = np.unique(self.values[counts > 0], axis=0, return_inverse=True)
        sums = np.bincount(row.ravel(), weights=counts[counts > 0], minlength=len(rows))
        return replace(self, values=rows, counts=sums.astype(np.float64)[None, :])

    def dichotomised(self, category: Hashable) -> Ratings:
        """Return the ratings as “category” (index 0) against all the rest (index 1)."""
        same = [index for index, each in enumerate(self.categories) if each == category]
        chosen = np.isin(self.values, same)
        values = np.where(self.values < 0, MISSING, np.where(chosen, 0, 1)).astype(np.int32)
        return replace(self, values=values, categories=(category, "other"), q=2)

    def numbers(self) -> FloatArray:
        """Return the categories as numbers, or raise NotComputable naming one that is none."""
        for each in self.categories:
            if _number(each) is None:
                raise NotComputable(
                    "This level of measurement needs numbers; “{value}” is none. "
                    "Choose the nominal level or correct the table.",
                    value=each,
                )
        return np.array([_number(each) for each in self.categories], dtype=np.float64)

    @property
    def ordered(self) -> bool:
        """Whether the order of the categories means something: declared, or numbers."""
        return self.ranked or all(_number(each) is not None for each in self.categories)


def tallied(values: Values, q: int) -> FloatArray:
    """Return how often each row holds each of q values, rows × q.

    Raises NotComputable where so many rows and values would not fit.
    """
    rows, coders = values.shape
    if rows * q > _MOST_CELLS:
        raise NotComputable(
            "{rows} units with {values} different values are more than can be compared. Group the "
            "values.",
            rows=rows,
            values=q,
        )
    if q > _FEW_VALUES or coders > _FEW_CODERS:
        cells = np.arange(rows)[:, None] * (q + 1) + (values + 1)
        counted = np.bincount(cells.ravel(), minlength=rows * (q + 1)).reshape(rows, q + 1)
        return counted[:, 1:].astype(np.float64)
    # Bytes, one category after the other, and stored so that sums over it run along rows.
    columns = np.ascontiguousarray(values.astype(np.int8).T)
    found = np.empty((q, rows))
    for k in range(q):
        found[k] = np.add.reduce((columns == k).view(np.uint8), axis=0, dtype=np.uint8)
    return found.T


def ratings_table(
    values: NDArray[np.object_] | Sequence[Sequence[object]],
    *,
    missing: Collection[object] = (None,),
    categories: Sequence[Hashable] | None = None,
    q: int | None = None,
    coders: Sequence[str] = (),
) -> Ratings:
    """Return the ratings of a table units × coders of any values.

    `missing` lists the values that mean “not rated”; a float NaN always does. Without `categories`
    those seen are taken, in the order of numbers or else of text. Raises InvalidInput, naming row
    and column, for a value that is not among the declared categories.
    """
    table = np.asarray(values, dtype=object)
    if table.ndim != 2:
        raise InvalidInput("A table of ratings has one row for each unit and as many columns.")
    flat = [None if _is_missing(value, missing) else value for value in table.ravel().tolist()]
    known = _in_order(set(flat) - {None}) if categories is None else tuple(categories)
    index: dict[object, int] = {value: place for place, value in enumerate(known)}
    index[None] = MISSING
    names = _coders(coders, table.shape[1])
    try:
        codes = np.array([index[value] for value in flat], dtype=np.int32)
    except KeyError:
        at = next(place for place, value in enumerate(flat) if value not in index)
        row, column = divmod(at, table.shape[1])
        raise InvalidInput(
            "Row {row}, coder {coder}: “{value}” is not one of the declared values.",
            row=row + 1,
            coder=names[column],
            value=flat[at],
        ) from None
    return coded_ratings(
        codes.reshape(table.shape), known, declared=categories is not None, q=q, coders=names
    )


def coded_ratings(
    values: NDArray[np.integer],
    categories: Sequence[Hashable],
    *,
    counts: NDArray[np.generic] | Sequence[float] | None = None,
    declared: bool = True,
    q: int | None = None,
    coders: Sequence[str] = (),
) -> Ratings:
    """Return ratings from category indexes, rows × coders, each row `counts` times."""
    rows, columns = values.shape
    weights = np.ones(rows) if counts is None else np.asarray(counts, dtype=np.float64)
    return Ratings(
        values=values.astype(np.int32),
        counts=weights.reshape(-1, rows) if rows else weights.reshape(1, 0),
        categories=tuple(categories),
        coders=_coders(coders, columns),
        q=len(categories) if q is None else q,
        declared=declared or q is not None,
        ranked=declared,
    )


def contingency_ratings(
    table: Sequence[Sequence[float]],
    categories: Sequence[Hashable],
    *,
    q: int | None = None,
    coders: Sequence[str] = (),
) -> Ratings:
    """Return the ratings of a square table: rows first coder, columns second, cells units."""
    cells = np.asarray(table, dtype=np.float64)
    if cells.shape != (len(categories), len(categories)):
        raise InvalidInput("A contingency table has as many rows and columns as categories.")
    first, second = np.indices(cells.shape).reshape(2, -1)
    return coded_ratings(
        np.stack((first, second), axis=1), categories, counts=cells.ravel(), q=q, coders=coders
    )


def counted_ratings(table: Sequence[Sequence[int]], categories: Sequence[Hashable]) -> Ratings:
    """Return the ratings of a table units × categories of numbers of coders, who stay unnamed."""
    cells = np.asarray(table, dtype=np.int64).reshape(len(table), len(categories))
    most = int(cells.sum(axis=1).max(initial=2))  # two places at least, if only to stay empty
    values = np.full((len(cells), most), MISSING, dtype=np.int32)
    for row, counts in enumerate(cells):
        given = np.repeat(np.arange(len(categories)), counts)
        values[row, : len(given)] = given
    return replace(coded_ratings(values, categories), named=False)


def decision_ratings(
    matched: Sequence[int], first: Sequence[int], second: Sequence[int]
) -> Ratings:
    """Return two coders' own decisions as ratings, one table for each position.

    `matched` decisions are the same, out of `first` by the one and `second` by the other coder; a
    decision that the other did not make is missing there.
    """
    both = np.asarray(matched, dtype=np.float64)
    own = [np.asarray(each, dtype=np.float64) - both for each in (first, second)]
    if any((each < 0).any() for each in (both, *own)):
        raise InvalidInput("More decisions agree than were made.")
    values = np.array([[0, 0], [0, MISSING], [MISSING, 0]])
    return coded_ratings(values, ("decided",), counts=np.stack((both, *own), axis=1))


def _coders(names: Sequence[str], columns: int) -> tuple[str, ...]:
    if not names:
        return tuple(f"coder {place + 1}" for place in range(columns))
    if len(names) != columns:
        raise InvalidInput(
            "{names} coders are named for {columns} columns.", names=len(names), columns=columns
        )
    return tuple(names)


def _is_missing(value: object, missing: Collection[object]) -> bool:
    return value in missing or (isinstance(value, float) and math.isnan(value))


def _in_order(values: set[object]) -> tuple[Hashable, ...]:
    if all(_number(value) is not None for value in values):
        return tuple(sorted(values, key=_sort_number))
    return tuple(sorted(values, key=lambda value: (type(value).__name__, str(value))))


def _sort_number(value: object) -> float:
    return _number(value) or 0.0


def _number(value: object) -> float | None:
    if isinstance(value, (bool, int, float, np.number)):
        return float(value)
    return None
