"""The header of a table: names of columns, and a caret at the one it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gtcoder.ui.look import Role, pixmap, sans, scaled, theme

PADDING = 10  # pixels at either side of a cell
EDGE = 16  # pixels at either end of a row


def inside(rect: QRectF, column: int, columns: int) -> QRectF:
    """Return the room for the words of a cell."""
    left = EDGE if column == 0 else PADDING
    right = EDGE if column == columns - 1 else PADDING
    return rect.adjusted(scaled(left), 0, -scaled(right), 0)


class TableHeader(QHeaderView):
    """Painted by itself, for the caret stands behind the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sorted_column, self.descending = -1, False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(scaled(36))

    def show_sorted(self, column: int, *, descending: bool) -> None:
        """Show the caret at a column; -1 for none."""
        self.sorted_column, self.descending = column, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(super().sizeHint().width(), scaled(36))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name of a column."""
        now, font = theme(), sans(Role.SMALL_STRONG)
        painter.save()
        painter.fillRect(rect, QColor(now.paper))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(now.line))
        data = self.model().headerData
        align = data(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        words = str(data(section, Qt.Orientation.Horizontal) or "")
        size = scaled(11)
        inner = inside(QRectF(rect), section, self.model().columnCount())
        caret = section == self.sorted_column
        gap = size + scaled(4) if caret else 0
        text = QFontMetrics(font).elidedText(
            words, Qt.TextElideMode.ElideRight, int(inner.width() - gap) + 1
        )
        width = QFontMetrics(font).horizontalAdvance(text)
        right = bool(int(align or 0) & Qt.AlignmentFlag.AlignRight)
        left = inner.right() - width - gap if right else inner.left()
        painter.setFont(font)
        painter.setPen(QColor(now.text if caret else now.text2))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, inner.top(), width + 2, inner.height()), middle, text)
        if caret:
            sign = "caret-down" if self.descending else "caret-up"
            drawn = pixmap(sign, size, colour=now.accent, ratio=self.devicePixelRatioF())
            spot = QPointF(left + width + scaled(4), round(inner.center().y() - size / 2))
            painter.drawPixmap(spot, drawn)
        painter.restore()
