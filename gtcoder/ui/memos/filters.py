"""Which memos the list shows and in which order: words, kind, tag, coder, days, thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.queries.memo_filter import MemoFilter, MemoSort
from gtcoder.queries.memos import About
from gtcoder.ui.kit import Chip, FlowLayout, SearchField
from gtcoder.ui.look import look, scaled
from gtcoder.vocabulary import MemoKind

if TYPE_CHECKING:
    from gtcoder.queries.memos import MemoCard

_ALL = "all"
_WHOLE = "whole"
_YEAR = -1


class MemoFilters(QWidget):
    """A search field, and chips that each ask one thing more of a memo."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Find in memos"), name=self.tr("Find in memos"))
        self.search.changed.connect(self.changed)
        self.kind, self.tag = Chip(self.tr("Kind")), Chip(self.tr("Tag"))
        self.coder, self.days = Chip(self.tr("Coder")), Chip(self.tr("Changed"))
        self.about, self.sort = Chip(self.tr("About")), Chip(self.tr("Sorted by"))
        self._offered: dict[Chip, list[tuple[str, object]]] = {}
        self._asking = (self.kind, self.tag, self.coder, self.days, self.about)
        self._offer(self.kind, [(str(kind), str(kind)) for kind in MemoKind])
        self._offer(self.days, self._spans())
        self.sort.set_choices(self._orders())
        self.column = QVBoxLayout(self)
        flow = FlowLayout(gap=6)
        self.column.addWidget(self.search)
        self.column.addLayout(flow)
        for chip in (*self._asking, self.sort):
            chip.changed.connect(self._follow)
            chip.cleared.connect(lambda chip=chip: chip.choose(_ALL))
            flow.addWidget(chip)
        look().changed.connect(self._wear)
        self._wear()

    def offer(self, cards: Sequence[MemoCard]) -> None:
        """Offer what the memos there are can be narrowed to; what is chosen stays."""
        tags: dict[str, int] = {}
        subjects: dict[tuple[About, int], str] = {}
        for card in cards:
            for name in card.tags:
                tags[name] = tags.get(name, 0) + 1
            for subject in card.subjects:
                subjects[subject.about, subject.key] = subject.words
        self._offer(self.tag, [(f"{name} ({n})", name)
                               for name, n in sorted(tags.items(), key=_by_name)])  # fmt: skip
        coders = sorted({card.coder for card in cards}, key=str.casefold)
        self._offer(self.coder, [(name, name) for name in coders])
        kinds = {about for about, _ in subjects}
        things: list[tuple[str, object]] = [(self.tr("the study as a whole"), _WHOLE)]
        things += [(_any_of(about), about) for about in About if about in kinds]
        things += sorted(((words, thing) for thing, words in subjects.items()), key=_by_name)
        self._offer(self.about, things)
        self.tag.setVisible(bool(tags))
        self.coder.setVisible(len(coders) > 1)

    def asked(self) -> MemoFilter:
        """Return what is asked for."""
        about, days = self.about.value(), self.days.value()
        chosen = {chip: chip.value() for chip in (self.kind, self.tag, self.coder)}
        return MemoFilter(
            words=self.search.text(),
            kinds=frozenset({chosen[self.kind]} - {_ALL}),
            tags=frozenset(str(name).casefold() for name in {chosen[self.tag]} - {_ALL}),
            coders=frozenset({chosen[self.coder]} - {_ALL}),
            since=None if days == _ALL else _first_day(days),
            about=about if isinstance(about, About) else None,
            things=frozenset({about} if isinstance(about, tuple) else ()),
            whole=about == _WHOLE,
        )

    def order(self) -> MemoSort:
        """Return the order that is chosen."""
        found: MemoSort = self.sort.value()
        return found

    def _offer(self, chip: Chip, choices: list[tuple[str, object]]) -> None:
        """Offer choices below “all”; what was chosen and is gone gives way to it."""
        if self._offered.get(chip) == choices:
            return
        self._offered[chip] = choices
        kept = chip.value()
        there = kept if kept in [value for _, value in choices] else _ALL
        chip.set_choices([(self.tr("all"), _ALL), *choices], there)
        chip.set_flag(there != _ALL)

    def _follow(self) -> None:
        for chip in self._asking:
            chip.set_flag(chip.value() != _ALL)
        self.changed.emit()

    def _spans(self) -> list[tuple[str, object]]:
        return [
            (self.tr("today"), 0),
            (self.tr("in the last 7 days"), 6),
            (self.tr("in the last 30 days"), 29),
            (self.tr("this year"), _YEAR),
        ]

    def _orders(self) -> list[tuple[str, object]]:
        return [
            (self.tr("last change"), MemoSort.CHANGED),
            (self.tr("day of writing"), MemoSort.WRITTEN),
            (self.tr("title"), MemoSort.TITLE),
            (self.tr("kind"), MemoSort.KIND),
            (self.tr("coder"), MemoSort.CODER),
        ]

    def _wear(self) -> None:
        self.column.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        self.column.setSpacing(scaled(8))


def _first_day(days: int) -> date:
    today = date.today()
    return date(today.year, 1, 1) if days == _YEAR else today - timedelta(days=days)


def _by_name(pair: tuple[str, object]) -> str:
    return pair[0].casefold()


def _any_of(about: About) -> str:
    return {
        About.SAMPLING: "any sampling decision",
        About.PROPERTY: "any property",
    }.get(about, f"any {about}")
