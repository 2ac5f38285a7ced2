"""The sheets that ask for names with a note, and for a decision over an item."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.instruments.words import sentence
from gtcoder.ui.kit import Field, Segmented, Sheet, TextArea
from gtcoder.vocabulary import ItemChange


class NameSheet(Sheet):
    """Asks for a name and a note, and hands both to `then`."""

    def __init__(
        self,
        title: str,
        primary: str,
        *,
        note_hint: str,
        name: str = "",
        note: str = "",
        parent: QWidget,
        then: Callable[[str, str], None],
    ) -> None:
        super().__init__(title, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("name_sheet")
        self._then = then
        self.name = QLineEdit(name)
        self.name.setObjectName("name")
        self.note = TextArea("", name=self.tr("Note"), lines=2)
        self.note.setObjectName("note")
        self.note.setPlainText(note)
        self.note.document().setModified(False)
        self.body.addWidget(Field(self.tr("Name"), self.name))
        self.body.addWidget(Field(self.tr("Note"), self.note, hint=note_hint))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(primary, "primary", self._finish)
        self.name.textChanged.connect(self._follow)
        self.note.submitted.connect(self._finish)
        self._follow()
        self.name.setFocus()

    def _follow(self) -> None:
        self._primary.setEnabled(bool(self.name.text().strip()))

    def _finish(self) -> None:
        if self._primary.isEnabled():
            self.accept()
            self._then(self.name.text().strip(), self.note.text().strip())


class DecideSheet(Sheet):
    """Asks what becomes of an item, in which words, and why; hands all three to `then`."""

    def __init__(
        self,
        row: JudgedItem,
        *,
        change: ItemChange,
        parent: QWidget,
        then: Callable[[ItemChange, str, str], None],
    ) -> None:
        title = self.tr("Decide over item {n}").format(n=row.item.number)
        super().__init__(title, parent=parent, width=540)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("decide_sheet")
        self._then, self._before = then, row.item.text
        choices = [
            (ItemChange.KEPT, self.tr("Keep it")),
            (ItemChange.REWORDED, self.tr("Reword it")),
            (ItemChange.DROPPED, self.tr("Drop it")),
        ]
        if row.item.dropped:
            choices = [(ItemChange.RESTORED, self.tr("Restore it"))]
        self.say(row.item.text)
        self.say(sentence(row.validity))
        self.change = Segmented(
            [(key.value, text) for key, text in choices], name=self.tr("What becomes of it")
        )
        self.change.setObjectName("change")
        self.change.chosen = ItemChange.RESTORED if row.item.dropped else change
        self.words = TextArea("", name=self.tr("New words"), lines=3)
        self.words.setObjectName("words")
        self.words.setPlainText(row.item.text)
        self.words.document().setModified(False)
        self.reason = TextArea("", name=self.tr("Why"), lines=3)
        self.reason.setObjectName("reason")
        self._words = Field(
            self.tr("New words"), self.words, hint=self.tr("The words before stay on record.")
        )
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._words)
        self.body.addWidget(Field(self.tr("Why"), self.reason))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        words = self.tr("Decide")
        tip = self.tr("{act} (Ctrl+Enter)").format(act=words)
        self._primary = self.add_button(words, "primary", self._finish, tip=tip)
        self.change.changed.connect(self._follow)
        for area in (self.words, self.reason):
            area.textChanged.connect(self._follow)
            area.submitted.connect(self._finish)
        self._follow()
        (self.words if self._rewords() else self.reason).setFocus()

    def _rewords(self) -> bool:
        return self.change.chosen == ItemChange.REWORDED

    def _follow(self) -> None:
        written = self.words.text().strip()
        other = not self._rewords() or (bool(written) and written != self._before)
        self._words.setVisible(self._rewords())
        self._primary.setEnabled(other and bool(self.reason.text().strip()))

    def _finish(self) -> None:
        if self._primary.isEnabled():
            words = self.words.text().strip() if self._rewords() else ""
            self.accept()
            self._then(ItemChange(self.change.chosen), words, self.reason.text().strip())
