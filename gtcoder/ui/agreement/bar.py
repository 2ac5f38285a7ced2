"""The line above the cockpit: its views, from when the numbers are, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.kit import Button, IconButton, Label, Segmented, action_button
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.word_button import WordButton

COCKPIT, MATCHED, KEPT, INSTRUMENTS = "cockpit", "matched", "kept", "instruments"
INTERVALS, PAIRS, ROUNDS, CONFUSION = "intervals", "pairs", "rounds", "confusion"
ADJUDICATION, PLANNER = "adjudication", "planner"
_TAIL = 460  # px that the state and the buttons need


class Bar(QWidget):
    """Views at the left; at the right the state of the numbers and what is done with them."""

    asked_compute = Signal()
    asked_table = Signal()

    def __init__(
        self,
        keep: QAction,
        export: QAction,
        words: tuple[tuple[QAction, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = [action_button(action, icon) for action, icon in words]
        views = [
            (COCKPIT, self.tr("Codes")),
            (INTERVALS, self.tr("Intervals")),
            (PAIRS, self.tr("Pairs")),
            (ROUNDS, self.tr("Rounds")),
            (CONFUSION, self.tr("Confusion")),
            (MATCHED, self.tr("Matched")),
            (KEPT, self.tr("Kept")),
            (ADJUDICATION, self.tr("Adjudication")),
            (PLANNER, self.tr("Planner")),
            (INSTRUMENTS, self.tr("Instruments")),
        ]
        self.views = Segmented(views, name=self.tr("Views of agreement"))
        self.views.setObjectName("views")
        self.when = Label("", Role.SMALL, ink="text2")
        self.when.setObjectName("when")
        tip = self.tr("Compute again with what the chips say (F5)")
        self.dated = Button(self.tr("Out of date · Compute"), icon_name="arrows-clockwise", tip=tip)
        self.dated.setObjectName("out_of_date")
        self.dated.clicked.connect(self.asked_compute)
        self.table = IconButton("columns", self.tr("Other table…"), key="Ctrl+Shift+O")
        self.table.setObjectName("other_table_button")
        self.table.clicked.connect(self.asked_table)
        self.keep = action_button(keep, "bookmark-simple")
        self.export = WordButton(export, "export")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.views)
        free = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.when.setSizePolicy(free)
        self.when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tail = QHBoxLayout()
        self._tail.addWidget(self.when, 1)
        for part in (self.dated, self.table, *self.words, self.keep, self.export):
            self._tail.addWidget(part)
        self._row.addLayout(self._tail, 1)
        self.dated.hide()
        look().changed.connect(self._wear)
        self._wear()

    def show_state(self, numbers: Numbers | None, *, dated: bool) -> None:
        """Say from when the numbers are and whether they still hold."""
        self.dated.setVisible(dated)
        if numbers is None:
            self.when.setText("")
            self.dated.setText(self.tr("Compute"))
            return
        self.dated.setText(self.tr("Out of date · Compute"))
        words = (
            self.tr("Computed {time}, revision {revision}")
            if dated
            else self.tr("Computed {time}, revision {revision}, up to date")
        )
        if numbers.pending:
            words = self.tr("Values of {time}, revision {revision}; interval is being computed")
        self.when.setText(
            words.format(time=f"{numbers.at:%H:%M}", revision=f"{numbers.revision:,}")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second line where the views leave the rest no room."""
        super().resizeEvent(event)
        room = self.width() - self.views.sizeHint().width() - scaled(40)
        wide = room >= scaled(_TAIL)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(5), scaled(12), scaled(5))
        self._row.setSpacing(scaled(6))
        self._tail.setSpacing(scaled(6))
