"""A box that asks for one of several by a chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Chip, Sheet


def choose_one(
    parent: QWidget,
    title: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    primary: str,
    then: Callable[[Any], object],
) -> Sheet:
    """Open a box with a chip and hand what was chosen to `then`."""
    sheet = Sheet(title, parent=parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chip = Chip(label)
    chip.setObjectName("choice")
    chip.set_choices(choices)
    sheet.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)

    def finish() -> None:
        chosen = chip.value()
        sheet.accept()
        then(chosen)

    sheet.add_button(QCoreApplication.translate("Sheet", "Cancel"), "plain", sheet.reject)
    sheet.add_button(primary, "primary", finish)
    chip.setFocus()
    sheet.open()
    return sheet
