"""Play the rounds of a plan: open for their work first, and ended as they were when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gtcoder.actions.cast import Cast, read_at
from gtcoder.actions.whole_rounds import Proposal, bring_round
from gtcoder.plan import CodeDraft, CodingDraft, StudyPlan
from gtcoder.plan_rounds import FIRST_ROUND, RoundDraft
from gtcoder.vocabulary import AssignmentState, CoderId


def open_rounds(cast: Cast, plan: StudyPlan) -> None:
    """Open the rounds in which there is work, and those before them, seen by all meanwhile."""
    _open(cast, plan.rounds[: _worked_in(plan)])


def open_late_rounds(cast: Cast, plan: StudyPlan) -> None:
    """Open the other rounds: a blind one hides what was told of passages before it was opened."""
    _open(cast, plan.rounds[_worked_in(plan) :])


def end_rounds(cast: Cast, plan: StudyPlan) -> None:
    """End each round as it was, with its sample and proposals; what stays blind comes last."""
    for draft in sorted(plan.rounds, key=lambda each: each.stays_blind):
        _bring(cast, draft, _proposals(cast, plan, draft))


def _worked_in(plan: StudyPlan) -> int:
    """Return how many rounds there are up to the last one with work, at least the first."""
    at_work = {step.passage.round for step in plan.steps if isinstance(step, CodingDraft)}
    at_work |= {
        each.round for each in plan.assignments if each.state is not AssignmentState.ASSIGNED
    }
    places = (place for place, each in enumerate(plan.rounds, 1) if each.name in at_work)
    return max(places, default=1)


def _open(cast: Cast, drafts: tuple[RoundDraft, ...]) -> None:
    for draft in drafts:
        _bring(cast, replace(draft, blind=False, unblinded=False, closed=False, sample={}))


def _bring(cast: Cast, draft: RoundDraft, proposals: Sequence[Proposal] = ()) -> None:
    into = cast.rounds.get(draft.name)
    if into is None and len(cast.rounds) == 1:
        into = cast.rounds[FIRST_ROUND]
    with read_at(draft.place):
        cast.rounds[draft.name] = cast.lead.perform(
            bring_round,
            brought=draft,
            of=None if draft.of is None else cast.rounds[draft.of],
            places=[(cast.documents[name], span) for name, span in draft.places],
            proposals=proposals,
            into=into,
        )


def _proposals(cast: Cast, plan: StudyPlan, draft: RoundDraft) -> list[Proposal]:
    """Return the codes that were proposed in a round, with who proposed them."""
    named = {draft.name, FIRST_ROUND} if draft is plan.rounds[0] else {draft.name}
    return [
        (cast.codes[step.key], CoderId(cast.team[step.proposed_by].coder or 0))
        for step in plan.steps
        if isinstance(step, CodeDraft) and step.proposed_by and step.proposed_in in named
    ]
