"""What a memo is about: in words, as arguments of the verb, and as places to go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.errors import NotFound
from gtcoder.ui.session import (
    NewMemo,
    OneCode,
    OneDocument,
    OneMemo,
    OnePage,
    OneRelation,
    Passage,
    Session,
    Target,
)
from gtcoder.vocabulary import CodeId, DocumentId, MemoId, RelationId, Span

if TYPE_CHECKING:
    from gtcoder.queries.memos import MemoCard, MemoSubject, Thing
    from gtcoder.store.reader import Reader

# By the kind of thing: the argument of the verbs that tie a memo to it.
ARGUMENTS = {
    "code": "codes", "document": "documents", "passage": "quotations",
    "participant": "participants", "relation": "relations", "memo": "memos",
    "speaker": "speakers", "property": "properties", "paradigm": "paradigms", "model": "models",
    "round": "rounds", "sampling": "sampling", "instrument": "instruments",
}  # fmt: skip
_SEEN = {
    "code": ("tag", "open"), "document": ("files", "transcripts"), "passage": ("quotes", "open"),
    "participant": ("users", "transcripts"), "relation": ("flow-arrow", "axial"),
    "memo": ("note-pencil", "memos"), "speaker": ("users", "transcripts"),
    "property": ("tree-structure", "axial"), "paradigm": ("tree-structure", "axial"),
    "model": ("flow-arrow", "model"), "round": ("scales", "agreement"),
    "sampling": ("target", "selective"), "instrument": ("scales", "agreement"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One thing a memo is about: its words, where it is seen, and what it is."""

    words: str
    icon: str
    place: str
    target: Target
    thing: tuple[str, int] | None = None


def links_of(card: MemoCard) -> tuple[Link, ...]:
    """Return the things a memo is about, in the order of its words."""
    return tuple(link_to(subject) for subject in card.subjects)


def link_to(subject: MemoSubject) -> Link:
    """Return one thing a memo is about, as a way to it."""
    icon, place = _SEEN[subject.about]
    thing = (subject.about, subject.key)
    return Link(subject.words, icon, place, _target(subject), thing)


def _target(subject: MemoSubject) -> Target:
    about, key, within = str(subject.about), subject.key, subject.within or 0
    if about == "passage" and subject.place is not None:
        spot = subject.place
        return Passage(spot.document_id, Span(spot.start, spot.end))
    targets: dict[str, Target] = {
        "code": OneCode(CodeId(key)),
        "document": OneDocument(DocumentId(key)),
        "relation": OneRelation(RelationId(key)),
        "memo": OneMemo(MemoId(key)),
        "speaker": OneDocument(DocumentId(within)),
        "property": OneCode(CodeId(within)),
        "round": OnePage("rounds"),
        "sampling": OnePage("sampling"),
        "instrument": OnePage("instruments"),
    }
    return targets.get(about)


def things_of(reader: Reader, target: NewMemo) -> tuple[Thing, ...]:
    """Return what a new memo is about, but for a stretch that is no passage yet."""
    from gtcoder.queries.memos import About
    from gtcoder.queries.retrieval import quotation_of

    codings = [(About.PASSAGE, int(quotation_of(reader, coding))) for coding in target.codings]
    return tuple(dict.fromkeys((*things_of_ids(target), *codings)))


def arguments_of(things: Sequence[Thing]) -> dict[str, Any]:
    """Return things as arguments of the verbs that tie a memo to them."""
    found: dict[str, Any] = {}
    for about, key in things:
        found.setdefault(ARGUMENTS[about], []).append(key)
    return found


def written_on(session: Session, target: NewMemo) -> dict[str, Any]:
    """Return the arguments of `write_memo` for a memo on these things."""
    if not target.codings:
        found = arguments_of(things_of_ids(target))
    else:
        with session.bridge.read() as reader:
            found = arguments_of(things_of(reader, target))
    if target.passage is not None and target.passage.span is not None:
        found["document"], found["span"] = target.passage.document, target.passage.span
    return found


def things_of_ids(target: NewMemo) -> tuple[Thing, ...]:
    """Return what a new memo is about where nothing has to be looked up."""
    from gtcoder.queries.memos import About

    found: list[Thing] = [(About.CODE, code) for code in target.codes]
    found += [(About.DOCUMENT, document) for document in target.documents]
    found += [(About.RELATION, relation) for relation in target.relations]
    found += [(About(about), key) for about, key in target.things]
    return tuple(dict.fromkeys(found))


def links_to_be(session: Session, target: NewMemo) -> tuple[Link, ...]:
    """Return what a new memo is about, as ways to it; what is gone is left out."""
    from gtcoder.queries.memos import thing_words
    from gtcoder.queries.retrieval import lines_of

    with session.bridge.read() as reader:
        try:
            things = things_of(reader, target)
        except NotFound:
            things = things_of_ids(target)
        known = thing_words(reader, things)
        found = [link_to(known[thing]) for thing in things if thing in known]
        spot = target.passage
        if spot is not None and spot.span is not None:
            from gtcoder.queries.names import names

            line = lines_of(reader, spot.document, [spot.span.start])[0]
            words = f"{names(reader).documents.get(spot.document, '')}, line {line}"
            found.append(Link(words, *_SEEN["passage"], spot))
    return tuple(found)


def about_words(session: Session, target: NewMemo) -> str:
    """Return in words what a new memo is about; empty for the study as a whole."""
    return ", ".join(link.words for link in links_to_be(session, target))
