"""Beside the passage: definitions and rules of the codes, agreed codings, the next blind round."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gtcoder.ui.adjudication.reading import Case, Desk
from gtcoder.ui.kit import Button, Hairline, Label
from gtcoder.ui.look import Role, look, scaled, theme


class Side(QWidget):
    """`asked_take` asks to take agreed codings into the consensus."""

    asked_take = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Definitions, and how the consensus stands"))
        self.writable = True
        self.take: Button | None = None
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

    def show_case(self, desk: Desk, case: Case | None) -> None:
        """Show what belongs to a disagreement, and to the round."""
        self._clear()
        for code in () if case is None else case.row.codes:
            row = desk.words.codes[code]
            self._add(Label(row.name, Role.STRONG, wrap=True))
            for head, text in (
                (self.tr("Definition"), row.definition), (self.tr("Rule so far"), row.rule),
            ):  # fmt: skip
                self._add(Label(head, Role.SMALL_STRONG, ink="text2"))
                none = self.tr("None is written.")
                self._add(Label(text or none, ink="text" if text else "text3", wrap=True))
            self._add(Hairline())
        self._consensus(desk)
        self._column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _consensus(self, desk: Desk) -> None:
        queue = desk.queue
        if queue is None:
            return
        self._add(Label(self.tr("Consensus"), Role.STRONG))
        words = self.tr("{taken} of {agreed} codings made alike by all stand in it.")
        said = words.format(taken=f"{queue.taken:,}", agreed=f"{queue.agreed:,}")
        self._add(Label(said, Role.SMALL, ink="text2", wrap=True))
        if queue.taken < queue.agreed and self.writable:
            tip = self.tr("Write into the consensus what all who finished coded alike")
            self.take = Button(self.tr("Take them over"), tip=tip)
            self.take.setObjectName("take_agreed")
            self.take.clicked.connect(self.asked_take)
            self._add(self.take)
        if queue.outdated:
            words = self.tr("{n} decisions fit no disagreement any more: codings changed since.")
            said = words.format(n=f"{len(queue.outdated):,}")
            self._add(Label(said, Role.SMALL, ink="warn", wrap=True))
        self._add(Label(self.tr("Next blind round"), Role.SMALL_STRONG, ink="text2"))
        later = desk.next_blind
        said = (
            self.tr("None was opened after this one. Only new, independent coding shows whether "
                    "you came closer; the consensus cannot.")
            if later is None
            else self.tr("{round}, {day}").format(
                round=later.name, day=f"{later.opened_at:%d %B %Y}"
            )
        )  # fmt: skip
        self._add(Label(said, Role.SMALL, ink="text2", wrap=True))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _clear(self) -> None:
        self.take = None
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _wear(self) -> None:
        self.setFixedWidth(scaled(280))
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(6))
