"""The open documents as tabs over the transcript."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QTabBar, QWidget

from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, directed, pixmap, sans, scaled, theme
from gtcoder.vocabulary import DocumentId

HEIGHT = 44
_WIDEST = 190


class DocumentTabs(QTabBar):
    """One tab for each open document; the chosen one stands on the paper.

    `chosen` and `close_asked` give the document; nothing is told while the tabs are being set.
    """

    chosen = Signal(object)
    close_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self._over = -1
        self.setAccessibleName(self.tr("Open documents"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentChanged.connect(self._tell)

    def documents(self) -> list[DocumentId]:
        """Return the documents in the order of their tabs."""
        return [self.tabData(place) for place in range(self.count())]

    def show_documents(
        self, documents: Sequence[tuple[DocumentId, str]], current: DocumentId | None
    ) -> None:
        """Show these documents by name, one of them chosen."""
        self.blockSignals(True)
        while self.count() > len(documents):
            self.removeTab(self.count() - 1)
        for place, (key, name) in enumerate(documents):
            if place == self.count():
                self.addTab("")
            self.setTabData(place, key)
            self.setTabText(place, name)
            tip = self.tr("{document} (Ctrl+Tab: next, Ctrl+W: close)").format(document=name)
            self.setTabToolTip(place, tip)
        keys = [key for key, _ in documents]
        if current in keys:
            self.setCurrentIndex(keys.index(current))
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def step(self, by: int) -> None:
        """Choose the next tab, or the one before, round the ends."""
        if self.count() > 1:
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(sans(Role.STRONG))
        words = min(metrics.horizontalAdvance(self.tabText(index)), scaled(_WIDEST))
        return QSize(words + scaled(16 + 12 + 14 + 12), scaled(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(scaled(84), scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            self._paint_tab(painter, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        middle = event.button() == Qt.MouseButton.MiddleButton
        crossed = place >= 0 and self._cross(place).contains(event.position().toPoint())
        if place >= 0 and (middle or (crossed and event.button() == Qt.MouseButton.LeftButton)):
            self.close_asked.emit(self.tabData(place))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._hover(QPoint(-1, -1))
        super().leaveEvent(event)  # type: ignore[arg-type]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def _hover(self, spot: QPoint) -> None:
        over = self.tabAt(spot)
        if over != self._over:
            self._over = over
            self.update()

    def _cross(self, place: int) -> QRect:
        """Return where the cross of a tab is clicked."""
        rect, size = self.tabRect(place), scaled(24)
        return QRect(rect.right() - size - scaled(6), rect.center().y() - size // 2 + 1, size, size)

    def _paint_tab(self, painter: QPainter, place: int) -> None:
        now, rect = theme(), QRectF(self.tabRect(place))
        chosen = place == self.currentIndex()
        if chosen:
            painter.fillRect(rect, QColor(now.paper))
            for left in (rect.left(), rect.right() - 1):
                painter.fillRect(QRectF(left, rect.top(), 1, rect.height()), QColor(now.line))
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), QColor(now.accent))
        elif place == self._over:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(now.hover))
        font = sans(Role.STRONG if chosen else Role.BUTTON)
        room = rect.adjusted(scaled(16), 0, -scaled(34), 0)
        painter.setFont(font)
        painter.setPen(QColor(now.text if chosen else now.text2))
        name = QFontMetrics(font).elidedText(
            self.tabText(place), Qt.TextElideMode.ElideRight, int(room.width()) + 2
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flags, directed(name))
        if chosen or place == self._over:
            size = scaled(12)
            drawn = pixmap("x", size, colour=now.text2, ratio=self.devicePixelRatioF())
            middle = QRectF(self._cross(place)).center()
            painter.drawPixmap(QPointF(middle.x() - size / 2, middle.y() - size / 2), drawn)
        if chosen and self._ring and self.hasFocus():
            paint_ring(painter, rect, 6)

    def _tell(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.tabData(place))
