"""The bookmarks in the texts, with the words they stand at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from gtcoder.model.reading import Bookmark
from gtcoder.model.team import Coder
from gtcoder.queries.names import names
from gtcoder.queries.texts import frozen_texts
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import BookmarkId, CoderId, DocumentId, Span

_WORDS = 60  # characters behind a place that say what is there


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A bookmark: where it is, in which line, and the words there."""

    id: BookmarkId
    document_id: DocumentId
    document: str
    span: Span
    line: int
    name: str
    coder: str
    coder_id: CoderId
    text: str


def bookmarks(reader: Reader, *, document: DocumentId | None = None) -> tuple[BookmarkRow, ...]:
    """Return the bookmarks the viewer may see, by document and place; of one document only."""
    wanted = (
        select(
            Bookmark.id, Bookmark.document_id, Bookmark.start, Bookmark.end, Bookmark.name,
            Bookmark.coder_id, Coder.name,
        )
        .join(Coder, Coder.id == Bookmark.coder_id)
        .order_by(Bookmark.document_id, Bookmark.start, Bookmark.id)
    )  # fmt: skip
    if document is not None:
        wanted = wanted.where(Bookmark.document_id == document)
    rows = list(reader.rows(wanted))
    if not rows:
        return ()
    called = names(reader).documents
    texts = frozen_texts(reader, np.unique([row[1] for row in rows]).tolist())
    found = []
    for key, where, start, end, name, coder_id, coder in rows:
        frozen = texts[where]
        words = frozen.text[start : end if end > start else start + _WORDS]
        words = words if end > start else words.partition("\n")[0]
        found.append(
            BookmarkRow(
                BookmarkId(key), DocumentId(where), called[where], Span(start, end),
                frozen.line(start), name, coder, CoderId(coder_id),
                " ".join(words.split())[:_WORDS],
            )
        )  # fmt: skip
    return tuple(found)
