"""Memos and paradigm placements, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import documents
from gtcoder.queries.people import participants
from gtcoder.queries.theory import memos, paradigms
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_memos(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the memos with what they are about."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    texts = {row.id: row.name for row in documents(reader)}
    people = {row.id: row.name for row in participants(reader)}
    for memo in memos(reader):
        yield {
            "id": memo.id,
            "kind": memo.kind,
            "title": memo.title,
            "text": memo.text,
            "coder": memo.coder,
            "created": memo.created_at.isoformat(),
            "changed": memo.changed_at.isoformat(),
            "codes": [paths[code] for code in memo.codes],
            "documents": [texts[document] for document in memo.documents],
            "participants": [people[person] for person in memo.participants],
            "quotations": list(memo.quotations),
            "relations": list(memo.relations),
        }


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
