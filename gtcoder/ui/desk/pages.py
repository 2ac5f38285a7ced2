"""The pages of open coding, in the order of the work; a new one is a file and a line here.

A page is a `Page` in a module of its own, which is imported when it is first wanted. It reads the
study as a workspace does: when it is shown, and again when what it shows has changed.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import ClassVar

from gtcoder.ui.session import Target
from gtcoder.ui.workspace import Workspace

PLACE = "open"
CODE, CONSOLIDATE, SEARCH = "code", "consolidate", "search"


class Page(Workspace):
    """A page of open coding beside the desk itself.

    Its `place` is `open:` and its key, so that its commands are there while it is shown.
    `session.go("open", OnePage(key, target))` leads to it from anywhere.
    """

    place: ClassVar[str] = PLACE

    def takes(self, target: Target) -> bool:
        """Tell whether this page, being shown, can show a target that names no page."""
        return False


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its key, the words on its segment, and where its class is; none: the desk."""

    key: str
    title: str
    tip: str
    module: str = ""
    kind: str = ""

    def page(self) -> type[Page]:
        """Import and return the class of the page."""
        found: type[Page] = getattr(importlib.import_module(self.module), self.kind)
        return found


PAGES = (
    PageEntry(CODE, "Code", "Read, name passages, compare them"),
    PageEntry(CONSOLIDATE, "Consolidate", "Codes that may be one: merge, split, or keep both",
              "gtcoder.ui.consolidate.page", "ConsolidatePage"),
    PageEntry(SEARCH, "Search", "Find words in all texts, memos and codes, and code them",
              "gtcoder.ui.search.page", "SearchPage"),
)  # fmt: skip
