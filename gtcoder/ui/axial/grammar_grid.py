"""The grammar of a kind of relation: which roles it may lead from and to, as a grid of checks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gtcoder.ui.axial.board_words import role_name
from gtcoder.ui.kit import paint_ring
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.vocabulary import ParadigmRole

Pair = tuple[ParadigmRole, ParadigmRole]
_ROLES = tuple(ParadigmRole)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class GrammarGrid(QWidget):
    """Roles it leads from at the left, to at the top; arrows move, Space checks."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked: set[Pair] = set()
        self._at = (0, 0)
        self.setObjectName("grammar_grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Pairs of roles it may join"))
        look().changed.connect(self.updateGeometry)
        self._describe()

    @property
    def grammar(self) -> tuple[Pair, ...]:
        """The pairs that are checked, row by row; none lets the paradigm's grammar decide."""
        every = ((start, end) for start in _ROLES for end in _ROLES)
        return tuple(pair for pair in every if pair in self._checked)

    def show_grammar(self, pairs: Iterable[Pair]) -> None:
        """Check these pairs and no others."""
        self._checked = set(pairs)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(560), scaled(46) + len(_ROLES) * scaled(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(420), self.sizeHint().height())

    def cell(self, row: int, column: int) -> QRectF:
        """Return where the check of a pair stands."""
        left, top = self._corner()
        wide = (self.width() - left) / len(_ROLES)
        return QRectF(left + column * wide, top + row * scaled(26), wide, scaled(26))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row in range(len(_ROLES)):
            for column in range(len(_ROLES)):
                if self.cell(row, column).contains(event.position()):
                    self._at = (row, column)
                    self._toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(_ROLES) - 1
        if key in _MOVES:
            row, column = (now + by for now, by in zip(self._at, _MOVES[key], strict=True))
            self._at = min(max(row, 0), last), min(max(column, 0), last)
            self._describe()
            self.update()
        elif key == Qt.Key.Key_Space:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = self._corner()
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text2))
        for number, role in enumerate(_ROLES):
            over = self.cell(0, number)
            head = QRectF(over.x() + 2, 0, over.width() - 4, top - scaled(4))
            wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(head, wrap | Qt.AlignmentFlag.AlignBottom, role_name(role))
            beside = QRectF(0, self.cell(number, 0).y(), left - scaled(8), scaled(26))
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, role_name(role))
        for row, start in enumerate(_ROLES):
            for column, end in enumerate(_ROLES):
                here = self.hasFocus() and self._at == (row, column)
                self._paint_check(painter, row, column, on=(start, end) in self._checked, here=here)

    def _paint_check(
        self, painter: QPainter, row: int, column: int, *, on: bool, here: bool
    ) -> None:
        now, size = theme(), float(scaled(16))
        middle = self.cell(row, column).center()
        box = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
        painter.setPen(QPen(QColor(now.accent if on else now.edge), 1.2))
        painter.setBrush(QColor(now.accent if on else now.raised))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.setPen(QPen(QColor(now.on_accent), 1.8))
            x, y = box.x(), box.y()
            points = ((0.24, 0.54), (0.43, 0.73), (0.77, 0.3))
            painter.drawPolyline(
                QPolygonF([QPointF(x + size * dx, y + size * dy) for dx, dy in points])
            )
        if here:
            paint_ring(painter, box.adjusted(-3, -3, 3, 3), 6)

    def _corner(self) -> tuple[float, float]:
        metrics = QFontMetricsF(sans(Role.SMALL))
        widest = max(metrics.horizontalAdvance(role_name(role)) for role in _ROLES)
        return widest + scaled(14), float(scaled(42))

    def _toggle(self) -> None:
        self._checked ^= {(_ROLES[self._at[0]], _ROLES[self._at[1]])}
        self._describe()
        self.update()
        self.changed.emit()

    def _describe(self) -> None:
        start, end = (_ROLES[place] for place in self._at)
        on = (start, end) in self._checked
        words = self.tr("{start} to {end}, {state}").format(
            start=role_name(start),
            end=role_name(end),
            state=self.tr("allowed") if on else self.tr("not allowed"),
        )
        self.setAccessibleDescription(words)
