"""Two versions of a text that two people changed, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.errors import StaleText
from gtcoder.ui.kit.field import Field, TextArea
from gtcoder.ui.kit.sheet import Sheet


class TwoTexts(Sheet):
    """My text, which can still be edited, and a colleague's, which can be copied from.

    `kept` carries the text that shall stand in place of theirs, `dropped` says that theirs shall;
    a sheet that is given up says neither. Connect, then `open()`.
    """

    kept = Signal(str)
    dropped = Signal()

    def __init__(self, error: StaleText, *, parent: QWidget) -> None:
        super().__init__(self.tr("A colleague wrote here meanwhile"), parent=parent, width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.say(str(error))
        self._theirs = error.theirs
        self.text = self._side(self.tr("Mine"), error.yours)
        other = self._side(self.tr("Theirs, as it stands now"), error.theirs)
        other.setReadOnly(True)
        row = QHBoxLayout()
        for area in (self.text, other):
            row.addWidget(Field(area.accessibleName(), area))
        self.body.addLayout(row, 1)
        self.together = self.add_button(
            self.tr("Edit together"), "plain", self._put_together,
            tip=self.tr("Put theirs below mine, to make one text of both"),
        )  # fmt: skip
        self.theirs = self.add_button(self.tr("Keep theirs"), "plain", self._drop)
        self.mine = self.add_button(
            self.tr("Keep mine"), "primary", self._keep, tip=self.tr("Keep mine (Ctrl+Enter)")
        )
        self.text.submitted.connect(self._keep)
        self.text.setFocus()

    def _side(self, label: str, text: str) -> TextArea:
        area = TextArea("", name=label, lines=10)
        area.setPlainText(text)
        return area

    def _put_together(self) -> None:
        self.text.appendPlainText(f"\n{self._theirs}")
        self.text.setFocus()
        self.together.setEnabled(False)
        self.mine.setText(self.tr("Keep this text"))
        self.mine.setToolTip(self.tr("Keep this text (Ctrl+Enter)"))

    def _drop(self) -> None:
        self.accept()
        self.dropped.emit()

    def _keep(self) -> None:
        text = self.text.text()
        self.accept()
        self.kept.emit(text)
