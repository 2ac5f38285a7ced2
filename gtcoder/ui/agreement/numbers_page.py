"""What the pages of numbers have in common: a head, the content, and why there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.agreement.cockpit import LEAST, Paper, scrolled
from gtcoder.ui.agreement.code_table import CodeTable
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.grid import GridView
from gtcoder.ui.agreement.page_head import PageHead
from gtcoder.ui.agreement.view import headline
from gtcoder.ui.kit import EmptyState, Label
from gtcoder.ui.look import Role, look, scaled, theme


class NumbersPage(QWidget):
    """A page on paper; `chosen_cell` asks for the passages behind a number (a `Cell`).

    A page makes its content, then hands it to `lay`.
    """

    chosen_cell = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: Numbers | None = None
        self.content: QWidget | None = None
        self.head = PageHead()
        self.footer = Label("", Role.SMALL, ink="text2", wrap=True)
        self.footer.setObjectName("footer")
        self.empty = EmptyState(self.tr("Not computed yet."))
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.setSpacing(scaled(6))
        self._inner.addWidget(self.footer)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(inner)
        self._stack.addWidget(self.empty)
        paper = Paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(paper))
        self._stack.setCurrentIndex(1)
        look().changed.connect(self._wear_margins)
        self._wear_margins()

    def lay(self, title: str, content: QWidget) -> None:
        """Put the content below its title."""
        self.content = content
        content.setMinimumHeight(scaled(LEAST))
        self.head.title.setText(title)
        self._inner.insertWidget(0, content, 1)

    def show_numbers(self, numbers: Numbers) -> None:
        """Show another answer."""
        self.numbers = numbers
        self.head.method.setText("\n".join(headline(numbers).method))
        self._stack.setCurrentIndex(0)
        self.fill(numbers)

    def fill(self, numbers: Numbers) -> None:
        """Fill the content; each page does it its own way."""

    def show_reason(self, sentence: str, hint: str = "") -> None:
        """Say why there are no numbers, and what to do."""
        self.numbers = None
        self.head.method.setText("")
        self.say_none(sentence, hint)

    def say_none(self, sentence: str, hint: str = "") -> None:
        """Say why this page has nothing to show."""
        self.empty.set_words(sentence, hint)
        self._stack.setCurrentIndex(1)

    def show_content(self) -> None:
        """Show the content again."""
        self._stack.setCurrentIndex(0)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.head.set_dim(dim)
        if isinstance(self.content, GridView | CodeTable):
            self.content.set_dim(dim)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _wear_margins(self) -> None:
        if self.content is not None:
            self.content.setMinimumHeight(scaled(LEAST))
        self._inner.setContentsMargins(scaled(24), 0, scaled(16), scaled(12))
