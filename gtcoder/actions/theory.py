"""The paradigm; memos and relations, by their old place."""

from __future__ import annotations

from sqlalchemy import func, select

from gtcoder.actions.memos import change_memo as change_memo
from gtcoder.actions.memos import link_memo as link_memo
from gtcoder.actions.memos import remove_memo as remove_memo
from gtcoder.actions.memos import tag_memo as tag_memo
from gtcoder.actions.memos import unlink_memo as unlink_memo
from gtcoder.actions.memos import write_memo as write_memo
from gtcoder.actions.relations import add_evidence as add_evidence
from gtcoder.actions.relations import relate as relate
from gtcoder.actions.relations import remove_evidence as remove_evidence
from gtcoder.actions.relations import unrelate as unrelate
from gtcoder.actions.rules import clean_name, one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.theory import Paradigm, ParadigmPlacement
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, ParadigmId, ParadigmRole, PlacementId

FIRST_PARADIGM = "Paradigm 1"


@action("theory.place")
def place_in_paradigm(
    unit: Unit,
    *,
    category: CodeId,
    role: ParadigmRole,
    paradigm: str = "",
    rank: int | None = None,
) -> PlacementId:
    """Put a category in a role of a paradigm, or move it there; a new name makes the board.

    Without a name it is the first paradigm, or “Paradigm 1” where there is none.
    """
    record = usable_code(unit, category)
    first = unit.scalars(select(Paradigm.name).order_by(Paradigm.id).limit(1)).first()
    name = clean_name(paradigm or first or FIRST_PARADIGM, "paradigm")
    board = one_where(unit, Paradigm, name=name)
    board = board or unit.make(Paradigm(name=name, preset="Strauss & Corbin 1990"))
    unit.tell(category=record.name, role=str(role), paradigm=name)
    found = one_where(unit, ParadigmPlacement, paradigm_id=board.id, category_id=record.id)
    if found is None:
        found = ParadigmPlacement(paradigm_id=board.id, category_id=record.id, role=role)
        found.rank = _next_rank(unit, board.id, role) if rank is None else rank
        unit.add(found)
    else:
        if rank is not None or found.role != role:
            found.rank = _next_rank(unit, board.id, role) if rank is None else rank
        found.role = role
    return PlacementId(found.id)


def _next_rank(unit: Unit, paradigm: int, role: ParadigmRole) -> int:
    ranks = select(func.max(ParadigmPlacement.rank)).filter_by(paradigm_id=paradigm, role=role)
    last = unit.scalars(ranks).one()
    return 0 if last is None else last + 1


@action("theory.unplace")
def take_from_paradigm(unit: Unit, *, category: CodeId, paradigm: ParadigmId) -> None:
    """Take a category out of a paradigm."""
    keys = {"paradigm_id": paradigm, "category_id": category}
    found = one_where(unit, ParadigmPlacement, **keys)
    if found is None:
        raise InvalidInput("The category has no place there. Nothing was changed.")
    unit.delete(found)
