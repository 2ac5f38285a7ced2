"""Headings with labelled paragraphs below them, read as a codebook, as a printed one has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gtcoder.codebook_draft import BookColumn, CodebookDraft
from gtcoder.codebook_headings import ATTRIBUTES, BETWEEN, column_named, is_count, plain, role_of
from gtcoder.exchange.codebook_tables import Made

_NOTE = "Note. Counted:"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and how deep it lies from 1."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph; `label` is what stands in bold before it, empty where nothing does."""

    label: str
    text: str


Part = Heading | Said


@dataclass
class _Entry:
    heading: Heading
    cells: dict[str, str]
    values: dict[str, str]
    last: str = "definition"
    labelled: bool = False


def book_of_parts(parts: Sequence[Part]) -> CodebookDraft | None:
    """Return the codebook of a text with headings; None where no heading says what a code is."""
    entries, columns = _entries(parts)
    if not _tells_codes(entries):
        return None
    lowest = min(entry.heading.depth for entry in entries)
    first = entries[0]
    alone = sum(entry.heading.depth == lowest for entry in entries) == 1
    if alone and first.heading.depth == lowest and not first.labelled and len(entries) > 1:
        entries, lowest = entries[1:], min(each.heading.depth for each in entries[1:])
    made = Made()
    line: list[str] = []
    for number, entry in enumerate(entries, 1):
        depth = entry.heading.depth - lowest
        line = [*line[:depth], " ".join(entry.heading.text.split())]
        code = entry.cells.pop("code", "") or " > ".join(line)
        made.row({**entry.cells, "code": code}, entry.values, f"heading {number}")
    return made.draft(tuple(columns.values()))


def _tells_codes(entries: Sequence[_Entry]) -> bool:
    """Tell whether most headings have a label of a codebook below them, and not one by chance."""
    told = sum(entry.labelled for entry in entries)
    enough = told > 1 or any("level" in entry.cells for entry in entries)
    return enough and 2 * told >= len(entries) - 1


def _entries(parts: Sequence[Part]) -> tuple[list[_Entry], dict[str, BookColumn]]:
    entries: list[_Entry] = []
    columns: dict[str, BookColumn] = {}
    for part in parts:
        if isinstance(part, Heading):
            entries.append(_Entry(part, {}, {}))
        elif entries and part.label:
            _take(entries[-1], part, columns)
        elif entries and part.text.strip() and not part.text.startswith(_NOTE):
            _go_on(entries[-1], part.text)
    return entries, columns


def _take(entry: _Entry, part: Said, columns: dict[str, BookColumn]) -> None:
    role = role_of(part.label)
    if role == "level" and BETWEEN in part.text:
        level, *facts = part.text.split(BETWEEN)
        _take(entry, Said(part.label, level), columns)
        for fact in facts:
            label, _, value = fact.partition(":")
            if role_of(label) is not None:
                _take(entry, Said(label, value), columns)
    elif plain(part.label) == plain(ATTRIBUTES):
        listed = [column_named(line.strip()) for line in part.text.split("\n")]
        others = dict(columns)
        columns.clear()
        columns.update({each.name: each for each in listed})
        columns.update({name: each for name, each in others.items() if name not in columns})
    elif role is not None:
        entry.cells[role] = part.text.strip()
        entry.last, entry.labelled = role, True
    elif not is_count(part.label):
        column = column_named(part.label)
        columns.setdefault(column.name, column)
        entry.values[column.name] = part.text.strip()


def _go_on(entry: _Entry, text: str) -> None:
    """Let a paragraph without a label go on with what was said last."""
    before = entry.cells.get(entry.last, "")
    entry.cells[entry.last] = f"{before}\n\n{text.strip()}" if before else text.strip()
