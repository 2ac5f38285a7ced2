"""Which memos are wanted, and in which order: by words, kind, tag, coder, day and thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gtcoder.queries.memos import About, MemoCard, MemoRow, Thing, headline
from gtcoder.queries.search.fold import fold


class MemoSort(StrEnum):
    """The orders memos can stand in; those of days begin with the newest."""

    CHANGED = "changed"
    WRITTEN = "written"
    TITLE = "title"
    KIND = "kind"
    CODER = "coder"


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """What a memo has to be to be wanted; what is empty asks nothing.

    Of kinds and coders any one will do, tags and things it must have all; `since` and `until` are
    the first and the last day on which it was changed, as the viewer's calendar has them. `whole`
    wants memos on the study as a whole.
    """

    words: str = ""
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    about: About | None = None
    things: frozenset[Thing] = frozenset()
    whole: bool = False

    def keeps(self, row: MemoRow) -> bool:
        """Tell whether a memo is wanted, as far as no words are looked for."""
        day = row.changed_at.astimezone().date()
        return (
            (not self.kinds or str(row.kind) in self.kinds)
            and (not self.coders or row.coder in self.coders)
            and (not self.tags or self.tags <= {name.casefold() for name in row.tags})
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (self.about is None or bool(row.keys(self.about)))
            and self.things <= set(row.things)
            and not (self.whole and row.things)
        )


class FoldedMemos:
    """Looks for words in memos whatever their case and accents, and folds each memo once."""

    def __init__(self) -> None:
        self._folded: dict[int, tuple[MemoCard, str]] = {}

    def wanted(self, cards: Iterable[MemoCard], asked: MemoFilter) -> tuple[MemoCard, ...]:
        """Return the memos that are wanted, in the order they came in."""
        words = fold(asked.words).split()
        return tuple(
            card for card in cards if asked.keeps(card) and (not words or self._holds(card, words))
        )

    def _holds(self, card: MemoCard, words: list[str]) -> bool:
        kept = self._folded.get(card.id)
        if kept is None or kept[0] != card:
            parts = (card.title, card.text, *card.tags, *card.about)  # one by one: most are ASCII
            kept = self._folded[card.id] = (card, "\n".join(map(_folded, parts)))
        return all(word in kept[1] for word in words)


def _folded(text: str) -> str:
    """Fold a text; of plain letters there is only their case to take away."""
    return text.lower() if text.isascii() and "`" not in text else fold(text)


def in_order(cards: Iterable[MemoCard], sort: MemoSort) -> tuple[MemoCard, ...]:
    """Return memos in an order; those that are equal in it by day, the newest first."""
    if sort is MemoSort.WRITTEN:
        return tuple(sorted(cards, key=lambda card: (card.created_at, card.id), reverse=True))
    newest = sorted(cards, key=lambda card: (card.changed_at, card.id), reverse=True)
    if sort is MemoSort.TITLE:
        newest.sort(key=lambda card: fold(headline(card)))
    elif sort is MemoSort.KIND:
        newest.sort(key=lambda card: str(card.kind))
    elif sort is MemoSort.CODER:
        newest.sort(key=lambda card: fold(card.coder))
    return tuple(newest)


def folded_tags(tags: Iterable[str]) -> frozenset[str]:
    """Return tags as a filter holds them."""
    return frozenset(name.strip().lstrip("#").casefold() for name in tags if name.strip())
