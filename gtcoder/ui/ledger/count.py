"""The count of the codebook between two moments: the sum, the diagram, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Chip, FrameModel, Label, TableView
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.ui.tables.chart import ChartView, draw

if TYPE_CHECKING:
    from gtcoder.progress import Progress

    # Nobody evaluates the annotations of Counted; reports are not loaded before they are needed.
    from gtcoder.queries.ledger import LabelRow  # noqa: TC004
    from gtcoder.reports.base import Report  # noqa: TC004


@dataclass(frozen=True, slots=True)
class Counted:
    """The report, and the labels to choose moments from."""

    report: Report
    labels: tuple[LabelRow, ...]


class CountPage(QWidget):
    """Initial + created − merged − retired = now, from any moment to any other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job[Counted] | None = None
        self._drawing: Job[QImage] | None = None
        self.shown: Counted | None = None
        self.since, self.until = Chip(self.tr("From")), Chip(self.tr("To"))
        self.steps = Chip(self.tr("Between"))
        self.sum = Label("", Role.TITLE, wrap=True)
        self.chart = ChartView(name=self.tr("The way of the codes as a diagram"))
        self.model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Count of codes from moment to moment"))
        self.table.setModel(self.model)
        self.export = Button(
            self.tr("Export…"), tip=self.tr("Write the table or the diagram to a file")
        )
        self.export.clicked.connect(self._ask_export)
        for chip in (self.since, self.until, self.steps):
            chip.changed.connect(self.read)
        self._offer(())
        self._lay_out()
        self.chart.room_changed.connect(self._draw)
        look().changed.connect(self._draw)

    def read(self, *_: object) -> None:
        """Count again, off the window's thread."""
        bridge = self._session.bridge
        since, until = str(self.since.value() or ""), str(self.until.value() or "")
        steps = bool(self.steps.value())

        def work(progress: Progress) -> Counted:
            from gtcoder.queries.ledger import labels
            from gtcoder.reports.reconciliation import ReconciliationOptions, reconcile

            with bridge.read() as reader:
                report = reconcile(reader, ReconciliationOptions(since, until, steps), progress)
                return Counted(report, labels(reader))

        if self._job is not None:
            self._job.cancel()
        self._job = self._session.jobs.start(work, done=self._show, failed=self._failed, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what may have changed while something else was shown."""
        super().showEvent(event)
        self.read()

    def _show(self, found: Counted) -> None:
        self._job, self.shown = None, found
        self._offer(found.labels)
        self.sum.setText(str(found.report.provenance["sum"]))
        self.model.set(found.report.columns, found.report.rows, totals=found.report.totals)
        self._draw()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _offer(self, labels: tuple[LabelRow, ...]) -> None:
        named = [(self.tr("label “{name}”").format(name=row.name), row.name) for row in labels]
        first = [(self.tr("before the first merge"), ""), (self.tr("the beginning"), "0")]
        self.since.set_choices([*first, *named], self.since.value() or "")
        self.until.set_choices([(self.tr("now"), ""), *named], self.until.value() or "")
        self.steps.set_choices(
            [(self.tr("nothing"), False), (self.tr("each label"), True)],
            bool(self.steps.value()),
        )

    def _draw(self) -> None:
        if self.shown is None or not self.chart.isVisible():
            return
        chart = self.shown.report.chart
        if chart is None or not chart.labels:
            self.chart.show_picture(None, self.tr("There is nothing to draw"))
            return
        work = partial(draw, chart, self.chart.room(), self.devicePixelRatioF(), theme())
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self._session.jobs.start(work, done=self._show_picture, owner=self)

    def _show_picture(self, image: QImage) -> None:
        self._drawing = None
        self.chart.show_picture(image, self.sum.text())

    def _ask_export(self) -> None:
        from gtcoder.ui.tables.export_sheet import ExportSheet

        if self.shown is not None:
            report = self.shown.report
            chart = report.chart is not None and bool(report.chart.labels)
            ExportSheet(
                self._session, lambda _: report, stem=report.name, has_chart=chart, parent=self
            ).open()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(scaled(8))
        for chip in (self.since, self.until, self.steps):
            bar.addWidget(chip)
        bar.addStretch(1)
        bar.addWidget(self.export)
        self.table.setMinimumHeight(scaled(110))
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        column.setSpacing(scaled(10))
        column.addLayout(bar)
        column.addWidget(self.sum)
        column.addWidget(self.chart, 3)
        column.addWidget(self.table, 1)
