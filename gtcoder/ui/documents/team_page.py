"""Where a team is set up: coders, rounds, and who codes which document."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gtcoder.ui.documents.assignments import AssignmentGrid
from gtcoder.ui.documents.rows import Overview
from gtcoder.ui.documents.team_panels import CodersPanel, RoundsPanel
from gtcoder.ui.kit import Hairline
from gtcoder.ui.look import scaled
from gtcoder.ui.session import Session


class TeamPage(QWidget):
    """Coders and rounds at the left, the grid of assignments beside them."""

    def __init__(self, session: Session, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.coders = CodersPanel(session, may_write=may_write, parent=self)
        self.rounds = RoundsPanel(session, may_write=may_write, parent=self)
        self.grid = AssignmentGrid(session, may_write=may_write, parent=self)
        self.rounds.chose.connect(self.grid.show_round)
        self.rounds.chose.connect(self.coders.show_round)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.coders, 1)
        column.addWidget(Hairline())
        column.addWidget(self.rounds, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.grid)
        split.setStretchFactor(1, 1)
        split.setSizes([scaled(420), scaled(780)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def show_overview(self, overview: Overview) -> None:
        """Show the team as it is now."""
        self.coders.show_overview(overview)
        self.grid.show_overview(overview)
        self.rounds.show_overview(overview)
