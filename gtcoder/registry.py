"""Named plug-ins: ours register with a decorator or `add`, other packages' by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from gtcoder.errors import NotFound

T = TypeVar("T")


class Registry(Generic[T]):
    """Plug-ins of one kind by name, in order of registration.

    Entry points of the group `gtcoder.<kind>` are loaded at the first look-up; each must be an
    object of the same kind as ours and is known by its entry point's name.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}
        self._others_loaded = False

    def add(self, name: str, item: T) -> T:
        """Register `item`; two plug-ins of one name are a programming error."""
        if name in self._items:
            raise ValueError(f"{self.kind}: {name!r} is registered twice")
        self._items[name] = item
        return item

    def names(self) -> list[str]:
        """Return the names of all plug-ins."""
        self._load_others()
        return list(self._items)

    def get(self, name: str) -> T:
        """Return the plug-in of that name, or raise NotFound with the names there are."""
        self._load_others()
        try:
            return self._items[name]
        except KeyError:
            known = ", ".join(self._items)
            raise NotFound(
                "“{name}” is none of the {kind}. Known: {known}.",
                kind=self.kind,
                name=name,
                known=known,
            ) from None

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self._load_others()
        return iter(list(self._items.items()))

    def _load_others(self) -> None:
        if self._others_loaded:
            return
        self._others_loaded = True
        for point in entry_points(group=f"gtcoder.{self.kind}"):
            if point.name not in self._items:
                self._items[point.name] = point.load()
