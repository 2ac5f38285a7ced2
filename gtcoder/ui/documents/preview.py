"""The first lines of a text as it would come in, each speaker in a colour of their own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from gtcoder.batch import DocumentDraft
from gtcoder.ui.look import look, scaled, serif, theme
from gtcoder.vocabulary import SpeakerRole

LINES = 200
_SIZE = 15
_LEADING = 1.55


class Preview(QTextEdit):
    """A text to look at; labels have the colour of their speaker, those who ask are dimmed."""

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
            shown = (draft.sha256, draft.turns, people)
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
        for piece, form in _pieces(self._draft):
            cursor.insertText(piece, form)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _pieces(draft: DocumentDraft) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the first lines in stretches of one look each."""
    end = _end_of(draft.text)
    now = theme()
    inks = _inks(draft)
    at = 0
    for turn in draft.turns:
        if turn.start >= end:
            break
        yield draft.text[at : turn.start], _look(now.text2)
        label, speech = inks.get(turn.speaker or "", (now.text, now.text))
        yield draft.text[turn.start : min(turn.body, end)], _look(label, strong=True)
        yield draft.text[min(turn.body, end) : min(turn.end, end)], _look(speech)
        at = min(turn.end, end)
    yield draft.text[at:end], _look(now.text2 if draft.turns else now.text)
    if end < len(draft.text):
        yield "\n…", _look(now.text3)


def _inks(draft: DocumentDraft) -> dict[str, tuple[str, str]]:
    """Return the colours of each speaker's label and speech."""
    now = theme()
    found, number = {}, 0
    for speaker in draft.speakers:
        if speaker.role is SpeakerRole.PARTICIPANT:
            number += 1
            found[speaker.label] = (now.code((number - 1) % 20 + 1).ink, now.text)
        else:
            found[speaker.label] = (now.text2, now.text2)
    return found


def _end_of(text: str) -> int:
    """Return where the first lines end."""
    at = 0
    for _ in range(LINES):
        found = text.find("\n", at)
        if found < 0:
            return len(text)
        at = found + 1
    return at


def _look(ink: str, *, strong: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(ink))
    form.setFont(serif(_SIZE, 600 if strong else 400))
    return form
