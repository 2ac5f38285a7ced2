"""A chip: what something is set to, and the list to set it otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gtcoder.ui.kit.choices import ChoiceList, ChoiceModel
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.offer import FIRST, Offer
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme

_OPENERS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_RESETS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WIDEST = 240  # pixels of a value before it is elided


class Chip(QAbstractButton):
    """Label, value and caret; opens a list of choices.

    `changed` comes from the person's choice alone (or `choose`), never from setting it up. A chip
    that filters says so with `set_flag`: then its cross, or Del, resets it (`cleared`).
    """

    changed = Signal(object)
    cleared = Signal()

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._shown = label, ""
        self._flag = self._ring = False
        self._offer = Offer()
        self.list: ChoiceList | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.open_list)
        look().changed.connect(self.updateGeometry)
        self.set_value("")

    @property
    def shown(self) -> str:
        """The value as it is written on the chip."""
        return self._shown

    def set_value(self, text: str) -> None:
        """Write a value in words; the choices stay as they are."""
        self._shown = text
        self.setAccessibleName(f"{self._label} {text}".strip())
        self.updateGeometry()
        self.update()

    def set_choices(self, choices: Iterable[tuple[str, object]], chosen: object = FIRST) -> None:
        """Offer names with what they stand for; one is chosen, by default the first."""
        self._put(Offer(choices), chosen)

    def set_many(
        self, choices: Iterable[tuple[str, object]], chosen: set[Any], *, noun: str = ""
    ) -> None:
        """Offer names of which several may be checked; `noun` goes with their count."""
        words = {"all_text": self.tr("All"), "none_text": self.tr("None"), "noun": noun}
        words["share_text"] = self.tr("{some} of {all} {noun}")
        self._put(Offer(choices, many=True, **words), set(chosen))

    def set_flag(self, on: bool) -> None:  # a setter, as Qt has them
        """Show that the person set this filter, with the cross that resets it."""
        self._flag = on
        self.setAccessibleDescription(self.tr("Filter is set. Del resets it.") if on else "")
        self.update()

    def value(self) -> Any:
        """Return what is chosen: one thing, or the set of them; None where there is no choice."""
        return self._offer.value()

    def choose(self, value: object) -> None:
        """Choose as the person would: one thing, or a set of them."""
        self._take(self._offer.places(value))

    def open_list(self) -> None:
        """Open the list of choices below the chip."""
        offer, before = self._offer, set(self._offer.chosen)
        if not offer.choices:
            return
        model = ChoiceModel(offer.choices, before, all_text=offer.all_text)
        self.list = ChoiceList(model, name=self._label, parent=self)
        self.list.picked.connect(lambda place: self._take({place}))
        self.list.checked.connect(self._take)
        self.list.given_up.connect(lambda: self._take(before))
        self.list.destroyed.connect(self._forget)
        self.list.show_under(self)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        label, value = self._widths()
        return QSize(label + value + scaled(50 if label else 42), scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = now.sel if self._flag else now.hover if self.underMouse() else now.raised
        painter.setPen(QColor(now.line2))
        painter.setBrush(QColor(ground if self.isEnabled() else now.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_words(painter)
        size, room = scaled(12), self._sign()
        drawn = pixmap(
            "x" if self._flag else "caret-down",
            size,
            colour=now.text2 if self.isEnabled() else now.text3,
            ratio=self.devicePixelRatioF(),
        )
        painter.drawPixmap(QPointF(room.center().x() - size / 2, (self.height() - size) / 2), drawn)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click on the cross apart from the rest."""
        if self._flag and self._sign().contains(event.position()):
            self.cleared.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        if event.key() in _OPENERS:
            self.open_list()
        elif self._flag and event.key() in _RESETS:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after the keyboard alone."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def _widths(self) -> tuple[int, int]:
        label = QFontMetrics(sans(Role.SMALL)).horizontalAdvance(self._label)
        value = QFontMetrics(sans(Role.BUTTON)).horizontalAdvance(self._shown)
        return label, min(value, scaled(_WIDEST))

    def _sign(self) -> QRectF:
        side = scaled(28)
        return QRectF(self.width() - side, 0, side, self.height())

    def _paint_words(self, painter: QPainter) -> None:
        now, (label, value) = theme(), self._widths()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left, height = scaled(12), self.height()
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text2 if self.isEnabled() else now.text3))
        painter.drawText(QRectF(left, 0, label + 1, height), middle, self._label)
        left += label + scaled(8 if label else 0)
        font = sans(Role.BUTTON)
        painter.setFont(font)
        painter.setPen(QColor(now.text if self.isEnabled() else now.text3))
        words = QFontMetrics(font).elidedText(self._shown, Qt.TextElideMode.ElideRight, value + 1)
        painter.drawText(QRectF(left, 0, value + 2, height), middle, words)

    def _put(self, offer: Offer, chosen: object) -> None:
        offer.chosen = offer.places(chosen)
        self._offer = offer
        self.set_value(offer.words())

    def _take(self, places: set[int]) -> None:
        if places == self._offer.chosen:
            return
        self._offer.chosen = set(places)
        self.set_value(self._offer.words())
        self.changed.emit(self._offer.value())

    def _forget(self) -> None:
        self.list = None
