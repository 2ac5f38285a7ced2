"""Proof that texts are what the ledger says, and that what lies in them lies in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from gtcoder.model.codebook import Coding
from gtcoder.model.project import Project
from gtcoder.model.reading import Bookmark
from gtcoder.model.team import Decision, GivenSegment
from gtcoder.model.transcripts import (
    Document,
    ErasedText,
    Quotation,
    TextBody,
    TextVersion,
    Turn,
)
from gtcoder.store.ledger import read_images

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, by table and row; no text, no names, no counts of others."""

    table: str
    row: int | None
    message: str

    def __str__(self) -> str:
        where = self.table if self.row is None else f"{self.table} row {self.row}"
        return f"{where}: {self.message}"


def check_texts(connection: Connection) -> Iterator[Problem]:
    """Yield what is wrong with the texts: lost, changed, or of another length than is said."""
    bodies: dict[str, int] = {}
    for body in connection.execute(select(TextBody.sha256, TextBody.text)):
        if hashlib.sha256(body.text.encode()).hexdigest() == body.sha256:
            bodies[body.sha256] = len(body.text)
        else:
            bodies[body.sha256] = -1
    erased = set(connection.execute(select(ErasedText.sha256)).scalars())
    current = set(connection.execute(select(Document.version_id)).scalars())
    newest = connection.execute(select(Project.revision)).scalar_one()
    images = read_images(connection, first=1, last=newest, tables=[TextVersion.__tablename__])
    told = {image.after["sha256"] for image in images if "sha256" in (image.after or {})}  # type: ignore[index]
    versions = select(TextVersion.id, TextVersion.sha256, TextVersion.characters)
    for version in connection.execute(versions):
        characters = bodies.get(version.sha256)
        if characters is None:
            if version.id in current or version.sha256 not in erased:
                yield Problem("text_body", version.id, "the text of this version is missing")
        elif characters == -1:
            yield Problem("text_body", version.id, "the text of this version is not what it was")
        elif characters != version.characters:
            yield Problem("text_version", version.id, "has another length than its text")
        told.discard(version.sha256)
    for sha256 in sorted(told):
        if bodies.get(sha256) is None and sha256 not in erased:
            yield Problem("text_body", None, "the text of a removed document is missing")
        elif bodies.get(sha256) == -1:
            yield Problem("text_body", None, "the text of a removed document is not what it was")
    yield from _check_edits(connection)


def _check_edits(connection: Connection) -> Iterator[Problem]:
    """Check that the edits of a version lead from the length of the one before to its own."""
    columns = (TextVersion.id, TextVersion.document_id, TextVersion.number, TextVersion.characters)
    rows = connection.execute(select(*columns, TextVersion.edits)).all()
    lengths = {(row.document_id, row.number): row.characters for row in rows}
    for row in rows:
        before = lengths.get((row.document_id, row.number - 1))
        if row.edits is None or before is None:
            continue
        grown = sum(length - (end - start) for start, end, length in row.edits)
        if before + grown != row.characters:
            yield Problem("text_version", row.id, "its edits do not lead to its text")


def check_spans(connection: Connection) -> Iterator[Problem]:
    """Yield what lies outside its text, and codings that are not their quotation's."""
    for kind in (Quotation, Turn, GivenSegment, Decision, Bookmark):
        backwards = kind.start > kind.end if kind is Bookmark else kind.start >= kind.end
        outside = (
            select(kind.id)
            .join(Document, Document.id == kind.document_id)
            .join(TextVersion, TextVersion.id == Document.version_id)
            .where(or_(kind.end > TextVersion.characters, kind.start < 0, backwards))
        )
        for key in connection.execute(outside).scalars():
            yield Problem(kind.__tablename__, key, "lies outside its text")
    strange = (
        select(Coding.id)
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .where(or_(Quotation.coder_id != Coding.coder_id, Quotation.round_id != Coding.round_id))
    )
    for key in connection.execute(strange).scalars():
        yield Problem("coding", key, "has another coder or round than its quotation")
