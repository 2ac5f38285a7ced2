"""What the window shows of properties: each with its placed passages, and those not placed yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gtcoder.queries.properties import (
    PlacedPassage,
    PropertyRow,
    placed_passages,
    properties,
)
from gtcoder.queries.retrieval import Passage, passages_at, passages_of_code
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, PropertyId, PropertyPlacementId

_MOST = 2_000  # passages of a category that are offered


@dataclass(frozen=True, slots=True)
class Line:
    """A property with the passages along its dimension, from the low end to the high one."""

    row: PropertyRow
    placed: tuple[PlacedPassage, ...] = ()

    @property
    def id(self) -> PropertyId:
        """The key of the property."""
        return self.row.id

    @property
    def unexplained(self) -> int:
        """How many negative cases have no explanation."""
        return sum(each.unexplained for each in self.placed)

    def find(self, placement: PropertyPlacementId | None) -> PlacedPassage | None:
        """Return a placed passage by its key, or None."""
        return next((each for each in self.placed if each.id == placement), None)


def lines_of(reader: Reader, category: CodeId) -> tuple[Line, ...]:
    """Return the properties of a category in their order."""
    rows = properties(reader, category)
    placed = placed_passages(reader, category) if rows else ()
    return tuple(Line(row, tuple(each for each in placed if each.of == row.id)) for row in rows)


def passages_on(reader: Reader, placed: Collection[PlacedPassage]) -> tuple[Passage, ...]:
    """Return placed passages with their words, by their place."""
    place = {each.quotation: (each.place, each.id) for each in placed}
    found = passages_at(reader, list(place))
    return tuple(sorted(found, key=lambda row: place[row.quotation]))


def not_placed(reader: Reader, line: Line) -> tuple[Passage, ...]:
    """Return the passages of a category, and of what serves it, that are not on its property.

    Each stretch stands there once, however many codes it has, and not where it is placed already.
    """
    rows = passages_of_code(reader, line.row.category, with_children=True, limit=_MOST).rows
    taken = {_span(row) for row in passages_on(reader, line.placed)}
    found = {_span(row): row for row in reversed(rows) if _span(row) not in taken}
    return tuple(found[key] for key in sorted(found))


def _span(row: Passage) -> tuple[str, int, int]:
    return row.document, row.start, row.end
