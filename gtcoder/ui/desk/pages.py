"""The pages of open coding, in the order of the work; a new one is a line here."""

from __future__ import annotations

from gtcoder.ui.pages import PageEntry

PLACE = "open"
CODE, CONSOLIDATE, SEARCH = "code", "consolidate", "search"


PAGES = (
    PageEntry(CODE, "Code", "Read, name passages, compare them"),
    PageEntry(CONSOLIDATE, "Consolidate", "Codes that may be one: merge, split, or keep both",
              "gtcoder.ui.consolidate.page", "ConsolidatePage"),
    PageEntry(SEARCH, "Search", "Find words in all texts, memos and codes, and code them",
              "gtcoder.ui.search.page", "SearchPage"),
)  # fmt: skip
