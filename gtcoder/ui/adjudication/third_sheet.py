"""A third way: another code, another stretch, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from gtcoder.ui.adjudication.reading import Case, Words, shortened, stretches
from gtcoder.ui.kit import Chip, Label, Sheet
from gtcoder.ui.look import Role, scaled, serif
from gtcoder.ui.transcript.offsets import Offsets, code_points
from gtcoder.vocabulary import CodeId, Span


class ThirdSheet(Sheet):
    """Asks for the code and the stretch; `then` is handed both.

    The stretch is one that the coders marked, or what is selected in the text.
    """

    def __init__(
        self,
        case: Case,
        words: Words,
        *,
        parent: QWidget,
        then: Callable[[CodeId, Span], object],
    ) -> None:
        super().__init__(self.tr("A third way"), parent=parent, width=560)
        self._case, self._then = case, then
        self._offsets = Offsets(code_points(case.text))
        self.say(
            self.tr(
                "Which code stands here, and over which words? Choose a stretch, or select the "
                "words. The coders' own codings stay as they are."
            )
        )
        self.code, self.stretch = Chip(self.tr("Code")), Chip(self.tr("Words"))
        self.code.setObjectName("third_code")
        self.stretch.setObjectName("third_stretch")
        usable = [row for row in words.codes.values() if not row.retired]
        self.code.set_choices([(row.written, row.id) for row in usable], case.row.codes[0])
        self._known = stretches(case, words)
        self.stretch.set_choices([(name, span) for span, name in self._known.items()])
        self.text = _text(case)
        self.text.setAccessibleName(self.tr("The passage; select words in it"))
        self.shown = Label("", Role.SMALL, ink="text2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self.code)
        line.addWidget(self.stretch)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.text)
        self.body.addWidget(self.shown)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Decide"), "primary", self._finish)
        self.stretch.changed.connect(self._select)
        self.text.selectionChanged.connect(self._take_selected)
        self._select()

    def _select(self, *_: object) -> None:
        """Select the chosen stretch in the text."""
        span: Span = self.stretch.value()
        cursor = self.text.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start - self._case.offset))
        end = self._offsets.to_qt(span.end - self._case.offset)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectionStart() != cursor.selectionEnd():
            self.text.setTextCursor(cursor)
        self._show_words()

    def _take_selected(self) -> None:
        """Let selected words be the stretch; a caret selects nothing, so the last one stays."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            return
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        offset = self._case.offset
        span = Span(self._offsets.from_qt(first) + offset, self._offsets.from_qt(last) + offset)
        if span != self.stretch.value():
            choices = [(name, each) for each, name in self._known.items()]
            if span not in self._known:
                choices.append((self.tr("as selected"), span))
            self.stretch.set_choices(choices, span)
            self._show_words()

    def _show_words(self) -> None:
        span, offset = self.stretch.value(), self._case.offset
        self.shown.setText(shortened(self._case.text[span.start - offset : span.end - offset]))

    def _finish(self) -> None:
        self.accept()
        self._then(self.code.value(), self.stretch.value())


def _text(case: Case) -> QPlainTextEdit:
    """Return a field to select words in, by mouse and by Shift and arrows; nothing is written."""
    field = QPlainTextEdit(case.text)
    field.setReadOnly(True)
    field.setProperty("field", True)
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    field.setTabChangesFocus(True)
    field.setFont(serif(15))
    field.setObjectName("third_text")
    field.setFixedHeight(scaled(150))
    return field
