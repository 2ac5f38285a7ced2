"""Columns that a researcher gives to codes: define, rename and remove them, and hold their kind."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.rules import clean_name, may_change_codebook, one_where, refuse_taken
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.codebook import Attribute, AttributeValue, Code
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import AttributeId, AttributeKind

_YES_NO = frozenset({"", "0", "1"})


@action("codebook.define_attribute")
def define_attribute(
    unit: Unit,
    *,
    name: str,
    group: str | None = None,
    kind: AttributeKind | None = None,
    position: int | None = None,
    new_name: str | None = None,
) -> AttributeId:
    """Make a column for codes, or change one: its group, what its values are, its place from 1.

    What is not given stays as it is; a new column is of text, in no group, and the last one. With
    `new_name` it gets another name at the same time.
    """
    may_change_codebook(unit)
    record = attribute_named(unit, name)
    if new_name is not None:
        _rename(unit, record, new_name)
    if kind is not None:
        _refuse_values(unit, record, kind)
        record.kind = kind
    if group is not None:
        record.group = " ".join(group.split())
    if position is not None:
        _put_at(unit, record, position)
    unit.tell(attribute=record.name, group=record.group, kind=str(record.kind))
    return AttributeId(record.id)


@action("codebook.rename_attribute")
def rename_attribute(unit: Unit, *, attribute: str, name: str) -> None:
    """Give a column another name; its values stay."""
    may_change_codebook(unit)
    record = _known(unit, attribute)
    unit.tell(attribute=record.name, name=clean_name(name, "attribute"))
    _rename(unit, record, name)


@action("codebook.remove_attribute", reason=True)
def remove_attribute(unit: Unit, *, attribute: str) -> int:
    """Remove a column with all its values, and return how many there were."""
    may_change_codebook(unit)
    record = _known(unit, attribute)
    of_it = select(AttributeValue.id).where(AttributeValue.attribute_id == record.id)
    values = list(unit.scalars(of_it))
    unit.tell(attribute=record.name, values=len(values))
    unit.bulk_delete(AttributeValue, values)
    unit.bulk_delete(Attribute, [record.id])
    return len(values)


def _rename(unit: Unit, attribute: Attribute, written: str) -> None:
    name = clean_name(written, "attribute")
    if name != attribute.name:
        refuse_taken(unit, Attribute.name, name, "column")
    attribute.name = name


def attribute_named(unit: Unit, written: str) -> Attribute:
    """Return the column of that name, which is made as the last one where there is none."""
    name = clean_name(written, "attribute")
    found = one_where(unit, Attribute, name=name)
    if found is None:
        last = max(unit.scalars(select(Attribute.position)), default=0)
        new = Attribute(name=name, group="", kind=AttributeKind.TEXT, position=last + 1)
        found = unit.make(new)
    return found


def check_value(attribute: Attribute, value: str) -> None:
    """Refuse a value that the column's kind does not hold."""
    if attribute.kind == AttributeKind.YES_NO and value not in _YES_NO:
        raise InvalidInput(
            "The column “{name}” holds 0 and 1; “{value}” is neither. Nothing was changed.",
            name=attribute.name,
            value=value,
        )


def _refuse_values(unit: Unit, attribute: Attribute, kind: AttributeKind) -> None:
    if kind is not AttributeKind.YES_NO:
        return
    held = (
        select(Code.name, AttributeValue.value)
        .join(Code, Code.id == AttributeValue.code_id)
        .where(AttributeValue.attribute_id == attribute.id, AttributeValue.value.not_in(_YES_NO))
        .order_by(AttributeValue.id)
        .limit(1)
    )
    for code, value in unit.execute(held):
        raise InvalidInput(
            "The column “{name}” says “{value}” of “{code}”, which is neither 0 nor 1. Nothing "
            "was changed; change that cell first.",
            name=attribute.name,
            value=value,
            code=code,
        )


def _put_at(unit: Unit, attribute: Attribute, position: int) -> None:
    """Put a column at a place, the others in their order before and after it."""
    if position < 1:
        raise InvalidInput("Columns are numbered from 1. Nothing was changed.")
    order = select(Attribute).order_by(Attribute.position, Attribute.id)
    others = [each for each in unit.scalars(order).all() if each is not attribute]
    others.insert(position - 1, attribute)
    _number(others)


def _number(attributes: Sequence[Attribute]) -> None:
    for place, each in enumerate(attributes, 1):
        if each.position != place:
            each.position = place


def _known(unit: Unit, written: str) -> Attribute:
    name = clean_name(written, "attribute")
    found = one_where(unit, Attribute, name=name)
    if found is None:
        names = unit.scalars(select(Attribute.name).order_by(Attribute.position, Attribute.id))
        raise NotFound(
            "There is no column “{name}”. Columns: {known}. Nothing was changed.",
            name=name,
            known="; ".join(names) or "–",
        )
    return found
