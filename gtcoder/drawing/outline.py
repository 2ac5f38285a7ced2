"""A graph as nested boxes: which nodes hold others, for formats that know groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Part:
    """A node with a short id of its own for the file, and the nodes that lie in it."""

    key: str
    name: str
    data: dict[str, Any]
    inside: tuple[Part, ...] = ()

    @property
    def first(self) -> Part:
        """The innermost first node: what an edge into a group is tied to."""
        return self.inside[0].first if self.inside else self

    @property
    def last(self) -> Part:
        """The innermost last node: what an edge out of a group is tied to."""
        return self.inside[-1].last if self.inside else self

    def walk(self) -> Iterator[Part]:
        """Yield the part and everything in it."""
        yield self
        for part in self.inside:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """The outermost parts of a graph, and every part by its key."""

    parts: tuple[Part, ...]
    by_key: dict[str, Part] = field(default_factory=dict)


def outline_of(graph: nx.MultiDiGraph[str]) -> Outline:
    """Return the nodes nested by `parent`, those of a paradigm by their role.

    A node stands beside its parent where an edge joins the two (a branch and its step), as no
    chart ties a group to what lies in it; and outside where the parent is unknown or in a circle.
    Ids are n1, n2 … in the graph's order, so that the same graph gives the same file.
    """
    below: dict[str, list[str]] = {}
    for key in graph:
        below.setdefault(_holder(graph, key), []).append(key)
    ids = {key: f"n{number}" for number, key in enumerate(graph, 1)}

    def part(key: str) -> Part:
        inside = tuple(part(each) for each in below.get(key, ()))
        return Part(key, ids[key], dict(graph.nodes[key]), inside)

    parts = tuple(part(key) for key in below.get("", ()))
    by_key = {each.key: each for top in parts for each in top.walk()}
    return Outline(_by_role(parts), by_key)


def _by_role(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts of a paradigm gathered in their roles, all others as they are."""
    roles: dict[str, list[Part]] = {}
    for part in parts:
        roles.setdefault(str(part.data.get("role", "")), []).append(part)
    if "" in roles:
        return parts
    return tuple(
        Part("", f"role{number}", {"label": role}, tuple(inside))
        for number, (role, inside) in enumerate(roles.items(), 1)
    )


def _holder(graph: nx.MultiDiGraph[str], key: str) -> str:
    """Return the nearest node above that no edge joins to this one, or nothing."""
    for above in _above(graph, key):
        if not (graph.has_edge(above, key) or graph.has_edge(key, above)):
            return above
    return ""


def _above(graph: nx.MultiDiGraph[str], key: str) -> list[str]:
    """Return the nodes above, the nearest first; none where they lead back to the node."""
    found: list[str] = []
    at = str(graph.nodes[key].get("parent", ""))
    while at in graph:
        if at == key or at in found:
            return []
        found.append(at)
        at = str(graph.nodes[at].get("parent", ""))
    return found


def edge_words(data: dict[str, Any]) -> str:
    """Return what is written on an edge: its number and label, or the type of a relation."""
    number = data.get("number") or ""
    relation = data.get("type", "") if data.get("kind") == "relation" else ""
    label = str(data.get("label") or relation)
    return " ".join(str(each) for each in (number, label) if each)


def node_words(data: dict[str, Any]) -> str:
    """Return what is written in a node: its number, where it has one, and its label."""
    number, label = data.get("number") or "", str(data.get("label", ""))
    return f"{number} {label}".strip()
