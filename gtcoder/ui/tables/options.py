"""The options of the report that is asked for, as a row of chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.kit import Hairline, OptionForm
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.tables.facts import ALL, Facts
from gtcoder.ui.tables.option_words import option_labels, option_values

if TYPE_CHECKING:
    from gtcoder.reports.options import OptionField


class OptionBar(QWidget):
    """Holds the form of one report; its values stay when another question is asked meanwhile."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: OptionForm | None = None
        self._report = ""
        self._kept: dict[str, dict[str, str]] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._column = QVBoxLayout()
        self._outer.addLayout(self._column)
        self._outer.addWidget(Hairline())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()
        look().changed.connect(self._wear)
        self._wear()

    def ask(self, report: str, facts: Facts) -> None:
        """Ask for the options of a report as they were set last; of none for an empty name."""
        from gtcoder.reports import REPORTS, option_fields

        if self.form is not None:
            self._kept[self._report] = self.form.values()
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._report = report
        self.setVisible(bool(report))
        if not report:
            return
        fields = option_fields(REPORTS.get(report))
        self.form = OptionForm(
            fields,
            suggest=_offered(fields, facts),
            labels=option_labels(),
            words={**option_values(), **facts.words},
        )
        self.form.set_values(self._kept.get(report, {}))
        self.form.changed.connect(self.changed)
        self._column.addWidget(self.form)
        self.setFocusProxy(self.form)

    def values(self) -> dict[str, str]:
        """Return what was chosen otherwise than by default."""
        return {} if self.form is None else self.form.values()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))


def _offered(fields: Sequence[OptionField], facts: Facts) -> Mapping[str, Sequence[str]]:
    """Return the names to offer; all rounds together only where the report takes them so."""
    offered: dict[str, Sequence[str]] = dict(facts.suggest)
    if not any(each.name == "round" and f"“{ALL}”" in each.help for each in fields):
        offered["round"] = [name for name in facts.suggest.get("round", ()) if name != ALL]
    return offered
