"""The properties of the chosen category, in the panel beside the board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.axial.properties_list import PropertyList
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.kit import Button, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.vocabulary import CodeId

_IN_VIEW, _ROW = 2.6, 78  # properties that are seen at once: the last one cut, so that one scrolls


class PropertiesPart(QWidget):
    """Head with the button that adds one, and the list of properties."""

    written = Signal(object, object, object)  # CodeId, PropertyId or None, its three words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.category: CodeId | None = None
        self.list = PropertyList(name=self.tr("Properties of the category"))
        self.list.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.list.editor.written.connect(self._tell)
        self.list.editor.closed.connect(self._measure)
        self._count = Label("", Role.SMALL, ink="text2")
        self.add_button = Button(
            self.tr("Property"), kind="quiet", icon_name="plus",
            tip=self.tr("Give the category a property with its dimension (Ctrl+Alt+P)"),
        )  # fmt: skip
        self.add_button.setAccessibleName(self.tr("Add property"))
        self.add_button.clicked.connect(self.add)
        self._head = QHBoxLayout()
        self._head.addWidget(Label(self.tr("Properties"), Role.SMALL_STRONG))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list)
        look().changed.connect(self._wear)
        self._wear()

    def show_lines(self, category: CodeId, lines: Sequence[Line]) -> None:
        """Show the properties of a category."""
        if category != self.category:
            self.list.editor.give_up()
            self.list.choose(None)
        self.category = category
        self.list.show_lines(lines)
        self._count.setText(f"{len(lines):,}" if lines else "")
        self._measure()

    def add(self) -> None:
        """Let a new property be written."""
        if self.category is not None and self.list.writable:
            self._measure(writing=True)
            self.list.write(None)

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be changed while the study is only read."""
        self.list.writable = not reason
        self.add_button.setEnabled(not reason)
        self.add_button.setToolTip(reason or self.add_button.toolTip())

    def _tell(self, key: object, *words: str) -> None:
        if self.category is not None:
            self.written.emit(self.category, key, words)

    def _measure(self, *, writing: bool = False) -> None:
        """Be as high as the properties are, up to a limit; lower where there is no room."""
        height = round(min(len(self.list.lines), _IN_VIEW) * scaled(_ROW))
        if writing:
            height = max(height, self.list.editor.wished_height())
        self.list.setMaximumHeight(height)
        self.list.setMinimumHeight(height if writing else min(height, scaled(_ROW)))
        self.list.setVisible(height > 0)
        self._column.activate()

    def _wear(self) -> None:
        self._column.setContentsMargins(0, scaled(4), 0, scaled(4))
        self._head.setContentsMargins(scaled(16), 0, scaled(6), 0)
        self._head.setSpacing(scaled(6))
        self._measure()
