"""The commands of the desk: what can be done, by which key, in which menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from gtcoder.ui.commands import Command
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from gtcoder.ui.desk.text import TextPane

_tr = QCoreApplication.translate
PLACE = "open"
CODE_PAGE = f"{PLACE}:code"


@dataclass(frozen=True, slots=True)
class Doing:
    """A command with what it runs; `text_only`: its key works in the text alone.

    What `writes` is not done while the second text is in hand, unless it goes there too.
    """

    command: Command
    run: Callable[..., Any]
    text_only: bool = False
    writes: bool = False
    in_second: bool = False


def add_all(session: Session, doings: list[Doing], text: TextPane) -> dict[str, QAction]:
    """Add the commands; those that change something are off, with the reason, where nothing may."""
    actions = {}
    for doing in doings:
        owner, run = (text.view if doing.text_only else None), doing.run
        if doing.writes and not doing.in_second:
            run = partial(_run_in_first, session, text, run)
        action = session.commands.add(doing.command, run, owner=owner, place=CODE_PAGE)
        actions[doing.command.name.removeprefix("desk.")] = action
        if doing.writes and not session.bridge.can_write:
            action.setEnabled(False)
            action.setToolTip(read_only_reason())
    return actions


def read_only_reason() -> str:
    """Return why nothing can be changed."""
    return _tr("desk", "The study is open for reading only.")


def for_reading() -> str:
    """Return why nothing is changed in the second text."""
    return _tr("desk", "This text is for reading. Ctrl+Shift+\\ swaps the two, to code in it.")


def _run_in_first(session: Session, text: TextPane, run: Callable[[], Any], *_: object) -> None:
    """Run a command on the first text; where the second one is meant, say why not."""
    if text.in_hand is text.view:
        run()
    else:
        session.say.toast(for_reading(), undo=False)


def coding_commands() -> dict[str, Command]:
    """Return the commands that put codes on words and take them off."""
    tr = _tr
    return {
        "apply": Command(
            "desk.apply", tr("desk", "Apply a code…"), "codes", "Return",
            tr("desk", "Find or name a code for the selection; any letter does it too"), 10,
        ),
        "in_vivo": Command(
            "desk.in_vivo", tr("desk", "Code in vivo"), "codes", "Alt+V",
            tr("desk", "Make the selected words themselves a code"), 10,
        ),
        "repeat": Command(
            "desk.repeat", tr("desk", "Repeat the last code"), "codes", ".",
            tr("desk", "Apply the code used last to the selection"), 10,
        ),
        "recode": Command(
            "desk.recode", tr("desk", "Change code…"), "codes", "Alt+R",
            tr("desk", "Give the chosen coding another code"), 11,
        ),
        "remove": Command(
            "desk.remove", tr("desk", "Remove coding"), "codes", "Del",
            tr("desk", "Take the chosen coding away"), 11,
        ),
        "start_left": Command(
            "desk.start_left", tr("desk", "Start one word earlier"), "codes", "Alt+[",
            tr("desk", "Move the start of the chosen coding"), 12,
        ),
        "start_right": Command(
            "desk.start_right", tr("desk", "Start one word later"), "codes",
            "Alt+Shift+[ Alt+{", tr("desk", "Move the start of the chosen coding"), 12,
        ),
        "end_right": Command(
            "desk.end_right", tr("desk", "End one word later"), "codes", "Alt+]",
            tr("desk", "Move the end of the chosen coding"), 12,
        ),
        "end_left": Command(
            "desk.end_left", tr("desk", "End one word earlier"), "codes",
            "Alt+Shift+] Alt+}", tr("desk", "Move the end of the chosen coding"), 12,
        ),
        "memo": Command(
            "desk.memo", tr("desk", "Memo on this"), "codes", "Alt+M",
            tr("desk", "Write a memo on the selection, the chosen coding, or the code"), 13,
        ),
        "finished": Command(
            "desk.finished", tr("desk", "I have finished this document"), "codes",
            "Ctrl+Shift+Return", tr("desk", "Say that you have coded this document in this round"),
            14, checkable=True,
        ),
    }  # fmt: skip


def reading_commands() -> dict[str, Command]:
    """Return the commands that move through the text and the documents."""
    tr = _tr
    return {
        "word": Command("desk.word", tr("desk", "Select word"), "edit", "W", "", 20),
        "sentence": Command("desk.sentence", tr("desk", "Select sentence"), "edit", "S", "", 20),
        "turn": Command("desk.turn", tr("desk", "Select turn"), "edit", "T", "", 20),
        "find": Command(
            "desk.find", tr("desk", "Find in this document…"), "edit", "Ctrl+F", "", 21,
        ),
        "next": Command(
            "desk.next", tr("desk", "Next passage of the code"), "view", "N", "", 20,
        ),
        "previous": Command(
            "desk.previous", tr("desk", "Previous passage of the code"), "view", "P", "", 20,
        ),
        "uncoded": Command(
            "desk.uncoded", tr("desk", "Next uncoded passage"), "view", "U",
            tr("desk", "Go to the next turn you have not coded"), 20,
        ),
        "document": Command(
            "desk.document", tr("desk", "Open a document…"), "view", "Ctrl+T", "", 21,
        ),
        "next_document": Command(
            "desk.next_document", tr("desk", "Next open document"), "view", "Ctrl+Tab", "", 21,
        ),
        "previous_document": Command(
            "desk.previous_document", tr("desk", "Previous open document"), "view",
            "Ctrl+Shift+Tab", "", 21,
        ),
        "close_document": Command(
            "desk.close_document", tr("desk", "Close this document"), "view", "Ctrl+W", "", 21,
        ),
    }  # fmt: skip


def showing_commands() -> dict[str, Command]:
    """Return the commands that change what is shown, and how."""
    tr = _tr
    return {
        "dim": Command(
            "desk.dim", tr("desk", "Dim the interviewer"), "view", "Alt+D",
            tr("desk", "Show the interviewer’s speech in grey"), 22, checkable=True,
        ),
        "reading": Command(
            "desk.reading", tr("desk", "Text size and spacing…"), "view", "", "", 22,
        ),
        "coders": Command(
            "desk.coders", tr("desk", "Whose codings are shown…"), "view", "", "", 22,
        ),
        "passages": Command(
            "desk.passages", tr("desk", "Passages of the code"), "view", "Alt+P",
            tr("desk", "List the passages of the chosen code beside the text"), 23,
        ),
        "memos": Command(
            "desk.memos", tr("desk", "Memos on what is chosen"), "view", "Alt+Shift+M",
            tr("desk", "List the memos on the passage, its code and the document"), 23,
        ),
    }  # fmt: skip


class LettersFirst(QObject):
    """Says what keys mean in the text: letters on a selection are typed, Alt with one is ours.

    Else a letter would run a command whose key it is, and Alt+V open a menu by its first letter.
    """

    def __init__(self, view: TranscriptView, actions: Iterable[QAction]) -> None:
        super().__init__(view)
        self._view = view
        self._by_alt = {
            key.toString(): action
            for action in actions
            for key in action.shortcuts()
            if key.toString().startswith("Alt+")
        }
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                if self._is_typed(event) or self._meant(event) is not None:
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress:
                meant = self._meant(event)
                if meant is not None:
                    meant.trigger()
                    return True
        return super().eventFilter(watched, event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.text().isalnum() and self._view.selected() is not None

    def _meant(self, event: QKeyEvent) -> QAction | None:
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return None
        action = self._by_alt.get(QKeySequence(event.keyCombination()).toString())
        return action if action is not None and action.isEnabled() else None
