"""The commands of the transcripts, with their keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.documents.bar import DOCUMENTS, PARTICIPANTS, TEAM
from gtcoder.ui.documents.rows import Listed

if TYPE_CHECKING:
    from gtcoder.ui.documents.workspace import TranscriptsWorkspace


def add_commands(workspace: TranscriptsWorkspace, *, may_write: bool) -> None:
    """Add what can be done with transcripts to the menus."""
    tr, acts = workspace.tr, workspace.acts
    table = workspace.documents.table
    add = partial(_add, workspace)
    writing = [
        add(Command("transcripts.finish", tr("Finished, or back at work"), "edit",
                    "Ctrl+Shift+Return",
                    tr("Say that you have finished the document, or are back at work on it"),
                    group=3), _with(workspace, acts.toggle_finished)),
        add(Command("transcripts.memo", tr("New memo on the document"), "edit", "Alt+M", group=3),
            _with(workspace, acts.new_memo)),
        add(Command("transcripts.rename", tr("Rename document…"), "edit", "F2", group=3),
            _with(workspace, acts.ask_name), owner=table),
        add(Command("transcripts.correct", tr("Correct the text…"), "edit", "Alt+Shift+T",
                    tr("Correct a text after it was coded; all codings move along"), group=3),
            _with(workspace, acts.ask_correct)),
        add(Command("transcripts.remove", tr("Remove document…"), "edit", "Del",
                    tr("Remove the document with its codings"), group=3),
            _with(workspace, acts.ask_remove), owner=table),
    ]  # fmt: skip
    for action in writing:
        permit(action, "" if may_write else tr("The study is open for reading only"))
    _add_erasing(workspace)
    add(Command("transcripts.filter", tr("Filter transcripts"), "edit", "/", group=4),
        partial(_filter, workspace), owner=workspace)  # fmt: skip
    for key, words in (
        (DOCUMENTS, tr("List documents")),
        (PARTICIPANTS, tr("List participants")),
        (TEAM, tr("Coders and rounds")),
    ):
        add(Command(f"transcripts.{key}", words, "view", group=3),
            partial(_show, workspace, key))  # fmt: skip


def _add_erasing(workspace: TranscriptsWorkspace) -> None:
    """Add what erases for good, for leads while no blind round is open."""
    tr, acts = workspace.tr, workspace.acts.erasing
    add = partial(_add, workspace)
    actions = [
        add(Command("transcripts.erase", tr("Erase for good…"), "edit", "",
                    tr("Erase the words of the chosen document or participant from texts, memos "
                       "and ledger; nothing brings them back"), group=5),
            partial(_erase, workspace)),
        add(Command("transcripts.erase_removed", tr("Erase removed text…"), "edit", "",
                    tr("Erase the text of a document that was removed and that the ledger keeps"),
                    group=5), _plain(acts.ask_removed)),
        add(Command("transcripts.afresh", tr("Finish erasing…"), "edit", "",
                    tr("Write the study afresh, where it was in use elsewhere when something was "
                       "erased"), group=5), _plain(acts.ask_afresh)),
    ]  # fmt: skip

    def follow() -> None:
        for action in actions:
            permit(action, acts.hindrance)

    acts.permitted.connect(follow)
    follow()


def _erase(workspace: TranscriptsWorkspace, *_: object) -> None:
    if workspace.bar.segments.chosen == PARTICIPANTS:
        workspace.participants.ask_erase()
    elif workspace.documents.current is not None:
        workspace.acts.erasing.ask_document(workspace.documents.current)


def _plain(run: Callable[[], object]) -> Callable[..., None]:
    def slot(*_: object) -> None:
        run()

    return slot


def _add(
    workspace: TranscriptsWorkspace,
    command: Command,
    run: Callable[..., object],
    *,
    owner: QWidget | None = None,
) -> QAction:
    return workspace.session.commands.add(command, run, owner=owner, place=workspace.place)


def _with(workspace: TranscriptsWorkspace, act: Callable[[Listed], object]) -> Callable[..., None]:
    """Return a slot that does an act with the chosen document."""

    def run(*_: object) -> None:
        current = workspace.documents.current
        if current is not None:
            act(current)

    return run


def _filter(workspace: TranscriptsWorkspace, *_: object) -> None:
    workspace.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _show(workspace: TranscriptsWorkspace, key: str, *_: object) -> None:
    workspace.show_segment(key)
