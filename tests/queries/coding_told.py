"""What is done to codings and comparisons, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gtcoder.actions import codebook, coding, coding_acts, comparisons, many, merging
from gtcoder.queries.retrieval import quotation_of
from gtcoder.vocabulary import CodingOrigin, ComparisonVerdict, Span

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_coding(story: Story) -> None:
    """Several codes at once, weights, further codes, automatic codings, passages compared."""
    do, document = story.do, story.study.document
    here = "Invented interview 1, line 1"
    drizzle = do("Made the code “Drizzle”", codebook.create_code, name="Drizzle")
    sleet = do("Made the code “Sleet”", codebook.create_code, name="Sleet")
    place: dict[str, Any] = {"document": document, "span": Span(5, 8)}
    several = coding_acts.apply_several
    one, two = do(f"Applied “Drizzle”, “Sleet” in {here}", several, **place, codes=[drizzle, sleet])
    weigh = coding_acts.weigh
    do(f"Gave “Drizzle” the weight 40 in {here}", weigh, coding=one, weight=40)
    do(f"Took the weight of “Drizzle” away in {here}", weigh, coding=one)
    do(f"Weighed “Drizzle” in {here}", coding.apply_code, **place, code=drizzle, weight=10)
    said = f"Also coded as “Graupel” in {here}, with weight 10"
    do(said, coding_acts.duplicate, coding=one, new=[("Graupel",)])
    said = f"Recoded “Sleet” in {here} as “Drizzle”, which was there: the double was dropped"
    do(said, coding.recode, coding=two, code=drizzle)
    columns = many.CodingColumns(
        [document], [9], [12], [drizzle], [story.study.ann.coder or 0], [1]
    )
    do("Stored 1 coding (auto)", many.apply_many, codings=columns, origin=CodingOrigin.AUTO)
    do("Confirmed 1 automatic coding of “Drizzle”", coding_acts.confirm, code=drizzle)
    other = story.apply(f"Applied “Drizzle” in {here}", drizzle, 14, 18)
    with story.study.ann.read() as reader:
        passages: dict[str, Any] = {"passage": quotation_of(reader, other)}
        passages["other"] = quotation_of(reader, one)
    said = "Found a passage of “Drizzle” in Invented interview 1 different beside another"
    verdict = ComparisonVerdict.DIFFERENT
    record = comparisons.record_comparison
    made = do(said, record, code=drizzle, **passages, verdict=verdict, note="Invented.")
    said = "Took back a comparison of passages of “Drizzle” in Invented interview 1"
    do(said, comparisons.remove_comparison, comparison=made)
    do(f"Applied “Sleet” in {here}, with weight 90", several, **place, codes=[sleet], weight=90)
    said = (
        "Merged “Sleet” into “Drizzle”; 1 coding folded into the other's; of two weights the "
        "higher stayed, 1 time"
    )
    do(said, merging.merge_codes, sources=[sleet], target=drizzle)
