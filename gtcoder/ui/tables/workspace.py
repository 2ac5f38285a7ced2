"""The workspace of tables and charts: questions, their options, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.actions.project import keep_result
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.keeping import COUNTED
from gtcoder.queries.ledger import ResultRow
from gtcoder.store.ledger import Change
from gtcoder.store.sight import Blindness
from gtcoder.ui.commands import Command, permit
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Hairline, Panel, ThinProgress, ask_text
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.session import OneCode, Session
from gtcoder.ui.tables.answer import REPORT, Answer, Asked, answer, dressed, report_of
from gtcoder.ui.tables.answer_page import AnswerPage
from gtcoder.ui.tables.bar import Bar
from gtcoder.ui.tables.chart import draw
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.tables.facts import Facts, facts_of
from gtcoder.ui.tables.gallery import Entry, Gallery
from gtcoder.ui.tables.options import OptionBar
from gtcoder.ui.tables.questions import entries_of
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId

QUICK = 0.3  # seconds: what took less is computed again without being asked to
ASKED = COUNTED | {"attribute", "attribute_value", "assignment", "label"}


class TablesWorkspace(Workspace):
    """Questions at the left, their options above, table and chart as two halves of one answer."""

    place = "tables"
    tables = ASKED | {"saved_result"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._facts: Facts | None = None
        self._entry: Entry | None = None
        self._seconds: dict[str, float] = {}  # by report: how long it took last
        self._dated = False
        self._sight: Blindness | None = None
        self._job: Job[Answer] | None = None
        self._drawing: Job[QImage] | None = None
        self._add_commands()
        self.gallery = Gallery(name=self.tr("Questions"))
        self.bar = Bar(self._keep, self._export, self)
        self.options, self.progress, self.page = OptionBar(), ThinProgress(), AnswerPage()
        self._lay()
        self.gallery.chosen.connect(self._choose)
        self.bar.asked_compute.connect(self.compute)
        self.bar.views.changed.connect(self.page.show_view)
        self.options.changed.connect(self._changed)
        self.page.opened_code.connect(self._open_code)
        self.page.wants_chart.connect(self._draw)
        look().changed.connect(self._draw)

    def refresh(self) -> None:
        """Read what there is to ask; answer the first question, or again what was asked."""
        with self.session.bridge.read() as reader:
            self._facts, sight = facts_of(reader), reader.blind
        hidden, self._sight = self._sight != sight, sight
        entries = entries_of(self._facts)
        entry = self._entry if self._entry in entries else entries[0]
        self.gallery.show_entries(entries, entry)
        if self._entry != entry or (hidden and not entry.report):
            self._choose(entry)  # the first time, or what was shown is not kept any more
        elif hidden:
            self.page.show_reason(self.tr("Counting what you may see."))
            self.compute()
        elif self._dated:
            self._changed()

    def on_change(self, change: Change) -> None:
        """Remember that the answer no longer holds, also while hidden."""
        ledger = self._entry is not None and self._entry.report == "ledger"
        if change.touches(*ASKED) or ledger:
            self._dated = self._dated or self._entry is not None
        super().on_change(change)

    def compute(self) -> None:
        """Answer the question, off the window's thread."""
        entry = self._entry
        if entry is None or not entry.report:
            return
        asked, bridge = Asked(entry.report, self.options.values()), self.session.bridge
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> Answer:
            with bridge.read() as reader:
                return answer(reader, asked, progress)

        self._job = self.session.jobs.start(
            work, done=self._show, failed=self._show_failure, owner=self
        )
        self.progress.follow(self._job, self.tr("Counting"))

    def status(self) -> tuple[str, ...]:
        """Say how many rows there are."""
        if self.page.answer is None:
            return ()
        return (self.tr("{count} rows").format(count=f"{len(self.page.answer.report.rows):,}"),)

    def first_focus(self) -> QWidget:
        """Return the questions."""
        return self.gallery

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the questions to the options and the table."""
        return (self.gallery, self.options, self.page.table)

    def _choose(self, entry: Entry) -> None:
        """Ask another question, or show a kept table as it was kept."""
        self._entry, self._dated = entry, False
        self.bar.show_question(entry.text)
        if self._facts is not None and entry.report:
            self.options.ask(entry.report, self._facts)
            self.compute()
        elif self._facts is not None:
            self.options.ask("", self._facts)
            self._show_kept(self._facts.kept[entry.kept])

    def _changed(self) -> None:
        """Answer again at once where that is quick; else say that the answer is out of date."""
        if self._entry is None or not self._entry.report:
            return
        self._dated = True
        if self._seconds.get(self._entry.report, 0.0) < QUICK:
            self.compute()
        else:
            self._show_state()

    def _show(self, found: Answer) -> None:
        self._seconds[found.asked.report] = found.seconds
        self._dated = False
        self.page.show_answer(found)
        self._show_state()
        self.status_changed.emit()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._dated = False
        self.page.show_reason(str(error))
        self._show_state()
        self.status_changed.emit()

    def _show_kept(self, row: ResultRow) -> None:
        if self._job is not None:
            self._job.cancel()
        asked = Asked(str(row.options.get("report", "")), _values(row.options.get("options")))
        with self.session.bridge.read() as reader:
            shown = dressed(reader, asked, report_of(row.record, row.name), kept=row.name)
        self._show(shown)

    def _show_state(self) -> None:
        found = self.page.answer
        self.bar.show_state(found, dated=self._dated, chart=self.page.has_chart)
        self.page.set_dim(self._dated and found is not None)
        missing = self.tr("There is no answer yet") if found is None else ""
        permit(self._export, missing)
        if not self.session.bridge.can_write:
            missing = self.tr("The study is open for reading only")
        elif found is not None and found.kept:
            missing = self.tr("It is kept already")
        permit(self._keep, missing)

    def _draw(self) -> None:
        """Draw the chart of the answer, if it is to be seen."""
        found, view = self.page.answer, self.page.chart
        if found is None or found.report.chart is None or not view.isVisible():
            return
        work = partial(draw, found.report.chart, view.room(), self.devicePixelRatioF(), theme())
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self.session.jobs.start(work, done=self.page.show_picture, owner=self)

    def _open_code(self, code: int) -> None:
        self.session.go("open", OneCode(CodeId(code)))

    def _ask_name(self) -> None:
        found = self.page.answer
        if found is None:
            return
        words = self.tr("The table is kept as it is now, with what was asked and the revision.")
        ask_text(
            self, self.tr("Keep this table in the study"), words, self.tr("Keep"),
            hint=self.tr("Name"), initial=found.report.title, lines=1,
            then=partial(self._store, found),
        )  # fmt: skip

    def _store(self, found: Answer, name: str) -> None:
        told = self.tr("“{name}” is kept in the study").format(name=name)
        self.session.bridge.act(
            keep_result, done=lambda _: self.session.say.toast(told), name=name, kind=REPORT,
            options={"report": found.asked.report, "options": dict(found.asked.values)},
            record=found.report.record(), revision=found.revision,
        )  # fmt: skip

    def _ask_export(self) -> None:
        found = self.page.answer
        if found is not None:
            report, chart = found.report, self.page.has_chart
            ExportSheet(
                self.session, lambda _: report, stem=report.name, has_chart=chart, parent=self
            ).open()

    def _add_commands(self) -> None:
        add = self.session.commands.add
        command = Command("tables.compute", self.tr("Compute again"), "study", "F5",
                          self.tr("Count again with these options"), group=4)  # fmt: skip
        add(command, self.compute, place=self.place)
        command = Command("tables.keep", self.tr("Keep in the study…"), "study", "Ctrl+Shift+K",
                          self.tr("Keep this table beside newer ones"), group=4)  # fmt: skip
        self._keep: QAction = add(command, self._ask_name, place=self.place)
        command = Command("tables.export", self.tr("Export…"), "study", "Ctrl+E",
                          self.tr("Write table or chart to a file"), group=4)  # fmt: skip
        self._export: QAction = add(command, self._ask_export, place=self.place)

    def _lay(self) -> None:
        questions = Panel(self.tr("Questions"), name="questions")
        questions.body.addWidget(self.gallery)
        questions.setFixedWidth(scaled(268))
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.bar, Hairline(), self.options, self.progress):
            right.addWidget(part)
        self.page.setMinimumSize(scaled(320), scaled(160))
        right.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(questions)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addLayout(right, 1)


def _values(kept: object) -> Mapping[str, str]:
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}
