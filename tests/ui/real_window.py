"""A whole window worked by the keys and the mouse of an X server; run by `test_xvfb`.

xdotool makes the events, so they take the way of a person's: server, platform, window, widget.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.queries.codebook import codes
from gtcoder.queries.counts import study_counts
from gtcoder.ui.app import application
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow

PATIENCE = 60.0
NAME = "Zugzwang"  # no code of the sample study begins like it


def until(done: Callable[[], object], what: str) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + PATIENCE
    while not done():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain until {what}")


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True)


def give_focus(widget: QWidget) -> None:
    """Do what a window manager does with a new window: let it have the keys."""
    QApplication.processEvents()
    xdotool("windowfocus", "--sync", str(int(widget.winId())))
    until(widget.isActiveWindow, f"{type(widget).__name__} has the keys")


def click(widget: QWidget, spot: QPoint | None = None, times: int = 1) -> None:
    """Click into a widget with the pointer of the server."""
    place = widget.mapToGlobal(spot or widget.rect().center())
    xdotool("mousemove", "--sync", str(place.x()), str(place.y()))
    xdotool("click", "--repeat", str(times), "--delay", "60", "1")


def start(window: MainWindow) -> DeskWorkspace:
    """Open the sample study from the start page, by mouse, and say by key who codes."""
    click(window.start.sample)
    until(lambda: window.opener.sheet is not None, "it is asked who codes")
    assert window.opener.sheet is not None
    give_focus(window.opener.sheet)
    xdotool("key", "Return")
    until(lambda: window.session is not None and not window.jobs.running, "the study is open")
    assert window.stack is not None
    desk = window.stack.workspace
    assert isinstance(desk, DeskWorkspace)
    give_focus(window)
    until(lambda: desk.view.page.text, "the text is shown")
    return desk


def passages(window: MainWindow) -> int:
    assert window.session is not None
    with window.session.bridge.read() as reader:
        return study_counts(reader).codings


def named(window: MainWindow) -> bool:
    assert window.session is not None
    with window.session.bridge.read() as reader:
        return any(code.name == NAME for code in codes(reader))


def work() -> None:
    """Start, sample, select a word, type a code, Enter, undo."""
    app = application()
    look().wear("light")
    window = MainWindow()
    window.resize(1280, 720)
    window.show()
    until(window.isVisible, "the window is there")
    give_focus(window)
    desk = start(window)
    before = passages(window)
    line = desk.view.cursorRect().center()
    click(desk.view.viewport(), line + QPoint(60, 0), times=2)
    until(desk.view.selected, "a word is selected")
    word = desk.view.page.text[slice(*_ends(desk))]
    xdotool("type", "--delay", "40", NAME)
    until(lambda: QApplication.focusWidget() is not desk.view, "the palette is open")
    until(lambda: getattr(QApplication.focusWidget(), "text", str)() == NAME, "the name is typed")
    xdotool("key", "Return")
    until(lambda: named(window), "the code is made")
    until(lambda: passages(window) == before + 1, "the passage is coded")
    until(lambda: window.commands.action("edit.undo").text() != "Undo", "undo has a name")
    undo = window.commands.action("edit.undo").text()
    xdotool("key", "ctrl+z")
    until(lambda: passages(window) == before, "it is taken back")
    until(lambda: window.close(), "the window is closed")
    app.sendPostedEvents(None, 0)
    platform = app.platformName()
    json.dump({"word": word, "undo": undo, "platform": platform}, sys.stdout)


def _ends(desk: DeskWorkspace) -> tuple[int, int]:
    span = desk.view.selected()
    assert span is not None
    return span.start, span.end


if __name__ == "__main__":
    work()
