"""A process with the window in which somebody codes line after line until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gtcoder.ui.app import application
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.transcript.view import TranscriptView
from tests.journeys.invented import CODE, LINES


def work(path: Path) -> None:
    """Code each line by the keyboard; write each revision to stdout once the window knows it."""
    app = application()
    look().wear("light")
    window = MainWindow()
    window.show()
    window.settled.connect(lambda: begin(window))
    window.opener.open_as(str(path), "Ann")
    app.exec()


def begin(window: MainWindow) -> None:
    """Code the first line by its code's name, the others by the full stop."""
    assert window.session is not None
    window.activateWindow()
    window.session.bridge.changed.connect(lambda change: say(change.revision))
    text = window.findChild(TranscriptView, "transcript")
    assert text is not None
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    lines = iter(range(LINES))

    def one_more() -> None:
        if next(lines, None) is None:
            return
        QTest.keyClick(text, Qt.Key.Key_Up)
        QTest.keyClick(text, Qt.Key.Key_Home)
        QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        if window.session is not None and window.session.bridge.state.saved_at is None:
            QTest.keyClick(text, Qt.Key.Key_Return)
            for key in [*CODE, "\r"]:
                focused = QApplication.focusWidget()
                assert focused is not None
                QTest.keyClick(focused, key)
        else:
            QTest.keyClick(text, Qt.Key.Key_Period)

    timer = QTimer(window, interval=15)
    timer.timeout.connect(one_more)
    timer.start()


def say(revision: int) -> None:
    """Write a revision that is stored."""
    sys.stdout.write(f"{revision}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]))
