"""The first lines of a text as it would come in, each speaker in a colour of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from gtcoder.batch import DocumentDraft
from gtcoder.ui.documents.preview_looks import pieces
from gtcoder.ui.look import look, scaled, serif, theme

LINES = 200
_SIZE = 15
_LEADING = 1.55


class Preview(QTextEdit):
    """A text to look at; labels have the colour of their speaker, those who ask are dimmed.

    Times stand before their turns, and what the file marked by its form looks like it.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: DocumentDraft | None = None
        self._shown: tuple[object, ...] | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        look().changed.connect(self._paint)
        self._paint()

    def show_draft(self, draft: DocumentDraft | None) -> None:
        """Show a text; where only names of persons changed, the place stays."""
        self._draft = draft
        shown: tuple[object, ...] | None = None
        if draft is not None:
            people = tuple((each.label, each.role) for each in draft.speakers)
            shown = (draft.sha256, draft.turns, people, draft.marks)
        if shown != self._shown:
            same_text = bool(self._shown and shown and self._shown[0] == shown[0])
            place = self.verticalScrollBar().value() if same_text else 0
            self._shown = shown
            self._paint()
            self.verticalScrollBar().setValue(place)

    def _paint(self) -> None:
        now = theme()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(now.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(now.on_accent))
        self.setPalette(palette)
        self.setFont(serif(_SIZE))
        self.document().setDocumentMargin(scaled(20))
        self.clear()
        if self._draft is None:
            return
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        block.setLineHeight(scaled(_SIZE * _LEADING), fixed.value)
        cursor.setBlockFormat(block)
        for piece, form in pieces(self._draft, _end_of(self._draft.text), _SIZE):
            cursor.insertText(piece, form)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _end_of(text: str) -> int:
    """Return where the first lines end."""
    at = 0
    for _ in range(LINES):
        found = text.find("\n", at)
        if found < 0:
            return len(text)
        at = found + 1
    return at
