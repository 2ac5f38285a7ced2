"""Paradigm placements, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.theory import paradigms
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_placements(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the categories in the roles of each paradigm."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    for board in paradigms(reader):
        for row in board.placements:
            yield {
                "paradigm": board.name,
                "role": row.role,
                "rank": row.rank,
                "category": paths[row.category],
            }
