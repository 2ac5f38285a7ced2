"""What the colours of the codings mean: swatches with names, in one row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gtcoder.ui.kit import paint_swatch
from gtcoder.ui.look import Role, colour, look, sans, scaled, theme

_SWATCH, _GAP, _AFTER = 10, 6, 14


class Legend(QWidget):
    """Names behind their colours; those without room are counted, and all are in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.items: tuple[tuple[str, int], ...] = ()
        look().changed.connect(self.updateGeometry)
        self.hide()

    def show_items(self, items: Sequence[tuple[str, int]]) -> None:
        """Show names with the numbers of their colours; hide where there is none."""
        self.items = tuple(items)
        names = [name for name, _ in items]
        self.setToolTip("\n".join(names))
        self.setAccessibleName(self.tr("Colours: {names}").format(names=", ".join(names)))
        self.setVisible(bool(items))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, font, x = QPainter(self), sans(Role.SMALL), 0.0
        metrics, size = QFontMetrics(font), scaled(_SWATCH)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, (name, number) in enumerate(self.items):
            left = len(self.items) - place
            more = f"+{left}"
            spare = 0 if left == 1 else metrics.horizontalAdvance(more) + scaled(_AFTER)
            wide = size + scaled(_GAP) + metrics.horizontalAdvance(name)
            if x + wide + spare > self.width() and (place or left > 1):
                painter.setPen(colour(theme().text2))
                painter.drawText(QRectF(x, 0, self.width() - x, self.height()), middle, more)
                break
            box = QRectF(x, (self.height() - size) / 2, size, size)
            paint_swatch(painter, box, number, category=False)
            painter.setPen(colour(theme().text))
            at = x + size + scaled(_GAP)
            painter.drawText(QRectF(at, 0, self.width() - at, self.height()), middle, name)
            x += wide + scaled(_AFTER)
        painter.end()
