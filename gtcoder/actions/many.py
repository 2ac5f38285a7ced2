"""Thousands of codings in one entry: imports, autocoding, studies of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.rules import random_guids
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.base import now
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Coder, Round
from gtcoder.model.transcripts import Document, Quotation, TextVersion
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodingOrigin

_Place = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class CodingColumns:
    """Codings as columns of equal length: keys of document, code, coder and round, and spans."""

    document: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    code: Sequence[int]
    coder: Sequence[int]
    round: Sequence[int]


@action("coding.apply_many")
def apply_many(
    unit: Unit, *, codings: CodingColumns, origin: CodingOrigin = CodingOrigin.IMPORTED
) -> int:
    """Store many codings as one entry; doubles are left out. Returns how many were new.

    Codings in colleagues' names take a lead.
    """
    if set(codings.coder) - {unit.me}:
        unit.require_lead("store codings in a colleague's name")
    _check_keys(unit, codings)
    _check_spans(unit, codings)
    places = list(
        zip(
            codings.document,
            codings.start,
            codings.end,
            codings.coder,
            codings.round,
            strict=True,
        )
    )
    quotations = _quotations(unit, places)
    taken = _present(unit, set(codings.document))
    new: dict[tuple[int, int], _Place] = {}
    for place, code in zip(places, codings.code, strict=True):
        key = (quotations[place], code)
        if key not in taken:
            new.setdefault(key, place)
    unit.tell(codings=len(new), doubles=len(places) - len(new), origin=str(origin))
    if new:
        _insert_codings(unit, new, origin)
    return len(new)


def _insert_codings(unit: Unit, new: dict[tuple[int, int], _Place], origin: CodingOrigin) -> None:
    count, moment = len(new), now()
    codes = [code for _, code in new]
    unit.bulk_insert(
        Coding,
        {
            "guid": random_guids(count),
            "quotation_id": [quotation for quotation, _ in new],
            "code_id": codes,
            "origin_code_id": codes,
            "coder_id": [place[3] for place in new.values()],
            "round_id": [place[4] for place in new.values()],
            "origin": [str(origin)] * count,
            "weight": [None] * count,
            "created_at": [moment] * count,
        },
    )


def _quotations(unit: Unit, places: Sequence[_Place]) -> dict[_Place, int]:
    known: dict[_Place, int] = {}
    for document in {place[0] for place in places}:
        rows = select(
            Quotation.id,
            Quotation.document_id,
            Quotation.start,
            Quotation.end,
            Quotation.coder_id,
            Quotation.round_id,
        ).where(Quotation.document_id == document)
        for key, *place in unit.connection().execute(rows):
            known[tuple(place)] = key  # type: ignore[index]
    missing = [place for place in dict.fromkeys(places) if place not in known]
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


def _present(unit: Unit, documents: set[int]) -> set[tuple[int, int]]:
    present: set[tuple[int, int]] = set()
    for document in documents:
        rows = (
            select(Coding.quotation_id, Coding.code_id)
            .join(Quotation, Quotation.id == Coding.quotation_id)
            .where(Quotation.document_id == document)
        )
        present.update((row.quotation_id, row.code_id) for row in unit.connection().execute(rows))
    return present


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


def _check_spans(unit: Unit, codings: CodingColumns) -> None:
    lengths = dict(
        unit.connection()
        .execute(
            select(Document.id, TextVersion.characters).join(
                TextVersion, TextVersion.id == Document.version_id
            )
        )
        .tuples()
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
