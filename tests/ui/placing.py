"""One workspace in a window of its own, on a study of invented interviews and two coders."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMainWindow, QMenu

from gtcoder.actions import coding, team, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.codebook import find_code
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.commands import MENUS, Commands
from gtcoder.ui.jobs import Jobs
from gtcoder.ui.kit import Button, Sheet
from gtcoder.ui.look import look
from gtcoder.ui.messages import Messages, Notice, Told
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.session import Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId, DocumentId, Span
from tests.studies import Study, draft, new_study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=Workspace)


@dataclass
class Placed(Generic[W]):
    """A workspace that is shown, its session, and what it asked of the window."""

    window: QMainWindow
    session: Session
    workspace: W
    gone: list[tuple[str, Target]]
    notices: list[Notice] = field(default_factory=list)
    toasts: list[Told] = field(default_factory=list)

    def close(self) -> None:
        """Close as the main window does."""
        self.session.jobs.shut_down()
        self.session.bridge.close()
        self.window.close()


class Placing(Protocol):
    """What shows one workspace of a study, as `place` does, and closes it after the test."""

    def __call__(self, path: Path, kind: type[W], coder: str = "Ann") -> Placed[W]:
        """Open the study, and show the workspace."""


def place(qtbot: QtBot, path: Path, kind: type[W], coder: str = "Ann") -> Placed[W]:
    """Open a study and show one workspace of it."""
    project = open_study(FileLocation(path), coder)
    window = QMainWindow()
    window.resize(1440, 900)
    qtbot.addWidget(window)
    menus = {name: QMenu(name, window) for name in MENUS}
    gone: list[tuple[str, Target]] = []
    session = Session(
        Bridge(project, parent=window), Jobs(parent=window), Messages(window),
        Commands(window, menus), PreferencesFile(path.parent / "state"),
        lambda key, target: gone.append((key, target)), str(path), coder,
    )  # fmt: skip
    workspace = kind(session, window)
    placed = Placed(window, session, workspace, gone)
    session.say.noticed.connect(placed.notices.append)
    session.say.told.connect(placed.toasts.append)
    session.bridge.failed.connect(session.say.error)
    session.commands.show_place(workspace.place)
    window.setCentralWidget(workspace)
    window.show()
    qtbot.waitExposed(window)
    return placed


def coded_study(path: Path, *, finished: bool = True) -> None:
    """Make a study: Ann and Bob on six invented interviews, codes silence, calls, queue, towers.

    They differ on silence and calls, agree on queue; Bob never uses towers.
    """
    study = new_study(FileLocation(path))
    drafts = tuple(
        draft(f"Invented interview {n}", f"INT: That was call {n}.") for n in range(2, 7)
    )
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    documents = [study.document, *(key for _, key in stored.documents)]
    codes = {name: study.code(name) for name in ("silence", "calls", "queue", "towers", "unused")}
    for shift, document in enumerate(documents):
        study.document = document
        _code(study, codes, shift)
        if finished:
            for who in (study.ann, study.bob):
                who.perform(team.finish_document, document=document)
    study.close()


def _code(study: Study, codes: Mapping[str, CodeId], shift: int) -> None:
    for name, mine, theirs in (
        ("silence", (10, 60 + shift), (12, 70)),
        ("calls", (80, 100), (120 + shift, 140)),
        ("queue", (150, 170), (150, 170)),
    ):
        study.apply(codes[name], *mine)
        study.apply(codes[name], *theirs, by=study.bob)
    if shift == 0:
        study.apply(codes["towers"], 175, 190)


def sheet_of(placed: Placed[W], qtbot: QtBot) -> Sheet:
    """Wait for the sheet that opens over a workspace, and return it."""
    qtbot.waitUntil(lambda: any(s.isVisible() for s in placed.workspace.findChildren(Sheet)))
    return next(s for s in placed.workspace.findChildren(Sheet) if s.isVisible())


def primary(sheet: Sheet) -> Button:
    """Return the button that does what the sheet is for."""
    return next(b for b in sheet.findChildren(Button) if b.kind == "primary")


def keep(placed: Placed[W], qtbot: QtBot, name: str) -> None:
    """Keep what is shown under a name, by keys and a click."""
    qtbot.keyClick(
        placed.window, Qt.Key.Key_K,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    sheet = sheet_of(placed, qtbot)
    line = sheet.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, name)
    qtbot.mouseClick(primary(sheet), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(name in told.text for told in placed.toasts))


def add_coding(placed: Placed[W], qtbot: QtBot) -> None:
    """Let Ann use a code of the coded study once more."""
    with placed.session.bridge.read() as reader:
        code = find_code(reader, "towers").id
    with qtbot.waitSignal(placed.session.bridge.changed):
        placed.session.bridge.act(
            coding.apply_code, document=DocumentId(1), span=Span(30, 55), code=code
        )


def assert_named_at_every_size(placed: Placed[W]) -> None:
    """Paint it large and dark, small and light; every button has words or a name."""
    for theme, scale in (("dark", 2.0), ("light", 0.8)):
        look().wear(theme, scale=scale)
        assert not placed.window.grab().isNull()
    for button in placed.workspace.findChildren(QAbstractButton):
        if button.isVisible() and type(button).__module__.startswith("gtcoder"):
            assert button.text() or button.accessibleName(), button
