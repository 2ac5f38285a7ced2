"""Places from Graphviz, where the optional package pygraphviz is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from gtcoder.analysis.diagram.boxes import Point

Program = Literal["dot", "sfdp"]


def available() -> bool:
    """Return whether Graphviz can be asked; without it the own layouts are used."""
    return find_spec("pygraphviz") is not None


def graphviz_places(
    sizes: Mapping[str, tuple[float, float]],
    arcs: Sequence[tuple[str, str]],
    program: Program,
) -> dict[str, Point] | None:
    """Return the middles in points, y down; None when pygraphviz is not there or fails."""
    if not available() or not sizes:
        return None
    try:
        pygraphviz: Any = import_module("pygraphviz")
    except ImportError:  # installed for another Python or without its library
        return None
    names = {key: f"n{k}" for k, key in enumerate(sizes)}
    # Overlaps are taken out by us; attributes set later would come too late for sfdp.
    sheet: Any = pygraphviz.AGraph(
        directed=True, strict=False, ranksep="0.5", nodesep="0.2", overlap="true", start="7"
    )
    for key, (width, height) in sizes.items():
        sheet.add_node(
            names[key],
            width=width / 72,
            height=height / 72,
            fixedsize="true",
            shape="box",
            label="",
        )
    for source, target in arcs:
        sheet.add_edge(names[source], names[target])
    try:
        sheet.layout(prog=program)
        found = {key: _place(sheet.get_node(name)) for key, name in names.items()}
    except (OSError, ValueError, RuntimeError):  # no program, or a graph it cannot take
        return None
    finally:
        sheet.close()
    return found


def _place(node: Any) -> Point:
    x, y = str(node.attr["pos"]).split(",")[:2]
    return float(x), -float(y)
