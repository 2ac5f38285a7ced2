"""Who speaks where and when: the turns of all documents with their times in the recordings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.transcripts import Speaker, Turn
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId


@dataclass(frozen=True, slots=True)
class Speaking:
    """The turns of one document in their order: spans, labels, and times in milliseconds."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    labels: tuple[str | None, ...]
    begins: tuple[int | None, ...]
    stops: tuple[int | None, ...]

    def during(self, start: int, end: int) -> range:
        """Return the places of the turns that a passage overlaps."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def who(self, start: int, end: int) -> tuple[str, ...]:
        """Return the labels of those who speak in a passage, in their order, each once."""
        labels = (self.labels[place] for place in self.during(start, end))
        return tuple(dict.fromkeys(label for label in labels if label is not None))

    def times(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return when the first turn of a passage begins and its last one ends."""
        turns = self.during(start, end)
        if not turns:
            return None, None
        return self.begins[turns[0]], self.stops[turns[-1]]


NOBODY = Speaking((), (), (), (), ())


def speaking(reader: Reader) -> dict[DocumentId, Speaking]:
    """Return the turns of each document that has any."""
    rows = reader.rows(
        select(Turn.document_id, Turn.start, Turn.end, Speaker.label, Turn.begins, Turn.ends)
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .order_by(Turn.document_id, Turn.start)
    )
    turns: dict[DocumentId, list[Sequence[object]]] = {}
    for document, *turn in rows:
        turns.setdefault(DocumentId(document), []).append(turn)
    return {
        document: Speaking(*(tuple(column) for column in zip(*listed, strict=True)))
        for document, listed in turns.items()
    }
