"""Play the examples of a plan: passages that show what codes mean."""

from __future__ import annotations

from gtcoder.actions.cast import Cast, read_at
from gtcoder.actions.examples import add_example
from gtcoder.plan import StudyPlan


def play_examples(cast: Cast, plan: StudyPlan) -> None:
    """Mark the examples, in their order."""
    if not plan.examples:
        return
    quotations = cast.quotations()
    for draft in plan.examples:
        with read_at(draft.place):
            cast.lead.perform(
                add_example, code=cast.codes[draft.code], quotation=quotations.at(draft.passage)
            )
