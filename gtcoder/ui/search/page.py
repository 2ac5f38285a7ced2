"""The page of open coding on which all texts, memos and codes are searched, and finds coded."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.names import names
from gtcoder.queries.search.looking import CODES, Hits, Where
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.rows import HitRow, coded_already, hit_rows
from gtcoder.queries.search.speech import voices
from gtcoder.queries.search.units import Units
from gtcoder.store.ledger import Change
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.pages import PLACE, SEARCH
from gtcoder.ui.kit import EmptyState, Hairline, Label, ThinProgress
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.pages import Page
from gtcoder.ui.search.acts import SearchActs
from gtcoder.ui.search.foot import SearchFoot
from gtcoder.ui.search.found import FoundModel
from gtcoder.ui.search.list import HitList
from gtcoder.ui.search.looking import Looking
from gtcoder.ui.search.options import SearchOptions
from gtcoder.ui.session import OneCode, OneMemo, Passage, Session
from gtcoder.vocabulary import CodeId, DocumentId, MemoId, Span

_TEXTS = frozenset({"document", "text_version", "turn", "speaker", "participant"})
_NAMED = frozenset({"memo", "code"})


class SearchPage(Page):
    """Line and chips above, what was found below them, what is done with it at the foot."""

    place: ClassVar[str] = f"{PLACE}:{SEARCH}"
    tables: ClassVar[frozenset[str]] = _TEXTS | _NAMED | {"coding", "quotation"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.options, self.progress = SearchOptions(), ThinProgress()
        self.model = FoundModel(self._read_hits, self)
        self.list = HitList(self.model)
        self.error = Label("", Role.SMALL, ink="danger", wrap=True)
        self.empty = EmptyState(
            self.tr("Nothing was looked for yet."),
            self.tr("Write words and press Enter. What is found can be accepted and coded."),
        )
        self.looking = Looking(session, self.progress.follow, self)
        self.acts = SearchActs(session, self.model, self.list, self)
        self.acts.selected, self.acts.stepped = self.list.rows, self.list.step
        command = Command("search.code", self.tr("Code what is accepted"), "codes", "Ctrl+Return",
                          self.tr("Apply the code to the accepted passages, as one entry"),
                          group=11)  # fmt: skip
        self.code_action = session.commands.add(
            command, self._code, owner=self.list, place=self.place
        )
        self.foot = SearchFoot(self.acts.actions_by_name, self.code_action, self)
        self.foot.can_write = session.bridge.can_write
        self._searched = self._dirty = False
        self._wanted: Wanted | None = None
        self._lay()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()
        self._tell()

    def refresh(self) -> None:
        """Read what there is to choose from; look again where what was searched has changed."""
        with self.session.bridge.read() as reader:
            self.options.show_study(names(reader).documents, voices(reader))
        if self._dirty and self._searched:
            self.look()
        else:
            self._mark()
        self._dirty = False

    def on_change(self, change: Change) -> None:
        """Remember whether what was searched changed, be the page in sight or not."""
        undecided = not self.model.verdict.any()
        self._dirty |= change.touches(*_TEXTS) or (undecided and change.touches(*_NAMED))
        super().on_change(change)

    def look(self, *, keep: bool = False) -> None:
        """Look for what the line and the chips say, if anything.

        `keep` is for other units of the same: what was decided of their text stays decided.
        """
        if not self._searched and not self.options.wanted.text.strip():
            return
        self.error.setText("")
        self.error.hide()
        wanted = self.options.wanted
        self.model.clear(keep=keep and wanted == self._wanted)
        self._wanted = wanted
        self._searched = True
        self.looking.start(wanted, self.options.scope, self.options.unit.value())
        self._tell()

    def status(self) -> tuple[str, ...]:
        """Say how many were found."""
        if not self._searched:
            return ()
        return (self.tr("{count} found").format(count=f"{len(self.model.hits):,}"),)

    def first_focus(self) -> QWidget:
        """Begin in the line."""
        return self.options.editor

    def panels(self) -> tuple[QWidget, ...]:
        """Line and chips, then what was found, then the foot."""
        return (self.options, self.list, self.foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    # What was found

    def _take(self, units: Units, rest: Hits) -> None:
        first = not self.model.rowCount()
        self.model.add(units, rest)
        if first and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self._tell()

    def _ended(self) -> None:
        self._mark()
        self._tell()

    def _failed(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self._searched = False
        self._tell()

    def _read_hits(self, hits: Hits) -> tuple[HitRow, ...]:
        with self.session.bridge.read() as reader:
            return hit_rows(reader, hits)

    def _mark(self) -> None:
        """Mark what the chosen code stands on already."""
        self.acts.find_made()
        chosen, me = self.acts.chosen, self.session.bridge.coder
        if chosen is not None and chosen.code is not None and me is not None:
            with self.session.bridge.read() as reader:
                units = self.model.units
                self.model.mark_coded(coded_already(reader, units, chosen.code, int(me)))
        self._tell()

    def _open(self, row: int) -> None:
        hit = self.model.hit(row)
        if hit.where is Where.TEXT:
            place = Passage(DocumentId(hit.thing), Span(hit.start, hit.end))
            self.session.go("open", place)
        elif hit.where in CODES:
            self.session.go("open", OneCode(CodeId(hit.thing)))
        else:
            self.session.go("memos", OneMemo(MemoId(hit.thing)))

    # The foot

    def _code(self) -> None:
        if self.acts.chosen is None:
            self.acts.ask_code()
        elif self.code_action.isEnabled():
            self.acts.code_accepted(self.options.wanted, self.options.unit.value())

    def _tell(self) -> None:
        """Say how many were found and decided on, and what can be done."""
        found = len(self.model.hits)
        self.stack.setCurrentWidget(self.list if found else self.empty)
        if self._searched and not found and not self.looking.busy:
            self.empty.set_words(
                self.tr("Nothing was found."), self.tr("Look for fewer letters, or in more places.")
            )
        self.foot.tell(self.model, self.acts.chosen)
        self.code_action.setEnabled(self.foot.can_write and len(self.model.accepted()) > 0)
        self.status_changed.emit()

    def _connect(self) -> None:
        self.foot.code.clicked.connect(self._code)
        self.foot.pick.clicked.connect(self.acts.ask_code)
        self.options.asked.connect(self.look)
        self.options.unit_changed.connect(partial(self.look, keep=True))
        self.options.line.stepped_down.connect(self.list.setFocus)
        self.looking.found.connect(self._take)
        self.looking.ended.connect(self._ended)
        self.looking.failed.connect(self._failed)
        self.list.opened.connect(self._open)
        self.model.dataChanged.connect(self._tell)
        self.acts.code_chosen.connect(self._code_chosen)
        self.acts.coded.connect(self._mark)

    def _code_chosen(self) -> None:
        self.model.mark_coded(self.model.coded & False)
        self._mark()
        self.list.setFocus()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.options, self.error, Hairline(), self.progress)
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(Hairline())
        column.addWidget(self.foot)
        self.error.hide()

    def _wear(self) -> None:
        self.error.setContentsMargins(scaled(16), 0, scaled(16), scaled(8))
