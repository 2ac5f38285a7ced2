"""Whether things may move."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget

FADE = 120  # ms


def may_move(widget: QWidget) -> bool:
    """Return whether the platform allows animations."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0
