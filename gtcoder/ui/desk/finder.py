"""Finding words in the document that is open."""

from __future__ import annotations

import re
from bisect import bisect_right

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.ui.kit import IconButton, Label
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import Span

MOST = 10_000
_ALIKE = {"'": "['’‘]", "’": "['’‘]", '"': '["“”„]', "-": "[-–—]", " ": r"\s+"}


def occurrences(text: str, wanted: str) -> list[Span]:
    """Return where words occur, whatever their case, quotation marks and line ends.

    >>> occurrences("He didn’t. He  did", "he d")
    [Span(start=0, end=4), Span(start=11, end=16)]
    """
    pattern = "".join(_ALIKE.get(letter, re.escape(letter)) for letter in wanted.strip())
    if not pattern:
        return []
    found = []
    for match in re.finditer(pattern, text, re.IGNORECASE):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found


class _Line(QLineEdit):
    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """A line over the text; each hit is selected, so that Esc leaves it ready to be coded."""

    left = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self._view = view
        self._found: list[Span] = []
        self._from = 0
        self.line, self.count = _Line(), Label("", Role.SMALL, ink="text2")
        self.line.setPlaceholderText(self.tr("recharg"))
        self.line.setAccessibleName(self.tr("Find in this document"))
        self.line.setFont(sans(Role.BODY))
        self.line.setMaximumWidth(scaled(320))
        self.before = IconButton("caret-up", self.tr("Previous"), key=self.tr("Shift+Enter"))
        self.after = IconButton("caret-down", self.tr("Next"), key=self.tr("Enter"))
        self.cross = IconButton("x", self.tr("Close"), key=self.tr("Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(16), scaled(5), scaled(8), scaled(5))
        row.setSpacing(scaled(8))
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        for button in (self.before, self.after):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.cross)
        self.line.textChanged.connect(self._search)
        self.line.stepped.connect(self.step)
        self.line.left.connect(self.leave)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.cross.clicked.connect(self.leave)
        view.page_changed.connect(self._renew)
        self.hide()

    def ask(self) -> None:
        """Show the line, with the selected words in it if they are few."""
        span = self._view.selected()
        if span is not None and span.end - span.start <= 60:
            self.line.setText(" ".join(self._view.page.text[span.start : span.end].split()))
        self._from = span.start if span is not None else self._view.caret()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._renew()

    def leave(self) -> None:
        """Hide it; what was found last stays selected."""
        self.hide()
        self.left.emit()

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before, round the document's ends."""
        if not self._found:
            return
        starts = [span.start for span in self._found]
        selected = self._view.selected()
        if selected in self._found:
            self._go((self._found.index(selected) + by) % len(self._found))
        else:
            place = bisect_right(starts, self._view.caret())
            self._go((place if by > 0 else place - 1) % len(self._found))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme().line))

    def _renew(self) -> None:
        if self.isVisible():
            self._found = occurrences(self._view.page.text, self.line.text())
            self._say(None)

    def _search(self, wanted: str) -> None:
        self._found = occurrences(self._view.page.text, wanted)
        if self._found:
            starts = [span.start for span in self._found]
            place = bisect_right(starts, self._from - 1)
            self._go(place % len(self._found))
        else:
            self._say(None)

    def _go(self, place: int) -> None:
        self._view.select(self._found[place])
        self._view.scroll_to(self._found[place], flash=False)
        self._say(place)

    def _say(self, place: int | None) -> None:
        total = len(self._found)
        for button in (self.before, self.after):
            button.setEnabled(bool(total))
        if not self.line.text().strip():
            words = ""
        elif not total:
            words = self.tr("Not in this document")
        elif place is None:
            words = self.tr("1 time") if total == 1 else self.tr("{n} times").format(n=total)
        else:
            words = self.tr("{n} of {all}").format(n=place + 1, all=f"{total:,}")
        self.count.setText(words)
