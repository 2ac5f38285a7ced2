"""Memos, relations with their evidence, and paradigms; models, by their old place."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.theory import Paradigm, ParadigmPlacement
from gtcoder.queries.codebook import nearest
from gtcoder.queries.memos import MemoCard as MemoCard
from gtcoder.queries.memos import MemoRow as MemoRow
from gtcoder.queries.memos import count_memos as count_memos
from gtcoder.queries.memos import memo_list as memo_list
from gtcoder.queries.memos import memos as memos
from gtcoder.queries.models import ModelRow as ModelRow
from gtcoder.queries.models import models as models
from gtcoder.queries.relations import EvidenceRow as EvidenceRow
from gtcoder.queries.relations import RelationCard as RelationCard
from gtcoder.queries.relations import RelationRow as RelationRow
from gtcoder.queries.relations import evidence as evidence
from gtcoder.queries.relations import relation_cards as relation_cards
from gtcoder.queries.relations import relations as relations
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, ParadigmId, ParadigmRole


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
