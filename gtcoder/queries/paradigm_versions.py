"""A paradigm as it stood at an entry, folded from the ledger, and how two such boards differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from gtcoder.model.journal import RowImage
from gtcoder.model.theory import Evidence
from gtcoder.queries.codebook import in_tree_order
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, ParadigmId, ParadigmRole, RelationId, Stance

_TABLES = ("paradigm", "paradigm_placement", "relation", "relation_type", "evidence", "code")
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """A category on a board of then, under its name of then."""

    category: CodeId
    name: str
    path: str
    role: ParadigmRole
    rank: int


@dataclass(frozen=True, slots=True)
class Line:
    """A relation between two cards of then, with its evidence of then."""

    relation: RelationId
    source: CodeId
    target: CodeId
    type: str
    reads: str
    evidence_for: int
    evidence_against: int

    @property
    def evidence(self) -> str:
        """The evidence in words: `3 for, 1 against`."""
        against = f", {self.evidence_against} against" if self.evidence_against else ""
        return f"{self.evidence_for} for{against}"


@dataclass(frozen=True, slots=True)
class Board:
    """A paradigm as of an entry: cards by role and rank, and the relations between them."""

    paradigm: ParadigmId
    name: str
    revision: int
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]


class Kind(StrEnum):
    """How something differs from one board to the other."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A paradigm, category or relation: what it was on the first board and is on the second.

    `before` and `after` are a role, a name, a sentence or counts of evidence; empty where it was
    not there.
    """

    kind: Kind
    what: str
    key: int
    subject: str
    before: str = ""
    after: str = ""


def boards_at(reader: Reader, revision: int) -> tuple[Board, ...]:
    """Return the paradigms as they stood after an entry, with the names of then.

    Categories retired or merged by then are left out. While a blind round is open, evidence counts
    only where the viewer may see it now.
    """
    state = reader.rows_at(revision, _TABLES)
    in_use = {code.id: code for code in in_tree_order(list(state["code"].values()))}
    codes = {key: code for key, code in in_use.items() if not code.retired}
    placed: dict[int, list[Card]] = {}
    for row in state["paradigm_placement"].values():
        code = codes.get(row["category_id"])
        if code is not None:
            card = Card(code.id, code.name, code.written, ParadigmRole(row["role"]), row["rank"])
            placed.setdefault(row["paradigm_id"], []).append(card)
    said = _evidence(reader, state["evidence"])
    names = {key: code.name for key, code in codes.items()}
    lines = [
        _line(row, state["relation_type"], names, said.get(key, ()))
        for key, row in sorted(state["relation"].items())
        if row["source_id"] in names and row["target_id"] in names
    ]
    return tuple(
        _board(key, row["name"], revision, placed.get(key, []), lines)
        for key, row in sorted(state["paradigm"].items())
    )


def board_at(reader: Reader, paradigm: ParadigmId, revision: int) -> Board | None:
    """Return one paradigm as it stood after an entry; None where it was not there."""
    every = boards_at(reader, revision)
    return next((board for board in every if board.paradigm == paradigm), None)


def entries_of(reader: Reader, paradigm: ParadigmId) -> tuple[int, ...]:
    """Return the entries that made a paradigm or changed its cards, the oldest first.

    Relations are not told here: they belong to no board.
    """
    images = select(RowImage.revision, RowImage.row_id, RowImage.before, RowImage.after)
    made = images.where(RowImage.table == "paradigm", RowImage.row_id == paradigm)
    found = {row.revision for row in reader.rows(made)}
    cards: set[int] = set()
    placed = images.where(RowImage.table == "paradigm_placement").order_by(RowImage.revision)
    for revision, key, before, after in reader.rows(placed):
        if {**(before or {}), **(after or {})}.get("paradigm_id") == paradigm:
            cards.add(key)
        if key in cards:
            found.add(revision)
    return tuple(sorted(found))


def side_by_side(first: Board, second: Board) -> tuple[Difference, ...]:
    """Return all that stands on one board or the other: categories by role, then relations.

    Categories and relations are the same by their keys, whatever they are called.
    """
    return (*_name(first, second), *_cards(first, second), *_lines(first, second))


def compare(first: Board, second: Board) -> tuple[Difference, ...]:
    """Return how the second board differs from the first, in the order of `side_by_side`."""
    every = side_by_side(first, second)
    return tuple(each for each in every if each.kind is not Kind.SAME)


def _evidence(reader: Reader, rows: Mapping[int, _Row]) -> dict[int, list[str]]:
    seen = None if reader.blind is None else set(reader.scalars(select(Evidence.id)))
    said: dict[int, list[str]] = {}
    for key, row in rows.items():
        if seen is None or key in seen:
            said.setdefault(row["relation_id"], []).append(row["stance"])
    return said


def _line(row: _Row, types: Mapping[int, _Row], names: Mapping[CodeId, str], said: Any) -> Line:
    source, target = CodeId(row["source_id"]), CodeId(row["target_id"])
    given = sum(stance == Stance.FOR for stance in said)
    kind = types[row["type_id"]]["name"]
    reads = f"{names[source]} {kind} {names[target]}"
    return Line(RelationId(row["id"]), source, target, kind, reads, given, len(said) - given)


def _board(key: int, name: str, revision: int, cards: list[Card], lines: list[Line]) -> Board:
    roles = list(ParadigmRole)
    ordered = sorted(cards, key=lambda card: (roles.index(card.role), card.rank, card.category))
    there = {card.category for card in cards}
    between = (line for line in lines if line.source in there and line.target in there)
    return Board(ParadigmId(key), name, revision, tuple(ordered), tuple(between))


def _name(first: Board, second: Board) -> Iterator[Difference]:
    if first.paradigm == second.paradigm and first.name != second.name:
        about = ("paradigm", second.paradigm, second.name)
        yield Difference(Kind.RENAMED, *about, first.name, second.name)


def _cards(first: Board, second: Board) -> Iterator[Difference]:
    old = {card.category: card for card in first.cards}
    new = {card.category: card for card in second.cards}
    for card in second.cards:
        was = old.get(card.category)
        about = ("category", card.category, card.name)
        if was is None:
            yield Difference(Kind.ADDED, *about, after=card.role)
            continue
        kind = Kind.SAME if was.role is card.role else Kind.MOVED
        if kind is Kind.MOVED or was.name == card.name:
            yield Difference(kind, *about, was.role, card.role)
        if was.name != card.name:
            yield Difference(Kind.RENAMED, *about, was.name, card.name)
    for card in first.cards:
        if card.category not in new:
            yield Difference(Kind.REMOVED, "category", card.category, card.name, card.role)


def _lines(first: Board, second: Board) -> Iterator[Difference]:
    old = {line.relation: line for line in first.lines}
    new = {line.relation: line for line in second.lines}
    for line in second.lines:
        was = old.get(line.relation)
        about = ("relation", line.relation, line.reads)
        if was is None:
            yield Difference(Kind.ADDED, *about, after=line.evidence)
            continue
        before, after = was.evidence, line.evidence
        if (was.source, was.type, was.target) != (line.source, line.type, line.target):
            before, after = f"{was.reads} ({before})", f"{line.reads} ({after})"
        kind = Kind.SAME if before == after else Kind.CHANGED
        yield Difference(kind, *about, before, after)
    for line in first.lines:
        if line.relation not in new:
            yield Difference(Kind.REMOVED, "relation", line.relation, line.reads, line.evidence)
