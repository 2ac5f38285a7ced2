"""The line above the ratings: which instrument, on which scale, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import scale_hint, scale_name
from gtcoder.ui.kit import Chip, FlowLayout, Label, Segmented
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.word_button import WordButton
from gtcoder.vocabulary import RatingScale


class InstrumentsBar(QWidget):
    """`instrument_chosen` carries an InstrumentId, `scale_chosen` a RatingScale."""

    instrument_chosen = Signal(object)
    scale_chosen = Signal(object)

    def __init__(self, actions: list[tuple[QAction, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.instrument = Chip(self.tr("Instrument"))
        self.instrument.setObjectName("instrument")
        self.instrument.changed.connect(self.instrument_chosen)
        scales = [(scale.value, scale_name(scale)) for scale in RatingScale]
        self.scales = Segmented(scales, name=self.tr("Scale of the ratings"))
        self.scales.setObjectName("scales")
        self.scales.changed.connect(self._tell_scale)
        self.hint = Label("", Role.SMALL, ink="text2")
        self._row = FlowLayout(self, right_from=3)
        for widget in (self.instrument, self.scales, self.hint):
            self._row.addWidget(widget)
        for action, icon_name in actions:
            self._row.addWidget(WordButton(action, icon_name))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self._wear)
        self._tell_hint()
        self._wear()

    @property
    def scale(self) -> RatingScale:
        """The scale in sight."""
        return RatingScale(self.scales.chosen)

    def offer(self, view: InstrumentsView) -> None:
        """Offer the instruments there are."""
        choices = [(row.name, row.id) for row in view.instruments]
        if view.chosen is not None:
            self.instrument.set_choices(choices, view.chosen.panel.instrument.id)
        self._tell_hint()
        there = view.chosen is not None
        for widget in (self.instrument, self.scales, self.hint):
            widget.setVisible(there)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _tell_scale(self) -> None:
        self._tell_hint()
        self.scale_chosen.emit(self.scale)

    def _tell_hint(self) -> None:
        self.hint.setText(scale_hint(self.scale))

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(6), scaled(12), scaled(6))
