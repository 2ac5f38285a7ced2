"""The memo that is open: its title, kind and text; stored when it is left or on Ctrl+Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gtcoder.ui.kit import Button, Chip, Label
from gtcoder.ui.look import Role, look, scaled, serif, theme
from gtcoder.ui.memos.markdown import Setting
from gtcoder.ui.memos.tags import TagRow
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
        self._setting = self._make_setting()
        look().changed.connect(self._wear)
        self._wear()

    def _make_setting(self) -> Setting:
        """Return what shows the text as set."""
        return Setting(self.document())

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
    kind_asked = Signal(object)  # MemoKind, of a memo that is stored
    tag_asked = Signal(str, str)  # to be added, to be taken off

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: MemoCard | None = None
        self.read_at = 0
        self._stored = ("", "")
        self._filed: tuple[MemoKind, tuple[str, ...]] | None = None  # of what is on its way
        self.title = QLineEdit(self)
        self.title.setObjectName("memo-title")
        self.title.setPlaceholderText(self.tr("A title, such as “Waiting is a message”"))
        self.title.setAccessibleName(self.tr("Title of the memo"))
        self.kind = Chip(self.tr("Kind"))
        self._offer_kinds(story=False)
        self.kind.setToolTip(self.tr("What kind of memo this is"))
        self.kind.changed.connect(self._kind_chosen)
        self.tags = TagRow(self)
        self.tags.added.connect(lambda name: self._tag(name, on=True))
        self.tags.removed.connect(lambda name: self._tag(name, on=False))
        self._known: tuple[str, ...] = ()  # tags of the study
        self.text = MemoText(self)
        self.text.setObjectName("memo-text")
        self.text.setAccessibleName(self.tr("Text of the memo"))
        self.text.setPlaceholderText(self.tr("What do you see here? What does it remind you of?"))
        self.about = Label("", Role.SMALL, ink="text2", wrap=True)
        self.state = Label("", Role.SMALL, ink="text2")
        self.hint = Label(
            self.tr("A memo needs a text. The title is kept here until you write it."),
            ink="warn", wrap=True,
        )  # fmt: skip
        self.hint.setObjectName("memo-hint")
        self.hint.hide()
        self.remove = Button(self.tr("Remove…"), kind="quiet", tip=self.tr("Remove this memo"))
        self.keep = Button(
            self.tr("Store"), kind="primary", tip=self.tr("Store this memo (Ctrl+Enter)")
        )
        self._lay_out()
        self.text.done.connect(self._ask)
        self.title.editingFinished.connect(self._left_title)
        self.keep.clicked.connect(self._ask)
        self.remove.clicked.connect(self.removal)
        self.text.textChanged.connect(self._follow)
        self.title.textChanged.connect(self._follow)

    @property
    def changed(self) -> bool:
        """Whether something is written that is not stored."""
        written = (self.title.text().strip(), self.text.toPlainText())
        filed = (self.kind.value(), self.tags.tags)
        otherwise = self.card is None and self._filed not in (None, filed)
        return (written != self._stored or otherwise) and bool(written[1].strip())

    @property
    def bare_title(self) -> bool:
        """Whether a title is written that cannot be stored, for there is no text under it."""
        title = self.title.text().strip()
        return title not in ("", self._stored[0]) and not self.text.toPlainText().strip()

    @property
    def unstored(self) -> bool:
        """Whether anything is written here that would be lost if another memo were shown."""
        return self.changed or self.bare_title

    def show_memo(self, card: MemoCard | None, revision: int, *, about: str, mine: bool) -> None:
        """Show a memo as it was read at a revision; None is one that is yet to be written."""
        self.card, self.read_at = card, revision
        title, text = (card.title, card.text) if card else ("", "")
        self._stored, self._filed = (title, text), None
        if self.title.text() != title:
            self.title.setText(title)
        if self.text.toPlainText() != text:  # else the caret stays where one writes
            self.text.setPlainText(text)
        story = card is not None and card.kind == MemoKind.STORYLINE
        self.kind.setEnabled(not story and not self.text.isReadOnly())
        self._offer_kinds(story=story)
        self.kind.choose(MemoKind(card.kind) if card else self.kind.value())
        self.tags.show_tags(card.tags if card else (), self._known)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.remove.setVisible(card is not None and mine)
        self._follow()

    def _offer_kinds(self, *, story: bool) -> None:
        """Offer the kinds a memo can have; the storyline is written in selective coding alone."""
        there = [kind for kind in MemoKind if (kind is MemoKind.STORYLINE) == story]
        if self.kind.value() not in there:
            self.kind.set_choices([(str(kind), kind) for kind in there], there[0])

    def stored(self, title: str, text: str) -> None:
        """Take note that this much is on its way to be stored."""
        self._stored = (title, text)
        self._filed = (self.kind.value(), self.tags.tags)
        self._follow()

    def know_tags(self, known: tuple[str, ...]) -> None:
        """Offer these tags."""
        self._known = known
        self.tags.show_tags(self.tags.tags, known)

    def put(self, title: str, text: str, read_at: int, tags: tuple[str, ...] | None = None) -> None:
        """Have this written on the paper, and not stored; the memo is known as of `read_at`."""
        if tags is not None:
            self.tags.show_tags(tags, self._known)
        if self.text.toPlainText() != text or not self.title.text():
            self.title.setText(title)
            self.text.setPlainText(text)
        self._stored, self._filed, self.read_at = ("", ""), None, read_at
        self._follow()

    def set_read_only(self, *, reason: str) -> None:
        """Let it be read only, and say why."""
        for editor in (self.title, self.text):
            editor.setReadOnly(True)
            editor.setToolTip(reason)
        for button in (self.keep, self.remove, self.kind):
            button.setEnabled(False)
            button.setToolTip(reason)
        self.tags.set_writable(can=False)

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
        column.addWidget(self.tags)
        column.addWidget(self.about)
        column.addWidget(self.text, 1)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def _kind_chosen(self, kind: MemoKind) -> None:
        if self.card is None:
            self._store_filing()
        elif kind != self.card.kind:
            self.kind_asked.emit(kind)

    def _tag(self, name: str, *, on: bool) -> None:
        """Ask for a change of a stored memo; what is not stored yet takes its tags along."""
        if self.card is not None:
            self.tag_asked.emit(*((name, "") if on else ("", name)))
            return
        name, now = name.lstrip("#").strip(), self.tags.tags
        tags = (*now, name) if on and name else tuple(each for each in now if each != name)
        self.tags.show_tags(tags, self._known)
        self._store_filing()

    def _store_filing(self) -> None:
        """Let kind and tags follow a memo that is on its way to be stored."""
        if self._filed is not None and self.changed:
            self.wanted.emit()

    def _left_title(self) -> None:
        """Store; who goes on to the text need not be told that there is none yet."""
        if self.changed or not self.text.hasFocus():
            self._ask()

    def _ask(self) -> None:
        if self.changed:
            self.wanted.emit()
        elif self.bare_title and not self.text.isReadOnly():
            self.hint.show()
            self.text.setAccessibleDescription(self.hint.text())

    def _follow(self) -> None:
        if not self.bare_title:
            self.hint.hide()
            self.text.setAccessibleDescription("")
        unstored = self.unstored
        self.keep.setEnabled(unstored and not self.text.isReadOnly())
        words = self.tr("Not stored yet") if unstored else ""
        self.state.setText(words or (self.tr("Stored") if self.card else ""))
