"""The proposals as a list: which two codes, how alike, and why; and the pairs kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.consolidation import KeptApart
from gtcoder.reports.proposals import Likeness, MergeProposal
from gtcoder.ui.consolidate.reading import REFUSED, Consolidation
from gtcoder.ui.kit import (
    Chip,
    EmptyState,
    FrameModel,
    Label,
    PanelHeader,
    TableView,
    action_button,
)
from gtcoder.ui.look import Role, scaled


class ProposalList(QWidget):
    """The left column; it remembers which pairs were looked at since the page was opened."""

    chose = Signal(object)  # MergeProposal | KeptApart
    left = Signal()  # there is nothing to do here yet

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = Consolidation()
        self._steps: tuple[QWidget, ...] = ()
        self.rows: tuple[MergeProposal | KeptApart, ...] = ()
        self._seen: set[tuple[int, int]] = set()
        self.header = PanelHeader(self.tr("Proposals"))
        self.kind = Chip(self.tr("Why alike"))
        self.kind.changed.connect(self._list)
        self.header.add(self.kind)
        self.model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Pairs of codes that may be one"), fits=True)
        self.table.setObjectName("proposals")
        self.table.setModel(self.model)
        self.table.chosen_row.connect(self._choose)
        self.nothing = EmptyState("", "", self.tr("Code passages"), self.left.emit)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.nothing)
        self.looked = Label("", Role.SMALL, ink="text2")
        self.looked.setContentsMargins(scaled(16), scaled(6), scaled(12), scaled(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(0, 0, scaled(8), 0)
        self._foot.addWidget(self.looked, 1)
        column.addLayout(self._foot)

    def take_steps(self, previous: QAction, following: QAction) -> None:
        """Put the ways to the pair before and the next one below the list."""
        self._steps = action_button(previous, "caret-up"), action_button(following, "caret-down")
        for button in self._steps:
            self._foot.addWidget(button)

    def show_found(self, held: Consolidation) -> None:
        """Show what is proposed now; the place in the list is kept where the pair is gone."""
        self._held = held
        words = {
            "": self.tr("all"),
            Likeness.NAME: self.tr("similar name"),
            Likeness.DEFINITION: self.tr("similar definition"),
            Likeness.TEXT: self.tr("shared text"),
            Likeness.ONCE: self.tr("used once"),
            REFUSED: self.tr("kept apart"),
        }
        counts = {key: len(held.of(key)) if key != REFUSED else len(held.refused) for key in words}
        kept = self.kind.value() or ""
        choices = [(f"{said}  {counts[key]:,}", str(key)) for key, said in words.items()]
        self.kind.set_choices(choices, kept)
        self._list()

    @property
    def shows_refused(self) -> bool:
        """Tell whether the pairs kept apart are listed."""
        return bool(self.kind.value() == REFUSED)

    def chosen(self) -> MergeProposal | KeptApart | None:
        """Return the pair that is chosen."""
        index = self.table.currentIndex()
        if not index.isValid() or not self.rows:
            return None
        return self.rows[self.model.source_row(index.row())]

    def step(self, by: int) -> None:
        """Choose the next pair, or the one before."""
        if self.rows:
            row = max(0, min(self.table.currentIndex().row() + by, len(self.rows) - 1))
            self.table.selectRow(row)

    def _list(self, *_: object) -> None:
        before, at = self.chosen(), max(0, self.table.currentIndex().row())
        refused = self.shows_refused
        self.rows = self._held.refused if refused else self._held.of(self.kind.value() or "")
        self.header.set_count(f"{len(self.rows):,}")
        if refused:
            columns = (self.tr("Code"), self.tr("and"), self.tr("Why not"))
        else:
            columns = (self.tr("Code"), self.tr("into"), self.tr("Alike"))
        colours = [self._colour(row) for row in self.rows]
        self.model.set(columns, [self._cells(row) for row in self.rows], colours=colours)
        self._pages.setCurrentIndex(0 if self.rows else 1)
        self._say_nothing()
        for widget in (self.looked, *self._steps):
            widget.setVisible(bool(self.rows))
        pairs = [row.pair for row in self.rows]
        if before is not None and before.pair in pairs:
            at = pairs.index(before.pair)
        if self.rows:
            self.table.selectRow(min(at, len(self.rows) - 1))
        else:
            self.chose.emit(None)
        self._say()

    def _say_nothing(self) -> None:
        """Say why the list is empty, and what to do."""
        held = self._held
        fresh = sum(not code.retired for code in held.codes.values()) < 2
        words = (self.tr("No pair of this kind."), self.tr("Choose another one above, or all."))
        if fresh:
            hint = self.tr("Once there are two, those that may be one come here in pairs.")
            words = (self.tr("There are no codes to compare yet."), hint)
        elif held.empty:
            hint = self.tr("Codes with like names or definitions, or on the same text, come here.")
            words = (self.tr("Nothing is proposed."), hint)
        self.nothing.set_words(*words)
        self.nothing.button.setVisible(fresh)

    def _cells(self, row: MergeProposal | KeptApart) -> Sequence[str | int]:
        if isinstance(row, KeptApart):
            codes = self._held.codes
            return codes[row.one].name, codes[row.other].name, row.reason
        return row.one.name, row.other.name, row.score

    def _colour(self, row: MergeProposal | KeptApart) -> int:
        key = row.one if isinstance(row, KeptApart) else row.one.id
        code = self._held.codes.get(key)
        return 0 if code is None else code.colour

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.rows):
            found = self.rows[row]
            self._seen.add(found.pair)
            self._say()
            self.chose.emit(found)

    def _say(self) -> None:
        seen = sum(row.pair in self._seen for row in self.rows)
        words = self.tr("{n} of {m} looked at")
        self.looked.setText(words.format(n=f"{seen:,}", m=f"{len(self.rows):,}"))
