"""Which entries of the ledger are shown: whose, what kind, and with which words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.kit import Chip, FlowLayout, SearchField
from gtcoder.ui.look import scaled
from gtcoder.vocabulary import CoderId

EVERYBODY, EVERYTHING = 0, ""


class Filters(QWidget):
    """A line to find words and two chips; `changed` says that other entries are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coders: tuple[tuple[str, CoderId], ...] = ()
        self.search = SearchField(self.tr("Find in the ledger"), name=self.tr("Find in the ledger"))
        self.search.changed.connect(self._tell)
        self.coder, self.kind = Chip(self.tr("Coder")), Chip(self.tr("What"))
        self.coder.setToolTip(self.tr("Whose entries are shown"))
        self.kind.setToolTip(self.tr("What kind of entries are shown"))
        self._offer_kinds()
        for chip, all_of_it in ((self.coder, EVERYBODY), (self.kind, EVERYTHING)):
            chip.changed.connect(self._tell)
            chip.cleared.connect(partial(chip.choose, all_of_it))
        chips = QWidget(self)
        row = FlowLayout(chips)
        for widget in (self.coder, self.kind):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        column.setSpacing(scaled(8))
        column.addWidget(self.search)
        column.addWidget(chips)

    @property
    def coder_asked(self) -> CoderId | None:
        """Whose entries are wanted; None for everybody's."""
        coder = self.coder.value()
        return CoderId(coder) if coder else None

    @property
    def kinds_asked(self) -> frozenset[str]:
        """Which kinds of entries are wanted; none means all."""
        kind = self.kind.value()
        return frozenset({kind}) if kind else frozenset()

    def offer_coders(self, coders: tuple[tuple[str, CoderId], ...]) -> None:
        """Offer the study's coders by name; the one that is chosen stays."""
        if coders != self._coders:
            self._coders = coders
            shown = self.coder.value() or EVERYBODY
            self.coder.set_choices([(self.tr("everybody"), EVERYBODY), *coders], shown)

    def show_all(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self.coder.choose(EVERYBODY)
        self.kind.choose(EVERYTHING)

    def _offer_kinds(self) -> None:
        kinds: list[tuple[str, object]] = [
            (self.tr("everything"), EVERYTHING),
            (self.tr("codings"), "coding"),
            (self.tr("codebook"), "codebook"),
            (self.tr("theory and memos"), "theory"),
            (self.tr("transcripts"), "transcripts"),
            (self.tr("team"), "team"),
            (self.tr("study"), "study"),
        ]
        self.kind.set_choices(kinds, EVERYTHING)

    def _tell(self, *_: object) -> None:
        self.coder.set_flag(bool(self.coder_asked))
        self.kind.set_flag(bool(self.kinds_asked))
        self.changed.emit()
