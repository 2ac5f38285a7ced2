"""The sheet that asks as what and where to a study is written, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.exchange import door
from gtcoder.exchange.archive.about import ArchiveOptions
from gtcoder.progress import Progress
from gtcoder.queries.names import names
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.share_kinds import (
    ANNOTATED,
    ARCHIVE,
    PROJECT,
    Shared,
    ShareKind,
    Wish,
    share_kinds,
)
from gtcoder.ui.exchange.share_options import ArchiveForm, DocumentsOption, OffsetOption
from gtcoder.ui.exchange.sizing import Scrolled, make_room
from gtcoder.ui.frame.writing import KEY, export_folder, proposed_name, show_folder
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Chip, FileField, Label, Sheet, ThinProgress
from gtcoder.ui.kit.file_field import has_folder, is_there
from gtcoder.ui.session import Session


class ShareSheet(Sheet):
    """Asks for a kind and a place; what the kind cannot hold is told when it is written."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        title = QCoreApplication.translate("Share", "Export the study")
        super().__init__(title, parent=parent, width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("share_sheet")
        self._session, self._window = session, parent
        self._kinds = {kind.key: kind for kind in share_kinds()}
        first = next(iter(self._kinds.values()))
        with session.bridge.read() as reader:
            known, study = names(reader), str(reader.study.title)
        self.format = Chip(self.tr("As"))
        self.format.setObjectName("share-kind")
        self.format.set_choices([(kind.title, kind.key) for kind in self._kinds.values()])
        self.told = Label("", ink="text2", wrap=True)
        stem = Path(session.location).stem if "://" not in session.location else study
        place = export_folder(session) / f"{proposed_name(stem)}{first.ending}"
        self.place = FileField(place, endings={kind.ending for kind in self._kinds.values()} - {""})
        self.place.line.setObjectName("share-path")
        self.offsets, self.chosen = OffsetOption(), DocumentsOption()
        self.chosen.offer(list(known.documents.values()), list(known.coders.values()))
        self.archive = ArchiveForm(study, list(known.coders.values()))
        self._about = Scrolled(self.archive)
        self.progress = ThinProgress()
        self.body.addWidget(self.format, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.told, self.place, self.offsets, self.chosen, self._about,
                       self.progress):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.write_button = self.add_button(self.tr("Write"), "primary", self._write)
        self.write_button.setObjectName("share-write")
        self.format.changed.connect(self._take_kind)
        self.place.changed.connect(self._follow)
        self.archive.changed.connect(self._follow)
        self.offsets.resized.connect(partial(make_room, self))
        self._take_kind(first.key)
        self.format.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room the fields need."""
        super().showEvent(event)
        make_room(self)

    @property
    def kind(self) -> ShareKind:
        """The kind that is chosen."""
        return self._kinds[str(self.format.value())]

    def wish(self) -> Wish:
        """Return what is to be written."""
        documents, coders = self.chosen.chosen()
        return Wish(
            self.kind.key,
            self._out(),
            utf16=self.offsets.box.isChecked(),
            documents=documents,
            coders=coders,
            archived=self.archive.facts() if self.kind.key == ARCHIVE else ArchiveOptions(),
        )

    def _take_kind(self, key: str) -> None:
        kind = self._kinds[key]
        self.told.setText(kind.told)
        self.offsets.setVisible(key == PROJECT)
        self.chosen.setVisible(key in ANNOTATED)
        self._about.setVisible(key == ARCHIVE)
        path = self.place.path()
        if kind.ending:
            self.place.take_ending(kind.ending)
        elif path.suffix in {each.ending for each in self._kinds.values()}:
            self.place.set_path(path.with_suffix(""))
        self._follow()
        if self.isVisible():
            make_room(self)

    def _out(self) -> Path:
        return self.place.with_ending(self.kind.ending) if self.kind.ending else self.place.path()

    def _follow(self) -> None:
        """Say what hinders: no folder, no name, a folder that is there and not empty."""
        out = self._out()
        error = ""
        if not self.place.is_written():
            error = self.tr("Write a name for it.")
        elif not has_folder(out):
            error = self.tr("This folder is not there.")
        elif not self.kind.ending and out.exists():
            error = self.tr("This is there already. Name a new folder.")
        self.place.set_error(error)
        missing = self.archive.missing() if self.kind.key == ARCHIVE else ""
        self.write_button.setEnabled(not error and not missing)
        self.write_button.setToolTip(missing or self.tr("Write it (Enter)"))
        there = bool(self.kind.ending) and is_there(out)
        self.write_button.setText(self.tr("Replace the file") if there else self.tr("Write"))

    def _write(self) -> None:
        try:
            wish = self.wish()
        except GtcoderError as error:
            self.place.set_error(str(error))
            return
        kind, bridge = self.kind, self._session.bridge

        def work(progress: Progress) -> Shared:
            door.mask()  # where nothing may leave, it says so before anything is read
            with bridge.read() as reader:
                return kind.write(reader, wish, progress)

        self.write_button.setEnabled(False)
        job = self._session.jobs.start(
            work, done=self._written, failed=self._not_written, owner=self
        )
        self.progress.follow(job, self.tr("Writing"))
        self.rejected.connect(job.cancel)
        job.on_end = partial(self._ended, job, job.on_end)

    def _ended(self, job: Job[Shared], told: Callable[[], None]) -> None:
        """Let it be written anew where the writing was stopped."""
        told()
        if job.cancelled:
            self._follow()

    def _written(self, shared: Shared) -> None:
        tell_shared(self._session, self._window, self.kind, shared)
        self.accept()

    def _not_written(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.place.set_error(str(error))
        self.write_button.setEnabled(True)


def tell_shared(session: Session, window: QWidget, kind: ShareKind, shared: Shared) -> None:
    """Say what was written, and what it does not hold."""
    said = QCoreApplication.translate("Share", "Wrote “{name}” to {folder}.")
    words = [said.format(name=shared.out.name, folder=shared.out.parent)]
    words += map(as_sentence, shared.notes)
    show = QCoreApplication.translate("Share", "Show folder")
    actions = [(show, partial(show_folder, shared.out.parent))]
    if shared.losses:
        lost = QCoreApplication.translate("Share", "It does not hold all of the study.")
        words.append(lost)
        why = QCoreApplication.translate("Share", "Show losses")
        actions.append((why, partial(_show_losses, session, window, kind, shared)))
    session.say.notice(
        " ".join(words), kind="success", actions=tuple(actions), key=KEY, lasting=True
    )


def as_sentence(words: str) -> str:
    """Return words with a large first letter and a full stop, to stand beside others.

    >>> as_sentence("the ledger is left out")
    'The ledger is left out.'
    """
    words = words.strip()
    ended = words if words.endswith((".", "!", "?", "”")) else f"{words}."
    return ended[:1].upper() + ended[1:]


def _show_losses(session: Session, window: QWidget, kind: ShareKind, shared: Shared) -> None:
    head = QCoreApplication.translate("Share", "“{name}” ({kind}) does not hold:")
    lines = [head.format(name=shared.out.name, kind=kind.title), ""]
    text = "\n".join([*lines, *(f"– {loss}" for loss in shared.losses)]) + "\n"
    title = QCoreApplication.translate("Share", "What it does not hold")
    stem = f"{shared.out.stem} losses"
    ReportSheet(session, title, text, stem=stem, parent=window).open()
