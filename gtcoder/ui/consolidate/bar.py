"""The sum of the codebook in one line: what was there, came and went, and what is there now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.queries.reconciliation import ADDING, Movement, Reconciliation
from gtcoder.ui.kit import Button, Label, ThinProgress
from gtcoder.ui.look import Role, scaled


class SumBar(QWidget):
    """The line at the top of the page; `asked` is for the diagram and the table."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sum of the codebook"))
        self.first = Label("", Role.TITLE)
        self.parts = Label("", ink="text2")
        self.progress = ThinProgress()
        self.count = Button(
            self.tr("Sankey and table"),
            kind="quiet",
            tip=self.tr("The count in the ledger: between any two moments, as a diagram and table"),
        )
        self.count.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(16), scaled(8), scaled(12), scaled(8))
        row.setSpacing(scaled(16))
        row.addWidget(self.first)
        row.addWidget(self.parts, 1)
        row.addWidget(self.progress)
        row.addWidget(self.count)

    def show_sum(self, total: Reconciliation | None) -> None:
        """Show the sum since before the first merge."""
        if total is None:
            return
        self.first.setText(f"{total.initial:,} → {total.now:,}")
        said = {
            Movement.CREATED: self.tr("created {n}"),
            Movement.SPLIT: self.tr("split off {n}"),
            Movement.UNMERGED: self.tr("unmerged {n}"),
            Movement.RESTORED: self.tr("restored {n}"),
            Movement.MERGED: self.tr("merged {n}"),
            Movement.RETIRED: self.tr("retired {n}"),
            Movement.TAKEN_BACK: self.tr("taken back {n}"),
        }
        always = (Movement.CREATED, Movement.MERGED, Movement.RETIRED)
        parts = [
            f"{'+' if each in ADDING else '−'} {words.format(n=f'{total.of(each):,}')}"
            for each, words in said.items()
            if total.of(each) or each in always
        ]
        now = self.tr("= now {n}").format(n=f"{total.now:,}")
        self.parts.setText("   ".join((f"{total.initial:,}", *parts, now)))
        self.parts.setToolTip(self.tr("Since {moment}").format(moment=total.since.name))
