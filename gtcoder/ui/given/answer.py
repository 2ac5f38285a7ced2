"""The numbers of a given table: a row for each, and all that a reader must know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gtcoder.ui.agreement.words import interval_text, value_text
from gtcoder.ui.kit import FrameModel, Label, TableView
from gtcoder.ui.look import Role, scaled

if TYPE_CHECKING:
    from gtcoder.analysis.records import AgreementRecord, AgreementResults


class Answer(QWidget):
    """A table of numbers, each with coefficient, year, coders and units; its notes below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Numbers of the table"))
        self.table.setObjectName("numbers")
        self.table.setModel(self.model)
        self.table.setMinimumHeight(scaled(130))
        self.notes = Label("", Role.SMALL, ink="text2", wrap=True)
        self.notes.setObjectName("notes")
        self._area = QScrollArea(self)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.notes)
        self._area.setFixedHeight(scaled(72))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._area)

    def show_results(self, results: AgreementResults) -> None:
        """Show the numbers of a computation."""
        from gtcoder.reports.agreement_tables import method_sentences

        columns = (
            self.tr("Coefficient"), self.tr("Value"), self.tr("95 % interval"), self.tr("Over"),
            self.tr("Coders"), self.tr("Units"), self.tr("Unit"),
        )  # fmt: skip
        self.model.set(columns, [self._row(each) for each in results.records])
        notes = dict.fromkeys(each.note for each in results.records if each.note)
        self.notes.setText("\n".join((*method_sentences(results.records), *notes)))

    def clear(self) -> None:
        """Show nothing."""
        self.model.set((), [])
        self.notes.setText("")

    def dim(self, *, dated: bool) -> None:
        """Grey the numbers where they no longer are those of the table above."""
        self.table.setEnabled(not dated)
        self.notes.set_ink("text3" if dated else "text2")

    def _row(self, record: AgreementRecord) -> tuple[str | int, ...]:
        from gtcoder.analysis.chosen import called, described

        limits = described(record.coefficient).thresholds
        over = record.code or (record.documents[0] if record.over == "document" else record.over)
        return (
            called(record.coefficient, record.source, record.variant),
            value_text(record.value, limits),
            interval_text(*record.interval) if record.interval else "",
            str(over),
            ", ".join(record.coders[:6]) + (" …" if len(record.coders) > 6 else ""),
            record.units,
            record.unit,
        )
