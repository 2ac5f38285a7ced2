"""Play the relations of a plan: their kinds, what relates the categories, what was refused."""

from __future__ import annotations

from gtcoder.actions import kept_apart, relation_types, relations
from gtcoder.actions.cast import Cast, read_at
from gtcoder.plan import RelationDraft, RelationTypeDraft, StudyPlan
from gtcoder.vocabulary import RelationId

Relations = dict[tuple[int | None, str, int | None], RelationId]


def play_relations(cast: Cast, plan: StudyPlan) -> Relations:
    """Relate the categories, and return the relations by source, type and target of the plan."""
    quotations = cast.quotations()
    for kind in plan.relation_types:
        _define(cast, kind)
    made: Relations = {}
    for relation in plan.relations:
        key = _relate(cast, relation)
        made[relation.source, relation.type, relation.target] = key
        for evidence in relation.evidence:
            with read_at(evidence.place):
                cast.team[evidence.passage.coder].perform(
                    relations.add_evidence,
                    relation=key,
                    quotation=quotations.at(evidence.passage),
                    stance=evidence.stance,
                    note=evidence.note,
                )
    for refused in plan.refused:
        with read_at(refused.place):
            cast.team[refused.coder].perform(
                relations.refuse_relation,
                reason=refused.reason,
                source=cast.codes[refused.source],
                target=cast.codes[refused.target],
            )
    for apart in plan.kept_apart:
        with read_at(apart.place):
            cast.team[apart.coder].perform(
                kept_apart.refuse_merge,
                reason=apart.reason,
                one=cast.codes[apart.source],
                other=cast.codes[apart.target],
            )
    return made


def _define(cast: Cast, draft: RelationTypeDraft) -> None:
    with read_at(draft.place):
        cast.lead.perform(
            relation_types.define_type,
            name=draft.name,
            inverse=draft.inverse,
            directed=draft.directed,
            acyclic=draft.acyclic,
            grammar=draft.grammar,
            meaning=draft.meaning,
        )


def _relate(cast: Cast, draft: RelationDraft) -> RelationId:
    with read_at(draft.place):
        return cast.lead.perform(
            relations.relate,
            source=cast.codes[draft.source],
            target=cast.codes[draft.target],
            type=draft.type,
            note=draft.note,
            strength=draft.strength,
        )
