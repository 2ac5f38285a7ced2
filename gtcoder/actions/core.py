"""Judged criteria of the core category and their weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.rules import may_change_codebook, one_where, usable_code
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.base import now
from gtcoder.model.codebook import Code
from gtcoder.model.project import Project
from gtcoder.model.selective import CoreJudgement
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CoreCriterion, CoreJudgementId, JudgedCriterion

WEIGHTS = "core_weights"
_LEAST, _MOST = 0, 4
_PLAIN = 1.0


@dataclass(frozen=True, slots=True)
class CriterionWeight:
    """How much a criterion counts beside the others; 0 leaves it out, 1 is what it has unsaid."""

    criterion: str
    weight: float


@action("core.judge")
def judge(
    unit: Unit,
    *,
    category: CodeId,
    criterion: JudgedCriterion,
    score: int,
    memo: str | None = None,
) -> CoreJudgementId:
    """Judge how far a category meets a criterion, 0 (not) to 4 (wholly); no memo keeps what was.

    A judgement that is there is changed, and is then of who changed it.
    """
    record = usable_code(unit, category)
    if not _LEAST <= score <= _MOST:
        raise InvalidInput(
            "A judgement is a whole number from 0 (not) to 4 (wholly), not {score}. Nothing was "
            "changed.",
            score=score,
        )
    unit.tell(category=record.name, criterion=str(criterion), score=score)
    found = _judgement(unit, category, criterion)
    if found is None:
        new = CoreJudgement(
            category_id=record.id,
            criterion=str(criterion),
            score=score,
            memo=(memo or "").strip(),
            coder_id=unit.me,
        )
        return CoreJudgementId(unit.make(new).id)
    said = found.memo if memo is None else memo.strip()
    if (found.score, found.memo) != (score, said):
        found.score, found.memo = score, said
        found.coder_id, found.changed_at = unit.me, now()
    return CoreJudgementId(found.id)


@action("core.unjudge")
def unjudge(unit: Unit, *, category: CodeId, criterion: JudgedCriterion) -> None:
    """Take a judgement back, with its memo."""
    record = unit.find(Code, category, "code")
    found = _judgement(unit, category, criterion)
    if found is None:
        raise NotFound(
            "“{name}” is not judged by “{criterion}”. Nothing was changed.",
            name=record.name,
            criterion=str(criterion),
        )
    unit.tell(category=record.name, criterion=str(criterion))
    unit.delete(found)


@action("core.set_weights")
def set_weights(unit: Unit, *, weights: Sequence[CriterionWeight]) -> None:
    """Set how much criteria count beside each other; those not named keep their weight."""
    may_change_codebook(unit)
    known = [*CoreCriterion, *JudgedCriterion]
    project = unit.scalars(select(Project)).one()
    kept: dict[str, float] = dict(project.settings.get(WEIGHTS, {}))
    for each in weights:
        if each.criterion not in known:
            raise InvalidInput(
                "There is no criterion “{name}”. Known: {known}. Nothing was changed.",
                name=each.criterion,
                known=", ".join(known),
            )
        if not (math.isfinite(each.weight) and each.weight >= 0):
            raise InvalidInput(
                "The weight of “{name}” must be a number from 0. Nothing was changed.",
                name=each.criterion,
            )
        kept[str(each.criterion)] = float(each.weight)
    kept = {name: weight for name, weight in kept.items() if weight != _PLAIN}
    if not any(kept.get(name, _PLAIN) for name in known):
        raise InvalidInput("One criterion must have a weight above 0. Nothing was changed.")
    unit.tell(weights={str(name): kept.get(name, _PLAIN) for name in known})
    if kept != project.settings.get(WEIGHTS, {}):
        rest = {name: value for name, value in project.settings.items() if name != WEIGHTS}
        project.settings = {**rest, WEIGHTS: kept} if kept else rest


def take_over_judgements(unit: Unit, source: Code, into: Code) -> None:
    """Let the target of a merge have the judgements it has none of; others stay with the source."""
    own = select(CoreJudgement).where(CoreJudgement.category_id == source.id)
    for row in unit.scalars(own).all():
        if _judgement(unit, CodeId(into.id), JudgedCriterion(row.criterion)) is None:
            row.category_id = into.id


def _judgement(unit: Unit, category: CodeId, criterion: JudgedCriterion) -> CoreJudgement | None:
    return one_where(unit, CoreJudgement, category_id=category, criterion=str(criterion))
