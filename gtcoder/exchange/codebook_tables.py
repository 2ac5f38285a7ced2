"""Rows of a table read as a codebook, whatever program wrote it: columns are known by their names.

QualCoder writes code, category and memo; Taguette tag and description; MAXQDA Code and Memo with
the path parted by “>” or “\\”; ATLAS.ti Code, Comment and Code Groups; ours are those of the report
“codebook in full”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gtcoder.codebook_draft import BookCode, BookColumn, CodebookDraft, Path, key_of
from gtcoder.codebook_headings import COLUMNS, COUNTS, NEVER, column_named, plain
from gtcoder.vocabulary import CodeLevel

_DEEPEST = 100  # levels of codes
_YES = frozenset({"yes", "true", "1", "its codes exclude one another"})
Rows = Sequence[tuple[int, Sequence[str]]]


def columns_of(header: Sequence[str]) -> dict[str, int] | None:
    """Return the places of a codebook's columns by their roles; None where it is no codebook."""
    found: dict[str, int] = {}
    names = [plain(name) for name in header]
    for role, known in COLUMNS.items():
        places = [names.index(name) for name in known if name in names]
        free = [place for place in places if place not in found.values()]
        if free:
            found[role] = free[0]
    told = any(role in found for role in ("definition", "rule", "example", "level", "parent"))
    if "code" not in found or not told or NEVER & set(names):
        return None
    return found


def book_of_rows(rows: Rows) -> CodebookDraft | None:
    """Return the codebook of a table, its first filled row the header; None where it is none."""
    filled: Rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    roles = columns_of(filled[0][1]) if filled else None
    if roles is None:
        return None
    filled = _joined(filled)
    header = [cell.strip() for cell in filled[0][1]]
    others = {
        place: column_named(name)
        for place, name in enumerate(header)
        if place not in roles.values() and name and plain(name) not in COUNTS
    }
    # MAXQDA parts paths by backslashes; in ours, which say the level, they are part of a name.
    made = Made(backslash="level" not in roles)
    for number, row in filled[1:]:
        cells = {role: _cell(row, place) for role, place in roles.items()}
        values = {column.name: _cell(row, place) for place, column in others.items()}
        made.row(cells, values, f"row {number}")
    used = {name for code in made.codes for name, value in code.values.items() if value}
    # What other programs leave empty is no attribute; ours, which say the level, keep all columns.
    columns = tuple(each for each in others.values() if each.name in used or "level" in roles)
    return made.draft(columns)


def _joined(rows: Rows) -> Rows:
    """Join columns of one name: a text too long for a cell goes on in the next one."""
    header = [cell.strip() for cell in rows[0][1]]
    if len(set(header)) == len(header):
        return rows
    joined = []
    for number, row in rows:
        cells = list(row) + [""] * (len(header) - len(row))
        begin = 0
        for place in range(1, len(header) + 1):
            if place < len(header) and header[place] and header[place] == header[begin]:
                continue
            if number != rows[0][0]:
                cells[begin] = "".join(cells[begin:place])
            cells[begin + 1 : place] = [""] * (place - begin - 1)
            begin = place
        joined.append((number, cells))
    return joined


class Made:
    """Codes as they are read, row by row or heading by heading."""

    def __init__(self, *, backslash: bool = False) -> None:
        self._backslash = backslash
        self.codes: list[BookCode] = []
        self.notes: list[str] = []
        self._seen: dict[Path, str] = {}

    def row(self, cells: dict[str, str], values: dict[str, str], place: str) -> None:
        """Take one code; rows without a name, out of use, or said twice are left out."""
        own = cells.get("code", "")
        if self._backslash:
            own = own.replace("\\", " > ")
        path = _path(own, cells.get("parent", ""))
        if not path:
            return
        if len(path) > _DEEPEST:
            self.notes.append(f"{place} names a code more than {_DEEPEST} levels deep; left out")
            return
        status = cells.get("status", "")
        if status and status != "in use":
            self.notes.append(f"“{' > '.join(path)}” is {status}; left out")
            return
        first = self._seen.setdefault(key_of(path), place)
        if first != place:
            self.notes.append(f"{place} names a code a second time; left out")
            return
        texts = {name: cells.get(name, "") for name in ("definition", "rule", "when_not")}
        texts["example"] = cells.get("example", "") or cells.get("passages", "")
        colour = cells.get("colour", "")
        self.codes.append(
            BookCode(
                path,
                {name: text for name, text in texts.items() if text},
                {name: value for name, value in values.items() if value},
                _level(cells.get("level", "")),
                int(colour) if colour.isdecimal() and 1 <= int(colour) <= 20 else 0,
                cells.get("domain", "").casefold() in _YES,
                tuple(_parts(each) for each in cells.get("also", "").split(";") if each.strip()),
                place,
            )
        )

    def draft(self, columns: tuple[BookColumn, ...]) -> CodebookDraft:
        """Return the codebook, parents before what lies below them."""
        return CodebookDraft(_in_order(self.codes), columns, tuple(self.notes))


def _in_order(codes: Sequence[BookCode]) -> tuple[BookCode, ...]:
    """Return codes with each parent before its children; a parent that has no row is made."""
    by_key = {key_of(code.path): code for code in codes}
    done: dict[Path, BookCode] = {}
    for code in codes:
        for depth in range(1, len(code.path) + 1):
            above = key_of(code.path[:depth])
            done.setdefault(above, by_key.get(above, BookCode(code.path[:depth])))
    return tuple(done.values())


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _path(code: str, parent: str) -> Path:
    own, above = _parts(code), _parts(parent)
    if above and len(own) == 1 and key_of(above) != key_of(own):
        return (*above, *own)
    return own


def _parts(written: str) -> Path:
    parts = re.split(r"(?<!\s)\s+>\s+", written.strip())
    return tuple(part for part in (" ".join(each.split()) for each in parts) if part)


def _level(word: str) -> CodeLevel | None:
    return next((level for level in CodeLevel if level == word.strip().casefold()), None)
