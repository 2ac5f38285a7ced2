"""What a memo is about: in words, as arguments of the verb, and as places to go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.ui.session import NewMemo, OneCode, OneDocument, OneRelation, Passage, Session, Target
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from gtcoder.queries.theory import MemoCard


@dataclass(frozen=True, slots=True)
class Link:
    """One thing a memo is about: its words, and where it is seen."""

    words: str
    icon: str
    place: str
    target: Target


def links_of(card: MemoCard) -> tuple[Link, ...]:
    """Return the things a memo is about, in the order of its words."""
    links = []
    for words, (kind, target) in zip(card.about, _targets(card), strict=False):
        icon, place = {
            "code": ("tag", "open"),
            "document": ("files", "transcripts"),
            "passage": ("quotes", "open"),
            "relation": ("flow-arrow", "axial"),
        }.get(kind, ("users", "transcripts"))
        links.append(Link(words, icon, place, target))
    return tuple(links)


def _targets(card: MemoCard) -> list[tuple[str, Target]]:
    return [
        *(("code", OneCode(code)) for code in card.codes),
        *(("document", OneDocument(document)) for document in card.documents),
        *(("passage", Passage(spot.document_id, Span(spot.start, spot.end)))
          for spot in card.passages),
        *(("participant", None) for _ in card.participants),
        *(("relation", OneRelation(relation)) for relation in card.relations),
    ]  # fmt: skip


def written_on(session: Session, target: NewMemo) -> dict[str, Any]:
    """Return the arguments of `write_memo` for a memo on these things."""
    from gtcoder.queries.retrieval import quotation_of

    found: dict[str, Any] = {
        "codes": target.codes,
        "documents": target.documents,
        "relations": target.relations,
    }
    if target.codings:
        with session.bridge.read() as reader:
            found["quotations"] = tuple(quotation_of(reader, each) for each in target.codings)
    if target.passage is not None and target.passage.span is not None:
        found["document"], found["span"] = target.passage.document, target.passage.span
    return found


def about_words(session: Session, target: NewMemo) -> str:
    """Return in words what a new memo is about; empty for the study as a whole."""
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.passages import documents
    from gtcoder.queries.retrieval import lines_of

    with session.bridge.read() as reader:
        names = {code.id: code.name for code in codes(reader, retired=True)}
        titles = {document.id: document.name for document in documents(reader)}
        parts = [f"code {names[code]}" for code in target.codes if code in names]
        parts += [titles[document] for document in target.documents if document in titles]
        if target.passage is not None and target.passage.span is not None:
            where = target.passage
            line = lines_of(reader, where.document, [target.passage.span.start])[0]
            parts.append(f"{titles.get(where.document, '')}, line {line}")
        if target.codings and not parts:
            parts.append(
                f"{len(target.codings)} passages" if len(target.codings) > 1 else "a passage"
            )
        if target.relations:
            parts.append("a relation")
    return ", ".join(parts)
