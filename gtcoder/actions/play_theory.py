"""Play the theory of a plan: relations with evidence, the paradigm, models and memos."""

from __future__ import annotations

from gtcoder.actions import theory
from gtcoder.actions.cast import Cast, read_at
from gtcoder.plan import MemoDraft, ModelDraft, RelationDraft, StudyPlan
from gtcoder.vocabulary import RelationId


def play_theory(cast: Cast, plan: StudyPlan) -> None:
    """Relate and place the categories, draw the models, and write the memos by their authors."""
    quotations = cast.quotations()
    for relation in plan.relations:
        key = _relate(cast, relation)
        for evidence in relation.evidence:
            with read_at(evidence.place):
                cast.team[evidence.passage.coder].perform(
                    theory.add_evidence,
                    relation=key,
                    quotation=quotations.at(evidence.passage),
                    stance=evidence.stance,
                )
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
            _draw(cast, model)
    for memo in plan.memos:
        with read_at(memo.place):
            _write(cast, memo)


def _relate(cast: Cast, draft: RelationDraft) -> RelationId:
    with read_at(draft.place):
        return cast.lead.perform(
            theory.relate,
            source=cast.codes[draft.source],
            target=cast.codes[draft.target],
            type=draft.type,
            note=draft.note,
        )


def _draw(cast: Cast, draft: ModelDraft) -> None:
    nodes = [
        theory.NodeDraft(
            node.key,
            node.kind,
            node.label,
            None if node.code is None else cast.codes[node.code],
            node.parent,
            node.rank,
        )
        for node in draft.nodes
    ]
    edges = [theory.EdgeDraft(edge.source, edge.target, edge.kind) for edge in draft.edges]
    cast.lead.perform(
        theory.make_model, name=draft.name, template=draft.template, nodes=nodes, edges=edges
    )


def _write(cast: Cast, draft: MemoDraft) -> None:
    cast.team[draft.coder].perform(
        theory.write_memo,
        text=draft.text,
        kind=draft.kind,
        title=draft.title,
        codes=[cast.codes[key] for key in draft.codes],
        documents=[cast.documents[name] for name in draft.documents],
        participants=[cast.participants[name] for name in draft.participants],
    )
