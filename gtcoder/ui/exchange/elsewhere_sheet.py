"""What was done in copies that came back: the entries of their ledgers, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from gtcoder.queries.elsewhere import ElsewhereRow, entries_elsewhere
from gtcoder.queries.verb_labels import label_of
from gtcoder.ui.documents.grid import RowsView
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.exchange.help_key import help_key
from gtcoder.ui.exchange.sizing import make_room
from gtcoder.ui.kit import EmptyState, Sheet
from gtcoder.ui.look import scaled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gtcoder.ui.session import Session

_WIDE, _HIGH = 860, 420


class ElsewhereSheet(Sheet):
    """Lists when who did what in copies of the study, and why, newest first."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        title = QCoreApplication.translate("Elsewhere", "Entries of copies")
        super().__init__(title, parent=parent, width=_WIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("elsewhere_sheet")
        with session.bridge.read() as reader:
            found = tuple(reversed(entries_elsewhere(reader)))
        self.model: RowsModel[ElsewhereRow] = RowsModel(_columns())
        self.model.set_rows(found)
        self.entries = RowsView(self.model, name=title, stretch=4)
        self.entries.setObjectName("elsewhere")
        self.entries.setMinimumHeight(scaled(160))
        self.nothing = EmptyState(
            self.tr("No entries of copies."),
            self.tr("Once a copy is merged, what was done in it can be read here. While a round is "
                    "open in which coders do not see one another's work, it stays hidden."),
        )  # fmt: skip
        self.entries.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.body.addWidget(self.entries, 1)
        self.body.addWidget(self.nothing, 1)
        self.add_button(self.tr("Close"), "primary", self.accept, tip=self.tr("Close (Esc)"))
        help_key(self, parent, "merging", self.tr("About merging copies"))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room the list needs."""
        super().showEvent(event)
        make_room(self, scaled(_HIGH))


def _columns() -> list[Column[ElsewhereRow]]:
    return [
        Column[ElsewhereRow](_tr("When"), _when, order=lambda row: row.at),
        Column[ElsewhereRow](_tr("Coder"), lambda row: row.coder),
        Column[ElsewhereRow](_tr("What"), lambda row: label_of(row.action), strong=True),
        Column[ElsewhereRow](_tr("Copy"), _copy, tip=_copy, soft=True,
                             order=lambda row: (row.copy, row.number)),
        Column[ElsewhereRow](_tr("Why"), lambda row: row.reason, tip=lambda row: row.reason,
                             soft=True),
    ]  # fmt: skip


def _when(row: ElsewhereRow) -> str:
    return row.at.astimezone().strftime("%Y-%m-%d %H:%M")


def _copy(row: ElsewhereRow) -> str:
    return _tr("{copy}, entry {n}").format(copy=row.copy, n=f"{row.number:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Elsewhere", text)
