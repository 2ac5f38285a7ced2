"""Write the drawn models of a plain-text study, and the paths through them."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.exchange.plain_models import (
    EDGE_COLUMNS,
    EDGES,
    FIELD,
    MODELS,
    NODE_COLUMNS,
    NODES,
    PATHS,
    STEP_EDGES,
    STEPS,
    YES,
)
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_tables import joined
from gtcoder.queries.models import EdgeRow, ModelRow, NodeRow, models, paths
from gtcoder.queries.theory import relations
from gtcoder.vocabulary import ModelTemplate

_FROM_STUDY = frozenset(
    {ModelTemplate.PARADIGM, ModelTemplate.NETWORK, ModelTemplate.TREE, ModelTemplate.MATRIX}
)
_Line = dict[str, object]


def model_of_steps(pages: Pages) -> ModelRow | None:
    """Return the stepwise model whose name stands in the study's own file: the first that fits.

    The tables of steps have no place for options, and without a node there is no model in them.
    """
    for model in models(pages.reader):
        plain = model.template == ModelTemplate.STEPWISE and not model.options
        if plain and any(_is_kept(pages, node) for node in model.nodes):
            return model
    return None


def _is_kept(pages: Pages, node: NodeRow) -> bool:
    return node.code is None or node.code in pages.paths


def write_models(pages: Pages) -> None:
    """Write every model: the first stepwise one as the steps, the others by name."""
    first = model_of_steps(pages)
    every = models(pages.reader)
    others = [model for model in every if first is None or model.id != first.id]
    if first is not None:
        _table(pages, STEPS, ("node", "kind"), NODE_COLUMNS, _nodes(pages, first))
        _table(pages, STEP_EDGES, ("source", "target"), EDGE_COLUMNS, _edges(pages, first))
    if others:
        rows = [(each.name, each.template, joined(_options(each))) for each in others]
        pages.table(MODELS, ("model", "template", "options"), rows)
        nodes = [{"model": each.name, **line} for each in others for line in _nodes(pages, each)]
        edges = [{"model": each.name, **line} for each in others for line in _edges(pages, each)]
        _table(pages, NODES, ("model", "node", "kind"), NODE_COLUMNS, nodes)
        _table(pages, EDGES, ("model", "source", "target"), EDGE_COLUMNS, edges)
    _write_paths(pages, every)


def _options(model: ModelRow) -> list[str]:
    return [f"{name}={value}" for name, value in model.options]


def _nodes(pages: Pages, model: ModelRow) -> list[_Line]:
    """Return the nodes of codes in use, parents before what lies in them."""
    kept = [node for node in model.nodes if _is_kept(pages, node)]
    pages.lose(len(model.nodes) - len(kept), "nodes of codes out of use")
    names = _names(pages, model)
    there = {node.key for node in kept}
    lines: dict[str, _Line] = {}
    while len(lines) < len(kept):
        for node in kept:
            above = node.parent if node.parent in there else None
            if node.key not in lines and (above is None or above in lines):
                lines[node.key] = _node(pages, node, names, above)
    return list(lines.values())


def _names(pages: Pages, model: ModelRow) -> dict[str, str]:
    """Return what each node is called in the files; a code drawn from the study by its path."""
    drawn = model.template in _FROM_STUDY
    return {
        node.key: pages.paths[node.code] if drawn and node.code in pages.paths else node.key
        for node in model.nodes
    }


def _node(pages: Pages, node: NodeRow, names: dict[str, str], above: str | None) -> _Line:
    return {
        "node": names[node.key],
        "kind": node.kind,
        "code": "" if node.code is None else pages.paths[node.code],
        "rank": node.rank,
        "parent": "" if above is None else names[above],
        "label": node.label,
        "x": _said(node.x),
        "y": _said(node.y),
        "width": _said(node.width),
        "height": _said(node.height),
        "colour": node.colour or "",
        "note": node.note,
        **{f"{FIELD}{name}": text for name, text in node.fields},
    }


def _said(number: float | None) -> object:
    return "" if number is None else int(number) if number.is_integer() else number


def _edges(pages: Pages, model: ModelRow) -> list[_Line]:
    names = _names(pages, model)
    there = {node.key for node in model.nodes if _is_kept(pages, node)}
    kept = [edge for edge in model.edges if edge.source in there and edge.target in there]
    pages.lose(len(model.edges) - len(kept), "edges of nodes of codes out of use")
    types = {row.id: row.type for row in relations(pages.reader)}
    return [_edge(edge, names, types.get(edge.relation, "") if edge.relation else "")
            for edge in kept]  # fmt: skip


def _edge(edge: EdgeRow, names: dict[str, str], relation: str) -> _Line:
    return {
        "source": names[edge.source],
        "target": names[edge.target],
        "kind": edge.kind,
        "label": edge.label,
        "number": edge.number or "",
        "both_ways": YES if edge.both_ways else "",
        "relation": relation,
    }


def _write_paths(pages: Pages, every: Sequence[ModelRow]) -> None:
    rows, lost = [], 0
    for model in every:
        there = {node.key for node in model.nodes if _is_kept(pages, node)}
        for path in paths(pages.reader, model.id):
            known = path.name in pages.persons
            kept = [visit for visit in path.visits if known and visit.node in there]
            lost += len(path.visits) - len(kept)
            rows += [(model.name, path.name, visit.node, visit.note) for visit in kept]
    if rows:
        pages.table(PATHS, ("model", "participant", "step", "note"), rows)
    pages.lose(lost, "visits to nodes of codes out of use, or of participants in no text")


def _table(
    pages: Pages, name: str, needs: Sequence[str], may: Sequence[str], lines: Sequence[_Line]
) -> None:
    """Write a table with the columns it needs, and of the others those that say something."""
    fields = sorted({key for line in lines for key in line if key.startswith(FIELD)})
    said = [column for column in (*may, *fields) if any(line.get(column) for line in lines)]
    header = (*needs, *said)
    pages.table(name, header, [[line.get(column, "") for column in header] for line in lines])
