"""Who speaks where: turns by speaker, and keeping a search to some of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.transcripts import Participant, Speaker, Turn
from gtcoder.queries.codebook import nearest
from gtcoder.queries.keeping import kept_while
from gtcoder.queries.search.fold import fold
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import SpeakerRole

Ints = npt.NDArray[np.int32]
_TABLES = (Turn.__tablename__, Speaker.__tablename__)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker label of a document."""

    id: int
    document: int
    label: str
    role: str
    participant: str

    @property
    def name(self) -> str:
        """The participant, or the label where it stands for nobody known."""
        return self.participant or self.label


@dataclass(frozen=True, slots=True)
class Speech:
    """The turns of all documents by document and start: speech without label, and its speaker."""

    document: Ints
    body: Ints
    end: Ints
    speaker: Ints

    def of(self, document: int) -> Speech:
        """Return the turns of one document."""
        low, high = self.document.searchsorted(np.array([document, document + 1], np.int32))
        part = slice(int(low), int(high))
        return Speech(self.document[part], self.body[part], self.end[part], self.speaker[part])

    def turn_at(self, starts: Ints) -> Ints:
        """Return the place of the turn in whose speech each offset lies, -1 where in none."""
        place = self.body.searchsorted(starts, side="right").astype(np.int32) - 1
        inside = place >= 0
        inside[inside] = starts[inside] < self.end[place[inside]]
        return np.where(inside, place, np.int32(-1))


def voices(reader: Reader) -> dict[int, Voice]:
    """Return the speakers of all documents by key."""
    rows = (
        select(
            Speaker.id, Speaker.document_id, Speaker.label, Speaker.role, Participant.name
        )
        .outerjoin(Participant, Participant.id == Speaker.participant_id)
        .order_by(Speaker.id)
    )  # fmt: skip
    return kept_while(
        reader,
        "voices",
        (Speaker.__tablename__, Participant.__tablename__),
        lambda: {
            key: Voice(key, document, label, role, name or "")
            for key, document, label, role, name in reader.rows(rows)
        },
        all_see=True,
    )


def voices_named(
    reader: Reader, named: Sequence[str] = (), roles: Collection[SpeakerRole] = ()
) -> frozenset[int] | None:
    """Return the speakers of these names or labels and of these roles; None where none is given."""
    if not named and not roles:
        return None
    every = voices(reader).values()
    found: set[int] = set()
    for name in named:
        wanted = fold(name)
        some = {each.id for each in every if wanted in (fold(each.label), fold(each.participant))}
        if not some:
            raise NotFound(
                "Nobody called “{name}” speaks in these texts. Nearest: {near}.",
                name=name,
                near=nearest(name, dict.fromkeys(each.name for each in every)),
            )
        found |= some
    in_role = {each.id for each in every if each.role in {str(role) for role in roles}}
    if not named:
        return frozenset(in_role)
    return frozenset(found & in_role if roles else found)


def speech(reader: Reader) -> Speech:
    """Return who speaks where in all documents."""
    return kept_while(reader, "speech", _TABLES, lambda: _read(reader), all_see=True)


def _read(reader: Reader) -> Speech:
    turn = Turn.__table__.c
    statement = select(turn.document_id, turn.body, turn.end, turn.speaker_id)
    rows = reader.rows(statement.order_by(turn.document_id, turn.start))
    flat = np.array([(*row[:3], row[3] or 0) for row in rows], np.int32).reshape(-1, 4).T
    return Speech(*(np.ascontiguousarray(column) for column in flat))
