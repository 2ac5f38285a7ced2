"""A report set as headings with what is said below each, as an appendix prints a codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gtcoder.codebook_headings import BETWEEN, column_named, is_count, role_of
from gtcoder.exchange.paper import clean, printed
from gtcoder.reports.base import Report

DEEPEST = 5  # levels of headings below a title that every kind of text has
FACTS = ("Level", "Origin", "Colour", "Codings", "Documents", "Coders")
CONTENTS = "Contents"
PLACE = "Code path"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading: its name, how deep it lies from 1, its number, and what is said, by label."""

    name: str
    depth: int
    number: str
    said: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        """The name by which the table of contents leads here."""
        return f"entry-{self.number.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Outline:
    """A title, the entries along the tree, and the note on what was counted and whose.

    `attributes` says of each column that the researcher gave what it holds.
    """

    title: str
    entries: tuple[OutlineEntry, ...]
    note: str
    attributes: tuple[str, ...] = ()


def outline_of(report: Report) -> Outline:
    """Return a report's rows as headings along the paths of its first column."""
    given = tuple(clean(name) for name in report.columns[1:] if not _is_ours(name))
    note = clean(" ".join(report.sentences))
    return Outline(clean(report.title), tuple(_entries(report)), note, given)


def _entries(report: Report) -> Iterator[OutlineEntry]:
    labels = [_label(name) for name in report.columns[1:]]
    counters: list[int] = []
    for row in report.rows:
        path = row[0] if isinstance(row[0], tuple) else (str(row[0]),)
        depth = len(path)
        counters = [*counters[:depth], *[0] * (depth - len(counters))]
        counters[depth - 1] += 1
        cells = [
            (clean(label), printed(cell))
            for label, cell in zip(labels, row[1:], strict=True)
            if cell not in (None, "")
        ]
        said = [*_facts(cells), *(pair for pair in cells if pair[0] not in FACTS)]
        if depth > DEEPEST:  # the heading alone no longer says where it lies
            said.insert(0, (PLACE, printed(path)))
        number = ".".join(map(str, counters))
        yield OutlineEntry(clean(path[-1]), depth, number, tuple(said))


def _facts(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what takes a word each as one line, in an order of its own."""
    known = dict(cells)
    facts = [f"{label}: {known[label]}" for label in FACTS if label in known]
    if not facts:
        return []
    label, _, rest = facts[0].partition(": ")
    return [(label, BETWEEN.join([rest, *facts[1:]]))]


def _label(column: str) -> str:
    """Return a column's name as a label; a name that the researcher gave stays as it is."""
    if _is_ours(column):
        return column[:1].upper() + column[1:]
    bare = column_named(column).name
    return column if _is_ours(bare) else bare


def _is_ours(column: str) -> bool:
    return role_of(column) is not None or is_count(column)
