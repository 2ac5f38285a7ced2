"""Codes dropped on the transcript."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.transcript.coded import CodedSheet

CODE_MIME = "application/x-gtcoder-code"
CODES_MIME = "application/x-gtcoder-codes"


class DropSheet(CodedSheet):
    """Says which codes were dropped, and what was selected then."""

    codes_dropped = Signal(object, object)  # the codes, in the codebook's order; what is selected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def _welcome(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(CODE_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        self._welcome(event)
        kind = CODES_MIME if event.mimeData().hasFormat(CODES_MIME) else CODE_MIME
        data = bytes(event.mimeData().data(kind).data()).decode("ascii", "replace").split()
        if event.isAccepted() and data and all(key.isdecimal() for key in data):
            self.codes_dropped.emit(tuple(int(key) for key in data), self.selected())
