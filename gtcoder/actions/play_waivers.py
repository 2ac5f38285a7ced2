"""Play what a plan lets pass of the checks' findings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gtcoder.actions.cast import Cast, read_at
from gtcoder.actions.paradigms import waive
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Property
from gtcoder.model.drawn import Model
from gtcoder.model.theory import Paradigm, Relation, RelationType
from gtcoder.plan import StudyPlan, WaiverDraft
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CheckRule, CodeId


def play_waivers(cast: Cast, plan: StudyPlan) -> None:
    """Let pass what the plan lets pass, by who did."""
    for draft in plan.waivers:
        with read_at(draft.place):
            with cast.read() as reader:
                on = _subject(cast, reader, draft)
            cast.team[draft.coder].perform(waive, reason=draft.reason, rule=draft.rule, **on)


def _subject(cast: Cast, reader: Reader, draft: WaiverDraft) -> dict[str, Any]:
    code = None if draft.code is None else cast.codes[draft.code]
    board = None
    if draft.paradigm:
        board = _found(reader, select(Paradigm.id).filter_by(name=draft.paradigm))
    detail = {"detail": draft.detail or ("" if board is None else str(board))}
    if draft.model:
        return {"model": _found(reader, select(Model.id).filter_by(name=draft.model)), **detail}
    if draft.property:
        row = select(Property.id).filter_by(category_id=code, name=draft.property)
        return {"property": _found(reader, row), **detail}
    if code is not None and draft.target is not None and draft.rule is CheckRule.DOMAIN_OVERLAP:
        return _of_pair(*sorted((code, cast.codes[draft.target])))
    if draft.target is not None:
        row = (
            select(Relation.id)
            .join(RelationType, RelationType.id == Relation.type_id)
            .where(RelationType.name == draft.type)
            .filter_by(source_id=code, target_id=cast.codes[draft.target])
        )
        return {"relation": _found(reader, row), **detail}
    if code is not None:
        return {"code": code, **detail}
    return {"detail": draft.detail} | ({} if board is None else {"paradigm": board})


def _of_pair(code: CodeId, other: CodeId) -> dict[str, Any]:
    """Return two codes as the checks name them: the one that was made first, and the other."""
    return {"code": code, "detail": str(other)}


def _found(reader: Reader, row: Any) -> Any:
    found = reader.scalars(row)
    if not found:
        raise InvalidInput("What the finding is on is not in the study. Nothing was built.")
    return found[0]
