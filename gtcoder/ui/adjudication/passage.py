"""The text of a disagreement with what each coder marked drawn under its lines, a lane a coder."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gtcoder.ui.adjudication.reading import Case, Mark
from gtcoder.ui.look import Role, look, sans, scaled, serif, theme
from gtcoder.ui.transcript.offsets import Offsets, code_points

_LANE = 8  # px between the lanes under a line
_STROKE = 4
_GAP = 7  # px after the lanes
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


class PassageView(QWidget):
    """Words in the reading font; the disagreement in full ink, what surrounds it in grey.

    The first coder's lane is a full line, the second's is dashed, further ones dotted, each in the
    colour of its code, so that lanes are told apart without colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case: Case | None = None
        self._offsets = Offsets(code_points(""))
        self._layout = QTextLayout()
        self._height = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("The passage, with what each coder marked"))
        look().changed.connect(self._set_out)

    def show_case(self, case: Case | None) -> None:
        """Show another disagreement."""
        self.case = case
        self._offsets = Offsets(code_points(case.text if case else ""))
        self.setAccessibleDescription("" if case is None else self._described(case))
        self._set_out()

    def sizeHint(self) -> QSize:
        """Ask for the room the lines need."""
        return QSize(scaled(360), round(self._height) + scaled(4))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the lines."""
        return QSize(scaled(240), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._set_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and the lanes under them."""
        if self.case is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme()
        painter.setPen(QColor(now.text3))
        self._layout.draw(painter, QPointF(0, 0), self._inked(self.case), QRectF(event.rect()))
        for number in range(self._layout.lineCount()):
            self._paint_lanes(painter, self._layout.lineAt(number), self.case)

    def _inked(self, case: Case) -> list[QTextLayout.FormatRange]:
        inked = QTextLayout.FormatRange()
        inked.start, end = self._units(case.row.start), self._units(case.row.end)
        inked.length = end - inked.start
        inked.format = QTextCharFormat()
        inked.format.setForeground(QColor(theme().text))
        return [inked]

    def _paint_lanes(self, painter: QPainter, line: QTextLine, case: Case) -> None:
        first, last = line.textStart(), line.textStart() + line.textLength()
        below = line.y() + line.height() + scaled(3)
        for mark in case.marks:
            start, end = max(self._units(mark.start), first), min(self._units(mark.end), last)
            if start >= end:
                continue
            left, right = (line.cursorToX(place)[0] for place in (start, end))  # type: ignore[index]
            self._paint_mark(painter, mark, (min(left, right), max(left, right)), below)

    def _paint_mark(
        self, painter: QPainter, mark: Mark, across: tuple[float, float], top: float
    ) -> None:
        middle = top + mark.lane * scaled(_LANE) + scaled(_STROKE) / 2
        pen = painter.pen()
        pen.setColor(QColor(theme().mark(mark.colour)))
        pen.setWidthF(scaled(_STROKE))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setStyle(_DASHES[min(mark.lane, 2)])
        painter.setPen(pen)
        painter.drawLine(QPointF(across[0], middle), QPointF(across[1], middle))

    def _units(self, point: int) -> int:
        assert self.case is not None  # only then anything is painted
        inside = min(max(point - self.case.offset, 0), len(self.case.text))
        return self._offsets.to_qt(inside)

    def _set_out(self) -> None:
        """Lay the lines, each with room for the lanes below it where anything is marked."""
        case = self.case
        text = "" if case is None else case.text.replace("\n", "\u2028")
        self._layout = QTextLayout(text, serif(16))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        top, width = 0.0, max(self.width(), scaled(200))
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height() + self._room_under(line)
        self._layout.endLayout()
        self._height = top
        self.updateGeometry()
        self.update()

    def _room_under(self, line: QTextLine) -> float:
        case = self.case
        if case is None:
            return 0
        first, last = line.textStart(), line.textStart() + line.textLength()
        start, end = self._units(case.row.start), self._units(case.row.end)
        marked = start < last and end > first
        return scaled(_LANE) * len(case.lanes) + scaled(_GAP) if marked else scaled(4)

    def _described(self, case: Case) -> str:
        said = []
        for lane, name in enumerate(case.lanes):
            words = [
                case.text[mark.start - case.offset : mark.end - case.offset]
                for mark in case.marks
                if mark.lane == lane
            ]
            said.append(f"{name}: {' … '.join(words) or self.tr('nothing')}")
        return "; ".join(said)


class LaneSign(QWidget):
    """The stroke of a lane, as a sign before a coder's name."""

    def __init__(self, lane: int, colour: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane, self._colour = lane, colour
        self.setFixedSize(scaled(34), round(QFontMetricsF(sans(Role.STRONG)).height()))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the stroke; grey where its coder marked nothing."""
        painter, now = QPainter(self), theme()
        pen = painter.pen()
        pen.setColor(QColor(now.mark(self._colour) if self._colour else now.line2))
        pen.setWidthF(scaled(_STROKE))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setStyle(_DASHES[min(self._lane, 2)])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, self.height() / 2), QPointF(self.width(), self.height() / 2))
