"""A study on its way out: its rows, whose they are, and how what is composed of them is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gtcoder.exchange.refi.code_texts import Attributes, attributes_of
from gtcoder.exchange.refi.packed import Row, pack_rows, rows_as_columns
from gtcoder.exchange.refi.xml import derived, reference
from gtcoder.masking import Mask
from gtcoder.study_rows import Guid, StudyRows

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
EVIDENCE_NOTE = "evidence"


def by_time(row: Row) -> tuple[Any, ...]:
    """Order rows by when they came to be, whatever keys a study gave them."""
    return (row["created_at"], row["guid"])


def by_name(row: Row) -> tuple[str, Guid]:
    """Order rows by name."""
    return (row["name"], row["guid"])


@dataclass(frozen=True)
class Outgoing:
    """The rows of a study as they may leave, in an order that does not depend on its keys.

    What is composed of several texts goes through `mask` again. With `utf16`, positions are told
    in UTF-16 units.
    """

    rows: StudyRows
    mask: Mask
    utf16: bool = False

    def sorted(self, table: str, key: Callable[[Row], Any]) -> list[Row]:
        """Return the rows of a table in an order."""
        return sorted(self.rows.rows(table), key=key)

    def owned(
        self, table: str, owner: str, key: Callable[[Row], Any] | None = None
    ) -> dict[Guid, list[Row]]:
        """Return the rows of a table by the row that a column points to, each list in an order."""
        found: dict[Guid, list[Row]] = {}
        for row in self.rows.rows(table):
            if row[owner] is not None:
                found.setdefault(row[owner], []).append(row)
        for rows in found.values():
            rows.sort(key=key or _by_guid)
        return found

    def said(self, text: str) -> str:
        """Return a composed text as it may leave."""
        return self.mask.text(text)

    @cached_property
    def names(self) -> Mapping[Guid, str]:
        """The names of codes, documents, coders and participants."""
        return {
            guid: name
            for table in ("code", "document", "coder", "participant", "relation_type")
            for guid, name in zip(*self._pair(table), strict=True)
        }

    def _pair(self, table: str) -> tuple[Sequence[Guid], Sequence[str]]:
        columns = self.rows.tables.get(table, {})
        return columns.get("guid", ()), columns.get("name", ())

    @cached_property
    def documents(self) -> list[Row]:
        """The documents, oldest first."""
        return self.sorted("document", by_time)

    @cached_property
    def memos(self) -> list[Row]:
        """The memos, oldest first."""
        return self.sorted("memo", by_time)

    @cached_property
    def texts(self) -> Mapping[Guid, str]:
        """The text of each document."""
        hashes = {row["guid"]: row["sha256"] for row in self.rows.rows("text_version")}
        return {row["guid"]: self.rows.texts[hashes[row["version_id"]]] for row in self.documents}

    @cached_property
    def noted(self) -> Mapping[Guid | None, list[Guid]]:
        """The Notes on each thing that can have them; under None those on the study as a whole."""
        links = self.owned("memo_link", "memo_id")
        noted: dict[Guid | None, list[Guid]] = {}
        for memo in self.memos:
            there = links.get(memo["guid"], [])
            targets: list[Guid | None] = [_target(link) for link in there]
            for target in targets or [None]:
                if memo["guid"] not in noted.setdefault(target, []):
                    noted[target].append(memo["guid"])
        return noted

    def notes_on(self, target: Guid | None) -> str:
        """Return the NoteRefs of a thing."""
        return "".join(reference("NoteRef", guid) for guid in self.noted.get(target, ()))

    @cached_property
    def attributes(self) -> Mapping[Guid, Attributes]:
        """The attributes of each code that has any."""
        return attributes_of(self.rows.rows("attribute"), self.rows.rows("attribute_value"))

    @cached_property
    def evidence(self) -> Mapping[Guid, list[Row]]:
        """The passages that speak for or against each relation."""
        return self.owned("evidence", "relation_id")

    def evidence_note(self, relation: Row) -> Guid | None:
        """Return the guid of the Note that tells what a Link has no place for, if anything."""
        more = relation["note"] or relation["strength"] or relation["guid"] in self.evidence
        return derived(relation["guid"], EVIDENCE_NOTE) if more else None


def _target(link: Row) -> Guid:
    """Return what a memo is linked to."""
    ends = (value for name, value in link.items() if name not in ("guid", "memo_id") and value)
    target: Guid = next(ends)
    return target


def _by_guid(row: Row) -> Guid:
    guid: Guid = row["guid"]
    return guid


def packed(table: str, rows: Sequence[Row], *without: str, seconds: Sequence[str] = ()) -> Row:
    """Return rows for the extras of a description, in the order of their guids."""
    ordered = sorted(rows, key=_by_guid)
    return pack_rows(table, rows_as_columns(ordered), without, seconds)


class Positions:
    """Code points of a text told in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]

    def __bool__(self) -> bool:
        return bool(self._astral)

    def utf16(self, position: int) -> int:
        """Return a position in UTF-16 units."""
        return position + bisect_left(self._astral, position)
