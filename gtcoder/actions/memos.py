"""Memos: written, changed, tagged, tied to what they are about, and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from gtcoder.actions.coding import quotation_at
from gtcoder.actions.hanging import drop_if_empty
from gtcoder.actions.memo_links import link_to, unlink_from_all, words_of
from gtcoder.actions.rules import clean_name
from gtcoder.actions.storyline import tie_links
from gtcoder.errors import InvalidInput, NotAllowed, NotFound, StaleText
from gtcoder.model.base import now
from gtcoder.model.team import Coder
from gtcoder.model.theory import Memo, MemoLink, MemoTag
from gtcoder.model.transcripts import Quotation
from gtcoder.store.history import overwritten_by
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CoderRole,
    DocumentId,
    InstrumentId,
    MemoId,
    MemoKind,
    ModelId,
    ParadigmId,
    ParticipantId,
    PropertyId,
    QuotationId,
    RelationId,
    RoundId,
    SamplingDecisionId,
    Span,
    SpeakerId,
)

_SEPARATOR = ";"  # parts several values on a command line


@action("theory.write_memo")
def write_memo(
    unit: Unit,
    *,
    text: str,
    kind: MemoKind = MemoKind.THEORETICAL,
    title: str = "",
    tags: Sequence[str] = (),
    codes: Sequence[CodeId] = (),
    documents: Sequence[DocumentId] = (),
    quotations: Sequence[QuotationId] = (),
    participants: Sequence[ParticipantId] = (),
    relations: Sequence[RelationId] = (),
    memos: Sequence[MemoId] = (),
    speakers: Sequence[SpeakerId] = (),
    properties: Sequence[PropertyId] = (),
    paradigms: Sequence[ParadigmId] = (),
    models: Sequence[ModelId] = (),
    rounds: Sequence[RoundId] = (),
    sampling: Sequence[SamplingDecisionId] = (),
    instruments: Sequence[InstrumentId] = (),
    document: DocumentId | None = None,
    span: Span | None = None,
) -> MemoId:
    """Write a memo about any number of things, or about the study as a whole.

    With `document` and `span` it is about that stretch, which becomes a quotation of the writer's.
    """
    if not text.strip():
        raise InvalidInput("A memo needs a text. Nothing was changed.")
    quotations = _with_stretch(unit, quotations, document, span)
    memo = unit.make(Memo(kind=kind, title=title.strip(), text=text, coder_id=unit.me))
    wanted = {
        "code": codes, "document": documents, "quotation": quotations,
        "participant": participants, "relation": relations, "other_memo": memos,
        "speaker": speakers, "property": properties, "paradigm": paradigms, "model": models,
        "round": rounds, "sampling": sampling, "instrument": instruments,
    }  # fmt: skip
    link_to(unit, memo, wanted)
    _add_tags(unit, memo, tags)
    if memo.kind == MemoKind.STORYLINE:
        tie_links(unit, memo)
    unit.tell(title=memo.title)
    return MemoId(memo.id)


@action("theory.change_memo")
def change_memo(
    unit: Unit,
    *,
    memo: MemoId,
    text: str | None = None,
    title: str | None = None,
    kind: MemoKind | None = None,
    expected_revision: int | None = None,
) -> None:
    """Change a memo's text, title or kind; what is not given stays.

    With `expected_revision` a colleague's newer text raises StaleText.
    """
    record = unit.find(Memo, memo, "memo")
    if text is not None and expected_revision is not None:
        _refuse_stale(unit, record, text, expected_revision)
    if kind is not None and kind != record.kind:
        _refuse_storyline(record.kind, kind)
        unit.tell(kind=str(kind))
        record.kind = kind
    record.text = record.text if text is None else text
    record.title = record.title if title is None else title.strip()
    record.changed_at = now()
    if record.kind == MemoKind.STORYLINE:
        tie_links(unit, record)
    unit.tell(title=record.title)


def _refuse_stale(unit: Unit, record: Memo, text: str, expected: int) -> None:
    newer = overwritten_by(unit, "memo", record.id, "text", expected)
    if newer is not None:
        raise StaleText(
            "The memo was changed by a colleague in entry {entry} since you read it. Nothing was "
            "changed; look at both texts.",
            yours=text,
            theirs=record.text,
            entry=newer,
        )


def _refuse_storyline(was: str, kind: MemoKind) -> None:
    if MemoKind.STORYLINE in (was, kind):
        raise InvalidInput(
            "A storyline is of its own kind and no other memo becomes one. Nothing was changed; "
            "write it in selective coding."
        )


@action("theory.tag_memo")
def tag_memo(
    unit: Unit, *, memo: MemoId, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> None:
    """File a memo under tags, and take it off others; what is so already stays as it is."""
    record = unit.find(Memo, memo, "memo")
    if not add and not remove:
        raise InvalidInput("No tag was named. Nothing was changed.")
    unit.tell(memo=record.id, title=record.title)
    own = _own_tags(unit, record)
    gone = {_clean_tag(name).casefold() for name in remove}
    going = [own[name] for name in own if name in gone]
    for each in going:
        unit.delete(each)
    unit.flush()
    added = _add_tags(unit, record, add)
    unit.tell(added=added, removed=[each.name for each in going])


def _own_tags(unit: Unit, memo: Memo) -> dict[str, MemoTag]:
    rows = unit.scalars(select(MemoTag).where(MemoTag.memo_id == memo.id).order_by(MemoTag.id))
    return {row.name.casefold(): row for row in rows}


def _add_tags(unit: Unit, memo: Memo, tags: Sequence[str]) -> list[str]:
    """Give a memo tags, spelt as other memos spell them, and return those it did not have."""
    if not tags:
        return []
    own = _own_tags(unit, memo)
    spelt = {name.casefold(): name for name in unit.scalars(select(MemoTag.name).distinct())}
    added = []
    for name in dict.fromkeys(_clean_tag(each) for each in tags):
        if name.casefold() not in own:
            name = spelt.get(name.casefold(), name)
            own[name.casefold()] = unit.make(MemoTag(memo_id=memo.id, name=name))
            added.append(name)
    return added


def _clean_tag(name: str) -> str:
    kept = clean_name(name.strip().lstrip("#"), "tag")
    if _SEPARATOR in kept:
        raise InvalidInput(
            "“{name}” holds “;”, which parts tags. Nothing was changed; give them one by one.",
            name=kept,
        )
    return kept


@action("theory.link_memo")
def link_memo(
    unit: Unit,
    *,
    memo: MemoId,
    codes: Sequence[CodeId] = (),
    documents: Sequence[DocumentId] = (),
    quotations: Sequence[QuotationId] = (),
    participants: Sequence[ParticipantId] = (),
    relations: Sequence[RelationId] = (),
    memos: Sequence[MemoId] = (),
    speakers: Sequence[SpeakerId] = (),
    properties: Sequence[PropertyId] = (),
    paradigms: Sequence[ParadigmId] = (),
    models: Sequence[ModelId] = (),
    rounds: Sequence[RoundId] = (),
    sampling: Sequence[SamplingDecisionId] = (),
    instruments: Sequence[InstrumentId] = (),
    document: DocumentId | None = None,
    span: Span | None = None,
) -> int:
    """Let a memo be about more things and return how many it was not about before.

    With `document` and `span` it is about that stretch as well, which becomes a quotation.
    """
    record = _linkable(unit, memo)
    quotations = _with_stretch(unit, quotations, document, span)
    wanted = {
        "code": codes, "document": documents, "quotation": quotations,
        "participant": participants, "relation": relations, "other_memo": memos,
        "speaker": speakers, "property": properties, "paradigm": paradigms, "model": models,
        "round": rounds, "sampling": sampling, "instrument": instruments,
    }  # fmt: skip
    _refuse_nothing(wanted)
    new = link_to(unit, record, wanted)
    unit.tell(memo=record.id, title=record.title, on=words_of(unit, new))
    return sum(map(len, new.values()))


@action("theory.unlink_memo")
def unlink_memo(
    unit: Unit,
    *,
    memo: MemoId,
    codes: Sequence[CodeId] = (),
    documents: Sequence[DocumentId] = (),
    quotations: Sequence[QuotationId] = (),
    participants: Sequence[ParticipantId] = (),
    relations: Sequence[RelationId] = (),
    memos: Sequence[MemoId] = (),
    speakers: Sequence[SpeakerId] = (),
    properties: Sequence[PropertyId] = (),
    paradigms: Sequence[ParadigmId] = (),
    models: Sequence[ModelId] = (),
    rounds: Sequence[RoundId] = (),
    sampling: Sequence[SamplingDecisionId] = (),
    instruments: Sequence[InstrumentId] = (),
) -> None:
    """Let a memo no longer be about things, and drop passages that only it kept."""
    record = _linkable(unit, memo)
    unwanted = {
        "code": codes, "document": documents, "quotation": quotations,
        "participant": participants, "relation": relations, "other_memo": memos,
        "speaker": speakers, "property": properties, "paradigm": paradigms, "model": models,
        "round": rounds, "sampling": sampling, "instrument": instruments,
    }  # fmt: skip
    _refuse_nothing(unwanted)
    going = [
        link.id
        for link in unit.scalars(select(MemoLink).where(MemoLink.memo_id == record.id))
        if any(getattr(link, f"{kind}_id") in keys for kind, keys in unwanted.items())
    ]
    if not going:
        raise NotFound("The memo is about none of these. Nothing was changed.")
    unit.tell(memo=record.id, title=record.title, on=words_of(unit, unwanted))
    unit.bulk_delete(MemoLink, going)
    for passage in dict.fromkeys(quotations):
        drop_if_empty(unit, unit.get_one(Quotation, passage))


def _linkable(unit: Unit, memo: MemoId) -> Memo:
    record = unit.find(Memo, memo, "memo")
    if record.kind == MemoKind.STORYLINE:
        raise InvalidInput(
            "A storyline is about what its text links to. Nothing was changed; write or delete the "
            "link in its text."
        )
    return record


def _refuse_nothing(wanted: Mapping[str, Sequence[int]]) -> None:
    if not any(wanted.values()):
        raise InvalidInput("Nothing was named that the memo is about. Nothing was changed.")


def _with_stretch(
    unit: Unit, quotations: Sequence[QuotationId], document: DocumentId | None, span: Span | None
) -> Sequence[QuotationId]:
    """Return the quotations with the one at a stretch, which is made where there is none."""
    if (document is None) != (span is None):
        raise InvalidInput("A passage is a document and a stretch of it. Nothing was changed.")
    if document is None or span is None:
        return quotations
    passage = QuotationId(quotation_at(unit, document, span, None).id)
    return quotations if passage in quotations else (*quotations, passage)


@action("theory.remove_memo")
def remove_memo(unit: Unit, *, memo: MemoId) -> None:
    """Remove a memo of mine (a lead may remove any), and passages that only it kept."""
    record = unit.find(Memo, memo, "memo")
    if record.coder_id != unit.me and unit.get_one(Coder, unit.me).role != CoderRole.LEAD:
        raise NotAllowed("This memo is a colleague's; a lead may remove it. Nothing was changed.")
    links = list(unit.scalars(select(MemoLink).where(MemoLink.memo_id == memo)))
    passages = [link.quotation_id for link in links if link.quotation_id is not None]
    unit.tell(title=record.title)
    unit.bulk_delete(MemoLink, [link.id for link in links])
    unlink_from_all(unit, other_memo_id=memo)
    drop_tags(unit, [memo])
    unit.bulk_delete(Memo, [memo])
    for passage in passages:
        drop_if_empty(unit, unit.get_one(Quotation, passage))


def drop_tags(unit: Unit, memos: Sequence[int]) -> None:
    """Delete the tags of memos that are about to go."""
    keys = select(MemoTag.id).where(MemoTag.memo_id.in_(memos))
    unit.bulk_delete(MemoTag, list(unit.scalars(keys)))
