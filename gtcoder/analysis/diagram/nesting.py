"""Which nodes lie in which: the boxes of a graph as a tree, and their links by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.figure import FigureBox, colour_of
from gtcoder.analysis.diagram.layered import Wire
from gtcoder.analysis.diagram.relations import named_edges
from gtcoder.analysis.diagram.sketch import Paragraph, at, kind_of, label_of, paragraph, set_lines
from gtcoder.analysis.diagram.wrapping import Ruler

if TYPE_CHECKING:
    import networkx as nx

FRAME_PAD = 12.0


@dataclass(frozen=True, slots=True)
class Nest:
    """The children of each node in order ("" = the page), and the parent of each."""

    children: Mapping[str, Sequence[str]]
    parents: Mapping[str, str]

    def lineage(self, key: str) -> list[str]:
        """Return the node and all that it lies in, inside out."""
        found = [key]
        while self.parents.get(found[-1], ""):
            found.append(self.parents[found[-1]])
        return found

    def level_of(self, source: str, target: str) -> tuple[str, str, str] | None:
        """Return the box that holds both and the children of it they lie in; None: one in other."""
        ups, downs = self.lineage(source)[::-1], self.lineage(target)[::-1]
        shared = "", 0
        for k, (a, b) in enumerate(zip(ups, downs, strict=False)):
            if a != b:
                break
            shared = a, k + 1
        holder, depth = shared
        if source == target:
            return self.parents.get(source, ""), source, source
        if depth >= len(ups) or depth >= len(downs):
            return None
        return holder, ups[depth], downs[depth]


def nest_of(graph: nx.MultiDiGraph[str]) -> Nest:
    """Return the nesting by `parent`, siblings by rank; a parent that is no node counts as none."""
    parents: dict[str, str] = {}
    for key, data in graph.nodes(data=True):
        parent = str(data.get("parent", "") or "")
        parents[key] = parent if parent in graph and parent != key else ""
    for key in list(parents):  # a ring of parents is opened at its first node
        seen, up = {key}, parents[key]
        while up:
            if up in seen:
                parents[key] = ""
                break
            seen.add(up)
            up = parents[up]
    children: dict[str, list[str]] = defaultdict(list)
    place = {key: k for k, key in enumerate(graph.nodes)}
    for key in sorted(parents, key=lambda k: (int(graph.nodes[k].get("rank", 0) or 0), place[k])):
        children[parents[key]].append(key)
    return Nest(children, parents)


def wires_by_level(graph: nx.MultiDiGraph[str], nest: Nest) -> dict[str, list[Wire]]:
    """Return the links of every box's children among each other, their insides' with them."""
    found: dict[str, list[Wire]] = defaultdict(list)
    for name, source, target, _ in named_edges(graph):
        level = nest.level_of(source, target)
        if level is not None:
            holder, one, two = level
            found[holder].append(Wire(name, one, two))
    return found


def heading(key: str, data: Mapping[str, Any], width: float, ruler: Ruler) -> Paragraph:
    """Return the lines a frame is headed by."""
    return paragraph(label_of(key, dict(data)), FontRole.ZONE, width=width, ruler=ruler)


def framed(
    key: str,
    data: Mapping[str, Any],
    inside: Sequence[FigureBox],
    width: float,
    height: float,
    ruler: Ruler,
) -> tuple[FigureBox, tuple[float, float]]:
    """Return the frame at (0, 0) around a content of that size, and where the content begins."""
    title = heading(key, data, max(width, 90.0), ruler)
    wide = max(width, title.width) + 2 * FRAME_PAD
    top = FRAME_PAD * 0.7 + title.height + FRAME_PAD * 0.6
    texts = set_lines(
        title, FRAME_PAD, FRAME_PAD * 0.7, wide - 2 * FRAME_PAD, align="left", ruler=ruler
    )
    frame = FigureBox(
        key,
        kind_of(dict(data)),
        Rect(0.0, 0.0, wide, top + height + FRAME_PAD),
        texts,
        colour=colour_of(data),
        framed=True,
    )
    return frame, ((wide - width) / 2, top)


def in_parent(box: FigureBox, parent: str, x: float, y: float) -> FigureBox:
    """Return the box at (x, y) as a child of `parent`."""
    return replace(at(box, x, y), parent=parent)
