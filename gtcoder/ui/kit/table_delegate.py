"""How the cells of a table are painted: no grid, totals strong, codes with their swatch."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.ui.kit.frame import CATEGORY, SWATCH, TOTAL
from gtcoder.ui.kit.swatch import paint_swatch
from gtcoder.ui.kit.table_header import inside
from gtcoder.ui.look import Role, sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """Paints one cell; `hovered` is the row under the pointer, -1 for none."""

    hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, rect, index, selected=selected)
        total = bool(index.data(TOTAL))
        if total and not _above_is_total(index):
            painter.fillRect(
                QRectF(rect.left(), rect.top(), rect.width(), 1), QColor(theme().line2)
            )
        inner = inside(rect, index.column(), index.model().columnCount())
        colour = index.data(SWATCH)
        if colour is not None and not total:
            size = scaled(10)
            spot = QRectF(inner.left(), round(inner.center().y() - size / 2), size, size)
            paint_swatch(painter, spot, colour, category=bool(index.data(CATEGORY)))
            inner.setLeft(inner.left() + size + scaled(8))
        self.paint_words(painter, inner, index, total=total)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool
    ) -> None:
        """Fill the row where it is selected or under the pointer, round at its two ends."""
        if not selected and index.row() != self.hovered:
            return
        last = index.model().columnCount() - 1
        path, far = QPainterPath(), 12.0
        left = rect.left() if index.column() == 0 else rect.left() - far
        right = rect.right() if index.column() == last else rect.right() + far
        path.addRoundedRect(QRectF(left, rect.top(), right - left, rect.height()), 6, 6)
        painter.setClipRect(rect)
        painter.fillPath(path, QColor(theme().sel if selected else theme().hover))
        painter.setClipping(False)

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        """Write the cell; names are elided."""
        font = sans(Role.STRONG if total else Role.BODY)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
        shown = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1
        )
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(theme().text3 if text == "n/a" else theme().text))
        painter.drawText(rect, int(align), shown)


def _above_is_total(index: Index) -> bool:
    return bool(index.row() and index.sibling(index.row() - 1, index.column()).data(TOTAL))
