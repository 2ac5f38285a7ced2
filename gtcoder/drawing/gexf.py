"""A graph as GEXF, with the place of every node in the picture."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from gtcoder.drawing.text import cleaned

if TYPE_CHECKING:
    import networkx as nx

    from gtcoder.drawing.scene import Scene

# NetworkX writes the day; the same graph shall give the same file.
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')
_TAKEN = frozenset({"id", "label", "start", "end", "parent", "pid", "viz", "weight", "type"})


def gexf_bytes(graph: nx.MultiDiGraph[str], scene: Scene) -> bytes:
    """Return the cleaned graph as GEXF 1.2 in UTF-8, y upwards as Gephi has it.

    Names that GEXF keeps for itself (type, parent …) get an underscore; labels stay labels.
    """
    import networkx as nx

    tidy = cleaned(graph)
    places = {box.key: box.rect for box in (*scene.zones, *scene.cards) if box.kind != "swatch"}
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name=str(tidy.graph.get("title", "")), mode="static", defaultedgetype="directed"
    )
    for key, data in tidy.nodes(data=True):
        copy.add_node(key, **_renamed(data))
        if key in places:
            rect = places[key]
            copy.nodes[key]["viz"] = {
                "position": {"x": round(rect.cx, 2), "y": round(-rect.cy, 2), "z": 0.0}
            }
    for number, (source, target, data) in enumerate(tidy.edges(data=True)):
        copy.add_edge(source, target, key=f"e{number}", **_renamed(data))
    buffer = io.BytesIO()
    nx.write_gexf(copy, buffer)
    return _DAY.sub(b"", buffer.getvalue())


def _renamed(data: dict[str, object]) -> dict[str, object]:
    return {f"{name}_" if name in _TAKEN - {"label"} else name: v for name, v in data.items()}
