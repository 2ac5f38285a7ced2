"""What is done to bookmarks, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gtcoder.actions import bookmarks
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_reading(story: Story) -> None:
    """A bookmark is set, named, loses its name, and goes."""
    do = story.do
    place: dict[str, Any] = {"document": story.study.document, "span": Span(5, 5)}
    here = "Invented interview 1"
    mark = do(f"Set a bookmark in {here}", bookmarks.add_bookmark, **place)
    name = bookmarks.rename_bookmark
    do(f"Named a bookmark “Here” in {here}", name, bookmark=mark, name="Here")
    do(f"Removed the bookmark “Here” in {here}", bookmarks.remove_bookmark, bookmark=mark)
    second = do(
        f"Set the bookmark “There” in {here}", bookmarks.add_bookmark, **place, name="There"
    )
    do(f"Took the name of a bookmark in {here} away", name, bookmark=second, name="")
