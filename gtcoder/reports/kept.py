"""What reports keep between two runs: one value a slot, for as long as it holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from gtcoder.store.reader import Reader

T = TypeVar("T")


def kept(reader: Reader, slot: str, mark: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gave for this viewer, revision and mark, or make it now.

    A slot holds one value: another mark or a new revision takes its place.
    """
    key = ("reports", slot, reader.viewer)
    now = (reader.revision, mark)
    found = reader.cache.get(key)
    if found is None or found[0] != now:
        found = (now, make())
        reader.cache[key] = found
    value: T = found[1]
    return value
