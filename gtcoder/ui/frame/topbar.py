"""The top bar: mark, menus, command field, undo and redo, who is coding."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QWidget,
)

from gtcoder.ui.commands import MENUS
from gtcoder.ui.kit.avatar import Avatar, initials_of
from gtcoder.ui.kit.button import action_button
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.keycap import paint_keycap
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme

_OF_STUDY = ("edit", "codes")  # menus with nothing in them while no study is open


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Paint the program's mark: lines of text, one of them coded."""
    now = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(now.accent))
    unit = rect.width() / 24
    painter.drawRoundedRect(rect, 6 * unit, 6 * unit)
    painter.setBrush(QColor(now.on_accent))
    for row, width in enumerate((12, 8, 10)):
        line = QRectF(
            rect.x() + 6 * unit, rect.y() + (6.5 + row * 4.2) * unit, width * unit, 2.4 * unit
        )
        painter.drawRoundedRect(line, unit, unit)
    painter.restore()


class Mark(QWidget):
    """The mark as a small picture."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.wear()

    def wear(self) -> None:
        """Take the size of the text in force."""
        self.setFixedSize(scaled(self._size), scaled(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()))


class _Flat(QAbstractButton):
    """A button of the bar that shows the ring when the keyboard is on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = ring_after(event, before=self._ring)

    def ring(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the ring where it belongs."""
        if self._ring and self.hasFocus():
            paint_ring(painter, rect, 6)


class CommandField(_Flat):
    """Looks like a field; a click or Ctrl+K opens the list of commands, codes and documents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Search the study or run a command"))
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("Search the study or run a command (Ctrl+K)"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(400), scaled(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(40), scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(now.edge if self.underMouse() else now.line2))
        painter.setBrush(QColor(now.paper))
        painter.drawRoundedRect(box, 6, 6)
        size = scaled(16)
        glass = pixmap("magnifying-glass", size, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPoint(scaled(12), (self.height() - size) // 2), glass)
        if self.width() < scaled(120):  # the glass alone; the tooltip names the key
            self.ring(painter, QRectF(self.rect()))
            return
        cap = paint_keycap(painter, QPointF(self.width() - scaled(8), self.height() / 2), "Ctrl K")
        painter.setFont(sans())
        painter.setPen(QColor(now.text2))
        left = scaled(36)
        room = QRect(left, 0, self.width() - left - int(cap) - scaled(16), self.height())
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        self.ring(painter, QRectF(self.rect()))


class CoderButton(_Flat):
    """Who is coding: initials and name, always in sight."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Coder: {name}").format(name=name))
        self.setToolTip(self.tr("You code as {name}. Change coder…").format(name=name))
        self._avatar = Avatar(initials_of(name), parent=self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(sans(Role.BUTTON)).horizontalAdvance(self.text())
        return QSize(min(scaled(220), width + scaled(48)), scaled(32))

    def minimumSizeHint(self) -> QSize:
        """On a narrow screen the initials do; tooltip and accessible name have the name."""
        return QSize(scaled(34), scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._avatar.sizeHint().height()
        self._avatar.setGeometry(scaled(4), (self.height() - side) // 2, side, side)
        painter.setFont(sans(Role.BUTTON))
        painter.setPen(QColor(theme().text))
        left = side + scaled(12)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - left
        )
        rect = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        self.ring(painter, QRectF(self.rect()))


class TopBar(QWidget):
    """One row: mark, menus, command field, undo, redo, coder."""

    search_asked = Signal()
    coder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QMenuBar(self)
        self.bar.setNativeMenuBar(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = {
            "study": self.tr("&Study"),
            "edit": self.tr("&Edit"),
            "codes": self.tr("C&odes"),
            "view": self.tr("Vie&w"),
            "help": self.tr("&Help"),
        }
        self.menus: dict[str, QMenu] = {name: self.bar.addMenu(words[name]) for name in MENUS}
        for menu in self.menus.values():
            menu.setToolTipsVisible(True)
        self.field = CommandField(self)
        self.field.clicked.connect(self.search_asked)
        self._row = QHBoxLayout(self)
        self._mark = Mark(24, self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.field, 2)
        self._row.addStretch(1)
        self._of_study: list[QWidget] = []
        self.field.hide()
        look().changed.connect(self._wear)
        self._wear()

    def show_study(self, coder: str, undo: QAction, redo: QAction) -> None:
        """Show what belongs to an open study."""
        self.clear_study()
        button = CoderButton(coder, self)
        button.clicked.connect(self.coder_asked)
        self._of_study = [
            action_button(undo, "arrow-u-up-left"),
            action_button(redo, "arrow-u-up-right"),
            button,
        ]
        for widget in self._of_study:
            self._row.addWidget(widget)
        self.field.show()

    def show_menus(self, *, of_study: bool) -> None:
        """Let the menus that need a study be there with one only."""
        for name in _OF_STUDY:
            self.menus[name].menuAction().setVisible(of_study)

    def clear_study(self) -> None:
        """Take away what belongs to a study."""
        for widget in self._of_study:
            widget.hide()
            widget.deleteLater()
        self._of_study = []
        self.field.hide()

    def _wear(self) -> None:
        """Take the measures of the text size in force."""
        self.setFixedHeight(scaled(46))
        self._row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        self._row.setSpacing(scaled(8))
        self._mark.wear()
        self.field.setMaximumWidth(scaled(400))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().window))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, QColor(theme().line))
