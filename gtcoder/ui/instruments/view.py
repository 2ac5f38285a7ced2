"""What the page on instruments shows: all instruments, and one with its coefficients."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.queries.instruments import ExpertRow, InstrumentRow, instruments, panel
from gtcoder.reports.instruments import JudgedItem, JudgedPanel, judged
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ExpertId, InstrumentId, InstrumentItemId, RatingScale


@dataclass(frozen=True, slots=True)
class InstrumentsView:
    """The instruments, and of the chosen one what experts gave each item; None without any."""

    instruments: tuple[InstrumentRow, ...] = ()
    chosen: JudgedPanel | None = None
    values: dict[tuple[InstrumentItemId, ExpertId, RatingScale], tuple[int | None, str]] | None = (
        None
    )

    @property
    def rows(self) -> tuple[JudgedItem, ...]:
        """The items."""
        return () if self.chosen is None else self.chosen.rows

    @property
    def experts(self) -> tuple[ExpertRow, ...]:
        """The experts."""
        return () if self.chosen is None else self.chosen.panel.experts

    def given(
        self, item: InstrumentItemId, expert: ExpertId, scale: RatingScale
    ) -> tuple[int | None, str]:
        """Return value and comment of an expert on an item."""
        return (self.values or {}).get((item, expert, scale), (None, ""))


def read_view(reader: Reader, wanted: InstrumentId | None) -> InstrumentsView:
    """Read the wanted instrument, or the one made last."""
    every = instruments(reader)
    if not every:
        return InstrumentsView()
    key = wanted if any(row.id == wanted for row in every) else every[-1].id
    there = panel(reader, key or every[-1].id)
    values = {(r.item, r.expert, r.scale): (r.value, r.comment) for r in there.ratings}
    return InstrumentsView(every, judged(there), values)
