"""Putting off the search for garbage while very many rows are laid out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let Python look for circles of garbage only afterwards.

    Rows hold no circles, and looking through all of them again each time their number has grown by
    a quarter takes as much time as a quarter of the work itself.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
