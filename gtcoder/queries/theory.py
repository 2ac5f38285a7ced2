"""Memos, relations with their evidence, and paradigms; models, by their old place."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.team import Coder
from gtcoder.model.theory import (
    Memo,
    MemoLink,
    Paradigm,
    ParadigmPlacement,
)
from gtcoder.queries.codebook import nearest
from gtcoder.queries.models import ModelRow as ModelRow
from gtcoder.queries.models import models as models
from gtcoder.queries.names import names
from gtcoder.queries.relations import EvidenceRow as EvidenceRow
from gtcoder.queries.relations import RelationCard as RelationCard
from gtcoder.queries.relations import RelationRow as RelationRow
from gtcoder.queries.relations import evidence as evidence
from gtcoder.queries.relations import relation_cards as relation_cards
from gtcoder.queries.relations import relations as relations
from gtcoder.queries.retrieval import Place, places_of
from gtcoder.queries.storyline import subjects
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    MemoId,
    MemoKind,
    ParadigmId,
    ParadigmRole,
    ParticipantId,
    QuotationId,
    RelationId,
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


def count_memos(reader: Reader) -> int:
    """Return how many memos the viewer may see."""
    return int(reader.session.scalars(select(func.count(Memo.id))).one())


def _values(row: MemoRow) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def memo_list(reader: Reader) -> tuple[MemoCard, ...]:
    """Return the memos with what they are about in words, in the order they were written.

    The text of a storyline has its links as they are written by hand.
    """
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
        values = _values(row)
        if row.kind == MemoKind.STORYLINE:
            values["text"] = subjects(reader).by_hand(row.text)
        cards.append(MemoCard(**values, about=about, passages=passages))
    return tuple(cards)
