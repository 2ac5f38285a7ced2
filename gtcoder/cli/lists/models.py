"""Drawn models, their nodes and edges, and paths through them, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.codebook import codes
from gtcoder.queries.models import ModelRow, find_model, models, paths
from gtcoder.store.reader import Reader

Row = dict[str, Any]


def list_models(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the models kept in the study."""
    for model in models(reader):
        yield {
            "name": model.name,
            "template": model.template,
            "nodes": len(model.nodes),
            "edges": len(model.edges),
            "paths": len(paths(reader, model.id)),
            "options": dict(model.options),
        }


def list_nodes(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the nodes that models keep; a key is what verbs call a node by."""
    written = {code.id: code.path for code in codes(reader, retired=True)}
    for model in _chosen(reader, options):
        for node in model.nodes:
            yield {
                "model": model.name,
                "key": node.key,
                "kind": node.kind,
                "label": node.label,
                "code": None if node.code is None else written[node.code],
                "parent": node.parent,
                "rank": node.rank,
                "x": node.x,
                "y": node.y,
                "width": node.width,
                "height": node.height,
                "colour": node.colour,
                "note": node.note,
                "fields": dict(node.fields),
            }


def list_edges(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the edges that models keep."""
    for model in _chosen(reader, options):
        for edge in model.edges:
            yield {
                "model": model.name,
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "kind": edge.kind,
                "label": edge.label,
                "number": edge.number,
                "both_ways": edge.both_ways,
                "relation": edge.relation,
            }


def list_paths(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the confirmed paths of participants."""
    for model in _chosen(reader, options):
        for path in paths(reader, model.id):
            yield {
                "model": model.name,
                "participant": path.name,
                "steps": list(path.steps),
                "notes": [visit.note for visit in path.visits],
            }


def _chosen(reader: Reader, options: Namespace) -> tuple[ModelRow, ...]:
    return models(reader) if options.model is None else (find_model(reader, options.model),)
