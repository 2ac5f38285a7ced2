"""What is done with the hits of a search, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.actions.autocoding import FoundPassages, autocode
from gtcoder.vocabulary import HitUnit, SearchKind

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_search(story: Story) -> None:
    """One passage of three is coded after a search; then two of two, by a pattern."""
    document = story.study.document
    story.do(
        "Coded 1 passage as “Long waits” after a search for “wait” by sentence: 1 of 3 accepted, 2 "
        "rejected",
        autocode,
        passages=FoundPassages([document], [5], [20]),
        pattern="wait",
        path=("Long waits",),
        hit_unit=HitUnit.SENTENCE,
        found=3,
        rejected=2,
    )
    story.do(
        "Coded 2 passages as “Long waits” after a search for the pattern “w.t” as they were found: "
        "2 of 2 accepted, 0 rejected",
        autocode,
        passages=FoundPassages([document] * 2, [6, 8], [9, 11]),
        pattern="w.t",
        kind=SearchKind.REGEX,
        path=("Long waits",),
    )
