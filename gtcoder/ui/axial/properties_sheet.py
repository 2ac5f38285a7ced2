"""The sheet that places passages along a property, one after the other or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QWidget

from gtcoder.store.ledger import Change
from gtcoder.ui.axial.properties_line import HIGHEST, LOWEST, place_of_digit
from gtcoder.ui.axial.properties_placed import PlacedList
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.axial.properties_slider import DimensionSlider
from gtcoder.ui.kit import Field, Label, NumberField, PassageModel, SearchField, Sheet, TextArea
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.queries.retrieval import Passage
    from gtcoder.ui.axial.properties_acts import PropertyActs


class _WaitingList(PlacedList):
    """The passages not placed yet; the arrows to the sides go to the mark, D to the desk."""

    desk_key = Signal()

    def __init__(self, slider: DimensionSlider, *, name: str) -> None:
        super().__init__(name=name)
        self._slider = slider
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(scaled(280))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._slider.keyPressEvent(event)
        elif event.key() == Qt.Key.Key_D and not event.modifiers():
            self.desk_key.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # closes the sheet
        else:
            super().keyPressEvent(event)


class PlaceSheet(Sheet):
    """What is placed leaves the list, and the next passage is chosen: a digit for each.

    Every placing is stored at once as an entry of its own; Done only closes the sheet.
    """

    def __init__(
        self, session: Session, acts: PropertyActs, line: Line, *, parent: QWidget
    ) -> None:
        title = self.tr("Place passages on “{name}”").format(name=line.row.name)
        super().__init__(title, parent=parent, width=660)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("place_sheet")
        self._bridge, self._acts, self._line = session.bridge, acts, line
        self._waiting: list[Passage] = []
        self._row = 0  # where the list goes on when what was chosen has left it
        self.slider = DimensionSlider()
        self._make_controls()
        self.list = _WaitingList(self.slider, name=self.tr("Passages not placed yet"))
        self._said = Label("", Role.SMALL, ink="text2", wrap=True)
        for widget in (self.slider, self._line_of_controls(), self._why, self.filter):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._said)
        self._desk = self.add_button(
            self.tr("At the desk"), "plain", self._open, tip=self.tr("Open the passage (D)")
        )
        self.add_button(self.tr("Done"), "plain", self.accept)
        self._primary = self.add_button("", "primary", self._place)
        self._connect()
        session.bridge.changed.connect(self.follow)
        self._read()
        self.list.setFocus()

    def follow(self, change: Change) -> None:
        """Show what has been placed meanwhile."""
        if change.touches("property", "property_placement", "coding", "code", "membership"):
            self._read()

    def chosen(self) -> list[Passage]:
        """Return the selected passages."""
        model: Any = self.list.model()
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [model.at(row) for row in rows]

    def _make_controls(self) -> None:
        self.place = NumberField(LOWEST, HIGHEST, name=self.tr("Place"))
        self.place.setValue(self.slider.value)
        self.negative = QCheckBox(self.tr("Negative case"))
        self.negative.setToolTip(self.tr("It goes against what the category says (-)"))
        self.note = TextArea("", name=self.tr("What explains it"), lines=1)
        self.note.submitted.connect(self._place)
        self._why = Field(
            self.tr("What explains it"), self.note,
            hint=self.tr("Without an explanation it counts as unexplained"),
        )  # fmt: skip
        self._why.hide()
        self.filter = SearchField(
            self.tr("Words of a passage, or a transcript"), key="", name=self.tr("Filter passages")
        )

    def _line_of_controls(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(Label(self.tr("Place"), Role.SMALL_STRONG, ink="text2"))
        row.addWidget(self.place)
        row.addWidget(self.negative)
        row.addStretch(1)
        keys = self.tr("0–9: from the low end to the high one, at once")
        row.addWidget(Label(keys, Role.SMALL, ink="text2"))
        return holder

    def _connect(self) -> None:
        self.slider.changed.connect(self._take_value)
        self.slider.placed.connect(self._place)
        self.slider.moved.connect(self._acts.move)
        self.place.valueChanged.connect(self.slider.set_value)
        self.negative.toggled.connect(self._follow_case)
        self.filter.changed.connect(self._show)
        self.filter.stepped_down.connect(self.list.setFocus)
        self.list.digit.connect(self._digit)
        self.list.desk_key.connect(self._open)
        self.list.negative_key.connect(self.negative.toggle)
        self.list.activated_passage.connect(self._place)
        self.list.selectionModel().selectionChanged.connect(self._count)

    def _read(self) -> None:
        line, self._waiting = self._acts.waiting(self._line.id, self._line.row.category)
        if line is None:  # removed meanwhile, by an undo or a colleague
            self.accept()
            return
        self._line = line
        self.slider.show_line(line)
        self._show(self.filter.text())

    def _show(self, words: str) -> None:
        needle, kept = words.casefold().strip(), [each.quotation for each in self.chosen()]
        rows = [
            row
            for row in self._waiting
            if needle in row.text.casefold() or needle in row.document.casefold()
        ]
        self.list.set_passages(rows, colour_of=self._acts.colour_of)
        model, flag = self.list.model(), QItemSelectionModel.SelectionFlag
        selection = self.list.selectionModel()
        again = [n for n, row in enumerate(rows) if row.quotation in kept]
        if rows and isinstance(model, PassageModel):
            at = again or [min(self._row, len(rows) - 1)]
            selection.setCurrentIndex(model.index(at[0]), flag.ClearAndSelect)
            for n in at[1:]:
                selection.select(model.index(n), flag.Select)
        self._count()

    def _count(self, *_: object) -> None:
        chosen, shown = len(self.chosen()), self.list.model().rowCount()
        words = self.tr("{chosen} of {shown} passages chosen · {placed} placed").format(
            chosen=chosen, shown=f"{shown:,}", placed=f"{len(self._line.placed):,}"
        )
        all_placed = self.tr("Every passage of the category is placed on this property.")
        none = self.tr("The category has no passages yet. Code some first.")
        if not self._waiting:
            words = all_placed if self._line.placed else none
        self._said.setText(words)
        self._primary.setText(self.tr("Place at {place}").format(place=self.slider.value))
        self._primary.setEnabled(bool(chosen))
        self._desk.setEnabled(chosen == 1)
        self.slider.set_mark(negative=self.negative.isChecked(), loaded=bool(chosen))

    def _take_value(self, value: int) -> None:
        with QSignalBlocker(self.place):
            self.place.setValue(value)
        self._count()

    def _digit(self, digit: int) -> None:
        self.slider.set_value(place_of_digit(digit))
        self._place()

    def _follow_case(self, *_: object) -> None:
        self._why.setVisible(self.negative.isChecked())
        if self.negative.isChecked():
            self.note.setFocus()
        self._count()

    def _place(self, *_: object) -> None:
        chosen, note = self.chosen(), self.note.text().strip()
        if not chosen or self._bridge.state.waiting:  # those chosen are on their way already
            return
        indexes = self.list.selectionModel().selectedRows()
        self._row = min(index.row() for index in indexes)
        negative = self.negative.isChecked()
        quotations = [row.quotation for row in chosen]
        self._acts.place(
            self._line, quotations, self.slider.value, negative=negative,
            note=note if negative else "",
        )  # fmt: skip
        self.note.clear()
        self.negative.setChecked(False)
        self.list.setFocus()

    def _open(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self.accept()
            self._acts.open(chosen[0])
