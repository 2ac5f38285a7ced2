"""Beside the ratings: the item in full, what it amounts to, comments, and what was decided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gtcoder.queries.instruments import ItemDecisionRow
from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import headline, scale_name, sentence
from gtcoder.ui.kit import FlowLayout, Hairline, Label
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.word_button import WordButton
from gtcoder.vocabulary import ItemChange


class ItemSide(QWidget):
    """Shows one item; its buttons are those of the page's commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("item_side")
        self.setAccessibleName(self.tr("The item that is chosen"))
        self._actions: list[tuple[QAction, str]] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        look().changed.connect(self._wear)
        self._wear()

    def offer(self, actions: list[tuple[QAction, str]]) -> None:
        """Take the commands on an item, each with its icon."""
        self._actions = actions

    def show_item(self, view: InstrumentsView, row: JudgedItem | None) -> None:
        """Show an item, or that none is chosen."""
        self._clear()
        if row is None or view.chosen is None:
            self._add(Label(self.tr("No item is chosen."), ink="text2", wrap=True))
            self._column.addStretch(1)
            return
        words = self.tr("Item {n}").format(n=row.item.number)
        if row.item.dropped:
            words = self.tr("Item {n} · dropped").format(n=row.item.number)
        self._add(Label(words, Role.SMALL, ink="text2"))
        self._add(Label(row.item.text, Role.TITLE, wrap=True))
        self._add_buttons()
        found = headline(row.validity)
        if found.words:
            self._add(Label(found.words, Role.STRONG, ink=found.ink, wrap=True))
        self._add(Label(sentence(row.validity), wrap=True))
        if row.reworded:
            told = self.tr("It was reworded since: the ratings are of the words before.")
            self._add(Label(told, Role.SMALL, ink="warn", wrap=True))
        self._comments(view, row)
        self._decisions(view.chosen.panel.decided(row.item.id))
        self._column.addStretch(1)

    def words(self) -> str:
        """Return all that is said here."""
        return "\n".join(label.text() for label in self._inner.findChildren(Label))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _comments(self, view: InstrumentsView, row: JudgedItem) -> None:
        assert view.chosen is not None
        said = view.chosen.panel.comments(row.item.id)
        self._head(self.tr("Comments"))
        if not said:
            self._add(Label(self.tr("None."), ink="text2"))
        for expert, scale, comment in said:
            self._add(Label(f"{expert} · {scale_name(scale)}", Role.SMALL, ink="text2", wrap=True))
            self._add(Label(comment, wrap=True))

    def _decisions(self, decided: list[ItemDecisionRow]) -> None:
        self._head(self.tr("Decisions"))
        if not decided:
            self._add(Label(self.tr("None yet."), ink="text2"))
        for row in decided:
            words = {
                ItemChange.KEPT: self.tr("Kept"),
                ItemChange.REWORDED: self.tr("Reworded"),
                ItemChange.DROPPED: self.tr("Dropped"),
                ItemChange.RESTORED: self.tr("Restored"),
            }[row.change]
            told = f"{words} · {row.coder} · {row.at:%d %b %Y}"
            self._add(Label(told, Role.SMALL, ink="text2", wrap=True))
            if row.change is ItemChange.REWORDED:
                before = self.tr("before: “{words}”").format(words=row.before)
                self._add(Label(before, ink="text2", wrap=True))
            self._add(Label(row.reason, wrap=True))

    def _head(self, text: str) -> None:
        self._add(Hairline())
        self._add(Label(text, Role.STRONG))

    def _add_buttons(self) -> None:
        ground = QWidget()
        flow = FlowLayout(ground)
        flow.setContentsMargins(0, 0, 0, 0)
        for action, icon_name in self._actions:
            flow.addWidget(WordButton(action, icon_name))
        self._add(ground)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _wear(self) -> None:
        self.setFixedWidth(scaled(330))
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(6))
