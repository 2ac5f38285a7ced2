"""Categories and relations as tables."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.axial.card_panel import level_name
from gtcoder.ui.axial.relation_words import shortly, strength_name
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import EmptyState, FrameModel, TableView
from gtcoder.vocabulary import CodeId, CodeLevel, RelationId


class CategoryTable(QWidget):
    """Every category with its level, its codes, its counts and what it means."""

    chose = Signal(object)  # CodeId
    opened = Signal(object)  # CodeId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[CodeId] = []
        self.table = TableView(name=self.tr("Categories"))
        self._model = FrameModel(parent=self)
        self.table.setModel(self._model)
        self.table.chosen_row.connect(self._tell)
        self.table.opened_row.connect(self._open)
        self._pages = _with_empty(
            self,
            self.table,
            EmptyState(
                self.tr("No categories yet."),
                self.tr("Put codes into categories, and they stand here with their counts."),
            ),
        )

    def show_theory(self, theory: Theory) -> None:
        """Show the categories as they stand."""
        shown = [
            theory.categories[key]
            for key in theory.codes
            if key in theory.categories and theory.categories[key].code.level is not CodeLevel.OPEN
        ]
        self._keys = [each.id for each in shown]
        self._model.set(
            (
                self.tr("Category"),
                self.tr("Level"),
                self.tr("Codes"),
                self.tr("Passages"),
                self.tr("Participants of {n}").format(n=theory.people),
                self.tr("Definition"),
            ),
            [
                (
                    each.code.name,
                    level_name(each.code.level),
                    len(each.members),
                    each.passages,
                    each.participants,
                    each.code.definition,
                )
                for each in shown
            ],
            colours=[each.code.colour for each in shown],
        )
        self._pages.setCurrentIndex(int(not shown))

    def _tell(self, row: int) -> None:
        self.chose.emit(self._keys[row])

    def _open(self, row: int) -> None:
        self.opened.emit(self._keys[row])


class RelationTable(QWidget):
    """Every relation with its evidence."""

    chose = Signal(object)  # RelationId
    opened = Signal(object)  # RelationId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[RelationId] = []
        self._marking = False
        self.table = TableView(name=self.tr("Relations"))
        self._model = FrameModel(parent=self)
        self.table.setModel(self._model)
        self.table.chosen_row.connect(self._tell)
        self.table.opened_row.connect(self._open)
        self._pages = _with_empty(
            self,
            self.table,
            EmptyState(
                self.tr("No relations yet."),
                self.tr("On the board, choose two cards and press R, or draw from one to another."),
            ),
        )

    def show_theory(self, theory: Theory) -> None:
        """Show the relations as they stand."""
        links = list(theory.links.values())
        self._keys = [link.id for link in links]
        self._model.set(
            (
                self.tr("From"),
                self.tr("Kind"),
                self.tr("To"),
                self.tr("Strength"),
                self.tr("For"),
                self.tr("Against"),
                self.tr("Negative cases"),
                self.tr("Participants of {n}").format(n=theory.people),
                self.tr("Note"),
            ),
            [
                (
                    shortly(theory.codes[link.source].name),
                    link.type,
                    shortly(theory.codes[link.target].name),
                    strength_name(link.strength),
                    link.supporting,
                    link.against - link.negative,
                    link.negative,
                    link.participants,
                    link.note,
                )
                for link in links
            ],
            colours=[theory.codes[link.source].colour for link in links],
        )
        self._pages.setCurrentIndex(int(not links))

    def mark(self, link: RelationId | None) -> None:
        """Mark the relation that is shown beside the table, as if it were chosen here."""
        rows = range(self._model.rowCount())
        found = [n for n in rows if self._keys[self._model.source_row(n)] == link]
        selection, flag = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        self._marking = True
        if not found:
            selection.clearSelection()
        elif not selection.isRowSelected(found[0]):
            index = self._model.index(found[0], max(self.table.currentIndex().column(), 0))
            selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.table.scrollTo(index)
        self._marking = False

    def _tell(self, row: int) -> None:
        if not self._marking:
            self.chose.emit(self._keys[row])

    def _open(self, row: int) -> None:
        self.opened.emit(self._keys[row])


def _with_empty(owner: QWidget, table: QWidget, empty: QWidget) -> QStackedWidget:
    pages = QStackedWidget()
    pages.addWidget(table)
    pages.addWidget(empty)
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(pages)
    return pages
