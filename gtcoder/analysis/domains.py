"""Domains: codes that exclude one another on the same text, and where coders applied two of them.

Coefficients that take each coder's codings as one partition of the text (u-alpha) need domains.
Overlapping codings of one code by one coder are one unit; adjacent ones stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.overlaps import overlapping_pairs
from gtcoder.analysis.spans import CodingSpans, CountedText, LongArray, Runs, merge
from gtcoder.errors import NotComputable

NAMED_PLACES = 3  # how many places a refusal names


@dataclass(frozen=True, slots=True, order=True)
class DomainViolation:
    """Text `[start, end)` to which one coder gave two codes that exclude one another.

    Documents, coders and codes by their places; `code_a` is the lower one.
    """

    document: int
    coder: int
    start: int
    end: int
    code_a: int
    code_b: int


def domain_violations(
    spans: CodingSpans, codes: Sequence[int] | None = None
) -> tuple[DomainViolation, ...]:
    """Return where a coder applied two of the codes (None: of all) to the same counted text.

    Sorted by document, coder and place; positions are those of the whole text. Codings by coders
    who did not finish the document are left out, as in every comparison.
    """
    return tuple(DomainViolation(*row) for row in _rows(spans, codes).tolist())


def refuse_overlaps(
    name: str,
    spans: CodingSpans,
    *,
    documents: Sequence[str] = (),
    coders: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> None:
    """Raise NotComputable, naming the first places, where a coder's codings of two codes overlap.

    Documents, coders and codes are numbered from 1 where their names are not given.
    """
    found = _rows(spans, None)
    if not len(found):
        return
    places = [
        f"{_named(coders, coder, 'coder')} gave {_named(codes, a, 'code')} and "
        f"{_named(codes, b, 'code')} to characters {start} to {end} of "
        f"{_named(documents, document, 'document')}"
        for document, coder, start, end, a, b in found[:NAMED_PLACES].tolist()
    ]
    more = len(found) - len(places)
    raise NotComputable(
        "{name} takes codes that exclude one another on the same text, but {places}. Recode these, "
        "or compare one domain or one code.",
        name=name,
        places="; ".join(places) + (f"; and so in {more} more places" if more else ""),
    )


def _named(names: Sequence[str], place: int, what: str) -> str:
    return f"“{names[place]}”" if names else f"{what} {place + 1}"


def overlaps(
    document: LongArray, who: LongArray, code: LongArray, start: LongArray, end: LongArray
) -> LongArray:
    """Return where somebody gave two codes to the same text: rows × the fields of a violation.

    The columns are those of codings by any keys; overlapping codings of one code count as one.
    Sorted by document, who and place.
    """
    names, place = np.unique(np.stack((document, who)), axis=1, return_inverse=True)
    width = int(code.max(initial=0)) + 1
    own = merge(place.ravel() * width + code, start, end)
    cell, carried = np.divmod(own.group, width)
    first, second = overlapping_pairs(Runs(cell, own.start, own.end, carried))
    of = names[:, cell[first]]
    left = np.maximum(own.start[first], own.start[second])
    right = np.minimum(own.end[first], own.end[second])
    lower = np.minimum(carried[first], carried[second])
    upper = np.maximum(carried[first], carried[second])
    rows = np.stack((of[0], of[1], left, right, lower, upper), axis=1)
    return rows[np.lexsort(rows.T[::-1])]


def _rows(spans: CodingSpans, codes: Sequence[int] | None) -> LongArray:
    """Return the violations in counted text, rows × the fields of `DomainViolation`."""
    kept = spans.finished[spans.document, spans.coder]
    if codes is not None:
        kept = kept & np.isin(spans.code, np.asarray(codes, dtype=np.int64))
    columns = (spans.document, spans.coder, spans.code, spans.start, spans.end)
    rows = overlaps(*(column[kept].astype(np.int64) for column in columns))
    document, _, start, end, *_ = rows.astype(np.int32).T
    axis = CountedText.of(spans)
    counted = axis.place(document, end) > axis.place(document, start)
    return rows[counted]
