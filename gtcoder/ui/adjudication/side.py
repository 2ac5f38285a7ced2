"""Beside the passage: definitions and rules of the codes, agreed codings, the next blind round."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.adjudication.reading import Case, Desk
from gtcoder.ui.kit import Button, Hairline, Label, SideColumn
from gtcoder.ui.look import Role

_UNBOUND = (1 << 24) - 1  # px, the most that Qt knows


class Side(SideColumn):
    """`asked_take` asks to take agreed codings into the consensus."""

    asked_take = Signal()
    _below = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=280, parent=parent)
        self.setAccessibleName(self.tr("Definitions, and how the consensus stands"))
        self.writable = True
        self.take: Button | None = None

    def lie(self, *, below: bool) -> None:
        """Lie below the decision, as high as what it holds, or beside the passage."""
        self._below = below
        self._wear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self._take_height()

    def _wear(self) -> None:
        super()._wear()
        if self._below:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_UNBOUND)
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_UNBOUND)
        self._take_height()

    def _take_height(self) -> None:
        if self._below:
            self.setFixedHeight(self._column.heightForWidth(self.width()))

    def show_case(self, desk: Desk, case: Case | None) -> None:
        """Show what belongs to a disagreement, and to the round."""
        self.clear()
        self.take = None
        for code in () if case is None else case.row.codes:
            row = desk.words.codes[code]
            self.add(Label(row.name, Role.STRONG, wrap=True))
            for head, text in (
                (self.tr("Definition"), row.definition), (self.tr("Rule so far"), row.rule),
            ):  # fmt: skip
                self.add(Label(head, Role.SMALL_STRONG, ink="text2"))
                none = self.tr("None is written.")
                self.add(Label(text or none, ink="text" if text else "text3", wrap=True))
            self.add(Hairline())
        self._consensus(desk)
        self.end()
        self._take_height()

    def _consensus(self, desk: Desk) -> None:
        queue = desk.queue
        if queue is None:
            return
        self.add(Label(self.tr("Consensus"), Role.STRONG))
        words = self.tr("{taken} of {agreed} codings made alike by all stand in it.")
        said = words.format(taken=f"{queue.taken:,}", agreed=f"{queue.agreed:,}")
        self.add(Label(said, Role.SMALL, ink="text2", wrap=True))
        if queue.taken < queue.agreed and self.writable:
            tip = self.tr("Write into the consensus what all who finished coded alike")
            self.take = Button(self.tr("Take them over"), tip=tip)
            self.take.setObjectName("take_agreed")
            self.take.clicked.connect(self.asked_take)
            self.add(self.take)
        self._standing(desk)
        if queue.afresh:
            words = self.tr("{n} documents that you are coding afresh are left out until then.")
            said = words.format(n=f"{queue.afresh:,}")
            self.add(Label(said, Role.SMALL, ink="text2", wrap=True))
        if queue.outdated:
            words = self.tr("{n} decisions fit no disagreement any more: codings changed since.")
            said = words.format(n=f"{len(queue.outdated):,}")
            self.add(Label(said, Role.SMALL, ink="warn", wrap=True))
        self.add(Label(self.tr("Next blind round"), Role.SMALL_STRONG, ink="text2"))
        later = desk.next_blind
        said = (
            self.tr("None was opened after this one. Only new, independent coding shows whether "
                    "you came closer; the consensus cannot.")
            if later is None
            else self.tr("{round}, {day}").format(
                round=later.name, day=f"{later.opened_at:%d %B %Y}"
            )
        )  # fmt: skip
        self.add(Label(said, Role.SMALL, ink="text2", wrap=True))

    def _standing(self, desk: Desk) -> None:
        """Say whether tables count the consensus yet."""
        if desk.queue is None or desk.queue.consensus is None:
            return
        said = (
            " ".join((desk.lacking, self.tr("Until then tables count the coders side by side.")))
            if desk.lacking
            else self.tr("It is complete, so tables count it in place of the coders.")
        )
        self.add(Label(said, Role.SMALL, ink="text2", wrap=True))
