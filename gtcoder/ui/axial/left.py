"""The left side of axial coding: what is not placed yet, and what the theory lacks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.reports.checks import Checked
from gtcoder.ui.axial.card_panel import item_of
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.checks import ChecksList, PassButton
from gtcoder.ui.axial.code_list import CodeList
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import Button, EmptyState, Hairline, IconButton, PanelHeader, SearchField
from gtcoder.ui.look import look, scaled, theme
from gtcoder.vocabulary import CodeId, CodeLevel


class LeftPanel(QWidget):
    """Not placed, above; checks, below."""

    sorting_asked = Signal()

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Not placed"))
        self._theory, self._on_board = Theory(), frozenset[CodeId]()
        self._header = PanelHeader(self.tr("Not placed"))
        self._funnel = IconButton("funnel", self.tr("Filter categories"), checkable=True)
        self._funnel.toggled.connect(self._show_filter)
        self._header.add(self._funnel)
        self._filter = SearchField(
            self.tr("Filter categories"), key="", name=self.tr("Filter categories")
        )
        self._filter.changed.connect(self._fill)
        self._filter.left.connect(self._leave_filter)
        self._filter.hide()
        self.shelf = CodeList(carrier, name=self.tr("Categories not on the board"), cards=True)
        self.shelf.setObjectName("shelf")
        self._empty = EmptyState(self.tr("No category waits here."))
        self.sort_button = Button(
            self.tr("Sort codes"),
            icon_name="tree-structure",
            tip=self.tr("Put codes under categories, or make a category of codes"),
        )
        self.sort_button.clicked.connect(self.sorting_asked)
        self._checks_header = PanelHeader(self.tr("Checks"))
        self.checks = ChecksList()
        self._checks_header.add(PassButton(self.checks))
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def show_theory(self, theory: Theory, on_board: frozenset[CodeId]) -> None:
        """Show the categories that are not on the board."""
        self._theory, self._on_board = theory, on_board
        self._fill()
        loose = len(theory.loose())
        words = self.tr("Sort codes")
        self.sort_button.setText(f"{words} · {loose:,}" if loose else words)

    def show_findings(self, found: Checked, *, board: bool) -> None:
        """Show what the theory lacks."""
        count = self.checks.show_findings(found, board=board)
        self._checks_header.set_count(self.tr("{n} open").format(n=f"{count:,}") if count else "")

    def over_shelf(self, at: QPoint) -> bool:
        """Tell whether a global place is over the list of what is not placed."""
        top = self._shelves
        return top.isVisible() and top.rect().contains(top.mapFromGlobal(at))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _fill(self, *_: object) -> None:
        theory, needle = self._theory, self._filter.text().casefold().strip()
        waiting = [
            key
            for key, category in theory.categories.items()
            if key not in self._on_board and category.code.level is not CodeLevel.OPEN
        ]
        shown = [key for key in waiting if needle in theory.codes[key].name.casefold()]
        self.shelf.set_items([item_of(theory, key) for key in shown])
        self._header.set_count(f"{len(waiting):,}")
        self._shelves.setCurrentIndex(int(not shown))
        if not theory.categories:
            self._empty.set_words(
                self.tr("No categories yet."),
                self.tr("A category gathers codes. Make the first one of codes you have."),
            )
        elif not waiting:
            self._empty.set_words(self.tr("Every category is on the board."))
        else:
            self._empty.set_words(self.tr("No category has these letters in its name."))

    def _lay_out(self) -> None:
        self._shelves = QStackedWidget(self)
        self._shelves.addWidget(self.shelf)
        self._shelves.addWidget(self._empty)
        upper, lower = QWidget(), QWidget()
        self._upper, self._lower = QVBoxLayout(upper), QVBoxLayout(lower)
        self._search, self._foot = QVBoxLayout(), QVBoxLayout()
        self._search.addWidget(self._filter)
        self._foot.addWidget(self.sort_button)
        self._upper.addWidget(self._header)
        self._upper.addLayout(self._search)
        self._upper.addWidget(self._shelves, 1)
        self._upper.addLayout(self._foot)
        self._lower.addWidget(Hairline())
        self._lower.addWidget(self._checks_header)
        self._lower.addWidget(self.checks, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _show_filter(self, on: bool) -> None:  # as the signal has it
        self._filter.setVisible(on)
        if on:
            self._filter.setFocus()
        else:
            self._filter.clear()
            self._fill()

    def _leave_filter(self) -> None:
        self._funnel.setChecked(False)
        self.shelf.setFocus()

    def _wear(self) -> None:
        edge = scaled(12)
        for column in (self._upper, self._lower):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        self._search.setContentsMargins(edge, 0, edge, scaled(6))
        self._foot.setContentsMargins(edge, scaled(8), edge, scaled(10))
