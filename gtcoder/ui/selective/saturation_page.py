"""The page of saturation: when codes stopped being new, and what that does not say."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.keeping import COUNTED
from gtcoder.ui.axial.centre import PROPERTIES
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Hairline, Label, Segmented, ThinProgress
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.pages import PLACE, SATURATION
from gtcoder.ui.session import OneCode, OnePage, Session
from gtcoder.ui.tables.answer import Answer, Asked, answer
from gtcoder.ui.tables.answer_page import BOTH, AnswerPage
from gtcoder.ui.tables.chart import draw
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.tables.facts import Facts, facts_of
from gtcoder.ui.tables.options import OptionBar
from gtcoder.vocabulary import CodeId

CURVE = "saturation"
_REPORTS = (CURVE, "saturation-points", "saturation-categories")


class SaturationPage(Page):
    """Curve, points and categories are the reports; their choices stand above them."""

    place = f"{PLACE}:{SATURATION}"
    tables: ClassVar[frozenset[str]] = COUNTED | {"assignment", "variable_value"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._facts: Facts | None = None
        self._job: Job[Answer] | None = None
        self._drawing: Job[QImage] | None = None
        words = (self.tr("Curve"), self.tr("Base and run"), self.tr("Categories"))
        self.views = Segmented(
            list(zip(_REPORTS, words, strict=True)), name=self.tr("What is shown of saturation")
        )
        self.options, self.progress, self.page = OptionBar(), ThinProgress(), AnswerPage()
        self.meaning = Label(
            self.tr(
                "This is saturation of codes: when new codes stopped coming. Saturation of meaning "
                "is another thing, and no curve shows it; look at the properties of a category and "
                "at the passages along their dimensions."
            ),
            wrap=True,
        )
        self.grid = Button(
            self.tr("Go to the properties"),
            tip=self.tr("See in which cases the properties of categories have passages"),
        )
        self._export = self._add_command()
        self._lay()
        self.views.changed.connect(self._ask)
        self.grid.clicked.connect(partial(session.go, "axial", OnePage(PROPERTIES)))
        self.options.changed.connect(self.compute)
        self.page.wants_chart.connect(self._draw)
        self.page.opened_code.connect(self._open_code)
        look().changed.connect(self._draw)
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read what there is to choose from, and count."""
        with self.session.bridge.read() as reader:
            found = facts_of(reader)
        categories = found.suggest["code"]
        self._facts = Facts({**found.suggest, "category": categories}, found.reports, ())
        if self.options.form is None:
            self._ask(CURVE)
        else:
            self.compute()

    def compute(self) -> None:
        """Count with the choices made, off the window's thread."""
        asked, bridge = Asked(self.views.chosen, self.options.values()), self.session.bridge
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> Answer:
            with bridge.read() as reader:
                return answer(reader, asked, progress)

        self._job = self.session.jobs.start(work, done=self._show, failed=self._fail, owner=self)
        self.progress.follow(self._job, self.tr("Counting"))

    def status(self) -> tuple[str, ...]:
        """Say how many interviews count."""
        found = self.page.answer
        count = None if found is None else found.report.provenance.get("interviews")
        return () if count is None else (self.tr("{count} interviews").format(count=count),)

    def first_focus(self) -> QWidget:
        """Return the choice of what is shown."""
        return self.views.segment(self.views.chosen)

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the views to the choices and the table."""
        return (self.first_focus(), self.options, self.page.table)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _ask(self, report: str) -> None:
        """Show another of the reports, with its choices as they were."""
        if self._facts is not None:
            self.options.ask(report, self._facts)
            self.compute()

    def _show(self, found: Answer) -> None:
        self.page.show_answer(found)
        self.page.show_view(BOTH)
        self._export.setEnabled(True)
        self.status_changed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.page.show_reason(str(error))
        self._export.setEnabled(False)
        self.status_changed.emit()

    def _draw(self) -> None:
        """Draw the curve, if it is to be seen."""
        found, view = self.page.answer, self.page.chart
        if found is None or found.report.chart is None or not view.isVisible():
            return
        work = partial(draw, found.report.chart, view.room(), self.devicePixelRatioF(), theme())
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.session.jobs.start(work, done=self.page.show_picture, owner=self)

    def _open_code(self, code: int) -> None:
        self.session.go("open", OneCode(CodeId(code)))

    def _ask_export(self) -> None:
        found = self.page.answer
        if found is not None:
            report = found.report
            ExportSheet(
                self.session,
                lambda _: report,
                stem=report.name,
                has_chart=self.page.has_chart,
                parent=self,
            ).open()

    def _add_command(self) -> Button:
        words = QCoreApplication.translate("SaturationPage", "Export saturation…")
        tip = self.tr("Write the table or the curve to a file")
        command = Command("selective.saturation_export", words, "study", "Ctrl+E", tip, group=2)
        action = self.session.commands.add(command, self._ask_export, place=self.place)
        button = Button(
            self.tr("Export…"), kind="quiet", icon_name="download-simple", tip=action.toolTip()
        )
        button.clicked.connect(action.trigger)
        return button

    def _lay(self) -> None:
        self._head, self._said = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.views)
        self._head.addStretch(1)
        self._head.addWidget(self._export)
        self._said.addWidget(self.meaning, 1)
        self._said.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._said)
        column.addWidget(Hairline())
        column.addLayout(self._head)
        for part in (self.options, self.progress):
            column.addWidget(part)
        self.page.setMinimumSize(scaled(320), scaled(300))
        column.addWidget(self.page, 1)

    def _wear(self) -> None:
        self._head.setContentsMargins(scaled(16), scaled(8), scaled(12), 0)
        self._said.setContentsMargins(scaled(16), scaled(8), scaled(12), scaled(8))
