"""Parts of the panel of a relation: how strong it is, and what one passage says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.axial import relation_words
from gtcoder.ui.axial.rows import Given
from gtcoder.ui.kit import Button, Label, PassageList, Segmented
from gtcoder.ui.look import Role, look, scaled
from gtcoder.vocabulary import EvidenceId, Stance

_STANCES = {Qt.Key.Key_1: Stance.FOR, Qt.Key.Key_2: Stance.AGAINST,
            Qt.Key.Key_3: Stance.NEGATIVE_CASE}  # fmt: skip


def stance_choice(name: str) -> Segmented:
    """Return the choice of what a passage says."""
    return Segmented([(each.value, relation_words.stance_name(each)) for each in Stance], name=name)


class EvidenceList(PassageList):
    """The passages of a relation; 1, 2 and 3 say what one says, N notes how, Del takes it out."""

    removal_asked = Signal()
    note_asked = Signal()
    stance_asked = Signal(object)  # Stance

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif key == Qt.Key.Key_N and not event.modifiers():
            self.note_asked.emit()
        elif key in _STANCES:
            self.stance_asked.emit(_STANCES[key])
        else:
            super().keyPressEvent(event)


class StrengthChoice(QWidget):
    """How strong a relation is, as the researcher judges it."""

    asked = Signal(int)  # 0 takes back what was said

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = [(str(each), relation_words.strength_shortly(each)) for each in range(4)]
        self.choice = Segmented(words, name=self.tr("Strength of the relation"))
        for each in range(4):
            segment = self.choice.segment(str(each))
            segment.setToolTip(relation_words.strength_tip(each))
        self.choice.segment("0").setAccessibleName(self.tr("Not said"))
        self.choice.changed.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(4))
        self._column.addWidget(Label(self.tr("Strength"), Role.SMALL_STRONG))
        self._column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)

    def show_strength(self, strength: int) -> None:
        """Show what was said."""
        self.choice.chosen = str(strength)

    def _tell(self, key: str) -> None:
        self.asked.emit(int(key))


class GivenPart(QWidget):
    """What the chosen passage says of the relation, and how; both can be changed."""

    stance_asked = Signal(object, object)  # EvidenceId, Stance
    note_asked = Signal(object)  # Given
    removal_asked = Signal(object)  # EvidenceId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.given: Given | None = None
        self._writable = True
        self.stance = stance_choice(self.tr("What the passage says"))
        for number, each in enumerate(Stance, 1):
            words = self.tr("{stance} ({key})").format(
                stance=relation_words.stance_name(each), key=number
            )
            self.stance.segment(each.value).setToolTip(words)
        self.stance.changed.connect(self._tell_stance)
        self._note = Label("", Role.SMALL, ink="text2", wrap=True)
        self.note_button = Button(
            self.tr("Note"), kind="quiet", icon_name="pencil-simple",
            tip=self.tr("Say how this passage speaks for it or against it (N)"),
        )  # fmt: skip
        self.note_button.clicked.connect(self.ask_note)
        self.take_out = Button(
            self.tr("Take out"), kind="quiet",
            tip=self.tr("Take this passage out of the evidence (Del)"),
        )  # fmt: skip
        self.take_out.clicked.connect(self.remove)
        self._row = QHBoxLayout()
        self._row.addWidget(self.note_button)
        self._row.addWidget(self.take_out)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.stance, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._note)
        self._column.addLayout(self._row)
        look().changed.connect(self._wear)
        self._wear()

    def show_given(self, given: Given | None) -> None:
        """Show what a passage says; nothing where none is chosen."""
        self.given = given
        self.setVisible(given is not None)
        if given is not None:
            self.stance.chosen = given.stance.value
            unexplained = given.stance is Stance.NEGATIVE_CASE and not given.note
            words = self.tr("This negative case is not explained yet.") if unexplained else ""
            self._note.setText(given.note or words)
            self._note.setVisible(bool(given.note or words))

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be changed while the study is only read."""
        self._writable = not reason
        for button in (self.stance, self.note_button, self.take_out):
            button.setEnabled(not reason)
            button.setToolTip(reason or button.toolTip())

    def turn(self, stance: Stance) -> None:
        """Let the passage say something else."""
        if self.given is not None and self._writable and self.given.stance is not stance:
            self.stance_asked.emit(self.given.id, stance)

    def ask_note(self) -> None:
        """Ask for a note on it."""
        if self.given is not None and self._writable:
            self.note_asked.emit(self.given)

    def remove(self) -> None:
        """Ask to take it out."""
        if self.given is not None and self._writable:
            self.removal_asked.emit(EvidenceId(self.given.id))

    def _tell_stance(self, key: str) -> None:
        self.turn(Stance(key))

    def _wear(self) -> None:
        edge = scaled(16)
        self._column.setContentsMargins(edge, scaled(6), edge, scaled(2))
        self._column.setSpacing(scaled(4))
        self._row.setSpacing(scaled(2))
