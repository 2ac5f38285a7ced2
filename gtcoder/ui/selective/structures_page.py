"""The page of structures: the core category on top, and what it gathers as a table or a tree."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.rows import THEORY
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import EmptyState, FlowLayout, Hairline, Held, Label, Segmented
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.acts import SelectiveActs
from gtcoder.ui.selective.core_card import CoreCard
from gtcoder.ui.selective.orders import TABLE, TREE, StructureOrders
from gtcoder.ui.selective.pages import PLACE, STRUCTURES
from gtcoder.ui.selective.rows import Structures, read_structures
from gtcoder.ui.selective.table import StructureTable
from gtcoder.ui.selective.table_paint import TotalsStrip
from gtcoder.ui.selective.tree import StructureTree
from gtcoder.ui.selective.words import sentence_of, totals_of
from gtcoder.ui.session import OneCode, Session, Target


class StructuresPage(Page):
    """The core on top, structures below it."""

    place = f"{PLACE}:{STRUCTURES}"
    tables: ClassVar[frozenset[str]] = THEORY | {"attribute", "attribute_value"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.structures = Structures()
        self._job: Job[Structures] | None = None
        self._wanted: Target = None
        self.acts = SelectiveActs(session, self)
        self.core, self.tree, self.table = CoreCard(), StructureTree(), StructureTable()
        self._held = Held(self._show, self.table, self.tree)
        self.totals = TotalsStrip(self.table)
        self.views = Segmented(
            [(TABLE, self.tr("Table")), (TREE, self.tr("Tree"))],
            name=self.tr("Views of the structures"),
        )
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        self._empty = EmptyState(
            self.tr("No structures yet."),
            self.tr("Categories and the codes in them stand here, with columns of your own."),
            self.tr("Go to axial coding"),
            lambda: session.go("axial", None),
        )
        self._tool_bar = QWidget()
        self.tools = FlowLayout(self._tool_bar)
        self.tools.addWidget(self.views)
        self.orders = StructureOrders(self)
        self._lay_out()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    @property
    def shown(self) -> StructureTable | StructureTree:
        """The view in sight."""
        return self.table if self.views.chosen == TABLE else self.tree

    def show_view(self, key: str) -> None:
        """Show the table or the tree, with the same code chosen."""
        code = self.shown.current_code()
        self.views.chosen = key
        self._turn()
        if key == TREE:
            self.tree.resize(self._pages.size())
            self.tree.lay_columns()
        if code is not None:
            self.shown.choose(code)

    def refresh(self) -> None:
        """Read the structures off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_structures, done=self._take, failed=self._failed, owner=self
        )

    def open_target(self, target: Target) -> None:
        """Choose a code."""
        self._wanted = target
        if self.structures.theory.revision:
            self._choose_wanted()

    def status(self) -> tuple[str, ...]:
        """Return how many categories there are, and the core."""
        if not self.structures.theory.revision:
            return ()
        core = self.structures.core
        words = board_words.categories(len(self.structures.theory.categories))
        return words, core.name if core else self.tr("no core category")

    def first_focus(self) -> QWidget:
        """Return the view in sight, or the way to the first category."""
        empty = self._pages.currentWidget() is self._empty
        return self._empty.button if empty else self.shown

    def panels(self) -> tuple[QWidget, ...]:
        """Return the view in sight, its tools and the core."""
        return self.shown, self._tool_bar, self.core.title

    def takes(self, target: Target) -> bool:
        """Tell that codes are shown here."""
        return isinstance(target, OneCode)

    def sentence(self) -> str:
        """Return what the table holds and what its totals count."""
        return self._sentence.text()

    def _read_structures(self, progress: Progress) -> Structures:
        with self.session.bridge.read() as reader:
            return read_structures(reader, progress)

    def _take(self, structures: Structures) -> None:
        """Show what was read; while a cell is written, only its names are known already."""
        self.acts.newest = structures.table
        self._held.take(structures)

    def _show(self, structures: Structures) -> None:
        self.structures = self.acts.structures = structures
        if self.tree.structures.show(structures, structures.columns):
            self.tree.expandAll()
            self.tree.lay_columns()
        self.table.show_structures(structures)
        self.totals.tell(totals_of(structures))
        self.core.show_core(structures)
        self._sentence.setText(sentence_of(structures))
        self._turn()
        self._choose_wanted()
        self.orders.follow_column()
        self.status_changed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _choose_wanted(self) -> None:
        target, self._wanted = self._wanted, None
        if isinstance(target, OneCode):
            self.shown.choose(target.code)

    def _turn(self, *_: object) -> None:
        """Show the view that was chosen, or the way to the first category."""
        there = bool(self.structures.below.get(None))
        self._pages.setCurrentWidget(self._grid if self.views.chosen == TABLE else self.tree)
        if not there:
            self._pages.setCurrentWidget(self._empty)
        self.orders.follow_column()

    def _connect(self) -> None:
        self.views.changed.connect(self.show_view)
        self.tree.structures.wished.connect(self.acts.set_value)
        self.table.set_asked.connect(self.acts.set_rows)
        self.table.named.connect(self.acts.name_rows)
        self.table.lines.dropped.connect(self.acts.drop_rows)
        self.table.opened.connect(self._go_to_passages)
        self.table.column_menu_asked.connect(self.orders.show_column_menu)
        self.table.selectionModel().currentChanged.connect(self.orders.follow_column)
        self.tree.selectionModel().currentChanged.connect(self.orders.follow_column)
        self.core.choice_asked.connect(self.acts.ask_core)
        self.core.board_asked.connect(self.acts.go_to_core)
        if not self.session.bridge.can_write:
            self.tree.structures.writable = self.table.lines.writable = False
            self.core.set_writable(reason=self.tr("The study is open for reading only"))

    def _go_to_passages(self, row: int) -> None:
        code = self.structures.lines[row].code
        if code is not None:
            self.session.go("open", OneCode(code.id))

    def _lay_out(self) -> None:
        self._grid = QWidget()
        below = QVBoxLayout(self._grid)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.table, 1)
        below.addWidget(self.totals)
        self._pages = QStackedWidget(self)
        for widget in (self._grid, self.tree, self._empty):
            self._pages.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.core)
        column.addWidget(Hairline())
        column.addWidget(self._tool_bar)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._sentence)
        column.addLayout(self._foot)

    def _wear(self) -> None:
        self.tools.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        self._foot.setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6))
