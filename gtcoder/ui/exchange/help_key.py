"""F1 in a sheet: the page of help that tells of it, as F1 tells of the place in the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gtcoder.ui.frame.help import show_page
from gtcoder.ui.kit import Sheet


def help_key(sheet: Sheet, window: QWidget, page: str, title: str) -> None:
    """Let F1 show a page of help over a sheet of a window."""
    QShortcut(QKeySequence("F1"), sheet, partial(show_page, window, page, title))
