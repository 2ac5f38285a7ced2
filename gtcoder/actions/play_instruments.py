"""Play the instruments of a plan: items, experts, ratings, and the decisions that followed."""

from __future__ import annotations

from gtcoder.actions import instruments, ratings
from gtcoder.actions.cast import Cast, read_at
from gtcoder.plan import InstrumentDraft, StudyPlan


def play_instruments(cast: Cast, plan: StudyPlan) -> None:
    """Let the lead enter what the experts judged, and each coder decide what they decided."""
    for draft in plan.instruments:
        with read_at(draft.place):
            key = cast.lead.perform(instruments.make_instrument, name=draft.name, note=draft.note)
            for name, note in draft.experts:
                cast.lead.perform(instruments.add_expert, instrument=key, name=name, note=note)
            if draft.table.items:
                _judge(cast, draft)


def _judge(cast: Cast, draft: InstrumentDraft) -> None:
    taken = cast.lead.perform(ratings.take_in, instrument=draft.name, table=draft.table)
    for decision in draft.decisions:
        with read_at(decision.place):
            cast.team[decision.coder].perform(
                instruments.decide,
                item=taken.keys[decision.item],
                change=decision.change,
                text=decision.text,
                reason=decision.reason,
            )
