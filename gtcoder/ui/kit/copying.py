"""What is put on the clipboard: without the names that the list of pseudonyms replaces."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip, QWidget

from gtcoder.errors import NotAllowed
from gtcoder.exchange import door


def copyable(text: str, source: QWidget | None = None) -> str:
    """Return a text as it may be copied; where nothing may, none, and say why at its source."""
    try:
        return door.masked_text(text)
    except NotAllowed as refused:
        if source is not None:
            QToolTip.showText(source.mapToGlobal(source.rect().center()), str(refused), source)
        return ""


def copy_text(text: str, source: QWidget) -> bool:
    """Put a text on the clipboard, as it may be copied; tell whether it is there."""
    allowed = copyable(text, source)
    if allowed:
        QGuiApplication.clipboard().setText(allowed)
    return bool(allowed)
