"""Codes into categories: what is still loose at the left, the categories at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.axial.card_panel import item_of
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.code_list import CodeItem, CodeList
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import Button, EmptyState, Panel, SearchField
from gtcoder.ui.look import look, scaled
from gtcoder.vocabulary import CodeId, CodeLevel


class SortingView(QWidget):
    """Two columns; codes are dragged onto a category, or put there by keyboard."""

    chose = Signal(object)  # CodeId

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theory, self._carrier = Theory(), carrier
        self.loose = CodeList(carrier, name=self.tr("Codes in no category"), several=True)
        self.loose.setObjectName("loose")
        self.housed = CodeList(carrier, name=self.tr("Categories and their codes"), several=True)
        self.housed.setObjectName("housed")
        for codes in (self.loose, self.housed):
            codes.chose.connect(self.chose)
        self.filter = SearchField(self.tr("Filter codes"), name=self.tr("Filter codes"))
        self.filter.changed.connect(self._show_loose)
        self.filter.left.connect(self.loose.setFocus)
        self.filter.stepped_down.connect(self.loose.setFocus)
        self._left = Panel(self.tr("In no category"), name="loose_panel")
        self._right = Panel(self.tr("Categories"), name="housed_panel")
        self._foot = QHBoxLayout()
        self._empty = EmptyState(
            self.tr("Every code is in a category."),
            self.tr("Codes that you make while reading appear here until you put them somewhere."),
        )
        self._none = EmptyState(
            self.tr("No categories yet."),
            self.tr("Select codes at the left and make a category of them."),
        )
        self._lay_out()
        carrier.moved.connect(self._aim)
        carrier.ended.connect(self._aim_nowhere)
        look().changed.connect(self._wear)
        self._wear()

    def show_theory(self, theory: Theory) -> None:
        """Show the codes as they stand."""
        self._theory = theory
        self._show_loose()
        self.housed.set_items(_tree(theory))
        heads = sum(item.head for item in self.housed.codes.items)
        self._right.header.set_count(f"{heads:,}")
        self._rights.setCurrentIndex(int(heads == 0))

    def add_actions(self, actions: list[QAction]) -> None:
        """Offer what can be done with the chosen codes, as buttons under the lists."""
        for action in actions:
            button = Button(action.text(), tip=action.toolTip())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            self._foot.insertWidget(self._foot.count() - 1, button)

    def selected(self) -> tuple[CodeId, ...]:
        """Return the codes that are chosen, in the column that has or last had the focus."""
        if self.housed.hasFocus() or not self.loose.selected():
            return self.housed.selected() or self.loose.selected()
        return self.loose.selected()

    def category_under(self, at: QPoint) -> CodeId | None:
        """Return the category at a global place; a code's row stands for its category."""
        for row in range(self.housed.row_under(at), -1, -1):
            if self.housed.codes.items[row].head:
                return self.housed.codes.items[row].id
        return None

    def loose_under(self, at: QPoint) -> bool:
        """Tell whether a global place is over the left column."""
        return self._left.isVisible() and self._left.rect().contains(self._left.mapFromGlobal(at))

    def _lay_out(self) -> None:
        self._lefts, self._rights = QStackedWidget(self), QStackedWidget(self)
        for stack, widget, empty in (
            (self._lefts, self.loose, self._empty),
            (self._rights, self.housed, self._none),
        ):
            stack.addWidget(widget)
            stack.addWidget(empty)
        self._field = QVBoxLayout()
        self._field.addWidget(self.filter)
        self._left.body.addLayout(self._field)
        self._left.body.addWidget(self._lefts, 1)
        self._right.body.addWidget(self._rights, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.addWidget(self._left)
        split.addWidget(self._right)
        split.setChildrenCollapsible(False)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addLayout(self._foot)

    def _show_loose(self, *_: object) -> None:
        needle = self.filter.text().casefold().strip()
        every = self._theory.loose()
        shown = [code for code in every if needle in code.name.casefold()]
        self.loose.set_items([item_of(self._theory, code.id) for code in shown])
        self._left.header.set_count(f"{len(every):,}")
        if every:
            self._lefts.setCurrentIndex(int(not shown))
            if not shown:
                words = self.tr("No code has these letters in its name.")
                self._empty.set_words(words, self.tr("Esc shows all again."))
        else:
            self._lefts.setCurrentIndex(1)
            words = self.tr("Every code is in a category.")
            hint = self.tr("Codes you make while reading wait here for a category.")
            self._empty.set_words(words, hint)

    def _aim(self, at: QPoint) -> None:
        self.housed.aim(self.category_under(at))

    def _aim_nowhere(self) -> None:
        self.housed.aim(None)

    def _wear(self) -> None:
        edge = scaled(12)
        self._field.setContentsMargins(edge, scaled(10), edge, scaled(6))
        self._foot.setContentsMargins(edge, scaled(10), edge, scaled(10))
        self._foot.setSpacing(scaled(8))


def _tree(theory: Theory) -> list[CodeItem]:
    """Return the categories in the tree's order, each followed by the codes in it."""
    items: list[CodeItem] = []
    below = _children(theory)
    for code in theory.codes.values():
        if code.level is CodeLevel.OPEN:
            continue
        depth = min(_depth(theory, code.id), 4)
        items.append(item_of(theory, code.id, depth=depth, head=True))
        members = theory.categories[code.id].members if code.id in theory.categories else ()
        for key in members:
            items += _with_those_below(theory, key, below, depth + 1)
    return items


def _children(theory: Theory) -> dict[CodeId, list[CodeId]]:
    found: dict[CodeId, list[CodeId]] = {}
    for code in theory.codes.values():
        if code.parent is not None:
            found.setdefault(code.parent, []).append(code.id)
    return found


def _with_those_below(
    theory: Theory, key: CodeId, below: dict[CodeId, list[CodeId]], depth: int
) -> list[CodeItem]:
    """Return an open code and the open codes under it; categories have heads of their own."""
    if theory.codes[key].level is not CodeLevel.OPEN:
        return []
    items = [item_of(theory, key, depth=min(depth, 6))]
    for child in below.get(key, ()):
        items += _with_those_below(theory, child, below, depth + 1)
    return items


def _depth(theory: Theory, code: CodeId) -> int:
    depth, parent = 0, theory.codes[code].parent
    while parent is not None and parent in theory.codes:
        depth, parent = depth + 1, theory.codes[parent].parent
    return depth
