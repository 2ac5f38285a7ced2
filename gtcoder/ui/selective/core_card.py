"""The core category on top of its structures: what it means and what it is related to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.titles import CategoryTitle
from gtcoder.ui.kit import Button, Label
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.selective.rows import Structures

_LINKS = 4  # relations that are named; the rest is counted


class CoreCard(QWidget):
    """Shows the core category, or that none is chosen yet."""

    board_asked = Signal()
    choice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Label(self.tr("Core category"), Role.SMALL, ink="text2")
        self.title = CategoryTitle()
        self.title.asked.connect(self.board_asked)
        self._none = Label(self.tr("No core category yet."), Role.STRONG)
        self._definition = Label("", wrap=True)
        self._relations = Label("", Role.SMALL, ink="text2", wrap=True)
        self._choose = Button(
            self.tr("Choose…"), tip=self.tr("Choose the core category among the categories")
        )
        self._choose.clicked.connect(self.choice_asked)
        words = QVBoxLayout()
        for widget in (self._head, self.title, self._none, self._definition, self._relations):
            words.addWidget(widget)
        words.setSpacing(scaled(3))
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        look().changed.connect(self._wear)
        self._wear()

    def show_core(self, structures: Structures) -> None:
        """Show the core category of the study."""
        core, theory = structures.core, structures.theory
        self.title.setVisible(core is not None)
        self._none.setVisible(core is None)
        self._relations.setVisible(core is not None)
        self._choose.setText(self.tr("Choose…") if core is None else self.tr("Choose another…"))
        if core is None:
            self._definition.setText(
                self.tr("The category that all others come together in; choose it here.")
            )
            return
        self.title.show_category(core.name, core.colour)
        self._definition.setText(core.definition or self.tr("No definition yet."))
        links = [link for link in theory.links.values() if core.id in (link.source, link.target)]
        told = [theory.sentence(link) for link in links[:_LINKS]]
        if len(links) > _LINKS:
            told.append(self.tr("and {n} more").format(n=len(links) - _LINKS))
        counted = board_words.relations(len(links))
        category = theory.categories[core.id]
        counts = board_words.counted_with_noun(theory, category)
        self._relations.setText(f"{counts} · {counted}" + (": " if told else "") + "; ".join(told))

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be chosen while the study is only read."""
        self._choose.setEnabled(not reason)
        if reason:
            self._choose.setToolTip(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(12), scaled(12), scaled(12))
