"""Properties of categories and the passages placed along them, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.properties import placed_passages, properties
from gtcoder.queries.retrieval import passages_at
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_properties(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the properties with the two ends of their dimensions."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    for row in properties(reader):
        yield {
            "id": row.id,
            "category": paths[row.category],
            "property": row.name,
            "low": row.low,
            "high": row.high,
            "passages": row.passages,
            "note": row.note,
        }


def list_placed_passages(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the placed passages: 0 is the low end of the dimension and 100 the high one."""
    paths = {code.id: code.path for code in codes(reader, retired=True)}
    known = {row.id: row for row in properties(reader)}
    placed = [each for each in placed_passages(reader) if each.of in known]
    words = {
        passage.quotation: passage
        for passage in passages_at(reader, {each.quotation for each in placed})
    }
    for each in placed:
        passage = words[each.quotation]
        yield {
            "id": each.id,
            "category": paths[known[each.of].category],
            "property": known[each.of].name,
            "place": each.place,
            "case": "negative" if each.negative else "",
            "document": passage.document,
            "start": passage.start,
            "end": passage.end,
            "coder": passage.coder,
            "text": passage.text,
            "note": each.note,
        }
