"""A hint at how saturated each code is: how many interviews ago it gave something new.

Interviews stand in the order in which they were coded first. Of a code (with those that serve it)
it is said how many of them came after the last in which a passage of it lies, and, where
properties are placed, after the last in which a passage lay on a property for the first time.
A hint, no proof: see the report on saturation for the study as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from gtcoder.model.codebook import Property, PropertyPlacement
from gtcoder.model.transcripts import Quotation
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.keeping import kept_now
from gtcoder.queries.tree import every_code_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

_NEVER = -1


@dataclass(frozen=True, slots=True)
class Hint:
    """How many of the `interviews` coded so far came after the last one with something new.

    None where there is nothing yet: no passage, or no property with a passage on it.
    """

    interviews: int
    since_passage: int | None
    since_property: int | None


def saturation_hints(reader: Reader) -> Mapping[CodeId, Hint]:
    """Return the hint of every code; kept until the next revision."""
    return kept_now(reader, "saturation hints", lambda: _hints(reader))


def _hints(reader: Reader) -> dict[CodeId, Hint]:
    table = coders_codings(reader)
    first = np.full(int(table.document.max(initial=0)) + 1, np.iinfo(np.int32).max, np.int64)
    np.minimum.at(first, table.document, table.id)
    coded = np.unique(table.document)
    order = coded[np.argsort(first[coded], kind="stable")]
    rank = np.full(len(first), _NEVER, np.int64)
    rank[order] = np.arange(len(order))
    under = every_code_under(reader)
    passage = np.full(max(under, default=0) + 1, _NEVER, np.int64)
    np.maximum.at(passage, table.code, rank[table.document])
    properties = _last_properties(reader, rank.tolist())
    hints = {}
    for code, codes in under.items():
        last = int(passage[list(codes)].max(initial=_NEVER))
        prop = max((properties.get(key, _NEVER) for key in codes), default=_NEVER)
        hints[code] = Hint(len(order), _since(last, len(order)), _since(prop, len(order)))
    return hints


def _since(rank: int, interviews: int) -> int | None:
    return None if rank == _NEVER else interviews - 1 - rank


def _last_properties(reader: Reader, rank: list[int]) -> dict[int, int]:
    """Return, by category, the interview in which one of its properties got its first passage."""
    rows = reader.rows(
        select(Property.category_id, Property.id, Quotation.document_id)
        .join(PropertyPlacement, PropertyPlacement.property_id == Property.id)
        .join(Quotation, Quotation.id == PropertyPlacement.quotation_id)
    )
    first: dict[tuple[int, int], int] = {}
    for category, key, document in rows:
        place = rank[document] if document < len(rank) else _NEVER
        if place != _NEVER:
            first[category, key] = min(place, first.get((category, key), place))
    last: dict[int, int] = {}
    for (category, _), place in first.items():
        last[category] = max(place, last.get(category, _NEVER))
    return last
