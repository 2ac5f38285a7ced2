"""Axial coding: codes into categories, categories into roles, and what relates them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from gtcoder.analysis.theory import Finding
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.acts import AxialActs, SortActs
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.centre import BOARD, Centre
from gtcoder.ui.axial.left import LeftPanel
from gtcoder.ui.axial.orders import AxialOrders
from gtcoder.ui.axial.rows import Theory, read_theory
from gtcoder.ui.axial.side import SidePanel
from gtcoder.ui.jobs import Job
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OneCode, OneRelation, Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId, RelationId


class AxialWorkspace(Workspace):
    """Shelf and checks at the left, the board in the middle, what is chosen at the right."""

    place = "axial"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "code",
            "membership",
            "paradigm",
            "paradigm_placement",
            "relation",
            "relation_type",
            "evidence",
            "coding",
            "quotation",
            "document",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.theory = Theory()
        self._job: Job[Theory] | None = None
        self._wanted: Target = None
        self.carrier = Carrier(self)
        self.acts, self.sort = AxialActs(session, self), SortActs(session, self)
        self.left, self.centre = LeftPanel(self.carrier), Centre(self.carrier)
        self.side = SidePanel(session, self.acts, self.carrier)
        self.board = self.centre.view.canvas
        self._lay_out()
        self.orders = AxialOrders(self)

    def refresh(self) -> None:
        """Read the theory off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_theory, done=self._show, failed=self._failed, owner=self
        )

    def open_target(self, target: Target) -> None:
        """Choose a code or a relation."""
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
        self.theory = self.acts.theory = self.sort.theory = theory
        self._show_theory()
        self._choose_wanted()
        self.show_chosen()
        self.session.jobs.start(
            self._find, done=self._show_findings, failed=self._failed, owner=self
        )

    def _show_theory(self) -> None:
        self.centre.show_theory(self.theory, self.acts.board)
        self.left.show_theory(self.theory, self._on_board())
        self.status_changed.emit()

    def _find(self, _: Progress) -> Sequence[Finding]:
        from gtcoder.reports.theory import findings

        with self.session.bridge.read() as reader:
            return findings(reader)

    def _show_findings(self, found: Sequence[Finding]) -> None:
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
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget, width in ((self.left, 212), (self.centre, 872), (self.side, 268)):
            split.addWidget(widget)
            widget.resize(scaled(width), widget.height())
            split.setStretchFactor(split.count() - 1, int(widget is self.centre))
        self.left.setMinimumWidth(scaled(180))
        self.side.setMinimumWidth(scaled(200))
        self.centre.setMinimumWidth(scaled(340))
        split.setSizes([scaled(212), scaled(872), scaled(268)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
