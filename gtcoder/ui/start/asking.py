"""The two questions before a study is open: who is coding, and where a new study shall be."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from gtcoder.ui.kit import Button, Field, Sheet

SUFFIX = ".gtc"


class WhoCodes(Sheet):
    """Asks who is coding: one of the study's coders, or somebody new."""

    chosen = Signal(str)

    def __init__(
        self, study: str, coders: tuple[str, ...], suggested: str, parent: QWidget
    ) -> None:
        title = QCoreApplication.translate("WhoCodes", "Who is coding in “{study}”?")
        super().__init__(title.format(study=study), parent=parent)
        self.say(
            self.tr("Codings belong to the coder who makes them, so take the name you had before.")
        )
        self._group = QButtonGroup(self)
        for name in coders:
            button = QRadioButton(name, self)
            button.setObjectName(f"coder-{name}")
            self._group.addButton(button)
            self.body.addWidget(button)
        self._new = QRadioButton(self.tr("Somebody new"), self)
        self._new.setObjectName("coder-new")
        self._group.addButton(self._new)
        self.body.addWidget(self._new)
        self.name = QLineEdit(self)
        self.name.setObjectName("coder-name")
        self.name.setPlaceholderText(self.tr("Mina Kaveh"))
        self.body.addWidget(Field(self.tr("Name of the new coder"), self.name))
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._go = self.add_button(self.tr("Start coding"), "primary", self._finish)
        self.name.textEdited.connect(self._typed)
        self._group.buttonToggled.connect(self._follow)
        first = suggested if suggested in coders else (coders[0] if coders else "")
        for each in self._group.buttons():
            each.setChecked(each.text() == first if first else each is self._new)
        self._follow()

    def _typed(self) -> None:
        self._new.setChecked(True)
        self._follow()

    def _follow(self) -> None:
        self._go.setEnabled(not self._new.isChecked() or bool(self.name.text().strip()))

    def _finish(self) -> None:
        checked = self._group.checkedButton()
        if checked is None:
            return
        name = self.name.text().strip() if checked is self._new else checked.text()
        self.accept()
        self.chosen.emit(name)


class NewStudy(Sheet):
    """Asks for title, place and first coder of a new study."""

    made = Signal(str, str, str)  # location, title, coder

    def __init__(self, suggested_coder: str, parent: QWidget) -> None:
        title = QCoreApplication.translate("NewStudy", "New study")
        super().__init__(title, parent=parent, width=520)
        self.title, self.place = QLineEdit(self), QLineEdit(self)
        self.coder = QLineEdit(suggested_coder, self)
        for editor, name in ((self.title, "title"), (self.place, "place"), (self.coder, "coder")):
            editor.setObjectName(f"new-{name}")
        self.title.setPlaceholderText(self.tr("How patients leave"))
        self.coder.setPlaceholderText(self.tr("Mina Kaveh"))
        self._touched = False
        self.body.addWidget(Field(self.tr("Title"), self.title))
        self._place_field = self._with_browse()
        self.body.addWidget(self._place_field)
        self.body.addWidget(
            Field(
                self.tr("Your name as a coder"),
                self.coder,
                hint=self.tr("You begin as lead. Every coding keeps the name of its coder."),
            )
        )
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._go = self.add_button(self.tr("Make the study"), "primary", self._finish)
        self.title.textEdited.connect(self._suggest)
        self.place.textEdited.connect(self._by_hand)
        self.coder.textEdited.connect(self._follow)
        self._follow()
        self.title.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the study could not be made; what was written stays."""
        self._place_field.set_error(sentence)

    def _with_browse(self) -> Field:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        browse = Button(self.tr("Choose…"), tip=self.tr("Choose a folder and a file name"))
        browse.clicked.connect(self._browse)
        row.addWidget(browse)
        for before, after in pairwise((self.title, self.place, browse, self.coder)):
            QWidget.setTabOrder(before, after)
        hint = self.tr(
            "A file ending in .gtc, or postgresql://host/database?study=NAME for a team's server."
        )
        self.place.setAccessibleName(self.tr("Where the study is kept"))
        return Field(self.tr("Where it is kept"), box, hint=hint)

    def _suggest(self) -> None:
        if not self._touched:
            kept = (c if c.isalnum() or c in "-_ " else " " for c in self.title.text())
            name = "_".join("".join(kept).split())
            self.place.setText(str(Path.home() / f"{name}{SUFFIX}") if name else "")
        self._follow()

    def _by_hand(self) -> None:
        self._touched = True
        self._follow()

    def _browse(self) -> None:
        title = self.tr("Where shall the study be kept?")
        chosen, _ = QFileDialog.getSaveFileName(self, title, self.place.text(), "gtcoder (*.gtc)")
        if chosen:
            self.place.setText(chosen)
            self._by_hand()

    def _follow(self) -> None:
        self._place_field.set_error("")
        written = (self.title.text(), self.place.text(), self.coder.text())
        self._go.setEnabled(all(text.strip() for text in written))
        self._go.setToolTip(
            self.tr("Make the study (Enter)")
            if self._go.isEnabled()
            else self.tr("It needs a title, a place and your name first.")
        )

    def _finish(self) -> None:
        location = self.place.text().strip()
        self.made.emit(location, self.title.text().strip(), self.coder.text().strip())
