"""Pages of a workspace: each in a module of its own, imported when it is first wanted."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from gtcoder.ui.session import Target
from gtcoder.ui.workspace import Workspace


class Page(Workspace):
    """A page of a workspace; it reads the study as one does: when shown, and when that changed.

    Its `place` is that of the workspace, a colon and its key, so that its commands are there while
    it is shown. `session.go(place, OnePage(key, target))` leads to it from anywhere.
    """

    def takes(self, target: Target) -> bool:
        """Tell whether this page, being shown, can show a target that names no page."""
        return False


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its key, the words on its segment, and where its class is; none: the workspace."""

    key: str
    title: str
    tip: str
    module: str = ""
    kind: str = ""

    def page(self) -> type[Page]:
        """Import and return the class of the page."""
        found: type[Page] = getattr(importlib.import_module(self.module), self.kind)
        return found
