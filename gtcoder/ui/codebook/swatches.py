"""The twenty colours of codes, to choose one from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from gtcoder.ui.kit import Floating, Label, paint_ring
from gtcoder.ui.look import Role, scaled, theme

COLUMNS = 5
_tr = QCoreApplication.translate


def colour_names() -> tuple[str, ...]:
    """Return the names of the colours, in the order of their numbers from 1."""
    return (
        _tr("codebook", "Cobalt"), _tr("codebook", "Amber"), _tr("codebook", "Fern"),
        _tr("codebook", "Wine"), _tr("codebook", "Violet"), _tr("codebook", "Lagoon"),
        _tr("codebook", "Rust"), _tr("codebook", "Olive"), _tr("codebook", "Steel"),
        _tr("codebook", "Plum"), _tr("codebook", "Jade"), _tr("codebook", "Brick"),
        _tr("codebook", "Orchid"), _tr("codebook", "Iris"), _tr("codebook", "Ochre"),
        _tr("codebook", "Moss"), _tr("codebook", "Coral"), _tr("codebook", "Pine"),
        _tr("codebook", "Clay"), _tr("codebook", "Navy"),
    )  # fmt: skip


class SwatchGrid(QWidget):
    """Squares of colour in four rows; arrows move, Enter takes."""

    taken = Signal(int)
    moved = Signal(int)

    def __init__(self, chosen: int) -> None:
        super().__init__()
        self._now, self._at = chosen, chosen if chosen else 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName("swatches")
        self._tell()

    def number(self) -> int:
        """Return the number of the colour under the ring."""
        return self._at

    def cell(self, number: int) -> QRectF:
        """Return where a colour is painted."""
        row, column = divmod(number - 1, COLUMNS)
        size = scaled(34)
        return QRectF(column * size, row * size, size, size)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * scaled(34), len(colour_names()) // COLUMNS * scaled(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(1, len(colour_names()) + 1):
            cell, edge = self.cell(number), scaled(6)
            inner = cell.adjusted(edge, edge, -edge, -edge)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().mark(number)))
            painter.drawRoundedRect(inner, 4, 4)
            if number == self._now:
                painter.setPen(QPen(QColor(theme().raised), 2))
                middle, arm = inner.center(), inner.width() / 5
                painter.drawPolyline(
                    [
                        middle + QPointF(-arm, 0),
                        middle + QPointF(-arm / 4, arm * 0.75),
                        middle + QPointF(arm, -arm * 0.75),
                    ]
                )
        paint_ring(painter, self.cell(self._at).adjusted(2, 2, -2, -2), 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS,
        }  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit(self._at)
        elif event.key() in steps:
            to = self._at + steps[Qt.Key(event.key())]
            if 1 <= to <= len(colour_names()):
                self._move(to)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number and number != self._at:
            self._move(number)
            at = self.mapToGlobal(self.cell(number).bottomLeft().toPoint() + QPoint(0, 2))
            QToolTip.showText(at, colour_names()[number - 1], self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number:
            self.taken.emit(number)

    def _number_at(self, at: QPointF) -> int:
        every = range(1, len(colour_names()) + 1)
        return next((number for number in every if self.cell(number).contains(at)), 0)

    def _move(self, to: int) -> None:
        self._at = to
        self._tell()
        self.moved.emit(to)
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(colour_names()[self._at - 1])


class SwatchPopup(Floating):
    """The colours over a row of the tree, with the name of the one under the ring."""

    taken = Signal(int)

    def __init__(self, chosen: int, *, parent: QWidget) -> None:
        super().__init__(name=_tr("codebook", "Colour"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grid = SwatchGrid(chosen)
        self._name = Label("", Role.SMALL, ink="text2")
        self.column.addWidget(self.grid)
        self.column.addWidget(self._name)
        self.grid.moved.connect(self._show_name)
        self.grid.taken.connect(self._take)
        self._show_name(self.grid.number())
        self.setFocusProxy(self.grid)

    def _show_name(self, number: int) -> None:
        self._name.setText(f"  {number}  {colour_names()[number - 1]}")

    def _take(self, number: int) -> None:
        self.close()
        self.taken.emit(number)
