"""The foot of the search page: how many were found and decided on, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Button, FlowLayout, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.search.acts import ChosenCode
from gtcoder.ui.search.found import OPEN, FoundModel

_LONGEST = 32


class SearchFoot(QWidget):
    """Counts at the left, buttons at the right; the one on coding names code and count."""

    def __init__(
        self, actions: Mapping[str, QAction], code: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        tr = self.tr
        self.can_write = True
        self.told = Label("", Role.SMALL, ink="text2")
        self.code = Button(tr("Code what is accepted"), kind="primary", tip=code.toolTip())
        self.pick = Button(tr("Code…"), icon_name="tag", tip=actions["choose"].toolTip())
        self.accept = Button(tr("Accept all"), tip=actions["accept_all"].toolTip())
        self.reject = Button(tr("Reject all"), tip=actions["reject_all"].toolTip())
        self.accept.clicked.connect(actions["accept_all"].trigger)
        self.reject.clicked.connect(actions["reject_all"].trigger)
        self._row = FlowLayout(self, right_from=1)
        for widget in (self.told, self.accept, self.reject, self.pick, self.code):
            self._row.addWidget(widget)
        look().changed.connect(self._wear)
        self._wear()

    def tell(self, model: FoundModel, chosen: ChosenCode | None) -> None:
        """Say what became of what was found, and offer what can be done."""
        tr, accepted = self.tr, len(model.accepted())
        counts = (
            (len(model.hits), tr("{count} found")),
            (accepted, tr("{count} accepted")),
            (model.rejected(), tr("{count} rejected")),
            (int(model.coded.sum()), tr("{count} coded already")),
            (model.units.outside, tr("{count} hits outside the passages given out")),
        )
        parts = [words.format(count=f"{count:,}") for count, words in counts if count]
        self.told.setText(" · ".join(parts))
        name = "" if chosen is None else _short(chosen.name)
        self.pick.setText(tr("Code: {name}").format(name=name) if name else tr("Code…"))
        one, many = tr("Code 1 passage as “{name}”"), tr("Code {count} passages as “{name}”")
        named = (one if accepted == 1 else many).format(count=f"{accepted:,}", name=name)
        self.code.setText(named if name and accepted else tr("Code what is accepted"))
        undecided = bool(((model.verdict == OPEN) & ~model.coded).any())
        self.code.setEnabled(self.can_write and bool(name) and accepted > 0)
        self.pick.setEnabled(self.can_write and model.passages > 0)
        for button in (self.accept, self.reject):
            button.setEnabled(self.can_write and undecided)

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))


def _short(name: str) -> str:
    """Return a name that leaves room for the other buttons."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
