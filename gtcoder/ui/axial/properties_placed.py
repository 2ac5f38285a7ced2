"""The passages along one property: their words, and of the chosen one where and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.properties import PlacedPassage
from gtcoder.queries.retrieval import Passage
from gtcoder.ui.axial import properties_words as words_of
from gtcoder.ui.axial.properties_line import HIGHEST, LOWEST, place_of_digit
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.kit import Button, IconButton, Label, NumberField, PassageList
from gtcoder.ui.look import Role, look, scaled


class PlacedList(PassageList):
    """Placed passages; 0 to 9 move one, - says negative case or not, N notes why, Del takes off."""

    digit = Signal(int)
    negative_key = Signal()
    note_key = Signal()
    off_key = Signal()
    back_key = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and not _with_control(event):
            self.digit.emit(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Minus and not _with_control(event):
            self.negative_key.emit()
        elif key == Qt.Key.Key_N and not event.modifiers():
            self.note_key.emit()
        elif key == Qt.Key.Key_Delete:
            self.off_key.emit()
        elif key == Qt.Key.Key_Escape:
            self.back_key.emit()
        else:
            super().keyPressEvent(event)


class DotPart(QWidget):
    """The place of one passage, whether it is a negative case, and what explains it."""

    move_asked = Signal(object, int)  # PropertyPlacementId, place
    negative_asked = Signal(object, bool)  # PlacedPassage
    note_asked = Signal(object)  # PlacedPassage
    off_asked = Signal(object)  # PlacedPassage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placed: PlacedPassage | None = None
        self._writable = True
        self.place = NumberField(LOWEST, HIGHEST, name=self.tr("Place"))
        self.place.setKeyboardTracking(False)
        self.place.setToolTip(self.tr("0 is the low end, 100 the high one (0 to 9 in the list)"))
        self.place.valueChanged.connect(self.put)
        self.negative = QCheckBox(self.tr("Negative case"))
        self.negative.setToolTip(self.tr("It goes against what the category says (-)"))
        self.negative.clicked.connect(self.turn)
        self._note = Label("", Role.SMALL, ink="text2", wrap=True)
        self.note_button = Button(
            self.tr("Note"),
            kind="quiet",
            icon_name="pencil-simple",
            tip=self.tr("Say what explains it (N)"),
        )
        self.note_button.clicked.connect(self.ask_note)
        self.off_button = Button(
            self.tr("Take off"), kind="quiet", tip=self.tr("Take it off the property (Del)")
        )
        self.off_button.clicked.connect(self.take_off)
        self._lay_out()
        self.show_dot(None)

    def show_dot(self, placed: PlacedPassage | None) -> None:
        """Show a placed passage; nothing where none is chosen."""
        self.placed = placed
        self.setVisible(placed is not None)
        if placed is None:
            return
        with QSignalBlocker(self.place):
            self.place.setValue(placed.place)
        self.negative.setChecked(placed.negative)
        gap = self.tr("This negative case is not explained yet.") if placed.unexplained else ""
        self._note.setText(placed.note or gap)
        self._note.set_ink("danger" if gap else "text2")
        self._note.setVisible(bool(placed.note or gap))
        explain, note = self.tr("Explanation"), self.tr("Note")
        self.note_button.setText(explain if placed.negative else note)

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be changed while the study is only read."""
        self._writable = not reason
        for each in (self.place, self.negative, self.note_button, self.off_button):
            each.setEnabled(not reason)
            each.setToolTip(reason or each.toolTip())

    def put(self, place: int) -> None:
        """Ask for another place."""
        if self.placed is not None and self._writable and place != self.placed.place:
            self.move_asked.emit(self.placed.id, place)

    def turn(self) -> None:
        """Ask to make it a negative case, or none."""
        if self.placed is not None and self._writable:
            self.negative_asked.emit(self.placed, not self.placed.negative)

    def ask_note(self) -> None:
        """Ask for what explains it."""
        if self.placed is not None and self._writable:
            self.note_asked.emit(self.placed)

    def take_off(self) -> None:
        """Ask to take it off."""
        if self.placed is not None and self._writable:
            self.off_asked.emit(self.placed)

    def _lay_out(self) -> None:
        edge = scaled(16)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(scaled(8))
        first.addWidget(Label(self.tr("Place"), Role.SMALL_STRONG, ink="text2"))
        first.addWidget(self.place)
        first.addWidget(self.negative)
        first.addStretch(1)
        second.addWidget(self.note_button)
        second.addWidget(self.off_button)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, scaled(6), edge, scaled(2))
        column.setSpacing(scaled(4))
        column.addLayout(first)
        column.addWidget(self._note)
        column.addLayout(second)


class PlacedPart(QWidget):
    """The passages of a property, or those of one case on it."""

    chose = Signal(object)  # PropertyPlacementId, or None
    opened = Signal(object)  # Passage
    left = Signal()  # back to all passages of the category
    place_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self._placed: dict[Any, PlacedPassage] = {}
        self._title = Label("", Role.SMALL_STRONG, wrap=True)
        self.back = IconButton("x", self.tr("Back to all passages"), key="Esc")
        self.back.clicked.connect(self.left)
        self.place_button = Button(
            self.tr("Place passages…"), kind="quiet", icon_name="plus",
            tip=self.tr("Place passages of the category along this property (P)"),
        )  # fmt: skip
        self.place_button.clicked.connect(self.place_asked)
        self._empty = Label("", Role.SMALL, ink="text2", wrap=True)
        self.list, self.dot = PlacedList(name=self.tr("Passages on the property")), DotPart()
        self.list.chosen_passage.connect(self._tell)
        self.list.activated_passage.connect(self.opened)
        self.list.digit.connect(self._digit)
        self.list.negative_key.connect(self.dot.turn)
        self.list.note_key.connect(self.dot.ask_note)
        self.list.off_key.connect(self.dot.take_off)
        self.list.back_key.connect(self.left)
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def show_line(
        self, line: Line, rows: Sequence[Passage], colour: int, *, case: str = ""
    ) -> None:
        """Show the passages of a property by their place; `case` names whose, where not all."""
        kept = self.list.chosen()
        self.line = line
        self._placed = {each.quotation: each for each in line.placed}
        name = line.row.name
        words = self.tr("On “{name}”, {case}").format(name=name, case=case)
        self._title.setText(words if case else self.tr("On “{name}”").format(name=name))
        again = next((row for row in rows if kept and row.quotation == kept.quotation), None)
        self.list.set_passages(rows, again, colour_of=lambda _: colour, tag_of=self._tag)
        self.list.setVisible(bool(rows))
        none = self.tr("No passage is placed here yet.")
        self._empty.setText(self.tr("No passage of {case} is placed here.").format(case=case)
                            if case else none)  # fmt: skip
        self._empty.setVisible(not rows)
        self.dot.show_dot(self._placed.get(again.quotation) if again is not None else None)

    def choose(self, placed: PlacedPassage | None) -> None:
        """Choose the passage of a dot, without telling."""
        model: Any = self.list.model()
        rows = [model.at(n) for n in range(model.rowCount())]
        row = next((row for row in rows if placed and row.quotation == placed.quotation), None)
        self.list.choose(row)
        self.dot.show_dot(placed if row is not None else None)

    def chosen_row(self) -> Passage | None:
        """Return the chosen passage."""
        found: Passage | None = self.list.chosen()
        return found

    def row_of(self, placed: PlacedPassage) -> Passage | None:
        """Return the passage of a dot with its words, where it is listed."""
        model: Any = self.list.model()
        rows = (model.at(n) for n in range(model.rowCount()))
        return next((row for row in rows if row.quotation == placed.quotation), None)

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be changed while the study is only read."""
        self.dot.set_writable(reason=reason)
        self.place_button.setEnabled(not reason)
        self.place_button.setToolTip(reason or self.place_button.toolTip())

    def _tag(self, row: Any) -> tuple[str, str]:
        placed = self._placed[row.quotation]
        return words_of.tag(placed), "danger" if placed.negative else "text2"

    def _tell(self, row: Any) -> None:
        placed = self._placed.get(row.quotation)
        self.dot.show_dot(placed)
        self.chose.emit(placed.id if placed else None)

    def _digit(self, digit: int) -> None:
        self.dot.put(place_of_digit(digit))

    def _lay_out(self) -> None:
        self._head, self._tools = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.back)
        self._tools.addWidget(self.place_button)
        self._tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._empty)
        column.addLayout(self._head)
        column.addLayout(self._tools)
        column.addLayout(self._middle)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addWidget(self.dot)

    def _wear(self) -> None:
        edge = scaled(16)
        self._head.setContentsMargins(edge, scaled(4), scaled(8), 0)
        self._tools.setContentsMargins(scaled(6), 0, edge, 0)
        self._middle.setContentsMargins(edge, scaled(6), edge, 0)


def _with_control(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)
