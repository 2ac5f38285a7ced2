"""A sheet that splits a code passage by passage: keep, move, or both."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.consolidate.reading import Side
from gtcoder.ui.kit import Button, Field, Label, PassageList, Sheet
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.reasons import offer_reasons
from gtcoder.vocabulary import CodingId


class Fate(StrEnum):
    """Where a passage goes."""

    KEEP = "keep"
    MOVE = "move"
    BOTH = "both"


_KEYS = {Qt.Key.Key_K: Fate.KEEP, Qt.Key.Key_M: Fate.MOVE, Qt.Key.Key_B: Fate.BOTH}
Done = Callable[[str, str, str, list[CodingId], list[CodingId]], None]


class Queue(PassageList):
    """The passages of the code; K, M and B say where the chosen one goes, and go on."""

    def __init__(self, say: Callable[[Fate], None], *, name: str) -> None:
        super().__init__(name=name)
        self._say = say

    def event(self, event: QEvent) -> bool:
        """Keep the keys from commands of the page behind, which have the same letters."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
            return super().event(event)
        if Qt.Key(event.key()) in _KEYS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        fate = _KEYS.get(Qt.Key(event.key()))
        if fate is not None and not event.modifiers():
            self._say(fate)
        else:
            super().keyPressEvent(event)


class SplitSheet(Sheet):
    """Name the new code, walk the passages, say why; the verb is the caller's."""

    def __init__(self, bridge: Bridge, side: Side, reason: str, done: Done, parent: QWidget):
        title = self.tr("Split “{code}”").format(code=side.code.name)
        super().__init__(title, parent=parent, width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._side, self._done = side, done
        self.fates: dict[int, Fate] = {}
        self.name, self.rule, self.reason = QLineEdit(), QLineEdit(), QLineEdit(reason)
        self.said = Label("", Role.SMALL, ink="text2")
        self.queue = Queue(self.say_of_chosen, name=self.tr("Passages of the code"))
        self.queue.setMinimumHeight(scaled(300))
        self.body.addWidget(Field(self.tr("New code beside it"), self.name))
        hint = self.tr("Written into its definition, so that the two stay apart")
        self.body.addWidget(Field(self.tr("When to use it"), self.rule, hint=hint))
        self.body.addWidget(self.queue, 1)
        self.body.addLayout(self._buttons_of_fates())
        self.body.addWidget(self.said)
        self.body.addWidget(Field(self.tr("Why"), self.reason))
        offer_reasons(self.reason, bridge)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.split = self.add_button(self.tr("Split"), "primary", self._split)
        for editor in (self.name, self.reason):
            editor.textChanged.connect(self._follow)
        self._show(0)
        self.name.setFocus()

    def say_of_chosen(self, fate: Fate) -> None:
        """Say where the chosen passage goes, and go on to the next."""
        chosen = self.queue.chosen()
        if chosen is None:
            return
        self.fates[chosen.coding] = fate
        self._show(self._side.passages.index(chosen) + 1)

    def of(self, fate: Fate) -> list[CodingId]:
        """Return the codings that go one way."""
        every = (row.coding for row in self._side.passages if row.coding is not None)
        return [key for key in every if self.fates.get(key, Fate.KEEP) is fate]

    def _buttons_of_fates(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for fate, words, tip in (
            (Fate.KEEP, self.tr("Keep"), self.tr("It stays with this code (K)")),
            (Fate.MOVE, self.tr("Move"), self.tr("It goes to the new code (M)")),
            (Fate.BOTH, self.tr("Both"), self.tr("It stays and is coded with the new one (B)")),
        ):
            button = Button(words, tip=tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, which=fate: self.say_of_chosen(which))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show(self, place: int) -> None:
        rows = self._side.passages
        colour = self._side.code.colour
        chosen = rows[min(place, len(rows) - 1)] if rows else None
        self.queue.set_passages(rows, chosen, colour_of=lambda _: colour, tag_of=self._tag)
        self._follow()

    def _tag(self, row: Passage) -> tuple[str, str]:
        fate = self.fates.get(row.coding or 0, Fate.KEEP)
        words = {Fate.MOVE: self.tr("moves"), Fate.BOTH: self.tr("both")}
        return words.get(fate, self.tr("stays")), "text2" if fate is Fate.KEEP else "accent"

    def _follow(self) -> None:
        moved, both = len(self.of(Fate.MOVE)), len(self.of(Fate.BOTH))
        words = self.tr("{m} move, {b} are in both, {k} stay.")
        kept = self._side.total - moved - both
        self.said.setText(words.format(m=moved, b=both, k=f"{kept:,}"))
        named = self.name.text().strip() and self.reason.text().strip()
        self.split.setEnabled(bool(named and moved + both))

    def _split(self) -> None:
        self._done(
            self.reason.text().strip(), self.name.text().strip(), self.rule.text().strip(),
            self.of(Fate.MOVE), self.of(Fate.BOTH),
        )  # fmt: skip
        self.accept()
