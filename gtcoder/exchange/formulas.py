"""Cells of csv files that a spreadsheet program would run as formulas, and the guard against it.

A text that begins with = + - @, a tab, a line's end, or a wide form of those signs gets an
apostrophe before it, as OWASP's page on CSV injection says; numbers stay numbers. The guard can be
taken off without loss: a text that begins with apostrophes and one of these signs gets one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

_RISKY = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
SIGNS = "=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20"
LONGEST = 32_767  # characters (UTF-16 units) that a cell of a spreadsheet holds


def guarded(cell: Any) -> Any:
    """Return a cell as csv may have it: a text that would be run has an apostrophe before it.

    >>> [guarded(cell) for cell in ("=1+1", "-3", -3, "she said", "- well")]
    ["'=1+1", '-3', -3, 'she said', "'- well"]
    """
    if not isinstance(cell, str) or not cell or cell[0] not in SIGNS:
        return cell
    return f"'{cell}" if _RISKY.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell of csv as it was before it was guarded.

    >>> unguarded("'=1+1"), unguarded("'twas"), unguarded("''-")
    ('=1+1', "'twas", "'-")
    """
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def unguarded_rows(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return rows of csv as they were before they were guarded."""
    return [[unguarded(cell) for cell in row] for row in rows]


class Guard:
    """Guards the rows of one csv file, and knows how much it did."""

    def __init__(self) -> None:
        self.guarded = 0
        self.long = 0

    def row(self, cells: Iterable[Any]) -> list[Any]:
        """Return a row with its cells guarded."""
        return [self._cell(cell) for cell in cells]

    def notes(self) -> tuple[str, ...]:
        """Return in words what was guarded, and which cells are too long for a spreadsheet."""
        said = []
        if self.guarded:
            begin = "1 cell begins" if self.guarded == 1 else f"{self.guarded:,} cells begin"
            have, them = ("has", "it") if self.guarded == 1 else ("have", "them")
            said.append(
                f"{begin} with a sign of formulas (= + - @, a tab or a line's end) and {have} an "
                f"apostrophe before it, so that no spreadsheet program runs {them}; gtcoder takes "
                "it off again, and --raw on the command line leaves it out."
            )
        if self.long:
            cells = "1 cell holds" if self.long == 1 else f"{self.long:,} cells hold"
            said.append(
                f"{cells} more than {LONGEST:,} characters, which a spreadsheet "
                "program would cut; the file has them whole."
            )
        return tuple(said)

    def _cell(self, cell: Any) -> Any:
        if not isinstance(cell, str) or not cell:
            return cell
        if len(cell) > LONGEST // 2 and len(cell.encode("utf-16-le")) // 2 > LONGEST:
            self.long += 1
        safe = guarded(cell)
        if safe is not cell:
            self.guarded += 1
        return safe
