"""The codebook's rows for Qt: codes in their tree, with counts and favourite digits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.arrange import Arrangement, Placed, arrange
from gtcoder.ui.codebook.words import domain_in_words, proposed_in_words, row_in_words
from gtcoder.vocabulary import CodeId, CodeLevel

Index = QModelIndex | QPersistentModelIndex
Favourites = tuple[CodeId | None, ...]


class CodeRole(IntEnum):
    """What a row can be asked for."""

    CODE = Qt.ItemDataRole.UserRole + 1
    COLOUR = Qt.ItemDataRole.UserRole + 2
    LEVEL = Qt.ItemDataRole.UserRole + 3
    COUNT = Qt.ItemDataRole.UserRole + 4
    FAVOURITE = Qt.ItemDataRole.UserRole + 5
    PATH = Qt.ItemDataRole.UserRole + 6
    DEFINITION = Qt.ItemDataRole.UserRole + 7


class _Node:
    __slots__ = ("children", "code", "parent", "row")

    def __init__(self, code: CodeRow, parent: CodeId | None, row: int) -> None:
        self.code, self.parent, self.row = code, parent, row
        self.children: list[CodeId] = []


class CodeRows(QAbstractItemModel):
    """The tree of codes; it is read only, what can be dragged is told by `CodebookModel`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[CodeRow, ...] = ()
        self._counts: dict[CodeId, int] | None = None
        self._how = Arrangement()
        self._digits: dict[CodeId, int] = {}
        self._nodes: dict[CodeId, _Node] = {}
        self._top: list[CodeId] = []
        self._shape: list[tuple[CodeId, CodeId | None]] = []

    def show(self, codes: Sequence[CodeRow], counts: Mapping[CodeId, int] | None) -> None:
        """Show these codes; where their tree is as it was, the rows change in place."""
        self._codes, before = tuple(codes), self._counts
        self._counts = None if counts is None else dict(counts)
        placed = arrange(self._codes, self._counts or {}, self._how)
        shape = [(code.id, above) for code, above in placed]
        if shape == self._shape:
            self._renew(placed, before)
            return
        self.beginResetModel()
        self._plant(placed)
        self._shape = shape
        self.endResetModel()

    def arranged(self) -> Arrangement:
        """Return what is looked for and in which order."""
        return self._how

    def set_arrangement(self, how: Arrangement) -> None:
        """Look for something else, or order otherwise."""
        if how != self._how:
            self._how = how
            self.show(self._codes, self._counts)

    def set_favourites(self, favourites: Favourites) -> None:
        """Show the codes of the digits 1 to 9."""
        digits = {code: digit for digit, code in enumerate(favourites, 1) if code is not None}
        changed = {*digits.items()} ^ {*self._digits.items()}
        self._digits = digits
        self._tell({code for code, _ in changed})

    def code_at(self, index: Index) -> CodeRow | None:
        """Return the code of a row."""
        node = self._node(index)
        return None if node is None else node.code

    def index_of(self, code: CodeId) -> QModelIndex:
        """Return the row of a code; an invalid one where it is not shown."""
        node = self._nodes.get(code)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, int(code))

    def parent_of(self, code: CodeId) -> CodeId | None:
        """Return the code under which a shown one stands."""
        return self._nodes[code].parent

    def shown(self) -> list[CodeRow]:
        """Return the codes that are shown, parents before what lies under them."""
        return [self._nodes[code].code for code, _ in self._shape]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the row at a place below another."""
        siblings = self._below(parent)
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, int(siblings[row]))

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """Return the row that a row lies under."""
        node = self._node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.index_of(node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows lie under a row."""
        return len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return that there is one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row is asked for."""
        node = self._node(index)
        return None if node is None else self._value(node.code, role)

    def _value(self, code: CodeRow, role: int) -> Any:
        count = None if self._counts is None else self._counts.get(code.id, 0)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return code.name
            case CodeRole.CODE:
                return code
            case CodeRole.COLOUR:
                return code.colour
            case CodeRole.LEVEL:
                return code.level
            case CodeRole.COUNT:
                return count
            case CodeRole.FAVOURITE:
                return self._digits.get(code.id)
            case CodeRole.PATH:
                return code.written
            case CodeRole.DEFINITION:
                return code.definition
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_in_words(code, count, self._digits.get(code.id))
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(code)
        return None

    def _node(self, index: Index) -> _Node | None:
        return self._nodes.get(CodeId(index.internalId())) if index.isValid() else None

    def _below(self, parent: Index) -> list[CodeId]:
        if not parent.isValid():
            return self._top
        node = self._node(parent)
        return [] if node is None else node.children

    def _plant(self, placed: Sequence[Placed]) -> None:
        self._nodes, self._top = {}, []
        below: dict[CodeId | None, list[CodeId]] = {None: self._top}
        for code, above in placed:
            siblings = below.setdefault(above, [])
            node = _Node(code, above, len(siblings))
            node.children = below.setdefault(code.id, [])
            self._nodes[code.id] = node
            siblings.append(code.id)

    def _renew(self, placed: Sequence[Placed], before: Mapping[CodeId, int] | None) -> None:
        """Take over what changed in the rows, and say so."""
        now, counted = self._counts or {}, (before is None) != (self._counts is None)
        then = before or {}
        changed: set[CodeId] = set()
        for code, _ in placed:
            node = self._nodes[code.id]
            if counted or node.code != code or now.get(code.id, 0) != then.get(code.id, 0):
                node.code = code
                changed.add(code.id)
        self._tell(changed)

    def _tell(self, codes: Iterable[CodeId]) -> None:
        """Say that rows have changed, once for those under the same parent."""
        groups: dict[CodeId | None, list[int]] = {}
        for code in codes:
            node = self._nodes.get(code)
            if node is not None:
                groups.setdefault(node.parent, []).append(node.row)
        for parent, rows in groups.items():
            above = QModelIndex() if parent is None else self.index_of(parent)
            first, last = self.index(min(rows), 0, above), self.index(max(rows), 0, above)
            self.dataChanged.emit(first, last)


def is_category(level: CodeLevel) -> bool:
    """Tell whether a code of that level is a category, which is painted as a ring."""
    return level != CodeLevel.OPEN


def _tip(code: CodeRow) -> str:
    """Return what is known of a code in words; escaped, as a tooltip reads its text as HTML."""
    texts = [f"<b>{escape(code.written)}</b>", escape(code.definition), escape(code.rule)]
    texts += [escape(domain_in_words())] if code.domain else []
    texts += [] if code.proposed_by is None else [escape(proposed_in_words())]
    return "".join(f"<p>{text}</p>" for text in texts if text)
