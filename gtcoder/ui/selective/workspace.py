"""Selective coding: the core category, its structures as a table, and the storyline."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.axial import board_words
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, EmptyState, FlowLayout, Hairline, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.selective.acts import SelectiveActs
from gtcoder.ui.selective.core_card import CoreCard
from gtcoder.ui.selective.rows import Structures, read_structures
from gtcoder.ui.selective.storyline import Storyline
from gtcoder.ui.selective.tree import StructureTree
from gtcoder.ui.session import OneCode, Session, Target
from gtcoder.ui.workspace import Workspace


class SelectiveWorkspace(Workspace):
    """The core on top, structures below it, the storyline at the right."""

    place = "selective"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "code",
            "membership",
            "attribute",
            "attribute_value",
            "relation",
            "memo",
            "memo_link",
            "coding",
            "quotation",
            "evidence",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.structures = Structures()
        self._job: Job[Structures] | None = None
        self._own_columns: list[str] = []
        self._wanted: Target = None
        self.acts = SelectiveActs(session, self)
        self.core, self.tree, self.story = CoreCard(), StructureTree(), Storyline(session)
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        self._empty = EmptyState(
            self.tr("No structures yet."),
            self.tr("Categories and the codes in them stand here, with columns of your own."),
            self.tr("Go to axial coding"),
            lambda: session.go("axial", None),
        )
        self._tool_bar = QWidget()
        self._tools = FlowLayout(self._tool_bar)
        self._add_commands()
        self._lay_out()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read the structures off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_structures, done=self._show, failed=self._failed, owner=self
        )

    def open_target(self, target: Target) -> None:
        """Choose a code in the table."""
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
        """Return the table."""
        return self.tree

    def panels(self) -> tuple[QWidget, ...]:
        """Return table, storyline and core."""
        return self.tree, self.story.text, self.core.title

    def may_leave(self) -> bool:
        """Store the storyline on the way out."""
        self.story.store()
        return True

    def sentence(self) -> str:
        """Return what the table holds and what its totals count."""
        return self._sentence.text()

    def _read_structures(self, progress: Progress) -> Structures:
        with self.session.bridge.read() as reader:
            return read_structures(reader, progress)

    def _show(self, structures: Structures) -> None:
        self.structures = self.acts.structures = structures
        kept = [name for name in self._own_columns if name not in structures.columns]
        self._own_columns = kept
        if self.tree.structures.show(structures, (*structures.columns, *kept)):
            self.tree.expandAll()
            self.tree.lay_columns()
        self._pages.setCurrentIndex(int(not structures.below.get(None)))
        self.core.show_core(structures)
        self.story.show_story(structures)
        self._sentence.setText(self._said(structures))
        self._choose_wanted()
        self.status_changed.emit()

    def _said(self, structures: Structures) -> str:
        model = self.tree.structures
        last = model.index(model.rowCount() - 1, 0)
        parts = [f"{last.data()}."] if last.isValid() else []
        summed = [name for name in structures.columns if structures.counts(name)]
        if summed:
            parts.append(self.tr("Totals of columns of numbers are sums, of others filled cells."))
        elif structures.columns:
            parts.append(self.tr("Totals are filled cells."))
        if structures.loose:
            words = self.tr("Not shown: {codes} in no category.")
            parts.append(words.format(codes=board_words.codes(structures.loose)))
        return " ".join(parts)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _choose_wanted(self) -> None:
        target, self._wanted = self._wanted, None
        if isinstance(target, OneCode):
            self.tree.choose(target.code)

    def _add_column(self, name: str) -> None:
        if name not in (*self.structures.columns, *self._own_columns):
            self._own_columns.append(name)
            columns = (*self.structures.columns, *self._own_columns)
            self.tree.structures.show(self.structures, columns)
            self.tree.expandAll()
            self.tree.lay_columns()

    def _connect(self) -> None:
        self.acts.column_added.connect(self._add_column)
        self.tree.structures.wished.connect(self.acts.set_value)
        self.core.choice_asked.connect(self.acts.ask_core)
        self.core.board_asked.connect(self._go_to_core)
        if not self.session.bridge.can_write:
            self.tree.structures.writable = False
            self.core.set_writable(reason=self.tr("The study is open for reading only"))

    def _go_to_core(self) -> None:
        if self.structures.core is not None:
            self.session.go("axial", OneCode(self.structures.core.id))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.tree.copied())
        self.session.say.toast(self.tr("Table copied"), undo=False)

    def _add_commands(self) -> None:
        tr, acts, tree = self.tr, self.acts, self.tree
        rows: tuple[tuple[str, str, str, str, str, Callable[[], object]], ...] = (
            ("column", tr("Add column…"), "codes", "Ctrl+Shift+A",
             tr("Add a column of your own, such as who acts"), acts.ask_column),
            ("raise", tr("Raise level"), "codes", "Alt+Up",
             tr("Code to structure, structure to category"),
             lambda: acts.raise_level(tree.current_code())),
            ("lower", tr("Lower level"), "codes", "Alt+Down",
             tr("Category to structure, structure to code"),
             lambda: acts.lower_level(tree.current_code())),
            ("core", tr("Make core category…"), "codes", "Ctrl+Shift+C",
             tr("Make the chosen category the core"),
             lambda: acts.make_core(tree.current_code())),
            ("copy", tr("Copy table"), "edit", "Ctrl+Alt+C",
             tr("Copy the whole table for a sheet"), self._copy),
            ("export", tr("Export the structures…"), "study", "Ctrl+Shift+E",
             tr("Write the codebook with its columns as a table"), acts.ask_export),
        )  # fmt: skip
        writable = self.session.bridge.can_write
        shown: list[QAction] = []
        for name, words, menu, key, tip, run in rows:
            command = Command(f"selective.{name}", words, menu, key, tip, group=2)
            action = self.session.commands.add(command, run, place=self.place)
            if menu == "codes" and not writable:
                action.setEnabled(False)
                action.setToolTip(tr("The study is open for reading only"))
            shown.append(action)
        for action in shown:
            export = action.objectName() == "selective.export"
            button = Button(
                tr("Export") if export else action.text(),
                kind="quiet" if export else "plain",
                icon_name="download-simple" if export else "",
                tip=action.toolTip(),
            )
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            self._tools.addWidget(button)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
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
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.story)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        self.story.setMinimumWidth(scaled(240))
        split.setSizes([scaled(1000), scaled(350)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _wear(self) -> None:
        self._tools.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        self._foot.setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6))
