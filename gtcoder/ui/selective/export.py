"""Writing the tables of structures: which of them, as of when, and in what form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from gtcoder.progress import Progress
from gtcoder.queries import ledger
from gtcoder.ui.frame.writing import export_folder, start_writing
from gtcoder.ui.kit import Chip, FlowLayout
from gtcoder.ui.models.export_sheet import ExportSheet, Wish
from gtcoder.ui.models.formats import FileKind
from gtcoder.ui.session import Session

_STRUCTURES, _AXIAL, _BOOK = "selective-structure", "axial-list", "codebook"


class StructuresSheet(ExportSheet):
    """The sheet of exports, with the table and the moment to choose before the place."""

    def __init__(
        self,
        labels: Sequence[str],
        *,
        folder: Path,
        parent: QWidget,
        then: Callable[[Wish], None],
    ) -> None:
        kinds = (
            FileKind("docx", _tr("docx, a table for the paper")),
            FileKind("xlsx", _tr("xlsx, a sheet")),
            FileKind("csv", _tr("csv, plain data")),
            FileKind("html", _tr("html, a page")),
            FileKind("tex", _tr("tex, for LaTeX")),
            FileKind("md", _tr("md, Markdown")),
        )
        name = _tr("Structures")
        super().__init__(
            _tr("Export the structures"), name, kinds, folder=folder, parent=parent, then=then
        )
        self.table, self.moment = Chip(self.tr("Table")), Chip(self.tr("As of"))
        self.table.set_choices(
            [
                (self.tr("selective structures"), _STRUCTURES),
                (self.tr("open codes under axial codes"), _AXIAL),
                (self.tr("codebook with definitions"), _BOOK),
            ]
        )
        self.moment.set_choices([(self.tr("now"), ""), *((label, label) for label in labels)])
        self.repeated = QCheckBox(self.tr("Say names again that the row above has already"))
        self.totals = QCheckBox(self.tr("A row of totals"))
        self.totals.setChecked(True)
        row = QWidget()
        flow = FlowLayout(row)
        for chip in (self.table, self.moment):
            flow.addWidget(chip)
        for place, widget in enumerate((row, self.repeated, self.totals)):
            self.body.insertWidget(place, widget)
        self.table.changed.connect(self._follow_table)

    def chosen(self) -> tuple[str, dict[str, str]]:
        """Return the report and its options as they are written."""
        report, moment = str(self.table.value()), str(self.moment.value())
        if report == _BOOK:
            return report, {"at": moment} if moment else {}
        said = {
            "repeated": "yes" if self.repeated.isChecked() else "no",
            "totals": "yes" if self.totals.isChecked() else "no",
        }
        return report, {**said, **({"label": moment} if moment else {})}

    def _follow_table(self) -> None:
        for box in (self.repeated, self.totals):
            box.setEnabled(self.table.value() != _BOOK)


def ask_export(session: Session, ground: QWidget, owner: QObject) -> StructuresSheet:
    """Ask which table goes where, and write it in a job."""
    with session.bridge.read() as reader:
        labels = [row.name for row in ledger.labels(reader)]

    def write(wish: Wish) -> None:
        report, options = sheet.chosen()
        start_writing(
            session, owner, lambda progress: _written(session, report, options, wish.out, progress)
        )

    sheet = StructuresSheet(labels, folder=export_folder(session), parent=ground, then=write)
    sheet.open()
    return sheet


def _written(
    session: Session, report: str, options: dict[str, str], out: Path, progress: Progress
) -> Path:
    from gtcoder.exchange.writing import write_report
    from gtcoder.reports import REPORTS, options_from

    kind = REPORTS.get(report)
    with session.bridge.read() as reader:
        made = kind.run(reader, options_from(kind, options), progress)
    return write_report(made, out, progress).path


def _tr(text: str) -> str:
    return QCoreApplication.translate("StructuresSheet", text)
