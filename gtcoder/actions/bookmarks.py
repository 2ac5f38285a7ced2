"""Places in a text that a coder wants to find again."""

from __future__ import annotations

from sqlalchemy import func, select

from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.model.reading import Bookmark
from gtcoder.model.transcripts import Document, TextBody, TextVersion
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import BookmarkId, DocumentId, Span


@action("reading.bookmark")
def add_bookmark(unit: Unit, *, document: DocumentId, span: Span, name: str = "") -> BookmarkId:
    """Set a bookmark of mine at a place or a stretch; one that is there already is kept."""
    length = (
        select(Document.name, func.length(TextBody.text))
        .join(TextVersion, TextVersion.id == Document.version_id)
        .join(TextBody, TextBody.sha256 == TextVersion.sha256)
        .where(Document.id == document)
    )
    found = unit.execute(length).one_or_none()
    if found is None:
        raise NotFound("There is no document with number {key}. Nothing was changed.", key=document)
    if not 0 <= span.start <= span.end <= found[1]:
        raise InvalidInput(
            "The place {start}:{end} does not lie in “{document}”, which has {length} characters. "
            "Nothing was changed.",
            start=span.start,
            end=span.end,
            document=found[0],
            length=found[1],
        )
    unit.tell(document=found[0], name=name.strip())
    there = select(Bookmark).where(
        Bookmark.document_id == document,
        Bookmark.start == span.start,
        Bookmark.end == span.end,
        Bookmark.coder_id == unit.me,
    )
    mark = unit.scalars(there).first()
    if mark is None:
        mark = unit.make(
            Bookmark(
                document_id=document,
                start=span.start,
                end=span.end,
                name=name.strip(),
                coder_id=unit.me,
            )
        )
    elif name.strip():
        mark.name = name.strip()
    return BookmarkId(mark.id)


@action("reading.rename_bookmark")
def rename_bookmark(unit: Unit, *, bookmark: BookmarkId, name: str) -> None:
    """Give a bookmark of mine another name; an empty one takes its name away."""
    mark = _mine(unit, bookmark)
    unit.tell(document=unit.get_one(Document, mark.document_id).name, name=name.strip())
    mark.name = name.strip()


@action("reading.remove_bookmark")
def remove_bookmark(unit: Unit, *, bookmark: BookmarkId) -> None:
    """Take a bookmark of mine away."""
    mark = _mine(unit, bookmark)
    unit.tell(document=unit.get_one(Document, mark.document_id).name, name=mark.name)
    unit.delete(mark)


def _mine(unit: Unit, key: BookmarkId) -> Bookmark:
    mark = unit.find(Bookmark, key, "bookmark")
    if mark.coder_id != unit.me:
        raise NotAllowed("This bookmark is a colleague’s. Nothing was changed; set one of yours.")
    return mark
