"""The rows of code tables: codes in the codebook's order, and what each category rolls up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gtcoder.analysis.tallies import Spans, expanded
from gtcoder.queries.codebook import CodeRow, codes, memberships
from gtcoder.reports.base import number_of
from gtcoder.reports.kept import kept
from gtcoder.reports.selection import Chosen, Longs, distinct, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

_Line = tuple[CodeRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Codings ready to be counted: the row, the place among the chosen, span and voice of each."""

    row: Longs
    place: Longs
    spans: Spans
    voice: Longs

    def at(self, source: Longs) -> Counted:
        """Return the codings at these places, which may repeat."""
        return Counted(
            self.row[source], self.place[source], self.spans.at(source), self.voice[source]
        )


@dataclass(frozen=True, slots=True, eq=False)
class CodeRows:
    """The codes that stand as rows: those in use, and retired ones that still carry codings."""

    codes: _Line
    used: int
    retired: int

    def __len__(self) -> int:
        return len(self.codes)

    def own(self, chosen: Chosen) -> Counted:
        """Return each coding under its own code."""
        row = places_of((code.id for code in self.codes), chosen.table.code)
        return Counted(row, np.arange(len(row)), chosen.spans, chosen.voice)

    def rolled_up(self, reader: Reader, own: Counted) -> Counted:
        """Return each coding under its code and once under each category that code serves."""
        ends, values = _served(self.codes, all_codes(reader), memberships(reader))
        source, row = expanded(own.row, ends, values)
        return replace(own.at(source), row=row)

    def marks(self) -> tuple[str, ...]:
        """Return “retired” for the rows whose code is out of use."""
        return tuple("retired" if code.retired else "" for code in self.codes)

    def sentences(self) -> tuple[str, ...]:
        """Say how many codes are used, and what the marks mean."""
        said = [f"{self.used:,} of {number_of(len(self), 'code')} used."]
        if self.retired:
            noun = number_of(self.retired, "retired code")
            said.append(f"{noun} still with codings, marked so.")
        return tuple(said)


def code_rows(reader: Reader, chosen: Chosen) -> CodeRows:
    """Return the rows for the chosen codings."""
    used = set(distinct(chosen.table.code))
    every = all_codes(reader)
    rows = tuple(code for code in every if not code.retired or code.id in used)
    return CodeRows(rows, len(used), sum(code.retired for code in rows))


def all_codes(reader: Reader) -> _Line:
    """Return all codes in the tree's order, retired ones too; kept until the next revision."""
    return kept(reader, "codes", None, lambda: codes(reader, retired=True))


def codes_under(reader: Reader, code: CodeId) -> frozenset[CodeId]:
    """Return a code and all that serve it, directly or further below."""
    below: dict[CodeId, list[CodeId]] = {
        category: list(members) for category, members in memberships(reader).items()
    }
    for each in all_codes(reader):
        if each.parent is not None:
            below.setdefault(each.parent, []).append(each.id)
    return frozenset(_reached(code, below))


def _served(
    rows: Sequence[CodeRow], every: Sequence[CodeRow], members: dict[CodeId, tuple[CodeId, ...]]
) -> tuple[Longs, Longs]:
    """Return, row by row, its own place and those of all categories above it, each once."""
    above: dict[CodeId, list[CodeId]] = {}
    for code in every:
        if code.parent is not None:
            above.setdefault(code.id, []).append(code.parent)
    for category, members_of_it in members.items():
        for member in members_of_it:
            above.setdefault(member, []).append(category)
    place = {code.id: number for number, code in enumerate(rows)}
    lines = [[place[each] for each in _reached(code.id, above) if each in place] for code in rows]
    ends = np.cumsum([len(line) for line in lines], dtype=np.int64)
    values = np.array([row for line in lines for row in line], dtype=np.int64)
    return ends, values


def _reached(code: CodeId, links: dict[CodeId, list[CodeId]]) -> list[CodeId]:
    seen = {code: None}
    waiting = [code]
    while waiting:
        for other in links.get(waiting.pop(), ()):
            if other not in seen:
                seen[other] = None
                waiting.append(other)
    return list(seen)
