"""The relations of the study on one page: those there are, and those suggested."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.axial.suggestions import SuggestionsView
from gtcoder.ui.axial.tables import RelationTable
from gtcoder.ui.kit import Button, Hairline, Segmented
from gtcoder.ui.look import scaled

RELATED, SUGGESTED = "related", "suggested"


class RelationsPage(QWidget):
    """The table of relations, or the suggestions; the kinds of relation are one button away."""

    types_asked = Signal()
    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.suggestions = RelationTable(), SuggestionsView()
        self.segments = Segmented(
            [(RELATED, self.tr("Related")), (SUGGESTED, self.tr("Suggested"))],
            name=self.tr("Which relations"),
        )
        self.segments.segment(SUGGESTED).setToolTip(
            self.tr("Pairs of categories whose passages overlap or stand near")
        )
        self.types_button = Button(
            self.tr("Relation types…"), kind="quiet",
            tip=self.tr("Names, inverses and grammar of the kinds of relation"),
        )  # fmt: skip
        self.types_button.clicked.connect(self.types_asked)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.suggestions)
        bar = QHBoxLayout()
        bar.setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6))
        bar.addWidget(self.segments)
        bar.addStretch(1)
        bar.addWidget(self.types_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self.segments.changed.connect(self.show_view)

    def show_view(self, key: str) -> None:
        """Show the relations there are, or those suggested."""
        self.segments.chosen = key
        self._pages.setCurrentWidget(self.table if key == RELATED else self.suggestions)
        self.turned.emit(key)

    def focus_widget(self) -> QWidget:
        """Return what has the keyboard here."""
        if self.segments.chosen == RELATED:
            return self.table.table
        return self.suggestions.focus_widget()
