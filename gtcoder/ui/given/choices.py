"""What is chosen beside a table: kind of values, coefficients, missing cells, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from gtcoder.ui.kit import Chip, Field, FlowLayout
from gtcoder.ui.look import scaled

if TYPE_CHECKING:
    from gtcoder.analysis.chosen import Listed
    from gtcoder.analysis.coefficients import Coefficient

LEVELS = ("nominal", "ordinal", "interval", "ratio")
_PER = ("code", "document", "pair")
_WEIGHTED = ("linear", "quadratic", "linear_value", "quadratic_value")


class RatingChoices(QWidget):
    """Level (no default), coefficients, and what they may need: weights, one value, an order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from gtcoder.analysis.given import WITHOUT_LEVEL, rating_coefficients

        first = (*WITHOUT_LEVEL, "krippendorff_alpha")
        known = {each.id: each for each in rating_coefficients()}
        self._known: dict[str, Coefficient] = {name: known.pop(name) for name in first} | known
        self._touched = False
        self._usual = set(WITHOUT_LEVEL)
        self.level = _chip(self.tr("Level"), "level", self)
        choose: list[tuple[str, object]] = [(self.tr("choose"), None)]
        words = {
            "nominal": self.tr("nominal (names)"), "ordinal": self.tr("ordinal (ranks)"),
            "interval": self.tr("interval (distances)"), "ratio": self.tr("ratio (from zero)"),
        }  # fmt: skip
        self.level.set_choices(choose + [(words[each], each) for each in LEVELS])
        self.coefficients = _chip(self.tr("Coefficients"), "coefficients", self)
        self._offer(self._usual)
        self.weights = _chip(self.tr("Weights"), "weights", self)
        plain: list[tuple[str, object]] = [(self.tr("none"), "identity")]
        self.weights.set_choices(plain + [(w.replace("_", " by "), w) for w in _WEIGHTED])
        self.category = _chip(self.tr("One value"), "category", self)
        self.category.set_choices([(self.tr("all"), "")])
        self.interval = _interval_chip(self.tr("Interval"), self)
        self.header = QCheckBox(self.tr("First row names the coders"))
        self.header.setObjectName("header")
        self.header.setChecked(True)
        self.missing = _line(self.tr("Cells that mean “not rated”"), "NA, -", "missing")
        self.categories = _line(self.tr("All values in their order"), "", "categories")
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (
            self.level, self.coefficients, self.weights, self.category, self.interval, self.header,
            Field(self.tr("Missing"), self.missing), Field(self.tr("Values"), self.categories),
        )  # fmt: skip
        for part in parts:
            flow.addWidget(part)
        _grow(self)
        for chip in (self.level, self.coefficients, self.weights, self.category, self.interval):
            chip.changed.connect(self._follow)
        self.header.toggled.connect(self.changed)
        self.missing.textChanged.connect(self.changed)
        self.categories.textChanged.connect(self.changed)
        self._show_needed()

    def chosen(self) -> tuple[str, ...]:
        """Return the coefficients that are checked, in their order."""
        checked = self.coefficients.value() or set()
        return tuple(name for name in self._known if name in checked)

    def offer_values(self, values: Sequence[str]) -> None:
        """Offer the values of the table, of which one can be asked for against the rest."""
        before = self.category.value()
        choices: list[tuple[str, object]] = [(self.tr("all"), "")]
        choices += [(value, value) for value in values[:100]]
        self.category.set_choices(choices, before if before in values else "")

    def lacks(self) -> str:
        """Return what has to be chosen before the coefficients can be computed."""
        asked = [self._known[name] for name in self.chosen()]
        if not asked:
            return self.tr("Choose a coefficient.")
        for each in asked:
            if "level" in each.needs and self.level.value() is None:
                words = self.tr(
                    "{name} depends on the level of the values: choose it, or leave it out."
                )
                return words.format(name=each.name)
            if "category" in each.needs and not self.category.value():
                words = self.tr("{name} is about one value: choose it under “One value”.")
                return words.format(name=each.name)
        return ""

    def _offer(self, checked: set[str]) -> None:
        named = [(f"{each.name} ({each.source})", each.id) for each in self._known.values()]
        self.coefficients.set_many(named, checked, noun=self.tr("coefficients"))

    def _follow(self) -> None:
        if self.sender() is self.coefficients:
            self._touched = True
        if self.sender() is self.level and not self._touched:
            alpha = {"krippendorff_alpha"} if self.level.value() else set()
            self._offer(self._usual | alpha)
        self._show_needed()
        self.changed.emit()

    def _show_needed(self) -> None:
        asked = [self._known[name] for name in self.chosen()]
        self.weights.setVisible(any("weights" in each.takes for each in asked))
        self.category.setVisible(
            any("category" in each.needs for each in asked) or bool(self.category.value())
        )


class SpanChoices(QWidget):
    """Coefficients on spans, rows of their own, intervals."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from gtcoder.analysis.chosen import listed
        from gtcoder.analysis.study import DEFAULT_COEFFICIENTS

        self._known: dict[str, Listed] = {
            name: each for each in listed() for name in _forms(each) if name != "prf"
        }
        self.coefficients = _chip(self.tr("Coefficients"), "span_coefficients", self)
        named = [(self._name(key), key) for key in self._known]
        self.coefficients.set_many(named, set(DEFAULT_COEFFICIENTS), noun=self.tr("coefficients"))
        self.per = _chip(self.tr("Rows for each"), "per", self)
        none: list[tuple[str, object]] = [(self.tr("none"), None)]
        self.per.set_choices(none + [(each, each) for each in _PER])
        self.interval = _interval_chip(self.tr("Interval"), self)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        for chip in (self.coefficients, self.per, self.interval):
            flow.addWidget(chip)
            chip.changed.connect(self.changed)
        _grow(self)

    def chosen(self) -> tuple[str, ...]:
        """Return the coefficients that are checked, in their order."""
        checked = self.coefficients.value() or set()
        return tuple(name for name in self._known if name in checked)

    def lacks(self) -> str:
        """Return what has to be chosen first."""
        return "" if self.chosen() else self.tr("Choose a coefficient.")

    def _name(self, key: str) -> str:
        each, variant = self._known[key], key.partition(":")[2]
        name = f"{each.name} ({each.source})"
        return f"{name}, {variant}" if variant else name


def _forms(each: Listed) -> list[str]:
    """Return how a coefficient can be asked for on spans: plainly, or by each of its variants."""
    from gtcoder.analysis.coefficients import COEFFICIENTS

    if each.id in COEFFICIENTS.names():
        needs = COEFFICIENTS.get(each.id).needs
        return [] if "category" in needs else [each.id]
    return [f"{each.id}:{variant}" for variant in each.variants] or [each.id]


def _chip(label: str, name: str, parent: QWidget) -> Chip:
    chip = Chip(label, parent=parent)
    chip.setObjectName(name)
    chip.setToolTip(f"{label} (Enter)")
    return chip


def _interval_chip(label: str, parent: RatingChoices | SpanChoices) -> Chip:
    chip = _chip(label, "resamples", parent)
    words = parent.tr("{count} resamples")
    choices: list[tuple[str, object]] = [(words.format(count=f"{n:,}"), n) for n in (2000, 10_000)]
    chip.set_choices([*choices, (parent.tr("none"), 0)])
    return chip


def _line(name: str, hint: str, key: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setToolTip(name)
    line.setPlaceholderText(hint)
    line.setObjectName(key)
    line.setMinimumWidth(scaled(140))
    return line


def _grow(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
