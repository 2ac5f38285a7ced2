"""The box that writes a study afresh after an erasing, and tells where the words still are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.store.location import FileLocation, parse_location
from gtcoder.store.project import OpenProject
from gtcoder.store.scrubbing import copies_of, scrub
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.frame.writing import show_folder
from gtcoder.ui.kit import Label, Sheet, TextArea, ThinProgress
from gtcoder.ui.look import Role
from gtcoder.ui.session import Session

_SOON = 50  # ms


@dataclass(frozen=True, slots=True)
class Afresh:
    """What came of writing a study afresh: why not, and the copies that are as they were."""

    hindrance: str
    copies: tuple[Path, ...]
    on_server: bool


def write_afresh(project: OpenProject, location: str) -> Afresh:
    """Write a study afresh; what keeps it from that is told, for it can be done later."""
    place = parse_location(location)
    in_file = isinstance(place, FileLocation)
    copies = copies_of(place.path.resolve()) if isinstance(place, FileLocation) else ()
    hindrance = ""
    try:
        scrub(project.engine)
    except GtcoderError as error:
        hindrance = str(error)
    return Afresh(hindrance, copies, not in_file)


class AfreshSheet(Sheet):
    """Writes the study afresh at once, and stays until it was read what is left elsewhere.

    No work of the study comes between: what is done meanwhile waits. `told` says what was erased
    just now.
    """

    def __init__(self, session: Session, told: str, *, parent: QWidget) -> None:
        title = parent.tr("Erased for good") if told else parent.tr("Finish erasing")
        super().__init__(title, parent=parent, width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._busy = session, False
        if told:
            self.say(told)
        self.note = Label("", Role.BODY, wrap=True)
        self.note.setObjectName("afresh-note")
        self.progress = ThinProgress()
        self.progress.cancel_button.hide()
        self.copies = TextArea("", name=self.tr("Copies that still hold the words"), lines=3)
        self.copies.setObjectName("copies")
        self.copies.setReadOnly(True)
        self.copies.setTabChangesFocus(True)
        self.elsewhere = Label("", Role.BODY, wrap=True)
        for widget in (self.note, self.progress, self.copies, self.elsewhere):
            self.body.addWidget(widget)
        self._folder = self.add_button(self.tr("Show folder"), "plain", self._show_folder)
        self._again = self.add_button(self.tr("Try again"), "plain", self._start)
        self._close = self.add_button(self.tr("Close"), "primary", self.reject)
        self._paths: tuple[Path, ...] = ()
        self._later = QTimer(self, interval=_SOON, singleShot=True)
        self._later.timeout.connect(self._when_quiet)
        self._start()

    def reject(self) -> None:
        """Close once it is written."""
        if not self._busy:
            super().reject()

    def _start(self) -> None:
        self._busy = True
        self.note.setText(
            self.tr(
                "Writing the study afresh, so that its file holds no trace. In a large study this "
                "takes a while."
            )
        )
        self.progress.follow(Unstoppable(), self.tr("Writing"))
        self._close.setEnabled(False)
        for widget in (self.copies, self.elsewhere, self._folder, self._again):
            widget.hide()
        self._when_quiet()

    def _when_quiet(self) -> None:
        """Begin once no job of this window reads the study, for that would hold its file."""
        if self._session.jobs.running:
            self._later.start()
            return
        bridge: Bridge = self._session.bridge
        work = partial(write_afresh, bridge.project, self._session.location)
        bridge.queue(work, self._written, None)

    def _written(self, afresh: Afresh) -> None:
        self._busy = False
        self.progress.done()
        again = self.tr("Try again then, or choose Finish erasing… in the Edit menu.")
        hindrance = f"{afresh.hindrance} {again}" if afresh.hindrance else ""
        self.note.setText(hindrance or self._clean(afresh))
        self.note.set_ink("danger" if afresh.hindrance else "text")
        self._again.setVisible(bool(afresh.hindrance))
        self._paths = afresh.copies
        self.copies.setPlainText("\n".join(map(str, afresh.copies)))
        self.copies.setVisible(bool(afresh.copies))
        self._folder.setVisible(bool(afresh.copies))
        self.elsewhere.setText(self._elsewhere(afresh))
        self.elsewhere.show()
        self._close.setEnabled(True)
        self._close.setFocus()
        fit(self)

    def _clean(self, afresh: Afresh) -> str:
        if afresh.on_server:
            return self.tr("The study's tables on the server hold no trace of what was erased.")
        return self.tr("The study's own file holds no trace of what was erased.")

    def _elsewhere(self, afresh: Afresh) -> str:
        parts = []
        if afresh.copies:
            parts.append(
                self.tr(
                    "The copies listed above still hold the words, as the study was then. Delete "
                    "them yourself, or restore none of them."
                )
            )
        if afresh.on_server:
            parts.append(
                self.tr("Backups of the server hold the words too: ask who looks after it.")
            )
        parts.append(
            self.tr(
                "Files made earlier (exports, reports, copies sent by mail or kept by a "
                "synchronised folder) are not known here and may hold the words."
            )
        )
        guid = self._study()
        if guid in self._session.preferences.now.keys:
            key = self.tr("So may your list of pseudonyms: {path}")
            parts.append(key.format(path=self._session.preferences.now.keys[guid]))
        return "\n\n".join(parts)

    def _study(self) -> str:
        with self._session.bridge.read() as reader:
            return str(reader.study.guid.hex())

    def _show_folder(self) -> None:
        if self._paths:
            show_folder(self._paths[0].parent)


def fit(sheet: Sheet) -> None:
    """Give a box the height its words need, no more than its screen has, over its window."""
    layout, over, room = sheet.layout(), sheet.parentWidget(), sheet.screen().availableGeometry()
    assert layout is not None
    assert over is not None
    layout.activate()
    wanted = max(layout.totalHeightForWidth(sheet.width()), layout.totalMinimumSize().height())
    sheet.resize(sheet.width(), min(wanted, room.height()))
    place = sheet.frameGeometry()
    place.moveCenter(over.window().frameGeometry().center())
    place.moveTop(max(min(place.top(), room.bottom() - place.height()), room.top()))
    sheet.move(place.topLeft())


class Unstoppable:
    """Work of which nothing is told but that it goes on."""

    def __init__(self) -> None:
        self.on_step: Callable[[int, int, str], None] = _nothing

    def cancel(self) -> None:
        """Go on."""


def _nothing(*_: object) -> None:
    """Listen to nothing."""
