"""Relations, their kinds, and the pairs that were refused, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.relations import (
    evidence,
    refused_relations,
    relation_cards,
    relation_types,
)
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_relations(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the relations with their evidence; participants are those who speak for it."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    given: dict[int, list[Row]] = {}
    for each in evidence(reader):
        row = {"id": each.id, "quotation": each.quotation, "stance": each.stance, "note": each.note}
        given.setdefault(each.relation, []).append(row)
    for card in relation_cards(reader):
        yield {
            "id": card.id,
            "source": paths[card.source],
            "type": card.type,
            "target": paths[card.target],
            "inverse": card.inverse,
            "directed": card.directed,
            "strength": card.strength,
            "for": card.passages_for,
            "against": card.passages_against,
            "negative_cases": card.negative_cases,
            "participants": card.participants_for,
            "note": card.note,
            "evidence": given.get(card.id, []),
        }


def list_relation_types(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the kinds of relation, those of the study before the usual ones not yet used."""
    for row in relation_types(reader):
        yield {
            "id": row.id,
            "name": row.name,
            "inverse": row.inverse,
            "directed": row.directed,
            "acyclic": row.acyclic,
            "grammar": [f"{start} > {end}" for start, end in row.grammar],
            "meaning": row.meaning,
            "used": row.used,
        }


def list_refused(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the pairs of categories that were refused."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    for row in refused_relations(reader):
        yield {
            "source": paths[row.source],
            "target": paths[row.target],
            "reason": row.reason,
            "coder": row.coder,
            "at": row.at.isoformat(),
        }
