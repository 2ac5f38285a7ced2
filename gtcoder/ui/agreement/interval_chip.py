"""The chip of the interval: how often documents are drawn again, and from which seed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Chip, ask_text

_ANOTHER, _MORE = (-1, -1), (-2, -2)
_KNOWN = ((0, 1), (1000, 1), (2000, 1), (10_000, 1))
_MOST = 100_000


class IntervalChip(Chip):
    """Resamples and seed; `chosen_interval` comes from the person's choice alone."""

    chosen_interval = Signal()

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self.resamples, self.seed = _KNOWN[1]
        self.changed.connect(self._take_choice)

    def offer(self, resamples: int, seed: int) -> None:
        """Offer the usual numbers of resamples, and one that is set."""
        self.resamples, self.seed = resamples, seed
        now = (resamples, seed)
        known = list(dict.fromkeys((*_KNOWN, now)))
        choices: list[tuple[str, object]] = [(self._words(*each), each) for each in known]
        choices.append((self.tr("another seed …"), _ANOTHER))
        choices.append((self.tr("another number …"), _MORE))
        self.set_choices(choices, now)

    def _words(self, resamples: int, seed: int) -> str:
        if not resamples:
            return self.tr("none")
        words = self.tr("{count} resamples, seed {seed}")
        return words.format(count=f"{resamples:,}", seed=seed)

    def _take_choice(self, chosen: object) -> None:
        if chosen in (_ANOTHER, _MORE):
            self.offer(self.resamples, self.seed)
            if chosen == _ANOTHER:
                self._ask_seed()
            else:
                self._ask_number()
        elif isinstance(chosen, tuple) and chosen != (self.resamples, self.seed):
            self.resamples, self.seed = chosen
            self.chosen_interval.emit()

    def _ask_seed(self) -> None:
        ask_text(
            self,
            self.tr("Another seed"),
            self.tr("The same seed draws the same resamples again. A whole number from 0."),
            self.tr("Set seed"),
            initial=str(self.seed),
            lines=1,
            then=self._set_seed,
        )

    def _ask_number(self) -> None:
        ask_text(
            self,
            self.tr("Another number of resamples"),
            self.tr("Documents are drawn again so often. 2 to 100,000; 0 for no interval."),
            self.tr("Set number"),
            initial=str(self.resamples),
            lines=1,
            then=self._set_number,
        )

    def _set_seed(self, text: str) -> None:
        if text.isdecimal():
            self._set(self.resamples or _KNOWN[1][0], int(text))

    def _set_number(self, text: str) -> None:
        plain = text.replace(",", "")
        if plain.isdecimal() and int(plain) != 1 and int(plain) <= _MOST:
            self._set(int(plain), self.seed)

    def _set(self, resamples: int, seed: int) -> None:
        self.offer(resamples, seed)
        self.chosen_interval.emit()
