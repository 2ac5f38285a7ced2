"""The side panel: the relation or the category that is chosen on the board."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage as Row
from gtcoder.queries.retrieval import passages_of_code
from gtcoder.ui.axial.acts import AxialActs
from gtcoder.ui.axial.card_panel import CardPanel
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.link_panel import LinkPanel
from gtcoder.ui.axial.relation_acts import RelationActs
from gtcoder.ui.axial.rows import Category, Link, Theory
from gtcoder.ui.kit import EmptyState
from gtcoder.ui.look import theme
from gtcoder.ui.session import OneCode, Passage, Session
from gtcoder.vocabulary import CodeId, RelationId, Span

_MOST = 200  # passages of a category that are listed


class SidePanel(QWidget):
    """Follows what is chosen; `card_asked` wants another card chosen."""

    card_asked = Signal(object)  # CodeId
    showed_card = Signal(object)  # CodeId

    def __init__(
        self, session: Session, acts: AxialActs, links: RelationActs, carrier: Carrier
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is chosen"))
        self._session, self._acts, self._links = session, acts, links
        self._theory = Theory()
        self.link_panel, self.card_panel = LinkPanel(), CardPanel(carrier)
        self._nothing = EmptyState(
            self.tr("Nothing is chosen."),
            self.tr("Choose a card to see what it gathers, or a line to see its evidence."),
        )
        self._pages = QStackedWidget(self)
        for page in (self._nothing, self.link_panel, self.card_panel):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._connect()
        if not session.bridge.can_write:
            reason = self.tr("The study is open for reading only")
            self.link_panel.set_writable(reason=reason)
            self.card_panel.define_button.setEnabled(False)
            self.card_panel.define_button.setToolTip(reason)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._pages.setCurrentWidget(self._nothing)

    def show_link(self, theory: Theory, key: RelationId) -> None:
        """Show a relation."""
        self._theory, link = theory, theory.links[key]
        rows, memos = self._links.evidence_of(link), self._links.memos_on(link)
        self.link_panel.show_link(theory, link, rows, memos=len(memos))
        self._pages.setCurrentWidget(self.link_panel)

    def show_card(self, theory: Theory, key: CodeId) -> None:
        """Show a category, or a code as if it were one."""
        self._theory = theory
        category = theory.categories.get(key)
        if category is None:
            count = theory.counts.get(key, 0)
            category = Category(theory.codes[key], (), count, 0)
        with self._session.bridge.read() as reader:
            rows = passages_of_code(reader, key, with_children=True, limit=_MOST)
        self.card_panel.show_category(theory, category, rows)
        self._pages.setCurrentWidget(self.card_panel)
        self.showed_card.emit(key)

    @property
    def shown(self) -> QWidget | None:
        """What is shown: the panel of a relation, of a card, or that nothing is chosen."""
        return self._pages.currentWidget()

    def list_of_passages(self) -> QWidget:
        """Return what F6 leads to here."""
        shown = self._pages.currentWidget()
        if shown is self.card_panel:
            return self.card_panel.list_of_passages()
        return self.link_panel.passages if shown is self.link_panel else self

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _connect(self) -> None:
        link, card = self.link_panel, self.card_panel
        for asked, act in (
            (link.evidence_asked, self._links.ask_evidence),
            (link.removal_asked, self._links.ask_unrelate),
            (link.memo_asked, self._links.memo_on),
            (link.memos_asked, self._links.read_memos),
            (link.kind_asked, self._links.ask_kind),
            (link.reversal_asked, self._links.reverse),
            (link.note_asked, self._links.ask_note),
        ):
            asked.connect(partial(self._with_link, act))
        link.strength_asked.connect(self._set_strength)
        link.stance_asked.connect(self._links.set_stance)
        link.evidence_note_asked.connect(self._links.ask_evidence_note)
        link.evidence_removed.connect(self._links.remove_evidence)
        link.passage_asked.connect(self._open_passage)
        link.card_asked.connect(self.card_asked)
        card.card_asked.connect(self.card_asked)
        card.passage_asked.connect(self._open_passage)
        card.desk_asked.connect(self._open_desk)
        card.memo_asked.connect(self._memo_on_card)
        card.definition_asked.connect(self._define_card)

    def _with_link(self, act: Callable[[Link], None]) -> None:
        if self.link_panel.link is not None:
            act(self.link_panel.link)

    def _set_strength(self, strength: int) -> None:
        if self.link_panel.link is not None:
            self._links.set_strength(self.link_panel.link, strength)

    def _open_passage(self, row: Row) -> None:
        target = Passage(row.document_id, Span(row.start, row.end), row.coding)
        self._session.go("open", target)

    def _open_desk(self) -> None:
        if self.card_panel.category is not None:
            self._session.go("open", OneCode(self.card_panel.category.id))

    def _define_card(self) -> None:
        if self.card_panel.category is not None:
            self._acts.define(self.card_panel.category.id)

    def _memo_on_card(self) -> None:
        if self.card_panel.category is not None:
            self._acts.memo_on_card(self.card_panel.category.id)
