"""The box that asks for a new variable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from gtcoder.ui.kit import Chip, Field, Sheet
from gtcoder.vocabulary import VariableScope

Owner = tuple[VariableScope, str]
Take = Callable[[VariableScope, str, str, str], object]


class VariableSheet(Sheet):
    """Whose the variable is, what it is called, and its value."""

    def __init__(self, owners: Sequence[Owner], take: Take, *, parent: QWidget) -> None:
        super().__init__(parent.tr("Add a variable"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._take = take
        self.whose = Chip(self.tr("Of"))
        self.whose.set_choices([(self._named(owner), owner) for owner in owners])
        self.name, self.value = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("role, age, date"))
        self.body.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Field(self.tr("Name"), self.name))
        self.body.addWidget(Field(self.tr("Value"), self.value))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._add = self.add_button(self.tr("Add"), "primary", self._finish)
        for line in (self.name, self.value):
            line.textChanged.connect(self._follow)
        self._follow()
        self.name.setFocus()

    def _named(self, owner: Owner) -> str:
        if owner[0] is VariableScope.DOCUMENT:
            return self.tr("the document")
        return owner[1]

    def _follow(self) -> None:
        self._add.setEnabled(bool(self.name.text().strip() and self.value.text().strip()))

    def _finish(self) -> None:
        scope, owner = self.whose.value()
        self.accept()
        self._take(scope, owner, self.name.text().strip(), self.value.text().strip())
