"""Defining a code: the sheet, and what happens when a colleague wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.actions import codebook
from gtcoder.errors import StaleText
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.sheet import Call, VerbSheet
from gtcoder.ui.kit import Button, Field, Label, Sheet, TextArea


class DefineSheet(VerbSheet):
    """Definition and rule of use of a code as they were read at `revision`, and why they change."""

    def __init__(self, bridge: Bridge, code: CodeRow, revision: int, *, parent: QWidget) -> None:
        title = self.tr("Define “{name}”").format(name=code.name)
        super().__init__(title, bridge, parent=parent)
        self.setMinimumWidth(self.minimumWidth() * 5 // 4)
        self._code, self._revision = code, revision
        self._was = {"definition": code.definition, "rule": code.rule}
        self._areas = {
            "definition": self.add_area(
                self.tr("Definition"),
                code.definition,
                self.tr("What a passage says that gets this code"),
                lines=4,
            ),
            "rule": self.add_area(
                self.tr("Rule of use"),
                code.rule,
                self.tr("When to use it, when not, and which code then"),
            ),
        }
        self.add_reason(self.tr("Two coders read it differently"))
        self.both: TwoTexts | None = None
        self.finish_layout(self.tr("Define"))
        self._areas["definition"].setFocus()

    def ready(self) -> bool:
        return bool(self._changed())

    def calls(self) -> Sequence[Call]:
        arguments = {"code": self._code.id, "expected_revision": self._revision}
        return [(codebook.define_code, arguments | self._changed())]

    def stale(self, error: StaleText) -> None:
        """Show both texts side by side and let the person choose."""
        changed = self._changed()
        column = next((name for name, text in changed.items() if text == error.yours), "definition")
        # What stands there now is known from here on; only something newer is stale again.
        self._revision = max(self._revision, int(error.parameters["entry"]))
        self.both = TwoTexts(error, parent=self)
        self.both.mine.clicked.connect(self.act)
        self.both.theirs.clicked.connect(lambda: self._keep_theirs(column, error.theirs))
        self.both.together.clicked.connect(self._areas[column].setFocus)
        self.both.open()

    def _keep_theirs(self, column: str, text: str) -> None:
        self._was[column] = text
        self._areas[column].setPlainText(text)
        if self._changed():
            self.act()
        else:
            self.accept()

    def _changed(self) -> dict[str, str]:
        texts = {name: area.text().strip() for name, area in self._areas.items()}
        return {name: text for name, text in texts.items() if text != self._was[name]}


class TwoTexts(Sheet):
    """My text and a colleague's side by side; both can be copied from."""

    def __init__(self, error: StaleText, *, parent: QWidget) -> None:
        super().__init__(self.tr("Somebody else wrote here meanwhile"), parent=parent, width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(Label(str(error), wrap=True))
        row = QHBoxLayout()
        row.addWidget(self._side(self.tr("Mine"), error.yours))
        row.addWidget(self._side(self.tr("Theirs, as it stands now"), error.theirs))
        self.body.addLayout(row)
        self.together = self._closing(self.tr("Edit together"), primary=False)
        self.theirs = self._closing(self.tr("Keep theirs"), primary=False)
        self.mine = self._closing(self.tr("Keep mine"), primary=True)

    def _side(self, label: str, text: str) -> Field:
        area = TextArea("", name=label, lines=6)
        area.setPlainText(text)
        area.setReadOnly(True)
        return Field(label, area)

    def _closing(self, words: str, *, primary: bool) -> Button:
        return self.add_button(words, "primary" if primary else "plain", self.accept)
