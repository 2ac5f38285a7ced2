"""Memos, and the paradigm."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from gtcoder.actions.coding import drop_if_empty, quotation_at
from gtcoder.actions.relations import add_evidence as add_evidence
from gtcoder.actions.relations import relate as relate
from gtcoder.actions.relations import remove_evidence as remove_evidence
from gtcoder.actions.relations import unrelate as unrelate
from gtcoder.actions.rules import clean_name, one_where, usable_code
from gtcoder.actions.storyline import tie_links
from gtcoder.errors import InvalidInput, NotAllowed, StaleText
from gtcoder.model.base import now
from gtcoder.model.codebook import Code
from gtcoder.model.team import Coder
from gtcoder.model.theory import (
    Memo,
    MemoLink,
    Paradigm,
    ParadigmPlacement,
    Relation,
)
from gtcoder.model.transcripts import Document, Participant, Quotation
from gtcoder.store.history import overwritten_by
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CoderRole,
    DocumentId,
    MemoId,
    MemoKind,
    ParadigmId,
    ParadigmRole,
    ParticipantId,
    PlacementId,
    QuotationId,
    RelationId,
    Span,
)

FIRST_PARADIGM = "Paradigm 1"


@action("theory.write_memo")
def write_memo(
    unit: Unit,
    *,
    text: str,
    kind: MemoKind = MemoKind.THEORETICAL,
    title: str = "",
    codes: Sequence[CodeId] = (),
    documents: Sequence[DocumentId] = (),
    quotations: Sequence[QuotationId] = (),
    participants: Sequence[ParticipantId] = (),
    relations: Sequence[RelationId] = (),
    document: DocumentId | None = None,
    span: Span | None = None,
) -> MemoId:
    """Write a memo about any number of things, or about the study as a whole.

    With `document` and `span` it is about that stretch, which becomes a quotation of the writer's.
    """
    if not text.strip():
        raise InvalidInput("A memo needs a text. Nothing was changed.")
    if (document is None) != (span is None):
        raise InvalidInput("A passage is a document and a stretch of it. Nothing was changed.")
    if document is not None and span is not None:
        passage = QuotationId(quotation_at(unit, document, span, None).id)
        quotations = (*quotations, passage) if passage not in quotations else quotations
    memo = unit.make(Memo(kind=kind, title=title.strip(), text=text, coder_id=unit.me))
    for table, what, column, keys in (
        (Code, "code", "code_id", codes),
        (Document, "document", "document_id", documents),
        (Quotation, "quotation", "quotation_id", quotations),
        (Participant, "participant", "participant_id", participants),
        (Relation, "relation", "relation_id", relations),
    ):
        for key in keys:
            unit.find(table, key, what)
            unit.add(MemoLink(memo_id=memo.id, **{column: key}))
    if memo.kind == MemoKind.STORYLINE:
        tie_links(unit, memo)
    unit.tell(title=memo.title)
    return MemoId(memo.id)


@action("theory.change_memo")
def change_memo(
    unit: Unit,
    *,
    memo: MemoId,
    text: str,
    title: str | None = None,
    expected_revision: int | None = None,
) -> None:
    """Change a memo; with `expected_revision` a colleague's newer text raises StaleText."""
    record = unit.find(Memo, memo, "memo")
    newer = None
    if expected_revision is not None:
        newer = overwritten_by(unit, "memo", record.id, "text", expected_revision)
    if newer is not None:
        raise StaleText(
            "The memo was changed by a colleague in entry {entry} since you read it. Nothing was "
            "changed; look at both texts.",
            yours=text,
            theirs=record.text,
            entry=newer,
        )
    record.text = text
    record.title = record.title if title is None else title.strip()
    record.changed_at = now()
    if record.kind == MemoKind.STORYLINE:
        tie_links(unit, record)
    unit.tell(title=record.title)


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
    unit.bulk_delete(Memo, [memo])
    for passage in passages:
        drop_if_empty(unit, unit.get_one(Quotation, passage))


@action("theory.place")
def place_in_paradigm(
    unit: Unit,
    *,
    category: CodeId,
    role: ParadigmRole,
    paradigm: str = "",
    rank: int | None = None,
) -> PlacementId:
    """Put a category in a role of a paradigm, or move it there; a new name makes the board.

    Without a name it is the first paradigm, or “Paradigm 1” where there is none.
    """
    record = usable_code(unit, category)
    first = unit.scalars(select(Paradigm.name).order_by(Paradigm.id).limit(1)).first()
    name = clean_name(paradigm or first or FIRST_PARADIGM, "paradigm")
    board = one_where(unit, Paradigm, name=name)
    board = board or unit.make(Paradigm(name=name, preset="Strauss & Corbin 1990"))
    unit.tell(category=record.name, role=str(role), paradigm=name)
    found = one_where(unit, ParadigmPlacement, paradigm_id=board.id, category_id=record.id)
    if found is None:
        found = ParadigmPlacement(paradigm_id=board.id, category_id=record.id, role=role)
        found.rank = _next_rank(unit, board.id, role) if rank is None else rank
        unit.add(found)
    else:
        if rank is not None or found.role != role:
            found.rank = _next_rank(unit, board.id, role) if rank is None else rank
        found.role = role
    return PlacementId(found.id)


def _next_rank(unit: Unit, paradigm: int, role: ParadigmRole) -> int:
    ranks = select(func.max(ParadigmPlacement.rank)).filter_by(paradigm_id=paradigm, role=role)
    last = unit.scalars(ranks).one()
    return 0 if last is None else last + 1


@action("theory.unplace")
def take_from_paradigm(unit: Unit, *, category: CodeId, paradigm: ParadigmId) -> None:
    """Take a category out of a paradigm."""
    keys = {"paradigm_id": paradigm, "category_id": category}
    found = one_where(unit, ParadigmPlacement, **keys)
    if found is None:
        raise InvalidInput("The category has no place there. Nothing was changed.")
    unit.delete(found)
