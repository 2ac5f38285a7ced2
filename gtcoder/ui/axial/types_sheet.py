"""The sheet of the kinds of relation: their names from both ends, their rules, their grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.queries.relations import RelationTypeRow
from gtcoder.ui.axial.grammar_grid import GrammarGrid, Pair
from gtcoder.ui.kit import Button, Field, FrameModel, Label, Sheet, TableView, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import RelationTypeId


@dataclass(frozen=True, slots=True)
class Definition:
    """A kind of relation as it was written in the form."""

    name: str
    inverse: str
    directed: bool
    acyclic: bool
    grammar: tuple[Pair, ...]
    meaning: str

    def values(self) -> dict[str, Any]:
        """Return it as the verb takes it."""
        return {
            "name": self.name,
            "inverse": self.inverse,
            "directed": self.directed,
            "acyclic": self.acyclic and self.directed,
            "grammar": [(str(start), str(end)) for start, end in self.grammar],
            "meaning": self.meaning,
        }


class Keeper(Protocol):
    """Who stores what was written."""

    def define_type(self, wanted: Definition, *, before: RelationTypeId | None, name: str) -> None:
        """Store a kind of relation, under another name than `name` where it says so."""

    def remove_type(self, kind: RelationTypeId) -> None:
        """Remove a kind of relation."""


def circle_tip() -> str:
    """Say what it means that a kind of relation may not run in a circle."""
    return QCoreApplication.translate(
        "KindForm",
        "From one category over others, relations of this kind may not come back to it: "
        "a whole is no part of its own part",
    )


class KindForm(QWidget):
    """The form of one kind of relation."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.inverse = QLineEdit(), QLineEdit()
        self.directed = QCheckBox(self.tr("It has a direction"))
        self.acyclic = QCheckBox(self.tr("It may not run in a circle"))
        self.acyclic.setToolTip(circle_tip())
        self.meaning = TextArea("", name=self.tr("Meaning"), lines=2)
        self.grid = GrammarGrid()
        fields = QGridLayout()
        fields.setHorizontalSpacing(scaled(12))
        fields.addWidget(Field(self.tr("Name"), self.name), 0, 0)
        fields.addWidget(Field(self.tr("Read from the other end"), self.inverse), 0, 1)
        checks = QHBoxLayout()
        checks.addWidget(self.directed)
        checks.addSpacing(scaled(16))
        checks.addWidget(self.acyclic)
        checks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(10))
        column.addLayout(fields)
        column.addLayout(checks)
        column.addWidget(Field(self.tr("Meaning"), self.meaning))
        column.addWidget(
            Label(
                self.tr("May lead from (left) to (top). Without a check the paradigm decides."),
                Role.SMALL_STRONG,
                ink="text2",
                wrap=True,
            )
        )
        column.addWidget(self.grid)
        self.directed.toggled.connect(self._follow)
        self.name.textChanged.connect(self._follow)
        self._follow()

    def show_kind(self, kind: RelationTypeRow | None) -> None:
        """Show a kind, or an empty form for a new one."""
        self.name.setText(kind.name if kind else "")
        self.directed.setChecked(kind.directed if kind else True)
        self.inverse.setText(kind.inverse if kind else "")
        self.acyclic.setChecked(kind.acyclic if kind else False)
        self.meaning.setPlainText(kind.meaning if kind else "")
        self.meaning.document().setModified(False)
        self.grid.show_grammar(kind.grammar if kind else ())

    def written(self) -> Definition:
        """Return what the form says."""
        return Definition(
            " ".join(self.name.text().split()),
            " ".join(self.inverse.text().split()),
            self.directed.isChecked(),
            self.acyclic.isChecked(),
            self.grid.grammar,
            self.meaning.text().strip(),
        )

    def _follow(self, *_: object) -> None:
        both = not self.directed.isChecked()
        self.inverse.setEnabled(not both)
        self.acyclic.setEnabled(not both)
        if both:
            self.inverse.setText(self.name.text())
            self.acyclic.setChecked(False)
        self.changed.emit()


class TypesSheet(Sheet):
    """All kinds of relation in a table, the chosen one in a form below."""

    def __init__(self, keeper: Keeper, *, parent: QWidget, writable: bool = True) -> None:
        super().__init__(self.tr("Kinds of relation"), parent=parent, width=780)
        self.setObjectName("types_sheet")
        self._keeper, self._writable = keeper, writable
        self._kinds: tuple[RelationTypeRow, ...] = ()
        self._shown: RelationTypeRow | None = None
        self._wanted = ""
        self._model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Kinds of relation"))
        self.table.setModel(self._model)
        self.table.setMinimumHeight(scaled(180))
        self.table.chosen_row.connect(self._choose)
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.new_button = Button(
            self.tr("New kind"), icon_name="plus", tip=self.tr("Write a new kind of relation")
        )
        self.new_button.clicked.connect(self.begin_new)
        self.remove_button = Button(self.tr("Remove"), kind="quiet")
        self.remove_button.clicked.connect(self._remove)
        row.addWidget(self.new_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.form = KindForm()
        self.form.changed.connect(self._follow)
        self.body.addWidget(self.form)
        self.add_button(self.tr("Close"), "plain", self.reject)
        self.store_button = self.add_button(
            self.tr("Store kind"), "primary", self._store, tip=self.tr("Store this kind (Enter)")
        )
        self._follow()

    def show_kinds(self, kinds: Sequence[RelationTypeRow]) -> None:
        """Show the kinds as they stand; the chosen one stays chosen."""
        if tuple(kinds) == self._kinds:
            return
        self._kinds = tuple(kinds)
        yes, no = self.tr("yes"), self.tr("no")
        self._model.set(
            (
                self.tr("Kind"),
                self.tr("From the other end"),
                self.tr("Direction"),
                self.tr("May not run in a circle"),
                self.tr("Pairs of roles"),
                self.tr("Relations"),
            ),
            [
                (
                    kind.name,
                    kind.inverse,
                    yes if kind.directed else no,
                    yes if kind.acyclic else no,
                    len(kind.grammar) or None,
                    kind.used,
                )
                for kind in self._kinds
            ],
            tips={3: circle_tip()},
        )
        wanted = self._wanted or (self._shown.name if self._shown else "")
        places = [n for n, kind in enumerate(self._kinds) if kind.name == wanted]
        self.table.selectRow(places[0] if places else 0)
        self._choose(places[0] if places else 0)

    def begin_new(self) -> None:
        """Empty the form for a new kind."""
        self._shown, self._wanted = None, ""
        self.table.clearSelection()
        self.form.show_kind(None)
        self._follow()
        self.form.name.setFocus()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._kinds):
            self._shown, self._wanted = self._kinds[row], ""
            self.form.show_kind(self._shown)
            self._follow()

    def _store(self) -> None:
        wanted, shown = self.form.written(), self._shown
        if wanted.name and self.store_button.isEnabled():
            self._wanted = wanted.name
            self.form.meaning.document().setModified(False)
            self._keeper.define_type(
                wanted, before=shown.id if shown else None, name=shown.name if shown else ""
            )

    def _remove(self) -> None:
        if self._shown is not None and self._shown.id is not None:
            self._keeper.remove_type(self._shown.id)

    def _follow(self) -> None:
        shown, name = self._shown, self.form.written().name
        taken = {kind.name for kind in self._kinds} - {shown.name if shown else ""}
        self.store_button.setEnabled(self._writable and bool(name) and name not in taken)
        free = shown is not None and shown.id is not None and not shown.used
        self.remove_button.setEnabled(self._writable and free)
        self.remove_button.setToolTip(self._why_not(shown))
        self.new_button.setEnabled(self._writable)

    def _why_not(self, shown: RelationTypeRow | None) -> str:
        if shown is None or shown.id is None:
            return self.tr("The study does not use it yet")
        if shown.used:
            return self.tr("{n} relations are of this kind").format(n=shown.used)
        return self.tr("Remove this kind of relation")
