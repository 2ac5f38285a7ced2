"""Memos, relations, paradigm placements and models, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import documents
from gtcoder.queries.people import participants
from gtcoder.queries.theory import evidence, memos, models, paradigms, relations
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


def list_relations(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the relations with their evidence."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    spoken = evidence(reader)
    for row in relations(reader):
        yield {
            "id": row.id,
            "source": paths[row.source],
            "type": row.type,
            "target": paths[row.target],
            "inverse": row.inverse,
            "note": row.note,
            "evidence": [
                {"id": each.id, "quotation": each.quotation, "stance": each.stance}
                for each in spoken
                if each.relation == row.id
            ],
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


def list_models(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the models kept in the study."""
    for model in models(reader):
        yield {
            "name": model.name,
            "template": model.template,
            "nodes": len(model.nodes),
            "edges": len(model.edges),
        }
