"""The way of the Tab key: as things are laid out, whatever was made before what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def tab_as_laid_out(whole: QWidget) -> None:
    """Let Tab go through a widget in the order of its layouts."""
    for before, after in pairwise(list(_stops(whole))):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for part in _parts(widget):
        yield from _stops(part)


def _parts(widget: QWidget) -> list[QWidget]:
    """Return the widgets in a widget: those laid out in their order, then all others."""
    found: list[QWidget | None] = []
    if isinstance(widget, QSplitter):
        found = [widget.widget(place) for place in range(widget.count())]
    elif isinstance(widget, QScrollArea):
        found = [widget.widget()]
    elif (layout := widget.layout()) is not None:
        found = list(_laid(layout))
    placed = [each for each in found if each is not None]
    rest = (each for each in widget.children() if isinstance(each, QWidget))
    return [*placed, *(each for each in rest if each not in placed and not each.isWindow())]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid(inner)
