"""The page on instruments: ratings of the items, their coefficients, and what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.instruments import TABLES
from gtcoder.ui.commands import permit
from gtcoder.ui.instruments.acts import InstrumentActs
from gtcoder.ui.instruments.bar import InstrumentsBar
from gtcoder.ui.instruments.commands import add_commands
from gtcoder.ui.instruments.item_acts import ItemActs
from gtcoder.ui.instruments.side import ItemSide
from gtcoder.ui.instruments.table import RatingsTable
from gtcoder.ui.instruments.view import InstrumentsView, read_view
from gtcoder.ui.instruments.words import whole
from gtcoder.ui.kit import EmptyState, Hairline, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.session import Session
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import InstrumentId, RatingScale

if TYPE_CHECKING:
    from gtcoder.reports.base import Report

VALIDITY, DECISIONS = "content-validity", "item-decisions"


class InstrumentsPage(Workspace):
    """Items x experts on one scale at a time, and beside them the item that is chosen."""

    place: ClassVar[str] = "agreement:instruments"
    tables: ClassVar[frozenset[str]] = TABLES | {"coder"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.view = InstrumentsView()
        self._wanted: InstrumentId | None = None
        self.acts, self.item_acts = InstrumentActs(session, self), ItemActs(session, self)
        self.table, self.side = RatingsTable(), ItemSide()
        self.commands = add_commands(self, session)
        self.bar = InstrumentsBar(self.commands.of_instrument)
        self.side.offer(self.commands.of_item)
        self.whole = Label("", Role.STRONG, wrap=True)
        self.whole.setObjectName("whole")
        self._empty = self._make_empty()
        self._lay()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read the instruments and the one that is chosen."""
        with self.session.bridge.read() as reader:
            self.view = read_view(reader, self._wanted)
        if self.view.chosen is not None:
            self._wanted = self.view.chosen.panel.instrument.id
        self._show()

    def status(self) -> tuple[str, ...]:
        """Say how many items and experts there are."""
        if self.view.chosen is None:
            return ()
        row = self.view.chosen.panel.instrument
        items = self.tr("{n} items").format(n=row.items + row.dropped)
        return (items, self.tr("{n} experts").format(n=row.experts))

    def first_focus(self) -> QWidget:
        """Return the table, or what is offered where there is none."""
        return self.table if self.view.rows else self._empty.button

    def panels(self) -> tuple[QWidget, ...]:
        """Return the table and the scales."""
        return self.first_focus(), self.bar.scales

    def choose_scale(self, scale: RatingScale) -> None:
        """Show the ratings on another scale."""
        self.bar.scales.chosen = scale.value
        self._show()

    def ask_export(self, name: str = VALIDITY) -> None:
        """Ask where the coefficients, or the comments and decisions, are written to."""
        if self.view.chosen is None:
            return
        instrument, bridge = self.view.chosen.panel.instrument.name, self.session.bridge

        def make(_: Path) -> Report:
            from gtcoder.progress import Silent
            from gtcoder.reports import REPORTS

            kind = REPORTS.get(name)
            with bridge.read() as reader:
                return kind.run(reader, kind.Options(instrument=instrument), Silent())

        ExportSheet(self.session, make, stem=name, parent=self).open()

    def _show(self) -> None:
        view, scale = self.view, self.bar.scale
        for acts in (self.acts, self.item_acts):
            acts.view = view
        self.item_acts.scale = scale
        self.bar.offer(view)
        self.table.show_view(view, scale)
        self._pages.setCurrentIndex(int(not view.rows))
        if view.rows and not self.table.currentIndex().isValid():
            self.table.choose(view.rows[0].item.id, 1 if view.experts else 0)
        told = "" if view.chosen is None else whole(scale, view.chosen.in_use)
        self.whole.setText(told)
        self._foot.setVisible(bool(told and view.rows))
        self._say_empty()
        self._follow()
        self.status_changed.emit()

    def _follow(self) -> None:
        """Show the item of the current cell, and let happen what can."""
        row, expert = self.table.current_item(), self.table.current_expert()
        self.side.show_item(self.view, row)
        self.side.setVisible(bool(self.view.rows))
        there = self.view.chosen is not None
        missing = {
            "instrument": "" if there else self.tr("There is no instrument yet"),
            "item": "" if row is not None else self.tr("Choose an item first"),
            "expert": "" if expert is not None else self.tr("Choose the column of an expert first"),
        }
        missing["cell"] = missing["item"] or missing["expert"]
        for action, needs, writes in self.commands.needs:
            hindrance = missing.get(needs, "")
            if writes and not self.session.bridge.can_write:
                hindrance = self.tr("The study is open for reading only")
            permit(action, hindrance)

    def _want(self, instrument: InstrumentId) -> None:
        self._wanted = InstrumentId(instrument)
        self.refresh()

    def _make_empty(self) -> EmptyState:
        empty = EmptyState("x", "x", self.tr("Import items and ratings…"), self.acts.ask_import)
        empty.button.setEnabled(self.session.bridge.can_write)
        return empty

    def _say_empty(self) -> None:
        hint = self.tr(
            "Experts say of each question of the interview protocol how essential, relevant and "
            "important it is. From that come the content validity ratio with its exact critical "
            "value, the content validity indices and the impact score. Import a table of items and "
            "ratings, paste the questions, or make an instrument and type."
        )
        if self.view.chosen is None:
            self._empty.set_words(self.tr("No instrument has been judged here."), hint)
        else:
            name = self.view.chosen.panel.instrument.name
            self._empty.set_words(self.tr("“{name}” has no items.").format(name=name), hint)

    def _connect(self) -> None:
        table = self.table
        table.writable = self.session.bridge.can_write
        table.rated.connect(self.item_acts.rate)
        table.moved.connect(self.item_acts.move)
        table.pasted.connect(self._paste)
        table.cell_chosen.connect(self._follow)
        table.opened_row.connect(lambda _: self.item_acts.ask_decide(self.table.current_item()))
        self.acts.made.connect(self._want)
        self.bar.instrument_chosen.connect(self._want)
        self.bar.scale_chosen.connect(lambda _: self._show())

    def _paste(self, text: str) -> None:
        index = self.table.currentIndex()
        if self.table.current_expert() is not None:
            self.item_acts.paste(text, index.row(), index.column() - 1)

    def _lay(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.addWidget(self.whole)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._pages, 1)
        left.addWidget(self._foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addLayout(row, 1)

    def _wear(self) -> None:
        layout = self._foot.layout()
        assert layout is not None
        layout.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
