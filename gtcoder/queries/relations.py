"""Relations between categories: their kinds, their evidence, and the pairs that were refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.team import Coder
from gtcoder.model.theory import Evidence, RefusedRelation, Relation, RelationType
from gtcoder.queries.codebook import nearest
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    RELATION_PRESETS,
    CodeId,
    EvidenceId,
    ParadigmRole,
    QuotationId,
    RefusedRelationId,
    RelationId,
    RelationTypeId,
    Stance,
)


@dataclass(frozen=True, slots=True)
class RelationTypeRow:
    """A kind of relation and how many relations are of it; without an id it is a preset.

    `grammar` holds the pairs of roles (from, to) it may join; without any the paradigm's own
    grammar decides.
    """

    id: RelationTypeId | None
    name: str
    inverse: str
    directed: bool
    acyclic: bool
    grammar: tuple[tuple[ParadigmRole, ParadigmRole], ...]
    meaning: str
    used: int


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A typed link between two categories with the quotations for and against it.

    `strength` is 1 weak, 2 moderate, 3 strong, or None where nobody said.
    """

    id: RelationId
    type: str
    inverse: str
    directed: bool
    source: CodeId
    target: CodeId
    note: str
    strength: int | None
    evidence: tuple[tuple[QuotationId, Stance], ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A quotation that speaks for a relation, against it, or is its negative case; and how."""

    id: EvidenceId
    relation: RelationId
    quotation: QuotationId
    stance: Stance
    note: str


@dataclass(frozen=True, slots=True)
class RelationCard(RelationRow):
    """A relation with the names of its ends and how much speaks for and against it.

    `participants` are those whose words are any evidence; `participants_for`, those who speak
    for it.
    """

    source_name: str
    target_name: str
    passages_for: int
    passages_against: int
    negative_cases: int
    participants: int
    participants_for: int

    @property
    def reads(self) -> str:
        """The relation as a sentence: `Waiting – leads to – Quitting`."""
        return f"{self.source_name} – {self.type} – {self.target_name}"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Two categories that a coder refused to relate, and why."""

    id: RefusedRelationId
    source: CodeId
    target: CodeId
    source_name: str
    target_name: str
    reason: str
    coder: str
    at: datetime


def relation_types(reader: Reader) -> tuple[RelationTypeRow, ...]:
    """Return the kinds of relation of the study in the order they were made, then the presets."""
    counted = select(Relation.type_id, func.count(Relation.id)).group_by(Relation.type_id)
    used: dict[int, int] = dict(map(tuple, reader.rows(counted)))
    stored = [
        RelationTypeRow(
            RelationTypeId(row.id),
            row.name,
            row.inverse,
            row.directed,
            row.acyclic,
            tuple((ParadigmRole(start), ParadigmRole(end)) for start, end in row.grammar),
            row.meaning,
            used.get(row.id, 0),
        )
        for row in reader.scalars(select(RelationType).order_by(RelationType.id))
    ]
    there = {row.name for row in stored}
    presets = [
        RelationTypeRow(None, each.name, each.inverse, each.directed, each.acyclic, (),
                        each.meaning, 0)
        for each in RELATION_PRESETS
        if each.name not in there
    ]  # fmt: skip
    return (*stored, *presets)


def find_relation_type(reader: Reader, name: str) -> RelationTypeId:
    """Return the study's kind of relation of that name; a preset that is not used is none yet."""
    rows = reader.rows(select(RelationType.id, RelationType.name).order_by(RelationType.id))
    for key, known in rows:
        if known == name:
            return RelationTypeId(key)
    raise NotFound(
        "There is no kind of relation “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (known for _, known in rows)),
    )


def relations(reader: Reader) -> tuple[RelationRow, ...]:
    """Return the relations in the order they were made, with evidence the viewer may see."""
    found: dict[int, list[tuple[QuotationId, Stance]]] = {}
    for row in evidence(reader):
        found.setdefault(row.relation, []).append((row.quotation, row.stance))
    links = select(
        Relation.id,
        RelationType.name,
        RelationType.inverse,
        RelationType.directed,
        Relation.source_id,
        Relation.target_id,
        Relation.note,
        Relation.strength,
    ).join(RelationType, RelationType.id == Relation.type_id)
    return tuple(
        RelationRow(
            RelationId(key),
            name,
            inverse,
            directed,
            CodeId(source),
            CodeId(target),
            note,
            strength,
            tuple(found.get(key, ())),
        )
        for key, name, inverse, directed, source, target, note, strength in reader.rows(
            links.order_by(Relation.id)
        )
    )


def evidence(reader: Reader) -> tuple[EvidenceRow, ...]:
    """Return the evidence of all relations the viewer may see, in the order it was given."""
    rows = select(
        Evidence.id, Evidence.relation_id, Evidence.quotation_id, Evidence.stance, Evidence.note
    )
    return tuple(
        EvidenceRow(
            EvidenceId(key), RelationId(relation), QuotationId(quotation), Stance(stance), note
        )
        for key, relation, quotation, stance, note in reader.rows(rows.order_by(Evidence.id))
    )


def relation_cards(reader: Reader) -> tuple[RelationCard, ...]:
    """Return the relations with names and counts, in the order they were made."""
    rows, called = relations(reader), names(reader).codes
    behind = _participants_behind(reader, {key for row in rows for key, _ in row.evidence})
    return tuple(_card(row, called, behind) for row in rows)


def _card(row: RelationRow, called: dict[int, str], behind: dict[int, set[int]]) -> RelationCard:
    stances = [stance for _, stance in row.evidence]
    speaking = (key for key, stance in row.evidence if stance is Stance.FOR)
    return RelationCard(
        **_values(row),
        source_name=called[row.source],
        target_name=called[row.target],
        passages_for=stances.count(Stance.FOR),
        passages_against=stances.count(Stance.AGAINST),
        negative_cases=stances.count(Stance.NEGATIVE_CASE),
        participants=len({who for key, _ in row.evidence for who in behind.get(key, ())}),
        participants_for=len({who for key in speaking for who in behind.get(key, ())}),
    )


def _values(row: RelationRow) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _participants_behind(reader: Reader, quotations: set[QuotationId]) -> dict[int, set[int]]:
    """Return the known participants whose words each quotation holds."""
    table = quotation_table(reader, sorted(quotations))
    place, who = participants_of(reader, table)
    behind: dict[int, set[int]] = {}
    for quotation, person in zip(table.id[place].tolist(), who.tolist(), strict=True):
        if person != UNKNOWN:
            behind.setdefault(quotation, set()).add(person)
    return behind


def refused_relations(reader: Reader) -> tuple[RefusedRow, ...]:
    """Return the pairs that were refused, in the order of refusal."""
    called = names(reader).codes
    rows = (
        select(RefusedRelation, Coder.name)
        .join(Coder, Coder.id == RefusedRelation.coder_id)
        .order_by(RefusedRelation.id)
    )
    return tuple(
        RefusedRow(
            RefusedRelationId(row.id),
            CodeId(row.source_id),
            CodeId(row.target_id),
            called[row.source_id],
            called[row.target_id],
            row.reason,
            coder,
            row.created_at,
        )
        for row, coder in reader.rows(rows)
    )


def settled_pairs(reader: Reader) -> Iterator[tuple[CodeId, CodeId]]:
    """Yield the pairs that are related or refused already, in one order or the other."""
    for kind in (Relation, RefusedRelation):
        for source, target in reader.rows(select(kind.source_id, kind.target_id)):
            yield CodeId(source), CodeId(target)
