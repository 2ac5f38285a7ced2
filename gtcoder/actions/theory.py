"""Memos, relations with evidence, the paradigm, and drawn models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from gtcoder.actions.coding import drop_if_empty, quotation_at
from gtcoder.actions.rules import clean_name, one_where, refuse_taken, usable_code
from gtcoder.errors import InvalidInput, NotAllowed, StaleText
from gtcoder.model.base import now
from gtcoder.model.codebook import Code
from gtcoder.model.team import Coder
from gtcoder.model.theory import (
    Evidence,
    Memo,
    MemoLink,
    Model,
    ModelEdge,
    ModelNode,
    Paradigm,
    ParadigmPlacement,
    Relation,
    RelationType,
)
from gtcoder.model.transcripts import Document, Participant, Quotation
from gtcoder.store.history import overwritten_by
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CoderRole,
    DocumentId,
    EvidenceId,
    MemoId,
    MemoKind,
    ModelId,
    ParadigmId,
    ParadigmRole,
    ParticipantId,
    PlacementId,
    QuotationId,
    RelationId,
    Span,
    Stance,
)

_INVERSES = {
    "is a cause of": "is caused by",
    "is a condition for": "depends on",
    "is part of": "has as part",
    "leads to": "follows from",
    "is a strategy for": "is handled by",
    "contradicts": "contradicts",
}


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


@action("theory.relate")
def relate(unit: Unit, *, source: CodeId, target: CodeId, type: str, note: str = "") -> RelationId:
    """Relate two categories by a typed link; a type the study does not know is made."""
    start, end = usable_code(unit, source), usable_code(unit, target)
    if start is end:
        raise InvalidInput("“{name}” cannot be related to itself.", name=start.name)
    name = clean_name(type, "relation type")
    kind = one_where(unit, RelationType, name=name)
    if kind is None:
        inverse = _INVERSES.get(name, "")
        kind = unit.make(RelationType(name=name, inverse=inverse, directed=inverse != name))
    unit.tell(source=start.name, type=name, target=end.name)
    keys = {"type_id": kind.id, "source_id": start.id, "target_id": end.id}
    found = one_where(unit, Relation, **keys)
    return RelationId((found or unit.make(Relation(**keys, note=note.strip()))).id)


@action("theory.unrelate", reason=True)
def unrelate(unit: Unit, *, relation: RelationId) -> None:
    """Remove a relation with its evidence; the ledger can bring both back."""
    record = unit.find(Relation, relation, "relation")
    linked = select(MemoLink.id).where(MemoLink.relation_id == record.id)
    if unit.scalars(linked.limit(1)).first() is not None:
        raise InvalidInput(
            "A memo is about this relation. Remove the memo first; nothing was changed."
        )
    evidence = list(unit.scalars(select(Evidence.id).where(Evidence.relation_id == record.id)))
    unit.bulk_delete(Evidence, evidence)
    unit.bulk_delete(Relation, [relation])


@action("theory.add_evidence")
def add_evidence(
    unit: Unit,
    *,
    relation: RelationId,
    quotation: QuotationId,
    stance: Stance = Stance.FOR,
) -> EvidenceId:
    """Let a passage speak for a relation, against it, or stand as its negative case."""
    unit.find(Relation, relation, "relation")
    unit.find(Quotation, quotation, "quotation")
    found = one_where(unit, Evidence, relation_id=relation, quotation_id=quotation)
    if found is not None:
        found.stance = stance
        return EvidenceId(found.id)
    new = Evidence(relation_id=relation, quotation_id=quotation, stance=stance)
    return EvidenceId(unit.make(new).id)


@action("theory.remove_evidence")
def remove_evidence(unit: Unit, *, evidence: EvidenceId) -> None:
    """Take a passage back from a relation."""
    unit.delete(unit.find(Evidence, evidence, "evidence"))


@action("theory.place")
def place_in_paradigm(
    unit: Unit,
    *,
    category: CodeId,
    role: ParadigmRole,
    paradigm: str = "Paradigm 1",
    rank: int | None = None,
) -> PlacementId:
    """Put a category in a role of a paradigm, or move it there; a new name makes the board."""
    record = usable_code(unit, category)
    name = clean_name(paradigm, "paradigm")
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


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A node of a model: its key, kind, a label of its own or a code, and where it belongs."""

    key: str
    kind: str
    label: str = ""
    code: CodeId | None = None
    parent: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class EdgeDraft:
    """An edge between two nodes, by their keys."""

    source: str
    target: str
    kind: str = ""
    label: str = ""


@action("theory.make_model")
def make_model(
    unit: Unit,
    *,
    name: str,
    template: str,
    nodes: Sequence[NodeDraft],
    edges: Sequence[EdgeDraft] = (),
) -> ModelId:
    """Keep a model's nodes and edges as data, laid out by a template when drawn."""
    name = clean_name(name, "model")
    refuse_taken(unit, Model.name, name, "model")
    model = unit.make(Model(name=name, template=template))
    keys: dict[str, int] = {}
    for node in nodes:
        if node.key in keys or (node.parent is not None and node.parent not in keys):
            raise InvalidInput(
                "The node “{key}” stands twice or before its parent. Nothing was changed.",
                key=node.key,
            )
        if node.code is not None:
            unit.find(Code, node.code, "code")
        record = ModelNode(
            model_id=model.id,
            key=node.key,
            kind=node.kind,
            label=node.label,
            code_id=node.code,
            parent_id=None if node.parent is None else keys[node.parent],
            rank=node.rank,
        )
        keys[node.key] = unit.make(record).id
    for edge in edges:
        if edge.source not in keys or edge.target not in keys:
            raise InvalidInput(
                "The edge {source} → {target} has an end that is no node. Nothing was changed.",
                source=edge.source,
                target=edge.target,
            )
        unit.add(
            ModelEdge(
                model_id=model.id,
                source_id=keys[edge.source],
                target_id=keys[edge.target],
                kind=edge.kind,
                label=edge.label,
            )
        )
    unit.tell(model=name, nodes=len(keys))
    return ModelId(model.id)
