"""What is said of all files of an import at once: who asks, and what their names tell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gtcoder.exchange.import_profiles import ImportProfile
from gtcoder.ui.documents.plan import ForAll, Said
from gtcoder.ui.documents.profile_row import ProfileRow
from gtcoder.ui.kit import Field
from gtcoder.ui.look import fixed, scaled
from gtcoder.ui.session import Session

NAMES = "{participant}_{site}_{wave}"


class ForAllForm(QWidget):
    """Lines below the list of files; each tells what was written when it is left or on Enter."""

    interviewers_said = Signal(object)
    names_said = Signal(str)
    profile_said = Signal(object, object)  # ImportProfile, ForAll
    saving = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.interviewers, self.names = QLineEdit(), QLineEdit()
        self.interviewers.setObjectName("interviewers")
        self.interviewers.setPlaceholderText("INT, Mod")
        self.names.setObjectName("file-names")
        self.names.setPlaceholderText(NAMES)
        self.names.setFont(fixed())
        self._names = Field(
            self.tr("Variables from file names"),
            self.names,
            hint=self.tr("A pattern of the names, each variable in braces. Enter reads again."),
        )
        who = Field(
            self.tr("Interviewers in all files"),
            self.interviewers,
            hint=self.tr("Labels of those who ask, where they were not found."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(10))
        column.setSpacing(scaled(8))
        for field in (who, self._names):
            column.addWidget(field)
        self.profiles = ProfileRow(session, self)
        column.addWidget(self.profiles)
        self.profiles.chosen.connect(self._take_profile)
        self.profiles.saving.connect(self.saving)
        self.interviewers.editingFinished.connect(self._take_interviewers)
        self.names.editingFinished.connect(self._take_names)

    def start(self) -> None:
        """Begin a new import: nothing is said yet."""
        self.interviewers.clear()
        self.names.clear()
        self._names.set_error("")
        self.profiles.refresh()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the pattern of the names."""
        self._names.set_error(sentence)

    def save(self, said: Said, for_all: ForAll) -> None:
        """Keep how a file is read, and what holds for all, under a name."""
        self.profiles.ask_name(said.options("", for_all))

    def _take_profile(self, profile: ImportProfile) -> None:
        for_all = ForAll(profile.interviewers, profile.names)
        self.interviewers.setText(", ".join(profile.interviewers))
        self.names.setText(profile.names)
        self.profile_said.emit(profile, for_all)

    def _take_interviewers(self) -> None:
        labels = (label.strip() for label in self.interviewers.text().split(","))
        self.interviewers_said.emit(tuple(label for label in labels if label))

    def _take_names(self) -> None:
        self._names.set_error("")
        self.names_said.emit(self.names.text().strip())
