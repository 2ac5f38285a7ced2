"""What can be done to an item on the page of instruments: rate, comment, move, decide."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import instruments as verbs
from gtcoder.actions import ratings
from gtcoder.actions.ratings import RatedCell
from gtcoder.errors import InvalidInput
from gtcoder.queries.instruments import ExpertRow
from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.instruments.sheets import DecideSheet
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import scale_name
from gtcoder.ui.kit import ask_text
from gtcoder.ui.session import Session
from gtcoder.vocabulary import RATING_ENDS, ExpertId, InstrumentItemId, ItemChange, RatingScale


class ItemActs(QObject):
    """`view` and `scale` are kept up to date by the page."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.view = InstrumentsView()
        self.scale = RatingScale.ESSENTIAL

    def rate(self, item: InstrumentItemId, expert: ExpertId, value: int | None) -> None:
        """Store a value of a cell, or take it back."""
        cell: dict[str, Any] = {"item": item, "expert": expert, "scale": self.scale}
        if value is None:
            self._session.bridge.act(ratings.unrate, **cell)
        else:
            self._session.bridge.act(ratings.rate, **cell, value=value)

    def paste(self, text: str, row: int, expert: int) -> None:
        """Store a block of values from a cell on; a wrong one is named and nothing is stored."""
        cells = []
        lines = [line.split("\t") for line in text.rstrip("\n").split("\n")]
        for down, line in enumerate(lines):
            for right, word in enumerate(line):
                value = _value(word, self.scale)
                inside = row + down < len(self.view.rows)
                if value is None or not inside or expert + right >= len(self.view.experts):
                    self._refuse(word, down + 1, right + 1, inside=value is not None)
                    return
                item = self.view.rows[row + down].item.id
                cells.append(RatedCell(item, self.view.experts[expert + right].id, value or None))
        self._session.bridge.act(ratings.rate_many, scale=self.scale, cells=cells)

    def move(self, item: InstrumentItemId, number: int) -> None:
        """Give an item another number."""
        self._session.bridge.act(verbs.move_item, item=item, number=number)

    def ask_comment(self, row: JudgedItem | None, expert: ExpertRow | None) -> None:
        """Ask for the comment of an expert on an item."""
        if row is None or expert is None:
            return
        cell: dict[str, Any] = {"item": row.item.id, "expert": expert.id, "scale": self.scale}
        words = self.tr("{expert} on item {n} ({scale})")
        ask_text(
            self._ground,
            self.tr("Comment"),
            words.format(expert=expert.name, n=row.item.number, scale=scale_name(self.scale)),
            self.tr("Store it"),
            initial=self.view.given(row.item.id, expert.id, self.scale)[1],
            required=False,
            then=lambda text: self._session.bridge.act(ratings.rate, **cell, comment=text),
        )

    def ask_decide(self, row: JudgedItem | None, change: ItemChange = ItemChange.KEPT) -> None:
        """Ask what becomes of an item, and why; words that nobody judged are just corrected."""
        if row is None:
            return
        judged = row.validity.experts or row.validity.raters or row.validity.weighers
        if change is ItemChange.REWORDED and not (judged or row.reworded or row.item.dropped):
            self._ask_words(row)
            return
        DecideSheet(
            row,
            change=change,
            parent=self._ground,
            then=lambda chosen, text, reason: self._session.bridge.act(
                verbs.decide, reason=reason, item=row.item.id, change=chosen, text=text
            ),
        ).open()

    def remove_item(self, row: JudgedItem | None) -> None:
        """Remove an item that was never judged."""
        if row is not None:
            self._session.bridge.act(verbs.remove_item, item=row.item.id)

    def _ask_words(self, row: JudgedItem) -> None:
        ask_text(
            self._ground,
            self.tr("Words of item {n}").format(n=row.item.number),
            "",
            self.tr("Change them"),
            initial=row.item.text,
            then=lambda text: self._session.bridge.act(
                verbs.correct_item, item=row.item.id, text=text
            ),
        )

    def _refuse(self, word: str, row: int, column: int, *, inside: bool) -> None:
        if inside:
            self._session.say.error(
                InvalidInput(
                    "Row {row}, column {column} of what was copied lies outside the table. Nothing "
                    "was stored.",
                    row=row,
                    column=column,
                )
            )
            return
        self._session.say.error(
            InvalidInput(
                "“{word}” in row {row}, column {column} of what was copied is no value from 1 to "
                "{end}. Nothing was stored.",
                word=word.strip(),
                row=row,
                column=column,
                end=RATING_ENDS[self.scale],
            )
        )


def _value(word: str, scale: RatingScale) -> int | None:
    """Return a value, 0 for an empty cell, None where it is neither."""
    text = word.strip()
    if text in ("", "-", "–"):
        return 0
    return int(text) if text in set("12345"[: RATING_ENDS[scale]]) else None
