"""The sheet that relates two categories: which way, by what kind of link, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.axial.pick import NameList
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import Button, Field, Label, PassageList, Sheet, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import CodeId, QuotationId

Relate = Callable[[CodeId, CodeId, str, str, Sequence[QuotationId]], None]


class RelateSheet(Sheet):
    """Source, kind and target as one sentence; `then(source, target, type, note, …)` stores it.

    Passages where the two lie together, or near, are offered as evidence; the former are chosen.
    """

    def __init__(
        self,
        theory: Theory,
        source: CodeId,
        target: CodeId,
        *,
        parent: QWidget,
        then: Relate,
        together: Sequence[Passage] = (),
        near: Sequence[Passage] = (),
    ) -> None:
        offered = (*together, *near)
        title = self.tr("Relate two categories")
        super().__init__(title, parent=parent, width=620 if offered else 460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("relate_sheet")
        self._theory, self._ends, self._then = theory, (source, target), then
        self._ask_ends()
        self._ask_kind(theory, short=bool(offered))
        self.note = TextArea("", name=self.tr("Note"), lines=2)
        self.note.submitted.connect(self._finish)
        self.body.addWidget(Field(self.tr("Note"), self.note, hint=self.tr("Why you think so")))
        self.passages: PassageList | None = None
        if offered:
            self._offer(together, near)
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

    def _ask_ends(self) -> None:
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

    def _ask_kind(self, theory: Theory, *, short: bool) -> None:
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
        self.body.addWidget(self.types.list, 0 if short else 1)
        self._back = Label("", Role.SMALL, ink="text2", wrap=True)
        self.body.addWidget(self._back)

    def _offer(self, together: Sequence[Passage], near: Sequence[Passage]) -> None:
        self.types.list.setFixedHeight(scaled(30) * 4)
        words = self.tr("Evidence: {n} passages where both lie, {m} near")
        self.body.addWidget(
            Label(words.format(n=len(together), m=len(near)), Role.SMALL_STRONG, ink="text2")
        )
        self.passages = PassageList(name=self.tr("Passages to take as evidence"))
        self.passages.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.passages.setMinimumHeight(scaled(190))
        self.passages.set_passages((*together, *near), colour_of=self._colour)
        model, chosen = self.passages.model(), QItemSelectionModel.SelectionFlag.Select
        for row in range(len(together)):
            self.passages.selectionModel().select(model.index(row, 0), chosen)
        self.body.addWidget(self.passages, 1)

    def _colour(self, passage: Any) -> int:
        code = self._theory.codes.get(passage.code)
        return code.colour if code else 0

    def _chosen(self) -> list[QuotationId]:
        if self.passages is None:
            return []
        model: Any = self.passages.model()
        rows = sorted(index.row() for index in self.passages.selectionModel().selectedRows())
        return [model.at(row).quotation for row in rows]

    def _say(self) -> None:
        names = [self._theory.codes[end].name for end in self._ends]
        kind = self.types.value() or "…"
        self._sentence.setText(f"{names[0]} → {kind} → {names[1]}")
        known = next((each for each in self._theory.kinds if each.name == kind), None)
        back = known.inverse if known is not None else ""
        words = self.tr("Read the other way: {target} {inverse} {source}")
        said = words.format(target=names[1], inverse=back, source=names[0]) if back else ""
        self._back.setText(said)

    def _finish(self) -> None:
        kind = self.types.value()
        if kind:
            chosen = self._chosen()
            self.accept()
            self._then(*self._ends, kind, self.note.text().strip(), chosen)
