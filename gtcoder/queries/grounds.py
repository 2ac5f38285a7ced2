"""What the checks of a theory look up: relations with their types, properties, story and steps."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Property, PropertyPlacement
from gtcoder.model.drawn import Model, ModelEdge, ModelNode
from gtcoder.model.selective import CoreJudgement
from gtcoder.model.theory import Evidence, Memo, MemoLink, Relation, RelationType
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import MemoKind, ModelTemplate, NodeKind, Stance


@dataclass(frozen=True, slots=True)
class TypedRelation:
    """A relation with its type, and (quotation, stance, note) of the evidence the viewer may see.

    `grammar` holds pairs of roles.
    """

    id: int
    source: int
    target: int
    type: str
    inverse: str
    directed: bool
    acyclic: bool
    grammar: tuple[tuple[str, str], ...]
    evidence: tuple[tuple[int, Stance, str], ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A property with how many passages lie along it, and its negative cases without a note."""

    id: int
    category: int
    name: str
    low: str
    high: str
    passages: int
    unexplained: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A stepwise model: keys and labels of its steps, and the keys of what has an edge."""

    id: int
    name: str
    steps: tuple[tuple[str, str], ...]
    linked: frozenset[str]


def typed_relations(reader: Reader) -> tuple[TypedRelation, ...]:
    """Return the relations in the order they were made."""
    said: dict[int, list[tuple[int, Stance, str]]] = {}
    given = select(Evidence.relation_id, Evidence.quotation_id, Evidence.stance, Evidence.note)
    for relation, quotation, stance, note in reader.rows(given.order_by(Evidence.id)):
        said.setdefault(relation, []).append((quotation, Stance(stance), note))
    rows = select(
        Relation.id, Relation.source_id, Relation.target_id, RelationType.name,
        RelationType.inverse, RelationType.directed, RelationType.acyclic, RelationType.grammar,
    ).join(RelationType, RelationType.id == Relation.type_id)  # fmt: skip
    return tuple(
        TypedRelation(
            key, source, target, name, inverse, directed, acyclic,
            tuple((start, end) for start, end in grammar), tuple(said.get(key, ())),
        )
        for key, source, target, name, inverse, directed, acyclic, grammar in reader.rows(
            rows.order_by(Relation.id)
        )
    )  # fmt: skip


def dimensions(reader: Reader) -> tuple[Dimension, ...]:
    """Return the properties of all categories with what is placed along them."""
    placed: dict[int, list[bool]] = {}
    rows = select(PropertyPlacement.property_id, PropertyPlacement.negative, PropertyPlacement.note)
    for key, negative, note in reader.rows(rows):
        placed.setdefault(key, []).append(bool(negative) and not note.strip())
    every = select(Property.id, Property.category_id, Property.name, Property.low, Property.high)
    return tuple(
        Dimension(
            key, category, name, low, high, len(placed.get(key, ())), sum(placed.get(key, ()))
        )
        for key, category, name, low, high in reader.rows(every.order_by(Property.id))
    )


def told(reader: Reader) -> frozenset[int] | None:
    """Return the categories that storylines link to, ends of relations too; None without one."""
    stories = reader.scalars(select(Memo.id).where(Memo.kind == MemoKind.STORYLINE))
    if not stories:
        return None
    links = reader.rows(
        select(MemoLink.code_id, Relation.source_id, Relation.target_id)
        .outerjoin(Relation, Relation.id == MemoLink.relation_id)
        .where(MemoLink.memo_id.in_(stories))
    )
    return frozenset(key for row in links for key in row if key is not None)


def judged(reader: Reader) -> frozenset[int]:
    """Return the categories that were judged as the core."""
    return frozenset(reader.scalars(select(CoreJudgement.category_id)))


def stepwise(reader: Reader) -> tuple[Steps, ...]:
    """Return the stepwise models."""
    models = select(Model.id, Model.name).where(Model.template == ModelTemplate.STEPWISE)
    return tuple(_steps(reader, key, name) for key, name in reader.rows(models.order_by(Model.id)))


def _steps(reader: Reader, key: int, name: str) -> Steps:
    nodes = reader.rows(
        select(ModelNode.id, ModelNode.key, ModelNode.label, ModelNode.kind)
        .where(ModelNode.model_id == key)
        .order_by(ModelNode.rank, ModelNode.id)
    )
    keys = {row.id: row.key for row in nodes}
    edges = reader.rows(
        select(ModelEdge.source_id, ModelEdge.target_id).where(ModelEdge.model_id == key)
    )
    return Steps(
        key,
        name,
        tuple((row.key, row.label or row.key) for row in nodes if row.kind == NodeKind.STEP),
        frozenset(keys[end] for edge in edges for end in edge if end in keys),
    )
