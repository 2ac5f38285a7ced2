"""Relations between categories, the passages that speak for and against them, and refusals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from gtcoder.actions.hanging import drop_if_empty
from gtcoder.actions.model_rules import untie
from gtcoder.actions.relation_types import same_relation, type_named
from gtcoder.actions.rules import living, one_where, usable_code
from gtcoder.actions.storyline import untie_relation
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code
from gtcoder.model.drawn import ModelEdge
from gtcoder.model.theory import (
    Evidence,
    Memo,
    MemoLink,
    RefusedRelation,
    Relation,
    RelationType,
    Waiver,
)
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    EvidenceId,
    MemoKind,
    QuotationId,
    RefusedRelationId,
    RelationId,
    Stance,
)

UNSAID = 0  # a strength that takes back what was said of it


@action("theory.relate")
def relate(
    unit: Unit,
    *,
    source: CodeId,
    target: CodeId,
    type: str,
    note: str = "",
    strength: int | None = None,
    quotations: Sequence[QuotationId] = (),
) -> RelationId:
    """Relate two categories by a typed link; a type the study does not know is made.

    `quotations` speak for it. Strength is 1 weak, 2 moderate, 3 strong. A relation that is there
    stays as it is and takes in the passages; a refusal of the two is taken back.
    """
    start, end = usable_code(unit, source), usable_code(unit, target)
    if start is end:
        raise InvalidInput("“{name}” cannot be related to itself.", name=start.name)
    kind = type_named(unit, type)
    unit.tell(source=start.name, type=kind.name, target=end.name)
    found = same_relation(unit, kind, start.id, end.id)
    if found is None:
        ends = {"type_id": kind.id, "source_id": start.id, "target_id": end.id}
        said = None if strength is None else _strength(strength)
        found = unit.make(Relation(**ends, note=note.strip(), strength=said))
    for quotation in dict.fromkeys(quotations):
        _give(unit, found.id, quotation, Stance.FOR)
    refused = _refused(unit, start.id, end.id)
    if refused is not None:
        unit.delete(refused)
    return RelationId(found.id)


@action("relations.change")
def change_relation(
    unit: Unit,
    *,
    relation: RelationId,
    type: str | None = None,
    strength: int | None = None,
    note: str | None = None,
    reversed: bool = False,
) -> RelationId:
    """Change a relation's type, strength (0 takes it back), note or direction.

    Where another relation says the same of the two already, this one joins it: its evidence, memos
    and places in models go there. Returns the relation that stands in the end.
    """
    record = unit.find(Relation, relation, "relation")
    kind = unit.get_one(RelationType, record.type_id)
    kind = kind if type is None else type_named(unit, type)
    source, target = record.source_id, record.target_id
    if reversed:
        if not kind.directed:
            raise InvalidInput(
                "“{type}” reads the same both ways. Nothing was changed.", type=kind.name
            )
        source, target = target, source
    if strength is not None:
        record.strength = _strength(strength)
    if note is not None:
        record.note = note.strip()
    ends = [unit.get_one(Code, end).name for end in (source, target)]
    unit.tell(relation=record.id, source=ends[0], type=kind.name, target=ends[1])
    there = same_relation(unit, kind, source, target)
    if there is not None and there is not record:
        unit.tell(relation=there.id, joined=True)
        _join(unit, record, there)
        return RelationId(there.id)
    record.type_id, record.source_id, record.target_id = kind.id, source, target
    return RelationId(record.id)


@action("theory.unrelate", reason=True)
def unrelate(unit: Unit, *, relation: RelationId) -> None:
    """Remove a relation with its evidence; the ledger can bring both back.

    A memo about it has to go first; a storyline only loses its link.
    """
    record = unit.find(Relation, relation, "relation")
    links = select(MemoLink.id).join(Memo, Memo.id == MemoLink.memo_id)
    about = links.where(MemoLink.relation_id == record.id, Memo.kind != MemoKind.STORYLINE)
    if unit.scalars(about.limit(1)).first() is not None:
        raise InvalidInput(
            "A memo is about this relation. Remove the memo first, or its link to the relation; "
            "nothing was changed."
        )
    untie_relation(unit, record)
    passages = list(unit.scalars(select(Evidence.quotation_id).filter_by(relation_id=record.id)))
    _drop(unit, record)
    for passage in passages:
        drop_if_empty(unit, unit.get_one(Quotation, passage))


@action("theory.add_evidence")
def add_evidence(
    unit: Unit,
    *,
    relation: RelationId,
    quotation: QuotationId,
    stance: Stance = Stance.FOR,
    note: str | None = None,
) -> EvidenceId:
    """Let a passage speak for a relation, against it, or stand as its negative case.

    The note says how; of a negative case it is the explanation. One that is given already changes.
    """
    unit.find(Relation, relation, "relation")
    return EvidenceId(_give(unit, relation, quotation, stance, note))


@action("theory.add_evidence_many")
def add_evidence_many(
    unit: Unit,
    *,
    relation: RelationId,
    quotations: Sequence[QuotationId],
    stance: Stance = Stance.FOR,
    note: str | None = None,
) -> int:
    """Let several passages speak for a relation or against it; return how many they are."""
    record = unit.find(Relation, relation, "relation")
    once = list(dict.fromkeys(quotations))
    if not once:
        raise InvalidInput("No passage was named. Nothing was changed.")
    for quotation in once:
        _give(unit, relation, quotation, stance, note)
    unit.tell(relation=record.id, stance=str(stance), passages=len(once))
    return len(once)


@action("theory.change_evidence")
def change_evidence(
    unit: Unit, *, evidence: EvidenceId, stance: Stance | None = None, note: str | None = None
) -> None:
    """Change what a passage says of a relation, or the note on it."""
    record = unit.find(Evidence, evidence, "evidence")
    record.stance = record.stance if stance is None else stance
    record.note = record.note if note is None else note.strip()


@action("theory.remove_evidence")
def remove_evidence(unit: Unit, *, evidence: EvidenceId) -> None:
    """Take a passage back from a relation; one that only this kept goes."""
    record = unit.find(Evidence, evidence, "evidence")
    passage = record.quotation_id
    unit.delete(record)
    unit.flush()
    drop_if_empty(unit, unit.get_one(Quotation, passage))


@action("relations.refuse")
def refuse_relation(unit: Unit, *, source: CodeId, target: CodeId) -> RefusedRelationId:
    """Refuse to relate two categories, so that it is not suggested again; the reason is kept."""
    start, end = usable_code(unit, source), usable_code(unit, target)
    if start is end:
        raise InvalidInput("“{name}” cannot be related to itself.", name=start.name)
    unit.tell(source=start.name, target=end.name)
    between = or_(
        and_(Relation.source_id == start.id, Relation.target_id == end.id),
        and_(Relation.source_id == end.id, Relation.target_id == start.id),
    )
    if unit.scalars(select(Relation.id).where(between).limit(1)).first() is not None:
        raise InvalidInput(
            "“{source}” and “{target}” are related. Remove the relation first; nothing was "
            "changed.",
            source=start.name,
            target=end.name,
        )
    found = _refused(unit, start.id, end.id)
    if found is None:
        low, high = sorted((start.id, end.id))
        new = RefusedRelation(source_id=low, target_id=high, coder_id=unit.me)
        found = unit.make(new)
    found.reason = unit.reason
    return RefusedRelationId(found.id)


@action("relations.unrefuse")
def unrefuse_relation(unit: Unit, *, source: CodeId, target: CodeId) -> None:
    """Take a refusal back: the two may be suggested again."""
    start, end = unit.find(Code, source, "code"), unit.find(Code, target, "code")
    found = _refused(unit, start.id, end.id)
    if found is None:
        raise InvalidInput("These two were not refused. Nothing was changed.")
    unit.tell(source=start.name, target=end.name)
    unit.delete(found)


def take_over_relations(unit: Unit, source: Code, into: Code) -> None:
    """Give a merged code's relations and refusals to the code it went into.

    Evidence and the storyline's links go along to a relation that the other has already; what
    would relate the code to itself stays behind. What is related then is no longer refused.
    """
    touching = or_(Relation.source_id == source.id, Relation.target_id == source.id)
    for relation in unit.scalars(select(Relation).where(touching)).all():
        start, end = (
            into.id if key == source.id else key for key in (relation.source_id, relation.target_id)
        )
        if start == end or living(unit, start if end == into.id else end) == source.id:
            continue  # it would relate the code to itself, or did so after an earlier merge
        there = same_relation(unit, unit.get_one(RelationType, relation.type_id), start, end)
        if there is None:
            relation.source_id, relation.target_id = start, end
        else:
            _join_evidence(unit, relation, there)
            untie_relation(unit, relation, into=there)
    of_it = or_(RefusedRelation.source_id == source.id, RefusedRelation.target_id == source.id)
    for refused in unit.scalars(select(RefusedRelation).where(of_it)).all():
        other = refused.target_id if refused.source_id == source.id else refused.source_id
        if other == into.id or _refused(unit, other, into.id) is not None:
            unit.delete(refused)
        else:
            refused.source_id, refused.target_id = sorted((other, into.id))
    _forget_refusals(unit, into)


def _forget_refusals(unit: Unit, code: Code) -> None:
    """Take back refusals of what is related to a code."""
    unit.flush()
    ends = unit.execute(
        select(Relation.source_id, Relation.target_id).where(
            or_(Relation.source_id == code.id, Relation.target_id == code.id)
        )
    )
    for source, target in ends.all():
        refused = _refused(unit, source, target)
        if refused is not None:
            unit.delete(refused)


def _strength(value: int) -> int | None:
    if not UNSAID <= value <= 3:
        raise InvalidInput(
            "A strength is 1 (weak), 2 (moderate), 3 (strong) or 0 (not said), not {value}. "
            "Nothing was changed.",
            value=value,
        )
    return value or None


def _give(
    unit: Unit, relation: int, quotation: QuotationId, stance: Stance, note: str | None = None
) -> int:
    """Let a passage say something of a relation; return its evidence."""
    unit.find(Quotation, quotation, "quotation")
    found = one_where(unit, Evidence, relation_id=relation, quotation_id=quotation)
    if found is None:
        found = unit.make(Evidence(relation_id=relation, quotation_id=quotation, stance=stance))
    found.stance = stance
    if note is not None:
        found.note = note.strip()
    return found.id


def _join(unit: Unit, record: Relation, there: Relation) -> None:
    """Let a relation go over into another that says the same."""
    _join_evidence(unit, record, there)
    there.note = _both(there.note, record.note)
    there.strength = record.strength if there.strength is None else there.strength
    untie_relation(unit, record, into=there)
    told = set(unit.scalars(select(MemoLink.memo_id).filter_by(relation_id=there.id)))
    for link in unit.scalars(select(MemoLink).filter_by(relation_id=record.id)).all():
        if link.memo_id in told:
            unit.delete(link)
        else:
            link.relation_id = there.id
    for edge in unit.scalars(select(ModelEdge).filter_by(relation_id=record.id)).all():
        edge.relation_id = there.id
    _drop(unit, record)


def _join_evidence(unit: Unit, record: Relation, there: Relation) -> None:
    """Move evidence to another relation; of a passage given in both, the other's stance stays."""
    given = {
        row.quotation_id: row
        for row in unit.scalars(select(Evidence).filter_by(relation_id=there.id))
    }
    for row in unit.scalars(select(Evidence).filter_by(relation_id=record.id)).all():
        double = given.get(row.quotation_id)
        if double is None:
            row.relation_id = there.id
        else:
            double.note = _both(double.note, row.note)
            unit.delete(row)
    unit.flush()


def _both(one: str, other: str) -> str:
    return one if other in one else f"{one}\n{other}".strip()


def _drop(unit: Unit, relation: Relation) -> None:
    """Delete a relation with what hangs on it; edges of models stay, no longer tied to it."""
    untie(unit, relation)
    for kind in (Evidence, Waiver):
        rows = select(kind.id).where(kind.relation_id == relation.id)
        unit.bulk_delete(kind, list(unit.scalars(rows)))
    unit.bulk_delete(Relation, [relation.id])


def _refused(unit: Unit, one: int, other: int) -> RefusedRelation | None:
    low, high = sorted((one, other))
    return one_where(unit, RefusedRelation, source_id=low, target_id=high)
