"""The tags of a memo: chips that are taken off, and a line that offers those there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from gtcoder.queries.search.fold import fold
from gtcoder.ui.kit import FlowLayout, paint_ring, ring_after
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme


class TagChip(QAbstractButton):
    """A tag with its cross; a click or Del takes it off."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ring = False
        self.setText(name)
        self.setAccessibleName(self.tr("Tag {name}").format(name=name))
        self.setToolTip(self.tr("Take the tag off (Del)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(sans(Role.SMALL)).horizontalAdvance(self.text())
        return QSize(min(width, scaled(220)) + scaled(36), scaled(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del and Backspace take it off as Enter and a click do."""
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = ring_after(event, before=self._ring)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, size = theme(), QPainter(self), scaled(10)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(now.line2))
        painter.setBrush(QColor(now.hover if self.underMouse() else now.raised))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(now.text))
        painter.setFont(sans(Role.SMALL))
        words = box.adjusted(scaled(10), 0, -scaled(20), 0)
        elided = QFontMetrics(sans(Role.SMALL)).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(words.width()) + 1
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        if self.isEnabled():
            cross = pixmap("x", size, colour=now.text2, ratio=self.devicePixelRatioF())
            middle = QPointF(self.width() - scaled(20), (self.height() - size) / 2)
            painter.drawPixmap(middle, cross)
        if self._ring and self.hasFocus():
            paint_ring(painter, box, box.height() / 2)


class TagLine(QLineEdit):
    """The line for one more tag: Enter or a comma adds, Backspace in the empty line takes off."""

    added = Signal(str)
    taken_back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self._offers: QAbstractItemView = completer.popup()  # type: ignore[assignment]
        self.setFrame(False)
        self.setObjectName("memo-tag")
        self.setPlaceholderText(self.tr("Add a tag"))
        self.setAccessibleName(self.tr("Add a tag"))
        self.setToolTip(self.tr("Type a tag and press Enter; those there are are offered"))
        look().changed.connect(self._wear)
        self._wear()

    def offer(self, names: Iterable[str]) -> None:
        """Offer these tags."""
        self._known.setStringList(list(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        popup = self._offers
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma)
        if enter and not (popup.isVisible() and popup.currentIndex().isValid()):
            popup.hide()
            self._take(self.text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, name: str) -> None:
        if name.strip():
            self.added.emit(name.strip())
        self.clear()

    def _wear(self) -> None:
        self.setFont(sans(Role.SMALL))
        self.setFixedSize(scaled(120), scaled(32))


class TagRow(QWidget):
    """The tags of what is on the paper; says what shall be added or taken off."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags: tuple[str, ...] = ()
        self._chips: list[TagChip] = []
        self._flow = FlowLayout(self, gap=6)
        self.line = TagLine(self)
        self.line.added.connect(self._add)
        self.line.taken_back.connect(self._take_last)
        self._flow.addWidget(self.line)
        self.setAccessibleName(self.tr("Tags of the memo"))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def show_tags(self, tags: Sequence[str], known: Iterable[str]) -> None:
        """Show the tags, and offer those among the known ones that are not there yet."""
        if tuple(tags) != self.tags:
            self.tags = tuple(tags)
            self._fill()
        there = {fold(name) for name in tags}
        self.line.offer(name for name in known if fold(name) not in there)

    def set_writable(self, *, can: bool) -> None:
        """Let tags be changed, or only read."""
        self.line.setVisible(can)
        for chip in self._chips:
            chip.setEnabled(can)

    def _fill(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [TagChip(name, self) for name in self.tags]
        for chip in self._chips:
            chip.clicked.connect(partial(self.removed.emit, chip.text()))
            chip.setEnabled(not self.line.isHidden())
            chip.show()
            self._flow.addWidget(chip)
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def _add(self, name: str) -> None:
        if fold(name.lstrip("#")) not in {fold(each) for each in self.tags}:
            self.added.emit(name)

    def _take_last(self) -> None:
        if self.tags:
            self.removed.emit(self.tags[-1])
