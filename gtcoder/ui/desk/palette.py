"""The code palette: the codes that fit what is typed, under the words they are for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.desk.chooser import NEW, Chooser
from gtcoder.ui.desk.matching import Choice, folded
from gtcoder.ui.desk.naming import Path, written

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CodePalette(Chooser):
    """Enter applies or creates, Ctrl+Enter creates, Shift with either stays for another code.

    `applied` gives the code's key, `created` the path of a code to be made; `memo_asked` and
    `in_vivo_asked` are the two other things to do with the words.
    """

    applied = Signal(object)
    created = Signal(object)
    memo_asked = Signal()
    in_vivo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            name=self.tr("Find or name a code"),
            placeholder=self.tr("Lack of reaction"),
            icon_name="tag",
            keys=(
                (self.tr("Alt V"), self.tr("In vivo")),
                (self.tr("Shift Enter"), self.tr("Add another")),
                (self.tr("Tab"), self.tr("Memo")),
            ),
            can_make=True,
        )
        self.setObjectName("palette")
        self._known: Mapping[str, Path] = {}
        self._stays = False
        self._note = ""
        self.chosen.connect(self._apply)
        self.made.connect(self._create)

    def set_known(self, paths: Mapping[str, Path]) -> None:
        """Set the paths of codes by their folded names, for `Category > code`."""
        self._known = paths

    def ask(
        self, about: QRect, *, typed: str = "", note: str = "", left: int | None = None
    ) -> None:
        self._note = note
        super().ask(about, typed=typed, note=note, left=left)

    def finish(self) -> None:
        if not self._stays:
            self.close_card()

    def key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Tab:
            self.close_card()
            self.memo_asked.emit()
            return True
        if key == Qt.Key.Key_V and held & Qt.KeyboardModifier.AltModifier:
            self.close_card()
            self.in_vivo_asked.emit()
            return True
        if key in _ENTERS and held & Qt.KeyboardModifier.ShiftModifier:
            self._stays = True
            taken = super().key(event)
            self._stays = False
            return taken
        return super().key(event)

    def rows(self, typed: str) -> list[Choice]:
        if ">" not in typed:
            return super().rows(typed)
        named = written(typed, self._known)
        if not named.path:
            return super().rows(typed.rpartition(">")[2] or typed.partition(">")[0])
        there = [
            choice
            for choice in self._matcher.named(named.name)
            if folded(choice.context) == folded(named.path[-2])
        ]
        return there or [self.new_row(typed)]

    def new_row(self, name: str) -> Choice:
        named = written(name, self._known)
        words = self.tr("New code “{name}”").format(name=named.name or name)
        above = " > ".join(named.path[:-1])
        key = self.tr("Ctrl Enter")
        return Choice(NEW, words, context=above, keycap=key, icon="plus")

    def _apply(self, choice: Choice) -> None:
        self.applied.emit(choice.key)
        self._again(choice.name)

    def _create(self, typed: str) -> None:
        path = written(typed, self._known).path
        if path:
            self.created.emit(path)
            self._again(path[-1])

    def _again(self, name: str) -> None:
        """Ask for one more code, if the card stays."""
        if self._stays:
            self.note.setText(self.tr("“{code}” applied").format(code=name))
            self.line.clear()
