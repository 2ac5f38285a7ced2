"""Play the memos of a plan: written by their authors, then tied to what was made after them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gtcoder.actions import memos
from gtcoder.actions.cast import Cast, Quotations, read_at
from gtcoder.actions.play_relations import Relations
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Property
from gtcoder.model.drawn import Model
from gtcoder.model.instruments import Instrument
from gtcoder.model.selective import SamplingDecision
from gtcoder.model.theory import Paradigm
from gtcoder.model.transcripts import Speaker
from gtcoder.plan import MemoDraft, StudyPlan
from gtcoder.plan_memos import MemoLinkDraft
from gtcoder.vocabulary import MemoId

_NAMED: dict[str, tuple[str, type[Any]]] = {
    "paradigm": ("paradigms", Paradigm),
    "model": ("models", Model),
    "instrument": ("instruments", Instrument),
}


def write_memos(cast: Cast, plan: StudyPlan) -> list[MemoId]:
    """Write the memos with their tags, and return their keys in the plan's order."""
    return [_write(cast, memo) for memo in plan.memos]


def _write(cast: Cast, draft: MemoDraft) -> MemoId:
    with read_at(draft.place):
        return cast.team[draft.coder].perform(
            memos.write_memo,
            text=draft.text,
            kind=draft.kind,
            title=draft.title,
            tags=draft.tags,
            codes=[cast.codes[key] for key in draft.codes],
            documents=[cast.documents[name] for name in draft.documents],
            participants=[cast.participants[name] for name in draft.participants],
        )


def link_memos(cast: Cast, plan: StudyPlan, related: Relations, written: list[MemoId]) -> None:
    """Tie the memos to passages, relations, each other, and whatever else they are about."""
    if not any(draft.links for draft in plan.memos):
        return
    found = _Found(cast, related, written)
    for key, draft in zip(written, plan.memos, strict=True):
        for link in draft.links:
            with read_at(draft.place):
                about = found.arguments(link, draft)
                cast.team[draft.coder].perform(memos.link_memo, memo=key, **about)


class _Found:
    """Finds what links lead to among what was built."""

    def __init__(self, cast: Cast, related: Relations, written: list[MemoId]) -> None:
        self._cast, self._related, self._written = cast, related, written
        self._quotations: Quotations = cast.quotations()

    def arguments(self, link: MemoLinkDraft, memo: MemoDraft) -> dict[str, Any]:
        """Return a link as the verb takes it, or refuse one that leads to nothing."""
        about = link.about
        if about == "passage" and link.passage is not None:
            if self._quotations.has(link.passage):
                return {"quotations": [self._quotations.at(link.passage)]}
            if link.passage.coder == memo.coder:
                document = self._cast.documents[link.passage.document]
                return {"document": document, "span": link.passage.span}
        elif about == "relation" and link.relation in self._related:
            return {"relations": [self._related[link.relation]]}
        elif about == "memo":
            return {"memos": [self._written[link.number]]}
        key = self._key(link)
        if key is None:
            raise InvalidInput(
                "The memo is on a {about} that is not there: {name}. Nothing was built.",
                about=about,
                name=link.name or link.number or "(see its line)",
            )
        names = {"property": "properties", "speaker": "speakers", "sampling": "sampling"}
        return {names.get(about) or _NAMED[about][0]: [key]}

    def _key(self, link: MemoLinkDraft) -> int | None:
        with self._cast.read() as reader:
            if link.about in _NAMED:
                keys = select(_NAMED[link.about][1].id).filter_by(name=link.name)
            elif link.about == "property" and link.code is not None:
                category = self._cast.codes[link.code]
                keys = select(Property.id).filter_by(category_id=category, name=link.name)
            elif link.about == "speaker":
                document = self._cast.documents[link.document]
                keys = select(Speaker.id).filter_by(document_id=document, label=link.name)
            elif link.about == "sampling":
                keys = select(SamplingDecision.id).order_by(SamplingDecision.id)
                keys = keys.offset(max(0, link.number - 1)).limit(1)
            else:
                return None
            return next(iter(reader.scalars(keys)), None)
