"""What of the board is chosen, and where its cards lie from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gtcoder.ui.axial.board_layout import Board
from gtcoder.ui.axial.geometry import Box, Point
from gtcoder.ui.axial.rows import Link, Theory
from gtcoder.vocabulary import CodeId, ParadigmRole, RelationId

Key = TypeVar("Key")
_NEAR = 7.0  # pixels from a line that still hit it


@dataclass(slots=True)
class Chosen:
    """The card the keyboard is on, a second one to relate it to, or a relation."""

    card: CodeId | None = None
    second: CodeId | None = None
    link: RelationId | None = None

    def take_card(self, card: CodeId | None) -> None:
        """Choose one card alone."""
        self.card, self.second, self.link = card, None, None

    def add_card(self, card: CodeId) -> None:
        """Choose a second card beside the first."""
        self.link = None
        if self.card is None or self.card == card:
            self.card, self.second = card, None
        else:
            self.second = card

    def take_link(self, link: RelationId) -> None:
        """Choose a relation."""
        self.link, self.second = link, None

    def keep(self, theory: Theory) -> None:
        """Let go of what is no longer there."""
        self.card = self.card if self.card in theory.categories else None
        self.second = self.second if self.second in theory.categories else None
        self.link = self.link if self.link in theory.links else None


@dataclass(slots=True)
class Scene:
    """The board as it is laid out now, with what it shows."""

    theory: Theory = field(default_factory=Theory)
    roles: Mapping[ParadigmRole, Sequence[CodeId]] = field(default_factory=dict)
    board: Board = field(default_factory=lambda: Board(0, 0, {}, {}))

    def order(self) -> list[CodeId]:
        """Return the cards in reading order."""
        return [CodeId(key) for key in self.board.cards]

    def role_of(self, card: CodeId) -> ParadigmRole | None:
        """Return the role a card has here."""
        return next((role for role, keys in self.roles.items() if card in keys), None)

    def links(self) -> list[Link]:
        """Return the relations that are drawn."""
        return [self.theory.links[RelationId(key)] for key in self.board.lines]

    def links_at(self, card: CodeId) -> list[Link]:
        """Return the relations drawn from and to a card."""
        return [link for link in self.links() if card in (link.source, link.target)]

    def card_at(self, point: Point) -> CodeId | None:
        """Return the card at a point."""
        for key, box in self.board.cards.items():
            if box.contains(point):
                return CodeId(key)
        return None

    def zone_at(self, point: Point) -> ParadigmRole | None:
        """Return the zone at a point, or the nearest one within reach."""
        zones = self.board.zones
        inside = [role for role, box in zones.items() if box.contains(point)]
        near = [role for role, box in zones.items() if box.contains(point, rim=14)]
        return next(iter(inside or near), None)

    def link_at(self, point: Point) -> RelationId | None:
        """Return the relation whose badge or line is at a point."""
        best: tuple[float, RelationId] | None = None
        for key, line in self.board.lines.items():
            at = abs(point[0] - line.badge[0]) <= 14 and abs(point[1] - line.badge[1]) <= 11
            away = 0.0 if at else line.distance(point)
            if away <= _NEAR and (best is None or away < best[0]):
                best = (away, RelationId(key))
        return best[1] if best else None

    def card_beside(self, card: CodeId | None, direction: Point) -> CodeId | None:
        """Return the next card in a direction; the first one where none is chosen."""
        if card is None or card not in self.board.cards:
            return next(iter(self.order()), None)
        boxes = {CodeId(key): box for key, box in self.board.cards.items() if key != card}
        return _nearest(self.board.cards[card], boxes, direction)

    def zone_beside(self, role: ParadigmRole, direction: Point) -> ParadigmRole:
        """Return the next zone in a direction, or the same one at the edge."""
        boxes = {other: box for other, box in self.board.zones.items() if other is not role}
        return _nearest(self.board.zones[role], boxes, direction) or role


def _nearest(start: Box, boxes: Mapping[Key, Box], direction: Point) -> Key | None:
    """Return the box that lies nearest ahead; what lies aside counts double."""
    best: tuple[float, Key] | None = None
    for key, box in boxes.items():
        dx, dy = box.centre[0] - start.centre[0], box.centre[1] - start.centre[1]
        ahead = dx * direction[0] + dy * direction[1]
        aside = abs(dx * direction[1]) + abs(dy * direction[0])
        if ahead <= 4 or aside > 3 * ahead + 60:
            continue
        cost = ahead + 2 * aside
        if best is None or cost < best[0]:
            best = (cost, key)
    return best[1] if best else None
