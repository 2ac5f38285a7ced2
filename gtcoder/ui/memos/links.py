"""What the open memo is about, each one click from where it is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gtcoder.ui.kit import Button, Label, paint_ring, ring_after
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme
from gtcoder.ui.memos.subjects import Link
from gtcoder.ui.session import Session


class LinkButton(QAbstractButton):
    """An icon and words that may take several lines; leads to what they name.

    Del asks to take the link off (`unwanted`), as the cross does that is there where one may.
    """

    unwanted = Signal()

    def __init__(self, link: Link, tip: str, parent: QWidget, *, lasting: bool = True) -> None:
        super().__init__(parent)
        self._lasting = lasting
        self._link, self._ring = link, False
        self.setText(link.words)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width, 10_000).toRect()
        flags = Qt.TextFlag.TextWordWrap
        return QFontMetrics(sans()).boundingRect(room, flags, self.text()).height() + scaled(12)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(scaled(200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._lasting:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = ring_after(event, before=self._ring)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, size = theme(), QPainter(self), scaled(16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.hover))
            painter.drawRoundedRect(self.rect(), 6, 6)
        drawn = pixmap(self._link.icon, size, colour=now.accent, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(scaled(6), scaled(7)), drawn)
        painter.setFont(sans())
        painter.setPen(QColor(now.accent))
        room = self._room(self.width(), self.height() - scaled(6))
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.text())
        if not self._lasting and (self.underMouse() or self.hasFocus()):
            small = scaled(12)
            cross = pixmap("x", small, colour=now.text2, ratio=self.devicePixelRatioF())
            painter.drawPixmap(self._cross().center() - QPointF(small / 2, small / 2), cross)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click on the cross apart from the rest."""
        if not self._lasting and self._cross().contains(event.position()):
            self.setDown(False)
            self.unwanted.emit()
            return
        super().mouseReleaseEvent(event)

    def _cross(self) -> QRectF:
        return QRectF(self.width() - scaled(28), 0, scaled(28), scaled(28))

    def _room(self, width: int, height: int) -> QRectF:
        right = scaled(6) if self._lasting else scaled(28)
        return QRectF(scaled(28), scaled(6), width - scaled(28) - right, height)


class LinkList(QScrollArea):
    """Buttons that lead to what a memo is about, and one to link it to more."""

    unlinked = Signal(object)  # Thing
    more_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What the memo is about"))
        self.show_links(())

    def show_links(self, links: tuple[Link, ...], *, writable: bool = False) -> None:
        """Show these things; none means that it is about the study."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(8))
        column.setSpacing(scaled(4))
        for link in links:
            lasting = link.thing is None or not writable
            tip = self.tr("Show {what}") if lasting else self.tr("Show {what}; Del takes it off")
            button = LinkButton(link, tip.format(what=link.words), inner, lasting=lasting)
            button.clicked.connect(partial(self._session.go, link.place, link.target))
            button.unwanted.connect(partial(self.unlinked.emit, link.thing))
            column.addWidget(button)
        if not links:
            text = self.tr("This memo is about the study as a whole.")
            column.addWidget(Label(text, Role.SMALL, ink="text2", wrap=True))
        if writable:
            more = Button(self.tr("Link to…"), kind="quiet", icon_name="plus")
            more.setToolTip(self.tr("Link the memo to anything (Ctrl+Shift+L)"))
            more.clicked.connect(self.more_asked)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
