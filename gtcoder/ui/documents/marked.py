"""Words in an area of plain text on a ground of their own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from gtcoder.ui.transcript.offsets import Offsets, code_points
from gtcoder.vocabulary import Span


def mark(area: QPlainTextEdit, spans: Iterable[Span], colour: QColor) -> None:
    """Mark stretches of what stands in an area, and nothing else."""
    typed = area.document().toRawText()
    offsets = Offsets(code_points(typed))
    selections = []
    for span in spans:
        if 0 <= span.start < span.end <= len(typed):
            cursor = QTextCursor(area.document())
            cursor.setPosition(offsets.to_qt(span.start))
            cursor.setPosition(offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format.setBackground(colour)
            selections.append(selection)
    area.setExtraSelections(selections)
