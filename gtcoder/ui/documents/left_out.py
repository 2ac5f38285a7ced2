"""What an import left out, and why; stays readable after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.actions.transcripts import Stored
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.import_files import file_rows, reason
from gtcoder.ui.documents.plan import ImportPlan
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.kit import Button, Hairline, PanelHeader
from gtcoder.ui.look import scaled

Out = tuple[str, str]  # what, why


class LeftOutPage(QWidget):
    """A list of names and reasons, and the way back."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._header = PanelHeader(self.tr("Left out of the last import"))
        self.model: RowsModel[Out] = RowsModel(
            [
                Column[Out](self.tr("What"), lambda row: row[0], strong=True),
                Column[Out](self.tr("Why"), lambda row: row[1], tip=lambda row: row[1]),
            ]
        )
        self.table = RowsView(self.model, name=self.tr("Left out"), stretch=1)
        self.back = Button(
            self.tr("Back to the transcripts"), kind="primary", tip=self.tr("Back (Esc)")
        )
        self.back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))
        foot.addStretch(1)
        foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._header, Hairline()):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def show_out(self, rows: Sequence[Out]) -> None:
        """Show what was left out."""
        self.model.set_rows(rows)
        self._header.set_count(f"{len(rows):,}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def left_out(plan: ImportPlan, lost: Sequence[Out]) -> list[Out]:
    """Return what of a plan did not come in, and of the variables what the study could not take."""
    out = [(row.file.path.name, reason(row)) for row in file_rows(plan) if not row.comes]
    for report in plan.left_out:
        why = report.error or " ".join(str(note) for note in report.notes) + "."
        out.append((report.source.file, why[:1].upper() + why[1:]))
    out += [(name, why[:1].upper() + why[1:] + ".") for name, why in lost]
    return out


def replaced(stored: Stored) -> str:
    """Say which values of variables took the place of others; nothing where none did."""
    told = [each.told() for each in stored.differing if each.taken]
    if not told:
        return ""
    one = _tr("1 value was replaced: {told}.")
    many = _tr("{n} values were replaced, which the entry lists. The first: {told}.")
    return (one if len(told) == 1 else many).format(n=f"{len(told):,}", told=told[0])


def _tr(text: str) -> str:
    return QCoreApplication.translate("LeftOutPage", text)
