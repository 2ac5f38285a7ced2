"""A graph as text for other programs: GraphML and node-link JSON."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 cannot hold: control characters, lone surrogates, the two non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK = "\ufffd"


def cleaned(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy that every format can hold: no None, no characters that XML forbids.

    Attributes that are None are left out, forbidden characters become U+FFFD, CR becomes LF,
    and values other than text, numbers and truth become text.
    """
    import networkx as nx

    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_plain(graph.graph))
    for node, data in graph.nodes(data=True):
        copy.add_node(_text(str(node)), **_plain(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = _text(str(source)), _text(str(target))
        copy.add_edge(*ends, key=_text(str(key)), **_plain(data))
    return copy


def graphml_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return the cleaned graph as GraphML in UTF-8."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(cleaned(graph), buffer)
    return buffer.getvalue()


def read_graphml(content: bytes) -> nx.MultiDiGraph[str]:
    """Return the graph that `graphml_bytes` wrote, equal to the cleaned one."""
    import networkx as nx

    found = nx.read_graphml(io.BytesIO(content), edge_key_type=str, force_multigraph=True)
    for added in ("node_default", "edge_default"):
        found.graph.pop(added, None)
    return nx.MultiDiGraph(found)


def json_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return the cleaned graph as node-link JSON in UTF-8."""
    import networkx as nx

    data = nx.node_link_data(cleaned(graph), edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(content: bytes) -> nx.MultiDiGraph[str]:
    """Return the graph that `json_bytes` wrote, equal to the cleaned one."""
    import networkx as nx

    return nx.MultiDiGraph(nx.node_link_graph(json.loads(content), edges="edges"))


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        _text(str(name)): value if isinstance(value, (bool, int, float)) else _text(str(value))
        for name, value in attributes.items()
        if value is not None
    }


def _text(value: str) -> str:
    return _NOT_XML.sub(_MARK, value.replace("\r\n", "\n").replace("\r", "\n"))
