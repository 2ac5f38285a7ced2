"""The order of codes among their siblings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.codebook import put_below
from gtcoder.actions.rules import may_change_codebook, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId


@action("codebook.reorder")
def reorder_codes(
    unit: Unit,
    *,
    codes: Sequence[CodeId],
    before: CodeId | None = None,
    after: CodeId | None = None,
) -> None:
    """Put codes right before or right after another one, below what that one lies under."""
    may_change_codebook(unit)
    if (before is None) == (after is None) or not codes:
        raise InvalidInput(
            "Name the codes, and the one they go before or after. Nothing was changed."
        )
    anchor = usable_code(unit, after if before is None else before)  # type: ignore[arg-type]
    moving = [usable_code(unit, code) for code in dict.fromkeys(codes)]
    if anchor in moving:
        raise InvalidInput(
            "“{name}” cannot stand before or after itself. Nothing was changed.", name=anchor.name
        )
    above = None if anchor.parent_id is None else unit.get_one(Code, anchor.parent_id)
    for record in moving:
        put_below(unit, record, above)
        unit.flush()
    _arrange(unit, anchor, moving, first=before is not None)
    unit.tell(
        codes=[record.id for record in moving],
        names=[record.name for record in moving],
        where="before" if before is not None else "after",
        anchor=anchor.name,
    )


def _arrange(unit: Unit, anchor: Code, moving: Sequence[Code], *, first: bool) -> None:
    """Give the siblings their places, changing as few of them as there can be."""
    at = (
        Code.parent_id.is_(None) if anchor.parent_id is None else Code.parent_id == anchor.parent_id
    )
    siblings = list(unit.scalars(select(Code).where(at).order_by(Code.position, Code.id)).all())
    order = [each for each in siblings if each not in moving]
    place = order.index(anchor) + (0 if first else 1)
    order[place:place] = moving
    places = sorted(each.position for each in siblings)
    if len(set(places)) < len(places):
        places = list(range(1, len(places) + 1))
    for each, position in zip(order, places, strict=True):
        if each.position != position:
            each.position = position
