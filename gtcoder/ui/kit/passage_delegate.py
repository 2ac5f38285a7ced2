"""How a passage is painted in a list."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.ui.look import Role, pixmap, sans, scaled, serif, theme

PASSAGE = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
TAG = Qt.ItemDataRole.UserRole + 2  # words at the right, and their ink
Index = QModelIndex | QPersistentModelIndex
_SIZE, _LEADING = 14, 1.38
_ABOVE, _BELOW = 14, 12
_LONGEST = 2000  # characters of a passage; what is longer is read in the transcript
_BLANKS = str.maketrans("\n\r\t\u2028\u2029", "     ")


class PassageDelegate(QStyledItemDelegate):
    """Header line, then the words in serif with the coded stretch in its tint.

    Heights are measured once per row and width.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._width = 0
        self._heights: dict[int, int] = {}

    def set_width(self, width: int) -> bool:
        """Measure for that width from now on; return whether it is another one."""
        changed = width != self._width
        if changed:
            self._width = width
            self._heights.clear()
        return changed

    def forget(self) -> None:
        """Measure anew: other passages or another text size."""
        self._heights.clear()

    def card(self, rect: QRectF) -> QRectF:
        """Return the part of a row that is raised when it is chosen."""
        inset = scaled(8)
        return rect.adjusted(inset, 1, -inset, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the room the content needs."""
        row = index.row()
        if row not in self._heights:
            passage = index.data(PASSAGE)
            lines = _broken(_words(passage), self._room()).lineCount()
            around = _head() + scaled(_ABOVE + _BELOW) + _aside(passage) + _noted(passage)
            self._heights[row] = round(around + (lines - 1) * _step() + _type()[1])
        return QSize(self._width, self._heights[row])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        passage = index.data(PASSAGE)
        rect = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            self._paint_card(painter, rect, theme().mark(index.data(COLOUR)))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().hover))
            painter.drawRoundedRect(self.card(rect), 8, 8)
        inner = rect.adjusted(scaled(20), scaled(_ABOVE), -scaled(20), 0)
        _paint_head(painter, inner, passage, *index.data(TAG))
        painter.setPen(QColor(theme().text))
        code = theme().code(index.data(COLOUR))
        ground = code.strong if chosen else code.tint
        laid = _broken(_words(passage), inner.width(), ground)
        top = inner.top() + _head() + _aside(passage)
        laid.draw(painter, QPointF(inner.left(), top))
        _paint_beside(painter, inner, passage, rect.bottom() - scaled(_BELOW))
        painter.restore()
        if not chosen and not _next_is_chosen(option, index):
            line = QRectF(inner.left(), rect.bottom() - 1, inner.width(), 1)
            painter.fillRect(line, QColor(theme().line))

    def _room(self) -> float:
        return max(self._width - 2 * scaled(20), 60)

    def _paint_card(self, painter: QPainter, rect: QRectF, mark: str) -> None:
        now, card = theme(), self.card(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(now.line2))
        painter.setBrush(QColor(now.raised))
        painter.drawRoundedRect(card, 8, 8)
        bar = QRectF(card.left() + 1, card.top() + 8, 3, card.height() - 16)
        painter.fillRect(bar, QColor(mark))


def _next_is_chosen(option: QStyleOptionViewItem, index: Index) -> bool:
    view = option.widget
    model: QAbstractItemModel = index.model()
    below = model.index(index.row() + 1, 0)
    if not isinstance(view, QAbstractItemView) or not below.isValid():
        return False
    return view.selectionModel().isSelected(below)


def _head() -> float:
    return QFontMetricsF(sans(Role.STRONG)).height() + scaled(5)


def _small() -> float:
    return QFontMetricsF(sans(Role.SMALL)).height()


def _aside(passage: Any) -> float:
    """Return the room for who speaks, where the passage says so."""
    return _small() + scaled(3) if getattr(passage, "aside", "") else 0.0


def _noted(passage: Any) -> float:
    """Return the room for the memo, where the passage brings its words."""
    return _small() + scaled(5) if getattr(passage, "memo", "") else 0.0


def _paint_beside(painter: QPainter, inner: QRectF, passage: Any, bottom: float) -> None:
    """Paint who speaks above the words, and the memo's first words below them."""
    small, now = sans(Role.SMALL), theme()
    metrics, middle = (
        QFontMetrics(small),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
    )
    painter.setFont(small)
    painter.setPen(QColor(now.text2))
    width, elide = int(inner.width()), Qt.TextElideMode.ElideRight
    if _aside(passage):
        row = QRectF(inner.left(), inner.top() + _head() - scaled(3), inner.width(), _small())
        painter.drawText(row, middle, metrics.elidedText(passage.aside, elide, width))
    if _noted(passage):
        size = scaled(13)
        row = QRectF(inner.left(), bottom - _small(), inner.width(), _small())
        ratio = painter.device().devicePixelRatio()
        drawn = pixmap("note", size, colour=now.text2, ratio=ratio)
        painter.drawPixmap(QPointF(row.left(), round(row.center().y() - size / 2)), drawn)
        words = metrics.elidedText(passage.memo.translate(_BLANKS), elide, width - size - scaled(6))
        painter.drawText(row.adjusted(size + scaled(6), 0, 0, 0), middle, words)


def _paint_head(painter: QPainter, rect: QRectF, passage: Any, tag: str, ink: str) -> None:
    now, height = theme(), QFontMetricsF(sans(Role.STRONG)).height()
    row = QRectF(rect.left(), rect.top(), rect.width(), height)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    middle = Qt.AlignmentFlag.AlignVCenter
    tiny, small, strong = sans(Role.TINY), sans(Role.SMALL), sans(Role.STRONG)
    painter.setFont(tiny)
    painter.setPen(QColor(getattr(now, ink)))
    painter.drawText(row, middle | right, tag)
    end = row.right() - QFontMetricsF(tiny).horizontalAdvance(tag) - scaled(8)
    if passage.memos:
        size = scaled(14)
        drawn = pixmap("note", size, colour=now.text2, ratio=painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(end - size, round(row.center().y() - size / 2)), drawn)
        end -= size + scaled(8)
    line = QCoreApplication.translate("PassageDelegate", "line {number}").format(
        number=passage.line
    )
    line_width = QFontMetricsF(small).horizontalAdvance(line) + 1
    room = max(end - row.left() - line_width - scaled(8), 10)
    name = QFontMetrics(strong).elidedText(passage.document, Qt.TextElideMode.ElideRight, int(room))
    painter.setFont(strong)
    painter.setPen(QColor(now.text))
    painter.drawText(row, middle | left, name)
    painter.setFont(small)
    painter.setPen(QColor(now.text2))
    start = row.left() + QFontMetricsF(strong).horizontalAdvance(name) + scaled(8)
    painter.drawText(QRectF(start, row.top(), line_width, height), middle | left, line)


@cache
def _reading(pixels: int) -> tuple[QFont, float]:
    font = serif(_SIZE)
    return font, QFontMetricsF(font).height()


def _type() -> tuple[QFont, float]:
    """Return the font of the words, and its natural height."""
    return _reading(scaled(_SIZE))


def _step() -> float:
    return _type()[1] * _LEADING


def _words(passage: Any) -> tuple[str, str, str]:
    """Return a passage in one paragraph: what is before, the coded stretch, what is after."""
    before, text, after = (
        part.translate(_BLANKS) for part in (passage.before, passage.text, passage.after)
    )
    if len(text) > _LONGEST:
        text, after = text[:_LONGEST].rstrip() + "…", ""
    return f"“{before}", text, f"{after}”"


def _broken(words: tuple[str, str, str], width: float, ground: str = "") -> QTextLayout:
    """Return words in lines, the coded stretch on its ground."""
    laid = QTextLayout("".join(words), _type()[0])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(option)
    if ground:
        band = QTextLayout.FormatRange()
        band.start, band.length = _utf16(words[0]), _utf16(words[1])
        filled = QTextCharFormat()
        filled.setBackground(QColor(ground))
        band.format = filled
        laid.setFormats([band])
    laid.beginLayout()
    y, step = QFontMetricsF(_type()[0]).ascent(), _step()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y - line.ascent()))  # a sign of another font may be higher
        y += step
    laid.endLayout()
    return laid


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
