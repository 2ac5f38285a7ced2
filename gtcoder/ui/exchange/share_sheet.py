"""The sheet that asks as what and where to a study is written, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.exchange import door
from gtcoder.exchange.archive.about import ArchiveOptions
from gtcoder.progress import Progress
from gtcoder.queries.names import names
from gtcoder.ui.exchange.help_key import help_key
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
        self.chosen.changed.connect(self._follow)
        self.archive.changed.connect(self._follow)
        self.offsets.resized.connect(partial(make_room, self))
        help_key(self, parent, "sharing", self.tr("About export"))
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
        self.place.set_label(self.tr("File") if kind.ending else self.tr("Folder"))
        path = self.place.path()
        if kind.ending:
            self.place.take_ending(kind.ending)
        elif self._kind_by_ending() is not None:
            self.place.set_path(path.with_suffix(""))
        self._follow()

    def _kind_by_ending(self) -> ShareKind | None:
        ending = self.place.path().suffix.lower()
        return next((kind for kind in self._kinds.values() if kind.ending == ending != ""), None)

    def _out(self) -> Path:
        return self.place.with_ending(self.kind.ending) if self.kind.ending else self.place.path()

    def _follow(self) -> None:
        """Follow what is written: the kind of file by its ending, and what hinders.

        That is no folder, no name, a folder that is there and not empty, or nothing to write.
        """
        written = self._kind_by_ending()
        if written is not None and written is not self.kind:
            self.format.choose(written.key)
            return
        error, out = self._hindrance(), self._out()
        self.place.set_error(error)
        missing = ""
        if self.kind.key == ARCHIVE:
            missing = self.archive.check()
        elif self.kind.key in ANNOTATED:
            missing = self.chosen.check()
        self.write_button.setEnabled(not error and not missing)
        tip = self.tr("Write “{name}” (Enter)").format(name=out.name)
        self.write_button.setToolTip(error or missing or tip)
        there = bool(self.kind.ending) and is_there(out)
        self.write_button.setText(self.tr("Replace the file") if there else self.tr("Write"))
        self._make_room()

    def _hindrance(self) -> str:
        out, error = self._out(), ""
        if not self.place.is_written():
            error = self.tr("Write a name for it.")
        elif not has_folder(out):
            error = self.tr("This folder is not there.")
        elif not self.kind.ending and out.exists():
            error = self.tr("This is there already. Name a new folder.")
        return error

    def _make_room(self) -> None:
        if self.isVisible():
            make_room(self)

    def _write(self) -> None:
        try:
            wish = self.wish()
        except GtcoderError as error:  # of a creator, the only field that is read
            self.archive.whose.set_error(str(error))
            self._make_room()
            self.archive.creators.setFocus()
            QTimer.singleShot(0, self, self._show_creators)  # once it has its new height
            return
        kind, bridge = self.kind, self._session.bridge

        def work(progress: Progress) -> Shared:
            door.mask()  # where nothing may leave, it says so before anything is read
            with bridge.read() as reader:
                return kind.write(reader, wish, progress)

        self.write_button.setEnabled(False)
        told = partial(tell_shared, self._session, self._window, kind)
        job = self._session.jobs.start(
            work, done=self._written, failed=self._not_written,
            dropped=told,  # a stop that came when the file was in its place already
            owner=self,
        )  # fmt: skip
        self.progress.follow(job, self.tr("Writing"))
        self.rejected.connect(job.cancel)
        job.on_end = partial(self._ended, job, job.on_end)

    def _show_creators(self) -> None:
        self._about.ensureWidgetVisible(self.archive.whose)

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
        self._make_room()


def tell_shared(session: Session, window: QWidget, kind: ShareKind, shared: Shared) -> None:
    """Say what was written, and what it does not hold; it stays said when that was looked at."""
    said = QCoreApplication.translate("Share", "Wrote “{name}” to {folder}.")
    words = [said.format(name=shared.out.name, folder=shared.out.parent)]
    words += map(as_sentence, shared.notes)
    show = QCoreApplication.translate("Share", "Show folder")
    acts = [(show, partial(show_folder, shared.out.parent))]
    if shared.losses:
        lost = QCoreApplication.translate("Share", "It does not hold all of the study.")
        words.append(lost)
        why = QCoreApplication.translate("Share", "Show losses")
        acts.append((why, partial(_show_losses, session, window, kind, shared)))

    def say() -> None:
        session.say.notice(
            " ".join(words), kind="success", key=KEY, lasting=True,
            actions=tuple((name, partial(say_and_do, act)) for name, act in acts),
        )  # fmt: skip

    def say_and_do(act: Callable[[], None]) -> None:
        say()
        act()

    say()


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
