"""What a codebook from a file would do, code by code, and whose words stand where two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gtcoder.actions.books import import_book
from gtcoder.codebook_draft import BookState, CodebookDraft
from gtcoder.queries.books import BookRow, Both
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.sheet import Call, Done, VerbSheet
from gtcoder.ui.look import scaled

Index = QModelIndex | QPersistentModelIndex
_SHOWN = 420


class Differences(QAbstractTableModel):
    """One row per new code and per difference; a conflict's row has a box for the file's words."""

    chosen_changed = Signal()

    def __init__(self, rows: Sequence[BookRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[BookRow, Both | None]] = []
        for row in rows:
            if row.state is BookState.NEW:
                self._lines.append((row, None))
            self._lines += [(row, both) for both in row.both]
        self.replaced: set[tuple[str, ...]] = set()
        self._names = {
            "definition": self.tr("definition"),
            "rule": self.tr("when to use"),
            "when_not": self.tr("when not to use"),
            "example": self.tr("example"),
            "level": self.tr("level"),
        }
        self._heads = (
            self.tr("Take the file’s"), self.tr("Code"), self.tr("What"),
            self.tr("The study says"), self.tr("The file says"),
        )  # fmt: skip

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        row, both = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self._differs(index):
            taken = row.code.path in self.replaced
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._cell(row, both, index.column())
            return text if role == Qt.ItemDataRole.ToolTipRole else " ".join(text[:_SHOWN].split())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take the file's words of a code, or leave the study's."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._differs(index):
            return False
        path = self._lines[index.row()][0].code.path
        self.replaced ^= {path}
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last)
        self.chosen_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let conflicts be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        checks = index.column() == 0 and self._differs(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if checks else flags

    def _differs(self, index: Index) -> bool:
        both = self._lines[index.row()][1]
        return both is not None and bool(both.ours)

    def _cell(self, row: BookRow, both: Both | None, column: int) -> str:
        if column == 1:
            return row.code.written
        if both is None:
            new = (self.tr("new"), "", row.code.texts.get("definition", ""))
            return new[column - 2] if column > 1 else ""
        cells = ("", "", self._names.get(both.name, both.name), both.ours, both.theirs)
        return cells[column]


class ImportBookSheet(VerbSheet):
    """Shows what a file's codebook would do; one button does it as one entry."""

    def __init__(
        self, bridge: Bridge, name: str, book: CodebookDraft, rows: Sequence[BookRow], *,
        parent: QWidget, then: Done,
    ) -> None:  # fmt: skip
        super().__init__(
            self.tr("Import the codebook “{name}”").format(name=name), bridge, parent=parent,
            then=then,
        )  # fmt: skip
        self.setObjectName("import-book")
        self.setMinimumWidth(scaled(760))
        self._book = book
        self.counts = Counter(row.state for row in rows)
        self.say(self._sentence(rows))
        for note in book.notes[:5]:
            self.say(note)
        self.differences = Differences(rows, self)
        self.table = _table(self.differences, self.tr("What the codebook would do"))
        self.table.setVisible(self.differences.rowCount() > 0)
        self.body.addWidget(self.table, 1)
        self.add_reason(self.tr("Agreed in the team"), needed=False)
        self.differences.chosen_changed.connect(self._follow_choice)
        self.finish_layout(self.tr("Import"))
        self.table.setFocus()

    def ready(self) -> bool:
        changes = self.counts[BookState.NEW] + self.counts[BookState.CHANGED]
        adds = self.counts[BookState.CONFLICT]
        return bool(changes or adds)

    def calls(self) -> Sequence[Call]:
        replace = sorted(self.differences.replaced)
        return [(import_book, {"book": self._book, "replace": replace})]

    def _follow_choice(self) -> None:
        self.need_reason(needed=bool(self.differences.replaced))
        self.follow()

    def _sentence(self, rows: Sequence[BookRow]) -> str:
        words = self.tr(
            "{all} codes: {new} new, {same} the same, {changed} that the file adds to, {conflict} "
            "of which the two say something else. The study’s words stay unless you take the "
            "file’s. New codes are noted as imported."
        )
        return words.format(
            all=len(rows), new=self.counts[BookState.NEW], same=self.counts[BookState.SAME],
            changed=self.counts[BookState.CHANGED], conflict=self.counts[BookState.CONFLICT],
        )  # fmt: skip


def _table(model: Differences, name: str) -> QTableView:
    table = QTableView()
    table.setAccessibleName(name)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setModel(model)
    table.setWordWrap(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate((105, 140, 105, 170, 170)):
        table.setColumnWidth(column, scaled(width))
    header.setStretchLastSection(True)
    table.setMinimumHeight(scaled(220))
    table.verticalHeader().setDefaultSectionSize(scaled(44))
    return table
