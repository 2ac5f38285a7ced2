"""The middle of axial coding: board, sorting and the tables, with the bar above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.axial.board_view import BoardView
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.properties_grid import PropertyGridPage
from gtcoder.ui.axial.relations_page import RelationsPage
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.axial.sorting import SortingView
from gtcoder.ui.axial.tables import CategoryTable
from gtcoder.ui.kit import Chip, Hairline, Segmented
from gtcoder.ui.look import look, scaled, theme

BOARD, SORT, CATEGORIES, RELATIONS = "board", "sort", "categories", "relations"
PROPERTIES = "properties"
NEW = object()  # what the chip offers below the paradigms


class Centre(QWidget):
    """Five views of one theory."""

    paradigm_chosen = Signal(object)  # its name, or NEW
    view_changed = Signal(str)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segmented(
            [
                (BOARD, self.tr("Board")),
                (SORT, self.tr("Sort codes")),
                (CATEGORIES, self.tr("Categories")),
                (PROPERTIES, self.tr("Properties")),
                (RELATIONS, self.tr("Relations")),
            ],
            name=self.tr("Views of the theory"),
        )
        self.paradigm = Chip(self.tr("Paradigm"))
        self.paradigm.changed.connect(self.paradigm_chosen)
        self._pages = pages = QStackedWidget(self)
        self.view, self.sorting = BoardView(carrier, pages), SortingView(carrier, pages)
        self.categories, self.links_page = CategoryTable(pages), RelationsPage(pages)
        self.relations, self.properties = self.links_page.table, PropertyGridPage(pages)
        self._by_key = {
            BOARD: self.view,
            SORT: self.sorting,
            CATEGORIES: self.categories,
            PROPERTIES: self.properties,
            RELATIONS: self.links_page,
        }
        for page in self._by_key.values():
            self._pages.addWidget(page)
        self.bar, self._tools = QWidget(), QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.bar)
        self._row.addWidget(self.segments)
        self._row.addStretch(1)
        self._row.addWidget(self._tools)
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.addWidget(self.paradigm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self.segments.changed.connect(self._turn)
        look().changed.connect(self._wear)
        self._wear()

    def add_to_bar(self, widget: QWidget) -> None:
        """Put a button at the right end of the bar."""
        self._tool_row.addWidget(widget)

    def show_view(self, key: str) -> None:
        """Show one of the five views."""
        self.segments.chosen = key
        self._turn(key)

    def show_theory(self, theory: Theory, board: str) -> None:
        """Show the theory as it stands in all views."""
        names = [each.name for each in theory.paradigms]
        shown = board or (names[0] if names else "")
        if shown and shown not in names:
            names.append(shown)
        choices: list[tuple[str, object]] = [(name, name) for name in names]
        choices.append((self.tr("New paradigm…"), NEW))
        self.paradigm.set_choices(choices, shown if shown else NEW)
        self.paradigm.set_value(_short(shown) if shown else self.tr("none yet"))
        self.view.canvas.show_theory(theory, shown)
        self.sorting.show_theory(theory)
        self.categories.show_theory(theory)
        self.relations.show_theory(theory)
        self.segments.set_count(SORT, len(theory.loose()) or None)
        self._wear()

    def focus_widget(self) -> QWidget:
        """Return what has the keyboard in the view that is shown."""
        return {
            BOARD: self.view.canvas,
            SORT: self.sorting.loose,
            CATEGORIES: self.categories.table,
            PROPERTIES: self.properties.focus_widget(),
            RELATIONS: self.links_page.focus_widget(),
        }[self.segments.chosen]

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _turn(self, key: str) -> None:
        self._pages.setCurrentWidget(self._by_key[key])
        self.view_changed.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_bar()

    def _arrange_bar(self) -> None:
        """Let the tools go below the views where both have no room side by side."""
        wished = self.segments.sizeHint().width() + self._tools.sizeHint().width() + scaled(28)
        narrow = wished > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        left = Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self.segments, left if narrow else Qt.AlignmentFlag(0))
        self._row.setAlignment(self._tools, left if narrow else Qt.AlignmentFlag(0))
        self.bar.setFixedHeight(scaled(84 if narrow else 44))

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(12), scaled(2), scaled(8), scaled(2))
        self._row.setSpacing(scaled(4))
        self._tool_row.setContentsMargins(0, 0, 0, 0)
        self._tool_row.setSpacing(scaled(6))
        self.setMinimumWidth(max(scaled(340), self.segments.sizeHint().width() + scaled(20)))
        self._arrange_bar()


def _short(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:20].rstrip()}…"
