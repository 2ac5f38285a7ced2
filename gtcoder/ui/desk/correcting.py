"""Correcting the words that are selected, where they are read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.ui.commands import Command
from gtcoder.ui.desk.doing import Doing, add_all
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.session import Session

_tr = QCoreApplication.translate


def add_correcting(session: Session, text: TextPane, desk: QWidget) -> dict[str, QAction]:
    """Add the command and return its action by name."""
    view = text.view

    def ask() -> None:
        from gtcoder.ui.documents.correct_sheet import CorrectSheet

        span = view.selected()
        if span is None and view.chosen_coding is not None:
            span = view.coding_span(view.chosen_coding)
        if span is None or not view.page.text:
            words = _tr("desk", "Select the words that are wrong first.")
            session.say.toast(words, undo=False)
            return
        page = view.page
        CorrectSheet(session, page.document, page.name, parent=desk, span=span).open()

    command = Command(
        "desk.correct", _tr("desk", "Correct here…"), "edit", "Alt+Shift+T",
        _tr("desk", "Correct the selected words; all codings move along"), 22,
    )  # fmt: skip
    return add_all(session, [Doing(command, ask, writes=True)], text)
