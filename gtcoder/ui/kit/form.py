"""The options of a report as a row of chips and small fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QDoubleValidator, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gtcoder.ui.kit.chip import Chip
from gtcoder.ui.kit.flow import FlowLayout
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, scaled

if TYPE_CHECKING:
    from gtcoder.reports.options import OptionField


class _Entry(Protocol):
    def value(self) -> str | None:
        """Return the option as it is written; None where it keeps its default."""

    def put(self, text: str) -> None:
        """Set it from its written form."""


class OptionForm(QWidget):
    """Asks for the options of one report; `values` are what `options_from` takes.

    `suggest` gives names to offer for an option: its coders, documents, codes. `labels` says how
    options are called, `words` how their values are, by option and value as it is written.
    """

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[OptionField],
        *,
        suggest: Mapping[str, Sequence[str]] | None = None,
        labels: Mapping[str, str] | None = None,
        words: Mapping[tuple[str, str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offered = suggest or {}
        self._labels, self._words = labels or {}, words or {}
        flow = FlowLayout(self)
        self._entries: dict[str, _Entry] = {}
        for field in fields:
            entry = self._entry(field, offered.get(field.name, ()))
            self._entries[field.name] = entry
            flow.addWidget(entry)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def values(self) -> dict[str, str]:
        """Return what was chosen otherwise than by default, each in its written form."""
        written = {name: entry.value() for name, entry in self._entries.items()}
        return {name: value for name, value in written.items() if value is not None}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Set options from their written form; those not given stay."""
        for name, text in values.items():
            self._entries[name].put(text)

    def entry(self, name: str) -> QWidget:
        """Return the chip or field of an option."""
        found = self._entries[name]
        if not isinstance(found, QWidget):
            raise TypeError(name)
        return found

    def _entry(self, field: OptionField, names: Sequence[str]) -> _Several | _One | _Text:
        offered = [(self._word(field, name), name) for name in field.choices or names]
        label = self._labels.get(field.name, label_of(field.name))
        made: _Several | _One | _Text
        if field.several and offered:
            made = _Several(field, label, offered)
        elif offered:
            unsaid = self._words.get((field.name, "")) or _unsaid(field)
            made = _One(field, label, offered, unsaid)
        else:
            made = _Text(field, label)
        made.setObjectName(field.name)
        made.setToolTip(field.help)
        made.edited.connect(self.changed)
        return made

    def _word(self, field: OptionField, name: str) -> str:
        """Return how a value is called; a name that is merely offered is called as it is."""
        plain = name.replace("_", " ") if field.choices else name
        return self._words.get((field.name, str(name)), plain)


class _One(Chip):
    """One of several values; where names are only offered, none of them is a choice too."""

    edited = Signal()

    def __init__(
        self, field: OptionField, label: str, offered: Sequence[tuple[str, str]], unsaid: str
    ) -> None:
        super().__init__(label)
        self._default = written(field.default)
        choices: list[tuple[str, object]] = list(offered)
        if self._default not in [name for _, name in offered]:
            choices.insert(0, (self._default or unsaid, self._default))
        self.set_choices(choices, chosen=self._default)
        self.changed.connect(self.edited)

    def value(self) -> str | None:
        chosen = str(super().value())
        return None if chosen == self._default else chosen

    def put(self, text: str) -> None:
        self.choose(text)


class _Several(Chip):
    """Several names; all of them, or none, is the default where that is empty."""

    edited = Signal()

    def __init__(self, field: OptionField, label: str, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(label)
        self._names = [name for _, name in offered]
        self._default = {str(each) for each in field.default or ()} or set(self._names)
        self.set_many(list(offered), self._default)
        self.changed.connect(self.edited)

    def value(self) -> str | None:
        chosen = super().value()
        if chosen == self._default or not chosen:
            return None
        return joined(name for name in self._names if name in chosen)

    def put(self, text: str) -> None:
        self.choose(set(parted(text)))


class _Text(QWidget):
    """A number or free words behind their label."""

    edited = Signal()

    def __init__(self, field: OptionField, label: str) -> None:
        super().__init__()
        self._default = written(field.default)
        self.line = QLineEdit(self._default)
        self.line.setAccessibleName(label)
        number = issubclass(field.kind, int | float) and not field.several
        self.line.setFixedWidth(scaled(72 if number else 160))
        if number:
            kind = QIntValidator if issubclass(field.kind, int) else QDoubleValidator
            self.line.setValidator(kind(self.line))
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(4), 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(Label(label, Role.SMALL, ink="text2"))
        row.addWidget(self.line)
        self.line.editingFinished.connect(self._finished)
        self._said = self._default

    def value(self) -> str | None:
        text = self.line.text().strip()
        return None if text in ("", self._default) else text

    def put(self, text: str) -> None:
        self.line.setText(text)
        self._finished()

    def _finished(self) -> None:
        if self.line.text() != self._said:
            self._said = self.line.text()
            self.edited.emit()


def label_of(name: str) -> str:
    """Return an option's name as a label."""
    return name.replace("_", " ").capitalize()


def _unsaid(field: OptionField) -> str:
    """Return what is meant where nothing is said; of a round its own words tell it."""
    said = field.help.rpartition("else ")[2] if field.name == "round" else ""
    return said or QCoreApplication.translate("OptionForm", "any")


def written(value: object) -> str:
    """Return a default as it is written: yes or no, names parted by commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return joined(str(each) for each in value)
    return "" if value is None else str(value)


def joined(names: Iterable[str]) -> str:
    """Return names parted by commas; one that holds a comma stands in quotation marks."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(list(names))
    return line.getvalue()


def parted(text: str) -> list[str]:
    """Return the names `joined` put together."""
    return [each.strip() for each in next(csv.reader([text], skipinitialspace=True), [])]
