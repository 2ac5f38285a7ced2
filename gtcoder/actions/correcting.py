"""Correcting a transcript after it was coded, and moving what lies in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gtcoder.actions.lying import Kept, fallen, let_go, moved_marks, settle
from gtcoder.actions.rules import refuse_while_blind
from gtcoder.errors import InvalidInput
from gtcoder.model.transcripts import Document, Quotation, TextBody, TextVersion
from gtcoder.store.moves import PASSAGES, SPANS
from gtcoder.store.recoding import recoding
from gtcoder.store.sight import open_rounds
from gtcoder.store.texts import store_texts
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.textdiff import Edits, LostPassages, Piece, edited, edits_between
from gtcoder.vocabulary import DocumentId, QuotationId, Span

_NAMED = 5
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """A passage whose words a correction changed: where it lay, where it lies, and its words."""

    quotation: QuotationId
    was: Span
    now: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did: the text's version, and what became of the passages in it.

    `moved` counts passages that lie elsewhere now, `dropped` those that lost all their words,
    `joined` those that became the same as another of the coder's own.
    """

    version: int
    sha256: str
    moved: int = 0
    changed: tuple[ChangedPassage, ...] = ()
    dropped: int = 0
    joined: int = 0


@action("transcripts.correct")
def correct(
    unit: Unit,
    *,
    document: DocumentId,
    text: str | None = None,
    edits: Sequence[Piece] = (),
    expected_sha256: str = "",
    lost: LostPassages = LostPassages.REFUSE,
) -> Corrected:
    """Put a corrected text in the place of a document's, and move all passages and turns with it.

    The text is given whole, or as pieces `(start, end, words)`, outside of which nothing is touched
    then. Passages that would lose all their
    words are refused and named, unless `lost` says to drop them, colleagues' ones by a lead.
    `expected_sha256` names the text that was corrected: another one is refused. The same text again
    leaves no entry.
    """
    refuse_while_blind(unit, "correct a transcript")
    record = unit.find(Document, document, "document")
    version = unit.get_one(TextVersion, record.version_id)
    if expected_sha256 not in ("", version.sha256):
        raise InvalidInput(
            "“{document}” was corrected since you read it. Nothing was changed; read it again and "
            "correct what is there now.",
            document=record.name,
        )
    body = select(TextBody.text).where(TextBody.sha256 == version.sha256)
    old = unit.scalars(body).one()
    pieces = [(start, end, _line_ends(words)) for start, end, words in edits if text is None]
    new = _clean(edited(old, pieces) if text is None else text, record.name)
    if new == old:
        return Corrected(version.number, version.sha256)
    found = edits_between(old, new, pieces)
    lying = [Kept.of(unit, table, record.id, found) for table in SPANS]
    _let_go(unit, record, [kept for kept in lying if kept.table in PASSAGES], lost)
    made = new_version(unit, version, new, found)
    record.version_id = made.id
    unit.flush()
    dropped = sum(len(kept.empty) for kept in lying if kept.table in PASSAGES)
    joined = sum(settle(unit, kept) for kept in lying)
    passages = lying[list(SPANS).index(Quotation.__tablename__)]
    changed = _changed(unit, passages, old, new)
    unit.tell(document=record.name, places=len(found), moved=passages.moved, changed=len(changed))
    return Corrected(made.number, made.sha256, passages.moved, changed, dropped, joined)


def _clean(text: str, document: str) -> str:
    """Return a text as texts are frozen: with line ends of one kind."""
    clean = _line_ends(text.removeprefix("\ufeff"))
    if not clean.strip() or _NO_TEXT.search(clean) is not None:
        raise InvalidInput(
            "That is no text for “{document}”: it is empty, or holds signs that are none. Nothing "
            "was changed.",
            document=document,
        )
    return clean


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def new_version(
    unit: Unit,
    before: TextVersion,
    text: str,
    edits: Edits,
    marks: Sequence[Sequence[Any]] | None = None,
) -> TextVersion:
    """Make the next version of a document's text; its marks are those before it, or some of them.

    The document itself still has the text before.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    store_texts(unit.connection(), {sha256: text})
    return unit.make(
        TextVersion(
            document_id=before.document_id,
            number=before.number + 1,
            sha256=sha256,
            characters=len(text),
            source=before.source,
            edits=edits.rows(),
            marks=moved_marks(before.marks if marks is None else marks, edits),
        )
    )


def _let_go(unit: Unit, record: Document, lying: list[Kept], lost: LostPassages) -> None:
    """Refuse to lose passages, or delete those that would be empty with what hangs on them."""
    empty = [kept.rows[key] for kept in lying for key in kept.empty]
    if not empty:
        return
    if lost is LostPassages.REFUSE:
        spans = sorted({(row["start"], row["end"]) for row in empty})
        named = ", ".join(f"{start}:{end}" for start, end in spans[:_NAMED])
        raise InvalidInput(
            "{count} of “{document}” would lose all words, at {spans}. Nothing was changed; leave "
            "a word of each, move the codings first, or say that they are to be dropped.",
            count="1 passage" if len(empty) == 1 else f"{len(empty)} passages",
            document=record.name,
            spans=named + (" …" if len(spans) > _NAMED else ""),
        )
    if {row["coder_id"] for row in empty if "coder_id" in row} - {unit.me}:
        unit.require_lead("drop passages of colleagues with a correction")
    for kept in lying:
        let_go(unit, kept)


def _changed(unit: Unit, kept: Kept, old: str, new: str) -> tuple[ChangedPassage, ...]:
    """Return the passages that the coder may see whose words are not what they were."""
    keys = [key for key in fallen(kept) if key not in kept.empty]
    afresh = recoding(unit.connection(), open_rounds(unit.connection()).recode, unit.coder)
    if afresh is not None:
        seen = select(Quotation.id).where(afresh.condition(Quotation))
        among = set(unit.scalars(seen.where(Quotation.document_id == kept.document)))
        keys = [key for key in keys if key in among]
    found = []
    for key in keys:
        was, now = (Span(row["start"], row["end"]) for row in (kept.rows[key], kept.now[key]))
        before, after = old[was.start : was.end], new[now.start : now.end]
        if before != after:
            found.append(ChangedPassage(QuotationId(key), was, now, before, after))
    return tuple(sorted(found, key=lambda each: (each.was.start, each.was.end, each.quotation)))
