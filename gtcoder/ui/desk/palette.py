"""The code palette: the codes that fit what is typed, under the words they are for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.ui.desk.chooser import NEW, Chooser
from gtcoder.ui.desk.matching import Choice, folded
from gtcoder.ui.desk.naming import Path, written
from gtcoder.ui.desk.ticks import Ticks, choice_at, new_choice, read_lines

_WEIGHT = re.compile(r"\s*@\s*(\d{1,3})\s*$")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CodePalette(Chooser):
    """Enter applies or creates, Ctrl+Enter creates, Shift with either stays for another code.

    Ctrl+Space, or a click with Ctrl, ticks a row; Enter then applies all that are ticked, with the
    row that was typed for. `@70` behind a name gives the coding that `weight`.
    `applied` gives the code's key, `created` the path of a code to be made, `several` the keys and
    paths of those that were ticked; `memo_asked` and `in_vivo_asked` are the two other things to
    do with the words.
    """

    applied = Signal(object)
    created = Signal(object)
    several = Signal(object, object)
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
                (self.tr("Ctrl Space"), self.tr("Tick several")),
                (self.tr("@70"), self.tr("Weight")),
            ),
            can_make=True,
            lines=4,
        )
        self.setObjectName("palette")
        self._known: Mapping[str, Path] = {}
        self._stays = False
        self._note = ""
        self._ticks = Ticks()
        self.weight: int | None = None
        self.chosen.connect(self._apply)
        self.made.connect(self._create)

    def set_known(self, paths: Mapping[str, Path]) -> None:
        """Set the paths of codes by their folded names, for `Category > code`."""
        self._known = paths

    def ask(
        self, about: QRect, *, typed: str = "", note: str = "", left: int | None = None
    ) -> None:
        self._note = note
        self._ticks.clear()
        super().ask(about, typed=typed, note=note, left=left)

    def tick_lines(self, text: str) -> None:
        """Tick the codes that the lines of a text name, known or new, to be looked at first."""
        self._ticks.add(read_lines(text, self._look_up))
        self._show_ticks()

    def take(self, choice: Choice | None) -> None:
        """Take a row as Enter does; with Ctrl held, a click ticks it."""
        self.weight = _weight_of(self.line.text())
        held = QApplication.keyboardModifiers()
        if choice is not None and held & Qt.KeyboardModifier.ControlModifier:
            self._tick(choice)
        elif self._ticks:
            self._take_ticked(choice)
        else:
            super().take(choice)

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
        if key == Qt.Key.Key_Space and held & Qt.KeyboardModifier.ControlModifier:
            chosen = self.view.highlight()
            if chosen is not None:
                self._tick(chosen)
            return True
        if key in _ENTERS and held & Qt.KeyboardModifier.ShiftModifier:
            self._stays = True
            taken = super().key(event)
            self._stays = False
            return taken
        return super().key(event)

    def rows(self, typed: str) -> list[Choice]:
        typed = _WEIGHT.sub("", typed)
        rows = self._found(typed)
        if not self._ticks:
            return rows
        if typed.strip():
            return self._ticks.shown(rows)
        ticked = self._ticks.rows
        keys = {row.key for row in ticked}
        return [*ticked, *(row for row in rows if row.key not in keys)]

    def _found(self, typed: str) -> list[Choice]:
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
        path = written(_WEIGHT.sub("", typed), self._known).path
        if path:
            self.created.emit(path)
            self._again(path[-1])

    def _again(self, name: str) -> None:
        """Ask for one more code, if the card stays."""
        if self._stays:
            self.note.setText(self.tr("“{code}” applied").format(code=name))
            self.line.clear()

    def _look_up(self, typed: str) -> Choice | None:
        return choice_at(typed, self._matcher, self._known)

    def _meant(self, choice: Choice) -> Choice | None:
        """Return a row as it is ticked: the row that makes a code stands for what is typed."""
        if choice.key != NEW:
            return choice
        path = written(_WEIGHT.sub("", self.line.text()), self._known).path
        return new_choice(path) if path else None

    def _tick(self, choice: Choice) -> None:
        meant = self._meant(choice)
        if meant is not None:
            self._ticks.toggle(meant)
            self._show_ticks()

    def _show_ticks(self) -> None:
        """Show what is ticked, with the line empty for the next name."""
        self.note.setText(self._ticks.in_words() or self._note)
        self.line.clear()
        self._search("")

    def _take_ticked(self, choice: Choice | None) -> None:
        """Apply what is ticked; what was typed belongs to it."""
        if _WEIGHT.sub("", self.line.text()).strip():
            more = self._look_up(_WEIGHT.sub("", self.line.text())) if choice is None else choice
            meant = None if more is None else self._meant(more)
            if meant is not None:
                self._ticks.add([meant])
        codes, new = self._ticks.codes, self._ticks.new
        self._ticks.clear()
        self.finish()
        self.several.emit(codes, new)
        if self._stays:
            self._show_ticks()


def _weight_of(typed: str) -> int | None:
    found = _WEIGHT.search(typed)
    return None if found is None else int(found[1])
