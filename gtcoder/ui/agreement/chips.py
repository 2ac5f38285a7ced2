"""The row of chips: everything a number of agreement depends on, set where it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.agreement.asked import ALL, CHOSEN, FINISHED, Asked
from gtcoder.ui.agreement.facts import UNITS, Facts
from gtcoder.ui.agreement.words import short_name, unit_noun
from gtcoder.ui.kit import Chip, FlowLayout, ask_text
from gtcoder.ui.look import look, scaled

_ANOTHER = (-1, -1)
_INTERVALS = ((0, 1), (1000, 1), (2000, 1), (10_000, 1))
_MOST_NAMES = 2


class ChipRow(QWidget):
    """Coders, sample, round, unit, uncoded, interviewer, coefficient, codes, interval."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._interval = _INTERVALS[1]
        self.coders = self._chip(self.tr("Coders"), "coders")
        self.sample = self._chip(self.tr("Sample"), "sample")
        self.documents = self._chip(self.tr("Interviews"), "documents")
        self.round = self._chip(self.tr("Round"), "round")
        self.unit = self._chip(self.tr("Unit"), "unit")
        self.uncoded = self._chip(self.tr("Uncoded text"), "uncoded")
        self.interviewer = self._chip(self.tr("Interviewer"), "interviewer")
        self.coefficient = self._chip(self.tr("Coefficient"), "coefficient")
        self.codes = self._chip(self.tr("Codes"), "codes")
        self.interval = self._chip(self.tr("Interval"), "interval")
        self._flow = FlowLayout(self)
        for chip in self.chips():
            self._flow.addWidget(chip)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.interval.changed.connect(self._take_interval)
        look().changed.connect(self._wear)
        self._wear()

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips in reading order."""
        return (
            self.coders, self.sample, self.documents, self.round, self.unit, self.uncoded,
            self.interviewer, self.coefficient, self.codes, self.interval,
        )  # fmt: skip

    def offer(self, facts: Facts, asked: Asked) -> None:
        """Offer what the study holds, set to a question."""
        self._facts = facts
        self._many(self.coders, facts.coders, asked.coders, self.tr("coders"))
        self._many(self.documents, facts.documents, asked.documents, self.tr("interviews"))
        self._many(self.codes, facts.codes, asked.codes, self.tr("codes"))
        self.sample.set_choices(
            [
                (self.tr("finished by all coders"), FINISHED),
                (self.tr("all interviews"), ALL),
                (self.tr("chosen interviews"), CHOSEN),
            ],
            asked.sample,
        )
        self.round.set_choices(_same(facts.rounds), asked.round or facts.first_round)
        self.unit.set_choices([(unit_noun(unit, 1), unit) for unit in UNITS], asked.unit)
        self._in_or_out(self.uncoded, asked.uncoded)
        self._in_or_out(self.interviewer, "in" if asked.interviewer else "out")
        named = [(f"{each.name} ({each.source})", each.id) for each in facts.coefficients]
        self.coefficient.set_choices(named, asked.coefficient)
        self._offer_intervals(asked.resamples, asked.seed)
        self._word()

    def asked(self) -> Asked:
        """Return the question as the chips have it."""
        resamples, seed = self._interval
        return Asked(
            coders=self._some(self.coders, self._facts.coders if self._facts else ()),
            documents=self._some(self.documents, self._facts.documents if self._facts else ()),
            codes=self._some(self.codes, self._facts.codes if self._facts else ()),
            sample=str(self.sample.value() or FINISHED),
            round=self.round.value(),
            unit=str(self.unit.value()),
            uncoded=str(self.uncoded.value()),
            interviewer=self.interviewer.value() == "in",
            coefficient=str(self.coefficient.value()),
            resamples=resamples,
            seed=seed,
        )

    def say_sample(self, text: str) -> None:
        """Write on the chip how many interviews were compared."""
        self.sample.set_value(text)

    def _chip(self, label: str, name: str) -> Chip:
        chip = Chip(label)
        chip.setObjectName(name)
        chip.setToolTip(self.tr("{label}: choose (Enter)").format(label=label))
        chip.changed.connect(self._changed)
        return chip

    def _changed(self) -> None:
        if self.sender() is self.interval:
            return
        self._word()
        self.changed.emit()

    def _many(self, chip: Chip, names: tuple[str, ...], chosen: tuple[str, ...], noun: str) -> None:
        chip.set_many(_same(names), set(chosen or names), noun=noun)

    def _some(self, chip: Chip, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the checked names in the study's order; empty where all or none are."""
        chosen = chip.value() or set()
        return () if len(chosen) == len(names) else tuple(n for n in names if n in chosen)

    def _in_or_out(self, chip: Chip, chosen: str) -> None:
        chip.set_choices([(self.tr("counted"), "in"), (self.tr("left out"), "out")], chosen)

    def _offer_intervals(self, resamples: int, seed: int) -> None:
        self._interval = (resamples, seed)
        known = list(dict.fromkeys((*_INTERVALS, self._interval)))
        choices: list[tuple[str, object]] = [(self._interval_words(*each), each) for each in known]
        choices.append((self.tr("another seed …"), _ANOTHER))
        self.interval.set_choices(choices, self._interval)

    def _interval_words(self, resamples: int, seed: int) -> str:
        if not resamples:
            return self.tr("none")
        words = self.tr("{count} resamples, seed {seed}")
        return words.format(count=f"{resamples:,}", seed=seed)

    def _take_interval(self, chosen: object) -> None:
        if chosen == _ANOTHER:
            self._offer_intervals(*self._interval)
            self._ask_seed()
        elif isinstance(chosen, tuple) and chosen != self._interval:
            self._interval = chosen
            self.changed.emit()

    def _ask_seed(self) -> None:
        ask_text(
            self,
            self.tr("Another seed"),
            self.tr("The same seed draws the same resamples again. A whole number from 0."),
            self.tr("Set seed"),
            initial=str(self._interval[1]),
            lines=1,
            then=self._set_seed,
        )

    def _set_seed(self, text: str) -> None:
        if text.isdecimal():
            self._offer_intervals(self._interval[0] or 1000, int(text))
            self.changed.emit()

    def _word(self) -> None:
        """Write short names where the choices are long, and show the chips that are needed."""
        self.documents.setVisible(self.sample.value() == CHOSEN)
        key = str(self.coefficient.value())
        self.coefficient.set_value(short_name(key, self.coefficient.shown))
        names = self._facts.coders if self._facts else ()
        if 0 < len(names) <= _MOST_NAMES and not self._some(self.coders, names):
            self.coders.set_value(", ".join(names))

    def _wear(self) -> None:
        self._flow.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))


def _same(names: Iterable[str]) -> list[tuple[str, object]]:
    return [(name, name) for name in names]


def within(asked: Asked, facts: Facts) -> Asked:
    """Return a question without the names the study no longer holds."""
    return replace(
        asked,
        coders=tuple(name for name in asked.coders if name in facts.coders),
        documents=tuple(name for name in asked.documents if name in facts.documents),
        codes=tuple(name for name in asked.codes if name in facts.codes),
        round=asked.round if asked.round in facts.rounds else facts.first_round,
    )
