"""The board by keyboard: arrows move, Space lifts, arrows choose the role, Enter drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gtcoder.vocabulary import CodeId, ParadigmRole

if TYPE_CHECKING:
    from gtcoder.ui.axial.board import BoardCanvas

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BoardKeys:
    """What the keys of the board do.

    Ctrl with an arrow goes through the relations of the chosen card; Enter opens one.
    """

    def __init__(self, canvas: BoardCanvas) -> None:
        self._canvas = canvas

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; tell whether it stands for anything."""
        key = Qt.Key(event.key())
        if self._canvas.lifted is not None:
            return self._in_the_air(key)
        if key in _ARROWS:
            return self._walk(event, _ARROWS[key])
        card = self._canvas.chosen.card
        if key == Qt.Key.Key_Space and card is not None:
            self.lift(card)
            return True
        if key in _ENTER and self._canvas.chosen.link is not None:
            self._canvas.opened_link.emit(self._canvas.chosen.link)
            return True
        if key in _ENTER and card is not None:
            self._canvas.opened.emit(card)
            return True
        return False

    def lift(self, card: CodeId) -> None:
        """Take a card up; one that is not on the board yet would go to the first empty role."""
        scene = self._canvas.scene
        empty = next((role for role in ParadigmRole if not scene.roles.get(role)), None)
        role = scene.role_of(card) or empty or ParadigmRole.CAUSAL_CONDITION
        self._canvas.lifted, self._canvas.target = card, role
        self._canvas.update()
        self._canvas.describe()

    def give_up(self) -> None:
        """Leave the lifted card where it was."""
        self._canvas.lifted = self._canvas.target = None

    def _in_the_air(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        card, target = canvas.lifted, canvas.target
        if key in _ARROWS and target is not None:
            canvas.target = canvas.scene.zone_beside(target, _ARROWS[key])
        elif key in (*_ENTER, Qt.Key.Key_Space):
            self.give_up()
            if card is not None and target is not canvas.scene.role_of(card):
                canvas.placed.emit(card, target)
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        return True

    def _walk(self, event: QKeyEvent, direction: tuple[float, float]) -> bool:
        canvas, chosen = self._canvas, self._canvas.chosen
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._next_link(1 if sum(direction) > 0 else -1)
        second = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        start = chosen.second or chosen.card
        card = canvas.scene.card_beside(start, direction)
        if card is not None:
            canvas.choose_card(card, second=second and chosen.card is not None)
        return True

    def _next_link(self, by: int) -> bool:
        canvas, card = self._canvas, self._canvas.chosen.card
        links = canvas.scene.links_at(card) if card is not None else canvas.scene.links()
        keys = [link.id for link in links]
        if keys:
            now = canvas.chosen.link
            place = keys.index(now) + by if now in keys else 0
            canvas.choose_link(keys[place % len(keys)])
        return True
