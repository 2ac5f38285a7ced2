"""Codings as numpy columns, read once per revision, and who is behind each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    case,
    func,
    literal_column,
    or_,
    select,
)

from gtcoder.model.codebook import Coding
from gtcoder.model.journal import ColumnImage, RowImage
from gtcoder.model.transcripts import Document, Quotation, Speaker, TextVersion, Turn
from gtcoder.queries.keeping import kept_while
from gtcoder.store.reader import Reader, Sight
from gtcoder.vocabulary import CodingOrigin, DocumentId, SpeakerRole

Ints = npt.NDArray[np.int32]
UNKNOWN = -1
_CHUNK = 5_000
_PATCH = 2_000  # with more rows touched the whole is read again
_WIDE = literal_column("4294967296", BigInteger())  # 2 ** 32: parts two numbers in one
ORIGINS = tuple(CodingOrigin)
_CONSENSUS = ORIGINS.index(CodingOrigin.CONSENSUS)


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

    def columns(self) -> tuple[Ints, ...]:
        """Return the columns in the order they are named above."""
        return tuple(getattr(self, name) for name in self.__slots__)

    def where(self, chosen: npt.NDArray[np.bool_ | np.intp] | slice) -> CodingTable:
        """Return the rows that a mask, their places or a slice choose."""
        return CodingTable(*(column[chosen] for column in self.columns()))


def coding_table(reader: Reader) -> CodingTable:
    """Return the codings of this snapshot; kept, and patched from the ledger when it grew."""
    key = ("codings", reader.viewer)
    kept: _Kept | None = reader.cache.get(key)
    table: CodingTable | None = None
    if kept is not None and kept.sight == reader.sight:
        if kept.revision == reader.revision:
            return kept.table
        table = _patched(reader, kept)
    if table is None:
        table = _read(reader)
    if kept is None or kept.revision <= reader.revision:
        reader.cache[key] = _Kept(reader.revision, reader.sight, table)
    return table


def coders_codings(reader: Reader) -> CodingTable:
    """Return the codings but for those of a consensus, which say again what coders coded."""
    return without_consensus(coding_table(reader))


def without_consensus(table: CodingTable) -> CodingTable:
    """Return the rows of a table that coders made themselves."""
    own = table.origin != _CONSENSUS
    return table if own.all() else table.where(own)


def count_codings(reader: Reader) -> int:
    """Return how many codings of coders the viewer may see; nothing is read that is not kept."""
    kept: _Kept | None = reader.cache.get(("codings", reader.viewer))
    if kept is not None and (kept.revision, kept.sight) == (reader.revision, reader.sight):
        return len(without_consensus(kept.table))
    column = Coding.__table__.c
    own = select(func.count()).where(column.origin != str(CodingOrigin.CONSENSUS))
    return int(reader.columns(own.select_from(Coding.__table__), Coding)[0][0])


def document_codings(reader: Reader, document: DocumentId) -> CodingTable:
    """Return the codings of one document, in the order of `coding_table`."""
    kept: _Kept | None = reader.cache.get(("codings", reader.viewer))
    if kept is None or (kept.revision, kept.sight) != (reader.revision, reader.sight):
        return _read(reader, Quotation.__table__.c.document_id == document)
    low, high = np.searchsorted(kept.table.document, np.array([document, document + 1], np.int32))
    return kept.table.where(slice(low, high))


def codings_of(reader: Reader, ids: Collection[int]) -> CodingTable:
    """Return these codings, as far as they are there and the viewer may see them."""
    keys = sorted(ids)
    chunks = [keys[place : place + _CHUNK] for place in range(0, len(keys), _CHUNK)]
    tables = [_read(reader, Coding.__table__.c.id.in_(chunk)) for chunk in chunks or [[]]]
    return tables[0] if len(tables) == 1 else _in_order(_stacked(tables))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The codings at a revision, and what the viewer could see then."""

    revision: int
    sight: Sight
    table: CodingTable


@cache
def _packed() -> Select[int, int, int, int]:
    """Return the SELECT of codings with their spans; two numbers travel as one, for half the work.

    Kept, for building it takes longer than reading a few codings.
    """
    coding, quotation = Coding.__table__.c, Quotation.__table__.c
    places = {str(origin): place for place, origin in enumerate(ORIGINS)}
    return (
        select(
            coding.id * _WIDE + coding.code_id,
            quotation.document_id * _WIDE + coding.coder_id,
            quotation.start * _WIDE + quotation.end,
            coding.round_id * _WIDE + case(places, value=coding.origin),
        )
        .select_from(Coding.__table__)
        .join(Quotation.__table__, quotation.id == coding.quotation_id)
    )


def _read(reader: Reader, *chosen: ColumnElement[bool]) -> CodingTable:
    """Read the codings that fulfil the conditions."""
    rows = reader.columns(_packed().where(*chosen), Coding)
    flat = np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(rows)).reshape(-1, 4).T
    (key, document, start, round_) = (flat >> 32).astype(np.int32)
    (code, coder, end, origin) = (flat & 0xFFFFFFFF).astype(np.int32)
    return _in_order(CodingTable(key, document, code, coder, round_, start, end, origin))


def _in_order(table: CodingTable) -> CodingTable:
    return table.where(np.lexsort((table.id, table.end, table.start, table.document)))


def _stacked(tables: Sequence[CodingTable]) -> CodingTable:
    columns = zip(*(table.columns() for table in tables), strict=True)
    return CodingTable(*(np.concatenate(column) for column in columns))


def _patched(reader: Reader, kept: _Kept) -> CodingTable | None:
    """Return the table brought from its revision to the reader's, or None where reading is less."""
    touched = _touched(reader, kept.revision) if kept.revision < reader.revision else None
    if touched is None:
        return None
    codings, quotations = touched
    if not codings and not quotations:
        return kept.table
    column = Coding.__table__.c
    new = _read(reader, or_(column.id.in_(codings), column.quotation_id.in_(quotations)))
    gone = np.array([*codings, *new.id.tolist()], np.int32)
    listed = np.zeros(max(gone.max(initial=0), kept.table.id.max(initial=0)) + 1, np.bool_)
    listed[gone] = True
    return _spliced(kept.table, np.flatnonzero(listed[kept.table.id]), new)


def _touched(reader: Reader, since: int) -> tuple[list[int], list[int]] | None:
    """Return the codings and quotations of later entries, or None where they are too many."""
    row, column = RowImage.__table__.c, ColumnImage.__table__.c
    tables = (Coding.__tablename__, Quotation.__tablename__)
    connection = reader.session.connection()
    many = select(column.seq).where(column.revision > since, column.table.in_(tables)).limit(1)
    if connection.execute(many).first() is not None:
        return None
    few = select(row.table, row.row_id).where(row.revision > since, row.table.in_(tables))
    found = connection.execute(few.limit(_PATCH + 1)).all()
    if len(found) > _PATCH:
        return None
    keys = {table: {key for name, key in found if name == table} for table in tables}
    return sorted(keys[tables[0]]), sorted(keys[tables[1]])


def _spliced(table: CodingTable, gone: npt.NDArray[np.intp], new: CodingTable) -> CodingTable:
    """Return the table without the rows at these places and with the new rows in their order.

    What lies between is copied in whole pieces: a few edits of half a million rows cost no more
    than the copying.
    """
    inserts = [(_place(table, new, row), row) for row in range(len(new))]
    edits = sorted([*inserts, *((place, len(new)) for place in gone.tolist())])
    pieces: list[tuple[slice, slice]] = []
    done = 0
    for place, row in edits:
        pieces.append((slice(done, place), slice(row, row + 1)))
        done = place + (row == len(new))
    pieces.append((slice(done, None), slice(0, 0)))
    return CodingTable(
        *(
            np.concatenate([part for old, added in pieces for part in (column[old], more[added])])
            for column, more in zip(table.columns(), new.columns(), strict=True)
        )
    )


def _place(table: CodingTable, new: CodingTable, row: int) -> int:
    """Return before which row of the table a new row stands."""
    low, high = 0, len(table)
    for name in ("document", "start", "end", "id"):
        column, value = getattr(table, name)[low:high], getattr(new, name)[row]
        first, last = int(column.searchsorted(value)), int(column.searchsorted(value, "right"))
        low, high = low + first, low + last
        if low == high:
            break
    return low


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
    spoken_by_nobody: npt.NDArray[np.bool_]
    participant: Ints


def turn_table(reader: Reader) -> TurnTable:
    """Return the turns of all documents; kept until a turn or a speaker changes."""
    tables = (Turn.__tablename__, Speaker.__tablename__)
    return kept_while(reader, "turns", tables, lambda: _read_turns(reader), all_see=True)


def _read_turns(reader: Reader) -> TurnTable:
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
    return TurnTable(document, start, end, body, told, asked, role == UNKNOWN, who)


def participants_of(reader: Reader, table: CodingTable) -> tuple[Ints, Ints]:
    """Return pairs (place in `table`, participant): whose words each coding stands on.

    These are the participants of the participant turns it overlaps; in a document without turns,
    or with turns of nobody (subtitles), the document's one participant; where there is none,
    UNKNOWN, so that every coding has a pair.
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
    pairs = np.unique(place * wide + who + 1)  # places ascend already; UNKNOWN becomes 0
    nobody = np.flatnonzero(count == 0)
    alone = _alone(reader, table.document[nobody], turns)
    places = np.concatenate([pairs >> 32, nobody]).astype(np.int32)
    people = np.concatenate([(pairs & 0xFFFFFFFF) - 1, alone]).astype(np.int32)
    return places, people


def _alone(reader: Reader, documents: Ints, turns: TurnTable) -> Ints:
    """Return the one participant of each of these documents, UNKNOWN where speakers are named."""
    rows = kept_while(
        reader,
        "participants of documents",
        (Document.__tablename__,),
        lambda: reader.rows(select(Document.id, Document.participant_id)),
        all_see=True,
    )
    last = max((row.id for row in rows), default=0)
    one = np.full(last + 1, UNKNOWN, np.int32)
    for row in rows:
        if row.participant_id is not None:
            one[row.id] = row.participant_id
    one[np.unique(turns.document[~turns.spoken_by_nobody])] = UNKNOWN
    return one[documents]
