"""The memos on the codings of one document, read at once for whoever points at them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.team import Coder
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.model.transcripts import Quotation
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingId, DocumentId


@dataclass(frozen=True, slots=True)
class Noted:
    """A memo as it is read beside a passage."""

    title: str
    text: str
    coder: str


def memos_by_coding(reader: Reader, document: DocumentId) -> dict[CodingId, tuple[Noted, ...]]:
    """Return the memos the viewer may see on the codings of a document, oldest first.

    Codings without one are left out.
    """
    rows = reader.rows(
        select(Coding.id, Memo.title, Memo.text, Coder.name)
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .join(MemoLink, MemoLink.quotation_id == Quotation.id)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .join(Coder, Coder.id == Memo.coder_id)
        .where(Quotation.document_id == document)
        .order_by(Coding.id, Memo.id)
        .distinct()
    )
    found: dict[CodingId, tuple[Noted, ...]] = {}
    for coding, title, text, coder in rows:
        key = CodingId(coding)
        found[key] = (*found.get(key, ()), Noted(title, text, coder))
    return found
