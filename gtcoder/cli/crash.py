"""The report of a fault in the program: where in the code it happened, and nothing of the study."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from gtcoder import __version__

BUG = 3


def report_and_exit(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write the report and end with exit code 3; for `sys.excepthook`.

    The report names kinds of errors and places in the code. Messages and values are left out,
    since those of other libraries may hold words of an interview.
    """
    name = kind.__name__
    try:
        path = write_report(error)
        where = f"A report without any text of the study was written to {path}"
    except OSError as failure:
        where = f"No report could be written ({failure.strerror})"
    sentence = (
        f"gtcoder: this is a fault of the program ({name}). What was stored before is safe; the "
        f"step that failed was not stored. {where}"
    )
    print(sentence, file=sys.stderr)
    sys.exit(BUG)


def write_report(error: BaseException) -> Path:
    """Write the report of an error to the state folder and return its path."""
    # Lazy: the store takes longer to import than a verb that needs no study runs.
    from gtcoder.resources import state_folder

    folder = state_folder() / "crashes"
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    path = folder / f"{moment:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    path.write_text("\n".join([*_head(moment), *_lines(error)]) + "\n", encoding="utf-8")
    return path


def _head(moment: datetime) -> Iterator[str]:
    yield f"gtcoder {__version__}"
    yield f"{moment.isoformat(timespec='seconds')}"
    yield f"Python {platform.python_version()} on {platform.platform()}"
    yield ""


def _lines(error: BaseException) -> Iterator[str]:
    """Yield the chain of errors, the first cause first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_code_place(frame.filename)}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}"


def _code_place(file: str) -> str:
    """Return a code file without the folders that lead to it, which may name a person."""
    parts = Path(file).parts
    for top in ("site-packages", "gtcoder"):
        if top in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(top) - 1 :])
    return "/".join(parts[-2:])
