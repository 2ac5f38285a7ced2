"""How a table is read: as values of variables, or as a survey whose answers become documents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gtcoder.exchange.formats import SurveyColumns
from gtcoder.ui.documents.plan import PlannedFile
from gtcoder.ui.kit import Chip, FlowLayout
from gtcoder.ui.look import scaled

_VALUES, _SURVEY = "values", "survey"


class SurveyForm(QWidget):
    """Chips for a table; `read_again` carries the file as it is then said to be."""

    read_again = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._file: PlannedFile | None = None
        self.kind, self.who = Chip(self.tr("Read as")), Chip(self.tr("Participant"))
        self.texts = Chip(self.tr("Documents"))
        for chip, name in ((self.kind, "table-kind"), (self.who, "survey-who"),
                           (self.texts, "survey-texts")):  # fmt: skip
            chip.setObjectName(name)
        flow = FlowLayout(self, gap=scaled(8))
        for chip in (self.kind, self.who, self.texts):
            flow.addWidget(chip)
        self.kind.changed.connect(self._take_kind)
        self.who.changed.connect(self._take_who)
        self.texts.changed.connect(self._take_texts)

    def show_file(self, file: PlannedFile) -> None:
        """Show a file of the plan; of a transcript there is nothing to choose here."""
        self._file = file
        survey = file.survey
        self.setVisible(bool(file.columns))
        kinds = [(self.tr("values"), _VALUES), (self.tr("survey answers"), _SURVEY)]
        self.kind.set_choices(kinds, _VALUES if survey is None else _SURVEY)
        for chip in (self.who, self.texts):
            chip.setVisible(survey is not None)
        if survey is None:
            return
        columns = [(name, name) for name in file.columns if name]
        nobody = [] if survey.who else [(self.tr("number of the row"), "")]
        self.who.set_choices([*nobody, *columns], survey.who)
        self.texts.set_many(columns, set(survey.texts), noun=self.tr("columns"))

    def _take_kind(self, kind: str) -> None:
        self._say(SurveyColumns() if kind == _SURVEY else None)

    def _take_who(self, who: str) -> None:
        if self._file is not None and self._file.survey is not None:
            self._say(SurveyColumns(who, self._file.survey.texts))

    def _take_texts(self, texts: set[str]) -> None:
        if self._file is not None and self._file.survey is not None:
            ordered = tuple(name for name in self._file.columns if name in texts)
            self._say(SurveyColumns(self._file.survey.who, ordered))

    def _say(self, survey: SurveyColumns | None) -> None:
        if self._file is not None:
            self.read_again.emit(self._file.saying(survey=survey))
