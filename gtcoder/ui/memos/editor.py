"""The memo that is open: its title, kind and text; stored when it is left or on Ctrl+Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gtcoder.ui.kit import Button, Chip, Label
from gtcoder.ui.look import Role, look, scaled, serif, theme
from gtcoder.ui.memos.markdown import Setting
from gtcoder.vocabulary import MemoKind

if TYPE_CHECKING:
    from gtcoder.queries.theory import MemoCard

_MEASURE = 760  # pixels at 100 %: some 80 letters to the line, as one writes


class MemoText(QPlainTextEdit):
    """The text of a memo, in the reading font; `done` says that it shall be stored."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._setting = Setting(self.document())
        look().changed.connect(self._wear)
        self._wear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter stores."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the text stores it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit()

    def _wear(self) -> None:
        self.setFont(serif(17))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Highlight, QColor(theme().accent))
        palette.setColor(palette.ColorRole.HighlightedText, QColor(theme().on_accent))
        self.setPalette(palette)


class MemoEditor(QWidget):
    """Title, kind and text of one memo, or of one that is not stored yet.

    `wanted` carries nothing: it says that what is written shall be stored now.
    """

    wanted = Signal()
    removal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: MemoCard | None = None
        self.read_at = 0
        self._stored = ("", "")
        self.title = QLineEdit(self)
        self.title.setObjectName("memo-title")
        self.title.setPlaceholderText(self.tr("A title, such as “Waiting is a message”"))
        self.title.setAccessibleName(self.tr("Title of the memo"))
        self.kind = Chip(self.tr("Kind"))
        self.kind.set_choices([(str(kind), kind) for kind in MemoKind], MemoKind.THEORETICAL)
        self.kind.setToolTip(self.tr("What kind of memo this is"))
        self.text = MemoText(self)
        self.text.setObjectName("memo-text")
        self.text.setAccessibleName(self.tr("Text of the memo"))
        self.text.setPlaceholderText(self.tr("What do you see here? What does it remind you of?"))
        self.about = Label("", Role.SMALL, ink="text2", wrap=True)
        self.state = Label("", Role.SMALL, ink="text2")
        self.remove = Button(self.tr("Remove…"), kind="quiet", tip=self.tr("Remove this memo"))
        self.keep = Button(
            self.tr("Store"), kind="primary", tip=self.tr("Store this memo (Ctrl+Enter)")
        )
        self._lay_out()
        self.text.done.connect(self._ask)
        self.title.editingFinished.connect(self._ask)
        self.keep.clicked.connect(self._ask)
        self.remove.clicked.connect(self.removal)
        self.text.textChanged.connect(self._follow)
        self.title.textChanged.connect(self._follow)

    @property
    def changed(self) -> bool:
        """Whether something is written that is not stored."""
        written = (self.title.text().strip(), self.text.toPlainText())
        return written != self._stored and bool(written[1].strip())

    def show_memo(self, card: MemoCard | None, revision: int, *, about: str, mine: bool) -> None:
        """Show a memo as it was read at a revision; None is one that is yet to be written."""
        self.card, self.read_at = card, revision
        title, text = (card.title, card.text) if card else ("", "")
        self._stored = (title, text)
        if self.title.text() != title:
            self.title.setText(title)
        if self.text.toPlainText() != text:  # else the caret stays where one writes
            self.text.setPlainText(text)
        self.kind.setEnabled(card is None)
        self.kind.choose(MemoKind(card.kind) if card else self.kind.value())
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.remove.setVisible(card is not None and mine)
        self._follow()

    def stored(self, title: str, text: str, revision: int) -> None:
        """Take note that this much is stored."""
        self._stored, self.read_at = (title, text), revision
        self._follow()

    def put(self, title: str, text: str, read_at: int) -> None:
        """Have this written on the paper, and not stored; the memo is known as of `read_at`."""
        if self.text.toPlainText() != text:
            self.title.setText(title)
            self.text.setPlainText(text)
        self._stored, self.read_at = ("", ""), read_at
        self._follow()

    def set_read_only(self, *, reason: str) -> None:
        """Let it be read only, and say why."""
        for editor in (self.title, self.text):
            editor.setReadOnly(True)
            editor.setToolTip(reason)
        for button in (self.keep, self.remove):
            button.setEnabled(False)
            button.setToolTip(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme().paper))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(12))
        head.addWidget(self.title, 1)
        head.addWidget(self.kind)
        foot = QHBoxLayout()
        foot.setSpacing(scaled(12))
        foot.addWidget(self.state)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        foot.addWidget(self.keep)
        paper = QWidget(self)
        paper.setMaximumWidth(scaled(_MEASURE))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(paper)
        column = QVBoxLayout(paper)
        column.setContentsMargins(scaled(32), scaled(20), scaled(32), scaled(16))
        column.setSpacing(scaled(12))
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.text, 1)
        column.addLayout(foot)

    def _ask(self) -> None:
        if self.changed:
            self.wanted.emit()

    def _follow(self) -> None:
        self.keep.setEnabled(self.changed and not self.text.isReadOnly())
        words = self.tr("Not stored yet") if self.changed else ""
        self.state.setText(words or (self.tr("Stored") if self.card else ""))
