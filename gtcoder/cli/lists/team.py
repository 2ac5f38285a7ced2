"""Coders, rounds and assignments, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.passages import documents, text
from gtcoder.queries.people import assignments, coders, find_round, rounds
from gtcoder.queries.reliability import given_segments
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_coders(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the coders."""
    for coder in coders(reader):
        yield {"name": coder.name, "role": coder.role, "id": coder.id}


def list_rounds(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the rounds in the order they were opened."""
    every = rounds(reader)
    names: dict[int, str] = {row.id: row.name for row in every}
    for number, row in enumerate(every, 1):
        yield {
            "number": number,
            "name": row.name,
            "kind": row.kind,
            "opened": row.opened_at.isoformat(),
            "closed": None if row.closed_at is None else row.closed_at.isoformat(),
            "blind": row.is_blind,
            "unblinded": None if row.unblinded_at is None else row.unblinded_at.isoformat(),
            "of": names.get(row.of or 0, ""),
            "segments": row.segments,
            "sample": row.sample,
            "note": row.note,
        }


def list_segments(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the passages that rounds hand out, with their words."""
    named = None if options.round is None else find_round(reader, options.round).id
    known = {row.id: row.name for row in documents(reader)}
    for each in rounds(reader):
        if not each.segments or named not in (None, each.id):
            continue
        words: dict[int, str] = {}
        for document, start, end in given_segments(reader, each.id):
            if options.document not in (None, known[document]):
                continue
            if document not in words:
                words[document] = text(reader, document)
            yield {
                "round": each.name,
                "document": known[document],
                "start": start,
                "end": end,
                "text": words[document][start:end],
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
