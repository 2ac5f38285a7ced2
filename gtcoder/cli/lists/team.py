"""Coders, rounds and assignments, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.passages import documents
from gtcoder.queries.people import assignments, coders, rounds
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_coders(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the coders."""
    for coder in coders(reader):
        yield {"name": coder.name, "role": coder.role, "id": coder.id}


def list_rounds(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the rounds in the order they were opened."""
    for number, row in enumerate(rounds(reader), 1):
        yield {
            "number": number,
            "name": row.name,
            "kind": row.kind,
            "opened": row.opened_at.isoformat(),
            "closed": None if row.closed_at is None else row.closed_at.isoformat(),
        }


def list_assignments(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield how far each coder says to be with a document."""
    names = {row.id: row.name for row in coders(reader)}
    texts = {row.id: row.name for row in documents(reader)}
    passes = {row.id: row.name for row in rounds(reader)}
    for row in assignments(reader):
        yield {
            "coder": names[row.coder],
            "document": texts[row.document],
            "round": passes[row.round],
            "state": row.state,
        }
