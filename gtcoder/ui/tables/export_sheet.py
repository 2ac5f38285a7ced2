"""The sheet that asks where a report goes and as what, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.frame.writing import export_folder, proposed_name, tell_written
from gtcoder.ui.kit import Chip, FileField, Sheet, ThinProgress
from gtcoder.ui.kit.file_field import has_folder, is_there
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.exchange.exporting import Exporter
    from gtcoder.exchange.writing import Written
    from gtcoder.reports.base import Report

PICTURES = frozenset({"svg", "pdf", "png"})


class ExportSheet(Sheet):
    """Asks for a kind of file and a place; a file that is there is named before it is replaced.

    `make` gives the report for the file that was chosen. What was written is told above the
    workspace; when it is stopped, a file that was there is as it was.
    """

    def __init__(
        self,
        session: Session,
        make: Callable[[Path], Report],
        *,
        stem: str,
        has_chart: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(QCoreApplication.translate("Export", "Export"), parent=parent, width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("export_sheet")
        self._session, self._make = session, make
        self._exporters = _exporters(has_chart=has_chart)
        self.format = Chip(self.tr("As"))
        self.format.setObjectName("format")
        self.format.set_choices([(each.title, each.name) for each in self._exporters], "docx")
        self.format.changed.connect(self._take_format)
        self.place = FileField(export_folder(session) / f"{proposed_name(stem)}.docx")
        self.path = self.place.line
        self.path.setObjectName("path")
        self.place.changed.connect(self._follow)
        self._progress = ThinProgress()
        self.body.addWidget(self.format, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.place)
        self.body.addWidget(self._progress)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.write_button = self.add_button(self.tr("Write"), "primary", self._write)
        self.write_button.setObjectName("write")
        self._follow()
        self.path.setFocus()

    def chosen(self) -> Path:
        """Return the path as it stands in its line."""
        return self.place.path()

    def _take_format(self, name: str) -> None:
        ending = next(each.extensions[0] for each in self._exporters if each.name == name)
        self.place.take_ending(ending)

    def _follow(self) -> None:
        """Follow what is written: the kind of file by its ending, and whether it is there."""
        out = self.chosen()
        known = next((e for e in self._exporters if out.suffix.lower() in e.extensions), None)
        if known is not None and known.name != self.format.value():
            self.format.set_choices([(e.title, e.name) for e in self._exporters], known.name)
        error = "" if known else self.tr("End the name in a kind of file that can be written.")
        if known and not has_folder(out):
            error = self.tr("This folder is not there.")
        self.place.set_error(error)
        self.write_button.setEnabled(not error)
        there = known is not None and is_there(out)
        self.write_button.setText(self.tr("Replace the file") if there else self.tr("Write"))

    def _write(self) -> None:
        out, make = self.chosen(), self._make

        def work(progress: Progress) -> Written:
            from gtcoder.exchange.writing import write_report

            return write_report(make(out), out, progress)

        session = self._session

        def late(written: Written) -> None:  # a stop came when it was in its place already
            tell_written(session, written.path, written.notes)

        self.write_button.setEnabled(False)
        job = session.jobs.start(
            work, done=self._written, failed=self._not_written, dropped=late, owner=self
        )
        self._progress.follow(job, self.tr("Writing"))
        self.rejected.connect(job.cancel)

    def _written(self, written: Written) -> None:
        tell_written(self._session, written.path, written.notes)
        self.accept()

    def _not_written(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.place.set_error(str(error))
        self.write_button.setEnabled(True)


def _exporters(*, has_chart: bool) -> list[Exporter]:
    import gtcoder.exchange.writing  # noqa: F401  # registers them
    from gtcoder.exchange.exporting import EXPORTERS

    return [each for name, each in EXPORTERS if has_chart or name not in PICTURES]
