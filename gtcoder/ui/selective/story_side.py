"""Beside the storyline: the categories and relations that it does not tell yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from gtcoder.queries.storyline import Subject, Told
from gtcoder.storytext import LinkKind
from gtcoder.ui.kit import Label, Panel
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.selective.story_links import SUBJECT, SubjectDelegate, SubjectModel


class SubjectList(QListView):
    """Enter or a double click puts a link into the story, Ctrl+Enter leads to the thing itself."""

    wanted = Signal(object)
    followed = Signal(object)

    def __init__(self, name: str, *, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SubjectModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(SubjectDelegate(self, tall=tall))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.data(SUBJECT)))
        look().changed.connect(self._wear)
        self._wear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the chosen thing into the story, or go to it."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.followed if held else self.wanted).emit(index.data(SUBJECT))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        super().focusInEvent(event)

    def _wear(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(theme().panel))
        self.setPalette(palette)


class StorySide(Panel):
    """What is not in the story yet, categories above relations."""

    wanted = Signal(object)
    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Not yet in the story"), name="story_side", parent=parent)
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        self.categories = SubjectList(self.tr("Categories not yet in the story"))
        self.relations = SubjectList(self.tr("Relations not yet in the story"), tall=True)
        self._heads = [
            Label(self.tr("Categories"), Role.SMALL_STRONG, ink="text2"),
            Label(self.tr("Relations"), Role.SMALL_STRONG, ink="text2"),
        ]
        self.body.addWidget(self._sentence)
        for head, rows in zip(self._heads, (self.categories, self.relations), strict=True):
            self.body.addWidget(head)
            self.body.addWidget(rows, 1)
            rows.wanted.connect(self.wanted)
            rows.followed.connect(self.followed)
        look().changed.connect(self._wear)
        self._wear()

    def show_told(self, told: Sequence[Told]) -> None:
        """Show what of the theory is not told."""
        missing = [part.subject for part in told if not part.used]
        for rows, head, kind in (
            (self.categories, self._heads[0], LinkKind.CODE),
            (self.relations, self._heads[1], LinkKind.RELATION),
        ):
            shown: list[Subject] = [each for each in missing if each.kind is kind]
            rows.rows.show(shown)
            rows.setVisible(bool(shown))
            head.setVisible(bool(shown))
        self.header.set_count(f"{len(missing):,}")
        words = self.tr("Told: {told} of {whole}. Enter puts one into the story.")
        if told and not missing:
            words = self.tr("All {whole} parts of the theory are told.")
        elif not told:
            words = self.tr("There are no categories and relations to tell yet.")
        self._sentence.setText(
            words.format(told=f"{len(told) - len(missing):,}", whole=f"{len(told):,}")
        )

    def _wear(self) -> None:
        for label in (self._sentence, *self._heads):
            label.setContentsMargins(scaled(16), scaled(8), scaled(12), scaled(4))
