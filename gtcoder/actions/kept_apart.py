"""Codes that a coder keeps apart: pairs that are not proposed for a merge again."""

from __future__ import annotations

from sqlalchemy import or_, select

from gtcoder.actions.rules import may_change_codebook, one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, RefusedMerge
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, RefusedMergeId


@action("codebook.refuse_merge", reason=True)
def refuse_merge(unit: Unit, *, one: CodeId, other: CodeId) -> RefusedMergeId:
    """Keep two codes apart, so that merging them is not proposed again; the reason is kept.

    Said again, it gives the pair a new reason.
    """
    may_change_codebook(unit)
    first, second = usable_code(unit, one), usable_code(unit, other)
    if first is second:
        raise InvalidInput(
            "“{name}” cannot be kept apart from itself. Nothing was changed.", name=first.name
        )
    found = _kept_apart(unit, first.id, second.id)
    if found is None:
        low, high = sorted((first.id, second.id))
        found = unit.make(RefusedMerge(one_id=low, other_id=high, coder_id=unit.me))
    found.reason = unit.reason
    unit.tell(one=first.name, other=second.name)
    return RefusedMergeId(found.id)


@action("codebook.unrefuse_merge")
def unrefuse_merge(unit: Unit, *, one: CodeId, other: CodeId) -> None:
    """Take it back that two codes are kept apart: merging them may be proposed again."""
    may_change_codebook(unit)
    first, second = unit.find(Code, one, "code"), unit.find(Code, other, "code")
    found = _kept_apart(unit, first.id, second.id)
    if found is None:
        raise InvalidInput("These two codes are not kept apart. Nothing was changed.")
    unit.tell(one=first.name, other=second.name)
    unit.delete(found)


def take_over_kept_apart(unit: Unit, source: Code, into: Code) -> None:
    """Keep the target of a merge apart from what its source was kept apart from."""
    of_it = or_(RefusedMerge.one_id == source.id, RefusedMerge.other_id == source.id)
    for row in unit.scalars(select(RefusedMerge).where(of_it)).all():
        other = row.other_id if row.one_id == source.id else row.one_id
        if other == into.id or _kept_apart(unit, other, into.id) is not None:
            unit.delete(row)
        else:
            row.one_id, row.other_id = sorted((other, into.id))
        unit.flush()


def _kept_apart(unit: Unit, one: int, other: int) -> RefusedMerge | None:
    low, high = sorted((one, other))
    return one_where(unit, RefusedMerge, one_id=low, other_id=high)
