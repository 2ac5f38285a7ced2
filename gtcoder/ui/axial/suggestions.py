"""Suggested relations: pairs of categories with counts and passages; refused ones in a fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.retrieval import Passage
from gtcoder.reports.suggestions import Near, Suggestion, SuggestionOptions
from gtcoder.ui.axial.refused_fold import RefusedFold
from gtcoder.ui.axial.relation_words import shortly
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.kit import (
    Button,
    Chip,
    EmptyState,
    FrameModel,
    Hairline,
    Label,
    PassageList,
    TableView,
)
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import CodeId

_LEAST = (1, 2, 3, 5, 10)


class PairTable(TableView):
    """Suggestions; Enter relates the chosen two, Del refuses."""

    refusal_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.refusal_asked.emit()
        else:
            super().keyPressEvent(event)


class SuggestionsView(QWidget):
    """What could be related; it computes and stores nothing itself."""

    options_changed = Signal(object)  # SuggestionOptions
    chose = Signal(object)  # Suggestion
    relate_asked = Signal(object)  # Suggestion
    refusal_asked = Signal(object)  # Suggestion
    taken_back = Signal(object)  # RefusedRow
    passage_asked = Signal(object)  # Passage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = SuggestionOptions(least=2)
        self.found: tuple[Suggestion, ...] = ()
        self._codes: Mapping[CodeId, CodeRow] = {}
        self._writable = True
        self._make_options()
        self._make_table()
        self._make_passages()
        self.fold = RefusedFold()
        self.fold.taken_back.connect(self.taken_back)
        self._lay_out()
        self.show_found((), Theory())

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be related or refused while the study is only read."""
        self._writable = not reason
        for button in (self.relate_button, self.refuse_button):
            button.setToolTip(reason or button.toolTip())
        self.fold.set_writable(reason=reason)
        self._follow()

    def show_found(self, found: Sequence[Suggestion], theory: Theory) -> None:
        """Show the suggestions; the chosen pair stays chosen where it still stands."""
        kept, self._codes = self.chosen(), theory.codes
        self.found = tuple(found)
        self._model.set(
            (
                self.tr("Category"),
                self.tr("with"),
                self.tr("Together"),
                self.tr("Near"),
                self.tr("Documents"),
                self.tr("Participants of {n}").format(n=theory.people),
                self.tr("c"),
            ),
            [
                (
                    shortly(each.source.name),
                    shortly(each.target.name),
                    each.counts.together,
                    each.counts.near,
                    each.counts.documents,
                    each.counts.participants,
                    each.counts.coefficient,
                )
                for each in self.found
            ],
            colours=[each.source.colour for each in self.found],
        )
        self._pages.setCurrentIndex(int(not self.found))
        self.fold.show_refused(theory.refused)
        ends = [(each.source.id, each.target.id) for each in self.found]
        if kept is not None and (kept.source.id, kept.target.id) in ends:
            self.table.selectRow(ends.index((kept.source.id, kept.target.id)))
        else:
            self.show_passages((), ())
        self._follow()

    def show_passages(self, together: Sequence[Passage], near: Sequence[Passage]) -> None:
        """Show the passages of the chosen pair, those that overlap before those close by."""
        count = len(together)
        marks = {id(row): place < count for place, row in enumerate((*together, *near))}
        found = self.chosen()
        words = self.tr("{source} and {target}: {n} passages of either where both lie, {m} near")
        if found is not None:
            ends = {"source": found.source.name, "target": found.target.name}
            self._said.setText(words.format(n=count, m=len(near), **ends))
        self._said.setVisible(found is not None)
        self.passages.set_passages(
            (*together, *near),
            colour_of=self._colour,
            tag_of=lambda row: self._tag(marks, row),
        )

    def chosen(self) -> Suggestion | None:
        """Return the suggestion that is chosen."""
        rows = self.table.selectionModel().selectedRows() if self.found else []
        place = self._model.source_row(rows[0].row()) if rows else -1
        return self.found[place] if 0 <= place < len(self.found) else None

    def focus_widget(self) -> QWidget:
        """Return what has the keyboard here."""
        return self.table if self.found else self.near

    def _make_options(self) -> None:
        self.near = Chip(self.tr("Near"))
        self.near.set_choices(
            [
                (self.tr("in the same turn"), (Near.TURNS, 0)),
                (self.tr("same or next turn"), (Near.TURNS, 1)),
                (self.tr("within 2 turns"), (Near.TURNS, 2)),
                (self.tr("within 300 characters"), (Near.CHARACTERS, 300)),
                (self.tr("within 1,000 characters"), (Near.CHARACTERS, 1000)),
            ],
            (Near.TURNS, 1),
        )
        self.least = Chip(self.tr("At least"))
        self.least.set_choices(
            [(self.tr("{n} passages").format(n=n), n) for n in _LEAST], self.options.least
        )
        self.near.changed.connect(self._turn)
        self.least.changed.connect(self._turn)

    def _make_table(self) -> None:
        self._model = FrameModel(parent=self)
        self.table = PairTable(name=self.tr("Suggested relations"))
        self.table.setModel(self._model)
        self.table.chosen_row.connect(self._choose)
        self.table.opened_row.connect(lambda _: self._relate())
        self.table.refusal_asked.connect(self._refuse)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState(
                self.tr("Nothing is suggested."),
                self.tr("Suggested are categories whose passages overlap or stand near."),
            )
        )
        self.relate_button = Button(
            self.tr("Relate…"), tip=self.tr("Relate the chosen two, with evidence (Enter)")
        )
        self.relate_button.clicked.connect(self._relate)
        self.refuse_button = Button(
            self.tr("Refuse…"), kind="quiet", tip=self.tr("Never suggest these two again (Del)")
        )
        self.refuse_button.clicked.connect(self._refuse)

    def _make_passages(self) -> None:
        self._said = Label("", Role.SMALL_STRONG, ink="text2", wrap=True)
        self.passages = PassageList(name=self.tr("Passages of the suggestion"))
        self.passages.activated_passage.connect(self.passage_asked)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6))
        bar.setSpacing(scaled(8))
        for widget in (self.near, self.least):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.refuse_button, self.relate_button):
            bar.addWidget(button)
        below = QWidget()
        words = QVBoxLayout(below)
        words.setContentsMargins(0, scaled(8), 0, 0)
        said = QHBoxLayout()
        said.setContentsMargins(scaled(16), 0, scaled(16), 0)
        said.addWidget(self._said)
        words.addLayout(said)
        words.addWidget(self.passages, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pages)
        split.addWidget(below)
        split.setSizes([scaled(300), scaled(220)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Hairline())
        column.addWidget(split, 1)
        column.addWidget(Hairline())
        column.addWidget(self.fold)

    def _colour(self, row: Any) -> int:
        code = self._codes.get(row.code)
        return code.colour if code else 0

    def _tag(self, marks: dict[int, bool], row: Any) -> tuple[str, str]:
        near = self.tr("Near"), "text2"
        return (row.code_name, "text2") if marks.get(id(row), True) else near

    def _turn(self, *_: object) -> None:
        measure, reach = self.near.value()
        self.options = SuggestionOptions(
            near=measure,
            turns=reach if measure is Near.TURNS else 1,
            characters=reach if measure is Near.CHARACTERS else 300,
            least=self.least.value(),
        )
        self.options_changed.emit(self.options)

    def _choose(self, row: int) -> None:
        self._follow()
        if 0 <= row < len(self.found):
            self.chose.emit(self.found[row])

    def _relate(self) -> None:
        found = self.chosen()
        if found is not None and self._writable:
            self.relate_asked.emit(found)

    def _refuse(self) -> None:
        found = self.chosen()
        if found is not None and self._writable:
            self.refusal_asked.emit(found)

    def _follow(self) -> None:
        chosen = self._writable and self.chosen() is not None
        self.relate_button.setEnabled(chosen)
        self.refuse_button.setEnabled(chosen)
