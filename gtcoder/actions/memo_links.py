"""What memos are about: links made, words for them, and links that go with what they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.model.codebook import Code, Property
from gtcoder.model.drawn import Model
from gtcoder.model.instruments import Instrument
from gtcoder.model.selective import SamplingDecision
from gtcoder.model.team import Round
from gtcoder.model.theory import Memo, MemoLink, Paradigm, Relation
from gtcoder.model.transcripts import Document, Participant, Quotation, Speaker
from gtcoder.store.unit import Unit

# By the kind of thing, which is its column without “_id”: its table, and what one of it is called.
LINKED: dict[str, tuple[type[Any], str]] = {
    "code": (Code, "code"),
    "document": (Document, "document"),
    "quotation": (Quotation, "quotation"),
    "participant": (Participant, "participant"),
    "relation": (Relation, "relation"),
    "other_memo": (Memo, "memo"),
    "speaker": (Speaker, "speaker"),
    "property": (Property, "property"),
    "paradigm": (Paradigm, "paradigm"),
    "model": (Model, "model"),
    "round": (Round, "round"),
    "sampling": (SamplingDecision, "sampling decision"),
    "instrument": (Instrument, "instrument"),
}
_NAMED = ("code", "document", "participant", "property", "paradigm", "model", "round", "instrument")


def link_to(
    unit: Unit, memo: Memo, wanted: Mapping[str, Sequence[int]]
) -> dict[str, tuple[int, ...]]:
    """Let a memo be about things, by kind and key, and return those it was not about before."""
    own = unit.scalars(select(MemoLink).where(MemoLink.memo_id == memo.id)).all()
    made: dict[str, tuple[int, ...]] = {}
    for kind, keys in wanted.items():
        column, (table, what) = f"{kind}_id", LINKED[kind]
        there = {getattr(link, column) for link in own}
        new = tuple(key for key in dict.fromkeys(keys) if key not in there)
        for key in new:
            _refuse(unit, memo, kind, key)
            unit.find(table, key, what)
            unit.add(MemoLink(memo_id=memo.id, **{column: key}))
        made[kind] = new
    return made


def _refuse(unit: Unit, memo: Memo, kind: str, key: int) -> None:
    if kind == "other_memo" and key == memo.id:
        raise InvalidInput("A memo is not about itself. Nothing was changed.")
    if kind == "instrument" and unit.blind is not None:  # which the team may remove meanwhile
        raise NotAllowed(
            "While a blind round is open no memo is tied to an instrument, which the team may "
            "change meanwhile. Nothing was changed; tie it when the round is over."
        )


def words_of(unit: Unit, things: Mapping[str, Sequence[int]]) -> list[str]:
    """Return what the ledger says a memo is about."""
    words = []
    for kind, keys in things.items():
        table, what = LINKED[kind]
        if kind in _NAMED:
            words += [f"the {what} “{unit.find(table, key, what).name}”" for key in keys]
        elif keys:
            words.append(f"{len(keys)} {_plural(what)}" if len(keys) > 1 else _one(what))
    return words


def _one(what: str) -> str:
    return "a passage" if what == "quotation" else f"a {what}"


def _plural(what: str) -> str:
    return "passages" if what == "quotation" else f"{what}s"


def unlink_from_all(unit: Unit, **gone: int) -> None:
    """Drop the links of all memos to what is about to go; `gone` is a column with its key."""
    ((column, key),) = gone.items()
    links = select(MemoLink.id).where(getattr(MemoLink, column) == key)
    unit.bulk_delete(MemoLink, list(unit.scalars(links)))
