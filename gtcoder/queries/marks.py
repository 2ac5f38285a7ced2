"""What the formatting of a document's file said: words in bold, italic or underlined, headings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.transcripts import Document, TextVersion
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, Mark


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A stretch `[start, end)` of the frozen text and how it was set off."""

    start: int
    end: int
    kind: Mark


def marks(reader: Reader, document: DocumentId) -> tuple[MarkRow, ...]:
    """Return the marks of a document's text as it is now, in their order."""
    held = (
        select(TextVersion.marks)
        .join(Document, Document.version_id == TextVersion.id)
        .where(Document.id == document)
    )
    found = next(iter(reader.rows(held)), None)
    rows = (found.marks if found is not None else None) or ()
    return tuple(MarkRow(start, end, Mark(kind)) for start, end, kind in rows)
