"""Files that are written whole or not at all, and take the place of an older one at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gtcoder.errors import InvalidInput


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give the path of a draft, which becomes `out` when all went well and else goes away.

    Raises InvalidInput where the disk refuses.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())  # the disk has it before it takes the place of an older one
        os.replace(draft, out)
    except OSError as error:
        raise InvalidInput(
            "“{path}” could not be written: {reason}. The study is unchanged, and so is a file "
            "that was there before. Choose another place, or make room.",
            path=out,
            reason=error.strerror or error,
        ) from error
    finally:
        draft.unlink(missing_ok=True)
