"""The sheet for agreement of a table from elsewhere: paste or open, see it understood, compute."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.given.answer import Answer
from gtcoder.ui.given.asked import (
    RATINGS,
    SPANS,
    GivenAsked,
    Understood,
    given_report,
    numbers,
    understood,
)
from gtcoder.ui.given.choices import RatingChoices, SpanChoices
from gtcoder.ui.given.editors import TableEditor
from gtcoder.ui.jobs import Job, Jobs
from gtcoder.ui.kit import FrameModel, Label, Segmented, Sheet, TableView, ThinProgress
from gtcoder.ui.look import scaled

if TYPE_CHECKING:
    from gtcoder.analysis.records import AgreementResults
    from gtcoder.exchange.writing import Written

PAUSE = 250  # ms without a key before the table is read
AT_ONCE = 200_000  # characters that are read without leaving the window's thread
_ROW = re.compile(r"\brow (\d+)\b", re.IGNORECASE)


class OtherTable(Sheet):
    """Asks for ratings, or for spans and lengths; a bad table stays in its editor to be mended."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(self.tr("Agreement of a table"), parent=parent, width=980)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("other_table")
        self._jobs = jobs
        self._job: Job[AgreementResults] | None = None
        self._reading: Job[Understood] | None = None
        self._read: GivenAsked | None = None  # what the preview shows
        self._wanted = False  # to compute as soon as it is read
        self._asked: GivenAsked | None = None  # what the numbers answer
        self.results: AgreementResults | None = None
        views = [(RATINGS, self.tr("Ratings")), (SPANS, self.tr("Spans"))]
        self.kind = Segmented(views, name=self.tr("What the table holds"))
        self.hint = Label("", ink="text2", wrap=True)
        self.ratings = TableEditor(
            self.tr("Ratings"),
            self.tr("Paste the table here: a row for each unit, a column for each coder."),
            "ratings",
        )
        self.spans = TableEditor(
            self.tr("Spans"), self.tr("Paste: document, coder, start, end, code"), "spans"
        )
        self.lengths = TableEditor(
            self.tr("Lengths"), self.tr("Paste: document, characters"), "lengths"
        )
        self.of_ratings, self.of_spans = RatingChoices(), SpanChoices()
        self.told = Label("", wrap=True)
        self.told.setObjectName("told")
        self.model = FrameModel(parent=self)
        self.preview = TableView(name=self.tr("The table as it is understood"))
        self.preview.setObjectName("preview")
        self.preview.setModel(self.model)
        self.answer, self.progress = Answer(), ThinProgress()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.read_table)
        self._lay()
        self.add_button(self.tr("Close"), "plain", self.reject)
        tip = self.tr("Write the numbers: csv, xlsx, docx …")
        self.export = self.add_button(self.tr("Export…"), "plain", self._ask_export, tip=tip)
        self.export.setObjectName("export")
        tip = self.tr("Compute agreement (Ctrl+Enter)")
        self.primary = self.add_button(self.tr("Compute"), "primary", self.compute, tip=tip)
        self.primary.setObjectName("compute")
        self._connect()
        self.show_kind(RATINGS)
        self.ratings.text.setFocus()

    def asked(self) -> GivenAsked:
        """Return the question as it stands."""
        if self.kind.chosen == SPANS:
            chosen = self.of_spans
            return GivenAsked(
                SPANS, self.spans.written(), self.lengths.written(),
                coefficients=chosen.chosen(), per=chosen.per.value(),
                resamples=int(chosen.interval.value()),
            )  # fmt: skip
        of = self.of_ratings
        return GivenAsked(
            RATINGS, self.ratings.written(), header=of.header.isChecked(),
            level=of.level.value(), coefficients=of.chosen(),
            categories=_parted(of.categories.text()), missing=_parted(of.missing.text()),
            weights=str(of.weights.value()), category=str(of.category.value()),
            resamples=int(of.interval.value()),
        )  # fmt: skip

    def show_kind(self, kind: str) -> None:
        """Ask for ratings, or for spans and lengths."""
        self.kind.chosen = kind
        place = int(kind == SPANS)
        self._editors.setCurrentIndex(place)
        self.of_ratings.setVisible(not place)
        self.of_spans.setVisible(bool(place))
        self.hint.setText(
            self.tr(
                "Two tables with headings in the first row. Positions are characters from 0; an "
                "end is the first character behind its span. Every coder counts as having worked "
                "through every document that has a length."
            )
            if place
            else self.tr(
                "Copy the range in your spreadsheet program and paste it here, or open csv or "
                "xlsx (its first sheet). An empty cell is a missing rating. A first column headed "
                "unit, id, row, item, segment or case names the units."
            )
        )
        self.read_table()

    def read_table(self) -> None:
        """Read the table as it stands; say how it is understood, or which row is wrong.

        A long one is read off the window's thread, and nothing is shown of it until it is read.
        """
        self._pause.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        asked = self.asked()
        if len(asked.text) + len(asked.lengths) > AT_ONCE:
            self._show(None, "")
            self._follow()
            self._read_long(asked)
            return
        seen, error = None, ""
        if asked.text.strip() and (asked.kind == RATINGS or asked.lengths.strip()):
            try:
                seen = understood(asked)
            except GtcoderError as fault:
                error = str(fault)
        self._take(asked, seen, error)

    def _read_long(self, asked: GivenAsked) -> None:
        self._read = None

        def failed(error: Exception) -> None:
            if not isinstance(error, GtcoderError):
                raise error
            self._take(asked, None, str(error))

        def ended() -> None:
            if job.cancelled and self._reading is job:
                words = self.tr("The table was not read. Change it or a choice to read it.")
                self._reading, self._wanted = None, False
                self._say(words, ink="text2")

        job = self._jobs.start(
            lambda progress: understood(asked, progress),
            done=lambda seen: self._take(asked, seen, ""),
            failed=failed,
            owner=self,
        )
        job.on_end = ended
        self._reading = job
        self.progress.follow(job, self.tr("Reading the table"))

    def _take(self, asked: GivenAsked, seen: Understood | None, error: str) -> None:
        """Show what was read, and compute where that was waiting for it."""
        self._reading, self._read = None, asked
        self._show(seen, error)
        self._follow()
        if self.isVisible():
            self._make_room()
        if self._wanted:
            self.compute()

    def compute(self) -> None:
        """Compute what is asked, off the window's thread; a table is read before."""
        waits, self._wanted = self._wanted, False
        if not waits or self.asked() != self._read:
            self.read_table()
        if self._reading is not None:
            self._wanted = True
            return
        if not self.primary.isEnabled():
            return
        asked = self.asked()
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> AgreementResults:
            return numbers(asked, progress)

        def done(results: AgreementResults) -> None:
            self._asked, self.results = asked, results
            self.answer.show_results(results)
            self._bottom.setCurrentIndex(1)
            self._follow()
            self._make_room()

        self._job = self._jobs.start(work, done=done, failed=self._fail, owner=self)
        self.progress.follow(self._job, self.tr("Comparing"))

    def export_to(self, out: Path) -> None:
        """Write the numbers to a file, its kind by its ending."""
        results, source = self.results, self._source()
        if results is None:
            return

        def work(progress: Progress) -> Written:
            from gtcoder.exchange.writing import write_report

            return write_report(given_report(results, out, source), out, progress)

        def done(written: Written) -> None:
            words = self.tr("Wrote “{name}” to {folder}.")
            said = words.format(name=written.path.name, folder=written.path.parent)
            self._say(" ".join((said, *written.notes)), ink="text")

        self._jobs.start(work, done=done, failed=self._fail, owner=self)

    def done(self, result: int) -> None:
        """Stop computing when the sheet is closed."""
        self._pause.stop()
        for job in (self._job, self._reading):
            if job is not None:
                job.cancel()
        self._reading = None
        super().done(result)

    def _show(self, seen: Understood | None, error: str) -> None:
        self.preview.setVisible(seen is not None)
        if seen is None:
            self.model.set((), [])
            self._say(error, ink="danger")
            self._show_place(error)
            return
        self.model.set(seen.columns, seen.rows)
        self._say("\n".join((seen.facts, *map(_sentence, seen.doubts))), ink="text")
        if self.kind.chosen == RATINGS:
            self.of_ratings.offer_values(seen.values)

    def _show_place(self, error: str) -> None:
        """Select the row that the error names, unless somebody is writing there."""
        found = _ROW.search(error)
        if found is None:
            return
        editor = self.ratings if self.kind.chosen == RATINGS else self.spans
        if error.startswith(self.lengths.text.accessibleName()):
            editor = self.lengths
        if not editor.text.hasFocus():
            editor.show_row(int(found[1]))

    def _say(self, text: str, *, ink: str) -> None:
        self.told.setText(text)
        self.told.set_ink(ink)
        self.told.setVisible(bool(text))

    def _follow(self) -> None:
        """Let be done what can be done, and say what is missing for it."""
        of = self.of_ratings if self.kind.chosen == RATINGS else self.of_spans
        lacks = of.lacks()
        if self.model.rowCount() == 0:
            lacks = self.tr("There is no table that can be read yet.")
        self.primary.setEnabled(not lacks)
        self.primary.setToolTip(lacks or self.tr("Compute agreement (Ctrl+Enter)"))
        self.needs.setText(lacks)
        self.needs.setVisible(bool(lacks) and self.model.rowCount() > 0)
        self.export.setEnabled(self.results is not None)
        self.answer.dim(dated=self._asked is not None and self._asked != self.asked())

    def _make_room(self) -> None:
        """Grow where the parts need more: chips wrap, and so the layout cannot know it at once."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        most = self.screen().availableGeometry().height()
        self.resize(self.width(), min(max(self.height(), needed), most))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError | OSError):
            raise error
        self._say(str(error), ink="danger")
        self._show_place(str(error))

    def _ask_export(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), "agreement.csv",
            self.tr("Tables (*.csv *.xlsx *.docx *.html *.json *.tex)"),
        )  # fmt: skip
        if found:
            self.export_to(Path(found))

    def _source(self) -> str:
        editor = self.ratings if self._asked and self._asked.kind == RATINGS else self.spans
        return editor.source or self.tr("pasted")

    def _connect(self) -> None:
        self.kind.changed.connect(self.show_kind)
        for editor in (self.ratings, self.spans, self.lengths):
            editor.changed.connect(self._pause.start)
            editor.refused.connect(self._refuse)
            editor.text.submitted.connect(self.compute)
        self.of_ratings.changed.connect(self.read_table)
        self.of_spans.changed.connect(self.read_table)

    def _refuse(self, error: str) -> None:
        self._say(error, ink="danger")

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addStretch(1)
        self._editors, self._bottom = QStackedWidget(), QStackedWidget()
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(16))
        row.addWidget(self.spans, 3)
        row.addWidget(self.lengths, 2)
        self._editors.addWidget(self.ratings)
        self._editors.addWidget(both)
        self.needs = Label("", ink="text2", wrap=True)
        self.needs.setObjectName("needs")
        empty = QWidget()
        self._bottom.addWidget(empty)
        self._bottom.addWidget(self.answer)
        self.preview.setMinimumHeight(scaled(96))
        policy = self.preview.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.preview.setSizePolicy(policy)
        self.body.addLayout(head)
        parts = (self.hint, self._editors, self.of_ratings, self.of_spans, self.told, self.preview)
        for part in (*parts, self.needs, self.progress, self._bottom):
            self.body.addWidget(part, int(part in (self.preview, self._bottom)))


def open_other_table(jobs: Jobs, parent: QWidget) -> OtherTable:
    """Show the sheet over a window."""
    sheet = OtherTable(jobs, parent)
    sheet.open()
    return sheet


def _sentence(doubt: str) -> str:
    return f"{doubt[:1].upper()}{doubt[1:]}."


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in text.split(",")) if part)
