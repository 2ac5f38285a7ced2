"""What is done to instruments, their items, experts and ratings, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gtcoder.actions import instruments, ratings
from gtcoder.actions.ratings import RatedCell
from gtcoder.batch import ItemDraft, RatingDraft, RatingTable
from gtcoder.vocabulary import ItemChange, RatingScale

ESSENTIAL = RatingScale.ESSENTIAL


def tell_of_instruments(do: Callable[..., Any]) -> None:
    """Do each thing once; the first argument is the sentence expected of it."""
    key = do("Made the instrument “Guide”", instruments.make_instrument, name="Guide draft")
    said = "Renamed the instrument “Guide draft” to “Guide”"
    do(said, instruments.change_instrument, instrument=key, name="Guide")
    said = "Changed the note on the instrument “Guide”"
    do(said, instruments.change_instrument, instrument=key, note="Semi-structured.")
    words = "How did you come to choose your present provider, and who helped you?"
    short = "“How did you come to choose your present provider, and who h…”"
    item = do(f"Added the item {short} to “Guide”", instruments.add_item,
              instrument=key, text=words)  # fmt: skip
    other = do("Added the item “Why so?” to “Guide”", instruments.add_item,
               instrument=key, text="Why so?")  # fmt: skip
    said = "Corrected the words of the item “Why so?”"
    do(said, instruments.correct_item, item=other, text="Why?")
    do("Made “Why?” item 1", instruments.move_item, item=other, number=1)
    do("Removed the item “Why?”", instruments.remove_item, item=other)
    expert = do("Added the expert “Second” to “Guide”", instruments.add_expert,
                instrument=key, name="First")  # fmt: skip
    said = "Renamed the expert “First” to “Second”"
    do(said, instruments.change_expert, expert=expert, name="Second")
    do("Changed the note on the expert “Second”", instruments.change_expert, expert=expert,
       note="Marketing.")  # fmt: skip
    cell: dict[str, Any] = {"item": item, "expert": expert, "scale": ESSENTIAL}
    do(f"Rated the item {short} for “Second”: essential 3", ratings.rate, **cell, value=3)
    do(f"Noted what “Second” said of the item {short}", ratings.rate, **cell, comment="Two in one.")
    said = f"Took back the rating of “Second” on the item {short} (essential)"
    do(said, ratings.unrate, **cell)
    cells = [RatedCell(item, expert, 2)]
    do("Rated 1 cell on the scale essential", ratings.rate_many, scale=ESSENTIAL, cells=cells)
    table = RatingTable((ItemDraft("Why now?"),), ("Third",),
                        (RatingDraft(0, "Third", ESSENTIAL, 1),))  # fmt: skip
    said = "Imported ratings of “Guide” (1 new item, 1 new expert, 1 rating)"
    do(said, ratings.take_in, instrument="Guide", table=table)
    do(f"Kept the item {short}", instruments.decide, item=item, change=ItemChange.KEPT)
    said = f"Reworded the item {short}"
    do(said, instruments.decide, item=item, change=ItemChange.REWORDED, text="Why this provider?")
    one = "the item “Why this provider?”"
    do(f"Dropped {one}", instruments.decide, item=item, change=ItemChange.DROPPED)
    do(f"Restored {one}", instruments.decide, item=item, change=ItemChange.RESTORED)
    said = "Removed the expert “Second” (1 rating)"
    do(said, instruments.remove_expert, expert=expert)
    said = "Removed the instrument “Guide” (2 items, 1 rating)"
    do(said, instruments.remove_instrument, instrument=key)
