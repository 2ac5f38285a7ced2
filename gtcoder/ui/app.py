"""The composition root: application, look, preferences, window, and what becomes of a fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from gtcoder.errors import GtcoderError
from gtcoder.ui.frame.topbar import paint_mark
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.preferences import PreferencesFile

Report = Callable[[BaseException], Path]


def run(study: str | None, *, report: Report) -> int:
    """Show the window, with a study open where one is named; return the exit code.

    `report` writes the report of a fault, without any text of a study, and returns its path.
    """
    app = application()
    preferences = PreferencesFile()
    look().wear(preferences.now.theme, scale=preferences.now.text_scale)
    app.setWindowIcon(_mark())
    window = MainWindow(preferences)
    sys.excepthook = FaultHook(window, report)
    window.show()
    if study is not None:
        window.opener.open(os.path.abspath(study) if "://" not in study else study)
    code = app.exec()
    window.jobs.shut_down()  # what a workspace still began while it was closed
    sys.excepthook = sys.__excepthook__
    return code


def application() -> QApplication:
    """Return the application, made where there is none yet."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(["gtcoder"])
    app.setApplicationName("gtcoder")
    app.setDesktopFileName("gtcoder")
    return app


class FaultHook:
    """Shows that the program has a fault, and where its report is; the window stays alive."""

    def __init__(self, window: MainWindow, report: Report) -> None:
        self._window, self._report = window, report

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        window = self._window
        if isinstance(error, GtcoderError):  # the study could not be read just now
            window.say.error(error)
            return
        try:
            path = self._report(error)
            where = window.tr("A report without any text of the study is in {path}.").format(
                path=path
            )
        except OSError as failure:
            where = window.tr("No report could be written ({why}).").format(why=failure.strerror)
        text = window.tr(
            "This is a fault of the program ({kind}). What was stored before is safe; the step "
            "that failed was not stored. {where}"
        ).format(kind=kind.__name__, where=where)
        sys.stderr.write(f"gtcoder: {text}\n")
        copy = (window.tr("Copy this message"), lambda: QGuiApplication.clipboard().setText(text))
        window.say.notice(text, kind="danger", actions=(copy,), key="fault")


def _mark() -> QIcon:
    icon = QIcon()
    for size in (16, 32, 64, 128):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, picture.rect().toRectF())
        painter.end()
        icon.addPixmap(picture)
    return icon
