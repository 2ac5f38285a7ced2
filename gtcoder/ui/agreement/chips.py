"""The row of chips: everything a number of agreement depends on, set where it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.agreement.asked import ALL, CHOSEN, FINISHED, Asked, canonical
from gtcoder.ui.agreement.facts import UNITS, Facts
from gtcoder.ui.agreement.interval_chip import IntervalChip
from gtcoder.ui.agreement.words import short_name, translate, unit_noun
from gtcoder.ui.kit import Button, Chip, FlowLayout
from gtcoder.ui.look import look, scaled

_MOST_NAMES = 2
_OVERLAPS = (None, 1.0, 0.9, 0.8, 0.75, 0.5, 0.25)
_PRECISIONS = (0.01, 0.02, 0.05, 0.1)
_NAMES = {
    "coders": QT_TRANSLATE_NOOP("Agreement", "Coders"),
    "sample": QT_TRANSLATE_NOOP("Agreement", "Sample"),
    "documents": QT_TRANSLATE_NOOP("Agreement", "Interviews"),
    "round": QT_TRANSLATE_NOOP("Agreement", "Round"),
    "unit": QT_TRANSLATE_NOOP("Agreement", "Unit"),
    "uncoded": QT_TRANSLATE_NOOP("Agreement", "Uncoded"),
    "coefficient": QT_TRANSLATE_NOOP("Agreement", "Coefficient"),
    "codes": QT_TRANSLATE_NOOP("Agreement", "Codes"),
    "beside": QT_TRANSLATE_NOOP("Agreement", "Beside it"),
    "interviewer": QT_TRANSLATE_NOOP("Agreement", "Interviewer"),
    "overlap": QT_TRANSLATE_NOOP("Agreement", "Overlap"),
    "codes_as": QT_TRANSLATE_NOOP("Agreement", "Codes as"),
    "roll_up": QT_TRANSLATE_NOOP("Agreement", "Counted for"),
    "precision": QT_TRANSLATE_NOOP("Agreement", "Precision"),
    "sampler": QT_TRANSLATE_NOOP("Agreement", "Chance by"),
}
_OFTEN = ("coders", "sample", "documents", "round", "unit", "uncoded", "coefficient", "codes")


class ChipRow(QWidget):
    """Whose codings, of what, by which unit and coefficient; what is seldom set is folded away.

    `chosen_coefficient` says that nothing but coefficients is asked otherwise.
    """

    changed = Signal()
    chosen_coefficient = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._chips = {
            name: Chip(translate("Agreement", str(label))) for name, label in _NAMES.items()
        }
        self.interval = IntervalChip(self.tr("Interval"))
        self.coders, self.sample, self.documents = map(
            self._chips.__getitem__, ("coders", "sample", "documents")
        )
        self.round, self.unit, self.uncoded, self.interviewer = map(
            self._chips.__getitem__, ("round", "unit", "uncoded", "interviewer")
        )
        self.coefficient, self.beside, self.codes, self.overlap = map(
            self._chips.__getitem__, ("coefficient", "beside", "codes", "overlap")
        )
        self._more = Button(self.tr("More"), kind="quiet", icon_name="caret-down")
        self._more.setObjectName("more_chips")
        self._more.setCheckable(True)
        self._more.setToolTip(self.tr("Show everything else the number depends on"))
        self._more.toggled.connect(self._word)
        self._flow = FlowLayout(self)
        self._add_all()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self._wear)
        self._wear()

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips in reading order."""
        often = [chip for name, chip in self._chips.items() if name in _OFTEN]
        seldom = [chip for name, chip in self._chips.items() if name not in _OFTEN]
        return (*often, self.interval, *seldom)

    def offer(self, facts: Facts, asked: Asked) -> None:
        """Offer what the study holds, set to a question."""
        self._facts = facts
        self._many(self.coders, facts.coders, asked.coders, self.tr("coders"))
        self._many(self.documents, facts.documents, asked.documents, self.tr("interviews"))
        self._many(self.codes, facts.codes, asked.codes, self.tr("codes"))
        self.sample.set_choices(self._samples(facts), asked.sample)
        self.round.set_choices(_same(facts.rounds), asked.round or facts.first_round)
        named = [(f"{each.name} ({each.source})", each.id) for each in facts.coefficients]
        self.coefficient.set_choices(named, asked.coefficient)
        self.beside.set_many(named, set(asked.beside), noun=self.tr("coefficients"))
        self._offer_ways(asked)
        self.interval.offer(asked.resamples, asked.seed)
        self._word()

    def asked(self) -> Asked:
        """Return the question as the chips have it."""
        facts = self._facts
        chosen = {name: self._chips[name].value() for name in _NAMES}
        beside = chosen["beside"] or set()
        return Asked(
            coders=self._some(self.coders, facts.coders if facts else ()),
            documents=self._some(self.documents, facts.documents if facts else ()),
            codes=self._some(self.codes, facts.codes if facts else ()),
            sample=str(chosen["sample"] or FINISHED),
            round=chosen["round"],
            unit=str(chosen["unit"]),
            uncoded=str(chosen["uncoded"]),
            interviewer=chosen["interviewer"] == "in",
            coefficient=str(chosen["coefficient"]),
            resamples=self.interval.resamples,
            seed=self.interval.seed,
            beside=tuple(c.id for c in facts.coefficients if c.id in beside) if facts else (),
            overlap=chosen["overlap"],
            codes_as=str(chosen["codes_as"]),
            roll_up=chosen["roll_up"] == "categories",
            precision=float(chosen["precision"] or _PRECISIONS[1]),
            sampler=str(chosen["sampler"]),
        )

    def say_sample(self, text: str) -> None:
        """Write on the chip how many interviews were compared."""
        self.sample.set_value(text)

    def _add_all(self) -> None:
        for name, chip in self._chips.items():
            chip.setObjectName(name)
            if name in ("coefficient", "beside"):
                chip.changed.connect(self._take_coefficient)
            else:
                chip.changed.connect(self._changed)
        self.interval.setObjectName("interval")
        self.interval.chosen_interval.connect(self._changed)
        for chip in self.chips():
            words = self.tr("{label}: choose (Enter)")
            chip.setToolTip(words.format(label=chip.accessibleName()))
            self._flow.addWidget(chip)
            if chip is self.interval:
                self._flow.addWidget(self._more)

    def _offer_ways(self, asked: Asked) -> None:
        tr = self.tr
        units = [(tr("passage") if u == "quotation" else unit_noun(u, 1), u) for u in UNITS]
        self.unit.set_choices(units, asked.unit)
        in_out: list[tuple[str, object]] = [(tr("counted"), "in"), (tr("left out"), "out")]
        self.uncoded.set_choices(in_out, asked.uncoded)
        self.interviewer.set_choices(in_out, "in" if asked.interviewer else "out")
        shares = dict.fromkeys((*_OVERLAPS, asked.overlap))
        words = tr("at least {percent} %")
        overlaps: list[tuple[str, object]] = [
            (tr("the unit's own rule") if s is None else words.format(percent=f"{100 * s:g}"), s)
            for s in shares
        ]
        self.overlap.set_choices(overlaps, asked.overlap)
        then = [(tr("today, through merges"), "today"), (tr("applied then"), "origin")]
        self._chips["codes_as"].set_choices(then, asked.codes_as)
        up = [(tr("the codes themselves"), "codes"), (tr("their categories"), "categories")]
        self._chips["roll_up"].set_choices(up, "categories" if asked.roll_up else "codes")
        known = sorted({*_PRECISIONS, asked.precision})
        self._chips["precision"].set_choices(
            [(f"{100 * p:g} %", p) for p in known], asked.precision
        )
        drawn = [(tr("statistics"), "statistical"), (tr("shuffling"), "shuffle")]
        self._chips["sampler"].set_choices(drawn, asked.sampler)

    def _samples(self, facts: Facts) -> list[tuple[str, object]]:
        """Return the ways to choose interviews; each value of a variable is one."""
        tr = self.tr
        words = tr("{variable}: {value}")
        by_value: list[tuple[str, object]] = [
            (words.format(variable=variable, value=value), names)
            for variable, values in facts.groups.items()
            for value, names in values.items()
        ]
        return [
            (tr("finished by all coders"), FINISHED),
            (tr("all interviews"), ALL),
            (tr("chosen interviews"), CHOSEN),
            *by_value,
        ]

    def _changed(self) -> None:
        names = self.sample.value()
        if isinstance(names, tuple) and self._facts is not None:  # those of a variable's value
            self.sample.set_choices(self._samples(self._facts), CHOSEN)
            self.documents.set_many(
                _same(self._facts.documents), set(names), noun=self.tr("interviews")
            )
        self._word()
        self.changed.emit()

    def _take_coefficient(self) -> None:
        self._word()
        self.chosen_coefficient.emit()

    def _many(self, chip: Chip, names: tuple[str, ...], chosen: tuple[str, ...], noun: str) -> None:
        chip.set_many(_same(names), set(chosen or names), noun=noun)

    def _some(self, chip: Chip, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the checked names in the study's order; empty where all or none are."""
        chosen = chip.value() or set()
        return () if len(chosen) == len(names) else tuple(n for n in names if n in chosen)

    def _word(self) -> None:
        """Write short names where the choices are long, and show the chips that are needed."""
        asked, plain = self.asked(), Asked()
        key = asked.coefficient
        self.coefficient.set_value(short_name(key, self.coefficient.shown))
        if len(asked.beside) <= _MOST_NAMES:
            self.beside.set_value(", ".join(map(short_name, asked.beside)) or self.tr("none"))
        names = self._facts.coders if self._facts else ()
        if 0 < len(names) <= _MOST_NAMES and not self._some(self.coders, names):
            self.coders.set_value(", ".join(names))
        aligned = any(name.startswith("gamma") for name in asked.coefficients)
        for name, chip in self._chips.items():
            shown = name in _OFTEN or self._more.isChecked()
            if name in ("overlap", "codes_as", "roll_up", "interviewer", "beside"):
                shown |= getattr(asked, name) != getattr(plain, name)
            if name in ("precision", "sampler"):
                shown = aligned
            chip.setVisible(shown and (name != "documents" or self.sample.value() == CHOSEN))
        drawn = (asked.resamples, asked.seed) != (plain.resamples, plain.seed)
        self.interval.setVisible(drawn or self._more.isChecked())
        self._more.setText(self.tr("Fewer") if self._more.isChecked() else self.tr("More"))

    def _wear(self) -> None:
        self._flow.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))


def _same(names: Iterable[str]) -> list[tuple[str, object]]:
    return [(name, name) for name in names]


def within(asked: Asked, facts: Facts) -> Asked:
    """Return a question without the names the study no longer holds."""
    known = {each.id for each in facts.coefficients}
    plain = {canonical(name): name for name in known}
    beside = (plain.get(canonical(name)) for name in asked.beside)
    return replace(
        asked,
        coefficient=plain.get(canonical(asked.coefficient), Asked().coefficient),
        coders=tuple(name for name in asked.coders if name in facts.coders),
        documents=tuple(name for name in asked.documents if name in facts.documents),
        codes=tuple(name for name in asked.codes if name in facts.codes),
        round=asked.round if asked.round in facts.rounds else facts.first_round,
        beside=tuple(name for name in beside if name is not None),
    )
