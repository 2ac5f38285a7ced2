"""The codes of a plain-text study by their paths, which change while the plan is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.errors import UnreadableFile
from gtcoder.queries.codebook import nearest, parse_path


@dataclass
class CodePaths:
    """Where each code stands at this moment of the plan; a code's key is its number from 0.

    What would make a path lead to two codes or to none is refused here, at the row that does it;
    the other rules of the codebook are those of the verbs, when the plan is played.
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
        self._refuse_taken(parent, name, None, place)
        key = len(self._names)
        self._names.append(name)
        self._parents.append(parent)
        self._at[parent, _folded(name)] = key
        return key, name, parent

    def rename(self, key: int, name: str, place: str) -> None:
        """Follow a code to its new name, which is one and no path."""
        if len(parse_path(name)) > 1:
            raise UnreadableFile(
                "“{name}” is a path and no name. Nothing was built; a code is moved by move.",
                place=place,
                name=name,
            )
        self._refuse_taken(self._parents[key], name, key, place)
        self._put(key, self._parents[key], name)

    def move(self, key: int, parent: int | None, place: str) -> None:
        """Follow a code to its new place."""
        if parent is not None and key in self._line(parent):
            raise UnreadableFile(
                "“{name}” cannot go below itself. Nothing was built.",
                place=place,
                name=self._names[key],
            )
        self._refuse_taken(parent, self._names[key], key, place)
        self._put(key, parent, self._names[key])

    def merge(self, key: int, into: int) -> None:
        """Take a code out of use and put what lay below it below the other one."""
        self._leave(key)
        if key in self._line(into):
            self._put(into, self._parents[key], self._names[into])
        for child in self._below(key):
            self._put(child, into, self._names[child])

    def retire(self, key: int, place: str) -> None:
        """Take a code out of use: its path is free."""
        for child in self._below(key):
            raise UnreadableFile(
                "“{name}” holds “{child}”, which is in use. Nothing was built; move or retire that "
                "first.",
                place=place,
                name=self._names[key],
                child=self._names[child],
            )
        self._leave(key)

    def above(self, key: int) -> list[int]:
        """Return the keys of the codes above one, the nearest first."""
        return self._line(key)[1:]

    def _put(self, key: int, parent: int | None, name: str) -> None:
        self._leave(key)
        self._names[key], self._parents[key] = name, parent
        self._at[parent, _folded(name)] = key

    def _leave(self, key: int) -> None:
        self._at.pop((self._parents[key], _folded(self._names[key])), None)

    def _refuse_taken(self, parent: int | None, name: str, own: int | None, place: str) -> None:
        if self._at.get((parent, _folded(name)), own) != own:
            raise UnreadableFile(
                "There is a code “{name}” in that place already. Nothing was built; merge the two "
                "or choose another name.",
                place=place,
                name=name,
            )

    def _below(self, key: int) -> list[int]:
        return [child for child in self._at.values() if self._parents[child] == key]

    def _line(self, key: int) -> list[int]:
        line = [key]
        while (above := self._parents[line[-1]]) is not None:
            line.append(above)
        return line

    def _written(self, key: int) -> str:
        return " > ".join(self._names[place] for place in reversed(self._line(key)))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
