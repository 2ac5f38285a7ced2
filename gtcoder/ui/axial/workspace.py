"""Axial coding: codes into categories, categories into roles, and what relates them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.reports.checks import CHECKED, Checked, checked
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.acts import AxialActs, SortActs
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.centre import BOARD, Centre
from gtcoder.ui.axial.left import LeftPanel
from gtcoder.ui.axial.orders import AxialOrders
from gtcoder.ui.axial.paradigm_orders import ParadigmOrders
from gtcoder.ui.axial.properties_grid_orders import PropertyGridOrders
from gtcoder.ui.axial.properties_orders import PropertyOrders
from gtcoder.ui.axial.relation_acts import RelationActs
from gtcoder.ui.axial.relation_orders import RelationOrders
from gtcoder.ui.axial.rows import THEORY, Theory, read_theory
from gtcoder.ui.axial.side import SidePanel
from gtcoder.ui.axial.suggestion_acts import SuggestionActs
from gtcoder.ui.jobs import Job
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OneCode, OnePage, OneRelation, Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId, RelationId


class AxialWorkspace(Workspace):
    """Shelf and checks at the left, the board in the middle, what is chosen at the right."""

    place = "axial"
    tables: ClassVar[frozenset[str]] = THEORY | CHECKED

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.theory = Theory()
        self._job: Job[Theory] | None = None
        self._wanted: Target = None
        self.carrier = Carrier(self)
        self.acts, self.sort = AxialActs(session, self), SortActs(session, self)
        self.links = RelationActs(session, self)
        self.hints = SuggestionActs(session, self, self.links)
        self.left, self.centre = LeftPanel(self.carrier), Centre(self.carrier)
        self.side = SidePanel(session, self.acts, self.links, self.carrier)
        self.board = self.centre.view.canvas
        self._lay_out()
        self.boards = ParadigmOrders(self)
        self.orders = AxialOrders(self)
        self.relation_orders = RelationOrders(self)
        self.property_orders = PropertyOrders(self)
        self.grid_orders = PropertyGridOrders(self, self.property_orders)

    def refresh(self) -> None:
        """Read the theory off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_theory, done=self._show, failed=self._failed, owner=self
        )

    def open_target(self, target: Target) -> None:
        """Show a view by its key; choose a code or a relation."""
        if isinstance(target, OnePage):
            self.centre.show_view(target.page)
            target = target.target
        self._wanted = target
        if self.theory.revision:
            self._choose_wanted()

    def status(self) -> tuple[str, ...]:
        """Return how much is placed, and how many relations there are."""
        if not self.theory.revision:
            return ()
        placed, whole = len(self._on_board()), len(self.theory.categories)
        words = self.tr("{placed} of {whole} categories placed")
        links = board_words.relations(len(self.theory.links))
        return words.format(placed=placed, whole=f"{whole:,}"), links

    def first_focus(self) -> QWidget:
        """Return the board, or the view that is shown instead."""
        return self.centre.focus_widget()

    def panels(self) -> tuple[QWidget, ...]:
        """Return shelf, board, side and checks."""
        middle, side = self.centre.focus_widget(), self.side.list_of_passages()
        return self.left.shelf, middle, side, self.left.checks

    def choose_card(self, code: CodeId) -> None:
        """Choose a category, on the board where it is there; a plain code is shown aside."""
        if code in self.theory.categories:
            self.board.choose_card(code)
        elif code in self.theory.codes:
            self.side.show_card(self.theory, code)

    def choose_link(self, link: RelationId) -> None:
        """Choose a relation."""
        if link in self.theory.links:
            self.board.choose_link(link)

    def show_paradigm(self, name: str) -> None:
        """Show a paradigm; one of a new name is made when its first card is placed."""
        self.acts.board = name
        self.centre.show_view(BOARD)
        self._show_theory()

    def show_chosen(self, *_: object) -> None:
        """Show at the side what is chosen on the board."""
        chosen = self.board.chosen
        self.centre.relations.mark(chosen.link)
        if chosen.link is not None:
            self.side.show_link(self.theory, chosen.link)
        elif chosen.card is not None:
            self.side.show_card(self.theory, chosen.card)
        else:
            self.side.show_nothing()

    def _read_theory(self, progress: Progress) -> Theory:
        with self.session.bridge.read() as reader:
            return read_theory(reader, progress)

    def _show(self, theory: Theory) -> None:
        self._follow_board(theory)
        self.theory = self.acts.theory = self.sort.theory = self.links.theory = theory
        self.hints.follow(theory)
        self._show_theory()
        self._choose_wanted()
        self.show_chosen()
        self.session.jobs.start(
            self._find, done=self._show_findings, failed=self._failed, owner=self
        )

    def _follow_board(self, theory: Theory) -> None:
        """Go on showing the same paradigm under its new name, and the first where it is gone."""
        shown = self.theory.paradigm(self.acts.board)
        if self.acts.board and shown is not None:
            names = {board.id: board.name for board in theory.paradigms}
            self.acts.board = names.get(shown.id, "")

    def _show_theory(self) -> None:
        self.centre.show_theory(self.theory, self.acts.board)
        self.left.show_theory(self.theory, self._on_board())
        self.status_changed.emit()
        self.relation_orders.refresh()
        self.grid_orders.refresh()

    def _find(self, _: Progress) -> Checked:
        with self.session.bridge.read() as reader:
            return checked(reader)

    def _show_findings(self, found: Checked) -> None:
        self.left.show_findings(found, board=bool(self.theory.paradigms))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _on_board(self) -> frozenset[CodeId]:
        return frozenset(self.board.scene.order())

    def _choose_wanted(self) -> None:
        target, self._wanted = self._wanted, None
        if isinstance(target, OneCode):
            self.choose_card(target.code)
        elif isinstance(target, OneRelation):
            self.choose_link(target.relation)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget, width in ((self.left, 212), (self.centre, 872), (self.side, 268)):
            split.addWidget(widget)
            widget.resize(scaled(width), widget.height())
            split.setStretchFactor(split.count() - 1, int(widget is self.centre))
        self.left.setMinimumWidth(scaled(180))
        self.side.setMinimumWidth(scaled(200))
        split.setSizes([scaled(212), scaled(872), scaled(268)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
