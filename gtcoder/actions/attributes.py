"""Columns that a researcher gives to codes: define, rename and remove them, and hold their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.rules import clean_name, may_change_codebook, one_where, refuse_taken
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.codebook import Attribute, AttributeValue, Code
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import AttributeId, AttributeKind

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")
_YES_NO = ("0", "1")


@action("codebook.define_attribute")
def define_attribute(
    unit: Unit,
    *,
    name: str,
    group: str | None = None,
    kind: AttributeKind | None = None,
    choices: Sequence[str] | None = None,
    position: int | None = None,
    new_name: str | None = None,
) -> AttributeId:
    """Make a column for codes, or change one: its group, what its values are, its place from 1.

    What is not given stays as it is; a new column is of text, in no group, and the last one. A
    column of choices that names none offers the values it has. With `new_name` it gets another
    name at the same time.
    """
    may_change_codebook(unit)
    record = attribute_named(unit, name)
    if new_name is not None:
        _rename(unit, record, new_name)
    if kind is not None or choices is not None:
        _set_kind(unit, record, kind, choices)
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


def checked_value(attribute: Attribute, value: str) -> str:
    """Return a value as the column keeps it, or refuse one that its kind does not hold."""
    kept = _as_kept(attribute.kind, attribute.choices, value)
    if kept is None and attribute.kind == AttributeKind.YES_NO:
        raise InvalidInput(
            "The column “{name}” holds 0 and 1; “{value}” is neither. Nothing was changed.",
            name=attribute.name,
            value=value,
        )
    if kept is None:
        raise InvalidInput(
            "The column “{name}” holds {what}; “{value}” is none of them. Nothing was changed.",
            name=attribute.name,
            what=_what(attribute.kind, attribute.choices),
            value=value,
        )
    return kept


def _as_kept(kind: str, choices: Sequence[str], value: str) -> str | None:
    """Return a value as a column of that kind keeps it, None where it holds no such value."""
    value = value.strip()
    if not value or kind == AttributeKind.TEXT:
        return value
    if kind == AttributeKind.YES_NO:
        return value if value in _YES_NO else None
    if kind == AttributeKind.NUMBER:
        return value if _NUMBER.fullmatch(value) else None
    return next((each for each in choices if each.casefold() == value.casefold()), None)


def _what(kind: str, choices: Sequence[str]) -> str:
    if kind == AttributeKind.YES_NO:
        return "0 and 1"
    if kind == AttributeKind.NUMBER:
        return "numbers such as 7, -2 and 0.5"
    return "; ".join(f"“{choice}”" for choice in choices)


def _set_kind(
    unit: Unit,
    attribute: Attribute,
    kind: AttributeKind | None,
    choices: Sequence[str] | None,
) -> None:
    new = AttributeKind(attribute.kind) if kind is None else kind
    rows = (
        select(AttributeValue, Code.name)
        .join(Code, Code.id == AttributeValue.code_id)
        .where(AttributeValue.attribute_id == attribute.id)
        .order_by(AttributeValue.id)
    )
    held = [(row[0], row[1]) for row in unit.execute(rows)]
    offered = _choices(attribute, new, choices, [each.value for each, _ in held])
    for each, code in held:
        kept = _as_kept(new, offered, each.value)
        if kept is None:
            raise InvalidInput(
                "The column “{name}” says “{value}” of “{code}”, and would hold {what} only. "
                "Nothing was changed; change that value first.",
                name=attribute.name,
                value=each.value,
                code=code,
                what=_what(new, offered),
            )
        if kept != each.value:
            each.value = kept
    attribute.kind = new
    if list(attribute.choices) != offered:
        attribute.choices = offered


def _choices(
    attribute: Attribute, kind: AttributeKind, given: Sequence[str] | None, held: Sequence[str]
) -> list[str]:
    """Return what a column offers: what is named, else what it offered, else what it says."""
    if kind is not AttributeKind.CHOICE:
        if given:
            raise InvalidInput(
                "The column “{name}” is of {kind} and offers no choices. Nothing was changed; let "
                "its kind be choice.",
                name=attribute.name,
                kind=str(kind),
            )
        return []
    named = attribute.choices or held if given is None else given
    found = {" ".join(each.split()).casefold(): " ".join(each.split()) for each in reversed(named)}
    offered = [each for each in reversed(found.values()) if each]
    if not offered:
        raise InvalidInput(
            "The column “{name}” needs the choices it offers, such as customer; company. Nothing "
            "was changed.",
            name=attribute.name,
        )
    return offered


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
