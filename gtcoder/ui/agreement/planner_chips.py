"""What a plan for double coding is asked with: the interval that is wished, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.ui.agreement.facts import UNITS, Facts
from gtcoder.ui.agreement.words import percent_text, short_name, translate, unit_noun, value_text
from gtcoder.ui.kit import Chip, FlowLayout
from gtcoder.ui.look import look, scaled

if TYPE_CHECKING:
    from gtcoder.reports.planner_options import PlannerOptions

_WIDTHS = (0.05, 0.075, 0.1, 0.15, 0.2)
_SHARES = (0.5, 0.8, 0.9, 0.95)
_AGREEMENTS = (0.0, 0.5, 0.6, 0.667, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)  # 0: as found so far
_MOST = (0, 120, 250, 500)  # 0: the usual number
_DOCUMENTS, _DRAWN = "documents", "units"
_NAMES = {
    "width": QT_TRANSLATE_NOOP("Agreement", "Half-width"),
    "share": QT_TRANSLATE_NOOP("Agreement", "In"),
    "codes": QT_TRANSLATE_NOOP("Agreement", "Code"),
    "coefficient": QT_TRANSLATE_NOOP("Agreement", "Coefficient"),
    "unit": QT_TRANSLATE_NOOP("Agreement", "Unit"),
    "agreement": QT_TRANSLATE_NOOP("Agreement", "Agreement"),
    "by": QT_TRANSLATE_NOOP("Agreement", "Code twice"),
    "coders": QT_TRANSLATE_NOOP("Agreement", "Coders"),
    "round": QT_TRANSLATE_NOOP("Agreement", "Round"),
    "most": QT_TRANSLATE_NOOP("Agreement", "At most"),
}


class PlannerChips(QWidget):
    """Wished half-width, code, coefficient, assumed agreement; `changed` by the person alone."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._flow = FlowLayout(self)
        self._chips = {
            name: Chip(translate("Agreement", str(label))) for name, label in _NAMES.items()
        }
        for name, chip in self._chips.items():
            chip.setObjectName(f"planner_{name}")
            chip.changed.connect(self._changed)
            words = self.tr("{label}: choose (Enter)")
            chip.setToolTip(words.format(label=translate("Agreement", str(_NAMES[name]))))
            self._flow.addWidget(chip)
        self._offer_ways()
        self.offer_more(reached=True)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self._wear)
        self._wear()

    def chip(self, name: str) -> Chip:
        """Return a chip by its name."""
        return self._chips[name]

    def offer(self, facts: Facts) -> None:
        """Offer what the study holds; what was chosen stays chosen where it is still there."""
        first = self._facts is None
        self._facts = facts
        for name, known in (("codes", facts.codes), ("coders", facts.coders)):
            chosen = set(self._chips[name].value() or ()) & set(known)
            if name == "coders" and (first or not chosen):
                chosen = set(known)
            noun = self.tr("codes") if name == "codes" else self.tr("coders")
            self._chips[name].set_many(_same(known), chosen, noun=noun)
        before = self._chips["round"].value()
        round_ = before if before in facts.rounds else facts.first_round
        self._chips["round"].set_choices(_same(facts.rounds), round_)
        named: list[tuple[str, object]] = [
            (f"{each.name} ({each.source})", each.id)
            for each in facts.coefficients
            if not each.slow
        ]
        coefficient = self._chips["coefficient"].value() or "krippendorff_alpha"
        self._chips["coefficient"].set_choices(named, coefficient)
        self._word()

    def offer_more(self, *, reached: bool) -> None:
        """Offer to try more interviews where the wish is out of reach."""
        documents = self._chips["by"].value() == _DOCUMENTS
        asked = bool(self._chips["most"].value())
        self._chips["most"].setVisible(documents and (asked or not reached))

    def options(self) -> PlannerOptions:
        """Return the question as the chips have it."""
        from gtcoder.reports.planner_options import DrawnBy, PlannerOptions
        from gtcoder.vocabulary import UnitOfCoding

        chosen = {name: chip.value() for name, chip in self._chips.items()}
        return PlannerOptions(
            coders=self._some("coders"),
            codes=self._codes(),
            round=chosen["round"] or "",
            width=float(chosen["width"]),
            share=float(chosen["share"]),
            coefficient=str(chosen["coefficient"] or "krippendorff_alpha"),
            agreement=float(chosen["agreement"]),
            unit=UnitOfCoding(str(chosen["unit"])),
            by=DrawnBy(str(chosen["by"])),
            most=int(chosen["most"]) if chosen["by"] == _DOCUMENTS else 0,
        )

    def _offer_ways(self) -> None:
        tr, chips = self.tr, self._chips
        width, share = tr("±{width}"), tr("{share} of studies")
        widths = [(width.format(width=value_text(w)), w) for w in _WIDTHS]
        chips["width"].set_choices(widths, 0.1)
        shares = [(share.format(share=percent_text(s)), s) for s in _SHARES]
        chips["share"].set_choices(shares, 0.8)
        found: list[tuple[str, object]] = [(tr("as found so far"), 0.0)]
        found += [(value_text(value), value) for value in _AGREEMENTS[1:]]
        chips["agreement"].set_choices(found, 0.0)
        units = [(unit_noun(unit, 1), unit) for unit in UNITS if unit != "quotation"]
        chips["unit"].set_choices(units, "character")
        by = [(tr("whole interviews"), _DOCUMENTS), (tr("units at random"), _DRAWN)]
        chips["by"].set_choices(by, _DOCUMENTS)
        most: list[tuple[str, object]] = [(tr("60 interviews"), 0)]
        words = tr("{count} interviews")
        most += [(words.format(count=count), count) for count in _MOST[1:]]
        chips["most"].set_choices(most, 0)

    def _codes(self) -> tuple[str, ...]:
        """Return the codes checked, in the study's order; with none it is all codes together."""
        chosen = self._chips["codes"].value() or set()
        return tuple(name for name in (self._facts.codes if self._facts else ()) if name in chosen)

    def _some(self, name: str) -> tuple[str, ...]:
        known = self._facts.coders if self._facts else ()
        chosen = self._chips[name].value() or set()
        return () if len(chosen) == len(known) else tuple(each for each in known if each in chosen)

    def _changed(self, *_: object) -> None:
        self._word()
        self.changed.emit()

    def _word(self) -> None:
        """Write what the codes come to: all together, one, or the rarest of some."""
        codes, facts = self._codes(), self._facts
        if not codes:
            written = self.tr("all together")
        elif len(codes) == 1:
            written = codes[0].rpartition(" > ")[2]
        else:
            written = self.tr("the rarest of {count}").format(count=len(codes))
        self._chips["codes"].set_value(written)
        key = self._chips["coefficient"].value() or ""
        self._chips["coefficient"].set_value(short_name(key, self._chips["coefficient"].shown))
        self._chips["round"].setVisible(facts is not None and len(facts.rounds) > 1)
        self._chips["coders"].setVisible(facts is not None and len(facts.coders) > 2)

    def _wear(self) -> None:
        self._flow.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))


def _same(names: Iterable[str]) -> list[tuple[str, object]]:
    return [(name, name) for name in names]
