"""Play the selective coding of a plan: the bench of the core category and the sampling log."""

from __future__ import annotations

from gtcoder.actions import core, sampling
from gtcoder.actions.cast import Cast, read_at
from gtcoder.plan import StudyPlan


def play_selective(cast: Cast, plan: StudyPlan) -> None:
    """Judge, weigh and log, each by who did it."""
    for judged in plan.bench.judgements:
        with read_at(judged.place):
            cast.team[judged.coder].perform(
                core.judge,
                category=cast.codes[judged.category],
                criterion=judged.criterion,
                score=judged.score,
                memo=judged.memo,
            )
    if plan.bench.weights:
        weights = [core.CriterionWeight(name, weight) for name, weight in plan.bench.weights]
        with read_at(plan.bench.place):
            cast.lead.perform(core.set_weights, weights=weights)
    for row in plan.sampling:
        with read_at(row.place):
            cast.team[row.coder].perform(
                sampling.log_sampling,
                gap=row.gap,
                decision=row.decision,
                sampled=row.sampled,
                outcome=row.outcome,
                decided_on=row.decided_on,
                documents=[cast.documents[name] for name in row.documents],
                participants=[cast.participants[name] for name in row.participants],
                codes=[cast.codes[key] for key in row.codes],
            )
