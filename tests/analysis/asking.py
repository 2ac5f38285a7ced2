"""Asks a coefficient by its name, for tests that hold it against a publication."""

from __future__ import annotations

from typing import Any

import numpy as np

from gtcoder.analysis.coefficients import COEFFICIENTS, Level, Outcome, Parameters, evaluate
from gtcoder.analysis.ratings import Ratings, contingency_ratings, ratings_table
from gtcoder.analysis.spans import CodingSpans

# Krippendorff (2011), example C, as units × coders; the same data as Krippendorff (2004), p. 230.
KRIPPENDORFF_2011: list[list[int | None]] = [
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1],
    [None, None, 3, None],
]  # fmt: skip


def asked(name: str, ratings: Ratings, **parameters: Any) -> Outcome:
    return evaluate(COEFFICIENTS.get(name), ratings, Parameters(**parameters))


def value(name: str, ratings: Ratings, **parameters: Any) -> float:
    found = asked(name, ratings, **parameters).value
    assert found is not None
    return found


def alpha(ratings: Ratings, **parameters: Any) -> float:
    return value("krippendorff_alpha", ratings, **{"level": Level.NOMINAL, **parameters})


def square(table: list[list[int]], categories: str = "abcdef") -> Ratings:
    """A table of two coders; its categories are letters."""
    return contingency_ratings(table, tuple(categories[: len(table)]))


def units(coders: list[list[Any]], **declared: Any) -> Ratings:
    """Ratings written as publications print them: a row for each coder."""
    return ratings_table([list(unit) for unit in zip(*coders, strict=True)], **declared)


def codings_of(rows: list[tuple[int, int, int, int, int]], *, coders: int = 2) -> CodingSpans:
    """Rows (document, code, coder, start, end) in two documents of 100 characters, five codes."""
    document, code, coder, start, end = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    lengths = np.full(2, 100, dtype=np.int32)
    return CodingSpans(document, code, coder, start, end, lengths, n_codes=5, n_coders=coders)
