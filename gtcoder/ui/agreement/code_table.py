"""The cockpit's table: a code a row, its value and interval on one axis for all of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gtcoder.analysis.records import Over
from gtcoder.ui.agreement.code_model import (
    CODE,
    HEAT,
    LINE,
    PLOT,
    VALUE,
    Axis,
    CodeModel,
    filled,
)
from gtcoder.ui.agreement.heat import ink_on, shade
from gtcoder.ui.agreement.view import CodeLine
from gtcoder.ui.agreement.words import value_text
from gtcoder.ui.kit import CATEGORY, SWATCH, TableDelegate, TableView, paint_swatch
from gtcoder.ui.kit.table import column_width
from gtcoder.ui.kit.table_delegate import Index
from gtcoder.ui.kit.table_header import EDGE, PADDING, TableHeader
from gtcoder.ui.look import Role, colour, pixmap, sans, scaled, theme

_NARROW, _WIDE = 170, 360  # the column of names
_EDGE = 22  # room at both ends of the axis


def axis_span(rect: QRectF) -> tuple[float, float]:
    """Return where the axis begins in a cell and how long it is."""
    edge = scaled(_EDGE)
    return rect.left() + edge, max(rect.width() - 2 * edge, 1.0)


class _Header(TableHeader):
    """Writes the places of the axis above the last column."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        super().paintSection(painter, rect, section)
        model = self.model()
        if not isinstance(model, CodeModel) or model.keys[section] != PLOT:
            return
        painter.save()
        left, width = axis_span(QRectF(rect))
        for tick in model.axis.ticks:
            named = tick in model.axis.limits
            painter.setFont(sans(Role.SMALL_STRONG))
            painter.setPen(QColor(theme().text if named else theme().text2))
            x, half = model.axis.place(tick, left, width), scaled(30)
            room = QRectF(x - half, rect.top(), 2 * half, rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tick_text(tick))
        painter.restore()


class LineDelegate(TableDelegate):
    """Paints names with their swatch, numbers, and the interval on its axis.

    `dim` is set while the numbers are out of date.
    """

    dim = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, CodeModel):
            return
        key, line = model.keys[index.column()], model.line(index.row())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, rect, index, selected=selected)
        if key == PLOT:
            self._plot(painter, rect, line, model.axis)
        elif (value := index.data(HEAT)) is not None and not self.dim:
            paint_heat(painter, rect, str(index.data()), value)
        else:
            self._cell(painter, rect, index, key, strong=selected or key == VALUE)
        painter.restore()

    def _cell(
        self, painter: QPainter, rect: QRectF, index: Index, key: str, *, strong: bool
    ) -> None:
        now = theme()
        inner = rect.adjusted(scaled(PADDING if index.column() else EDGE), 0, -scaled(PADDING), 0)
        strong |= index.data(LINE).over is not Over.CODE
        font = sans(Role.STRONG if strong and key in (CODE, VALUE) else Role.BODY)
        ink = now.text if key in (CODE, VALUE) else now.text2
        if key == CODE and index.data(LINE).over is Over.CODE:
            inner = self._swatch(painter, inner, index)
        elif self.dim or (key == VALUE and index.data(LINE).value is None):
            ink = now.text3
        words = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)

    def _swatch(self, painter: QPainter, rect: QRectF, index: Index) -> QRectF:
        size = scaled(10)
        spot = QRectF(rect.left(), round(rect.center().y() - size / 2), size, size)
        paint_swatch(painter, spot, index.data(SWATCH) or 0, category=bool(index.data(CATEGORY)))
        return rect.adjusted(size + scaled(8), 0, 0, 0)

    def _plot(self, painter: QPainter, rect: QRectF, line: CodeLine, axis: Axis) -> None:
        now, (left, width) = theme(), axis_span(rect)
        paint_lines(painter, rect, axis)
        if line.value is None:
            self._say(painter, rect, left + scaled(4), "info", line.remark, now.text2)
            return
        good = filled(line, axis.limits)
        ink = QColor(now.text3 if self.dim else now.accent if good else now.text2)
        y, x = rect.center().y(), axis.place(line.value, left, width)
        end = x
        if line.low is not None and line.high is not None:
            end = axis.place(line.high, left, width)
            _paint_interval(painter, axis.place(line.low, left, width), end, y, ink)
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(ink if good else QColor(now.paper))
        painter.drawEllipse(QPointF(x, y), scaled(9) / 2, scaled(9) / 2)
        if line.remark:
            self._say(painter, rect, max(end, x) + scaled(14), "info", line.remark, now.warn)

    def _say(
        self, painter: QPainter, rect: QRectF, left: float, sign: str, words: str, ink: str
    ) -> None:
        """Write a remark beside the interval; where there is no room its sign alone stands."""
        size = scaled(13)
        ink = theme().text3 if self.dim else ink
        drawn = pixmap(sign, size, colour=ink, ratio=painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(left, round(rect.center().y() - size / 2)), drawn)
        start = left + size + scaled(6)
        room = QRectF(start, rect.top(), rect.right() - scaled(4) - start, rect.height())
        font = sans(Role.SMALL)
        if room.width() < scaled(60):
            return
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class CodeTable(TableView):
    """Shows a CodeModel; the axis takes the room that names and numbers leave."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._header = _Header(self)
        self._lines = LineDelegate(self)
        self._delegate = self._lines
        self.setHorizontalHeader(self._header)
        self._header.sectionClicked.connect(self.sort_by)
        self.setItemDelegate(self._lines)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey the numbers, which are out of date."""
        self._lines.dim = dim
        self.viewport().update()

    def show_value_sorted(self) -> None:
        """Put the caret at the values, by which the rows come sorted."""
        model = self.model()
        if isinstance(model, CodeModel) and VALUE in model.keys:
            self._header.show_sorted(model.keys.index(VALUE), descending=True)

    def chosen_line(self) -> CodeLine | None:
        """Return the code of the chosen row."""
        model, index = self.model(), self.currentIndex()
        return model.line(index.row()) if isinstance(model, CodeModel) and index.isValid() else None

    def _lay_columns(self) -> None:
        model = self.model()
        if not isinstance(model, CodeModel) or not model.keys:
            return
        widths = {n: column_width(model, n) for n, key in enumerate(model.keys) if key != PLOT}
        widths[0] = min(max(widths[0], scaled(_NARROW)), scaled(_WIDE))
        room = self.viewport().width()
        widths[0] = max(scaled(_NARROW), min(widths[0], room * 3 // 10))
        widths[model.keys.index(PLOT)] = max(scaled(220), room - sum(widths.values()))
        for column, width in widths.items():
            self._header.resizeSection(column, width)


def paint_heat(painter: QPainter, rect: QRectF, words: str, value: float) -> None:
    """Paint a figure on the shade of its value, at the right as numbers stand."""
    ground, edge = shade(value), scaled(3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(edge, edge, -edge, -edge), 4, 4)
    painter.setFont(sans(Role.BODY))
    painter.setPen(ink_on(ground))
    inner = rect.adjusted(0, 0, -scaled(PADDING), 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def paint_lines(painter: QPainter, rect: QRectF, axis: Axis) -> None:
    """Paint the lines of the axis through a cell, and the ground between the named limits and 1."""
    now, (left, width) = theme(), axis_span(rect)
    if axis.limits:
        start = axis.place(axis.limits[0], left, width)
        shade = QRectF(start, rect.top(), left + width - start, rect.height())
        painter.fillRect(shade, colour(now.accent, 0.06))
    for tick in axis.ticks:
        x = round(axis.place(tick, left, width))
        if tick in axis.limits:
            pen = QPen(QColor(now.edge), 1, Qt.PenStyle.DashLine)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(x + 0.5, rect.top()), QPointF(x + 0.5, rect.bottom()))
        else:
            painter.fillRect(QRectF(x, rect.top(), 1, rect.height()), QColor(now.line))


def _paint_interval(painter: QPainter, low: float, high: float, y: float, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.6))
    cap = scaled(10) / 2
    painter.drawLine(QPointF(low, y), QPointF(high, y))
    for end in (low, high):
        painter.drawLine(QPointF(end, y - cap), QPointF(end, y + cap))


def tick_text(tick: float) -> str:
    """Return a place of the axis: 0, .2, .667, 1."""
    if tick in (0.0, 1.0):
        return f"{tick:.0f}"
    text = f"{abs(tick):.3f}".rstrip("0").removeprefix("0")
    return value_text(tick)[0] + text if tick < 0 else text
