"""Files and folders that are written whole or not at all, and put in their place at the end.

Writers take their draft from here, so that none forgets to ask whether it is still wanted: a stop
that was asked for before a file is in its place leaves what was there before, a later one comes
too late.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress


@contextmanager
def whole_file(out: Path, progress: Progress) -> Iterator[Path]:
    """Give the path of a draft, which becomes `out` when all went well and else goes away.

    Raises InvalidInput where the disk refuses, and Cancelled where `progress` was asked to stop.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    with _told(out):
        try:
            yield draft
            with draft.open("rb+") as file:
                os.fsync(file.fileno())  # the disk has it before it takes the place of an older one
            progress.step(1, 1, "writing")
            os.replace(draft, out)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path, progress: Progress) -> Iterator[Path]:
    """Give an empty folder as a draft, which becomes `out` when all went well and else goes away.

    `out` is new or empty. Raises as `whole_file` does.
    """
    with (
        _told(out),
        tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as place,
    ):
        draft = Path(place) / out.name
        draft.mkdir()
        yield draft
        progress.step(1, 1, "writing")
        if out.exists():
            out.rmdir()
        draft.rename(out)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInput(
            "“{path}” could not be written: {reason}. The study is unchanged, and so is what was "
            "there before. Choose another place, or make room.",
            path=out,
            reason=error.strerror or error,
        ) from error
