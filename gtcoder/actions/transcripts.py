"""Bringing transcripts in, tying speakers to participants, variables, renaming and removing."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import or_, select

from gtcoder.actions.rules import clean_name, one_where, random_guids, refuse_taken
from gtcoder.actions.variable_values import Differing, StudyValues, take_values
from gtcoder.batch import DocumentDraft, ImportBatch, VariableDraft
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import CodeExample, Coding, PropertyPlacement
from gtcoder.model.reading import Bookmark, Comparison
from gtcoder.model.selective import SamplingLink
from gtcoder.model.team import Assignment, Decision, GivenSegment
from gtcoder.model.theory import Evidence, Memo, MemoLink, MemoTag
from gtcoder.model.transcripts import (
    Document,
    ErasedText,
    Participant,
    Quotation,
    Speaker,
    TextVersion,
    Turn,
    VariableValue,
)
from gtcoder.store.history import makers_of
from gtcoder.store.texts import store_texts
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    DocumentId,
    MemoKind,
    ParticipantId,
    SpeakerId,
    SpeakerRole,
    VariableScope,
)

ERASED_BEFORE = "its text was erased from this study for good"
VARIABLES_TOO = ", so its variables stay out too"


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import stored, by the draft's name: the document, or why it was left out.

    `values` is how many values of variables were set; `differing` are those where another stood.
    """

    documents: tuple[tuple[str, DocumentId], ...]
    left_out: tuple[tuple[str, str], ...]
    values: int = 0
    differing: tuple[Differing, ...] = ()


@action("transcripts.add")
def add_documents(
    unit: Unit, *, batch: ImportBatch, again: bool = False, replace: bool = False
) -> Stored:
    """Store the documents and variables of an import as one entry.

    A text that the study holds already is left out and named, unless `again`, and so is one that
    was erased from it for good. A name that is taken gets a number, and the batch's variables
    follow it. Variables of a document that is left out stay out with it, unless the study holds it
    by that name; those of unknown documents or participants are left out and named. A value that
    came along with a text leaves another that stands there as it is, unless `replace`.
    """
    stored: list[tuple[str, DocumentId]] = []
    left_out: list[tuple[str, str]] = []
    outside: set[str] = set()
    for draft in batch.documents:
        twin = None if again else _twin(unit, draft)
        if unit.get(ErasedText, draft.sha256) is not None:
            twin, why = None, ERASED_BEFORE
        elif twin is not None:
            why = same_text(twin)
        else:
            stored.append((draft.name, _store(unit, draft)))
            continue
        if twin != draft.name:
            outside.add(draft.name)
            why += VARIABLES_TOO if has_variables(batch, draft) else ""
        left_out.append((draft.name, why))
    here = {(VariableScope.DOCUMENT, name): int(key) for name, key in stored}
    found = take_values(StudyValues(unit, here), variables_of(batch, outside), replace=replace)
    left_out += ((variable.name, no_owner(variable)) for variable in found.nobodys)
    unit.tell(documents=[name for name, _ in stored], variables=found.values)
    return Stored(tuple(stored), tuple(left_out), found.values, tuple(found.differing))


def variables_of(batch: ImportBatch, outside: Container[str]) -> list[VariableDraft]:
    """Return the variables of an import without those of the documents that stay outside."""
    return [
        each
        for each in batch.variables
        if each.scope is not VariableScope.DOCUMENT or each.owner not in outside
    ]


def same_text(twin: str) -> str:
    """Return why a document is left out whose text the study holds under a name."""
    return f"the same text is there as “{twin}”"


def no_owner(variable: VariableDraft) -> str:
    """Return why a variable is left out whose document or participant is unknown."""
    return f"there is no {variable.scope} “{variable.owner}”"


def has_variables(batch: ImportBatch, draft: DocumentDraft) -> bool:
    """Tell whether an import has variables of a document."""
    return any(
        each.scope is VariableScope.DOCUMENT and each.owner == draft.name
        for each in batch.variables
    )


def _store(unit: Unit, draft: DocumentDraft) -> DocumentId:
    store_texts(unit.connection(), {draft.sha256: draft.text})
    document = Document(name=_free_name(unit, draft.name))
    version = TextVersion(
        number=1,
        sha256=draft.sha256,
        characters=len(draft.text),
        source=asdict(draft.source),
        marks=[[mark.start, mark.end, str(mark.kind)] for mark in draft.marks] or None,
    )
    document.id = unit.keys("document")[0]
    version.id = unit.keys("text_version")[0]
    document.version_id, version.document_id = version.id, document.id
    if draft.participant is not None:
        document.participant_id = _participant(unit, draft.participant)
    unit.add_all([document, version])
    speakers = {
        speaker.label: unit.make(
            Speaker(
                document_id=document.id,
                label=speaker.label,
                role=speaker.role,
                participant_id=(
                    None if speaker.participant is None else _participant(unit, speaker.participant)
                ),
            )
        ).id
        for speaker in draft.speakers
    }
    _store_turns(unit, document.id, draft, speakers)
    return DocumentId(document.id)


def _store_turns(unit: Unit, document: int, draft: DocumentDraft, speakers: dict[str, int]) -> None:
    if not draft.turns:
        return
    unit.bulk_insert(
        Turn,
        {
            "guid": random_guids(len(draft.turns)),
            "document_id": [document] * len(draft.turns),
            "start": [turn.start for turn in draft.turns],
            "end": [turn.end for turn in draft.turns],
            "body": [turn.body for turn in draft.turns],
            "speaker_id": [
                None if turn.speaker is None else speakers[turn.speaker] for turn in draft.turns
            ],
            "begins": [turn.begins for turn in draft.turns],
            "ends": [turn.ends for turn in draft.turns],
        },
    )


def _participant(unit: Unit, name: str) -> int:
    name = clean_name(name, "participant")
    found = one_where(unit, Participant, name=name)
    return (found or unit.make(Participant(name=name))).id


def _twin(unit: Unit, draft: DocumentDraft) -> str | None:
    """Return the document with the same text, that of the same name first.

    Answers of a survey must have the name too.
    """
    name = clean_name(draft.name, "document")
    same = (
        select(Document.name)
        .join(TextVersion, TextVersion.id == Document.version_id)
        .where(TextVersion.sha256 == draft.sha256)
    )
    if draft.is_answer:
        same = same.where(Document.name == name)
    return unit.scalars(same.order_by(Document.name != name, Document.id).limit(1)).first()


def _free_name(unit: Unit, name: str) -> str:
    wanted = clean_name(name, "document")
    free, number = wanted, 1
    while unit.scalar(select(Document.id).where(Document.name == free)) is not None:
        number += 1
        free = f"{wanted} ({number})"
    return free


@action("transcripts.rename")
def rename_document(unit: Unit, *, document: DocumentId, name: str) -> None:
    """Give a document another name."""
    record = unit.find(Document, document, "document")
    name = clean_name(name, "document")
    if name == record.name:
        return
    refuse_taken(unit, Document.name, name, "document")
    unit.tell(document=record.name, name=name)
    record.name = name


@action("transcripts.set_speaker")
def set_speaker(
    unit: Unit, *, speaker: SpeakerId, role: SpeakerRole, participant: str | None = None
) -> None:
    """Say who a speaker label stands for; a new participant name makes the participant."""
    record = unit.find(Speaker, speaker, "speaker")
    if participant is not None and role is not SpeakerRole.PARTICIPANT:
        raise InvalidInput(
            "Only a speaker with role participant is tied to one. Nothing was changed."
        )
    record.role = role
    record.participant_id = None if participant is None else _participant(unit, participant)
    unit.tell(speaker=record.label, participant=participant or "")


@action("transcripts.set_participant")
def set_participant(unit: Unit, *, document: DocumentId, participant: str | None = None) -> None:
    """Name the document's one participant, for a text without turns; None takes it away."""
    record = unit.find(Document, document, "document")
    record.participant_id = None if participant is None else _participant(unit, participant)
    unit.tell(document=record.name, participant=participant or "")


@action("transcripts.rename_participant")
def rename_participant(unit: Unit, *, participant: ParticipantId, name: str) -> None:
    """Give a participant another name, such as a pseudonym."""
    record = unit.find(Participant, participant, "participant")
    name = clean_name(name, "participant")
    if name != record.name:
        refuse_taken(unit, Participant.name, name, "participant")
        record.name = name


@action("transcripts.set_variable")
def set_variable(unit: Unit, *, scope: VariableScope, owner: str, name: str, value: str) -> None:
    """Set a variable of a document or a participant by name; an empty value takes it away."""
    draft = VariableDraft(name, value, scope, owner)
    if take_values(StudyValues(unit, {}), [draft]).nobodys:
        raise InvalidInput(
            "There is no {scope} “{owner}”. Nothing was changed.", scope=str(scope), owner=owner
        )
    unit.tell(owner=owner, variable=name)


@action("transcripts.remove", reason=True)
def remove_document(unit: Unit, *, document: DocumentId) -> int:
    """Remove a document with its codings by all coders; return how many codings went.

    The ledger can bring it back. Colleagues' codings, decisions, memos, evidence and placed
    passages take a lead.
    """
    record = unit.find(Document, document, "document")
    unit.tell(document=record.name)
    quotations = list(unit.scalars(select(Quotation.id).where(Quotation.document_id == record.id)))
    coders = unit.scalars(
        select(Quotation.coder_id).where(Quotation.document_id == record.id).distinct()
    )
    if set(coders) - {unit.me}:
        unit.require_lead("remove a document that a colleague has coded")
    return take_away(unit, record, quotations)


def take_away(
    unit: Unit, record: Document, quotations: Sequence[int], *, keep_memos: bool = False
) -> int:
    """Delete a document and all that lies in it or hangs on it; return how many codings went.

    A memo that was about nothing else goes too, unless memos are kept.
    """
    codings = hanging(unit, Coding, quotations)
    _drop_uses(unit, Evidence, quotations, "gave as evidence")
    _drop_uses(unit, PropertyPlacement, quotations, "placed along a property")
    _drop_comparisons(unit, quotations)
    unit.bulk_delete(CodeExample, hanging(unit, CodeExample, quotations))
    _unlink_sampling(unit, record.id)
    memos = _unlink_memos(unit, record.id, quotations)
    if not keep_memos:
        _drop_memos(unit, memos)
    _drop_decisions(unit, record.id)
    unit.bulk_delete(Coding, codings)
    unit.bulk_delete(Quotation, quotations)
    for kind in (Turn, Speaker, VariableValue, Assignment, GivenSegment, Bookmark, TextVersion):
        here = select(kind.id).where(kind.document_id == record.id)
        unit.bulk_delete(kind, list(unit.scalars(here)))
    unit.bulk_delete(Document, [record.id])
    return len(codings)


def hanging(
    unit: Unit,
    kind: type[Coding | Evidence | MemoLink | PropertyPlacement | CodeExample],
    quotations: Sequence[int],
) -> list[int]:
    """Return the keys of what hangs on quotations."""
    found: list[int] = []
    for place in range(0, len(quotations), 5_000):
        chunk = quotations[place : place + 5_000]
        found.extend(unit.scalars(select(kind.id).where(kind.quotation_id.in_(chunk))))
    return found


def _drop_uses(
    unit: Unit,
    kind: type[Evidence] | type[PropertyPlacement],
    quotations: Sequence[int],
    used: str,
) -> None:
    """Delete what passages were used for; what a colleague made takes a lead."""
    keys = hanging(unit, kind, quotations)
    if makers_of(unit.connection(), kind.__tablename__, keys) - {unit.me}:
        unit.require_lead(f"remove a document with passages that a colleague {used}")
    unit.bulk_delete(kind, keys)


def _drop_comparisons(unit: Unit, quotations: Sequence[int]) -> None:
    """Delete what was found of these passages beside others; a colleague's takes a lead."""
    whose: dict[int, int] = {}
    for place in range(0, len(quotations), 5_000):
        chunk = quotations[place : place + 5_000]
        touching = or_(Comparison.quotation_id.in_(chunk), Comparison.other_id.in_(chunk))
        rows = unit.execute(select(Comparison.id, Comparison.coder_id).where(touching))
        whose |= {row.id: row.coder_id for row in rows}
    if set(whose.values()) - {unit.me}:
        unit.require_lead("remove a document with passages that a colleague compared")
    unit.bulk_delete(Comparison, list(whose))


def _drop_decisions(unit: Unit, document: int) -> None:
    """Delete what was decided over disagreements; what a colleague decided takes a lead."""
    rows = select(Decision.id, Decision.coder_id).where(Decision.document_id == document)
    coders = {row.id: row.coder_id for row in unit.execute(rows)}
    if set(coders.values()) - {unit.me}:
        unit.require_lead("remove a document over which a colleague decided a disagreement")
    unit.bulk_delete(Decision, list(coders))


def _unlink_sampling(unit: Unit, document: int) -> None:
    links = select(SamplingLink.id).where(SamplingLink.document_id == document)
    unit.bulk_delete(SamplingLink, list(unit.scalars(links)))


def _unlink_memos(unit: Unit, document: int, quotations: Sequence[int]) -> set[int]:
    """Drop links to what goes; return the memos that were about nothing else."""
    links = hanging(unit, MemoLink, quotations)
    links += unit.scalars(select(MemoLink.id).where(MemoLink.document_id == document)).all()
    speakers = select(Speaker.id).where(Speaker.document_id == document)
    links += unit.scalars(select(MemoLink.id).where(MemoLink.speaker_id.in_(speakers))).all()
    memos = set(unit.scalars(select(MemoLink.memo_id).where(MemoLink.id.in_(links))))
    unit.bulk_delete(MemoLink, links)
    kept = set(unit.scalars(select(MemoLink.memo_id).where(MemoLink.memo_id.in_(memos))))
    return memos - kept


def _drop_memos(unit: Unit, memos: set[int]) -> None:
    """Delete memos, but no storyline; what a colleague wrote takes a lead."""
    told = select(Memo.id).where(Memo.id.in_(memos), Memo.kind == MemoKind.STORYLINE)
    going = sorted(memos - set(unit.scalars(told)))
    writers = unit.scalars(select(Memo.coder_id).where(Memo.id.in_(going)).distinct())
    if set(writers) - {unit.me}:
        unit.require_lead("remove a document that a colleague has written about")
    for kind, column in ((MemoTag, MemoTag.memo_id), (MemoLink, MemoLink.other_memo_id)):
        unit.bulk_delete(kind, list(unit.scalars(select(kind.id).where(column.in_(going)))))
    unit.bulk_delete(Memo, going)
