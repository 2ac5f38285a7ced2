"""The sheet for a column of codes: its name, the group it stands under, what its values are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from gtcoder.queries.attributes import GROUPED, ColumnRow
from gtcoder.ui.kit import Chip, Field, Sheet
from gtcoder.vocabulary import AttributeKind


@dataclass(frozen=True, slots=True)
class ColumnWish:
    """A column as it shall be."""

    name: str
    group: str
    kind: AttributeKind
    choices: tuple[str, ...] | None = None


class ColumnSheet(Sheet):
    """Asks for a new column, or for what shall be other of one that is there."""

    def __init__(
        self,
        groups: Sequence[str],
        *,
        column: ColumnRow | None = None,
        parent: QWidget,
        then: Callable[[ColumnWish], None],
    ) -> None:
        title = self.tr("Add a column") if column is None else self.tr("Change the column")
        super().__init__(title, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("column_sheet")
        self._then = then
        self.say(self.tr("Every code can say something in it, such as who acts."))
        self.name, self.group = QLineEdit(), QLineEdit()
        self.name.setObjectName("column_name")
        self.group.setObjectName("column_group")
        self.name.setAccessibleName(self.tr("Name of the column"))
        self.group.setAccessibleName(self.tr("Group of the column"))
        self.group.setPlaceholderText(self.tr("none"))
        self.group.setCompleter(QCompleter(list(groups), self.group))
        self._make_kind()
        self.body.addWidget(Field(self.tr("Name"), self.name, hint=self.tr("Such as: customer")))
        hint = self.tr("A heading that several columns share, such as: active stakeholder")
        self.body.addWidget(Field(self.tr("Group"), self.group, hint=hint))
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._offered)
        if column is not None:
            self.choices.setText("; ".join(column.choices))
            self.name.setText(column.label)
            self.group.setText(column.group)
            self.kind.choose(column.kind)
        words = self.tr("Add column") if column is None else self.tr("Change column")
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(words, "primary", self._finish)
        self.name.textChanged.connect(self._look)
        self._look()
        self.name.setFocus()

    def _make_kind(self) -> None:
        self.kind = Chip(self.tr("Values"))
        self.kind.set_choices(
            [
                (self.tr("0 or 1"), AttributeKind.YES_NO),
                (self.tr("text"), AttributeKind.TEXT),
                (self.tr("number"), AttributeKind.NUMBER),
                (self.tr("one of several"), AttributeKind.CHOICE),
            ]
        )
        self.choices = QLineEdit()
        self.choices.setObjectName("column_choices")
        self.choices.setAccessibleName(self.tr("Choices of the column"))
        self._offered = Field(
            self.tr("Choices"),
            self.choices,
            hint=self.tr("Parted by semicolons, such as: customer; company"),
        )
        self.kind.changed.connect(self._look)

    def _look(self, *_: object) -> None:
        self._offered.setVisible(self.kind.value() == AttributeKind.CHOICE)
        self._primary.setEnabled(bool(self.name.text().strip()))

    def _finish(self) -> None:
        name, group = (" ".join(line.text().split()) for line in (self.name, self.group))
        if name:
            self.accept()
            whole = f"{group.casefold()}{GROUPED}{name}" if group else name
            kind = AttributeKind(self.kind.value())
            named = tuple(each for each in self.choices.text().split(";") if each.strip())
            choices = (named or None) if kind is AttributeKind.CHOICE else None
            self._then(ColumnWish(whole, group, kind, choices))
