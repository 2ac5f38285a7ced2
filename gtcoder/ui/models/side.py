"""Beside the canvas: the box or the line that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.codebook import codes
from gtcoder.queries.relations import evidence, relations
from gtcoder.queries.retrieval import Passage as Row
from gtcoder.queries.retrieval import passages_at, passages_of_code
from gtcoder.ui.kit import EmptyState
from gtcoder.ui.look import theme
from gtcoder.ui.models.choice import Choice
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.edge_panel import EdgePanel
from gtcoder.ui.models.node_acts import NodeActs
from gtcoder.ui.models.node_panel import NodePanel
from gtcoder.ui.session import OneCode, OneRelation, Passage, Session
from gtcoder.vocabulary import CodeId, QuotationId, RelationId, Span, Stance

_MOST = 120  # passages that are listed


class Side(QWidget):
    """Follows what is chosen on the canvas."""

    def __init__(self, session: Session, acts: NodeActs, choice: Choice) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is chosen"))
        self._session, self._choice, self._drawn = session, choice, Drawn()
        self.node, self.edge = NodePanel(acts), EdgePanel(acts)
        self._nothing = EmptyState(
            self.tr("Nothing is chosen."),
            self.tr("Choose a box or a line to see what it rests on, and to change it."),
        )
        self._pages = QStackedWidget(self)
        self._rooms = {panel: _room(panel) for panel in (self.node, self.edge)}
        for page in (self._nothing, *self._rooms.values()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        choice.settled.connect(self._follow)
        for panel in (self.node, self.edge):
            panel.passages.activated_passage.connect(self._open_passage)
        self.node.desk_asked.connect(self._open_desk)
        self.edge.relation_asked.connect(self._open_relation)

    def show_drawn(self, drawn: Drawn) -> None:
        """Follow a figure that was drawn anew."""
        self._drawn = drawn
        self._follow()

    def first_focus(self) -> QWidget:
        """Return what F6 leads to here."""
        shown = self._pages.currentWidget()
        if shown is self._rooms[self.node]:
            return self.node.label
        return self.edge.label if shown is self._rooms[self.edge] else self

    def edit(self) -> None:
        """Put the keyboard where what is chosen is named."""
        self.first_focus().setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _follow(self) -> None:
        parts, chosen = self._drawn.parts, self._choice
        if parts is not None and chosen.edge in parts.edges:
            self._show_edge(chosen.edge)
        elif parts is not None and chosen.node in parts.nodes:
            self._show_node(chosen.node)
        else:
            self._pages.setCurrentWidget(self._nothing)

    def _show_node(self, key: str) -> None:
        assert self._drawn.parts is not None
        rows: tuple[Row, ...] = ()
        colours: dict[CodeId, int] = {}
        code = self._code(str(self._drawn.parts.nodes[key].data.get("code", "")))
        if code is not None:
            with self._session.bridge.read() as reader:
                rows = passages_of_code(reader, code, with_children=True, limit=_MOST).rows
                colours = {each.id: each.colour for each in codes(reader, retired=True)}
        more = len(self._choice.nodes) - 1
        self.node.show_node(self._drawn, key, code, rows, colours, more=more)
        self._pages.setCurrentWidget(self._rooms[self.node])

    def _show_edge(self, key: str) -> None:
        assert self._drawn.parts is not None
        relation = self._drawn.parts.edges[key].data.get("relation")
        rows: tuple[Row, ...] = ()
        stances: dict[QuotationId, Stance] = {}
        if relation:
            with self._session.bridge.read() as reader:
                said = [each for each in evidence(reader) if each.relation == int(relation)]
                rows = passages_at(reader, [each.quotation for each in said])
            stances = {each.quotation: each.stance for each in said}
        self.edge.show_edge(self._drawn, key, rows, stances)
        self.edge.offer_relations(self._between(key))
        self._pages.setCurrentWidget(self._rooms[self.edge])

    def _between(self, key: str) -> list[tuple[str, RelationId]]:
        """Return the relations of the study that join the codes of a line's two ends."""
        parts = self._drawn.parts
        edge = parts.edges[key] if parts is not None else None
        if parts is None or edge is None:
            return []
        written = [
            str(parts.nodes[end].data.get("code", "")) if end in parts.nodes else ""
            for end in (edge.source, edge.target)
        ]
        ends = {self._code(each) for each in written}
        if None in ends:
            return []
        with self._session.bridge.read() as reader:
            return [(r.type, r.id) for r in relations(reader) if {r.source, r.target} == ends]

    def _code(self, written: str) -> CodeId | None:
        if not written:
            return None
        with self._session.bridge.read() as reader:
            return next((code.id for code in codes(reader) if code.written == written), None)

    def _open_passage(self, row: Row) -> None:
        span = Span(row.start, row.end)
        self._session.go("open", Passage(row.document_id, span, row.coding))

    def _open_desk(self, code: CodeId) -> None:
        self._session.go("open", OneCode(code))

    def _open_relation(self, relation: int) -> None:
        self._session.go("axial", OneRelation(RelationId(relation)))


def _room(panel: QWidget) -> QScrollArea:
    """Let a panel scroll by itself where it is higher than the window, so that the bar stays."""
    room = QScrollArea()
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room.viewport().setAutoFillBackground(False)
    room.setWidgetResizable(True)
    room.setWidget(panel)
    panel.setAutoFillBackground(False)
    return room
