"""The sheet for a free attribute of a code: its name, and its value as the column's kind has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCompleter, QStackedWidget, QWidget

from gtcoder.actions import attributes, codebook
from gtcoder.queries.attributes import ColumnRow
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.sheet import Call, VerbSheet
from gtcoder.ui.kit import Chip, Field, Segmented
from gtcoder.vocabulary import AttributeKind

_NONE = ""


class AttributeSheet(VerbSheet):
    """Name and value; a column that is there is filled as its kind wants, a new one gets a kind."""

    def __init__(
        self, bridge: Bridge, code: CodeRow, own: Mapping[str, str],
        columns: Sequence[ColumnRow], *, parent: QWidget,
    ) -> None:  # fmt: skip
        title = self.tr("Attribute of “{name}”").format(name=code.name)
        super().__init__(title, bridge, parent=parent)
        self._code, self._own = code, own
        self._columns = {column.name: column for column in columns}
        self._name = self.add_line(self.tr("Name"))
        self._name.setPlaceholderText(self.tr("who acts"))
        completer = QCompleter(list(self._columns), self._name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._name.setCompleter(completer)
        self._add_kind()
        self._value = self.add_line(
            self.tr("Value"), hint=self.tr("An empty value takes the attribute away")
        )
        self._value.setPlaceholderText(self.tr("customer"))
        self._add_choices()
        self._name.textChanged.connect(self._fill)
        self._fill("")
        self.finish_layout(self.tr("Set attribute"))
        self._name.setFocus()

    def ready(self) -> bool:
        return bool(self._name.text().strip())

    def calls(self) -> Sequence[Call]:
        name = self._name.text()
        arguments = {"code": self._code.id, "name": name, "value": self._written()}
        calls: list[Call] = [(codebook.set_attribute, arguments)]
        if self._known_column() is None and self.kind.value() != AttributeKind.TEXT:
            column: dict[str, object] = {"name": name, "kind": self.kind.value()}
            if self.kind.value() == AttributeKind.CHOICE:
                column["choices"] = self.offered.text().split(";")
            calls.insert(0, (attributes.define_attribute, column))
        return calls

    def _add_kind(self) -> None:
        self.kind = Chip(self.tr("Values"))
        self.kind.setObjectName("kind")
        self.kind.set_choices(
            [
                (self.tr("text"), AttributeKind.TEXT),
                (self.tr("number"), AttributeKind.NUMBER),
                (self.tr("yes or no"), AttributeKind.YES_NO),
                (self.tr("one of several"), AttributeKind.CHOICE),
            ]
        )
        self.kind.changed.connect(self._follow_kind)
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.offered = self.add_line(
            self.tr("Choices"), hint=self.tr("Parted by semicolons, such as: customer; company")
        )
        self.offered.setObjectName("choices")

    def _add_choices(self) -> None:
        """Put the chip of choices where the line of the value is."""
        self.choice = Chip(self.tr("Value"))
        self.choice.setObjectName("value")
        self.answer = Segmented(
            [("", self.tr("not said")), ("1", self.tr("yes")), ("0", self.tr("no"))],
            name=self.tr("Value"),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.choice)
        self._pages.addWidget(self.answer)
        self.body.addWidget(self._pages)

    def _known_column(self) -> ColumnRow | None:
        return self._columns.get(" ".join(self._name.text().split()))

    def _fill(self, _: str) -> None:
        """Show the value a code has in a column that is there."""
        column = self._known_column()
        own = "" if column is None else self._own.get(column.name, "")
        self.kind.setVisible(column is None)
        if column is not None:
            self.kind.choose(column.kind)
            self.choice.set_choices(
                [(self.tr("none"), _NONE), *((each, each) for each in column.choices)]
            )
            self.choice.choose(own)
            self._value.setText(own)
            self.answer.chosen = own if own in ("0", "1") else ""
        self._follow_kind()

    def _follow_kind(self, *_: object) -> None:
        kind, new = self.kind.value(), self._known_column() is None
        _field(self.offered).setVisible(new and kind == AttributeKind.CHOICE)
        by_choice = kind == AttributeKind.CHOICE and not new
        asked = kind == AttributeKind.YES_NO
        self._pages.setVisible(by_choice or asked)
        self._pages.setCurrentWidget(self.choice if by_choice else self.answer)
        _field(self._value).setVisible(not by_choice and not asked)
        number = r"\s*[+-]?\d*([.,]\d*)?\s*" if kind == AttributeKind.NUMBER else r".*"
        self._value.setValidator(QRegularExpressionValidator(number, self._value))

    def _written(self) -> str:
        kind = self.kind.value()
        if kind == AttributeKind.YES_NO:
            return str(self.answer.chosen)
        if kind == AttributeKind.CHOICE and self._known_column() is not None:
            return str(self.choice.value() or "")
        return self._value.text().strip()


def _field(editor: QWidget) -> QWidget:
    parent = editor.parentWidget()
    return parent if isinstance(parent, Field) else editor
