"""Play the theory of a plan: relations with evidence, the paradigm and models."""

from __future__ import annotations

from gtcoder.actions import models, theory
from gtcoder.actions.cast import Cast, read_at
from gtcoder.actions.play_properties import play_properties
from gtcoder.actions.play_relations import Relations, play_relations
from gtcoder.errors import InvalidInput
from gtcoder.plan import (
    ModelDraft,
    PlannedEdge,
    PlannedNode,
    StudyPlan,
)


def play_theory(cast: Cast, plan: StudyPlan) -> Relations:
    """Relate and place the categories and draw the models; return the relations."""
    made = play_relations(cast, plan)
    play_properties(cast, plan)
    for placed in plan.placements:
        with read_at(placed.place):
            cast.lead.perform(
                theory.place_in_paradigm,
                category=cast.codes[placed.category],
                role=placed.role,
                paradigm=placed.paradigm,
                rank=placed.rank,
            )
    for model in plan.models:
        with read_at(model.place):
            _draw(cast, model, made)
    return made


def _draw(cast: Cast, draft: ModelDraft, made: Relations) -> None:
    codes = {node.key: node.code for node in draft.nodes}
    key = cast.lead.perform(
        models.make_model,
        name=draft.name,
        template=draft.template,
        nodes=[_node(cast, node) for node in draft.nodes],
        edges=[_edge(edge, codes, made) for edge in draft.edges],
        options=draft.options,
    )
    for path in draft.paths:
        with read_at(path.place):
            cast.lead.perform(
                models.set_path,
                model=key,
                participant=cast.participants[path.participant],
                steps=path.steps,
                notes=path.notes,
            )


def _node(cast: Cast, node: PlannedNode) -> models.NodeDraft:
    return models.NodeDraft(
        key=node.key,
        kind=node.kind,
        label=node.label,
        code=None if node.code is None else cast.codes[node.code],
        parent=node.parent,
        rank=node.rank,
        x=node.x,
        y=node.y,
        width=node.width,
        height=node.height,
        colour=node.colour,
        note=node.note,
        fields=node.fields,
    )


def _edge(
    edge: PlannedEdge,
    codes: dict[str, int | None],
    made: Relations,
) -> models.EdgeDraft:
    relation = None
    if edge.relation:
        one, other = codes[edge.source], codes[edge.target]
        back = made.get((other, edge.relation, one))
        relation = made.get((one, edge.relation, other), back)
        if relation is None:
            raise InvalidInput(
                "The edge {source} → {target} names a relation “{type}” that the codes of its ends "
                "do not have. Nothing was built.",
                source=edge.source,
                target=edge.target,
                type=edge.relation,
            )
    return models.EdgeDraft(
        edge.source, edge.target, edge.kind, edge.label, edge.number, edge.both_ways, relation
    )
