"""What a comparison of coders asks of a study: domains, repeated rounds, codes as coded then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import select

from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import GivenSegment, Round
from gtcoder.queries.frames import Ints
from gtcoder.queries.keeping import kept_while
from gtcoder.queries.people import RoundRow, rounds
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, DocumentId, RoundId, RoundKind


def nearest_domains(reader: Reader, *, retired: bool = False) -> dict[CodeId, CodeId]:
    """Return for each code in use that lies in a domain the domain: the nearest one above it.

    A domain within a domain stands apart: what it holds is in the inner one only, while the inner
    one itself is among the codes of the outer. Above is the place in the tree, not a further
    category. `retired`: of codes out of use as well, which a comparison of codes as they were then
    may hold.
    """
    rows = reader.rows(select(Code.id, Code.parent_id, Code.domain, Code.retired).order_by(Code.id))
    above = {row.id: row.parent_id for row in rows}
    declared = {row.id for row in rows if row.domain and not row.retired}
    found = {}
    for code in [row.id for row in rows if retired or not row.retired] if declared else ():
        at = above[code]
        while at is not None and at not in declared:
            at = above[at]
        if at is not None:
            found[CodeId(code)] = CodeId(at)
    return found


def domains(reader: Reader, *, retired: bool = False) -> dict[CodeId, tuple[CodeId, ...]]:
    """Return the declared domains with the codes that exclude one another in them."""
    found: dict[CodeId, tuple[CodeId, ...]] = {}
    for code, domain in nearest_domains(reader, retired=retired).items():
        found[domain] = (*found.get(domain, ()), code)
    return dict(sorted(found.items()))


def codes_then(reader: Reader, codings: Ints, codes: Ints) -> Ints:
    """Return the codes with which these codings were made, before merges, splits and moves."""
    moved = kept_while(
        reader, "codes then", (Coding.__tablename__,), lambda: _moved(reader), all_see=False
    )
    if not len(moved):
        return codes
    place = np.minimum(np.searchsorted(moved[:, 0], codings), len(moved) - 1)
    found: Ints = np.where(moved[place, 0] == codings, moved[place, 1], codes).astype(np.int32)
    return found


def _moved(reader: Reader) -> Ints:
    """Return coding and origin code, by coding, of those that carry another code today."""
    coding = Coding.__table__.c
    other = coding.origin_code_id != coding.code_id
    rows = reader.columns(
        select(coding.id, coding.origin_code_id).where(other).order_by(coding.id), Coding
    )
    return np.array([tuple(row) for row in rows], dtype=np.int32).reshape(-1, 2)


def given_segments(reader: Reader, round: RoundId) -> tuple[tuple[DocumentId, int, int], ...]:
    """Return the passages that were handed out in a round, by document and start."""
    segment = GivenSegment
    rows = reader.rows(
        select(segment.document_id, segment.start, segment.end)
        .where(segment.round_id == round)
        .order_by(segment.document_id, segment.start, segment.end)
    )
    return tuple((DocumentId(document), start, end) for document, start, end in rows)


def repetition(reader: Reader, asked: RoundRow) -> tuple[RoundRow, RoundRow] | None:
    """Return a round and the one that repeats it: the asked one is either; None without any.

    Of several repetitions it is the last.
    """
    every = {row.id: row for row in rounds(reader)}
    again = Round.of_id.is_not(None), Round.kind == RoundKind.RECODE
    repeats = dict(reader.rows(select(Round.id, Round.of_id).where(*again)))
    if asked.id in repeats:
        return every[repeats[asked.id]], asked
    later = [key for key, of in repeats.items() if of == asked.id]
    return (asked, every[max(later)]) if later else None


def drawn_sample(reader: Reader, round: RoundId) -> Mapping[str, Any]:
    """Return how a round's documents were drawn, empty where they were chosen by hand."""
    found: Mapping[str, Any] = reader.one(select(Round.sample).where(Round.id == round))[0]
    return found
