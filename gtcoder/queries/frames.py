"""Codings as numpy columns, read once per revision, and who is behind each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.transcripts import Document, Quotation, Speaker, TextVersion, Turn
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingOrigin, SpeakerRole

Ints = npt.NDArray[np.int32]
UNKNOWN = -1
_CHUNK = 5_000
ORIGINS = tuple(CodingOrigin)


@dataclass(frozen=True, slots=True)
class CodingTable:
    """All codings a viewer may see, as int32 columns of equal length, by document and start.

    `id`, `document`, `code`, `coder`, `round` hold keys, `start` and `end` code points, `origin`
    the place in `ORIGINS`.
    """

    id: Ints
    document: Ints
    code: Ints
    coder: Ints
    round: Ints
    start: Ints
    end: Ints
    origin: Ints

    def __len__(self) -> int:
        return len(self.id)

    def where(self, chosen: npt.NDArray[np.bool_]) -> CodingTable:
        """Return the rows for which `chosen` is true."""
        return CodingTable(*(getattr(self, name)[chosen] for name in self.__slots__))


def coding_table(reader: Reader) -> CodingTable:
    """Return the codings of this snapshot; kept until the study's next revision."""
    key = ("codings", reader.viewer)
    kept = reader.cache.get(key)
    if kept is not None and kept[0] == reader.revision:
        table: CodingTable = kept[1]
        return table
    table = _read(reader)
    reader.cache[key] = (reader.revision, table)
    return table


def _read(reader: Reader) -> CodingTable:
    coding, quotation = Coding.__table__.c, Quotation.__table__.c
    codings = reader.columns(
        select(coding.id, coding.quotation_id, coding.code_id, coding.coder_id,
               coding.round_id, coding.origin), Coding)  # fmt: skip
    spans = reader.columns(
        select(quotation.id, quotation.document_id, quotation.start, quotation.end)
        .order_by(quotation.id), Quotation)  # fmt: skip
    origins = {str(origin): place for place, origin in enumerate(ORIGINS)}
    left = _columns([(*row[:5], origins[row[5]]) for row in codings], 6)
    right = _columns(spans, 4)
    place = np.searchsorted(right[0], left[1])
    document, start, end = right[1][place], right[2][place], right[3][place]
    order = np.lexsort((left[0], end, start, document))
    ids, _, code, coder, round_, origin = (column[order] for column in left)
    return CodingTable(ids, document[order], code, coder, round_, start[order], end[order], origin)


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> list[Ints]:
    flat = np.fromiter((value for row in rows for value in row), np.int32, len(rows) * width)
    table = flat.reshape(-1, width)
    return [np.ascontiguousarray(table[:, place]) for place in range(width)]


def quotation_table(reader: Reader, keys: Sequence[int]) -> CodingTable:
    """Return these quotations by key, as far as the viewer may see them, as rows of a table.

    `id` is the quotation's key; `code` and `origin` are UNKNOWN, for no coding is meant.
    """
    quotation = Quotation.__table__.c
    rows: list[tuple[int, ...]] = []
    for place in range(0, len(keys), _CHUNK):
        chosen = quotation.id.in_(keys[place : place + _CHUNK])
        rows += reader.columns(
            select(quotation.id, quotation.document_id, quotation.coder_id, quotation.round_id,
                   quotation.start, quotation.end).where(chosen), Quotation)  # fmt: skip
    ids, document, coder, round_, start, end = _columns(sorted(rows), 6)
    nothing = np.full_like(ids, UNKNOWN)
    return CodingTable(ids, document, nothing, coder, round_, start, end, nothing)


def document_lengths(reader: Reader) -> dict[int, int]:
    """Return the characters of each document's frozen text."""
    rows = select(Document.id, TextVersion.characters).join(
        TextVersion, TextVersion.id == Document.version_id
    )
    return {row.id: row.characters for row in reader.rows(rows.order_by(Document.id))}


@dataclass(frozen=True, slots=True)
class TurnTable:
    """All turns by document and start: spans, who speaks, and the participant or UNKNOWN."""

    document: Ints
    start: Ints
    end: Ints
    body: Ints
    spoken_by_participant: npt.NDArray[np.bool_]
    spoken_by_interviewer: npt.NDArray[np.bool_]
    participant: Ints


def turn_table(reader: Reader) -> TurnTable:
    """Return the turns of all documents."""
    rows = reader.rows(
        select(
            Turn.document_id, Turn.start, Turn.end, Turn.body, Speaker.role, Speaker.participant_id
        )
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .order_by(Turn.document_id, Turn.start)
    )
    roles = {str(role): place for place, role in enumerate(SpeakerRole)}
    plain = [
        (d, s, e, b, roles.get(role, UNKNOWN), UNKNOWN if who is None else who)
        for d, s, e, b, role, who in rows
    ]
    document, start, end, body, role, who = _columns(plain, 6)
    told, asked = (role == roles[r] for r in (SpeakerRole.PARTICIPANT, SpeakerRole.INTERVIEWER))
    return TurnTable(document, start, end, body, told, asked, who)


def participants_of(reader: Reader, table: CodingTable) -> tuple[Ints, Ints]:
    """Return pairs (place in `table`, participant): whose words each coding stands on.

    These are the participants of the participant turns it overlaps; in a document without turns
    the document's one participant; where there is none, UNKNOWN, so that every coding has a pair.
    """
    turns = turn_table(reader)
    told = turns.spoken_by_participant
    wide = np.int64(1) << 32
    starts = turns.document[told] * wide + turns.start[told]
    ends = turns.document[told] * wide + turns.end[told]
    people = turns.participant[told]
    first = np.searchsorted(ends, table.document * wide + table.start, side="right")
    last = np.searchsorted(starts, table.document * wide + table.end, side="left")
    count = np.maximum(last - first, 0)
    place = np.repeat(np.arange(len(table)), count)
    offset = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    who = people[np.repeat(first, count) + offset]
    pairs = np.unique(np.stack([place, who], axis=1), axis=0) if len(place) else None
    nobody = np.flatnonzero(count == 0)
    alone = _alone(reader, table.document[nobody], set(turns.document.tolist()))
    if pairs is None:
        return nobody.astype(np.int32), alone
    places = np.concatenate([pairs[:, 0], nobody]).astype(np.int32)
    return places, np.concatenate([pairs[:, 1], alone]).astype(np.int32)


def _alone(reader: Reader, documents: Ints, with_turns: set[int]) -> Ints:
    rows = reader.rows(select(Document.id, Document.participant_id))
    one = {
        row.id: UNKNOWN if row.participant_id is None else row.participant_id
        for row in rows
        if row.id not in with_turns
    }
    return np.fromiter(
        (one.get(document, UNKNOWN) for document in documents.tolist()), np.int32, len(documents)
    )
