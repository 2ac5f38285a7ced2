"""The log of theoretical sampling and judgements on the core category, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries import core, sampling
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_sampling(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the decisions by date; `id` is what verbs call one by."""
    known, paths = names(reader), {code.id: code.path for code in codes(reader, retired=True)}
    for row in sampling.sampling(reader):
        yield {
            "id": row.id,
            "decided_on": row.decided_on.isoformat(),
            "gap": row.gap,
            "decision": row.decision,
            "sampled": row.sampled,
            "outcome": row.outcome,
            "coder": row.coder,
            "documents": [known.documents[key] for key in row.documents],
            "participants": [known.participants[key] for key in row.participants],
            "codes": [paths[key] for key in row.codes],
        }


def list_judgements(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the judgements on candidates for the core category."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    for row in core.judgements(reader):
        yield {
            "category": paths[row.category],
            "criterion": str(row.criterion),
            "score": row.score,
            "memo": row.memo,
            "coder": row.coder,
        }
