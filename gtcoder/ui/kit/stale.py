"""Two versions of a text that two people changed, side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.errors import StaleText
from gtcoder.ui.kit.field import Field, TextArea
from gtcoder.ui.kit.sheet import Sheet


def ask_stale(
    parent: QWidget, error: StaleText, *, keep: Callable[[str], object], drop: Callable[[], object]
) -> Sheet:
    """Show both versions; `keep` is called with the text that shall stand, `drop` to keep theirs.

    Both can be edited before, so that one can take over from the other.
    """

    def tr(text: str) -> str:
        return QCoreApplication.translate("Stale", text)

    sheet = Sheet(tr("A colleague changed this text too"), parent=parent, width=760)
    sheet.say(str(error))
    row = QHBoxLayout()
    mine = TextArea("", name=tr("Your version"), lines=12)
    theirs = TextArea("", name=tr("Their version"), lines=12)
    mine.setPlainText(error.yours)
    theirs.setPlainText(error.theirs)
    theirs.setReadOnly(True)
    for label, area in ((tr("Your version"), mine), (tr("Their version"), theirs)):
        row.addWidget(Field(label, area))
    sheet.body.addLayout(row)

    def end(act: Callable[[], object]) -> Callable[[], None]:
        def close_and_act() -> None:
            sheet.accept()
            act()

        return close_and_act

    sheet.add_button(tr("Keep theirs"), "plain", end(drop))
    sheet.add_button(tr("Keep yours"), "primary", end(lambda: keep(mine.text())))
    sheet.open()
    return sheet
