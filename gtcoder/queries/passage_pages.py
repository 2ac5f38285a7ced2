"""Passages of a code in an order of choice, page by page, with who speaks and what was noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, select

from gtcoder.model.codebook import Coding
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.model.transcripts import Document, Participant, Speaker, Turn
from gtcoder.queries.comparisons import weights
from gtcoder.queries.frames import CodingTable, Ints
from gtcoder.queries.keeping import kept_while
from gtcoder.queries.names import names
from gtcoder.queries.retrieval import Passage, passages_of_codings
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingId

_CODING = Coding.__table__.c
_TURN = Turn.__table__.c
_WIDE = np.int64(1) << 32
_LOWEST = -1


class PassageOrder(StrEnum):
    """The orders in which passages can be listed; equal ones as they stand in the texts."""

    DOCUMENT = "document"
    NEWEST = "newest"
    LONGEST = "longest"
    SPEAKER = "speaker"
    CODER = "coder"
    WEIGHT = "weight"
    MEMOS = "memos"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks where a passage begins: the label in the text, and the participant behind it."""

    speaker: str
    participant: str

    @property
    def written(self) -> str:
        """Both, or the one there is."""
        same = self.speaker.casefold() == self.participant.casefold()
        parts = (self.speaker,) if same else (self.speaker, self.participant)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Around:
    """What a list shows of a passage beside its words."""

    heard: Heard
    weight: int | None
    memo: str


def passage_page(
    reader: Reader, table: CodingTable, order: PassageOrder, *, limit: int, offset: int = 0
) -> tuple[Passage, ...]:
    """Return a page of these codings in an order."""
    places = _ordered(reader, table, order)[offset : offset + limit]
    keys = [CodingId(key) for key in table.id[places].tolist()]
    found = {row.coding: row for row in passages_of_codings(reader, keys)}
    return tuple(found[key] for key in keys if key in found)


def around(reader: Reader, passages: Sequence[Passage]) -> dict[CodingId, Around]:
    """Return what stands beside the words of these passages, by coding."""
    known = [row for row in passages if row.coding is not None]
    weighed = weights(reader, [row.coding for row in known if row.coding is not None])
    memos = _memos(reader, [row.quotation for row in known if row.memos])
    document = np.array([row.document_id for row in known], np.int32)
    start = np.array([row.start for row in known], np.int32)
    heard = _people(reader)
    speakers = _speakers_at(reader, document, start).tolist()
    alone = _participants_alone(reader)
    return {
        CodingId(row.coding or 0): Around(
            heard.get(key) or Heard("", alone.get(row.document_id, "")),
            weighed.get(row.coding or 0),
            memos.get(row.quotation, ""),
        )
        for row, key in zip(known, speakers, strict=True)
    }


def _ordered(reader: Reader, table: CodingTable, order: PassageOrder) -> npt.NDArray[np.intp]:
    """Return the places of a table in an order; the table stands by document and start."""
    length = table.end - table.start
    match order:
        case PassageOrder.DOCUMENT:
            return np.arange(len(table))
        case PassageOrder.NEWEST:
            return np.argsort(-_moments(reader, table), kind="stable")
        case PassageOrder.LONGEST:
            return np.argsort(-length, kind="stable")
        case PassageOrder.SPEAKER:
            heard = _people(reader)
            keys = _speakers_at(reader, table.document, table.start).tolist()
            called = [heard[key].written if key in heard else "" for key in keys]
            return _by_words(called)
        case PassageOrder.CODER:
            known = names(reader).coders
            return _by_words([known[key] for key in table.coder.tolist()])
        case PassageOrder.WEIGHT:
            weighed = weights(reader, table.id.tolist())
            given = np.array([weighed.get(key, _LOWEST) for key in table.id.tolist()], np.int64)
            return np.argsort(-given, kind="stable")
        case PassageOrder.MEMOS:
            return np.argsort(-_memo_counts(reader, table), kind="stable")


def _by_words(words: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return the order of words, none of them last."""
    folded = [word.casefold() for word in words]
    return np.array(sorted(range(len(words)), key=lambda n: (not folded[n], folded[n])), np.intp)


def _moments(reader: Reader, table: CodingTable) -> npt.NDArray[np.int64]:
    """Return a number for each coding that grows with the moment it was made at."""
    codes = np.unique(table.code).tolist()
    chosen = select(_CODING.id, _CODING.created_at).where(_CODING.code_id.in_(codes))
    at = {key: (moment, key) for key, moment in reader.columns(chosen, Coding)}
    rank = {key: place for place, key in enumerate(sorted(at, key=lambda key: at[key]))}
    return np.array([rank.get(key, _LOWEST) for key in table.id.tolist()], np.int64)


def _memo_counts(reader: Reader, table: CodingTable) -> npt.NDArray[np.int64]:
    codes = np.unique(table.code).tolist()
    counted = (
        select(Coding.id, func.count(MemoLink.memo_id.distinct()))
        .join(MemoLink, MemoLink.quotation_id == Coding.quotation_id)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .where(Coding.code_id.in_(codes))
        .group_by(Coding.id)
    )
    found = {row[0]: row[1] for row in reader.rows(counted)}
    return np.array([found.get(key, 0) for key in table.id.tolist()], np.int64)


def _memos(reader: Reader, quotations: Sequence[int]) -> dict[int, str]:
    """Return the newest memo on each of these quotations."""
    rows = reader.rows(
        select(MemoLink.quotation_id, Memo.text)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .where(MemoLink.quotation_id.in_(quotations))
        .order_by(Memo.id)
    )
    return {row.quotation_id: row.text for row in rows}


def _speakers_at(reader: Reader, document: Ints, start: Ints) -> Ints:
    """Return the speaker of the turn that each place lies in, 0 where there is none."""
    begins, ends, speaker = kept_while(
        reader, "speakers of turns", (Turn.__tablename__,), lambda: _turns(reader), all_see=True
    )
    if not len(begins):
        return np.zeros(len(document), np.int32)
    here = document.astype(np.int64) * _WIDE + start
    place = np.maximum(np.searchsorted(begins, here, side="right") - 1, 0)
    inside = (begins[place] <= here) & (here < ends[place])
    found: Ints = np.where(inside, speaker[place], 0).astype(np.int32)
    return found


def _turns(reader: Reader) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Ints]:
    chosen = select(_TURN.document_id, _TURN.start, _TURN.end, _TURN.speaker_id)
    rows = reader.session.connection().execute(chosen.order_by(_TURN.document_id, _TURN.start))
    table = np.array(
        [(document, start, end, speaker or 0) for document, start, end, speaker in rows], np.int64
    ).reshape(-1, 4)
    base = table[:, 0] * _WIDE
    return base + table[:, 1], base + table[:, 2], table[:, 3].astype(np.int32)


def _people(reader: Reader) -> dict[int, Heard]:
    rows = select(Speaker.id, Speaker.label, Participant.name).outerjoin(
        Participant, Participant.id == Speaker.participant_id
    )
    return {key: Heard(label, name or "") for key, label, name in reader.rows(rows)}


def _participants_alone(reader: Reader) -> dict[int, str]:
    """Return the one participant of documents that name one."""
    rows = select(Document.id, Participant.name).join(
        Participant, Participant.id == Document.participant_id
    )
    return {row.id: row.name for row in reader.rows(rows)}
