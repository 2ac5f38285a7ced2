"""A codebook from a file taken into the study, as one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.attributes import attribute_named, checked_value, define_attribute
from gtcoder.actions.codebook import create_code
from gtcoder.actions.domains import declare_domain
from gtcoder.actions.rules import may_change_codebook, needs_reason_if_coded, one_where
from gtcoder.codebook_draft import (
    TEXTS,
    BookCode,
    CodebookDraft,
    Difference,
    Path,
    difference,
    key_of,
    said,
)
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Attribute, AttributeValue, Code, Membership
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import AttributeKind, CodeId, CodeLevel, CodeOrigin


@dataclass(frozen=True, slots=True)
class BookTaken:
    """How many codes a codebook made, added to, and left as they were."""

    made: int
    changed: int
    same: int


@action("codebook.import_book")
def import_book(unit: Unit, *, book: CodebookDraft, replace: Sequence[Path] = ()) -> BookTaken:
    """Take a codebook in: new codes are made, and what the study leaves empty is filled.

    Where the two differ the study's own words stay, but for the codes of `replace`, which take the
    file's; where such a code has codings the ledger asks for the reason. New codes have the origin
    imported.
    """
    may_change_codebook(unit)
    if not book.codes:
        raise InvalidInput("The codebook holds no codes. Nothing was changed.")
    taking = _Taking(unit, {key_of(path) for path in replace})
    taking.define_columns(book)
    for code in book.codes:
        taking.take(code)
    for code in book.codes:
        taking.finish(code)
    result = BookTaken(len(taking.made), len(taking.changed), taking.same)
    unit.tell(
        made=result.made,
        changed=result.changed,
        same=result.same,
        codes=[code.id for code in taking.changed],
        names=[code.name for code in taking.changed],
    )
    return result


class _Taking:
    """The codes of the study by their paths while those of a file come in."""

    def __init__(self, unit: Unit, replace: set[Path]) -> None:
        self._unit, self._replace = unit, replace
        self.made: list[CodeId] = []
        self.changed: list[Code] = []
        self.same = 0
        rows = list(unit.scalars(select(Code).where(Code.retired.is_(False))).all())
        below = {row.id: row for row in rows}
        self._at: dict[Path, Code] = {}
        for row in rows:
            line = [row.name]
            above = below.get(row.parent_id or 0)
            while above is not None:
                line.append(above.name)
                above = below.get(above.parent_id or 0)
            self._at.setdefault(key_of(tuple(reversed(line))), row)
        values = select(AttributeValue.code_id, Attribute.name, AttributeValue.value)
        values = values.join(Attribute, Attribute.id == AttributeValue.attribute_id)
        self._values: dict[int, dict[str, str]] = {}
        for key, name, value in unit.execute(values):
            self._values.setdefault(key, {})[name] = value

    def define_columns(self, book: CodebookDraft) -> None:
        """Make the columns that the study does not have; those it has stay as they are."""
        there = set(self._unit.scalars(select(Attribute.name)))
        for column in book.columns:
            if column.name in there:
                continue
            choices = column.choices if column.kind is AttributeKind.CHOICE else None
            define_attribute(
                self._unit, name=column.name, kind=column.kind, group=column.group, choices=choices
            )

    def take(self, code: BookCode) -> None:
        """Make a code, or fill and replace what one says that is there."""
        found = self._at.get(key_of(code.path))
        if found is None:
            self._make(code)
            return
        theirs = difference(said(code), self._says(found))
        taken = self._taken(found, code.path, theirs)
        for name, text in taken.items():
            if name in TEXTS:
                setattr(found, name, text.strip())
            elif name == "level":
                found.level = CodeLevel(text)
            else:
                self._set(found, name[1:], text)
        if taken:
            self.changed.append(found)
        else:
            self.same += 1

    def finish(self, code: BookCode) -> None:
        """Let a new code serve its further categories and be a domain, once all are there."""
        record = self._at[key_of(code.path)]
        if record.id not in self.made:
            return
        if code.domain and not record.domain:
            declare_domain(self._unit, code=CodeId(record.id))
        for path in code.also:
            above = self._at.get(key_of(path))
            keys = {"code_id": record.id, "category_id": None if above is None else above.id}
            if above is None or above is record or record.parent_id == above.id:
                continue
            if one_where(self._unit, Membership, **keys) is None:
                self._unit.add(Membership(**keys, rank=len(code.also)))

    def _make(self, code: BookCode) -> None:
        above = code.path[:-1]
        if above and key_of(above) not in self._at:
            self._make(BookCode(above))
        key = create_code(
            self._unit,
            name=code.path[-1],
            parent=CodeId(self._at[key_of(above)].id) if above else None,
            level=code.level or CodeLevel.OPEN,
            origin=CodeOrigin.IMPORTED,
            colour=code.colour,
            **{name: code.texts.get(name, "") for name in TEXTS},
        )
        self.made.append(key)
        record = self._unit.get_one(Code, key)
        self._at[key_of(code.path)] = record
        for name, value in code.values.items():
            self._set(record, name, value)

    def _says(self, code: Code) -> dict[str, str]:
        values = {f"={name}": value for name, value in self._values.get(code.id, {}).items()}
        return {**{name: getattr(code, name) for name in TEXTS}, "level": code.level, **values}

    def _taken(self, found: Code, path: Path, theirs: Difference) -> Mapping[str, str]:
        if not theirs.differing or key_of(path) not in self._replace:
            return theirs.added
        if any(name in TEXTS for name in theirs.differing):
            needs_reason_if_coded(self._unit, found, "codebook.import_book")
        return {**theirs.added, **theirs.differing}

    def _set(self, code: Code, name: str, value: str) -> None:
        attribute = attribute_named(self._unit, name)
        kept = checked_value(attribute, value)
        if not kept:
            return
        found = one_where(self._unit, AttributeValue, attribute_id=attribute.id, code_id=code.id)
        if found is None:
            self._unit.add(AttributeValue(attribute_id=attribute.id, code_id=code.id, value=kept))
        else:
            found.value = kept
