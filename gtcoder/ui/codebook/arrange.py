"""Which codes the tree shows and in which order: filter, sorting, retired codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from gtcoder.queries.codebook import CodeRow
from gtcoder.vocabulary import CodeId

_ORIGIN = "origin:"
Placed = tuple[CodeRow, CodeId | None]


class Order(StrEnum):
    """How siblings follow each other."""

    BOOK = "book"
    NAME = "name"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is looked for, the order, and whether retired codes are shown.

    All words are to be in path or definition, but for one such as `origin:imported`.
    """

    wanted: str = ""
    order: Order = Order.BOOK
    retired: bool = False


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text without case and accents, for finding.

    >>> folded("Dépenses de LAÏ"), folded("Straße")
    ('depenses de lai', 'strasse')
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def matches(code: CodeRow, words: Sequence[str]) -> bool:
    """Tell whether path and definition hold all the folded words, and the origin is as named."""
    text = folded(f"{code.written}\n{code.definition}")
    return all(
        code.origin.replace(" ", "").startswith(word.removeprefix(_ORIGIN))
        if word.startswith(_ORIGIN)
        else word in text
        for word in words
    )


def arrange(
    codes: Sequence[CodeRow], counts: Mapping[CodeId, int], how: Arrangement
) -> list[Placed]:
    """Return the codes to show with the shown code each lies under; parents come first.

    What is above a code that is found stays, so that its place can be seen.
    """
    known = {code.id: code for code in codes if how.retired or not code.retired}
    above = {code.id: code.parent for code in codes}
    kept = _kept(known, above, folded(how.wanted).split())
    placed = [(code, _nearest(above, code.parent, kept)) for code in codes if code.id in kept]
    if how.order != Order.BOOK or how.retired:
        placed.sort(key=_sorting(counts, how.order))
    return placed


def found(codes: Sequence[CodeRow], wanted: str) -> list[CodeRow]:
    """Return the codes that match, best first: by name's start, by name, by the rest."""
    words = folded(wanted).split()
    whole = folded(wanted).strip()

    def rank(code: CodeRow) -> int:
        name = folded(code.name)
        return 0 if name.startswith(whole) else 1 if whole in name else 2

    return sorted((code for code in codes if matches(code, words)), key=rank)


def _kept(
    known: Mapping[CodeId, CodeRow], above: Mapping[CodeId, CodeId | None], words: Sequence[str]
) -> set[CodeId]:
    if not words:
        return set(known)
    kept: set[CodeId] = set()
    for key, code in known.items():
        if matches(code, words):
            place: CodeId | None = key
            while place is not None and place not in kept:
                kept.add(place)
                place = above.get(place)
    return kept & set(known)


def _nearest(
    above: Mapping[CodeId, CodeId | None], parent: CodeId | None, kept: set[CodeId]
) -> CodeId | None:
    while parent is not None and parent not in kept:
        parent = above.get(parent)
    return parent


def _sorting(counts: Mapping[CodeId, int], order: Order) -> Callable[[Placed], tuple[Any, ...]]:
    """Return the key of the sorting; retired codes come last among their siblings."""

    def key(placed: Placed) -> tuple[Any, ...]:
        code = placed[0]
        if order == Order.BOOK:
            return (code.retired,)
        name = folded(code.name)
        if order == Order.NAME:
            return (code.retired, name)
        return (code.retired, -counts.get(code.id, 0), name)

    return key
