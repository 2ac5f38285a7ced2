"""The pages of selective coding, in the order of the method; a new one is a file and a line here.

A page is a `Page` in a module of its own. It reads the study as a workspace does: when it is shown,
and again when what it shows has changed.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import ClassVar

from gtcoder.ui.session import Target
from gtcoder.ui.workspace import Workspace

PLACE = "selective"


class Page(Workspace):
    """One page of selective coding.

    Its `place` is `selective:` and its key, so that its commands are there while it is shown.
    `session.go("selective", OnePage(key, target))` leads to it from anywhere.
    """

    place: ClassVar[str] = PLACE

    def takes(self, target: Target) -> bool:
        """Tell whether this page, being shown, can show a target that names no page."""
        return False


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its key, the words on its segment, and where its class is."""

    key: str
    title: str
    tip: str
    module: str
    kind: str

    def page(self) -> type[Page]:
        """Import and return the class of the page."""
        module = importlib.import_module(f"gtcoder.ui.selective.{self.module}")
        found: type[Page] = getattr(module, self.kind)
        return found


STRUCTURES, CORE, STORYLINE, SAMPLING, SATURATION = (
    "structures", "core", "storyline", "sampling", "saturation",
)  # fmt: skip
PAGES = (
    PageEntry(STRUCTURES, "Structures", "Axial codes, structures and codes as a table",
              "structures_page", "StructuresPage"),
    PageEntry(CORE, "Core category", "Candidates by criteria, and why one was chosen",
              "core_page", "CorePage"),
    PageEntry(STORYLINE, "Storyline", "The theory told in sentences",
              "storyline_page", "StorylinePage"),
    PageEntry(SAMPLING, "Sampling", "Gaps, decisions, whom or what was sampled next",
              "sampling_page", "SamplingPage"),
    PageEntry(SATURATION, "Saturation", "When new codes stopped coming",
              "saturation_page", "SaturationPage"),
)  # fmt: skip
