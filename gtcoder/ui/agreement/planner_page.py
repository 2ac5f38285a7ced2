"""The page of the planner: how much to double-code for an interval as narrow as is wished."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.queries.keeping import CODED
from gtcoder.ui.agreement.facts import facts_of
from gtcoder.ui.agreement.planner_chips import PlannerChips
from gtcoder.ui.agreement.planner_halves import PlanHalves
from gtcoder.ui.kit import EmptyState, FrameModel, Hairline, Label, TableView, ThinProgress
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.ui.tables.chart import ChartView, draw
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.workspace import Workspace

if TYPE_CHECKING:
    from gtcoder.progress import Progress
    from gtcoder.reports.base import Report, Row
    from gtcoder.ui.jobs import Job
    from gtcoder.ui.kit.frame import Cell


class PlannerPage(Workspace):
    """The sentence, the curve and its numbers; computed anew when a chip is set."""

    place: ClassVar[str] = "agreement:planner"
    tables: ClassVar[frozenset[str]] = CODED | {"assignment"}
    studies: ClassVar[int] = 400  # simulated, and resamples of each

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.report: Report | None = None
        self._job: Job[Report] | None = None
        self._drawing: Job[QImage] | None = None
        self.chips, self.progress = PlannerChips(), ThinProgress()
        self.told = Label("", Role.TITLE, wrap=True)
        self.told.setObjectName("plan_told")
        self.model = FrameModel(totals_among=True, parent=self)
        self.table = TableView(name=self.tr("What each number of interviews or units brings"))
        self.table.setObjectName("plan_table")
        self.table.setModel(self.model)
        self.chart = ChartView(name=self.tr("Half-width over what is coded twice"))
        self.words = Label("", Role.SMALL, ink="text2", wrap=True)
        self.words.setObjectName("plan_words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = EmptyState(self.tr("Not computed yet."))
        self._lay()
        self.chips.changed.connect(self.compute)
        self.chart.room_changed.connect(self._draw)
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read what there is to choose from, and plan anew."""
        with self.session.bridge.read() as reader:
            facts = facts_of(reader)
        self.chips.offer(facts)
        self.compute()

    def compute(self) -> None:
        """Simulate what the chips say, off the window's thread."""
        bridge = self.session.bridge
        options = replace(self.chips.options(), studies=self.studies, resamples=self.studies)
        if self._job is not None:
            self._job.cancel()
        self._set_dim(dim=True)
        self.chart.wait()

        def work(progress: Progress) -> Report:
            from gtcoder.reports.agreement_planner import agreement_planner

            with bridge.read() as reader:
                return agreement_planner(reader, options, progress)

        self._job = self.session.jobs.start(work, done=self._show, failed=self._fail, owner=self)
        self.progress.follow(self._job, self.tr("Simulating studies"))

    def hindrance(self) -> str:
        """Say why there is nothing to export, if so."""
        return "" if self.report is not None else self.tr("There is no plan yet")

    def ask_export(self) -> None:
        """Ask where the curve and its numbers are written to."""
        report = self.report
        if report is None:
            return

        def make(_: Path) -> Report:
            return report

        ExportSheet(
            self.session, make, stem="agreement-planner", has_chart=True, parent=self
        ).open()

    def status(self) -> tuple[str, ...]:
        """Say what was simulated."""
        if self.report is None:
            return ()
        return (str(self.report.provenance["sample"]),)

    def first_focus(self) -> QWidget:
        """Return the chip of the wished half-width."""
        return self.chips.chip("width")

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the chips to the curve and its numbers."""
        return (self.first_focus(), self.chart, self.table)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _show(self, report: Report) -> None:
        self.report = report
        noun = report.columns[0].capitalize()
        headings = (noun, self.tr("Half-width"), self.tr("10 % below"), self.tr("10 % above"),
                    self.tr("Narrower, %"), self.tr("None, %"))  # fmt: skip
        tips = {
            1: self.tr("Mean half-width of the simulated studies that have an interval"),
            4: self.tr("Share of all simulated studies that are narrower than wished"),
            5: self.tr("Share of simulated studies without an interval"),
        }
        rows = [_shown(row) for row in report.rows]
        self.model.set(headings, rows, totals=self._needed(report), tips=tips)
        self._halves.fit()
        self.chips.offer_more(reached=report.provenance["needed"] is not None)
        self.told.setText(" ".join(report.text))
        self.words.setText(" ".join(report.sentences))
        self._stack.setCurrentIndex(0)
        self._set_dim(dim=False)
        self._draw()
        self.status_changed.emit()

    def _needed(self, report: Report) -> frozenset[int]:
        """Return the row of the number that is needed, which is set in heavier letters."""
        needed = report.provenance["needed"]
        return frozenset(place for place, row in enumerate(report.rows) if row[0] == needed)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.report = None
        self.empty.set_words(str(error))
        self._stack.setCurrentIndex(1)
        self.status_changed.emit()

    def _draw(self) -> None:
        report = self.report
        if report is None or report.chart is None or not self.chart.isVisible():
            return
        room, ratio = self.chart.room(), self.devicePixelRatioF()
        chart = replace(report.chart, note="")  # what it notes stands above it
        work = partial(draw, chart, room, ratio, theme())
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.session.jobs.start(work, done=self._show_picture, owner=self)

    def _show_picture(self, image: QImage) -> None:
        words = self.tr("The curve: its numbers are in the table")
        self.chart.show_picture(image, words)

    def _set_dim(self, *, dim: bool) -> None:
        self.table.setEnabled(not dim)
        for label, ink in ((self.told, "text"), (self.words, "text2")):
            label.set_ink("text3" if dim else ink)

    def _lay(self) -> None:
        found = QWidget()
        self._inner = QVBoxLayout(found)
        self._halves = PlanHalves(self.chart, self.table)
        for part, stretch in ((self.told, 0), (self._halves, 1), (self.words, 0)):
            self._inner.addWidget(part, stretch)
        rolled = QScrollArea(self)
        rolled.setFrameShape(QScrollArea.Shape.NoFrame)
        rolled.setWidgetResizable(True)
        rolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rolled.setWidget(found)
        for ground in (rolled.viewport(), found):
            ground.setAutoFillBackground(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(rolled)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.chips, Hairline(), self.progress)
        for each in above:
            column.addWidget(each)
        column.addWidget(self._stack, 1)

    def _wear(self) -> None:
        self._inner.setContentsMargins(scaled(20), scaled(16), scaled(16), scaled(12))
        self._inner.setSpacing(scaled(10))
        if self.isVisible():
            self._draw()


def _shown(row: Row) -> tuple[Cell, ...]:
    """Return a row with shares in per cent."""
    n, *widths, narrow, none = row
    return (n, *widths, *(round(100 * x) if isinstance(x, float) else x for x in (narrow, none)))
