"""A model's graph without the names that the list of pseudonyms in force replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gtcoder.exchange import door
from gtcoder.masking import Mask

if TYPE_CHECKING:
    import networkx as nx

# What the program reads in a graph; all else is somebody's words.
_OURS = frozenset({"template", "layout", "size_by", "kind", "role", "stance"})
_FIELD = "field "


def masked_graph(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph as it may leave, or raise NotAllowed; nodes keep what ties them."""
    import networkx as nx

    mask = door.mask()
    if not mask:
        return graph
    keys = _keys(list(graph.nodes), mask)
    masked: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_words(graph.graph, mask))
    for node, data in graph.nodes(data=True):
        said = _words(data, mask)
        if "parent" in data:
            said["parent"] = keys.get(data["parent"], mask.text(str(data["parent"])))
        masked.add_node(keys[node], **said)
    for source, target, key, data in graph.edges(keys=True, data=True):
        masked.add_edge(keys[source], keys[target], key=mask.text(str(key)), **_words(data, mask))
    return masked


def _keys(nodes: list[str], mask: Mask) -> dict[str, str]:
    """Return what each node is called, no two alike."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for node in nodes:
        said = name = mask.text(str(node))
        number = 1
        while name in taken:
            number += 1
            name = f"{said} ({number})"
        taken.add(name)
        given[node] = name
    return given


def _words(data: dict[str, Any], mask: Mask) -> dict[str, Any]:
    return {
        mask.text(name) if name.startswith(_FIELD) else name: value
        if name in _OURS
        else mask.all_in(value)
        for name, value in data.items()
    }
