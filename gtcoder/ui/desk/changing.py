"""What the hand does to the chosen coding: a weight, further codes, a yes to an automatic one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gtcoder.actions import coding_acts as verbs
from gtcoder.actions.coding import recode
from gtcoder.queries.comparisons import weights
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.hand import Hand
from gtcoder.ui.kit import ask_text
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import CodeId, CodingId, CodingOrigin, Span

MOST = 100


class Changes(QObject):
    """Calls one verb for each gesture, as the hand does; `stands` gives the codings it left."""

    stands = Signal(object)

    def __init__(
        self,
        session: Session,
        view: TranscriptView,
        codes: KnownCodes,
        hand: Hand,
        desk: QWidget,
    ) -> None:
        super().__init__(desk)
        self._session, self._view, self._codes = session, view, codes
        self._hand, self._desk = hand, desk

    def apply_several(
        self,
        codes: Sequence[CodeId],
        new: Sequence[tuple[str, ...]] = (),
        span: Span | None = None,
        weight: int | None = None,
    ) -> None:
        """Apply codes to a stretch, or to what is selected, as one step."""
        where = span or self._view.selected()
        if where is None:
            self._hand.told.emit(self.tr("Select a passage first."))
            return
        for code in codes:
            self._codes.use(code)
        self._session.bridge.act(
            verbs.apply_several,
            document=self._view.page.document,
            span=where,
            codes=list(codes),
            new=list(new),
            weight=weight,
            done=self._applied,
        )

    def recode(self, code: CodeId) -> None:
        """Give the chosen coding another code; say where that made a double, which is dropped."""
        chosen = self._mine()
        if chosen is None:
            return
        self._codes.use(code)
        name = self._codes.rows[code].name if code in self._codes.rows else ""
        words = self.tr("“{code}” was on this passage already; the double was dropped.")

        def told(standing: CodingId) -> None:
            if standing != chosen and isValid(self):
                self._hand.told.emit(words.format(code=name))
                self._view.choose(standing)
            if isValid(self):
                self.stands.emit([standing])

        self._session.bridge.act(recode, coding=chosen, code=code, done=told)

    def duplicate(
        self, codes: Sequence[CodeId], new: Sequence[tuple[str, ...]], weight: int | None = None
    ) -> None:
        """Put further codes on the words of the chosen coding, with its weight."""
        chosen = self._view.chosen_coding
        if chosen is None:
            self._hand.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
            return
        self._session.bridge.act(
            verbs.duplicate,
            coding=CodingId(chosen),
            codes=list(codes),
            new=list(new),
            weight=weight,
            done=self._applied,
        )

    def ask_weight(self) -> None:
        """Ask how strongly the chosen passage speaks of its code; nothing typed takes it away."""
        chosen = self._mine()
        if chosen is None:
            return
        with self._session.bridge.read() as reader:
            now = weights(reader, [chosen]).get(chosen)
        ask_text(
            self._desk,
            self.tr("Weight of the coding"),
            "",
            self.tr("Set weight"),
            hint=self.tr(
                "0 to 100: how strongly the passage speaks of its code; empty for no weight."
            ),
            initial="" if now is None else str(now),
            required=False,
            lines=1,
            fault=self._no_weight,
            then=lambda text: self.weigh(chosen, text),
        )

    def weigh(self, coding: CodingId, text: str) -> None:
        """Give a coding the weight that was typed."""
        weight = int(text) if text else None
        done = partial(self._weighed, coding)
        self._session.bridge.act(verbs.weigh, coding=coding, weight=weight, done=done)

    def _weighed(self, coding: CodingId, _: object) -> None:
        if isValid(self):
            self.stands.emit([coding])

    def _no_weight(self, typed: str) -> str:
        """Return what is wrong with a weight as it was typed."""
        if not typed or (typed.isdecimal() and int(typed) <= MOST):
            return ""
        return self.tr("A weight is a whole number from 0 to 100.")

    def confirm(self) -> None:
        """Say that the chosen automatic coding is right."""
        chosen = self._mine()
        if chosen is None:
            return
        if not self.is_automatic(chosen):
            self._hand.told.emit(self.tr("This coding was made by hand."))
            return
        self._session.bridge.act(verbs.confirm, codings=[chosen])

    def confirm_all(self) -> None:
        """Say that all my automatic codings with the code of the chosen one are right."""
        chosen = self._view.chosen_coding
        code = None if chosen is None else self._hand.code_of(chosen)
        if code is None:
            self._hand.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
            return
        self._session.bridge.act(verbs.confirm, code=code, done=self._confirmed)

    def is_automatic(self, coding: int) -> bool:
        """Whether a coding in view was made automatically and is not confirmed."""
        place = self._view.index.place(coding)
        if place is None:
            return False
        return list(CodingOrigin)[int(self._view.index.table.origin[place])] is CodingOrigin.AUTO

    def _applied(self, codings: Sequence[CodingId]) -> None:
        if isValid(self) and codings:
            for code in map(self._hand.code_of, codings):  # those made on the way are new to us
                if code is not None:
                    self._codes.use(code)
            self._hand.coded.emit(codings[-1])
            self.stands.emit(list(codings))

    def _confirmed(self, count: int) -> None:
        if count:
            words = self.tr("{count} automatic codings confirmed")
            words = self.tr("1 automatic coding confirmed") if count == 1 else words
            self._session.say.toast(words.format(count=f"{count:,}"))
        else:
            self._hand.told.emit(self.tr("No automatic coding of yours waits for this code."))

    def _mine(self) -> CodingId | None:
        chosen = self._view.chosen_coding
        if chosen is None:
            self._hand.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
        elif not self._hand.may_change(chosen):
            words = self.tr("This coding is a colleague’s. Only its coder or a lead can change it.")
            self._hand.told.emit(words)
        else:
            return CodingId(chosen)
        return None
