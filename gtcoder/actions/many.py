"""Many at once in one entry: codings of imports, attributes out of a table, codes sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from gtcoder.actions.attributes import attribute_named, checked_value
from gtcoder.actions.codebook import create_code, put_below
from gtcoder.actions.coding import check_weight, higher
from gtcoder.actions.rounds import check_given
from gtcoder.actions.rules import (
    may_change_codebook,
    random_guids,
    refuse_while_blind,
    usable_code,
)
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.model.base import now
from gtcoder.model.codebook import Attribute, AttributeValue, Code, Coding, Membership
from gtcoder.model.team import Coder, GivenSegment, Round
from gtcoder.model.transcripts import Document, Quotation, TextVersion
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CodeLevel, CodingOrigin, DocumentId, Span

_Place = tuple[int, int, int, int, int]
_CHUNK = 50  # documents


@dataclass(frozen=True, slots=True)
class CodingColumns:
    """Codings as columns of equal length: keys of document, code, coder and round, and spans.

    `weight` is a column too where any is weighed.
    """

    document: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    code: Sequence[int]
    coder: Sequence[int]
    round: Sequence[int]
    weight: Sequence[int | None] | None = None


@action("coding.apply_many")
def apply_many(
    unit: Unit, *, codings: CodingColumns, origin: CodingOrigin = CodingOrigin.IMPORTED
) -> int:
    """Store many codings as one entry; doubles are left out. Returns how many were new.

    Codings in colleagues' names take a lead.
    """
    if set(codings.coder) - {unit.me}:
        unit.require_lead("store codings in a colleague's name")
        refuse_while_blind(unit, "store codings in a colleague's name")
    check_columns(unit, codings)
    for code in sorted(set(codings.code)):
        usable_code(unit, CodeId(code))
    new = insert_new(unit, codings, origin)
    unit.tell(codings=new, doubles=len(codings.code) - new, origin=str(origin))
    return new


def check_columns(unit: Unit, codings: CodingColumns) -> None:
    """Refuse codings of what is not there, outside the texts, or against what a round allows."""
    _check_keys(unit, codings)
    _check_rounds(unit, codings)
    _check_spans(unit, codings)


def insert_new(unit: Unit, codings: CodingColumns, origin: CodingOrigin) -> int:
    """Store those of the codings that are not there yet; return how many."""
    columns = (codings.document, codings.start, codings.end, codings.coder, codings.round)
    places = list(zip(*columns, strict=True))
    quotations = _quotations(unit, places)
    weights = _weights(codings, places, quotations)
    taken = _present(unit, places)
    new: dict[tuple[int, int], _Place] = {}
    for place, code in zip(places, codings.code, strict=True):
        key = (quotations[place], code)
        if key not in taken:
            new.setdefault(key, place)
    if new:
        _insert_codings(unit, new, origin, weights)
    return len(new)


@action("codebook.set_attributes")
def set_attributes(unit: Unit, *, values: Sequence[tuple[CodeId, str, str]]) -> int:
    """Set attributes of many codes (code, name, value) as one entry; return how many changed.

    An empty value takes the attribute away.
    """
    may_change_codebook(unit)
    names = {attribute.name: attribute for attribute in unit.scalars(select(Attribute))}
    present = {(row.attribute_id, row.code_id): row for row in unit.scalars(select(AttributeValue))}
    unknown = {code for code, _, _ in values} - set(unit.scalars(select(Code.id)))
    if unknown:
        raise NotFound("There is no code with number {key}. Nothing was changed.", key=min(unknown))
    changed = 0
    for code, written, value in values:
        attribute = names.get(written) or attribute_named(unit, written)
        names[written] = attribute
        value = checked_value(attribute, value)
        found = present.get((attribute.id, code))
        changed += (found.value if found is not None else "") != value
        if found is None and value:
            new = AttributeValue(attribute_id=attribute.id, code_id=code, value=value)
            present[attribute.id, code] = unit.make(new)
        elif found is not None and value:
            found.value = value
        elif found is not None:
            unit.delete(present.pop((attribute.id, code)))
    unit.tell(attributes=sorted({name for _, name, _ in values}), changed=changed)
    return changed


@action("codebook.move_many")
def move_codes(unit: Unit, *, codes: Sequence[CodeId], parent: CodeId | None = None) -> int:
    """Put codes under another one, or at the top, and return how many moved; all or none."""
    may_change_codebook(unit)
    records = _usable_codes(unit, codes)
    above = None if parent is None else usable_code(unit, parent)
    moved = [record for record in records if put_below(unit, record, above)]
    _tell_codes(unit, moved)
    unit.tell(into="" if above is None else above.name)
    return len(moved)


@action("codebook.gather")
def gather_codes(
    unit: Unit,
    *,
    name: str,
    codes: Sequence[CodeId],
    parent: CodeId | None = None,
    level: CodeLevel = CodeLevel.AXIAL,
    definition: str = "",
) -> CodeId:
    """Make a category and put codes under it; all or none."""
    category = create_code(unit, name=name, parent=parent, level=level, definition=definition)
    above, records = unit.get_one(Code, category), _unique_codes(unit, codes)
    for record in records:
        put_below(unit, record, above)
    _tell_codes(unit, records)
    unit.tell(category=category, level=str(level))
    return category


@action("codebook.choose_core", reason=True)
def choose_core(unit: Unit, *, category: CodeId) -> None:
    """Make a category the core; the one that was it goes back to a selective category."""
    may_change_codebook(unit)
    record = usable_code(unit, category)
    cores = unit.scalars(select(Code).where(Code.level == CodeLevel.CORE).order_by(Code.id)).all()
    former = [code for code in cores if code is not record]
    for code in former:
        code.level = CodeLevel.SELECTIVE
    record.level = CodeLevel.CORE
    _tell_codes(unit, former)
    unit.tell(code=record.name)


@action("codebook.add_memberships")
def add_memberships(unit: Unit, *, codes: Sequence[CodeId], category: CodeId) -> int:
    """Let codes serve a further category, those left out that are in it; return how many do now."""
    may_change_codebook(unit)
    records, above = _usable_codes(unit, codes), usable_code(unit, category)
    if above in records:
        raise InvalidInput("“{name}” cannot serve itself. Nothing was changed.", name=above.name)
    there = select(Membership.code_id).where(Membership.category_id == above.id)
    known = set(unit.scalars(there))
    new = [each for each in records if each.parent_id != above.id and each.id not in known]
    for rank, record in enumerate(new, len(known)):
        unit.add(Membership(code_id=record.id, category_id=above.id, rank=rank))
    _tell_codes(unit, new)
    unit.tell(into=above.name)
    return len(new)


def _usable_codes(unit: Unit, codes: Sequence[CodeId]) -> list[Code]:
    if not codes:
        raise InvalidInput("No code was named. Nothing was changed.")
    return _unique_codes(unit, codes)


def _unique_codes(unit: Unit, codes: Sequence[CodeId]) -> list[Code]:
    return [usable_code(unit, code) for code in dict.fromkeys(codes)]


def _tell_codes(unit: Unit, codes: Sequence[Code]) -> None:
    unit.tell(codes=[code.id for code in codes], names=[code.name for code in codes])


def _weights(
    codings: CodingColumns, places: Sequence[_Place], quotations: dict[_Place, int]
) -> dict[tuple[int, int], int | None]:
    """Return the weight of each coding that has one; of one said twice the higher."""
    found: dict[tuple[int, int], int | None] = {}
    for place, code, weight in zip(places, codings.code, codings.weight or (), strict=False):
        if weight is not None:
            check_weight(weight)
            key = (quotations[place], code)
            found[key] = higher(found.get(key), weight)
    return found


def _insert_codings(
    unit: Unit,
    new: dict[tuple[int, int], _Place],
    origin: CodingOrigin,
    weights: dict[tuple[int, int], int | None],
) -> None:
    count, moment = len(new), now()
    keys = sorted(new)
    codes = [code for _, code in keys]
    unit.bulk_insert(
        Coding,
        {
            "guid": random_guids(count),
            "quotation_id": [quotation for quotation, _ in keys],
            "code_id": codes,
            "origin_code_id": codes,
            "coder_id": [new[key][3] for key in keys],
            "round_id": [new[key][4] for key in keys],
            "origin": [str(origin)] * count,
            "weight": [weights.get(key) for key in keys],
            "created_at": [moment] * count,
        },
    )


def _quotations(unit: Unit, places: Sequence[_Place]) -> dict[_Place, int]:
    known: dict[_Place, int] = {}
    column = Quotation.__table__.c
    place = (column.document_id, column.start, column.end, column.coder_id, column.round_id)
    for chosen in _where(places):
        for key, *found in unit.connection().execute(select(column.id, *place).where(*chosen)):
            known[tuple(found)] = key
    missing = sorted(place for place in set(places) if place not in known)
    if missing:
        documents, starts, ends, coders, rounds = zip(*missing, strict=True)
        keys = unit.bulk_insert(
            Quotation,
            {
                "guid": random_guids(len(missing)),
                "document_id": documents,
                "start": starts,
                "end": ends,
                "coder_id": coders,
                "round_id": rounds,
            },
        )
        known.update(zip(missing, keys, strict=True))
    return known


def _present(unit: Unit, places: Sequence[_Place]) -> set[tuple[int, int]]:
    """Return which codes stand on which quotations where these places are."""
    coding, quotation = Coding.__table__.c, Quotation.__table__.c
    pair = select(coding.quotation_id, coding.code_id).join(
        Quotation.__table__, quotation.id == coding.quotation_id
    )
    present: set[tuple[int, int]] = set()
    for chosen in _where(places):
        rows = unit.connection().execute(pair.where(*chosen))
        present.update((row[0], row[1]) for row in rows)
    return present


def _where(places: Sequence[_Place]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield conditions that find the quotations at these places, and others of their texts."""
    if not places:
        return
    column = Quotation.__table__.c
    documents, _, _, coders, rounds = (sorted(set(each)) for each in zip(*places, strict=True))
    whose = column.coder_id.in_(coders), column.round_id.in_(rounds)
    for first in range(0, len(documents), _CHUNK):
        yield column.document_id.in_(documents[first : first + _CHUNK]), *whose


def _check_keys(unit: Unit, codings: CodingColumns) -> None:
    for kind, keys in (
        (Document, codings.document),
        (Code, codings.code),
        (Coder, codings.coder),
        (Round, codings.round),
    ):
        unknown = set(keys) - set(unit.scalars(select(kind.id)))
        if unknown:
            raise NotFound(
                "There is no {what} with number {key}. Nothing was stored.",
                what=kind.__tablename__,
                key=min(unknown),
            )


def _check_rounds(unit: Unit, codings: CodingColumns) -> None:
    for key in sorted(set(codings.round)):
        found = unit.get_one(Round, key)
        if found.closed_at is not None:
            raise NotAllowed(
                "The round “{name}” is closed. Nothing was stored; open a new round.",
                name=found.name,
            )
        if found.segments:
            rows = zip(codings.round, codings.document, codings.start, codings.end, strict=True)
            given = select(GivenSegment.document_id, GivenSegment.start, GivenSegment.end)
            known = {tuple(row) for row in unit.execute(given.filter_by(round_id=key))}
            for document, start, end in sorted({row[1:] for row in rows if row[0] == key} - known):
                check_given(unit, found, DocumentId(document), Span(start, end))


def _check_spans(unit: Unit, codings: CodingColumns) -> None:
    lengths = dict(
        unit.connection()
        .execute(
            select(Document.id, TextVersion.characters).join(
                TextVersion, TextVersion.id == Document.version_id
            )
        )
        .all()
    )
    for document, start, end in zip(codings.document, codings.start, codings.end, strict=True):
        if not 0 <= start < end <= lengths[document]:
            raise InvalidInput(
                "The stretch {start}:{end} does not lie in document {document}. Nothing was "
                "stored.",
                start=start,
                end=end,
                document=document,
            )
