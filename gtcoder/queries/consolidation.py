"""Codes that coders keep apart, so that their merge is not proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.codebook import RefusedMerge
from gtcoder.model.team import Coder
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, RefusedMergeId


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Two codes that a coder keeps apart, and why."""

    id: RefusedMergeId
    one: CodeId
    other: CodeId
    reason: str
    coder: str
    at: datetime

    @property
    def pair(self) -> tuple[int, int]:
        """The two codes' keys, the lower first."""
        return self.one, self.other


def kept_apart(reader: Reader) -> tuple[KeptApart, ...]:
    """Return the pairs that coders keep apart, in the order they said so."""
    rows = (
        select(RefusedMerge, Coder.name)
        .join(Coder, Coder.id == RefusedMerge.coder_id)
        .order_by(RefusedMerge.id)
    )
    return tuple(
        KeptApart(
            RefusedMergeId(row.id),
            CodeId(row.one_id),
            CodeId(row.other_id),
            row.reason,
            coder,
            row.created_at,
        )
        for row, coder in reader.rows(rows)
    )
