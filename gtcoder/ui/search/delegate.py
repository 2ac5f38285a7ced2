"""How a hit is painted: where it stands and who speaks, the words around it, what became of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.queries.search.rows import HitRow
from gtcoder.ui.kit import paint_ring
from gtcoder.ui.look import Role, isolated, pixmap, sans, scaled, serif, theme
from gtcoder.ui.search.found import ACCEPTED, CODED, OPEN, REJECTED, ROW, VERDICT

Index = QModelIndex | QPersistentModelIndex
_SIZE, _LEADING, _LINES = 14, 1.38, 2
_LONGEST, _BEFORE = 600, 60  # characters of a unit and before it that can come into sight
_BLANKS = str.maketrans("\n\r\t\u2028\u2029", "     ")
_SIGNS = {ACCEPTED: ("check-circle", "success"), REJECTED: ("prohibit", "text3"),
          CODED: ("tag", "text2")}  # fmt: skip


class HitDelegate(QStyledItemDelegate):
    """One line of place, two of words; all rows are of one height, however many there are."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the room of two lines of words."""
        head = QFontMetricsF(sans(Role.STRONG)).height()
        return QSize(scaled(300), round(head + _LINES * _step() + scaled(25)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        hit: HitRow = index.data(ROW)
        state: int = index.data(VERDICT)
        rect, now = QRectF(option.rect), theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel if chosen else now.hover))
            painter.drawRoundedRect(rect.adjusted(scaled(8), 1, -scaled(8), -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and getattr(option.widget, "ring", False):
            paint_ring(painter, rect.adjusted(scaled(8), 1, -scaled(8), -1), 6)
        inner = rect.adjusted(scaled(20), scaled(10), -scaled(20), -scaled(8))
        self._paint_sign(painter, inner, state)
        inner.setLeft(inner.left() + scaled(26))
        self._paint_head(painter, inner, hit, index)
        faint = state in (REJECTED, CODED)
        self._paint_words(painter, inner, hit, faint=faint)
        painter.restore()
        line = QRectF(inner.left(), rect.bottom() - 1, inner.width(), 1)
        painter.fillRect(line, QColor(now.line))

    def _paint_sign(self, painter: QPainter, inner: QRectF, state: int) -> None:
        if state == OPEN:
            return
        name, ink = _SIGNS[state]
        size, ratio = scaled(16), painter.device().devicePixelRatio()
        drawn = pixmap(name, size, colour=getattr(theme(), ink), ratio=ratio)
        painter.drawPixmap(QPointF(inner.left(), inner.top() + scaled(1)), drawn)

    def _paint_head(self, painter: QPainter, inner: QRectF, hit: HitRow, index: Index) -> None:
        strong, small = sans(Role.STRONG), sans(Role.SMALL)
        middle = Qt.AlignmentFlag.AlignVCenter
        row = QRectF(inner.left(), inner.top(), inner.width(), QFontMetricsF(strong).height())
        told = self._told(hit, index)
        width = QFontMetricsF(small).horizontalAdvance(told)
        painter.setFont(small)
        painter.setPen(QColor(theme().text2))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, told)
        room = int(max(row.width() - width - scaled(12), 20))
        name = QFontMetrics(strong).elidedText(hit.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(strong)
        painter.setPen(QColor(theme().text))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, name)
        rest = room - QFontMetrics(strong).horizontalAdvance(name) - scaled(8)
        beside = isolated(hit.field or hit.speaker)
        if rest > scaled(20) and beside:
            row.setLeft(row.left() + QFontMetricsF(strong).horizontalAdvance(name) + scaled(8))
            painter.setFont(small)
            painter.setPen(QColor(theme().text2))
            elide = Qt.TextElideMode.ElideRight
            shown = QFontMetrics(small).elidedText(beside, elide, rest)
            painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, shown)

    def _told(self, hit: HitRow, index: Index) -> str:
        """Return the line, and how many hits a passage joins."""
        joins = index.model().hits_in(index.row())  # type: ignore[attr-defined]
        parts = [self.tr("{count} hits").format(count=joins)] if joins > 1 else []
        if hit.line:
            parts.append(self.tr("line {number}").format(number=f"{hit.line:,}"))
        return " · ".join(parts)

    def _paint_words(self, painter: QPainter, inner: QRectF, hit: HitRow, *, faint: bool) -> None:
        now, font = theme(), serif(_SIZE)
        before, text, after = (
            part.translate(_BLANKS) for part in (hit.before, hit.text[:_LONGEST], hit.after)
        )
        if len(before) > _BEFORE:  # the hit itself is to be seen
            before = "… " + before[-_BEFORE:].partition(" ")[2]
        laid = QTextLayout(before + text + after, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        band = QTextLayout.FormatRange()
        band.start, band.length = _utf16(before), _utf16(text)
        filled = QTextCharFormat()
        filled.setBackground(QColor(now.warn_bg))
        filled.setForeground(QColor(now.text2 if faint else now.text))
        band.format = filled
        laid.setFormats([band])
        laid.beginLayout()
        top = QFontMetricsF(sans(Role.STRONG)).height() + scaled(4)
        for number in range(_LINES):
            line = laid.createLine()
            if not line.isValid():
                break
            line.setLineWidth(inner.width())
            higher = line.ascent() - QFontMetricsF(font).ascent()  # a sign of another font
            line.setPosition(QPointF(0, top + number * _step() - higher))
        laid.endLayout()
        painter.setPen(QColor(now.text2))
        laid.draw(painter, inner.topLeft())


def _step() -> float:
    return QFontMetricsF(serif(_SIZE)).height() * _LEADING


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
