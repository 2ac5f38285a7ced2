"""What is done with what was found: accept, reject, choose a code, code it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.actions.autocoding import FoundPassages, autocode
from gtcoder.queries.codebook import codes
from gtcoder.queries.search.patterns import Wanted
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.chooser import Chooser
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.doing import read_only_reason
from gtcoder.ui.desk.matching import Choice
from gtcoder.ui.desk.naming import Path, written
from gtcoder.ui.desk.pages import PLACE, SEARCH
from gtcoder.ui.search.found import ACCEPTED, OPEN, REJECTED, FoundModel
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, HitUnit


@dataclass(frozen=True, slots=True)
class ChosenCode:
    """The code for what is accepted: one that is there, or the path of one to be made."""

    name: str
    code: CodeId | None = None
    path: Path = ()


class SearchActs(QObject):
    """The commands of the page; `code_chosen` and `coded` tell what came of them."""

    code_chosen = Signal()
    coded = Signal()

    def __init__(self, session: Session, model: FoundModel, list_: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._model, self._page = session, model, page
        self.selected: Callable[[], list[int]] = list
        self.stepped: Callable[[], None] = _nothing
        self.chosen: ChosenCode | None = None
        self._known = KnownCodes()
        self._chooser: Chooser | None = None
        self.actions_by_name = self._add_commands(list_)

    def accept(self, *, verdict: int) -> None:
        """Accept, reject or leave open the selected rows, and go on to the next."""
        rows = self.selected()
        if rows:
            self._model.decide(rows, verdict)
            if verdict != OPEN:
                self.stepped()

    def decide_all(self, *, verdict: int) -> None:
        """Accept or reject all that are still open."""
        self._model.decide(None, verdict)

    def ask_code(self) -> None:
        """Ask which code the accepted passages get."""
        with self._session.bridge.read() as reader:
            self._known.read(codes(reader), ())
        if self._chooser is None:
            self._chooser = Chooser(
                self._page.window(),
                name=self.tr("Find or name a code"),
                placeholder=self.tr("Lack of reaction"),
                icon_name="tag",
                keys=[("Enter", self.tr("Choose")), ("Esc", self.tr("Back"))],
                can_make=True,
            )
            self._chooser.chosen.connect(self._take_choice)
            self._chooser.made.connect(self._take_name)
            self._page.destroyed.connect(self._chooser.deleteLater)
        self._chooser.offer(self._known.choices(), self._known.recent)
        corner = self._page.mapTo(self._page.window(), self._page.rect().bottomRight())
        self._chooser.ask(QRect(corner.x() - 420, corner.y() - 60, 1, 1))

    def code_accepted(self, wanted: Wanted, unit: HitUnit) -> None:
        """Code what is accepted, in one entry."""
        model, chosen = self._model, self.chosen
        rows = model.accepted()
        if chosen is None or not len(rows):
            return
        units = model.units
        passages = FoundPassages(
            *(column[rows].tolist() for column in (units.document, units.start, units.end))
        )
        self._session.bridge.act(
            autocode,
            done=partial(self._done, chosen),
            passages=passages,
            pattern=wanted.text,
            code=chosen.code,
            path=chosen.path,
            kind=wanted.kind,
            hit_unit=unit,
            found=model.passages,
            rejected=model.rejected(),
        )

    def _done(self, chosen: ChosenCode, count: int) -> None:
        words = self.tr("“{code}” applied to {count} passages")
        self._session.say.toast(words.format(code=chosen.name, count=f"{count:,}"))
        self.coded.emit()

    def find_made(self) -> None:
        """Know the code that was made by its key, once it is there."""
        if self.chosen is None or self.chosen.code is not None:
            return
        with self._session.bridge.read() as reader:
            for row in codes(reader):
                if row.path == self.chosen.path:
                    self.chosen = ChosenCode(row.name, row.id)

    def _take_choice(self, choice: Choice) -> None:
        assert isinstance(choice.key, int)
        self._known.use(CodeId(choice.key))
        self._choose(ChosenCode(choice.name, CodeId(choice.key)))

    def _take_name(self, typed: str) -> None:
        named = written(typed, self._known.paths())
        there = {row.path: row for row in self._known.rows.values()}.get(named.path)
        if there is not None:
            self._choose(ChosenCode(there.name, there.id))
        elif named.path:
            self._choose(ChosenCode(named.name, None, named.path))

    def _choose(self, chosen: ChosenCode) -> None:
        self.chosen = chosen
        self.code_chosen.emit()

    def _add_commands(self, list_: QWidget) -> dict[str, QAction]:
        tr, add, place = self.tr, self._session.commands.add, f"{PLACE}:{SEARCH}"
        listed = (
            ("accept", tr("Accept this passage"), "A", tr("It will be coded"), list_,
             partial(self.accept, verdict=ACCEPTED)),
            ("reject", tr("Reject this passage"), "R", tr("It will not be coded"), list_,
             partial(self.accept, verdict=REJECTED)),
            ("open", tr("Decide on this passage later"), "O", tr("Neither accept nor reject it"),
             list_, partial(self.accept, verdict=OPEN)),
            ("accept_all", tr("Accept all that are open"), "Ctrl+Shift+A",
             tr("Accept every passage that is not decided on"), None,
             partial(self.decide_all, verdict=ACCEPTED)),
            ("reject_all", tr("Reject all that are open"), "Ctrl+Shift+R",
             tr("Reject every passage that is not decided on"), None,
             partial(self.decide_all, verdict=REJECTED)),
            ("choose", tr("Choose a code…"), "C", tr("Which code the accepted passages get"),
             list_, self.ask_code),
        )  # fmt: skip
        actions = {}
        for name, words, key, tip, owner, run in listed:
            command = Command(f"search.{name}", words, "codes", key, tip, group=10)
            actions[name] = add(command, lambda *_, run=run: run(), owner=owner, place=place)
            if not self._session.bridge.can_write:
                actions[name].setEnabled(False)
                actions[name].setToolTip(read_only_reason())
        return actions


def _nothing() -> None:
    """Go nowhere."""
