"""What a correction of a text would do, before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.team import Coder
from gtcoder.model.transcripts import Document, Quotation, TextVersion
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import text as frozen_text
from gtcoder.store.reader import Reader
from gtcoder.textdiff import Piece, edited, edits_between
from gtcoder.vocabulary import DocumentId, QuotationId, Span


@dataclass(frozen=True, slots=True)
class Place:
    """One place where two texts differ, with what stood there and what stands there then."""

    was: Span
    now: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TouchedPassage:
    """A passage whose words would change; `after` is empty where it would lose all of them."""

    quotation: QuotationId
    coder: str
    codes: tuple[tuple[str, ...], ...]
    was: Span
    now: Span
    before: str
    after: str

    @property
    def lost(self) -> bool:
        """Whether nothing of the passage would be left."""
        return not self.after


@dataclass(frozen=True, slots=True)
class Correction:
    """What differs, and the passages in sight whose words it changes.

    `moved` counts passages that only come to lie elsewhere. `sha256` names the text that is read.
    """

    sha256: str
    places: tuple[Place, ...]
    passages: tuple[TouchedPassage, ...]
    moved: int

    @property
    def lost(self) -> int:
        """How many passages would lose all their words."""
        return sum(passage.lost for passage in self.passages)


def correction(
    reader: Reader, document: DocumentId, new: str = "", pieces: Sequence[Piece] = ()
) -> Correction:
    """Return what another text, whole or in pieces `(start, end, words)`, would do."""
    version = select(TextVersion.sha256).join(Document, Document.version_id == TextVersion.id)
    sha256 = reader.scalars(version.where(Document.id == document))
    old = frozen_text(reader, document)
    new = edited(old, pieces) if pieces else new
    edits = edits_between(old, new, pieces)
    turned = edits.inverse()
    places = tuple(
        Place(Span(a, b), Span(c, d), old[a:b], new[c:d])
        for (a, b, _), (c, d, _) in zip(edits.rows(), turned.rows(), strict=True)
    )
    mine = select(Quotation.id, Quotation.start, Quotation.end, Coder.name.label("coder"))
    rows = reader.rows(
        mine.join(Coder, Coder.id == Quotation.coder_id)
        .where(Quotation.document_id == document)
        .order_by(Quotation.start, Quotation.end, Quotation.id)
    )
    starts = edits.starts([row.start for row in rows])
    ends = edits.ends([row.end for row in rows])
    touched = edits.touch([row.start for row in rows], [row.end for row in rows])
    named = _codes(reader, document) if touched.any() else {}
    found = []
    moved = 0
    for row, start, end, met in zip(rows, starts.tolist(), ends.tolist(), touched, strict=True):
        before, after = old[row.start : row.end], new[start:end]
        if not met or before == after:
            moved += (start, end) != (row.start, row.end)
            continue
        was, now = Span(row.start, row.end), Span(start, max(start, end))
        paths = named.get(row.id, ())
        found.append(TouchedPassage(row.id, row.coder, paths, was, now, before, after))
    return Correction(sha256[0], places, tuple(found), moved)


def _codes(reader: Reader, document: DocumentId) -> dict[int, tuple[tuple[str, ...], ...]]:
    """Return the codes of each passage of a document, by path."""
    paths = {row.id: row.path for row in codes(reader, retired=True)}
    rows = select(Coding.quotation_id, Coding.code_id).join(
        Quotation, Quotation.id == Coding.quotation_id
    )
    found: dict[int, tuple[tuple[str, ...], ...]] = {}
    for quotation, code in reader.rows(rows.where(Quotation.document_id == document)):
        found[quotation] = (*found.get(quotation, ()), paths[code])
    return found
