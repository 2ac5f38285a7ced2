"""The Ledger workspace: days, entries, filters, and one entry in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.frame.split import Split
from gtcoder.ui.kit import EmptyState, Panel, Segmented
from gtcoder.ui.ledger.count import CountPage
from gtcoder.ui.ledger.delegate import LedgerDelegate
from gtcoder.ui.ledger.detail import EntryDetail
from gtcoder.ui.ledger.filters import Filters
from gtcoder.ui.ledger.model import LINE, PAGE, LedgerModel, Line, Page
from gtcoder.ui.ledger.refused import say_refused
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OneEntry, OnePage, Session, Target
from gtcoder.ui.workspace import Workspace

if TYPE_CHECKING:
    from gtcoder.queries.codebook import CodeRow
    from gtcoder.queries.ledger import EntryRow
    from gtcoder.store.ledger import Change
    from gtcoder.store.reader import Reader


ENTRIES, COUNT = "entries", "count"


class LedgerWorkspace(Workspace):
    """What was done, by whom and why."""

    place: ClassVar[str] = "ledger"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._shown = 0
        self.model = LedgerModel(self._page)
        self.list = QListView(self)
        self._delegate = LedgerDelegate(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Entries of the ledger, newest first"))
        self.list.setObjectName("ledger-list")
        self.list.selectionModel().currentChanged.connect(self._picked)
        self.filters = Filters(self)
        self.filters.changed.connect(self.refresh)
        self.detail = EntryDetail(self)
        self.detail.revert_asked.connect(self._revert)
        self.detail.codebook_asked.connect(self._read_codebook)
        self.nothing = EmptyState(
            self.tr("No entry fits."),
            self.tr("Take a filter away, or look for other words. Nothing is ever removed here."),
            self.tr("Show all entries"),
            self.filters.show_all,
        )
        self._lay_out()
        self._add_commands()

    def on_change(self, change: Change) -> None:
        """Every entry shows here, whatever it touched."""
        if self.isVisible():
            self.take(change)
        else:
            self.stale = True

    def refresh(self, *_: Any) -> None:
        chosen = self._line()
        revision = chosen.entry.revision if chosen and chosen.entry else None
        newest = self.list.currentIndex().row() <= 1  # who looks at the newest goes on doing so
        self.model.start()
        self.nothing.setVisible(not self.model.rowCount())
        self.list.setVisible(not self.nothing.isVisibleTo(self))
        row = -1 if revision is None or newest else self.model.row_of(revision)
        self._choose(row if row >= 0 else 1)
        self.status_changed.emit()

    def open_target(self, target: Target) -> None:
        self._turn(target.page if isinstance(target, OnePage) else ENTRIES)
        if isinstance(target, OneEntry):
            row = self.model.row_of(target.revision)
            if row >= 0:
                self._choose(row)
                self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def first_focus(self) -> QWidget:
        return self.list

    def panels(self) -> tuple[QWidget, ...]:
        return (self.list, self.filters.search, self.detail.tabs)

    def status(self) -> tuple[str, ...]:
        number = f"{self.session.bridge.state.revision:,}"
        return (self.tr("{number} entries in all").format(number=number),)

    def _page(self, before: int | None) -> Page:
        from gtcoder.queries.ledger import entry_page, labels, reverted_by
        from gtcoder.queries.people import coders
        from gtcoder.queries.sentences import entry_sentences

        asked = self.filters
        with self.session.bridge.read() as reader:
            if before is None:
                asked.offer_coders(tuple((each.name, each.id) for each in coders(reader)))
            found = entry_page(
                reader, before=before, limit=PAGE, text=asked.search.text(),
                coder=asked.coder_asked, kinds=asked.kinds_asked,
            )  # fmt: skip
            named: dict[int, tuple[str, ...]] = {}
            for label in labels(reader):
                named[label.revision] = (*named.get(label.revision, ()), label.name)
            return Page(
                found, entry_sentences(reader, found), named, reverted_by(reader),
                len(found) == PAGE,
            )  # fmt: skip

    def _line(self) -> Line | None:
        found: Line | None = self.list.currentIndex().data(LINE)
        return found

    def _choose(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.detail.show_line(None, ())
            permit(self._revert_action, self.tr("Choose an entry first"))

    def _picked(self, current: QModelIndex, _: QModelIndex) -> None:
        from gtcoder.queries.changes import entry_changes

        line: Line | None = current.data(LINE)
        if line is None or line.entry is None:
            return
        with self.session.bridge.read() as reader:
            changes = entry_changes(reader, line.entry.revision)
            hindrance = self._hindrance(reader, line, line.entry)
        self.detail.show_line(line, changes, hindrance=hindrance)
        permit(self._revert_action, hindrance)

    def _hindrance(self, reader: Reader, line: Line, entry: EntryRow) -> str:
        """Return why the person cannot take an entry back; empty where they may try."""
        from gtcoder.queries.ledger import may_revert
        from gtcoder.store.erasing import ERASE

        if not self.session.bridge.can_write:
            return self.tr("The study is open for reading only")
        if line.taken_back_by is not None:
            return self.tr("It was taken back already")
        if entry.action == ERASE:
            return self.tr("What was erased for good cannot be brought back")
        if may_revert(reader, entry):
            return ""
        if entry.coder_id != self.session.bridge.coder:
            return self.tr("A lead takes back what a colleague did")
        return self.tr("This entry cannot be taken back")

    def _revert_chosen(self) -> None:
        line = self._line()
        if line is not None and line.entry is not None:
            self._revert(line.entry.revision)

    def _revert(self, revision: int) -> None:
        self.session.bridge.revert(revision, failed=partial(say_refused, self.session))

    def _read_codebook(self, revision: int) -> None:
        self._shown = revision
        bridge = self.session.bridge

        def read(_: object) -> tuple[int, tuple[CodeRow, ...]]:
            from gtcoder.queries.codebook import codebook_at

            with bridge.read() as reader:
                return revision, codebook_at(reader, revision)

        self.session.jobs.start(read, done=self._show_codebook, owner=self)

    def _show_codebook(self, found: tuple[int, tuple[CodeRow, ...]]) -> None:
        revision, codes = found
        if revision == self._shown:
            self.detail.show_codebook(codes)

    def _lay_out(self) -> None:
        panel = Panel(self.tr("Ledger"), name=self.tr("Ledger"))
        panel.body.addWidget(self.filters)
        panel.body.addWidget(self.list, 1)
        panel.body.addWidget(self.nothing, 1)
        split = Split(_shares, self)
        split.addWidget(panel)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        self.pages = Segmented(
            [(ENTRIES, self.tr("Entries")), (COUNT, self.tr("Count"))],
            name=self.tr("What the ledger shows"),
        )
        self.pages.changed.connect(self._turn)
        self.count = CountPage(self.session)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_at_the_left(self.pages))
        column.addWidget(self._stack, 1)

    def _turn(self, page: str) -> None:
        """Show the entries, or the count of the codebook."""
        self.pages.chosen = page
        self._stack.setCurrentIndex(int(page == COUNT))

    def _add_commands(self) -> None:
        self._revert_action = self.session.commands.add(
            Command("ledger.revert", self.tr("Revert this entry"), "edit", "Ctrl+R",
                    self.tr("Take back what the chosen entry did, as a new entry"), group=3),
            self._revert_chosen, place=self.place,
        )  # fmt: skip


def _at_the_left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _shares(width: int) -> list[int]:
    beside = min(scaled(360), width * 2 // 5)
    return [width - beside, beside]
