"""The picture of the board: laid out for its viewport and painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.board_layout import HUB, Board, Measures, arranged
from gtcoder.ui.axial.board_paint import (
    CardState,
    Face,
    LineState,
    card_height,
    paint_badge,
    paint_card,
    paint_handles,
    paint_line,
    paint_pull,
    paint_title,
    paint_zone,
)
from gtcoder.ui.axial.board_state import Chosen, Scene
from gtcoder.ui.axial.geometry import Box, Point
from gtcoder.ui.axial.lines import Link as Tie
from gtcoder.ui.axial.rows import Link, Theory
from gtcoder.ui.look import look, scaled, theme
from gtcoder.vocabulary import CodeId, ParadigmRole, RelationId

_MUCH = 12


class BoardPicture(QWidget):
    """Shows a paradigm of the theory: zones, cards, relations, and what of them is chosen."""

    rearranged = Signal()  # other cards or relations: the viewport may want another zoom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene, self.chosen, self.zoom = Scene(), Chosen(), 1.0
        self.ring = False
        self.lifted: CodeId | None = None  # in the air by keyboard
        self.target: ParadigmRole | None = None  # where what is in the air would go
        self.hovered: CodeId | None = None
        self.pulled: tuple[CodeId, Point] | None = None  # a relation being drawn
        self._room = QSize(800, 600)
        self.setObjectName("board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Paradigm board"))
        look().changed.connect(self.lay_out)

    def show_theory(self, theory: Theory, name: str) -> None:
        """Show a paradigm of the theory as it stands."""
        self.scene.theory = theory
        self.scene.roles = theory.placed(theory.paradigm(name))
        self.chosen.keep(theory)
        if self.lifted is not None and self.lifted not in theory.categories:
            self.lifted = self.target = None
        self.rearranged.emit()
        self.lay_out()

    def set_room(self, room: QSize, *, zoom: float) -> None:
        """Fit the board to a viewport at a zoom."""
        if (room, zoom) != (self._room, self.zoom):
            self._room, self.zoom = room, zoom
            self.lay_out()

    def lay_out(self) -> None:
        """Compute where everything stands."""
        board = self.scene.board = self._arranged(self.zoom, drawn=True)
        self.resize(round(board.width * self.zoom), round(board.height * self.zoom))
        self.update()
        self.describe()

    def size_at(self, room: QSize, zoom: float) -> QSize:
        """Return how large the board would be in a viewport at a zoom."""
        before, self._room = self._room, room
        board = self._arranged(zoom, drawn=False)
        self._room = before
        return QSize(round(board.width * zoom), round(board.height * zoom))

    def _arranged(self, zoom: float, *, drawn: bool) -> Board:
        links = self.scene.theory.links.values()
        return arranged(
            self.scene.roles,
            [Tie(link.id, link.source, link.target) for link in links],
            width=self._room.width() / zoom,
            height=self._room.height() / zoom,
            height_of=lambda key, width: card_height(self.face(CodeId(key)), width),
            measures=Measures.at(scaled(100) / 100),
            drawn=drawn,
        )

    def face(self, card: CodeId) -> Face:
        """Return what a card says."""
        theory_now = self.scene.theory
        category, total = theory_now.categories[card], theory_now.people
        hub = self.scene.role_of(card) is HUB
        return Face(
            category.code.name,
            board_words.counted(category, total),
            board_words.counted_shortly(category, total),
            category.code.colour,
            category.code.definition if hub else "",
            hub,
        )

    def centre_of(self, card: CodeId) -> QPoint:
        """Return where the middle of a card is on this widget."""
        x, y = self.scene.board.cards[card].centre
        return QPointF(x * self.zoom, y * self.zoom).toPoint()

    def describe(self) -> None:
        """Tell a screen reader where the keyboard is."""
        words = board_words.described(self.scene, self.chosen, self.target)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme().paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.zoom, self.zoom)
        scene, target = self.scene, self.target
        for role, box in scene.board.zones.items():
            paint_zone(painter, box, len(scene.roles.get(role, ())), target=role is target)
        states = {link.id: self._line_state(link) for link in scene.links()}
        for key, line in scene.board.lines.items():
            paint_line(painter, line, states[RelationId(key)])
        for role, box in scene.board.zones.items():
            title, hint = board_words.role_name(role), board_words.role_hint(role)
            paint_title(painter, box, title, len(scene.roles.get(role, ())), hint=hint)
        for key, box in scene.board.cards.items():
            paint_card(painter, box, self.face(CodeId(key)), self._card_state(CodeId(key)))
        for key, line in scene.board.lines.items():
            paint_badge(painter, line, states[RelationId(key)])
        if self.hovered is not None and self.hovered in scene.board.cards and target is None:
            paint_handles(painter, scene.board.cards[self.hovered])
        self._paint_lifted(painter)
        if self.pulled is not None:
            paint_pull(painter, scene.board.cards[self.pulled[0]].centre, self.pulled[1])

    def _paint_lifted(self, painter: QPainter) -> None:
        """Paint the card in the air over the zone it would go to."""
        card, target = self.lifted, self.target
        if card is None or target is None or self.scene.role_of(card) is target:
            return
        zone, face = self.scene.board.zones[target], self.face(card)
        width = min(zone.width - scaled(20), float(scaled(190)))
        spot = Box(zone.x + scaled(10), zone.y + scaled(32), width, card_height(face, width))
        paint_card(painter, spot, face, CardState(lifted=True))

    def _card_state(self, card: CodeId) -> CardState:
        chosen = card in (self.chosen.card, self.chosen.second) and self.chosen.link is None
        here = self.ring and self.hasFocus() and card == (self.chosen.second or self.chosen.card)
        lifted = card == self.lifted
        return CardState(chosen, here and chosen and not lifted, lifted, card == self.hovered)

    def _line_state(self, link: Link) -> LineState:
        most = max((each.supporting for each in self.scene.links()), default=0)
        share = link.supporting / max(most, _MUCH)  # a few passages never look like many
        chosen = self.chosen.link == link.id
        return LineState(link.supporting, link.against, share, chosen, strength=link.strength)
