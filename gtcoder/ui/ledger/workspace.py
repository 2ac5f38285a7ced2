"""The Ledger workspace: days, entries, filters, and one entry in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from gtcoder.ui.commands import Command
from gtcoder.ui.kit import Chip, EmptyState, Panel, SearchField
from gtcoder.ui.ledger.delegate import LedgerDelegate
from gtcoder.ui.ledger.detail import EntryDetail
from gtcoder.ui.ledger.model import LINE, PAGE, LedgerModel, Line, Page
from gtcoder.ui.ledger.refused import say_refused
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OneEntry, Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CoderId

if TYPE_CHECKING:
    from gtcoder.queries.codebook import CodeRow
    from gtcoder.queries.ledger import EntryRow
    from gtcoder.store.ledger import Change
    from gtcoder.store.reader import Reader

EVERYBODY, EVERYTHING = 0, ""


class LedgerWorkspace(Workspace):
    """What was done, by whom and why."""

    place: ClassVar[str] = "ledger"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._shown = 0
        self._coders: tuple[tuple[str, CoderId], ...] = ()
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
        self.search = SearchField(self.tr("Find in the ledger"), name=self.tr("Find in the ledger"))
        self.search.changed.connect(self.refresh)
        self.coder, self.kind = Chip(self.tr("Coder")), Chip(self.tr("What"))
        self.coder.setToolTip(self.tr("Whose entries are shown"))
        self.kind.setToolTip(self.tr("What kind of entries are shown"))
        self._offer_kinds()
        for chip, everything in ((self.coder, EVERYBODY), (self.kind, EVERYTHING)):
            chip.changed.connect(self._filter)
            chip.cleared.connect(partial(chip.choose, everything))
        self.detail = EntryDetail(self)
        self.detail.revert_asked.connect(self._revert)
        self.detail.codebook_asked.connect(self._read_codebook)
        self.nothing = EmptyState(
            self.tr("No entry fits."),
            self.tr("Take a filter away, or look for other words. Nothing is ever removed here."),
            self.tr("Show all entries"),
            self._show_all,
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
        self._offer_coders()
        newest = self.list.currentIndex().row() <= 1  # who looks at the newest goes on doing so
        self.model.start()
        self.nothing.setVisible(not self.model.rowCount())
        self.list.setVisible(not self.nothing.isVisibleTo(self))
        row = -1 if revision is None or newest else self.model.row_of(revision)
        self._choose(row if row >= 0 else 1)
        self.status_changed.emit()

    def open_target(self, target: Target) -> None:
        if isinstance(target, OneEntry):
            row = self.model.row_of(target.revision)
            if row >= 0:
                self._choose(row)
                self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def first_focus(self) -> QWidget:
        return self.list

    def panels(self) -> tuple[QWidget, ...]:
        return (self.list, self.search, self.detail.tabs)

    def status(self) -> tuple[str, ...]:
        number = f"{self.session.bridge.state.revision:,}"
        return (self.tr("{number} entries in all").format(number=number),)

    def _page(self, before: int | None) -> Page:
        from gtcoder.queries.ledger import entry_page, labels, reverted_by
        from gtcoder.queries.sentences import entry_sentences

        coder, kind = self.coder.value(), self.kind.value()
        with self.session.bridge.read() as reader:
            found = entry_page(
                reader, before=before, limit=PAGE, text=self.search.text(),
                coder=CoderId(coder) if coder else None,
                kinds=frozenset({kind}) if kind else frozenset(),
            )  # fmt: skip
            named: dict[int, tuple[str, ...]] = {}
            for label in labels(reader):
                named[label.revision] = (*named.get(label.revision, ()), label.name)
            return Page(
                found, entry_sentences(reader, found), named, reverted_by(reader),
                len(found) == PAGE,
            )  # fmt: skip

    def _filter(self, *_: object) -> None:
        self.coder.set_flag(self.coder.value() != EVERYBODY)
        self.kind.set_flag(self.kind.value() != EVERYTHING)
        self.refresh()

    def _show_all(self) -> None:
        self.search.clear()
        self.coder.choose(EVERYBODY)
        self.kind.choose(EVERYTHING)

    def _line(self) -> Line | None:
        found: Line | None = self.list.currentIndex().data(LINE)
        return found

    def _choose(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.detail.show_line(None, ())
            self._revert_action.setEnabled(False)

    def _picked(self, current: QModelIndex, _: QModelIndex) -> None:
        from gtcoder.queries.changes import entry_changes

        line: Line | None = current.data(LINE)
        if line is None or line.entry is None:
            return
        with self.session.bridge.read() as reader:
            changes = entry_changes(reader, line.entry.revision)
            hindrance = self._hindrance(reader, line, line.entry)
        self.detail.show_line(line, changes, hindrance=hindrance)
        self._revert_action.setEnabled(not hindrance)

    def _hindrance(self, reader: Reader, line: Line, entry: EntryRow) -> str:
        """Return why the person cannot take an entry back; empty where they may try."""
        from gtcoder.queries.ledger import may_revert

        if not self.session.bridge.can_write:
            return self.tr("The study is open for reading only")
        if line.taken_back_by is not None:
            return self.tr("It was taken back already")
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

    def _offer_kinds(self) -> None:
        kinds: list[tuple[str, object]] = [
            (self.tr("everything"), EVERYTHING),
            (self.tr("codings"), "coding"),
            (self.tr("codebook"), "codebook"),
            (self.tr("theory and memos"), "theory"),
            (self.tr("transcripts"), "transcripts"),
            (self.tr("team"), "team"),
            (self.tr("study"), "study"),
        ]
        self.kind.set_choices(kinds, EVERYTHING)

    def _offer_coders(self) -> None:
        from gtcoder.queries.people import coders

        with self.session.bridge.read() as reader:
            names = tuple((each.name, each.id) for each in coders(reader))
        if names == self._coders:
            return
        self._coders = names
        shown = self.coder.value()
        self.coder.set_choices([(self.tr("everybody"), EVERYBODY), *names], shown or EVERYBODY)

    def _lay_out(self) -> None:
        panel = Panel(self.tr("Ledger"), name=self.tr("Ledger"))
        filters = QHBoxLayout()
        filters.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        filters.setSpacing(scaled(8))
        for widget in (self.coder, self.kind):
            filters.addWidget(widget)
        filters.addWidget(self.search, 1)
        panel.body.addLayout(filters)
        panel.body.addWidget(self.list, 1)
        panel.body.addWidget(self.nothing, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.addWidget(panel)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(960), scaled(360)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _add_commands(self) -> None:
        self._revert_action = self.session.commands.add(
            Command("ledger.revert", self.tr("Revert this entry"), "edit", "Ctrl+R",
                    self.tr("Take back what the chosen entry did, as a new entry"), group=3),
            self._revert_chosen, place=self.place,
        )  # fmt: skip
