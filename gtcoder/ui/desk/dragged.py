"""What becomes of the ends of a coding that were dragged, and why some stay where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from gtcoder.ui.desk.doing import read_only_reason
from gtcoder.vocabulary import CodingId, Span

if TYPE_CHECKING:
    from gtcoder.ui.desk.workspace import DeskWorkspace

_tr = QCoreApplication.translate


class DraggedEnds(QObject):
    """Gives a coding the stretch its ends were dragged to: one entry for each drag."""

    def __init__(self, desk: DeskWorkspace) -> None:
        super().__init__(desk)
        self._desk, self._view = desk, desk.view
        self._view.ends.hindrance = self._hindrance
        self._view.ends.moved.connect(self._resize)
        self._view.ends.refused.connect(desk.hand.told)

    def _hindrance(self, coding: int) -> str:
        """Say why the ends of a coding stay where they are; nothing where they may be moved."""
        if not self._desk.session.bridge.can_write:
            return read_only_reason()
        if self._view.given.spans:
            return _tr(
                "desk",
                "This round gives the passages: a coding covers one of them exactly, so its ends "
                "stay where they are.",
            )
        if self._desk.hand.may_change(coding):
            return ""
        table = self._view.index.table
        whose = table.coder[table.id == coding].tolist()
        names = (row.name for key, row in self._desk.hand.coders.items() if int(key) in whose)
        words = _tr("desk", "This coding is {coder}’s. Only its coder or a lead can change it.")
        return words.format(coder=next(names, ""))

    def _resize(self, coding: int, span: Span) -> None:
        self._desk.hand.resize(CodingId(coding), span)
