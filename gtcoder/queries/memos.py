"""Memos: what was thought on the way, under which tags, and what each is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from gtcoder.model.codebook import Property
from gtcoder.model.drawn import Model
from gtcoder.model.instruments import Instrument
from gtcoder.model.selective import SamplingDecision
from gtcoder.model.team import Coder
from gtcoder.model.theory import Memo, MemoLink, MemoTag, Paradigm
from gtcoder.model.transcripts import Speaker
from gtcoder.queries.keeping import kept_while
from gtcoder.queries.names import names
from gtcoder.queries.relations import relation_cards
from gtcoder.queries.retrieval import Place, places_of
from gtcoder.queries.storyline import subjects
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    MemoId,
    MemoKind,
    ParticipantId,
    QuotationId,
    RelationId,
)


class About(StrEnum):
    """The kinds of thing a memo can be about."""

    CODE = "code"
    DOCUMENT = "document"
    PASSAGE = "passage"
    PARTICIPANT = "participant"
    RELATION = "relation"
    MEMO = "memo"
    SPEAKER = "speaker"
    PROPERTY = "property"
    PARADIGM = "paradigm"
    MODEL = "model"
    ROUND = "round"
    SAMPLING = "sampling"
    INSTRUMENT = "instrument"


_NAMES = {"passage": "quotation", "memo": "other_memo"}
_COLUMNS: dict[About, Any] = {
    about: getattr(MemoLink, f"{_NAMES.get(about, about)}_id") for about in About
}
_ORDER = tuple(About)
_MARKS = re.compile(r"^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+|[*_`|]+|\]\([^)]*\)|\[", re.MULTILINE)
Thing = tuple[About, int]


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo, its tags and what it is about; about nothing in particular = about the study."""

    id: MemoId
    kind: str
    title: str
    text: str
    coder: str
    created_at: datetime
    changed_at: datetime
    tags: tuple[str, ...]
    things: tuple[Thing, ...]

    def keys(self, about: About) -> tuple[int, ...]:
        """Return the keys of the things of one kind that it is about."""
        return tuple(key for kind, key in self.things if kind is about)

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The codes it is about."""
        return tuple(map(CodeId, self.keys(About.CODE)))

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents it is about."""
        return tuple(map(DocumentId, self.keys(About.DOCUMENT)))

    @property
    def quotations(self) -> tuple[QuotationId, ...]:
        """The passages it is about."""
        return tuple(map(QuotationId, self.keys(About.PASSAGE)))

    @property
    def participants(self) -> tuple[ParticipantId, ...]:
        """The participants it is about."""
        return tuple(map(ParticipantId, self.keys(About.PARTICIPANT)))

    @property
    def relations(self) -> tuple[RelationId, ...]:
        """The relations it is about."""
        return tuple(map(RelationId, self.keys(About.RELATION)))


@dataclass(frozen=True, slots=True)
class MemoSubject:
    """One thing a memo is about in words; `within` is the document or category it belongs to."""

    about: About
    key: int
    words: str
    place: Place | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class MemoCard(MemoRow):
    """A memo with what it is about in words, each with where it is seen."""

    subjects: tuple[MemoSubject, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about, in words."""
        return tuple(subject.words for subject in self.subjects)

    @property
    def passages(self) -> tuple[Place, ...]:
        """The passages it is about, to jump to."""
        return tuple(each.place for each in self.subjects if each.place is not None)

    @property
    def passage(self) -> Place | None:
        """The first passage it is about."""
        return next(iter(self.passages), None)


def memos(reader: Reader) -> tuple[MemoRow, ...]:
    """Return the memos in the order they were written."""
    tables = (Memo.__tablename__, MemoLink.__tablename__, MemoTag.__tablename__,
              Coder.__tablename__)  # fmt: skip
    return kept_while(reader, "memos", tables, lambda: _read(reader), all_see=False)


def _read(reader: Reader) -> tuple[MemoRow, ...]:
    columns = (MemoLink.memo_id, *(_COLUMNS[about] for about in _ORDER))
    things: dict[int, list[Thing]] = {}
    for memo, *keys in reader.rows(select(*columns).order_by(MemoLink.id)):
        about, key = next((a, k) for a, k in zip(_ORDER, keys, strict=True) if k is not None)
        things.setdefault(memo, []).append((about, key))
    tags: dict[int, list[str]] = {}
    for memo, name in reader.rows(select(MemoTag.memo_id, MemoTag.name).order_by(MemoTag.id)):
        tags.setdefault(memo, []).append(name)
    rows = select(
        Memo.id, Memo.kind, Memo.title, Memo.text, Coder.name, Memo.created_at, Memo.changed_at
    ).join(Coder, Coder.id == Memo.coder_id)
    return tuple(
        MemoRow(
            MemoId(key), kind, title, text, coder, created, changed,
            tuple(sorted(tags.get(key, ()), key=str.casefold)),
            tuple(sorted(things.get(key, ()), key=lambda thing: _ORDER.index(thing[0]))),
        )
        for key, kind, title, text, coder, created, changed in reader.rows(rows.order_by(Memo.id))
    )  # fmt: skip


def count_memos(reader: Reader) -> int:
    """Return how many memos the viewer may see."""
    return int(reader.session.scalars(select(func.count(Memo.id))).one())


def memo_tags(reader: Reader) -> dict[str, int]:
    """Return the tags in alphabetical order, each with how many memos are filed under it."""
    found: dict[str, int] = {}
    for row in memos(reader):
        for name in row.tags:
            found[name] = found.get(name, 0) + 1
    return {name: found[name] for name in sorted(found, key=str.casefold)}


def memo_list(reader: Reader) -> tuple[MemoCard, ...]:
    """Return the memos with what they are about in words, in the order they were written.

    The text of a storyline has its links as they are written by hand.
    """
    rows = memos(reader)
    known = thing_words(reader, {thing for row in rows for thing in row.things})
    return tuple(
        MemoCard(
            row.id, row.kind, row.title, _text(reader, row), row.coder, row.created_at,
            row.changed_at, row.tags, row.things,
            tuple(known[thing] for thing in row.things if thing in known),
        )
        for row in rows
    )  # fmt: skip


def _text(reader: Reader, row: MemoRow) -> str:
    return subjects(reader).by_hand(row.text) if row.kind == MemoKind.STORYLINE else row.text


def headline(row: MemoRow) -> str:
    """Return a memo's title, or its first words where it has none."""
    return row.title or first_words(row.text)


def first_words(text: str) -> str:
    """Return the first words of a text in Markdown, without its marks."""
    return " ".join(_MARKS.sub(" ", text[:400]).split())[:80]


def thing_words(reader: Reader, things: Iterable[Thing]) -> dict[Thing, MemoSubject]:
    """Return things in words, each with where it is seen; what is out of sight is left out."""
    wanted: dict[About, set[int]] = {}
    for about, key in things:
        wanted.setdefault(about, set()).add(key)
    found: dict[Thing, MemoSubject] = {}
    for about, keys in wanted.items():
        for key, (words, place, within) in _WORDED[about](reader, keys).items():
            if key in keys:
                found[about, key] = MemoSubject(about, key, words, place, within)
    return found


_Worded = Mapping[int, tuple[str, Place | None, int | None]]


def _named(what: str, called: Mapping[int, str]) -> _Worded:
    head = f"{what} " if what else ""
    return {key: (f"{head}{name}", None, None) for key, name in called.items()}


def _passages(reader: Reader, keys: set[int]) -> _Worded:
    places = places_of(reader, {QuotationId(key) for key in keys})
    return {key: (place.written, place, place.document_id) for key, place in places.items()}


def _relations(reader: Reader, _keys: set[int]) -> _Worded:
    return {card.id: (card.reads, None, None) for card in relation_cards(reader)}


def _memos(reader: Reader, _keys: set[int]) -> _Worded:
    return {row.id: (f"memo “{headline(row)}”", None, None) for row in memos(reader)}


def _speakers(reader: Reader, keys: set[int]) -> _Worded:
    rows = select(Speaker.id, Speaker.label, Speaker.document_id).where(Speaker.id.in_(keys))
    documents = names(reader).documents
    return {
        key: (f"speaker {label}, {documents[document]}", None, document)
        for key, label, document in reader.rows(rows)
    }


def _properties(reader: Reader, keys: set[int]) -> _Worded:
    rows = select(Property.id, Property.name, Property.category_id).where(Property.id.in_(keys))
    codes = names(reader).codes
    return {
        key: (f"property {name} of {codes.get(category, '')}", None, category)
        for key, name, category in reader.rows(rows)
    }


def _sampling(reader: Reader, keys: set[int]) -> _Worded:
    row = SamplingDecision
    rows = select(row.id, row.decided_on, row.decision).where(row.id.in_(keys))
    return {
        key: (f"sampling of {day.isoformat()}: {decision}", None, None)
        for key, day, decision in reader.rows(rows)
    }


def _of_table(what: str, kind: type[Any]) -> Callable[[Reader, set[int]], _Worded]:
    def read(reader: Reader, keys: set[int]) -> _Worded:
        rows = reader.rows(select(kind.id, kind.name).where(kind.id.in_(keys)))
        return _named(what, dict(rows))

    return read


_WORDED: dict[About, Callable[[Reader, set[int]], _Worded]] = {
    About.CODE: lambda reader, _: _named("code", names(reader).codes),
    About.DOCUMENT: lambda reader, _: _named("", names(reader).documents),
    About.PASSAGE: _passages,
    About.PARTICIPANT: lambda reader, _: _named("participant", names(reader).participants),
    About.RELATION: _relations,
    About.MEMO: _memos,
    About.SPEAKER: _speakers,
    About.PROPERTY: _properties,
    About.PARADIGM: _of_table("paradigm", Paradigm),
    About.MODEL: _of_table("model", Model),
    About.ROUND: lambda reader, _: _named("", names(reader).rounds),
    About.SAMPLING: _sampling,
    About.INSTRUMENT: _of_table("instrument", Instrument),
}
