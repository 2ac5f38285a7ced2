"""A category beside the board: what it means, what it gathers, and its passages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.queries.retrieval import PassageList as Rows
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.carrier import Carrier
from gtcoder.ui.axial.code_list import CodeItem, CodeList
from gtcoder.ui.axial.properties_part import PropertiesPart
from gtcoder.ui.axial.properties_placed import PlacedPart
from gtcoder.ui.axial.rows import Category, Theory
from gtcoder.ui.axial.titles import CategoryTitle
from gtcoder.ui.kit import Button, Hairline, IconButton, Label, PassageList
from gtcoder.ui.look import Role, look, scaled
from gtcoder.vocabulary import CodeId, CodeLevel

_CODES_IN_VIEW = 6


class CardPanel(QWidget):
    """Shows one category and asks for what can be done with it."""

    desk_asked = Signal()
    memo_asked = Signal()
    definition_asked = Signal()
    card_asked = Signal(object)  # CodeId
    passage_asked = Signal(object)  # Passage

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.category: Category | None = None
        self._level = Label("", Role.SMALL, ink="text2")
        self.title = CategoryTitle()
        self.title.asked.connect(self.desk_asked)
        self._counts = Label("", Role.SMALL, ink="text2")
        self._definition = Label("", wrap=True)
        self.define_button = IconButton("pencil-simple", self.tr("Write the definition…"))
        self.define_button.setObjectName("define_category")
        self.define_button.clicked.connect(self.definition_asked)
        self.codes = CodeList(carrier, name=self.tr("Codes of the category"))
        self.codes.entered_row.connect(self.card_asked)
        self.passages = PassageList(name=self.tr("Passages of the category"))
        self.passages.activated_passage.connect(self.passage_asked)
        self.properties, self.placed = PropertiesPart(), PlacedPart()
        self.below = QStackedWidget(self)  # all passages, or those of the chosen property
        self.below.addWidget(self.passages)
        self.below.addWidget(self.placed)
        self.desk_button = Button(
            self.tr("At the desk"),
            icon_name="highlighter-circle",
            tip=self.tr("Open the code with its passages beside the text"),
        )
        self.desk_button.clicked.connect(self.desk_asked)
        self.memo_button = Button(
            self.tr("Memo"), icon_name="note-pencil", tip=self.tr("Write a memo on this category")
        )
        self.memo_button.clicked.connect(self.memo_asked)
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def show_category(self, theory: Theory, category: Category, rows: Rows) -> None:
        """Show a category with its codes and passages."""
        chosen = self.passages.chosen()
        self.category = category
        code = category.code
        self._level.setText(level_name(code.level))
        self.title.show_category(code.name, code.colour)
        self._counts.setText(board_words.counted_with_noun(theory, category))
        self._definition.setText(code.definition or self.tr("No definition yet."))
        self._definition.set_ink("text" if code.definition else "text3")
        self.codes.set_items([item_of(theory, key) for key in category.members])
        self.codes.setVisible(bool(category.members))
        self._wear()
        self.passages.set_passages(rows.rows, chosen, colour_of=lambda row: _colour(theory, row))

    def list_of_passages(self) -> QWidget:
        """Return the list that is shown: of the category, or of its chosen property."""
        return self.passages if self.below.currentWidget() is self.passages else self.placed.list

    def _lay_out(self) -> None:
        self._top, head = QVBoxLayout(), QHBoxLayout()
        head.addWidget(self._level, 1)
        head.addWidget(self.define_button)
        self._top.addLayout(head)
        for widget in (self.title, self._counts, self._definition):
            self._top.addWidget(widget)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.desk_button)
        self._foot.addWidget(self.memo_button)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.codes)
        column.addWidget(Hairline())
        column.addWidget(self.properties)
        column.addWidget(Hairline())
        column.addWidget(self.below, 1)
        column.addLayout(self._foot)

    def _wear(self) -> None:
        edge = scaled(16)
        self._top.setContentsMargins(edge, scaled(12), edge, scaled(10))
        self._top.setSpacing(scaled(4))
        self._foot.setContentsMargins(edge, scaled(12), edge, scaled(14))
        self._foot.setSpacing(scaled(8))
        rows = min(len(self.codes.codes.items), _CODES_IN_VIEW)
        self.codes.setFixedHeight(rows * scaled(27) + scaled(6))


def level_name(level: CodeLevel) -> str:
    """Return a level as it is said."""
    return {
        CodeLevel.OPEN: board_words.tr("Open code"),
        CodeLevel.AXIAL: board_words.tr("Category"),
        CodeLevel.SELECTIVE: board_words.tr("Selective structure"),
        CodeLevel.CORE: board_words.tr("Core category"),
    }[level]


def item_of(theory: Theory, key: CodeId, *, depth: int = 0, head: bool = False) -> CodeItem:
    """Return a code as a row of a list."""
    code = theory.codes[key]
    category = theory.categories.get(key)
    count = category.passages if category else theory.counts.get(key, 0)
    tip = "\n".join(line for line in (code.written, code.definition) if line)
    spoken = f"{code.name}, {level_name(code.level)}, {board_words.passages(count)}"
    return CodeItem(key, code.name, count, code.colour, spoken, tip, depth, head)


def _colour(theory: Theory, passage: Passage) -> int:
    code = theory.codes.get(passage.code) if passage.code is not None else None
    return code.colour if code else 0
