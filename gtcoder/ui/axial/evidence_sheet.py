"""The sheet that chooses passages of two categories as evidence for what relates them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gtcoder.queries.retrieval import Passage, passages_of_code
from gtcoder.store.reader import Reader
from gtcoder.ui.axial.link_parts import stance_choice
from gtcoder.ui.axial.rows import Link, Theory
from gtcoder.ui.kit import Field, Label, PassageList, PassageModel, SearchField, Sheet, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import QuotationId, Stance

_MOST = 400  # passages of each category that are offered
Choose = Callable[[Sequence[QuotationId], Stance, str], None]


def candidates(reader: Reader, link: Link) -> tuple[Passage, ...]:
    """Return the passages of both categories that are no evidence yet, each stretch once.

    Those that lie in both categories come first.
    """
    taken = {each.quotation for each in link.evidence}
    spans: list[set[tuple[int, int, int]]] = []
    found: dict[tuple[int, int, int], Passage] = {}
    for code in (link.source, link.target):
        rows = passages_of_code(reader, code, with_children=True, limit=_MOST).rows
        spans.append({_span(row) for row in rows})
        for row in rows:
            if row.quotation not in taken:
                found.setdefault(_span(row), row)
    both = spans[0] & spans[1]
    return tuple(sorted(found.values(), key=lambda row: (_span(row) not in both, _span(row))))


def _span(row: Passage) -> tuple[int, int, int]:
    return int(row.document_id), row.start, row.end


class EvidenceSheet(Sheet):
    """Passages to choose from (several with Ctrl or Shift) and what they say."""

    def __init__(
        self,
        theory: Theory,
        link: Link,
        passages: Sequence[Passage],
        *,
        parent: QWidget,
        then: Choose,
    ) -> None:
        super().__init__(self.tr("Add evidence"), parent=parent, width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("evidence_sheet")
        self._all, self._then, self._theory = tuple(passages), then, theory
        self.body.addWidget(Label(theory.sentence(link), Role.STRONG, wrap=True))
        self.stance = stance_choice(self.tr("What the passages say"))
        self.body.addWidget(self.stance, 0, Qt.AlignmentFlag.AlignLeft)
        self.filter = SearchField(
            self.tr("Words of a passage"), key="", name=self.tr("Filter passages")
        )
        self.filter.changed.connect(self._show)
        self.body.addWidget(self.filter)
        self.list = PassageList(name=self.tr("Passages of the two categories"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(scaled(300))
        self.filter.stepped_down.connect(self.list.setFocus)
        self.body.addWidget(self.list, 1)
        self._said = Label("", Role.SMALL, ink="text2", wrap=True)
        self.body.addWidget(self._said)
        self.note = TextArea("", name=self.tr("Note"), lines=1)
        self.note.submitted.connect(self._finish)
        hint = self.tr("How they speak for it; of a negative case, what explains it")
        self.body.addWidget(Field(self.tr("Note"), self.note, hint=hint))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(self.tr("Add as evidence"), "primary", self._finish)
        self.list.selectionModel().selectionChanged.connect(self._count)
        self._primary.setToolTip(self.tr("Add as evidence (Enter)"))
        self.list.activated_passage.connect(self._finish)
        self._show("")
        self.filter.setFocus()

    def chosen(self) -> list[Passage]:
        """Return the selected passages."""
        model: Any = self.list.model()
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [model.at(row) for row in rows]

    def _show(self, words: str) -> None:
        needle = words.casefold().strip()
        rows = [
            row
            for row in self._all
            if needle in row.text.casefold() or needle in row.document.casefold()
        ]
        self.list.set_passages(rows, colour_of=self._colour)
        model = self.list.model()
        if rows and isinstance(model, PassageModel):
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(model.index(0), flag)
        self._count()

    def _colour(self, passage: Any) -> int:
        code = self._theory.codes.get(passage.code)
        return code.colour if code else 0

    def _count(self, *_: object) -> None:
        chosen, shown = len(self.chosen()), self.list.model().rowCount()
        words = self.tr("{chosen} of {shown} passages chosen")
        if not self._all:
            words = self.tr("Neither category has passages that are not evidence already.")
        self._said.setText(words.format(chosen=chosen, shown=f"{shown:,}"))
        self._primary.setEnabled(bool(chosen))

    def _finish(self, *_: object) -> None:
        chosen = [row.quotation for row in self.chosen()]
        if chosen:
            stance, note = Stance(self.stance.chosen), self.note.text().strip()
            self.accept()
            self._then(chosen, stance, note)
