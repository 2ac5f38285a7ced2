"""Bookmarks have no page in a plain-text study: they are counted among what it cannot hold."""

from __future__ import annotations

from gtcoder.exchange.plain_pages import Pages
from gtcoder.queries.bookmarks import bookmarks


def leave_bookmarks(pages: Pages) -> None:
    """Say how many bookmarks stay behind."""
    pages.lose(len(bookmarks(pages.reader)), "bookmarks")
