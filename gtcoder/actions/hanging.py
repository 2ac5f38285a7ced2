"""What hangs on a passage: it keeps the passage, and follows when the passage's ends move."""

from __future__ import annotations

from sqlalchemy import exists, or_, select

from gtcoder.actions.rules import one_where
from gtcoder.model.codebook import Code, CodeExample, Coding, PropertyPlacement
from gtcoder.model.reading import Comparison
from gtcoder.model.theory import Evidence, MemoLink
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit

_HANGING = (
    Coding.quotation_id,
    MemoLink.quotation_id,
    Evidence.quotation_id,
    PropertyPlacement.quotation_id,
    Comparison.quotation_id,
    Comparison.other_id,
)


def drop_if_empty(unit: Unit, quotation: Quotation) -> None:
    """Delete a quotation on which nothing hangs: no coding, memo, evidence, place, comparison.

    As an example of a code it goes with them.
    """
    hanging = (exists().where(column == quotation.id) for column in _HANGING)
    if not unit.scalars(select(or_(*hanging))).one():
        shown = select(CodeExample).where(CodeExample.quotation_id == quotation.id)
        for example in unit.scalars(shown).all():
            unit.delete(example)
        unit.flush()
        unit.delete(quotation)


def take_along(unit: Unit, old: Quotation, target: Quotation) -> None:
    """Let what hangs on a quotation follow to another one, but for what is said there already."""
    for link in unit.scalars(select(MemoLink).where(MemoLink.quotation_id == old.id)).all():
        link.quotation_id = target.id
    for row in unit.scalars(select(Evidence).where(Evidence.quotation_id == old.id)).all():
        keys = {"relation_id": row.relation_id, "quotation_id": target.id}
        if one_where(unit, Evidence, **keys) is None:
            row.quotation_id = target.id
    of_it = select(PropertyPlacement).where(PropertyPlacement.quotation_id == old.id)
    for placed in unit.scalars(of_it).all():
        keys = {"property_id": placed.property_id, "quotation_id": target.id}
        if one_where(unit, PropertyPlacement, **keys) is None:
            placed.quotation_id = target.id
    shown = select(CodeExample).where(CodeExample.quotation_id == old.id)
    for example in unit.scalars(shown).all():
        keys = {"code_id": example.code_id, "quotation_id": target.id}
        if one_where(unit, CodeExample, **keys) is None:
            example.quotation_id = target.id
    _take_comparisons(unit, old, target)


def _take_comparisons(unit: Unit, old: Quotation, target: Quotation) -> None:
    touching = or_(Comparison.quotation_id == old.id, Comparison.other_id == old.id)
    for row in unit.scalars(select(Comparison).where(touching)).all():
        first, second = (
            target.id if key == old.id else key for key in (row.quotation_id, row.other_id)
        )
        known = comparison_of(unit, row.code_id, (first, second), row.coder_id)
        if first != second and known is None:
            row.quotation_id, row.other_id = first, second


def comparison_of(unit: Unit, code: int, pair: tuple[int, int], coder: int) -> Comparison | None:
    """Return what a coder recorded of two passages under a code, whichever was the newer."""
    one, other = pair
    either = or_(
        (Comparison.quotation_id == one) & (Comparison.other_id == other),
        (Comparison.quotation_id == other) & (Comparison.other_id == one),
    )
    of_it = select(Comparison).where(Comparison.code_id == code, Comparison.coder_id == coder)
    return unit.scalars(of_it.where(either)).first()


def take_over_comparisons(unit: Unit, source: Code, into: Code) -> None:
    """Let the target of a merge have the source's comparisons; a pair it has stays with it."""
    for row in unit.scalars(select(Comparison).where(Comparison.code_id == source.id)).all():
        pair = (row.quotation_id, row.other_id)
        if comparison_of(unit, into.id, pair, row.coder_id) is None:
            row.code_id = into.id
