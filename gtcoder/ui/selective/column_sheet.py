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
        self.kind = Chip(self.tr("Values"))
        self.kind.set_choices(
            [
                (self.tr("0 or 1"), AttributeKind.YES_NO),
                (self.tr("text or number"), AttributeKind.TEXT),
            ]
        )
        self.body.addWidget(Field(self.tr("Name"), self.name, hint=self.tr("Such as: customer")))
        hint = self.tr("A heading that several columns share, such as: active stakeholder")
        self.body.addWidget(Field(self.tr("Group"), self.group, hint=hint))
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        if column is not None:
            self.name.setText(column.label)
            self.group.setText(column.group)
            self.kind.choose(column.kind)
        words = self.tr("Add column") if column is None else self.tr("Change column")
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(words, "primary", self._finish)
        self.name.textChanged.connect(self._look)
        self._look()
        self.name.setFocus()

    def _look(self) -> None:
        self._primary.setEnabled(bool(self.name.text().strip()))

    def _finish(self) -> None:
        name, group = (" ".join(line.text().split()) for line in (self.name, self.group))
        if name:
            self.accept()
            whole = f"{group.casefold()}{GROUPED}{name}" if group else name
            self._then(ColumnWish(whole, group, AttributeKind(self.kind.value())))
