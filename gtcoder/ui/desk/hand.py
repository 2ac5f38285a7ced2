"""The coder's hand: every way to put a code on words, to change that, and to take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from gtcoder.actions import coding as verbs
from gtcoder.errors import GtcoderError
from gtcoder.queries.people import CoderRow
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.stretch import Edge, moved
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import CodeId, CoderRole, CodingId, Span


class Hand(QObject):
    """Calls one verb for each gesture; what it did is seen when the change comes round.

    `coded` gives the new coding, after the transcript shows it; `told` a sentence for the person.
    """

    coded = Signal(object)
    told = Signal(str)

    def __init__(
        self, session: Session, view: TranscriptView, codes: KnownCodes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._codes = session, view, codes
        self._moving: dict[int, Span] = {}
        self.coders: dict[int, CoderRow] = {}

    def target(self) -> Span | None:
        """Return what a code would be put on: the selection, else the chosen coding's words."""
        selected = self._view.selected()
        if selected is not None or self._view.chosen_coding is None:
            return selected
        return self._view.coding_span(self._view.chosen_coding)

    def apply(self, code: CodeId, span: Span | None = None) -> None:
        """Apply a code to a stretch, or to what is selected."""
        where = span or self._view.selected()
        if where is None:
            self.told.emit(self.tr("Select a passage first."))
            return
        if self._is_there(code, where):
            name = self._codes.rows[code].name if code in self._codes.rows else ""
            self.told.emit(self.tr("“{code}” is on this passage already.").format(code=name))
        self._codes.use(code)  # so that a quick full stop repeats this one, not the one before
        self._act(verbs.apply_code, span=where, code=code)

    def create(self, path: tuple[str, ...], span: Span | None = None) -> None:
        """Apply the code at a path, which is made where it is missing."""
        where = span or self._view.selected()
        if where is not None:
            self._act(verbs.apply_new_code, span=where, path=path)

    def in_vivo(self, span: Span | None = None) -> None:
        """Make the selected words a code."""
        where = span or self._view.selected()
        if where is None:
            self.told.emit(self.tr("Select the words that shall be the code."))
        else:
            self._act(verbs.code_in_vivo, span=where)

    def repeat(self) -> None:
        """Apply the code used last."""
        if self._codes.last is None:
            self.told.emit(self.tr("No code was used yet."))
        else:
            self.apply(self._codes.last)

    def favourite(self, digit: int) -> None:
        """Apply the code of a digit."""
        code = self._codes.favourite(digit)
        if code is None:
            words = self.tr("The digit {digit} has no code yet. Give it one in the codebook.")
            self.told.emit(words.format(digit=digit))
        else:
            self.apply(code)

    def remove(self) -> None:
        """Remove the chosen coding."""
        chosen = self._chosen()
        if chosen is not None:
            self._session.bridge.act(verbs.remove_coding, coding=chosen)

    def move_edge(self, edge: Edge, step: int) -> None:
        """Move an end of the chosen coding by a word; quick presses add up."""
        chosen = self._chosen()
        if chosen is None:
            return
        span = self._moving.get(chosen) or self._view.coding_span(chosen)
        new = None if span is None else moved(self._view.page.text, span, edge, step)
        if new is not None:
            self.resize(chosen, new)

    def resize(self, coding: CodingId, span: Span) -> None:
        """Give a coding another stretch."""
        self._moving[coding] = span
        self._session.bridge.act(
            verbs.resize,
            coding=coding,
            span=span,
            done=lambda _: self._moved(coding, span),
            failed=lambda error: self._not_moved(coding, error),
        )

    def moving(self) -> frozenset[int]:
        """Return the codings whose ends are on their way to another place."""
        return frozenset(self._moving)

    def may_change(self, coding: int) -> bool:
        """Whether I may change a coding: it is mine, or I am a lead."""
        me, place = self._session.bridge.coder, self._view.index.place(coding)
        if place is None or me is None:
            return False
        mine = int(self._view.index.table.coder[place]) == me
        return mine or (me in self.coders and self.coders[me].role is CoderRole.LEAD)

    def code_of(self, coding: int) -> CodeId | None:
        """Return the code of a coding in view."""
        return code_in(self._view, coding)

    def _chosen(self) -> CodingId | None:
        chosen = self._view.chosen_coding
        if chosen is None:
            self.told.emit(self.tr("Choose a coding first: click on it, or press Tab in it."))
            return None
        if not self.may_change(chosen):
            words = self.tr("This coding is {coder}’s. Only its coder or a lead can change it.")
            whose = self._view.index.table.coder[self._view.index.table.id == chosen]
            names = (self.coders[int(key)].name for key in whose if int(key) in self.coders)
            self.told.emit(words.format(coder=next(names, "")))
            return None
        return CodingId(chosen)

    def _is_there(self, code: CodeId, span: Span) -> bool:
        table = self._view.index.table
        same = (table.start == span.start) & (table.end == span.end) & (table.code == code)
        return bool((same & (table.coder == self._session.bridge.coder)).any())

    def _act(self, verb: Callable[..., Any], *, span: Span, **arguments: Any) -> None:
        self._session.bridge.act(
            verb,
            document=self._view.page.document,
            span=span,
            done=self._coded,
            **arguments,
        )

    def _coded(self, coding: CodingId) -> None:
        if not isValid(self):  # the workspace was made anew meanwhile, at another text size
            return
        code = self.code_of(coding)
        if code is not None:
            self._codes.use(code)
        self.coded.emit(coding)

    def _moved(self, coding: CodingId, span: Span) -> None:
        if self._moving.get(coding) == span:
            del self._moving[coding]

    def _not_moved(self, coding: CodingId, error: GtcoderError) -> None:
        self._moving.pop(coding, None)
        self._session.say.error(error)


def code_in(view: TranscriptView, coding: int) -> CodeId | None:
    """Return the code of a coding of the page that a text shows."""
    place = view.index.place(coding)
    return None if place is None else CodeId(int(view.index.table.code[place]))
