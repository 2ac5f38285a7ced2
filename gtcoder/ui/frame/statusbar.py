"""The status bar: study, coder, saved state and revision; at the right what the workspace says."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gtcoder.ui.bridge import State
from gtcoder.ui.kit.label import CutLabel, Label
from gtcoder.ui.look import Role, look, pixmap, scaled, theme

_BLINK = 150  # ms


class Fact(QWidget):
    """An icon and some words; a screen reader gets the words."""

    def __init__(
        self, icon_name: str, name: str, parent: QWidget, *, may_be_cut: bool = False
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._name, self._ink = icon_name, name, ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(4))
        self._picture = QLabel(self)
        kind = CutLabel if may_be_cut else Label
        self._words = kind("", Role.SMALL, ink="text2", parent=self)
        self._words.setObjectName(f"status-{name}")
        for each in (self._picture, self._words):
            row.addWidget(each)
        self.hide()
        self.wear()

    def say(self, words: str, *, icon_name: str = "", ink: str = "") -> None:
        """Show words, and where it matters another icon and colour (a token's name)."""
        looks = (icon_name or self._icon_name, ink)
        if (words, *looks) == (self._words.text(), self._icon_name, self._ink):
            return
        self._words.setText(words)
        if looks == (self._icon_name, self._ink) and self.isHidden() != bool(words):
            self.setAccessibleName(words)
            return
        self._icon_name, self._ink = looks
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.wear()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def wear(self) -> None:
        """Take colours and sizes of the look in force."""
        ink = getattr(theme(), self._ink) if self._ink else theme().text2
        self._picture.setPixmap(
            pixmap(self._icon_name, scaled(14), colour=ink, ratio=self.devicePixelRatioF())
        )
        self._words.set_ink(self._ink or "text2")


class StatusBar(QWidget):
    """What is always true of the study at the left, what is true of this place at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self._row = QHBoxLayout(self)
        self.study = Fact("book-open", "study", self, may_be_cut=True)
        self.coder = Fact("user", "coder", self)
        self.saved = Fact("cloud-check", "saved", self)
        self.revision = Fact("git-commit", "revision", self)
        self.blind = Fact("eye-slash", "blind", self, may_be_cut=True)
        self._facts = (self.study, self.coder, self.saved, self.revision, self.blind)
        for fact in self._facts:
            row.addWidget(fact)
        row.addStretch(1)
        self._place = CutLabel("", Role.SMALL, ink="text2", parent=self)
        self._place.setObjectName("status-place")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._place)
        self._waiting = 0
        self._blink = QTimer(self, interval=_BLINK, singleShot=True)
        self._blink.timeout.connect(self._say_waiting)
        look().changed.connect(self._wear)
        self._wear()

    def show_idle(self, words: str, version: str) -> None:
        """Say what is true without a study."""
        for fact in self._facts:
            fact.say("")
        self.study.say(words, icon_name="info")
        self._place.setText(version)

    def show_study(self, title: str, coder: str, *, read_only: bool) -> None:
        """Say which study is open and who is coding."""
        self.study.say(title, icon_name="book-open")
        words = self.tr("{coder}, read-only").format(coder=coder) if read_only else coder
        self.coder.say(words, icon_name="lock-simple" if read_only else "user")

    def show_blind(self, words: str) -> None:
        """Say that a blind round hides what colleagues code in it; nothing where none does."""
        self.blind.say(words, ink="warn")

    def show_state(self, state: State) -> None:
        """Say what is saved, what waits, and whether the database answers.

        What is saved in a blink is not said to be waiting.
        """
        self._waiting = state.waiting
        self.revision.say(self.tr("Revision {number}").format(number=f"{state.revision:,}"))
        if state.offline:
            self.saved.say(self.tr("No connection"), icon_name="wifi-slash", ink="danger")
        elif state.waiting:
            if not self._blink.isActive():
                self._blink.start()
        else:
            self._blink.stop()
            at = f"{state.saved_at:%H:%M}" if state.saved_at else ""
            words = self.tr("Saved {time}").format(time=at) if at else self.tr("Saved")
            self.saved.say(words, icon_name="cloud-check", ink="success")

    def _say_waiting(self) -> None:
        words = self.tr("Saving {count}").format(count=self._waiting)
        self.saved.say(words, icon_name="arrows-clockwise")

    def show_place(self, texts: tuple[str, ...]) -> None:
        """Say what the workspace has to say."""
        self._place.setText("      ".join(text for text in texts if text))

    def _wear(self) -> None:
        self.setFixedHeight(scaled(28))
        self._row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        self._row.setSpacing(scaled(20))
        for fact in self._facts:
            fact.wear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().window))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(theme().line))
