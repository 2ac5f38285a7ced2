"""Beside the ratings: the item in full, what it amounts to, comments, and what was decided."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.queries.instruments import ItemDecisionRow
from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import headline, scale_name, sentence
from gtcoder.ui.kit import FlowLayout, Hairline, Label, SideColumn
from gtcoder.ui.look import Role
from gtcoder.ui.tables.word_button import WordButton
from gtcoder.vocabulary import ItemChange


class ItemSide(SideColumn):
    """Shows one item; its buttons are those of the page's commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=330, parent=parent)
        self.setAccessibleName(self.tr("The item that is chosen"))
        self.setObjectName("item_side")
        self._actions: list[tuple[QAction, str]] = []

    def offer(self, actions: list[tuple[QAction, str]]) -> None:
        """Take the commands on an item, each with its icon."""
        self._actions = actions

    def show_item(self, view: InstrumentsView, row: JudgedItem | None) -> None:
        """Show an item, or that none is chosen."""
        self.clear()
        if row is None or view.chosen is None:
            self.add(Label(self.tr("No item is chosen."), ink="text2", wrap=True))
            self.end()
            return
        words = self.tr("Item {n}").format(n=row.item.number)
        if row.item.dropped:
            words = self.tr("Item {n} · dropped").format(n=row.item.number)
        self.add(Label(words, Role.SMALL, ink="text2"))
        self.add(Label(row.item.text, Role.TITLE, wrap=True))
        self._add_buttons()
        found = headline(row.validity)
        if found.words:
            self.add(Label(found.words, Role.STRONG, ink=found.ink, wrap=True))
        self.add(Label(sentence(row.validity), wrap=True))
        if row.reworded:
            told = self.tr("It was reworded since: the ratings are of the words before.")
            self.add(Label(told, Role.SMALL, ink="warn", wrap=True))
        self._comments(view, row)
        self._decisions(view.chosen.panel.decided(row.item.id))
        self.end()

    def words(self) -> str:
        """Return all that is said here."""
        return "\n".join(label.text() for label in self.findChildren(Label))

    def _comments(self, view: InstrumentsView, row: JudgedItem) -> None:
        assert view.chosen is not None
        said = view.chosen.panel.comments(row.item.id)
        self._head(self.tr("Comments"))
        if not said:
            self.add(Label(self.tr("None."), ink="text2"))
        for expert, scale, comment in said:
            self.add(Label(f"{expert} · {scale_name(scale)}", Role.SMALL, ink="text2", wrap=True))
            self.add(Label(comment, wrap=True))

    def _decisions(self, decided: list[ItemDecisionRow]) -> None:
        self._head(self.tr("Decisions"))
        if not decided:
            self.add(Label(self.tr("None yet."), ink="text2"))
        for row in decided:
            words = {
                ItemChange.KEPT: self.tr("Kept"),
                ItemChange.REWORDED: self.tr("Reworded"),
                ItemChange.DROPPED: self.tr("Dropped"),
                ItemChange.RESTORED: self.tr("Restored"),
            }[row.change]
            told = f"{words} · {row.coder} · {row.at:%d %b %Y}"
            self.add(Label(told, Role.SMALL, ink="text2", wrap=True))
            if row.change is ItemChange.REWORDED:
                before = self.tr("before: “{words}”").format(words=row.before)
                self.add(Label(before, ink="text2", wrap=True))
            self.add(Label(row.reason, wrap=True))

    def _head(self, text: str) -> None:
        self.add(Hairline())
        self.add(Label(text, Role.STRONG))

    def _add_buttons(self) -> None:
        ground = QWidget()
        flow = FlowLayout(ground)
        flow.setContentsMargins(0, 0, 0, 0)
        for action, icon_name in self._actions:
            flow.addWidget(WordButton(action, icon_name))
        self.add(ground)
