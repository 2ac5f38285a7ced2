"""Words of ours on a surface, in a role of the type scale and a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from gtcoder.ui.look import Role, isolated, look, sans, scaled, theme

_LEAST = 48  # pixels of words that are cut


class Label(QLabel):
    """Plain text that follows theme and text size; `ink` is the name of a colour of the theme."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        ink: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(isolated(text), parent)
        self._role, self._ink = role, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        look().changed.connect(self._wear)
        self._wear()

    def setText(self, text: str) -> None:
        """Show other words; a quoted name keeps its own direction of writing to itself."""
        super().setText(isolated(text))

    def set_ink(self, ink: str) -> None:
        """Take another colour of the theme."""
        self._ink = ink
        self._wear()

    def event(self, event: QEvent) -> bool:
        """Wear the look once more when first shown: Qt then goes back to what it found first."""
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self._wear()
        return done

    def _wear(self) -> None:
        self.setFont(sans(self._role))
        palette = QPalette(self.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(
                group, QPalette.ColorRole.WindowText, QColor(getattr(theme(), self._ink))
            )
        self.setPalette(palette)


class CutLabel(Label):
    """Words that are cut where there is no room for them, and whole in the tooltip."""

    least = _LEAST

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the beginning of the words."""
        least = min(super().sizeHint().width(), scaled(self.least))
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        metrics = self.fontMetrics()
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if words != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), words)
