"""Rows that are one and the same under several guids: one in each copy, or known from before."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from gtcoder.exchange.merging.states import OTHERS, Row, State, Table
from gtcoder.study_rows import Guid


class Identities:
    """Which guids name one row: of several the smallest, unless some are preferred."""

    def __init__(self, preferred: Collection[Guid] = ()) -> None:
        self._preferred = preferred
        self._up: dict[str, dict[Guid, Guid]] = {}

    def root(self, table: str, guid: Guid) -> Guid:
        """Return the guid by which a row is known."""
        up = self._up.get(table)
        while up and guid in up:
            guid = up[guid]
        return guid

    def learn(self, rows: Iterable[Row]) -> None:
        """Take over what is known from earlier merges."""
        for row in sorted(rows, key=lambda row: (row["kind"], row["other"], row["same_as"])):
            kind, other, same = row["kind"], row["other"], row["same_as"]
            if self.root(kind, other) == self.root(kind, same):
                continue
            if other in self._up.get(kind, {}):
                self.join(kind, other, same)
            else:
                self._up.setdefault(kind, {})[other] = self.root(kind, same)

    def join(self, table: str, one: Guid, other: Guid) -> None:
        """Say that two guids name one row."""
        one, other = self.root(table, one), self.root(table, other)
        if one != other:
            first, second = sorted((one, other), key=lambda g: (g not in self._preferred, g))
            self._up.setdefault(table, {})[second] = first

    def roots(self) -> Mapping[str, Mapping[Guid, Guid]]:
        """Return the guid by which each row is known, where it is not its own."""
        return {table: {guid: self.root(table, guid) for guid in up}
                for table, up in self._up.items()}  # fmt: skip

    def rows(self) -> Table:
        """Return the rows that a study keeps of it, with guids that follow from what they say."""
        found: Table = {}
        for table, known in self.roots().items():
            for other, same in known.items():
                guid = hashlib.sha256(table.encode() + b"\0" + other).digest()[:16]
                found[guid] = {"guid": guid, "kind": table, "other": other, "same_as": same}
        return found


def known_before(*states: State, preferred: Collection[Guid] = ()) -> Identities:
    """Return what copies know of further identities."""
    found = Identities(preferred)
    found.learn(row for state in states for row in state[OTHERS].values())
    return found
