"""The sheet that relates two categories: which way, by what kind of link, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.ui.axial.pick import NameList
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import Button, Field, Label, Sheet, TextArea
from gtcoder.ui.look import Role
from gtcoder.vocabulary import CodeId

Relate = Callable[[CodeId, CodeId, str, str], None]


class RelateSheet(Sheet):
    """Source, kind and target as one sentence; `then(source, target, type, note)` stores it."""

    def __init__(
        self, theory: Theory, source: CodeId, target: CodeId, *, parent: QWidget, then: Relate
    ) -> None:
        super().__init__(self.tr("Relate two categories"), parent=parent, width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("relate_sheet")
        self._theory, self._ends, self._then = theory, (source, target), then
        self._sentence = Label("", Role.STRONG, wrap=True)
        self.swap_button = Button(
            self.tr("Swap"),
            kind="quiet",
            icon_name="arrows-clockwise",
            tip=self.tr("Let it run the other way (Alt+S)"),
        )
        self.swap_button.setShortcut("Alt+S")
        self.swap_button.clicked.connect(self.swap)
        row = QHBoxLayout()
        row.addWidget(self._sentence, 1)
        row.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.types = NameList(
            theory.types(),
            label=self.tr("Kind of relation"),
            placeholder=self.tr("is a cause of"),
            own=True,
        )
        self.types.setParent(self)
        self.body.addWidget(
            Field(
                self.tr("Kind of relation"),
                self.types.line,
                hint=self.tr("Type a part of it, or a kind of your own"),
            )
        )
        self.body.addWidget(self.types.list, 1)
        self.note = TextArea("", name=self.tr("Note"), lines=2)
        self.note.submitted.connect(self._finish)
        self.body.addWidget(Field(self.tr("Note"), self.note, hint=self.tr("Why you think so")))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Relate"), "primary", self._finish)
        self.types.line.textChanged.connect(self._say)
        self.types.list.selectionModel().currentChanged.connect(self._say)
        self._say()
        self.types.line.setFocus()

    def swap(self) -> None:
        """Turn the direction round."""
        self._ends = self._ends[::-1]
        self._say()

    def _say(self) -> None:
        names = [self._theory.codes[end].name for end in self._ends]
        kind = self.types.value() or "…"
        self._sentence.setText(f"{names[0]} → {kind} → {names[1]}")

    def _finish(self) -> None:
        kind = self.types.value()
        if kind:
            self.accept()
            self._then(*self._ends, kind, self.note.text().strip())
