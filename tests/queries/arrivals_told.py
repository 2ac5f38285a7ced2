"""What comes in from other studies and projects, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.study_rows import Arrival

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_arrivals(story: Story) -> None:
    """A code comes out of another tool; from somewhere unnamed comes a participant."""
    drafts = RowDrafts()
    drafts.add("code", name="Far away", level="open", origin="constructed")
    told = {"source": "a QualCoder project “Pilot”"}
    story.do(
        "Brought in a QualCoder project “Pilot”: 1 code",
        take_in,
        arrival=Arrival(drafts.rows(), told=told),
    )
    people = RowDrafts()
    people.add("participant", name="Invented person")
    story.do("Brought in another study", take_in, arrival=Arrival(people.rows()))
