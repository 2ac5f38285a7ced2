"""What can be done in axial coding: wishes of the widgets become verbs of the study."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import many
from gtcoder.actions import theory as verbs
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.codebook.at_once import move_call
from gtcoder.ui.codebook.define import DefineSheet, open_define
from gtcoder.ui.kit import ask_text
from gtcoder.ui.session import NewMemo, Session
from gtcoder.vocabulary import (
    CodeId,
    CodeLevel,
    ParadigmRole,
)

FIRST_PARADIGM = "Paradigm 1"


class Acts(QObject):
    """Asks what must be asked, then queues the verb; `theory` is kept up to date."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.theory = Theory()
        self.sheet: DefineSheet | None = None  # the one that is open

    def _act(
        self, verb: Callable[..., Any], *, done: Callable[[Any], None] | None = None, **values: Any
    ) -> None:
        if self._session.bridge.can_write:
            self._session.bridge.act(verb, done=done, **values)

    def define(self, code: CodeId) -> None:
        """Ask for the definition of a code, from what stands in the study at this moment."""
        if self._session.bridge.can_write:
            self.sheet = open_define(self._session, code, self._ground)


class SortActs(Acts):
    """Codes into categories."""

    def put_under(self, codes: Sequence[CodeId], category: CodeId) -> None:
        """Put codes in a category; those that are there already stay."""
        moving = [
            code
            for code in codes
            if code != category and self.theory.codes[code].parent != category
        ]
        words, name = self.tr("{codes} put under “{name}”"), self.theory.codes[category].name
        self._move(moving, category, words.format(codes=self._counted(moving), name=name))

    def take_out(self, codes: Sequence[CodeId]) -> None:
        """Take codes out of the category they lie in."""
        moving = [code for code in codes if self.theory.codes[code].parent is not None]
        self._move(moving, None)

    def ask_under(self, codes: Sequence[CodeId]) -> None:
        """Ask for the category that codes go under."""
        self._ask_category(
            codes, self.tr("Put under a category"), self.tr("Put under"), self.put_under
        )

    def ask_serving(self, codes: Sequence[CodeId]) -> None:
        """Ask for a further category that codes serve."""
        self._ask_category(
            codes, self.tr("Also serves a category"), self.tr("Add"), self._let_serve
        )

    def ask_new_category(self, codes: Sequence[CodeId]) -> None:
        """Ask for a name and make a category of codes."""
        words = self.tr("It will gather {codes}.").format(codes=self._counted(codes))
        ask_text(
            self._ground,
            self.tr("New category"),
            words if codes else self.tr("It gathers nothing yet."),
            self.tr("Make category"),
            lines=1,
            then=partial(self._make_category, tuple(codes)),
        )

    def _ask_category(
        self,
        codes: Sequence[CodeId],
        title: str,
        primary: str,
        then: Callable[[Sequence[CodeId], CodeId], None],
    ) -> None:
        known = {code.written: code.id for code in self._categories() if code.id not in codes}
        if codes and known:
            words = self._counted(codes)
            chosen = tuple(codes)
            pick(
                self._ground,
                title,
                words,
                primary,
                list(known),
                placeholder=self.tr("Name of a category"),
                then=lambda name: then(chosen, known[name]),
            )

    def _let_serve(self, codes: Sequence[CodeId], category: CodeId) -> None:
        name, counted = self.theory.codes[category].name, self._counted(codes)

        def say(new: int) -> None:
            words = self.tr("{codes} also in “{name}”")
            if not new:
                words = self.tr("Nothing was changed: {codes} in “{name}” already")
            self._session.say.toast(words.format(codes=counted, name=name), undo=new > 0)

        self._act(many.add_memberships, done=say, codes=list(codes), category=category)

    def _make_category(self, codes: tuple[CodeId, ...], name: str) -> None:
        self._act(many.gather_codes, name=name, codes=list(codes))

    def _move(self, codes: Sequence[CodeId], category: CodeId | None, told: str = "") -> None:
        """Move codes as one entry; what is `told` is said when it is stored."""

        def say(_: object) -> None:
            if told:
                self._session.say.toast(told)

        if codes:
            verb, values = move_call(codes, category)
            self._act(verb, done=say, **values)

    def _categories(self) -> list[CodeRow]:
        return [c for c in self.theory.codes.values() if c.level is not CodeLevel.OPEN]

    def _counted(self, codes: Sequence[CodeId]) -> str:
        names = [f"“{self.theory.codes[code].name}”" for code in codes]
        if len(names) <= 3:
            return ", ".join(names)
        return board_words.codes(len(names))


class AxialActs(Acts):
    """Roles, relations and evidence; `board` is the name of the paradigm that is shown."""

    board = ""

    def place(self, code: CodeId, role: ParadigmRole) -> None:
        """Put a category in a role of the paradigm that is shown."""
        board = self.theory.paradigm(self.board)
        placed = {row.category: row.role for row in board.placements} if board else {}
        if placed.get(code) is not role:
            name = self.board or (board.name if board else FIRST_PARADIGM)
            self._act(verbs.place_in_paradigm, category=code, role=role, paradigm=name)

    def take(self, code: CodeId) -> None:
        """Take a category off the board."""
        board = self.theory.paradigm(self.board)
        if board is not None and any(row.category == code for row in board.placements):
            self._act(verbs.take_from_paradigm, category=code, paradigm=board.id)

    def memo_on_card(self, code: CodeId) -> None:
        """Go and write a memo on a category."""
        self._session.go("memos", NewMemo(codes=(code,)))
