"""The program's log on this machine: revisions, verbs, counts and times, never text or names."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gtcoder.cli.output import warn

_BYTES, _OLD_FILES = 1_000_000, 3
_FORMAT = "%(asctime)s %(process)d %(name)s %(levelname)s %(message)s"


class _LogFile(logging.handlers.RotatingFileHandler):
    """A log that cannot be written is said once and stops nobody's work."""

    failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say why nothing is logged."""
        if not self.failed:
            warn(f"no log is written ({sys.exc_info()[1]})")
        self.failed = True


@contextmanager
def logged_window() -> Iterator[None]:
    """Log to `gtcoder.log` in the state folder while the window is open."""
    from gtcoder.resources import state_folder

    with logged(Namespace(debug=False), state_folder() / "log"):
        yield


@contextmanager
def logged(options: Namespace, folder: Path) -> Iterator[None]:
    """Log to `gtcoder.log` in a folder for as long as the block runs; --debug: on stderr too."""
    logger = logging.getLogger("gtcoder")
    handlers: list[logging.Handler] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "gtcoder.log"
        handlers.append(
            _LogFile(file, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8", delay=True)
        )
    except OSError as error:
        warn(f"no log is written ({error.strerror}: {folder})")
    if options.debug:
        handlers.append(logging.StreamHandler())
    level = logger.level
    logger.setLevel(logging.DEBUG if options.debug else logging.INFO)
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
    try:
        yield
    finally:
        logger.setLevel(level)
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
