"""Progress of long work as one line on stderr, and only where somebody looks at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from gtcoder.progress import Progress, Silent

_PAUSE_SECONDS = 0.1


class TerminalProgress:
    """Writes and overwrites one line; `clear` leaves the terminal as it was."""

    def __init__(self) -> None:
        self._last = 0.0
        self._width = 0

    def step(self, done: int, total: int, what: str = "") -> None:
        """Show how far the work is, at most ten times a second."""
        moment = time.monotonic()
        if moment - self._last < _PAUSE_SECONDS:
            return
        self._last = moment
        counted = f"{done}/{total}" if total else str(done)
        line = f"{counted} {what}"[:78]
        sys.stderr.write(f"\r{line:<{self._width}}")
        sys.stderr.flush()
        self._width = max(self._width, len(line))

    def clear(self) -> None:
        """Wipe the line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a progress that a terminal shows, or one that nobody watches."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    shown = TerminalProgress()
    try:
        yield shown
    finally:
        shown.clear()
