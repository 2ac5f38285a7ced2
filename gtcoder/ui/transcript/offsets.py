"""Positions: the study counts code points, Qt counts UTF-16 units; they meet only here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """Return the code points of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


class Offsets:
    """The map between code points of a frozen text and units of the text Qt shows.

    `breaks` are the code points before which the shown text has a line end of its own that is not
    in the frozen text. A place before such a break and the place behind it are the same code point.
    """

    def __init__(self, points: npt.NDArray[np.uint32], breaks: Sequence[int] | Ints = ()) -> None:
        wide = np.flatnonzero(points > 0xFFFF)
        own = np.asarray(breaks, dtype=np.int64)
        # A unit is one too many behind a wide character, and from a break on.
        marks = np.concatenate([wide + 1, own])
        units = np.concatenate([wide, own])
        order = np.lexsort((np.repeat([0, 1], [len(wide), len(own)]), marks))
        self._marks = marks[order]
        self._units = units[order] + np.arange(len(order))

    def to_qt(self, point: int) -> int:
        """Return the unit at which a code point begins."""
        if not len(self._marks):
            return point
        return point + int(np.searchsorted(self._marks, point, side="right"))

    def from_qt(self, unit: int) -> int:
        """Return the code point at a unit; inside a wide character, that character."""
        if not len(self._marks):
            return unit
        return unit - int(np.searchsorted(self._units, unit, side="left"))

    def all_to_qt(self, points: Ints) -> Ints:
        """Return the units at which code points begin."""
        return (points + np.searchsorted(self._marks, points, side="right")).astype(np.int32)

    def all_from_qt(self, units: Ints) -> Ints:
        """Return the code points at units."""
        return (units - np.searchsorted(self._units, units, side="left")).astype(np.int32)
