"""Codes and categories: create, define, rename, move, retire, and their attributes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from gtcoder.actions.attributes import attribute_named, checked_value
from gtcoder.actions.rules import (
    clean_code_name,
    may_change_codebook,
    needs_reason_if_coded,
    one_where,
    usable_code,
)
from gtcoder.errors import InvalidInput, StaleText
from gtcoder.model.codebook import AttributeValue, Code, Membership
from gtcoder.store.history import overwritten_by
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CodeLevel, CodeOrigin

COLOURS = 20


@action("codebook.create")
def create_code(
    unit: Unit,
    *,
    name: str,
    parent: CodeId | None = None,
    level: CodeLevel = CodeLevel.OPEN,
    origin: CodeOrigin = CodeOrigin.CONSTRUCTED,
    definition: str = "",
    rule: str = "",
    when_not: str = "",
    example: str = "",
    colour: int = 0,
) -> CodeId:
    """Make a code or category; colour 0 takes the next of the palette.

    While a blind round is open it is a proposal, its maker's alone until the round is shown.
    """
    may_change_codebook(unit)
    name = clean_code_name(name)
    if colour:
        _check_colour(colour)
    if parent is not None:
        usable_code(unit, parent)
    refuse_sibling(unit, parent, name, None)
    code = Code(
        name=name,
        parent_id=parent,
        level=level,
        origin=origin,
        definition=definition.strip(),
        rule=rule.strip(),
        when_not=when_not.strip(),
        example=example.strip(),
        position=_last_position(unit, parent) + 1,
        proposed_in_id=None if unit.blind is None else unit.blind.rounds[0],
        proposed_by_id=None if unit.blind is None else unit.me,
    )
    unit.add(code)
    code.colour = colour or (code.id - 1) % COLOURS + 1
    unit.tell(code=name)
    return CodeId(code.id)


@action("codebook.define")
def define_code(
    unit: Unit,
    *,
    code: CodeId,
    definition: str | None = None,
    rule: str | None = None,
    when_not: str | None = None,
    example: str | None = None,
    expected_revision: int | None = None,
) -> None:
    """Set what a code means, when to use it, when not, or a written example of it.

    None leaves a text as it is. Changing a text of a code that has codings asks for the reason:
    they were given by what stood before. Saying it first does not. With `expected_revision` a
    newer text by somebody else raises StaleText.
    """
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    given = {"definition": definition, "rule": rule, "when_not": when_not, "example": example}
    said = {name: text.strip() for name, text in given.items() if text is not None}
    if any(getattr(record, name) not in ("", text) for name, text in said.items()):
        needs_reason_if_coded(unit, record, "codebook.define")
    if expected_revision is not None:
        _refuse_stale(unit, record, given, expected_revision)
    for column, text in said.items():
        setattr(record, column, text)
    unit.tell(code=record.name)


@action("codebook.set_origin")
def set_origin(unit: Unit, *, code: CodeId, origin: CodeOrigin) -> None:
    """Correct where a code's name comes from: in vivo, constructed or imported."""
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    unit.tell(code=record.name, was=record.origin)
    record.origin = origin


@action("codebook.rename", reason=True)
def rename_code(unit: Unit, *, code: CodeId, name: str) -> None:
    """Give a code another name; its codings, memos and history stay."""
    may_change_codebook(unit)
    record = usable_code(unit, code)
    name = clean_code_name(name)
    parent = None if record.parent_id is None else CodeId(record.parent_id)
    refuse_sibling(unit, parent, name, record.id)
    unit.tell(code=record.name, name=name)
    record.name = name


@action("codebook.recolour")
def recolour_code(unit: Unit, *, code: CodeId, colour: int) -> None:
    """Give a code another colour of the palette (1 to 20)."""
    may_change_codebook(unit)
    _check_colour(colour)
    record = unit.find(Code, code, "code")
    record.colour = colour
    unit.tell(code=record.name)


def _check_colour(colour: int) -> None:
    if not 1 <= colour <= COLOURS:
        raise InvalidInput("Colours are numbered 1 to {last}. Nothing was changed.", last=COLOURS)


@action("codebook.move")
def move_code(unit: Unit, *, code: CodeId, parent: CodeId | None = None) -> None:
    """Put a code under another one, or at the top; never under itself."""
    may_change_codebook(unit)
    record = usable_code(unit, code)
    above = None if parent is None else usable_code(unit, parent)
    if put_below(unit, record, above):
        unit.tell(code=record.name, parent="" if above is None else above.name)


@action("codebook.set_level")
def set_level(unit: Unit, *, code: CodeId, level: CodeLevel) -> None:
    """Raise a code to a category, or let it go back to an open code."""
    may_change_codebook(unit)
    record = usable_code(unit, code)
    unit.tell(code=record.name, was=record.level)
    record.level = level


@action("codebook.retire", reason=True)
def retire_code(unit: Unit, *, code: CodeId) -> None:
    """Take a code out of use; its codings, definition and memos stay."""
    may_change_codebook(unit)
    record = usable_code(unit, code)
    _retire(unit, record)
    unit.tell(code=record.name)


@action("codebook.retire_many", reason=True)
def retire_codes(unit: Unit, *, codes: Sequence[CodeId]) -> None:
    """Take several codes out of use for one reason, all of them or none."""
    may_change_codebook(unit)
    records = [usable_code(unit, code) for code in dict.fromkeys(codes)]
    if not records:
        raise InvalidInput("No code to retire was named. Nothing was changed.")
    # From below, as a code that holds one in use cannot be retired.
    for record in sorted(records, key=lambda each: -len(ancestors(unit, each))):
        _retire(unit, record)
        unit.flush()
    unit.tell(codes=[record.id for record in records], names=[record.name for record in records])


def _retire(unit: Unit, record: Code) -> None:
    below = select(Code.name).where(Code.parent_id == record.id, Code.retired.is_(False))
    child = unit.scalars(below.limit(1)).first()
    if child is not None:
        raise InvalidInput(
            "“{name}” holds “{child}”, which is in use. Move or retire that first; nothing was "
            "changed.",
            name=record.name,
            child=child,
        )
    record.retired = True


@action("codebook.restore", reason=True)
def restore_code(unit: Unit, *, code: CodeId) -> None:
    """Take a retired code into use again; a merged one comes back by unmerge."""
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    if record.merged_into_id is not None:
        raise InvalidInput(
            "“{name}” was merged; unmerge brings it back. Nothing was changed.", name=record.name
        )
    refuse_place(unit, record)
    record.retired = False
    unit.tell(code=record.name)


@action("codebook.set_attribute")
def set_attribute(unit: Unit, *, code: CodeId, name: str, value: str) -> None:
    """Set a free attribute of a code, as text; an empty value takes it away."""
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    attribute = attribute_named(unit, name)
    value = checked_value(attribute, value)
    found = one_where(unit, AttributeValue, attribute_id=attribute.id, code_id=record.id)
    unit.tell(code=record.name, attribute=attribute.name, value=value)
    if not value:
        if found is not None:
            unit.delete(found)
    elif found is not None:
        found.value = value
    else:
        unit.add(AttributeValue(attribute_id=attribute.id, code_id=record.id, value=value))


@action("codebook.add_membership")
def add_membership(unit: Unit, *, code: CodeId, category: CodeId) -> None:
    """Let a code serve a further category beside its place in the tree."""
    may_change_codebook(unit)
    record, above = usable_code(unit, code), usable_code(unit, category)
    unit.tell(code=record.name, category=above.name)
    if record is above or record.parent_id == above.id:
        raise InvalidInput(
            "“{name}” is in “{category}” already. Nothing was changed.",
            name=record.name,
            category=above.name,
        )
    if one_where(unit, Membership, code_id=record.id, category_id=above.id) is None:
        count = select(func.count()).where(Membership.category_id == above.id)
        rank = unit.scalars(count).one()
        unit.add(Membership(code_id=record.id, category_id=above.id, rank=rank))


@action("codebook.remove_membership")
def remove_membership(unit: Unit, *, code: CodeId, category: CodeId) -> None:
    """Take a code out of a further category."""
    may_change_codebook(unit)
    found = one_where(unit, Membership, code_id=code, category_id=category)
    if found is None:
        raise InvalidInput("The code does not serve that category. Nothing was changed.")
    unit.delete(found)


def code_at(unit: Unit, parent: CodeId | None, name: str) -> CodeId | None:
    """Return the code in use of that name under a parent, or None."""
    key = clean_code_name(name).casefold()
    for found, other in _siblings(unit, parent):
        if other.casefold() == key:
            return CodeId(found)
    return None


def put_below(unit: Unit, code: Code, above: Code | None) -> bool:
    """Put a code under another one, None for the top, as the last; False where it is already."""
    for ancestor in [] if above is None else ancestors(unit, above):
        if ancestor is code:
            raise InvalidInput(
                "“{name}” cannot go below itself. Nothing was changed.", name=code.name
            )
    parent = None if above is None else CodeId(above.id)
    if code.parent_id == parent:
        return False
    refuse_sibling(unit, parent, code.name, code.id)
    code.position = _last_position(unit, parent) + 1
    code.parent_id = parent
    return True


def ancestors(unit: Unit, code: Code) -> list[Code]:
    """Return a code and what it lies under, from below."""
    line = [code]
    while line[-1].parent_id is not None:
        line.append(unit.get_one(Code, line[-1].parent_id))
    return line


def _siblings(unit: Unit, parent: CodeId | None) -> list[tuple[int, str]]:
    at = Code.parent_id.is_(None) if parent is None else Code.parent_id == parent
    rows = select(Code.id, Code.name).where(at, Code.retired.is_(False))
    return [(row.id, row.name) for row in unit.execute(rows)]


def refuse_place(unit: Unit, code: Code) -> None:
    """Refuse to bring a code back where its place is gone or taken."""
    parent = None if code.parent_id is None else CodeId(code.parent_id)
    if parent is not None:
        usable_code(unit, parent)
    refuse_sibling(unit, parent, code.name, code.id)


def refuse_sibling(unit: Unit, parent: CodeId | None, name: str, own: int | None) -> None:
    """Refuse a name that another code in use has in that place."""
    for key, other in _siblings(unit, parent):
        if key != own and other.casefold() == name.casefold():
            raise InvalidInput(
                "There is a code “{name}” in that place already. Nothing was changed; merge the "
                "two or choose another name.",
                name=other,
            )


def _last_position(unit: Unit, parent: CodeId | None) -> int:
    at = Code.parent_id.is_(None) if parent is None else Code.parent_id == parent
    return unit.scalars(select(func.max(Code.position)).where(at)).one() or 0


def _refuse_stale(unit: Unit, code: Code, mine: dict[str, str | None], expected: int) -> None:
    for column, text in mine.items():
        entry = None
        if text is not None:
            entry = overwritten_by(unit, "code", code.id, column, expected)
        if entry is not None:
            raise StaleText(
                "“{name}” was changed by a colleague in entry {entry} since you read it. Nothing "
                "was changed; look at both texts.",
                yours=str(text),
                theirs=str(getattr(code, column)),
                name=code.name,
                entry=entry,
            )
