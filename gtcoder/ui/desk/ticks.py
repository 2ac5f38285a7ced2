"""Codes that are ticked to be applied together, and how lines of a clipboard become such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.desk.matching import Choice, Matcher, folded
from gtcoder.ui.desk.naming import Path, written
from gtcoder.vocabulary import CodeId

_tr = QCoreApplication.translate
MOST = 50  # lines of a clipboard; more is no list of codes


class Ticks:
    """The ticked choices in the order they were ticked; the key of a new code is its path."""

    def __init__(self) -> None:
        self._by_key: dict[object, Choice] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    @property
    def codes(self) -> list[CodeId]:
        """The known codes among them."""
        return [CodeId(key) for key in self._by_key if isinstance(key, int)]

    @property
    def new(self) -> list[Path]:
        """The paths of codes to be made."""
        return [key for key in self._by_key if isinstance(key, tuple)]

    @property
    def rows(self) -> list[Choice]:
        """The choices as rows that show their tick."""
        return [marked(choice) for choice in self._by_key.values()]

    def clear(self) -> None:
        """Tick nothing."""
        self._by_key.clear()

    def toggle(self, choice: Choice) -> None:
        """Tick a choice, or take its tick away."""
        if self._by_key.pop(choice.key, None) is None:
            self._by_key[choice.key] = choice

    def add(self, choices: Iterable[Choice]) -> None:
        """Tick choices."""
        self._by_key |= {choice.key: choice for choice in choices}

    def shown(self, rows: Iterable[Choice]) -> list[Choice]:
        """Return rows with their ticks."""
        return [marked(row) if row.key in self._by_key else row for row in rows]

    def in_words(self) -> str:
        """Return how many are ticked, and how many of them would be new."""
        count, new = len(self), len(self.new)
        if not count:
            return ""
        words = _tr("desk", "1 code ticked") if count == 1 else _tr("desk", "{count} codes ticked")
        words = words.format(count=count)
        return f"{words}, {_tr('desk', '{new} new').format(new=new)}" if new else words


def marked(choice: Choice) -> Choice:
    """Return a choice as a row that is ticked."""
    return replace(choice, icon="check")


def new_choice(path: Path) -> Choice:
    """Return the choice that stands for a code to be made."""
    return Choice(path, path[-1], context=" > ".join(path[:-1]), note=_tr("desk", "new"))


def choice_at(typed: str, matcher: Matcher, known: Mapping[str, Path]) -> Choice | None:
    """Return the known code of a name or path, else one to be made; None where nothing is named."""
    named = written(typed, known)
    if not named.path:
        return None
    there = matcher.named(named.name)
    if len(named.path) > 1 and ">" in typed:
        there = [each for each in there if folded(each.context) == folded(named.path[-2])]
    return there[0] if there else new_choice(named.path)


def read_lines(text: str, look_up: Callable[[str], Choice | None]) -> list[Choice]:
    """Return the codes that the lines of a text name, as far as they are lines of names."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = (look_up(line) for line in [line for line in lines if line][:MOST])
    return [choice for choice in found if choice is not None]
