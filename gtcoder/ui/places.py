"""The workspaces in the order of the method: make, check, keep."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtcoder.ui.workspace import Workspace

MAKE, CHECK, KEEP = "make", "check", "keep"


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace of the rail: key, words, icon, the group it stands in, and where its class is."""

    key: str
    title: str
    icon: str
    group: str
    module: str
    kind: str
    tip: str

    def workspace(self) -> type[Workspace]:
        """Import and return the class of the workspace."""
        found: type[Workspace] = getattr(importlib.import_module(self.module), self.kind)
        return found


def _place(key: str, title: str, icon: str, group: str, module: str, kind: str, tip: str) -> Place:
    return Place(key, title, icon, group, f"gtcoder.ui.{module}", kind, tip)


PLACES = (
    _place("transcripts", "Transcripts", "files", MAKE, "documents.workspace",
           "TranscriptsWorkspace", "Bring in interviews, say who speaks"),
    _place("open", "Open coding", "highlighter-circle", MAKE, "desk.frame",
           "OpenCoding", "Read, name passages, compare them"),
    _place("axial", "Axial coding", "tree-structure", MAKE, "axial.workspace",
           "AxialWorkspace", "Codes into categories, categories into the paradigm, relations"),
    _place("selective", "Selective coding", "target", MAKE, "selective.workspace",
           "SelectiveWorkspace", "The core category and what it gathers"),
    _place("model", "Model", "flow-arrow", MAKE, "models.workspace",
           "ModelWorkspace", "The theory drawn, ready for the paper"),
    _place("agreement", "Agreement", "scales", CHECK, "agreement.workspace",
           "AgreementWorkspace", "How far coders agree, and where not"),
    _place("tables", "Tables & charts", "chart-bar", CHECK, "tables.workspace",
           "TablesWorkspace", "Frequencies and other counts, as table, chart and file"),
    _place("memos", "Memos", "note-pencil", KEEP, "memos.workspace",
           "MemosWorkspace", "What you think on the way"),
    _place("ledger", "Ledger", "clock-counter-clockwise", KEEP, "ledger.workspace",
           "LedgerWorkspace", "What was done, by whom and why; take any of it back"),
)  # fmt: skip
BY_KEY = {place.key: place for place in PLACES}
