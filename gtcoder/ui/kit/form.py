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

    `suggest` gives names to offer for an option: its coders, documents, codes.
    """

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[OptionField],
        *,
        suggest: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offered = suggest or {}
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
        offered = list(field.choices or names)
        made: _Several | _One | _Text
        if field.several and offered:
            made = _Several(field, offered)
        elif offered:
            made = _One(field, offered)
        else:
            made = _Text(field)
        made.setObjectName(field.name)
        made.setToolTip(field.help)
        made.edited.connect(self.changed)
        return made


class _One(Chip):
    """One of several values; where names are only offered, none of them is a choice too."""

    edited = Signal()

    def __init__(self, field: OptionField, names: Sequence[str]) -> None:
        super().__init__(label_of(field.name))
        self._default = written(field.default)
        choices: list[tuple[str, object]] = [(name.replace("_", " "), name) for name in names]
        if field.choices == ():
            choices = [(name, name) for name in names]
        if self._default not in names:
            choices.insert(0, (self._default or _unsaid(field.name), self._default))
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

    def __init__(self, field: OptionField, names: Sequence[str]) -> None:
        super().__init__(label_of(field.name))
        self._names = list(names)
        self._default = {str(each) for each in field.default or ()} or set(names)
        choices = [(name.replace("_", " ") if field.choices else name, name) for name in names]
        self.set_many(choices, self._default)
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

    def __init__(self, field: OptionField) -> None:
        super().__init__()
        self._default = written(field.default)
        self.line = QLineEdit(self._default)
        self.line.setAccessibleName(label_of(field.name))
        number = issubclass(field.kind, int | float) and not field.several
        self.line.setFixedWidth(scaled(72 if number else 160))
        if number:
            kind = QIntValidator if issubclass(field.kind, int) else QDoubleValidator
            self.line.setValidator(kind(self.line))
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(4), 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(Label(label_of(field.name), Role.SMALL, ink="text2"))
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


def _unsaid(name: str) -> str:
    """Return what is meant where nothing is said."""
    if name == "round":
        return QCoreApplication.translate("OptionForm", "consensus, else the first")
    return QCoreApplication.translate("OptionForm", "any")


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
