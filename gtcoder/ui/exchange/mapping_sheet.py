"""The sheet that asks which column of a table of codings is what, and shows what comes of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.exchange.mapped import (
    Mapped,
    MappedRow,
    fit_words,
    mapped_report,
    understood,
)
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.sizing import make_room
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Chip, FlowLayout, Label, Segmented, Sheet, ThinProgress
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session

ROWS, FAULTS = "rows", "faults"
_HIGH, _TABLE = 660, 190


class MappingSheet(Sheet):
    """Chips for the columns, the first rows as they are understood, and those that do not fit."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        title = QCoreApplication.translate("Mapping", "Codings of “{name}”")
        super().__init__(title.format(name=path.name), parent=parent, width=940)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mapping")
        self._session, self._path, self._window = session, path, parent
        self._said: dict[str, str] = {}
        self._storing = False
        self._refused = ""
        self._job: Job[Mapped] | None = None
        self.mapped: Mapped | None = None
        self.chips = {name: Chip(label) for name, label in _labels().items()}
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
        self.table.setMinimumHeight(scaled(_TABLE))
        self._lay(box)
        session.bridge.changed.connect(self.read)
        self.read()

    def _lay(self, box: QWidget) -> None:
        self.say(
            self.tr(
                "Say which column holds what. A passage is found by its first and last character, "
                "counted from 0, or by its words. Rows without a coder are taken as yours."
            )
        )
        for widget in (box, self.new_coders, self.first_place, self.progress, self.told):
            self.body.addWidget(widget)
        self.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.table, 1)
        self.why = Label("", ink="text2", wrap=True)
        self.why.setObjectName("row-note")
        self.body.addWidget(self.why)
        self.table.picked.connect(self._show_why)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.take = self.add_button(
            self.tr("Import codings"), "primary", self._take, tip=self.tr("Import codings (Enter)")
        )
        self.take.setObjectName("take_codings")

    def read(self, *_: object) -> None:
        """Read the table as it is said to be now."""
        if self._job is not None:
            self._job.cancel()
        self.take.setEnabled(False)
        work = partial(
            understood, self._session, self._path, dict(self._said),
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
        self.told.setText(" ".join(filter(None, (self._refused, fit_words(mapped)))))
        self.told.updateGeometry()
        self.told.set_ink("danger" if mapped.plan is None or self._refused else "text")
        self.views.set_count(FAULTS, len(mapped.faults))
        self._show_rows(self.views.chosen)
        self.take.setEnabled(mapped.ready)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._job = None
        self.told.setText(str(error))
        self.told.set_ink("danger")
        self.model.set_rows(())

    def _show_rows(self, key: str) -> None:
        mapped = self.mapped
        if mapped is not None:
            self.model.set_rows(mapped.faults if key == FAULTS else mapped.rows)
            self.why.clear()

    def _show_why(self, row: MappedRow | None) -> None:
        """Say in full what becomes of the chosen row."""
        told = "" if row is None else row.note
        self.why.setText(
            self.tr("Row {n}: {why}").format(n=row.number, why=told) if row and told else ""
        )

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
        self._session.bridge.act(
            take_in, done=self._taken, failed=self._not_taken,
            arrival=self.mapped.plan.arrival, expected_revision=self.mapped.revision,
        )  # fmt: skip

    def _taken(self, _: object) -> None:
        mapped = self.mapped
        assert mapped is not None
        assert mapped.plan is not None
        words = self.tr("“{name}” came in.").format(name=self._path.name)
        report = mapped_report(self._path, mapped)
        show = partial(_show_report, self._session, self._window, self._path, report)
        self._session.say.notice(
            f"{words} {fit_words(mapped)}",
            kind="warn" if mapped.plan.left_out else "success", key="arrival", lasting=True,
            actions=((self.tr("Show report"), show),),
        )  # fmt: skip
        self.accept()

    def _not_taken(self, error: GtcoderError) -> None:
        self._storing = False
        self._session.bridge.changed.connect(self.read)
        self._refused = str(error)  # said with what the table comes to now, too
        self.told.setText(self._refused)
        self.told.set_ink("danger")
        self.read()


def _show_report(session: Session, window: QWidget, path: Path, text: str) -> None:
    title = QCoreApplication.translate("Mapping", "Codings of “{name}”").format(name=path.name)
    ReportSheet(session, title, text, stem=f"{path.stem} report", parent=window).open()


def _labels() -> dict[str, str]:
    """Return what a table of codings can hold, as the chips call it."""
    return {
        "document": _tr("Document"),
        "code": _tr("Code"),
        "text": _tr("Words"),
        "start": _tr("Start"),
        "end": _tr("End"),
        "occurrence": _tr("Occurrence"),
        "coder": _tr("Coder"),
        "memo": _tr("Memo"),
        "weight": _tr("Weight"),
    }


def _columns() -> list[Column[MappedRow]]:
    return [
        Column[MappedRow](_tr("Row"), lambda row: f"{row.number:,}", right=True,
                          order=lambda row: row.number, icon=_icon, ink=lambda _: "text2"),
        Column[MappedRow](_tr("Document"), lambda row: row.document, soft=True),
        Column[MappedRow](_tr("Code"), lambda row: row.code, soft=True, strong=True),
        Column[MappedRow](_tr("Passage"), lambda row: row.passage, tip=lambda row: row.passage),
        Column[MappedRow](_tr("Coder"), lambda row: row.coder, soft=True),
        Column[MappedRow](_tr("What becomes of it"), lambda row: row.note or _tr("comes in"),
                          tip=lambda row: row.note, soft=True,
                          ink=lambda row: "danger" if row.left_out else "text"),
    ]  # fmt: skip


def _icon(row: MappedRow) -> tuple[str, str]:
    if row.left_out:
        return ("prohibit", "danger")
    return ("warning", "warn") if row.note else ("check-circle", "success")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mapping", text)
