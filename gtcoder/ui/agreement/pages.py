"""The pages of numbers together: what one of them is told, all are told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.agreement.asker import Asker, Follow
from gtcoder.ui.agreement.beside import Beside
from gtcoder.ui.agreement.cockpit import Cockpit
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.confusion_page import ConfusionPage
from gtcoder.ui.agreement.intervals_page import IntervalsPage
from gtcoder.ui.agreement.matched_page import MatchedPage
from gtcoder.ui.agreement.numbers_page import NumbersPage
from gtcoder.ui.agreement.pairs_page import PairsPage
from gtcoder.ui.agreement.passages import Behind, Cell
from gtcoder.ui.agreement.rounds_page import RoundsPage
from gtcoder.ui.agreement.view import main_record
from gtcoder.ui.session import OneCode, Passage, Session
from gtcoder.vocabulary import CodeId

AnyPage = Cockpit | NumbersPage | MatchedPage


class NumberPages(QObject):
    """Codes, intervals, pairs, rounds, confusion and matched codings, with what stands beside."""

    asked_round = Signal(str)

    def __init__(self, session: Session, follow: Follow, home: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._numbers: Numbers | None = None
        self._waiting: set[AnyPage] = set()
        self.cockpit, self.matched = Cockpit(home), MatchedPage(home)
        self.intervals = IntervalsPage(Asker(session, follow, self), home)
        self.rounds = RoundsPage(Asker(session, follow, self), home)
        self.pairs, self.confusion = PairsPage(home), ConfusionPage(home)
        asker, side = Asker(session, follow, self), self.cockpit.side
        self.beside = Beside(session.bridge, asker, side, parent)
        for page in (self.cockpit, self.intervals, self.pairs, self.rounds, self.confusion):
            page.chosen_cell.connect(self.beside.choose)
        self.confusion.counted.changed.connect(self._count)
        self.rounds.asked_round.connect(self.asked_round)
        self.cockpit.side.chosen_round.connect(self._show_round)
        self.cockpit.side.opened_round.connect(self.asked_round)
        self.beside.opened_passage.connect(self._open_passage)
        self.beside.asked_code.connect(self._open_code)
        self.cockpit.opened_code.connect(self._open_code)
        self.cockpit.asked_open.connect(partial(session.go, "open", None))

    def __iter__(self) -> Iterator[AnyPage]:
        """Yield the pages in their order."""
        yield from (self.cockpit, self.intervals, self.pairs, self.rounds, self.confusion)
        yield self.matched

    def show_numbers(self, numbers: Numbers) -> None:
        """Show another answer; pages out of sight take it when they come into sight."""
        self._numbers = numbers
        self.beside.show_numbers(numbers)
        self._waiting = set(self)
        self._fill(self.cockpit)
        for page in self:
            if page.isVisible():
                self._fill(page)

    def come(self, page: QWidget | None) -> None:
        """Fill a page that comes into sight."""
        for each in self:
            if each is page:
                self._fill(each)

    def show_reason(self, sentence: str, hint: str) -> None:
        """Say everywhere why there are no numbers, and what to do."""
        self._numbers = None
        self.beside.show_nothing()
        for page in self:
            page.show_reason(sentence, hint)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        for page in self:
            page.set_dim(dim)

    def _fill(self, page: AnyPage) -> None:
        if self._numbers is not None and page in self._waiting:
            self._waiting.discard(page)
            page.show_numbers(self._numbers)

    def _count(self, counted: str) -> None:
        self.beside.counted = counted
        self.beside.close_cell()

    def _show_round(self, name: str) -> None:
        """Show what the coders of the headline gave in a round."""
        if self._numbers is not None:
            coders = main_record(self._numbers).coders
            among = coders if len(coders) > 2 else ()
            self.beside.choose(Cell((coders[0], coders[1]), among=among, round=name))

    def _open_code(self, code: int) -> None:
        self._session.go("open", OneCode(CodeId(code)))

    def _open_passage(self, passage: Behind) -> None:
        self._session.go("open", Passage(passage.document_id, passage.span))
