"""Play the properties of a plan, and place the passages along them in their coders' names."""

from __future__ import annotations

from gtcoder.actions import properties
from gtcoder.actions.cast import Cast, read_at
from gtcoder.plan import StudyPlan
from gtcoder.vocabulary import PropertyId


def play_properties(cast: Cast, plan: StudyPlan) -> None:
    """Give the categories their properties and place the passages."""
    made: dict[tuple[int, str], PropertyId] = {}
    for draft in plan.properties:
        with read_at(draft.place):
            made[draft.category, draft.name] = cast.lead.perform(
                properties.define_property,
                category=cast.codes[draft.category],
                name=draft.name,
                low=draft.low,
                high=draft.high,
                note=draft.note,
            )
    quotations = cast.quotations() if plan.placed else None
    for placed in plan.placed:
        assert quotations is not None
        with read_at(placed.row):
            cast.team[placed.passage.coder].perform(
                properties.place_passages,
                property=made[placed.category, placed.property],
                quotations=[quotations.at(placed.passage)],
                place=placed.place,
                negative=placed.negative,
                note=placed.note,
            )
