"""Defining a code: the sheet, and what happens when a colleague wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook
from gtcoder.errors import StaleText
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.sheet import Call, VerbSheet
from gtcoder.ui.kit import TwoTexts


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
        first = "" if code.definition or code.rule else self.tr("First definition")
        self.add_reason(self.tr("Two coders read it differently"), first)
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
        self.both.kept.connect(partial(self._stand, column, error.theirs))
        self.both.dropped.connect(partial(self._stand, column, error.theirs, error.theirs))
        self.both.open()

    def _stand(self, column: str, theirs: str, text: str) -> None:
        """Let a text stand in place of theirs, which is what is stored by now."""
        self._was[column] = theirs
        self._areas[column].setPlainText(text)
        if self._changed():
            self.act()
        else:
            self.accept()

    def _changed(self) -> dict[str, str]:
        texts = {name: area.text().strip() for name, area in self._areas.items()}
        return {name: text for name, text in texts.items() if text != self._was[name]}
