"""Instruments, their items and experts, and what these said, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries import instruments as query
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_instruments(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the instruments."""
    for row in query.instruments(reader):
        yield {
            "id": row.id,
            "name": row.name,
            "items": row.items,
            "dropped": row.dropped,
            "experts": row.experts,
            "note": row.note,
        }


def list_items(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the items in their order; `id` is what verbs call one by."""
    for panel in _panels(reader, options):
        for item in panel.items:
            yield {
                "id": item.id,
                "instrument": panel.instrument.name,
                "number": item.number,
                "text": item.text,
                "dropped": item.dropped,
                "decisions": [row.change.value for row in panel.decided(item.id)],
            }


def list_experts(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the experts of each instrument."""
    for panel in _panels(reader, options):
        for expert in panel.experts:
            yield {
                "id": expert.id,
                "instrument": panel.instrument.name,
                "name": expert.name,
                "note": expert.note,
            }


def list_ratings(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield what the experts said, item by item; `value` is null where there is a comment alone."""
    for panel in _panels(reader, options):
        numbers = {item.id: item.number for item in panel.items}
        names = {expert.id: expert.name for expert in panel.experts}
        for row in sorted(panel.ratings, key=lambda row: (numbers[row.item], row.expert)):
            yield {
                "instrument": panel.instrument.name,
                "item": row.item,
                "number": numbers[row.item],
                "expert": names[row.expert],
                "scale": row.scale.value,
                "value": row.value,
                "comment": row.comment,
            }


def _panels(reader: Reader, options: Namespace) -> Iterator[query.Panel]:
    named = options.instrument
    wanted = [query.find_instrument(reader, named)] if named else query.instruments(reader)
    for row in wanted:
        yield query.panel(reader, row.id)
