"""The headline of the cockpit: the number, its interval, what it means, what it depends on."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.agreement.view import Headline
from gtcoder.ui.kit import Label
from gtcoder.ui.look import Role, look, scaled, theme


class HeadlineView(QWidget):
    """Shows a Headline; all of it can be read by a screen reader as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headline")
        self.value = Label("", Role.HEADLINE)
        self.value.setObjectName("value")
        self.interval = Label("", Role.TITLE, ink="text2")
        self.interval.setObjectName("interval")
        self.sentence = Label("", Role.BODY, wrap=True)
        self.sentence.setObjectName("sentence")
        self.method = Label("", Role.SMALL, ink="text2", wrap=True)
        self.method.setObjectName("method")
        self._line = QHBoxLayout()
        self._line.addWidget(self.value)
        self._line.addWidget(self.interval)
        self._line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.method)
        look().changed.connect(self._wear)
        self._wear()

    def show_headline(self, headline: Headline) -> None:
        """Write the number and what goes with it."""
        self.value.setText(headline.value)
        self.interval.setText(headline.interval)
        self.sentence.setText(headline.sentence)
        self.method.setText("\n".join(headline.method))
        self.setAccessibleName(f"{headline.value}. {headline.interval}. {headline.sentence}")

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.value.set_ink("text3" if dim else "text")
        self.sentence.set_ink("text3" if dim else "text")
        for label in (self.interval, self.method):
            label.set_ink("text3" if dim else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _wear(self) -> None:
        self._line.setSpacing(scaled(14))
        self._column.setSpacing(scaled(4))
        self._column.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(14))
