"""The paradigm's board: cards in their roles, relations between them, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.board_keys import BoardKeys
from gtcoder.ui.axial.board_paint import handles
from gtcoder.ui.axial.board_picture import BoardPicture
from gtcoder.ui.axial.carrier import Carrier, Pull
from gtcoder.ui.axial.geometry import Point
from gtcoder.ui.kit import ring_after
from gtcoder.ui.look import scaled
from gtcoder.vocabulary import CodeId, ParadigmRole, RelationId


class BoardCanvas(BoardPicture):
    """Turns gestures on the board into wishes; it stores nothing itself."""

    chose_card = Signal(object)  # CodeId or None
    chose_link = Signal(object)  # RelationId
    placed = Signal(object, object)  # CodeId, ParadigmRole
    taken = Signal(object)  # CodeId
    related = Signal(object, object)  # CodeId, CodeId
    opened = Signal(object)  # CodeId
    opened_link = Signal(object)  # RelationId

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = BoardKeys(self)
        self._carrier, self._press = carrier, Pull()
        self.setMouseTracking(True)
        carrier.moved.connect(self._carry_over)
        carrier.ended.connect(self._carried)

    def choose_card(self, card: CodeId | None, *, second: bool = False) -> None:
        """Choose a card, or a second one beside it."""
        if second and card is not None:
            self.chosen.add_card(card)
        else:
            self.chosen.take_card(card)
        self._told(card)
        self.chose_card.emit(self.chosen.card)

    def choose_link(self, link: RelationId) -> None:
        """Choose a relation."""
        self.chosen.take_link(link)
        self._told(None)
        self.chose_link.emit(link)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._point(event)
        self.ring = False
        self._press.press(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        start, card = self._handle_at(at), self.scene.card_at(at)
        if start is not None:
            self._press.forget()
            self.pulled = (start, at)
        elif card is not None:
            second = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.choose_card(card, second=second)
            if second:
                self._press.forget()
        else:
            self._press.forget()
            link = self.scene.link_at(at)
            if link is not None:
                self.choose_link(link)
            else:
                self.choose_card(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._point(event)
        if self._carrier.carried:
            self._carrier.follow(event.globalPosition().toPoint())
        elif self.pulled is not None:
            self.pulled = (self.pulled[0], at)
            self._hover(self.scene.card_at(at))
            self.update()
        elif self.chosen.card is not None and self._press.began(
            event, QApplication.startDragDistance()
        ):
            code = self.scene.theory.categories[self.chosen.card].code
            place = event.globalPosition().toPoint()
            self._carrier.lift((code.id,), code.name, code.colour, place)
        else:
            self._hover(self.scene.card_at(at) or self._handle_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pulled, self.pulled = self.pulled, None
        self._press.forget()
        if self._carrier.carried:
            self._carrier.drop(event.globalPosition().toPoint())
        elif pulled is not None:
            start, end = pulled[0], self.scene.card_at(self._point(event))
            self.update()
            if end is not None and end != start:
                self.related.emit(start, end)
            else:
                self.choose_card(start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.scene.card_at(self._point(event))
        if card is not None:
            self.opened.emit(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys.pressed(event):
            self.ring = True
            self.update()
            self.describe()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = ring_after(event, before=self.ring)
        if self.ring and self.chosen.card is None and self.chosen.link is None:
            self.choose_card(next(iter(self.scene.order()), None))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keys.give_up()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Answer with a tooltip, and forget the hovered card when the pointer leaves."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().x() / self.zoom, event.pos().y() / self.zoom
            words = board_words.tip(self.scene, self.scene.card_at(at), self.scene.link_at(at))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().event(event)

    def role_under(self, at: QPoint) -> ParadigmRole | None:
        """Return the zone under a global place, if the board is there to be seen."""
        own = self.mapFromGlobal(at)
        if not self.isVisible() or not self.visibleRegion().contains(own):
            return None
        return self.scene.zone_at((own.x() / self.zoom, own.y() / self.zoom))

    def aim(self, role: ParadigmRole | None) -> None:
        """Show which zone would take a card."""
        if role is not self.target:
            self.target = role
            self.update()

    def _carry_over(self, at: QPoint) -> None:
        self.aim(self.role_under(at))

    def _carried(self) -> None:
        self.aim(None)

    def _told(self, card: CodeId | None) -> None:
        self.hovered = card if card is not None and not self.ring else self.hovered
        self.update()
        self.describe()

    def _point(self, event: QMouseEvent) -> Point:
        at = event.position()
        return at.x() / self.zoom, at.y() / self.zoom

    def _hover(self, card: CodeId | None) -> None:
        if card != self.hovered:
            self.hovered = card
            self.update()

    def _handle_at(self, at: Point) -> CodeId | None:
        box = self.scene.board.cards.get(self.hovered) if self.hovered is not None else None
        if box is not None:
            reach = scaled(8)
            for x, y in handles(box):
                if abs(at[0] - x) <= reach and abs(at[1] - y) <= reach:
                    return self.hovered
        return None
