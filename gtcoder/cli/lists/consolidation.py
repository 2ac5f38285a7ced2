"""Codes that may be one, and pairs that are kept apart, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.consolidation import kept_apart
from gtcoder.reports.proposals import merge_proposals
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_proposals(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the pairs of codes that may be one, the likeliest first."""
    for row in merge_proposals(reader):
        yield {
            "score": row.score,
            "one": row.one.path,
            "codings": row.one_codings,
            "other": row.other.path,
            "codings_of_other": row.other_codings,
            "kinds": sorted(row.kinds),
            "why": "; ".join(reason.words for reason in row.reasons),
        }


def list_kept_apart(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the pairs of codes that are kept apart."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    for row in kept_apart(reader):
        yield {
            "one": paths[row.one],
            "other": paths[row.other],
            "reason": row.reason,
            "coder": row.coder,
            "at": row.at.isoformat(),
        }
