"""The suggestions that were refused, in a fold, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.relations import RefusedRow
from gtcoder.ui.kit import Button, FrameModel, TableView
from gtcoder.ui.look import scaled


class RefusedFold(QWidget):
    """How many were refused; unfolded, which and why."""

    taken_back = Signal(object)  # RefusedRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refused: tuple[RefusedRow, ...] = ()
        self._writable = True
        self.button = Button("", kind="quiet", icon_name="caret-right")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._unfold)
        self._model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Refused suggestions"))
        self.table.setModel(self._model)
        self.table.setFixedHeight(scaled(120))
        self.table.chosen_row.connect(self._follow)
        self.table.opened_row.connect(self._take_back)
        self.back_button = Button(
            self.tr("Take back"), kind="quiet", tip=self.tr("Let it be suggested again (Enter)")
        )
        self.back_button.clicked.connect(self._take_back)
        head = QHBoxLayout()
        head.setContentsMargins(scaled(8), scaled(4), scaled(12), scaled(4))
        head.addWidget(self.button)
        head.addStretch(1)
        head.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table)
        self.show_refused(())
        self._unfold()

    def show_refused(self, refused: Sequence[RefusedRow]) -> None:
        """Show what was refused."""
        self.refused = tuple(refused)
        self._model.set(
            (self.tr("Category"), self.tr("with"), self.tr("Why not"), self.tr("Who")),
            [(row.source_name, row.target_name, row.reason, row.coder) for row in self.refused],
        )
        self.button.setText(self.tr("Refused: {n}").format(n=len(self.refused)))
        self.button.setEnabled(bool(self.refused))
        if not self.refused:
            self.button.setChecked(False)
        self._follow()

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be taken back while the study is only read."""
        self._writable = not reason
        self.back_button.setToolTip(reason or self.back_button.toolTip())
        self._follow()

    def _unfold(self, *_: object) -> None:
        on = self.button.isChecked()
        show, hide = self.tr("Show what was refused, to take it back"), self.tr("Hide it")
        self.button.set_icon("caret-down" if on else "caret-right")
        self.button.setToolTip(hide if on else show)
        self.table.setVisible(on)
        self.back_button.setVisible(on)
        self._follow()

    def _chosen(self) -> RefusedRow | None:
        rows = self.table.selectionModel().selectedRows() if self.refused else []
        return self.refused[self._model.source_row(rows[0].row())] if rows else None

    def _take_back(self, *_: object) -> None:
        row = self._chosen()
        if row is not None and self._writable:
            self.taken_back.emit(row)

    def _follow(self, *_: object) -> None:
        self.back_button.setEnabled(self._writable and self._chosen() is not None)
