"""What is done to properties, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gtcoder.actions import codebook, properties
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_properties(story: Story) -> None:
    """Define, change, order and remove properties; place passages, move them, take them off."""
    do, document = story.do, story.study.document
    code = do("Made the code “Frost”", codebook.create_code, name="Frost")
    define, change = properties.define_property, properties.change_place
    first = do("Gave “Frost” the property “depth”", define, category=code, name="depth")
    second = do("Gave “Frost” the property “length”", define, category=code, name="length")
    depth = "the property “depth” of “Frost”"
    do(f"Changed {depth}", properties.change_property, property=first, low="thin", high="thick")
    do("Ordered the properties of “Frost”", properties.order_properties, properties=[second, first])
    passage: dict[str, Any] = {"document": document, "span": Span(41, 47)}
    (placed,) = do(
        f"Placed 1 passage at 30 on {depth}",
        properties.place_passages,
        property=first, place=30, **passage,
    )  # fmt: skip
    do(f"Moved a passage to 0 on {depth}", change, placement=placed, place=0)
    said = f"Turned a passage into a negative case on {depth}"
    do(said, change, placement=placed, negative=True)
    do(f"Changed the note on a passage on {depth}", change, placement=placed, note="Invented.")
    said = f"Turned a passage back from a negative case on {depth}"
    do(said, change, placement=placed, negative=False)
    do(f"Took 1 passage off {depth}", properties.take_off_property, placements=[placed])
    said = "Removed the property “length” of “Frost”"
    do(said, properties.remove_property, property=second)
