"""The sheet that asks which column of a table of codings is what, and shows what comes of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.exchange.mapped import (
    Mapped,
    MappedRow,
    column_labels,
    fit_words,
    mapped_report,
    understood,
)
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.sizing import Scrolled, make_room
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Chip, FlowLayout, Label, Segmented, Sheet, ThinProgress
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session

ROWS, FAULTS = "rows", "faults"
_HIGH, _TABLE = 660, 190


class MappingSheet(Sheet):
    """Chips for the columns, the first rows as they are understood, and those that do not fit.

    Until all columns are said that must be, the rows stand there as the file has them. `came`
    carries the entry with which the codings came in.
    """

    came = Signal(int)

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        title = QCoreApplication.translate("Mapping", "Codings of “{name}”")
        super().__init__(title.format(name=path.name), parent=parent, width=940)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mapping")
        self._session, self.path, self._window = session, path, parent
        self._said: dict[str, str] = {}
        self._storing = False
        self._refused = ""
        self._job: Job[Mapped] | None = None
        self.mapped: Mapped | None = None
        self.chips = {name: Chip(label) for name, label in column_labels().items()}
        box = QWidget()
        flow = FlowLayout(box, gap=scaled(8))
        for name, chip in self.chips.items():
            chip.setObjectName(f"map-{name}")
            chip.changed.connect(partial(self._choose, name))
            flow.addWidget(chip)
        self.new_coders = QCheckBox(self.tr("Add coders the study does not have"))
        self.new_coders.setObjectName("new-coders")
        self.new_coders.toggled.connect(self._read_anew)
        self.first_place = QCheckBox(
            self.tr("Take words that stand several times where they stand first")
        )
        self.first_place.setObjectName("first-place")
        self.first_place.toggled.connect(self._read_anew)
        self.told = Label("", Role.STRONG, wrap=True)
        self.told.setObjectName("fits")
        self.progress = ThinProgress()
        views = [(ROWS, self.tr("First rows")), (FAULTS, self.tr("Faults"))]
        self.views = Segmented(views, name=self.tr("Which rows are shown"))
        self.views.changed.connect(self._show_rows)
        self.model: RowsModel[MappedRow] = RowsModel(_columns(), key=lambda row: row.number)
        self.table = RowsView(self.model, name=self.tr("Rows as they are understood"), stretch=3)
        self.table.setObjectName("mapped-rows")
        self.raw_model: RowsModel[MappedRow] = RowsModel((), key=lambda row: row.number)
        self.raw = RowsView(self.raw_model, name=self.tr("Rows as the file has them"), stretch=-1)
        self.raw.setObjectName("raw-rows")
        for table in (self.table, self.raw):
            table.setMinimumHeight(scaled(_TABLE))
        self.raw.hide()
        self._lay(box)
        session.bridge.changed.connect(self.read)
        self.read()

    def _lay(self, box: QWidget) -> None:
        intro = Label(
            self.tr(
                "Say which column holds what. A passage is found by its first character and the "
                "one after its last, counted from 0, or by its words. Rows without a coder are "
                "taken as yours."
            ),
            wrap=True,
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        for widget in (intro, box, self.new_coders, self.first_place, self.progress):
            column.addWidget(widget)
        column.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addWidget(self.raw, 1)
        self.why = Label("", ink="text2", wrap=True)
        self.why.setObjectName("row-note")
        self.why.hide()
        column.addWidget(self.why)
        self._scrolled = Scrolled(content)
        self.body.addWidget(self._scrolled, 1)
        self.body.addWidget(self.told)
        self.table.picked.connect(self._show_why)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.take = self.add_button(
            self.tr("Import codings"), "primary", self._take,
            tip=self.tr("Import codings (Ctrl+Enter)"),
        )  # fmt: skip
        self.take.setObjectName("take_codings")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._take)

    def read(self, *_: object) -> None:
        """Read the table as it is said to be now."""
        if self._job is not None:
            self._job.cancel()
        self.take.setEnabled(False)
        work = partial(
            understood, self._session, self.path, dict(self._said),
            new_coders=self.new_coders.isChecked(), first_place=self.first_place.isChecked(),
        )  # fmt: skip
        self._job = self._session.jobs.start(
            lambda progress: work(progress=progress), done=self._show, failed=self._refuse,
            owner=self,
        )  # fmt: skip
        self.progress.follow(self._job, self.tr("Reading the table"))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room the rows need."""
        super().showEvent(event)
        make_room(self, scaled(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter alone press the button that has the focus, and take nothing in."""
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, Button):
            focused.click()

    def reject(self) -> None:
        """Close, unless codings are being stored."""
        if not self._storing:
            super().reject()

    def done(self, result: int) -> None:
        """Stop reading when the sheet is closed."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _show(self, mapped: Mapped) -> None:
        self.mapped, self._job = mapped, None
        choices = [(heading, heading) for heading in mapped.headings]
        for name, chip in self.chips.items():
            none = [] if name in mapped.known else [(self.tr("none"), "")]
            chip.set_choices([*none, *choices], mapped.columns.get(name, ""))
        told = " ".join(filter(None, (self._refused, fit_words(mapped))))
        self.views.set_count(FAULTS, len(mapped.faults))
        self._show_written(mapped)
        self._show_rows(self.views.chosen)
        self.take.setEnabled(mapped.ready)
        self._tell(told, "danger" if mapped.plan is None or self._refused else "text")

    def _tell(self, words: str, ink: str) -> None:
        """Say what the table comes to, with all the room it takes."""
        self.told.setText(words)
        self.told.set_ink(ink)
        if self.isVisible():
            make_room(self, scaled(_HIGH))

    def _show_written(self, mapped: Mapped) -> None:
        """Show the rows as the file has them, where they cannot be understood yet."""
        written = bool(mapped.as_written)
        if written and not self.raw_model.columnCount():
            self.raw_model.set_columns(_raw_columns(mapped.header))
        self.raw_model.set_rows(mapped.as_written)
        self.raw.setVisible(written)
        for widget in (self.table, self.views):
            widget.setVisible(not written)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._job = None
        self.model.set_rows(())
        self.raw_model.set_rows(())
        self._tell(str(error), "danger")

    def _show_rows(self, key: str) -> None:
        mapped = self.mapped
        if mapped is not None:
            self.model.set_rows(mapped.faults if key == FAULTS else mapped.rows)
            self._show_why(None)

    def _show_why(self, row: MappedRow | None) -> None:
        """Say in full what becomes of the chosen row."""
        told = "" if row is None else row.note
        self.why.setText(
            self.tr("Row {n}: {why}").format(n=row.number, why=told) if row and told else ""
        )
        self.why.setVisible(bool(told))
        if told and self.isVisible():
            make_room(self, scaled(_HIGH))
            QTimer.singleShot(0, self, self._reveal_why)  # once it has its place

    def _reveal_why(self) -> None:
        self._scrolled.ensureWidgetVisible(self.why, 0, 0)

    def _choose(self, name: str, heading: object) -> None:
        if heading:
            self._said[name] = str(heading)
        else:
            self._said.pop(name, None)
        self._read_anew()

    def _read_anew(self, *_: object) -> None:
        """Read as it is said now, and leave what was refused before behind."""
        self._refused = ""
        self.read()

    def _take(self) -> None:
        from gtcoder.actions.taking_in import take_in

        if self.mapped is None or self.mapped.plan is None:
            return
        self._session.bridge.changed.disconnect(self.read)
        self._storing = True
        self.take.setEnabled(False)
        watched: Job[None] = Job(self._session.jobs.post)
        self.progress.follow(watched, self.tr("Storing"))
        self._session.bridge.act(
            take_in, done=self._taken, failed=self._not_taken,
            arrival=self.mapped.plan.arrival, expected_revision=self.mapped.revision,
            progress=watched,
        )  # fmt: skip

    def _taken(self, _: object) -> None:
        mapped = self.mapped
        assert mapped is not None
        assert mapped.plan is not None
        words = self.tr("“{name}” came in.").format(name=self.path.name)
        report = mapped_report(self.path, mapped)
        show = partial(_show_report, self._session, self._window, self.path, report)
        self._session.say.notice(
            f"{words} {fit_words(mapped)}",
            kind="warn" if mapped.plan.left_out else "success", key="arrival", lasting=True,
            actions=((self.tr("Show report"), show),),
        )  # fmt: skip
        before = mapped.revision
        self.came.emit(self._session.bridge.state.revision if before is None else before + 1)
        self.accept()

    def _not_taken(self, error: GtcoderError) -> None:
        self._storing = False
        self.progress.done()
        self._session.bridge.changed.connect(self.read)
        self._refused = str(error)  # said with what the table comes to now, too
        self._tell(self._refused, "danger")
        self.read()


def _show_report(session: Session, window: QWidget, path: Path, text: str) -> None:
    title = QCoreApplication.translate("Mapping", "Codings of “{name}”").format(name=path.name)
    ReportSheet(session, title, text, stem=f"{path.stem} report", parent=window).open()


def _columns() -> list[Column[MappedRow]]:
    return [
        Column[MappedRow](_tr("Row"), lambda row: f"{row.number:,}", right=True,
                          order=lambda row: row.number, icon=_icon, ink=lambda _: "text2"),
        Column[MappedRow](_tr("Document"), lambda row: row.document, soft=True),
        Column[MappedRow](_tr("Code"), lambda row: row.code, soft=True, strong=True),
        Column[MappedRow](_tr("Passage"), lambda row: row.passage, tip=lambda row: row.passage),
        Column[MappedRow](_tr("Coder"), lambda row: row.coder, soft=True),
        Column[MappedRow](_tr("What becomes of it"), _becomes,
                          tip=lambda row: row.note, soft=True,
                          ink=lambda row: "danger" if row.left_out else "text"),
    ]  # fmt: skip


def _raw_columns(header: tuple[str, ...]) -> list[Column[MappedRow]]:
    """Return a column for each of the file's, under its heading."""

    def cell(place: int, row: MappedRow) -> str:
        return row.cells[place] if place < len(row.cells) else ""

    number = Column[MappedRow](_tr("Row"), lambda row: f"{row.number:,}", right=True,
                               order=lambda row: row.number, ink=lambda _: "text2")  # fmt: skip
    rest = (
        Column[MappedRow](heading, partial(cell, place), tip=partial(cell, place), soft=True)
        for place, heading in enumerate(header)
    )
    return [number, *rest]


def _becomes(row: MappedRow) -> str:
    return row.note or ("" if row.undecided else _tr("comes in"))


def _icon(row: MappedRow) -> tuple[str, str] | None:
    if row.left_out:
        return ("prohibit", "danger")
    if row.undecided:
        return None
    return ("warning", "warn") if row.note else ("check-circle", "success")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mapping", text)
