"""The codes of a plain-text study by their paths, which change while the plan is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.errors import UnreadableFile
from gtcoder.queries.codebook import nearest, parse_path


@dataclass
class CodePaths:
    """Where each code stands at this moment of the plan; a code's key is its number from 0.

    This only follows what was read, so that a path finds its code. The rules of the codebook are
    those of the verbs, which refuse what breaks them when the plan is played.
    """

    _names: list[str] = field(default_factory=list)
    _parents: list[int | None] = field(default_factory=list)
    _at: dict[tuple[int | None, str], int] = field(default_factory=dict)

    def find(self, written: str, place: str) -> int:
        """Return the key of the code in use at a path, or refuse with the nearest paths."""
        key: int | None = None
        for name in parse_path(written):
            key = self._at.get((key, _folded(name)))
            if key is None:
                raise UnreadableFile(
                    "There is no code “{path}” at this point. Nearest: {near}. Nothing was built.",
                    place=place,
                    path=written,
                    near=nearest(written, map(self._written, sorted(self._at.values()))),
                )
        return key  # type: ignore[return-value]  # a path has at least one name

    def make(self, written: str, place: str) -> tuple[int, str, int | None]:
        """Give the code at a new path its key; return key, name and the key above it."""
        *above, name = parse_path(written)
        parent = self.find(" > ".join(above), place) if above else None
        key = len(self._names)
        self._names.append(name)
        self._parents.append(parent)
        self._put(key)
        return key, name, parent

    def rename(self, key: int, name: str) -> None:
        """Follow a code to its new name."""
        self.retire(key)
        self._names[key] = name
        self._put(key)

    def move(self, key: int, parent: int | None, place: str) -> None:
        """Follow a code to its new place; one below itself is refused, as no path leads there."""
        if parent is not None and key in self._line(parent):
            raise UnreadableFile(
                "“{name}” cannot go below itself. Nothing was built.",
                place=place,
                name=self._names[key],
            )
        self._put_below(key, parent)

    def merge(self, key: int, into: int) -> None:
        """Take a code out of use and put what lay below it below the other one."""
        self.retire(key)
        if key in self._line(into):
            self._put_below(into, self._parents[key])
        for child in [at for at in self._at.values() if self._parents[at] == key and at != into]:
            self._put_below(child, into)

    def retire(self, key: int) -> None:
        """Take a code out of use: its path is free."""
        self._at.pop((self._parents[key], _folded(self._names[key])), None)

    def _put_below(self, key: int, parent: int | None) -> None:
        self.retire(key)
        self._parents[key] = parent
        self._put(key)

    def _put(self, key: int) -> None:
        self._at[self._parents[key], _folded(self._names[key])] = key

    def _line(self, key: int) -> list[int]:
        line = [key]
        while (above := self._parents[line[-1]]) is not None:
            line.append(above)
        return line

    def _written(self, key: int) -> str:
        return " > ".join(self._names[place] for place in reversed(self._line(key)))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
