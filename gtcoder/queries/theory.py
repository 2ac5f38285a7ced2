"""Memos, relations with their evidence, paradigms and models."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.team import Coder
from gtcoder.model.theory import (
    Evidence,
    Memo,
    MemoLink,
    Model,
    ModelEdge,
    ModelNode,
    Paradigm,
    ParadigmPlacement,
    Relation,
    RelationType,
)
from gtcoder.queries.codebook import nearest
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.queries.names import names
from gtcoder.queries.retrieval import Place, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    EvidenceId,
    MemoId,
    ModelId,
    ParadigmId,
    ParadigmRole,
    ParticipantId,
    QuotationId,
    RelationId,
    Stance,
)


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo and what it is about; about nothing in particular = about the study."""

    id: MemoId
    kind: str
    title: str
    text: str
    coder: str
    created_at: datetime
    changed_at: datetime
    codes: tuple[CodeId, ...]
    documents: tuple[DocumentId, ...]
    quotations: tuple[QuotationId, ...]
    participants: tuple[ParticipantId, ...]
    relations: tuple[RelationId, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A typed link between two categories with the quotations for and against it."""

    id: RelationId
    type: str
    inverse: str
    source: CodeId
    target: CodeId
    note: str
    evidence: tuple[tuple[QuotationId, Stance], ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A quotation that speaks for a relation, against it, or is its negative case."""

    id: EvidenceId
    relation: RelationId
    quotation: QuotationId
    stance: Stance


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A category in a role of a paradigm."""

    category: CodeId
    role: ParadigmRole
    rank: int


@dataclass(frozen=True, slots=True)
class ParadigmRow:
    """A paradigm and its placements, by role and rank."""

    id: ParadigmId
    name: str
    preset: str
    placements: tuple[PlacementRow, ...]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model: nodes (key, kind, label, code, parent key, rank) and edges by key."""

    id: ModelId
    name: str
    template: str
    nodes: tuple[tuple[str, str, str, CodeId | None, str | None, int], ...]
    edges: tuple[tuple[str, str, str, str], ...]


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
class MemoCard(MemoRow):
    """A memo with what it is about in words, and the passages it is about, to jump to."""

    about: tuple[str, ...]
    passages: tuple[Place, ...]

    @property
    def passage(self) -> Place | None:
        """The first passage it is about."""
        return next(iter(self.passages), None)


def memos(reader: Reader) -> tuple[MemoRow, ...]:
    """Return the memos in the order they were written."""
    links: dict[int, list[MemoLink]] = {}
    for link in reader.scalars(select(MemoLink).order_by(MemoLink.id)):
        links.setdefault(link.memo_id, []).append(link)
    rows = reader.rows(
        select(Memo, Coder.name).join(Coder, Coder.id == Memo.coder_id).order_by(Memo.id)
    )
    return tuple(_memo_row(memo, coder, links.get(memo.id, [])) for memo, coder in rows)


def _memo_row(memo: Memo, coder: str, links: list[MemoLink]) -> MemoRow:
    return MemoRow(
        MemoId(memo.id),
        memo.kind,
        memo.title,
        memo.text,
        coder,
        memo.created_at,
        memo.changed_at,
        tuple(CodeId(link.code_id) for link in links if link.code_id),
        tuple(DocumentId(link.document_id) for link in links if link.document_id),
        tuple(QuotationId(link.quotation_id) for link in links if link.quotation_id),
        tuple(ParticipantId(link.participant_id) for link in links if link.participant_id),
        tuple(RelationId(link.relation_id) for link in links if link.relation_id),
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
        Relation.source_id,
        Relation.target_id,
        Relation.note,
    ).join(RelationType, RelationType.id == Relation.type_id)
    return tuple(
        RelationRow(
            RelationId(key),
            name,
            inverse,
            CodeId(source),
            CodeId(target),
            note,
            tuple(found.get(key, ())),
        )
        for key, name, inverse, source, target, note in reader.rows(links.order_by(Relation.id))
    )


def evidence(reader: Reader) -> tuple[EvidenceRow, ...]:
    """Return the evidence of all relations the viewer may see, in the order it was given."""
    rows = select(Evidence.id, Evidence.relation_id, Evidence.quotation_id, Evidence.stance)
    return tuple(
        EvidenceRow(EvidenceId(key), RelationId(relation), QuotationId(quotation), Stance(stance))
        for key, relation, quotation, stance in reader.rows(rows.order_by(Evidence.id))
    )


def paradigms(reader: Reader) -> tuple[ParadigmRow, ...]:
    """Return the paradigms with their placements."""
    placed: dict[int, list[PlacementRow]] = {}
    rows = select(
        ParadigmPlacement.paradigm_id,
        ParadigmPlacement.category_id,
        ParadigmPlacement.role,
        ParadigmPlacement.rank,
    ).order_by(ParadigmPlacement.role, ParadigmPlacement.rank, ParadigmPlacement.id)
    for board, category, role, rank in reader.rows(rows):
        row = PlacementRow(CodeId(category), ParadigmRole(role), rank)
        placed.setdefault(board, []).append(row)
    boards = reader.rows(select(Paradigm.id, Paradigm.name, Paradigm.preset).order_by(Paradigm.id))
    return tuple(
        ParadigmRow(ParadigmId(key), name, preset, tuple(placed.get(key, ())))
        for key, name, preset in boards
    )


def find_paradigm(reader: Reader, name: str | None) -> ParadigmRow:
    """Return the paradigm of that name, or the first one; refuse where there is none."""
    every = paradigms(reader)
    for board in every:
        if name is None or board.name == name:
            return board
    if not every:
        raise NotFound(
            "The study has no paradigm yet. Place a category in a role first (gtcoder place)."
        )
    raise NotFound(
        "There is no paradigm “{name}”. Nearest: {near}.",
        name=name or "",
        near=nearest(name or "", (board.name for board in every)),
    )


def models(reader: Reader) -> tuple[ModelRow, ...]:
    """Return the models with nodes and edges in their order."""
    rows = reader.rows(select(Model.id, Model.name, Model.template).order_by(Model.id))
    return tuple(_model_row(reader, key, name, template) for key, name, template in rows)


def _model_row(reader: Reader, key: int, name: str, template: str) -> ModelRow:
    nodes = reader.scalars(
        select(ModelNode).where(ModelNode.model_id == key).order_by(ModelNode.id)
    )
    keys = {node.id: node.key for node in nodes}
    edges = reader.scalars(
        select(ModelEdge).where(ModelEdge.model_id == key).order_by(ModelEdge.id)
    )
    return ModelRow(
        ModelId(key),
        name,
        template,
        tuple(
            (
                node.key,
                node.kind,
                node.label,
                None if node.code_id is None else CodeId(node.code_id),
                keys.get(node.parent_id),
                node.rank,
            )
            for node in nodes
        ),
        tuple(
            (keys[edge.source_id], keys[edge.target_id], edge.kind, edge.label) for edge in edges
        ),
    )


def count_memos(reader: Reader) -> int:
    """Return how many memos the viewer may see."""
    return int(reader.session.scalars(select(func.count(Memo.id))).one())


def relation_cards(reader: Reader) -> tuple[RelationCard, ...]:
    """Return the relations with names and counts, in the order they were made."""
    rows, called = relations(reader), names(reader).codes
    behind = _participants_behind(reader, {key for row in rows for key, _ in row.evidence})
    return tuple(
        RelationCard(
            **_values(row),
            source_name=called[row.source],
            target_name=called[row.target],
            passages_for=_stances(row).count(Stance.FOR),
            passages_against=_stances(row).count(Stance.AGAINST),
            negative_cases=_stances(row).count(Stance.NEGATIVE_CASE),
            participants=len({who for key, _ in row.evidence for who in behind.get(key, ())}),
            participants_for=len(
                {
                    who
                    for key, stance in row.evidence
                    if stance is Stance.FOR
                    for who in behind.get(key, ())
                }
            ),
        )
        for row in rows
    )


def _values(row: RelationRow | MemoRow) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _stances(row: RelationRow) -> list[Stance]:
    return [stance for _, stance in row.evidence]


def _participants_behind(reader: Reader, quotations: set[QuotationId]) -> dict[int, set[int]]:
    """Return the known participants whose words each quotation holds."""
    table = quotation_table(reader, sorted(quotations))
    place, who = participants_of(reader, table)
    behind: dict[int, set[int]] = {}
    for quotation, person in zip(table.id[place].tolist(), who.tolist(), strict=True):
        if person != UNKNOWN:
            behind.setdefault(quotation, set()).add(person)
    return behind


def memo_list(reader: Reader) -> tuple[MemoCard, ...]:
    """Return the memos with what they are about in words, in the order they were written."""
    rows, known = memos(reader), names(reader)
    places = places_of(reader, {key for row in rows for key in row.quotations})
    linked = any(row.relations for row in rows)
    reads = {card.id: card.reads for card in relation_cards(reader)} if linked else {}
    cards = []
    for row in rows:
        passages = tuple(places[key] for key in row.quotations if key in places)
        about = (
            *(f"code {known.codes[key]}" for key in row.codes),
            *(known.documents[key] for key in row.documents),
            *(place.written for place in passages),
            *(f"participant {known.participants[key]}" for key in row.participants),
            *(reads[key] for key in row.relations),
        )
        cards.append(MemoCard(**_values(row), about=about, passages=passages))
    return tuple(cards)
