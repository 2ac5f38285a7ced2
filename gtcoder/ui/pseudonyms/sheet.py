"""The sheet in which the list of pseudonyms is written, with the places of each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QTableView, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.exchange.pseudonyms import read_key
from gtcoder.progress import Progress
from gtcoder.queries.pseudonyms import NamePlace, NameRow, name_places, name_rows
from gtcoder.ui.kit import Button, FileField, Label, PassageList, Sheet, ThinProgress
from gtcoder.ui.look import scaled
from gtcoder.ui.pseudonyms.key import PseudonymKey
from gtcoder.ui.pseudonyms.rows import NAME, REPLACEMENT, NameDelegate, NameModel
from gtcoder.ui.session import Session

_PLACES = 60
_PAUSE = 400  # ms after the last letter, until names are counted again


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place as the list of passages shows it."""

    document: str
    line: int
    before: str
    text: str
    after: str
    coder: str = ""
    memos: int = 0


class PseudonymSheet(Sheet):
    """Lists names and what is written instead; proposes the names of those who speak.

    Saved, the list holds for every file, copy and printed table from then on.
    """

    def __init__(self, session: Session, key: PseudonymKey, parent: QWidget) -> None:
        title = QCoreApplication.translate("Pseudonyms", "Pseudonyms")
        super().__init__(title, parent=parent, width=820)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("pseudonym_sheet")
        self._session, self._key = session, key
        key.read()
        self.say(
            self.tr(
                "Names are replaced in every file, copy and presentation; the study keeps them. "
                "The list stays in a file of its own, outside the study, so that nobody who is "
                "given the study is given the names. List each form of a name that is used, such "
                "as “Ann” and “Annie”."
            )
        )
        self.place = FileField(key.path or self._proposal(), endings=(".csv",))
        self.place.line.setObjectName("key_path")
        self.names = NameModel(self)
        self.names.show(key.mask.pseudonyms)
        self.table = self._make_table()
        self.hits = PassageList(name=self.tr("Places of the name"))
        self.hits.setFixedHeight(scaled(170))
        self.told = Label("", wrap=True)
        self.progress = ThinProgress()
        self.only = QCheckBox(self.tr("Give this study out with pseudonyms only, wherever it is"))
        self.only.setObjectName("pseudonyms_only")
        self.only.setChecked(key.asked)
        self.only.setEnabled(session.bridge.can_write)
        self.only.setToolTip(
            self.tr("Without the list no computer exports or copies; a lead sets this")
        )
        for widget in (self.place, self._row(), self.table, self.progress, self.hits, self.told,
                       self.only):  # fmt: skip
            self.body.addWidget(widget)
        self._add_buttons()
        self.table.selectionModel().currentRowChanged.connect(self._show_hits)
        self._counted_once = False
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._count)
        self.names.edited.connect(self._later.start)
        self._count()
        self._tell(key.fault, ink="danger")
        self.table.setFocus()

    def take_file(self, path: Path) -> None:
        """Add the rows of a csv file of names and replacements."""
        try:
            self.names.add(read_key(path).pseudonyms)
        except GtcoderError as error:
            self._tell(str(error), ink="danger")

    def remove_row(self) -> None:
        """Remove the row of the current name."""
        self.names.remove(self.table.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove a row by Del in the table."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove_row()
        else:
            super().keyPressEvent(event)

    def _proposal(self) -> Path:
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        stem = Path(self._session.location).stem if "://" not in self._session.location else "study"
        return Path(where or Path.home()) / f"{stem} pseudonyms.csv"

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("names")
        table.setAccessibleName(self.tr("Names and what is written instead"))
        table.setModel(self.names)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        triggers = QTableView.EditTrigger
        table.setEditTriggers(
            triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(30))
        table.setColumnWidth(NAME, scaled(240))
        table.setColumnWidth(REPLACEMENT, scaled(240))
        table.horizontalHeader().setStretchLastSection(True)
        table.setMinimumHeight(scaled(220))
        table.setItemDelegate(NameDelegate(table))
        return table

    def _row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        add = Button(self.tr("Add from a file…"), tip=self.tr("A csv of names and replacements"))
        add.setObjectName("add_file")
        add.clicked.connect(self._ask_file)
        remove = Button(self.tr("Remove"), tip=self.tr("Remove the name from the list (Del)"))
        remove.setObjectName("remove_name")
        remove.clicked.connect(self.remove_row)
        for button in (add, remove):
            line.addWidget(button)
        line.addStretch(1)
        if self._key.path is not None:
            forget = Button(
                self.tr("Forget this list"),
                kind="quiet",
                tip=self.tr("Export with the names again; the file stays where it is"),
            )
            forget.setObjectName("forget")
            forget.clicked.connect(self._forget)
            line.addWidget(forget)
        return row

    def _add_buttons(self) -> None:
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        save = self.add_button(self.tr("Save the list"), "primary", self.save)
        save.setObjectName("save")
        save.setAutoDefault(False)
        save.setDefault(False)  # Enter ends a cell

    def _count(self) -> None:
        """Count the names of the list, and of those who speak, in a job."""
        bridge = self._session.bridge
        listed = [name for name in (row[NAME].strip() for row in self.names.rows) if name]

        def work(progress: Progress) -> tuple[NameRow, ...]:
            with bridge.read() as reader:
                return name_rows(reader, listed, progress)

        job = self._session.jobs.start(work, done=self._counted, owner=self)
        self.progress.follow(job, self.tr("Looking for names"))
        self.rejected.connect(job.cancel)

    def _counted(self, found: Sequence[NameRow]) -> None:
        self.names.take_found(found)
        if not self._counted_once:
            self._counted_once = True
            self.table.setCurrentIndex(self.names.index(0, NAME))
        self._show_hits()
        proposed = sum(not row[REPLACEMENT] for row in self.names.rows[:-1])
        if not self._key.fault:
            words = self.tr("Names without a replacement yet: {n}. They are left as they are.")
            self._tell(words.format(n=proposed) if proposed else "", ink="text2")

    def _show_hits(self) -> None:
        index = self.table.currentIndex()
        name = self.names.rows[index.row()][NAME].strip() if index.isValid() else ""
        bridge = self._session.bridge

        def work(_: Progress) -> tuple[NamePlace, ...]:
            with bridge.read() as reader:
                return name_places(reader, [name], limit=_PLACES) if name else ()

        self._session.jobs.start(work, done=self._found, owner=self)

    def _found(self, places: Sequence[NamePlace]) -> None:
        self.hits.set_passages(
            [_Hit(row.document, row.line, row.before, row.text, row.after) for row in places]
        )

    def _ask_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), "", "*.csv")
        if found:
            self.take_file(Path(found))

    def _forget(self) -> None:
        self._key.forget()
        self.accept()

    def save(self) -> None:
        """Write the list and let it hold, or say why it cannot be used."""
        path = self.place.with_ending(".csv")
        try:
            self._key.keep(path, self.names.pseudonyms())
        except GtcoderError as error:
            self._tell(str(error), ink="danger")
            return
        if self.only.isChecked() != self._key.asked:
            from gtcoder.actions.project import change_setting

            self._session.bridge.act(
                change_setting, name="pseudonyms", value=int(self.only.isChecked())
            )
        words = self.tr("{n} names are replaced from now on in what is exported and copied.")
        count = len(self._key.mask.pseudonyms)
        self._session.say.toast(words.format(n=count), undo=False)
        self.accept()

    def _tell(self, words: str, *, ink: str) -> None:
        self.told.setText(words)
        self.told.set_ink(ink)
        self.told.setVisible(bool(words))
