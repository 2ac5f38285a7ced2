"""How a code is painted in the tree: mark, name, favourite digit, count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.rows import CodeRole, Index, is_category
from gtcoder.ui.kit.keycap import keycap_width, paint_keycap
from gtcoder.ui.kit.swatch import paint_swatch
from gtcoder.ui.look import Role, directed, pixmap, sans, scaled, theme

ROW_HEIGHT = 27
INDENT = 20
INSET = 8  # from the panel's edge to the row
_RIGHT = 9  # from the count to the row's end
_DOMAIN = 20  # the mark of a domain with the space before it
_COUNT = 31  # from the keycap's right end to the count's
_VCENTRE = Qt.AlignmentFlag.AlignVCenter


class CodeDelegate(QStyledItemDelegate):
    """Paints what stands in a row; its ground and chevron are the tree's."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all rows."""
        return QSize(scaled(120), scaled(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row within the option's rectangle."""
        code: CodeRow = index.data(CodeRole.CODE)
        told: Any = option  # the stubs lack the option's fields
        rect, chosen = QRectF(told.rect), bool(told.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_mark(painter, rect, code)
        right = self._paint_count(painter, rect, index.data(CodeRole.COUNT), chosen=chosen)
        digit = index.data(CodeRole.FAVOURITE)
        if digit is not None:
            edge = QPointF(rect.right() - scaled(_COUNT + _RIGHT), rect.center().y())
            paint_keycap(painter, edge, str(digit))
            right = min(right, edge.x() - keycap_width(str(digit)) - scaled(4))
        self._paint_name(painter, rect, right, code)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRectF, code: CodeRow) -> None:
        category = is_category(code.level)
        size = scaled(11 if category else 10)
        top = round(rect.center().y() - size / 2)
        left = rect.left() + scaled(2)
        if code.retired:
            painter.setOpacity(0.45)
        paint_swatch(painter, QRectF(left, top, size, size), code.colour, category=category)
        painter.setOpacity(1.0)

    def _paint_count(
        self, painter: QPainter, rect: QRectF, count: int | None, *, chosen: bool
    ) -> float:
        """Paint the count flush right and return where the name has to end."""
        right = rect.right() - scaled(_RIGHT)
        if count is None:
            return right
        text, now = f"{count:,}", theme()
        painter.setFont(sans(Role.STRONG if chosen else Role.BODY))
        painter.setPen(QColor(now.text if chosen else now.text2 if count else now.text3))
        room = QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
        painter.drawText(room, _VCENTRE | Qt.AlignmentFlag.AlignRight, text)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        return min(right - wide - scaled(8), right - scaled(_COUNT))

    def _paint_name(self, painter: QPainter, rect: QRectF, right: float, code: CodeRow) -> None:
        font = QFont(sans(Role.STRONG if is_category(code.level) else Role.BODY))
        font.setStrikeOut(code.retired)
        font.setItalic(code.proposed_by is not None)
        left = rect.left() + scaled(22)
        room = QRectF(left, rect.top(), max(0.0, right - left), rect.height())
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(QColor(theme().text3 if code.retired else theme().text))
        mark = scaled(_DOMAIN) if code.domain else 0
        name = QFontMetricsF(font).elidedText(code.name, elide, max(0.0, room.width() - mark))
        painter.drawText(room, _VCENTRE | Qt.AlignmentFlag.AlignLeft, directed(name))
        if code.domain:
            _paint_domain(painter, left + QFontMetricsF(font).horizontalAdvance(name), rect)


def _paint_domain(painter: QPainter, left: float, rect: QRectF) -> None:
    """Paint behind a name that the codes below exclude one another."""
    size = scaled(12)
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap("columns", size, colour=theme().text2, ratio=ratio)
    top = round(rect.center().y() - size / 2)
    painter.drawPixmap(round(left) + scaled(6), top, drawn)
