"""What a chip offers and what of it is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

FIRST = object()  # stands for the first choice


class Offer:
    """Names with what they stand for, and the places of the chosen ones."""

    def __init__(
        self,
        choices: Iterable[tuple[str, object]] = (),
        *,
        many: bool = False,
        all_text: str = "",
        none_text: str = "",
        share_text: str = "{some} / {all} {noun}",
        noun: str = "",
    ) -> None:
        self.choices: Sequence[tuple[str, object]] = list(choices)
        self.many, self.chosen = many, set[int]()
        self._all, self._none, self._noun = all_text, none_text, noun
        self._share = share_text

    @property
    def all_text(self) -> str:
        """The name of the row that stands for all; empty where only one may be chosen."""
        return self._all if self.many else ""

    def value(self) -> Any:
        """Return what is chosen: one thing, or the set of them; None where there is no choice."""
        values = [self.choices[n][1] for n in sorted(self.chosen)]
        if self.many:
            return set(values)
        return values[0] if values else None

    def places(self, value: object) -> set[int]:
        """Return where a value (or, of several, a set of them) is found among the choices."""
        wanted = value if self.many and isinstance(value, set | frozenset) else [value]
        if value is FIRST:
            return {0} if self.choices else set()
        found = {n for n, (_, each) in enumerate(self.choices) if each in wanted}
        return found if self.many else set(sorted(found)[:1])

    def words(self) -> str:
        """Return what is chosen in words: names while they are few, else how many of how many."""
        names = [self.choices[n][0] for n in sorted(self.chosen)]
        if not self.many:
            return names[0] if names else ""
        if not names:
            return self._none
        if len(names) == len(self.choices):
            return self._all
        if len(names) <= 2:
            return ", ".join(names)
        return self._share.format(some=len(names), all=len(self.choices), noun=self._noun).rstrip()
