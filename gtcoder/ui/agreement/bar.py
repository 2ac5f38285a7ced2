"""The line above the cockpit: its views, from when the numbers are, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.kit import Button, Label, Segmented
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.word_button import WordButton

COCKPIT, MATCHED, KEPT = "cockpit", "matched", "kept"


class Bar(QWidget):
    """Views at the left; at the right the state of the numbers and what is done with them."""

    asked_compute = Signal()

    def __init__(self, keep: QAction, export: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        views = [
            (COCKPIT, self.tr("Cockpit")),
            (MATCHED, self.tr("Matched codings")),
            (KEPT, self.tr("Kept")),
        ]
        self.views = Segmented(views, name=self.tr("Views of agreement"))
        self.views.setObjectName("views")
        self.when = Label("", Role.SMALL, ink="text2")
        self.when.setObjectName("when")
        tip = self.tr("Compute again with what the chips say (F5)")
        self.dated = Button(self.tr("Out of date · Compute"), icon_name="arrows-clockwise", tip=tip)
        self.dated.setObjectName("out_of_date")
        self.dated.clicked.connect(self.asked_compute)
        self.keep = WordButton(keep, "bookmark-simple")
        self.export = WordButton(export, "export")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.views)
        free = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.when.setSizePolicy(free)
        self.when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.when, 1)
        for part in (self.dated, self.keep, self.export):
            self._row.addWidget(part)
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
        self.when.setText(
            words.format(time=f"{numbers.at:%H:%M}", revision=f"{numbers.revision:,}")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(5), scaled(12), scaled(5))
        self._row.setSpacing(scaled(10))
