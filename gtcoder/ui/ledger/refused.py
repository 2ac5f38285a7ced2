"""What is said when something cannot be taken back: who built on it, and the way to that entry."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import GtcoderError, UndoConflict
from gtcoder.ui.session import OneEntry, Session


def say_refused(session: Session, error: GtcoderError) -> None:
    """Show an error; one of undo, redo or revert offers the entry that stands against it."""
    from gtcoder.queries.verb_labels import LABELS

    later = error.parameters.get("later")
    if not isinstance(error, UndoConflict) or not isinstance(later, int):
        session.say.error(error)
        return
    text, action = str(error), str(error.parameters.get("action", ""))
    if action in LABELS:  # in the window's words, without the names of tables
        template = QCoreApplication.translate(
            "Refused",
            "Entry {revision} cannot be taken back: {coder} built on it in entry {later} ({what}). "
            "Nothing was changed. Take back that entry first.",
        )
        text = template.format(**error.parameters, what=LABELS[action])
    show = partial(session.go, "ledger", OneEntry(later))
    words = QCoreApplication.translate("Refused", "Show the entry")
    session.say.notice(text, kind="warn", actions=((words, show),), key="undo")
