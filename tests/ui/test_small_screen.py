"""The largest text on a small screen: the window fits, and nothing is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.ui.documents.bar import TranscriptsBar
from gtcoder.ui.frame.room import Room
from gtcoder.ui.places import PLACES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

WIDTH, HEIGHT = 1280, 720


@pytest.fixture
def small(qtbot: QtBot, sample_window: MainWindow) -> MainWindow:
    """Return a window with the largest text on a small screen."""
    sample_window.wear("light", 2.0)
    sample_window.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    return sample_window


def room_of(window: MainWindow) -> Room:
    assert window.stack is not None
    room = window.stack.currentWidget()
    assert isinstance(room, Room)
    return room


def test_the_window_fits_in_every_place(qtbot: QtBot, small: MainWindow) -> None:
    for place in PLACES:
        small.go(place.key)
        qtbot.waitUntil(lambda: not small.jobs.running)
        QApplication.processEvents()
        assert (small.width(), small.height()) == (WIDTH, HEIGHT), place.key
        room = room_of(small)
        workspace, view = room.workspace, room.viewport()
        for bar, beyond in (
            (room.horizontalScrollBar(), workspace.width() - view.width()),
            (room.verticalScrollBar(), workspace.height() - view.height()),
        ):
            assert bar.maximum() == max(beyond, 0), place.key
        assert workspace.width() >= workspace.minimumSizeHint().width(), place.key


def test_what_has_the_keyboard_is_scrolled_into_view(qtbot: QtBot, small: MainWindow) -> None:
    small.go("axial")
    qtbot.waitUntil(lambda: not small.jobs.running)
    QApplication.processEvents()
    room = room_of(small)
    assert room.horizontalScrollBar().maximum() > 0, "the panels need more than there is"
    for panel in room.workspace.panels():
        if not panel.isVisible():
            continue
        panel.setFocus()
        corner = panel.mapTo(room.viewport(), QPoint(1, 1))
        assert room.viewport().rect().contains(corner), panel.accessibleName()


def test_a_bar_goes_on_below_where_the_window_is_narrow(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sample_window.go("transcripts")
    QApplication.processEvents()

    def tops() -> list[int]:
        (bar,) = sample_window.findChildren(TranscriptsBar)
        parts: tuple[QWidget, ...] = (bar.segments, bar.search, bar.bring)
        for part in parts:
            place = part.mapTo(bar, QPoint(0, 0))
            assert bar.rect().contains(part.rect().translated(place))
        return [part.geometry().center().y() for part in parts]

    wide = tops()
    assert max(wide) - min(wide) <= 1, "one row"
    sample_window.wear("light", 2.0)
    sample_window.resize(WIDTH, HEIGHT)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    narrow = tops()
    assert narrow[0] < narrow[1]
