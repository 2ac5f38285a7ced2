"""Where coders gave two codes of one domain to the same text."""

from __future__ import annotations

import numpy as np

from gtcoder.analysis.checks import OverlapFact, PlaceFact
from gtcoder.analysis.domains import overlaps
from gtcoder.analysis.spans import LongArray
from gtcoder.queries import people
from gtcoder.queries.frames import ORIGINS, coding_table
from gtcoder.queries.reliability import nearest_domains
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodingOrigin

# What people coded themselves; suggestions of a search are no judgement of a coder.
_JUDGED = [ORIGINS.index(each) for each in ORIGINS if each is not CodingOrigin.AUTO]


def domain_overlaps(reader: Reader) -> tuple[OverlapFact, ...]:
    """Return the pairs of codes in use that exclude one another, with the text they share.

    A coder's codings of one round are compared, as far as the viewer may see them. A code lies in
    the nearest domain above it: a domain within another is apart from what stands beside it.
    """
    domains = nearest_domains(reader)
    table = coding_table(reader)
    within = np.isin(table.code, list(domains)) & np.isin(table.origin, _JUDGED)
    if not within.any():
        return ()
    chosen = table.where(within)
    rounds = int(chosen.round.max()) + 1
    who = chosen.coder.astype(np.int64) * rounds + chosen.round
    columns = (chosen.document, who, chosen.code, chosen.start, chosen.end)
    found: dict[tuple[int, int, int], list[tuple[int, ...]]] = {}
    for document, maker, start, end, code, other in _rows(*columns):
        domain = domains[CodeId(code)]
        if domain == domains[CodeId(other)]:
            place = (document, start, end, maker // rounds)
            found.setdefault((domain, code, other), []).append(place)
    return _named(reader, found)


def _rows(*columns: np.typing.NDArray[np.integer]) -> list[list[int]]:
    wide: list[LongArray] = [column.astype(np.int64) for column in columns]
    rows: list[list[int]] = overlaps(*wide).tolist()
    return rows


def _named(
    reader: Reader, found: dict[tuple[int, int, int], list[tuple[int, ...]]]
) -> tuple[OverlapFact, ...]:
    names: dict[int, str] = dict(document_names(reader).items())
    coders: dict[int, str] = {coder.id: coder.name for coder in people.coders(reader)}
    return tuple(
        OverlapFact(
            domain,
            code,
            other,
            tuple(
                PlaceFact(document, start, end, names.get(document, ""), coders.get(coder, ""))
                for document, start, end, coder in places
            ),
        )
        for (domain, code, other), places in sorted(found.items())
    )
