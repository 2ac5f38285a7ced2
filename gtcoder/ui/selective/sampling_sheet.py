"""The sheet on which a decision on sampling is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.queries.sampling import SamplingRow
from gtcoder.ui.kit import Chip, Field, Sheet, TextArea
from gtcoder.ui.look import scaled
from gtcoder.ui.selective.sampling_rows import SamplingLog


@dataclass(frozen=True, slots=True)
class Written:
    """A decision as it was written; links are keys."""

    gap: str
    decision: str
    sampled: str
    outcome: str
    decided_on: date
    documents: tuple[int, ...]
    participants: tuple[int, ...]
    codes: tuple[int, ...]


class SamplingSheet(Sheet):
    """Date, gap and decision are needed; the rest can come later."""

    def __init__(
        self,
        log: SamplingLog,
        row: SamplingRow | None,
        *,
        parent: QWidget,
        then: Callable[[Written], None],
    ) -> None:
        title = self.tr("Log a decision") if row is None else self.tr("Change the decision")
        super().__init__(title, parent=parent, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("sampling_sheet")
        self._then = then
        self.day = QLineEdit((date.today() if row is None else row.decided_on).isoformat())
        self.day.setObjectName("day")
        self._day = Field(self.tr("Decided on"), self.day, hint=self.tr("Year-month-day"))
        self.gap = self._area("gap", self.tr("Gap"), self.tr("What the theory lacks so far"))
        self.decision = self._area("decision", self.tr("Decision"), self.tr("What to look for"))
        self.sampled = self._area("sampled", self.tr("Sampled"), self.tr("Whom or what, and why"))
        self.outcome = self._area("outcome", self.tr("Outcome"), self.tr("What came of it"))
        self.body.addWidget(self._day)
        for name, area in (
            (self.tr("Gap"), self.gap), (self.tr("Decision"), self.decision),
            (self.tr("Sampled"), self.sampled), (self.tr("Outcome"), self.outcome),
        ):  # fmt: skip
            self.body.addWidget(Field(name, area))
        chips = QHBoxLayout()
        chips.setSpacing(scaled(8))
        self.documents = _chip(self.tr("Documents"), log.documents, row.documents if row else ())
        self.participants = _chip(
            self.tr("Participants"), log.participants, row.participants if row else ()
        )
        self.codes = _chip(self.tr("Categories changed"), log.categories, row.codes if row else ())
        for chip in (self.documents, self.participants, self.codes):
            chips.addWidget(chip)
        chips.addStretch(1)
        self.body.addLayout(chips)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        words = self.tr("Log it") if row is None else self.tr("Change it")
        self._primary = self.add_button(words, "primary", self._finish)
        self._primary.setToolTip(self.tr("{act} (Ctrl+Enter)").format(act=words))
        for area in (self.gap, self.decision, self.sampled, self.outcome):
            area.submitted.connect(self._finish)
            area.textChanged.connect(self._follow)
        self.day.textChanged.connect(self._follow)
        self._fill(row)
        self._follow()
        self.gap.setFocus()

    def _fill(self, row: SamplingRow | None) -> None:
        """Put in what is there of a decision that is to be changed."""
        if row is None:
            return
        areas = (self.gap, self.decision, self.sampled, self.outcome)
        texts = (row.gap, row.decision, row.sampled, row.outcome)
        for area, text in zip(areas, texts, strict=True):
            area.setPlainText(text)
            area.document().setModified(False)

    def _area(self, key: str, name: str, placeholder: str) -> TextArea:
        area = TextArea(placeholder, name=name, lines=2)
        area.setObjectName(key)
        return area

    def _date(self) -> date | None:
        try:
            return date.fromisoformat(self.day.text().strip())
        except ValueError:
            return None

    def _follow(self) -> None:
        wrong = self._date() is None
        self._day.set_error(self.tr("Write the date as 2020-02-24.") if wrong else "")
        written = self.gap.text().strip() and self.decision.text().strip()
        self._primary.setEnabled(bool(written) and not wrong)

    def _finish(self) -> None:
        day = self._date()
        if day is None or not self._primary.isEnabled():
            return
        written = Written(
            self.gap.text().strip(),
            self.decision.text().strip(),
            self.sampled.text().strip(),
            self.outcome.text().strip(),
            day,
            *(
                tuple(sorted(chip.value()))
                for chip in (self.documents, self.participants, self.codes)
            ),
        )
        self.accept()
        self._then(written)


def _chip(label: str, names: Mapping[int, str], chosen: tuple[int, ...]) -> Chip:
    chip = Chip(label)
    chip.set_many([(name, key) for key, name in names.items()], set(chosen))
    return chip
