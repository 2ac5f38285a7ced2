"""A thin bar for work that takes a while; the window stays usable."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from gtcoder.ui.kit.button import Button
from gtcoder.ui.kit.label import Label
from gtcoder.ui.kit.motion import may_move
from gtcoder.ui.look import Role, look, scaled, theme

PATIENCE = 300  # ms before anything is shown
_BREATH = 1600  # ms


class Followed(Protocol):
    """Work that tells its steps and can be stopped."""

    on_step: Callable[[int, int, str], None]

    def cancel(self) -> None:
        """Ask it to stop."""


def _nothing(*_: object) -> None:
    """Listen to nothing."""


class ThinProgress(QWidget):
    """A bar of two pixels and “Counting 412 of 2,000” with a way to stop; hidden when idle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Followed | None = None
        self._share, self._clock = -1.0, QElapsedTimer()
        self._words = Label("", Role.SMALL, ink="text2")
        self.cancel_button = Button(self.tr("Cancel"), kind="quiet")
        self.cancel_button.clicked.connect(self._cancel)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.cancel_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._appear)
        self._breath = QTimer(self, interval=40)
        self._breath.timeout.connect(self.update)
        self.hide()
        look().changed.connect(self._wear)
        self._wear()

    def follow(self, job: Followed, what: str = "") -> None:
        """Show the steps of a job from now on, if it takes long; `what` until the first step.

        A job that tells its end (`on_end`) ends this by itself; else `done` does.
        """
        self.done()
        self._job, self._share = job, -1.0
        self._words.setText(what or self.tr("Working"))
        self.cancel_button.setEnabled(True)
        job.on_step = self._step
        if hasattr(job, "on_end"):
            job.on_end = partial(self._ended, job, job.on_end)
        self._clock.start()
        self._late.start()

    def done(self) -> None:
        """Stop following and hide."""
        if self._job is not None:
            self._job.on_step = _nothing
        self._job = None
        self._late.stop()
        self._breath.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        now, painter, width = theme(), QPainter(self), self.width()
        painter.fillRect(QRectF(0, 0, width, 2), QColor(now.sunken))
        bar = QColor(now.accent)
        if self._share >= 0:
            painter.fillRect(QRectF(0, 0, width * self._share, 2), bar)
            return
        if may_move(self):
            phase = (self._clock.elapsed() % _BREATH) / _BREATH
            bar.setAlphaF(0.25 + 0.75 * abs(2 * phase - 1))
        painter.fillRect(QRectF(0, 0, width, 2), bar)

    def _ended(self, job: Followed, before: Callable[[], None]) -> None:
        if isValid(self) and self._job is job:
            self.done()
        before()

    def _step(self, done: int, total: int, what: str) -> None:
        if not isValid(self):
            return
        self._share = min(done / total, 1.0) if total else -1.0
        what = what or self.tr("Working")
        if total:
            words = self.tr("{what} {done} of {total}")
            self._words.setText(words.format(what=what, done=f"{done:,}", total=f"{total:,}"))
        else:
            self._words.setText(f"{what} {done:,}" if done else what)
        self._breathe()
        self.update()

    def _appear(self) -> None:
        self.show()
        self._breathe()

    def _breathe(self) -> None:
        if self._share < 0 and self.isVisible() and may_move(self):
            self._breath.start()
        else:
            self._breath.stop()

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel_button.setEnabled(False)
            self._words.setText(self.tr("Stopping"))
            self._job.cancel()

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), 2, scaled(8), 0)
        self.setFixedHeight(scaled(34))
