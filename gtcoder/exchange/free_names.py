"""Names of which each is given once, however many want the same."""

from __future__ import annotations

from collections.abc import Iterable


class FreeNames:
    """Names of one kind of thing, each given once: a second one of the same gets a number.

    With `any_case` names that differ in capitals alone are one. `there` are taken from the start.
    """

    def __init__(self, there: Iterable[str] = (), *, any_case: bool = False) -> None:
        self._any_case = any_case
        self._taken = {self._folded(name) for name in there}
        self._last: dict[str, int] = {}  # by folded name: all numbers below it are taken
        self.numbered = 0

    def take(self, name: str) -> str:
        """Return the name, with a number where it is taken, and keep it."""
        free = self.free(name)
        self.numbered += free != name
        self.keep(free)
        return free

    def free(self, name: str) -> str:
        """Return the name, with a number where it is taken."""
        folded = self._folded(name)
        number = self._last.get(folded, 1)
        free = name if number == 1 else f"{name} ({number})"
        while self._folded(free) in self._taken:
            number += 1
            free = f"{name} ({number})"
        self._last[folded] = number
        return free

    def keep(self, name: str) -> None:
        """Let a name be taken."""
        self._taken.add(self._folded(name))

    def __contains__(self, name: str) -> bool:
        return self._folded(name) in self._taken

    def __len__(self) -> int:
        return len(self._taken)

    def _folded(self, name: str) -> str:
        return name.casefold() if self._any_case else name
