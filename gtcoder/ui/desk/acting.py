"""The commands of the further acts on codings: several codes, weight, confirming, comparing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from gtcoder.ui.commands import Command
from gtcoder.ui.desk.doing import Doing, add_all
from gtcoder.ui.desk.moves import Moves
from gtcoder.ui.desk.passages import COMPARE
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.session import Session

_tr = QCoreApplication.translate


def add_acts(session: Session, moves: Moves, text: TextPane) -> dict[str, QAction]:
    """Add the commands and return their actions by name."""
    changes = moves.changes
    runs: dict[str, Callable[[], object]] = {
        "paste": lambda: _paste(moves),
        "also": moves.asking.ask_further_codes,
        "weigh": changes.ask_weight,
        "confirm": changes.confirm,
        "confirm_all": changes.confirm_all,
        "compare": lambda: moves.show_view(COMPARE),
    }
    doings = [
        Doing(command, runs[name], text_only=name == "paste", writes=name != "compare")
        for name, command in _commands().items()
    ]
    return add_all(session, doings, text)


def _paste(moves: Moves) -> None:
    text = QApplication.clipboard().text()
    if text.strip():
        moves.asking.ask_pasted(text)
    else:
        moves.told.emit(_tr("desk", "The clipboard holds no names of codes."))


def _commands() -> dict[str, Command]:
    tr = _tr
    return {
        "paste": Command(
            "desk.paste", tr("desk", "Paste as codes…"), "codes", "Ctrl+V",
            tr("desk", "Tick the codes that the lines of the clipboard name, for the selection"),
            10,
        ),
        "also": Command(
            "desk.also", tr("desk", "Also code as…"), "codes", "Alt+Shift+R",
            tr("desk", "Put further codes on the words of the chosen coding, with its weight"), 11,
        ),
        "weigh": Command(
            "desk.weigh", tr("desk", "Weight…"), "codes", "Alt+Shift+W",
            tr("desk", "Say how strongly the chosen passage speaks of its code, 0 to 100"), 11,
        ),
        "confirm": Command(
            "desk.confirm", tr("desk", "Confirm automatic coding"), "codes", "Alt+Shift+C",
            tr("desk", "Say that it is right: from then on it counts as coded by hand"), 11,
        ),
        "confirm_all": Command(
            "desk.confirm_all", tr("desk", "Confirm all of this code"), "codes", "",
            tr("desk", "Confirm all your automatic codings with the code of the chosen one"), 11,
        ),
        "compare": Command(
            "desk.compare", tr("desk", "Compare with earlier passages"), "view", "Alt+Shift+P",
            tr("desk", "Hold the chosen passage against the nearest and most different ones"), 23,
        ),
    }  # fmt: skip
