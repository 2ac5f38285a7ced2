"""What was read of the study while somebody writes in a cell waits until the line is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView

Rows = TypeVar("Rows")


class Held(QObject, Generic[Rows]):
    """Shows rows in views, but never takes them from under a line that is being written.

    New rows would close the line: what is typed on would go to whatever has the focus then, and
    what was written would be stored of another row.
    """

    def __init__(self, show: Callable[[Rows], None], *views: QAbstractItemView) -> None:
        super().__init__(views[0])
        self._show, self._views = show, views
        self._rows: Rows | None = None
        for view in views:
            view.itemDelegate().closeEditor.connect(self._closed)

    def take(self, rows: Rows) -> None:
        """Show rows, now or when nobody writes any more."""
        writing = QAbstractItemView.State.EditingState
        if any(view.state() == writing for view in self._views):
            self._rows = rows
        else:
            self._rows = None
            self._show(rows)

    def _closed(self, *_: object) -> None:
        if self._rows is not None:
            self.take(self._rows)
