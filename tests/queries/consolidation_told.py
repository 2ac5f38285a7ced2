"""What is done to codes that may be one, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.actions import codebook, kept_apart, merging

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_consolidation(story: Story) -> None:
    """Keep codes apart and let them be proposed again, merge with a double, split with both."""
    do = story.do
    cloud = do("Made the code “Cloud”", codebook.create_code, name="Cloud")
    haze = do("Made the code “Haze”", codebook.create_code, name="Haze")
    here = "Invented interview 1, line 1"
    pair = {"one": haze, "other": cloud}
    do("Kept “Haze” and “Cloud” apart", kept_apart.refuse_merge, **pair)
    do("Stopped keeping “Haze” and “Cloud” apart", kept_apart.unrefuse_merge, **pair)
    story.apply(f"Applied “Cloud” in {here}", cloud, 6, 9)
    story.apply(f"Applied “Haze” in {here}", haze, 6, 9)
    said = "Merged “Haze” into “Cloud”; 1 coding folded into the other's"
    do(said, merging.merge_codes, sources=[haze], target=cloud)
    do("Unmerged “Haze” from “Cloud”", merging.unmerge_code, code=haze)
    both = story.apply(f"Applied “Cloud” in {here}", cloud, 11, 14)
    said = "Split “Fine cloud” off “Cloud”, 1 passage in both"
    do(said, merging.split_code, code=cloud, name="Fine cloud", both=[both])
