"""What can be done to codes, from menu, keys and context menu: sheets and calls of verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.accepting import accept
from gtcoder.ui.codebook.at_once import AtOnce
from gtcoder.ui.codebook.attribute_sheet import AttributeSheet
from gtcoder.ui.codebook.commands import commands, hindrance
from gtcoder.ui.codebook.content import CodebookContent
from gtcoder.ui.codebook.define import open_define
from gtcoder.ui.codebook.favourites import set_favourite
from gtcoder.ui.codebook.known import Known
from gtcoder.ui.codebook.sheets import (
    MergeSheet,
    MoveSheet,
    NewCodeSheet,
    RenameSheet,
    RestoreSheet,
    RetireSheet,
)
from gtcoder.ui.codebook.swatches import SwatchPopup
from gtcoder.ui.codebook.words import codes_in_words
from gtcoder.ui.commands import permit
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodeLevel


class Shown(Protocol):
    """What the verbs ask of the panel they belong to."""

    def known(self) -> Known:
        """Return what was read of the codebook."""

    def selected(self) -> tuple[CodeRow, ...]:
        """Return the codes to act on, from top to bottom."""

    def choose(self, code: CodeId) -> None:
        """Make a code the chosen one."""

    def wanted(self) -> str:
        """Return what is looked for."""


class CodebookVerbs(QObject):
    """The verbs of the codebook on what is selected in a panel.

    `sheet` and `popup` hold what is open now; `popup_anchor` says under what the latter opens.
    `favourites_changed` carries the nine digits.
    """

    favourites_changed = Signal(object)
    favourite_asked = Signal()

    def __init__(self, session: Session, shown: Shown, owner: QWidget, *, place: str) -> None:
        super().__init__(owner)
        self._session, self._bridge, self._shown = session, session.bridge, shown
        self._owner, self.at_once = owner, AtOnce(session)
        self.content = CodebookContent(session, shown, owner)
        self.sheet: QDialog | None = None
        self.popup: SwatchPopup | None = None
        self.popup_anchor: Callable[[], QWidget] = lambda: owner
        self.actions: dict[str, QAction] = {}

        def accepts() -> None:
            known, codes = shown.known(), shown.selected()
            self.sheet = accept(codes, known.codes, self.at_once, self.merge_into, owner.window())

        runs: dict[str, Callable[[], None]] = {
            "new": self.new, "new_under": self.new_under, "rename": self.rename,
            "define": self.define, "colour": self.recolour, "attribute": self.set_attribute,
            "favourite": self.favourite_asked.emit, "move": self.move, "raise": self.promote,
            "lower": self.demote, "merge": self.merge, "retire": self.retire,
            "restore": self.restore, "domain": self.set_domain, "accept": accepts,
            **self.content.runs(),
        }  # fmt: skip
        for name, command in commands(place).items():
            action = session.commands.add(command, runs[name], owner=owner, place=place)
            self.actions[name] = action
        self.follow()

    def follow(self) -> None:
        """Let each command work where it can, for what is selected now, or say why it cannot."""
        selected = self._shown.selected()
        for name, action in self.actions.items():
            if self._bridge.can_write or name in ("favourite", "export_book"):
                permit(action, hindrance(name, selected))
            else:
                permit(action, self.tr("The study is open for reading only"))
        self.actions["domain"].setChecked(len(selected) == 1 and selected[0].domain)

    def new(self) -> None:
        """Make a code at the top; what was looked for in vain is its name."""
        self._new(None)

    def new_under(self) -> None:
        """Make a code under the chosen one."""
        self._new(self._one())

    def rename(self) -> None:
        """Give the chosen code another name."""
        code = self._one()
        if code is not None:
            self.sheet = RenameSheet(self._bridge, code, parent=self._window())

    def define(self) -> None:
        """Write what a code means, from what stands in the study at this moment."""
        code = self._one()
        if code is None:
            return
        self.sheet = open_define(self._session, code.id, self._window())

    def recolour(self) -> None:
        """Choose one of the colours."""
        code = self._one()
        if code is None:
            return
        self.popup = SwatchPopup(code.colour, parent=self._owner)
        self.popup.taken.connect(partial(self.at_once.recolour, code.id))
        self.popup.show_under(self.popup_anchor())
        self.popup.grid.setFocus()

    def set_attribute(self) -> None:
        """Note a name and a value on the chosen code."""
        code, known = self._one(), self._shown.known()
        if code is not None:
            own = known.attributes.get(code.id, {})
            self.sheet = AttributeSheet(
                self._bridge, code, own, known.columns, parent=self._window()
            )

    def set_domain(self) -> None:
        """Let the codes below the chosen one exclude one another, or no longer."""
        code = self._one()
        if code is not None:
            self.at_once.set_domain(code, declared=not code.domain)
            self.follow()  # the study says whether it is done

    def set_digit(self, digit: int | None) -> None:
        """Give the chosen code a digit, or take its own away."""
        code, known = self._one(), self._shown.known()
        if code is not None:
            now = set_favourite(self._session.preferences, known.study, known.codes, code.id, digit)
            self.favourites_changed.emit(now)

    def move(self) -> None:
        """Put the selected codes under another one."""
        codes = self._shown.selected()

        def say(_: list[Any]) -> None:
            words = self.tr("{codes} moved").format(codes=codes_in_words(codes))
            self._session.say.toast(words)

        if codes:
            every = self._shown.known().codes
            self.sheet = MoveSheet(self._bridge, codes, every, parent=self._window(), then=say)

    def promote(self) -> None:
        """Let the selected codes be categories."""
        self.at_once.set_level(self._shown.selected(), CodeLevel.AXIAL)

    def demote(self) -> None:
        """Let the selected categories be open codes again."""
        self.at_once.set_level(self._shown.selected(), CodeLevel.OPEN)

    def merge(self) -> None:
        """Let another code have the passages of the selected ones."""
        self.merge_into(self._shown.selected(), None)

    def merge_into(self, codes: Sequence[CodeRow], into: CodeRow | None) -> None:
        """Ask why codes are merged, and into which where that is not known."""
        known = self._shown.known()
        if not codes:
            return

        def say(results: list[Any]) -> None:
            target = sheet.target()
            if target is None:
                return
            words = self.tr("{codes} merged into “{into}”, {count} codings moved")
            if results[0] == 1:
                words = self.tr("{codes} merged into “{into}”, 1 coding moved")
            told = words.format(codes=codes_in_words(codes), into=target.name, count=results[0])
            self._shown.choose(target.id)
            self._session.say.toast(told)

        sheet = MergeSheet(
            self._bridge, codes, known.codes, passages=known.own_passages(), into=into,
            parent=self._window(), then=say,
        )  # fmt: skip
        self.sheet = sheet

    def retire(self) -> None:
        """Take the selected codes out of use."""
        codes = self._shown.selected()

        def say(_: list[Any]) -> None:
            words = self.tr("{codes} retired").format(codes=codes_in_words(codes))
            self._session.say.toast(words)

        if codes:
            self.sheet = RetireSheet(self._bridge, codes, parent=self._window(), then=say)

    def restore(self) -> None:
        """Take a retired or merged code into use again."""
        code = self._one()
        if code is None:
            return

        def say(_: list[Any]) -> None:
            self._session.say.toast(self.tr("“{name}” is in use again").format(name=code.name))

        into = self._shown.known().code(code.merged_into)
        self.sheet = RestoreSheet(self._bridge, code, into, parent=self._window(), then=say)

    def _new(self, under: CodeRow | None) -> None:
        def choose(results: list[Any]) -> None:
            self._shown.choose(results[0])

        self.sheet = NewCodeSheet(
            self._bridge, under, parent=self._window(), name=self._shown.wanted(), then=choose
        )

    def _one(self) -> CodeRow | None:
        selected = self._shown.selected()
        return selected[0] if len(selected) == 1 else None

    def _window(self) -> QWidget:
        return self._owner.window()
