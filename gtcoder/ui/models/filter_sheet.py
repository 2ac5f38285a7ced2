"""The sheet that narrows a model: which codes, whose words, which relations it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.queries import people
from gtcoder.queries.codebook import attributes, codes
from gtcoder.queries.theory import relations
from gtcoder.store.reader import Reader
from gtcoder.ui.kit import Chip, Field, FlowLayout, Label, Sheet
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.models.drawn import Pairs
from gtcoder.vocabulary import CodeLevel, ModelTemplate

Named = tuple[tuple[str, tuple[str, ...]], ...]
_MOST = 24  # values of one attribute that are offered; one with more is no filter


@dataclass(frozen=True, slots=True)
class Offered:
    """What of the study can be filtered by: names with their values."""

    attributes: Named = ()
    people: Named = ()
    relations: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


def offered(reader: Reader) -> Offered:
    """Return what the study has to filter by."""
    of_codes: dict[str, set[str]] = {}
    for given in attributes(reader).values():
        for name, value in given.items():
            of_codes.setdefault(name, set()).add(value)
    of_people: dict[str, set[str]] = {}
    for person in people.participants(reader):
        for name, value in person.variables.items():
            of_people.setdefault(name, set()).add(value)
    kinds = sorted({row.type for row in relations(reader)})
    roots = [code.written for code in codes(reader) if code.level is not CodeLevel.OPEN]
    return Offered(_named(of_codes), _named(of_people), tuple(kinds), tuple(roots))


def _named(found: dict[str, set[str]]) -> Named:
    return tuple(
        (name, tuple(sorted(found[name]))) for name in sorted(found) if len(found[name]) <= _MOST
    )


class FilterSheet(Sheet):
    """Chips for all that can be chosen; `then(filters)` draws what is left."""

    def __init__(
        self,
        choice: Offered,
        template: ModelTemplate,
        now: Pairs,
        *,
        parent: QWidget,
        then: Callable[[Pairs], None],
    ) -> None:
        super().__init__(self.tr("What the model shows"), parent=parent, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("model_filter")
        self._then, self._now = then, now
        self.chips: dict[str, Chip] = {}
        self.say(self.tr("Nothing chosen shows everything. Of one name, several values may be."))
        self._add(self.tr("Codes with"), self._of_values(choice.attributes))
        self._add(self.tr("Levels"), [self._levels()])
        self._add(self.tr("Words of participants with"), self._of_values(choice.people))
        self._add(self.tr("Relations"), [self._several("relations", choice.relations)])
        if template is ModelTemplate.TREE:
            self._add(self.tr("Below"), [self._root(choice.roots)])
        self.passages = QLineEdit(dict(now).get("passages", ""))
        self.passages.setValidator(QIntValidator(0, 1_000_000, self.passages))
        self.passages.setPlaceholderText("0")
        self.passages.setFixedWidth(scaled(90))
        least = QWidget()
        row = QHBoxLayout(least)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Field(self.tr("Passages at least"), self.passages))
        row.addStretch(1)
        self.body.addWidget(least)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Show everything"), "plain", self._clear)
        self.add_button(self.tr("Show"), "primary", self._finish)

    def filters(self) -> Pairs:
        """Return what was chosen, as written filters; what has no chip here stays as it was."""
        found: list[tuple[str, str]] = [
            pair for pair in self._now if pair[0] not in (*self.chips, "passages", "paradigm")
        ]
        for name, chip in self.chips.items():
            value = chip.value()
            values = sorted(value) if isinstance(value, set) else [value] if value else []
            if name in ("level", "relations") and values:
                found.append((name, ", ".join(values)))
            else:
                found += [(name, each) for each in values]
        least = self.passages.text().strip()
        if least not in ("", "0"):
            found.append(("passages", least))
        return tuple(found)

    def _add(self, title: str, chips: list[Chip]) -> None:
        shown = [chip for chip in chips if chip.value() is not None]
        if not shown:
            return
        self.body.addWidget(Label(title, Role.SMALL_STRONG, ink="text2"))
        holder = QWidget()
        row = FlowLayout(holder)
        for chip in shown:
            row.addWidget(chip)
        self.body.addWidget(holder)

    def _of_values(self, named: Named) -> list[Chip]:
        return [self._several(name, values) for name, values in named]

    def _several(self, name: str, values: tuple[str, ...]) -> Chip:
        chip = Chip(self.tr("Kinds") if name == "relations" else name)
        before = {value for key, value in self._now if key == name}
        if name == "relations":
            before = {part.strip() for value in before for part in value.split(",")}
        chip.set_many([(value, value) for value in values], before & set(values))
        self.chips[name] = chip
        return chip

    def _levels(self) -> Chip:
        words = {
            CodeLevel.OPEN: self.tr("Open codes"),
            CodeLevel.AXIAL: self.tr("Categories"),
            CodeLevel.SELECTIVE: self.tr("Selective structures"),
            CodeLevel.CORE: self.tr("Core category"),
        }
        chip = Chip(self.tr("Levels"))
        before = {part.strip() for part in dict(self._now).get("level", "").split(",")}
        chip.set_many([(words[level], level.value) for level in CodeLevel], before)
        self.chips["level"] = chip
        return chip

    def _root(self, roots: tuple[str, ...]) -> Chip:
        chip = Chip(self.tr("Category"))
        choices: list[tuple[str, object]] = [(self.tr("the whole codebook"), "")]
        choices += [(root, root) for root in roots]
        chip.set_choices(choices, dict(self._now).get("root", ""))
        self.chips["root"] = chip
        return chip

    def _clear(self) -> None:
        self.accept()
        self._then(())

    def _finish(self) -> None:
        self.accept()
        self._then(self.filters())
