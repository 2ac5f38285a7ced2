"""A diagram in words, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

# What an edge of each kind says between the labels of its two ends.
_VERBS = {
    "step": "is followed by",
    "branch": "branches into",
    "phase": "is followed by",
    "prerequisite": "is required for",
    "outcome": "results in",
    "depends": "depends on",
    "contains": "contains",
}


def described(graph: nx.MultiDiGraph[str]) -> str:
    """Return the diagram in words: who stands where and what leads to what."""
    if all("role" in data for _, data in graph.nodes(data=True)):
        return " ".join((*_roles(graph), *_relations(graph)))
    return " ".join((*_holders(graph), *_edges(graph)))


def _roles(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    roles: dict[str, list[str]] = {}
    for _, data in graph.nodes(data=True):
        roles.setdefault(str(data["role"]), []).append(str(data["label"]))
    yield from (f"{role}: {', '.join(labels)}." for role, labels in roles.items())


def _relations(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    for source, target, data in graph.edges(data=True):
        yield _relation(_name(graph, source), _name(graph, target), data)


def _relation(one: str, two: str, data: dict[str, Any]) -> str:
    counts = f"passages for: {data['evidence_for']}, against: {data['evidence_against']}"
    return f"{one} {data['type']} {two} ({counts})."


def _holders(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """Yield what lies in what, then what lies in nothing, by kind."""
    inside: dict[str, list[str]] = {}
    loose: dict[str, list[str]] = {}
    for node, data in _in_order(graph):
        parent = str(data.get("parent", ""))
        if parent in graph and parent != node:
            inside.setdefault(parent, []).append(_numbered(graph, node))
    for node, data in _in_order(graph):
        if node in inside:
            kind = str(data.get("kind", ""))
            what = f" ({kind})" if kind else ""
            yield f"{_name(graph, node)}{what}: {', '.join(inside[node])}."
        elif str(data.get("parent", "")) not in graph:
            loose.setdefault(str(data.get("kind", "")) or "box", []).append(_numbered(graph, node))
    yield from (f"{kind}: {', '.join(labels)}." for kind, labels in loose.items())


def _in_order(graph: nx.MultiDiGraph[str]) -> list[tuple[str, dict[str, Any]]]:
    nodes = [(str(node), graph.nodes[node]) for node in graph]
    return sorted(nodes, key=lambda each: int(each[1].get("rank", 0) or 0))


def _edges(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    for source, target, data in graph.edges(data=True):
        one, two = _name(graph, source), _name(graph, target)
        if "type" in data and "evidence_for" in data and "evidence_against" in data:
            yield _relation(one, two, data)
            continue
        verb = str(data.get("type", "")) or _VERBS.get(str(data.get("kind", "")), "leads to")
        number, label = int(data.get("number", 0) or 0), str(data.get("label", ""))
        said = " ".join(filter(None, [str(number) if number else "", label]))
        both = ", and the other way round" if data.get("both_ways", False) else ""
        yield f"{one} {verb} {two}{both}{f' ({said})' if said else ''}."


def _name(graph: nx.MultiDiGraph[str], node: str) -> str:
    return str(graph.nodes[node].get("label", "")) or str(node)


def _numbered(graph: nx.MultiDiGraph[str], node: str) -> str:
    number = int(graph.nodes[node].get("number", 0) or 0)
    return f"{number} {_name(graph, node)}" if number else _name(graph, node)
