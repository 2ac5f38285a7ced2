"""Tables of ratings as text: what their cells mean, and which of them cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients import Level
from gtcoder.analysis.ratings import Ratings, ratings_table
from gtcoder.errors import InvalidInput

WEIGHTS = ("identity", "linear", "quadratic", "linear_value", "quadratic_value")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d*,\d+")
_THOUSAND = re.compile(r"[+-]?\d{1,3},\d{3}")
_BLANKS = {"na", "n/a", "nan", "null", "none", "missing", "-", "–", "—", ".", "*", "?", "#n/a"}


@dataclass(frozen=True, slots=True)
class RatingOptions:
    """What to compute from a table of ratings.

    `level` has no default, and alpha is refused without one; then cells are compared as text.
    `coefficients` empty: percent agreement, Cohen's kappa and, where a level is chosen, alpha.
    `categories` declares the values and their order; without it those seen are taken. `missing`
    are cells that mean “not rated”, as an empty one does. `weights` are for coefficients that know
    them; `category` asks those that can be asked so for one value against the rest.
    """

    level: Level | None = None
    coefficients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    bootstrap: int = 2000
    seed: int = 1
    missing: tuple[str, ...] = ()
    weights: str = "identity"
    category: str = ""

    @property
    def as_numbers(self) -> bool:
        """Whether cells are numbers, and not names."""
        named = self.level in (None, Level.NOMINAL)
        return not named and not (self.categories and self.level is Level.ORDINAL)


def ratings_from_cells(
    coders: Sequence[str],
    rows: Sequence[Sequence[str]],
    options: RatingOptions,
    numbers: Sequence[int] = (),
) -> Ratings:
    """Return the ratings of a table of text, an empty cell for a missing rating.

    Numbers are read as such at the ordinal, interval and ratio level, with a point or a comma;
    else “1” and “1.0” are two values. `numbers` are the rows' numbers where they were read. Raises
    InvalidInput, naming row and coder, for a cell that does not fit.
    """
    numbers = numbers or range(1, len(rows) + 1)
    for number, row in zip(numbers, rows, strict=True):
        if len(row) != len(coders):
            raise InvalidInput(
                "Row {row} has {cells} cells for {coders} coders.",
                row=number,
                cells=len(row),
                coders=len(coders),
            )
    blank = {"", *options.missing}
    cells = [["" if cell.strip() in blank else cell.strip() for cell in row] for row in rows]
    table = np.empty((len(cells), len(coders)), dtype=object)
    if options.as_numbers:
        table[:] = _as_numbers(coders, cells, numbers)
    else:
        table[:] = cells
    declared = options.categories if options.categories and not options.as_numbers else None
    if declared is not None:
        _refuse_others(coders, cells, declared, numbers)
    return ratings_table(table, missing=(None, ""), categories=declared, coders=coders)


def doubts(
    coders: Sequence[str], rows: Sequence[Sequence[str]], options: RatingOptions
) -> Iterator[str]:
    """Yield what may not be meant: words for “missing” taken as values, coders without a rating."""
    blank = {"", *options.missing}
    columns = [{row[place] for row in rows} - blank for place in range(len(coders))]
    if not options.as_numbers:
        seeming = sorted(c for c in set().union(*columns) if c.casefold() in _BLANKS)
        for cell in seeming:
            yield f"“{cell}” is taken as a value; name it as missing if it means no rating"
    for name, values in zip(coders, columns, strict=True):
        if not values:
            yield f"{name} gave no rating"


def _refuse_others(
    coders: Sequence[str],
    rows: Sequence[Sequence[str]],
    declared: Sequence[str],
    numbers: Sequence[int],
) -> None:
    known = {"", *declared}
    for number, row in zip(numbers, rows, strict=True):
        for coder, cell in zip(coders, row, strict=True):
            if cell not in known:
                raise InvalidInput(
                    "Row {row}, coder {coder}: “{value}” is not one of the declared values.",
                    row=number,
                    coder=coder,
                    value=cell,
                )


def number_of(cell: str) -> float | None:
    """Return the number that a cell is, written with a point or a comma; None where it is none."""
    value = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else np.inf
    return value if np.isfinite(value) else None


def _as_numbers(
    coders: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]
) -> list[list[float | None]]:
    written = {cell for row in rows for cell in row if "," in cell}
    decimal = any(_COMMA.fullmatch(c) and not _THOUSAND.fullmatch(c) for c in written)
    return [
        [
            _as_number(cell, number, coders[column], decimal=decimal)
            for column, cell in enumerate(cells)
        ]
        for number, cells in zip(numbers, rows, strict=True)
    ]


def _as_number(cell: str, row: int, coder: str, *, decimal: bool) -> float | None:
    """Return the number of a cell; `decimal`: another cell shows that commas part decimals."""
    if cell == "":
        return None
    if _THOUSAND.fullmatch(cell) and not decimal:
        raise InvalidInput(
            "Row {row}, coder {coder}: “{cell}” may be a thousand or a decimal number. Write it "
            "without the comma, or with a point.",
            row=row,
            coder=coder,
            cell=cell,
        )
    value = number_of(cell)
    if value is None:
        raise InvalidInput(
            "Row {row}, coder {coder}: “{cell}” is no number. Correct it, leave the cell empty for "
            "a missing rating, or choose the nominal level.",
            row=row,
            coder=coder,
            cell=cell,
        )
    return value
