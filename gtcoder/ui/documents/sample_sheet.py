"""The box that draws a reliability sample by lot and shows it before it is given out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.actions import team
from gtcoder.errors import InvalidInput
from gtcoder.lots import drawn, size_of
from gtcoder.queries.people import RoundRow, strata
from gtcoder.ui.documents.rows import Overview
from gtcoder.ui.kit import Chip, Field, Label, Sheet
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CoderRole

_SHOWN = 12


class SampleSheet(Sheet):
    """Asks how many documents, stratified by what, by which seed and for whom."""

    def __init__(
        self, session: Session, overview: Overview, row: RoundRow, *, parent: QWidget
    ) -> None:
        super().__init__(parent.tr("Draw a sample"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._round = session, row
        self.say(
            self.tr("Documents are drawn by lot and assigned in “{round}”.").format(round=row.name)
        )
        self.number = QLineEdit("20%")
        self.number.setObjectName("sample-size")
        self.seed = QLineEdit("1")
        self.seed.setObjectName("sample-seed")
        self.by = Chip(self.tr("Stratified by"))
        variables = {name for values in overview.values.values() for name in values}
        variables |= {name for each in overview.participants for name in each.variables}
        self.by.set_choices(
            [(self.tr("nothing"), ""), *((name, name) for name in sorted(variables))]
        )
        able = [each for each in overview.coders if each.role is not CoderRole.VIEWER]
        self.coders = Chip(self.tr("For"))
        self.coders.set_many([(each.name, each.id) for each in able], {each.id for each in able})
        self.preview = Label("", Role.SMALL, ink="text2", wrap=True)
        self.preview.setObjectName("sample-preview")
        self._lay_out()
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._act = self.add_button(self.tr("Draw and assign"), "primary", self._finish)
        self.number.textChanged.connect(self._follow)
        self.seed.textChanged.connect(self._follow)
        self.by.changed.connect(self._follow)
        self.coders.changed.connect(self._follow)
        self._follow()
        self.number.setFocus()

    def _lay_out(self) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(self.by)
        row.addWidget(self.coders)
        row.addStretch(1)
        self.body.addWidget(Field(self.tr("How many documents, or which share"), self.number))
        self.body.addWidget(Field(self.tr("Seed; the same draws the same"), self.seed))
        self.body.addWidget(line)
        self.body.addWidget(self.preview)

    def _follow(self, *_: object) -> None:
        """Show what would be drawn: the same lots as will be, for they hang on the seed alone."""
        try:
            with self._session.bridge.read() as reader:
                known = strata(reader, str(self.by.value() or ""), self._round)
            names = drawn(known, size_of(self.number.text(), len(known)), int(self.seed.text()))
        except ValueError:
            self._tell(self.tr("The seed is a whole number, such as 1."), able=False)
            return
        except InvalidInput as error:
            self._tell(str(error), able=False)
            return
        listed = "; ".join(names[:_SHOWN])
        if len(names) > _SHOWN:
            listed = self.tr("{names} and {count} more").format(
                names=listed, count=len(names) - _SHOWN
            )
        of = self.tr("{count} of {total} documents: {names}")
        words = of.format(count=len(names), total=len(known), names=listed)
        self._tell(words, able=bool(self.coders.value()))

    def _tell(self, words: str, *, able: bool) -> None:
        self.preview.setText(words)
        self._act.setEnabled(able)
        self._act.setToolTip("" if able else self.tr("Say how many, and for whom."))

    def _finish(self) -> None:
        self.accept()
        self._session.bridge.act(
            team.draw_sample,
            round=self._round.id,
            coders=tuple(self.coders.value()),
            size=self.number.text(),
            by=str(self.by.value() or ""),
            seed=int(self.seed.text()),
        )
