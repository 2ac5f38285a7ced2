"""A scene of many invented boxes and lines, to see how long it takes to paint and to move."""

from __future__ import annotations

import random
from math import ceil, sqrt

import networkx as nx

from gtcoder.analysis.diagram.boxes import FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import Figure, FigureBox, FigureEdge
from gtcoder.drawing.figure_scene import scene_of_figure
from gtcoder.drawing.scene import Scene
from gtcoder.drawing.theme import theme_named
from gtcoder.ui.models.ink import Ink
from gtcoder.ui.models.parts import Parts
from gtcoder.vocabulary import NodeKind

WIDE, HIGH, ACROSS, DOWN = 92.0, 34.0, 130.0, 70.0


def graph_of(nodes: int, edges: int) -> nx.MultiDiGraph[str]:
    """Return an invented network of so many categories and relations."""
    chance = random.Random(7)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title="Invented network", subtitle="", template="network", provenance="Invented."
    )
    for n in range(nodes):
        graph.add_node(
            f"n{n}", kind="category", label=f"Category {n}", parent="", rank=n, number=0, code="",
            passages=chance.randint(1, 40), participants=3, participants_total=12, definition="",
            colour=n % 20 + 1, note="",
        )  # fmt: skip
    for n in range(edges):
        one = chance.randrange(nodes)
        other = (one + chance.randint(1, 12)) % nodes
        graph.add_edge(
            f"n{one}", f"n{other}", key=f"r{n}", kind="relation", label="", number=0,
            both_ways=False, type="leads to", inverse="", evidence_for=chance.randint(0, 5),
            evidence_against=0, participants=2, strength=0,
        )  # fmt: skip
    return graph


def scene_of(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the boxes in rows, with a line for every edge: a layout that costs nothing."""
    columns = ceil(sqrt(len(graph) * 2))
    places = {
        key: Rect(40 + n % columns * ACROSS, 60 + n // columns * DOWN, WIDE, HIGH)
        for n, key in enumerate(graph)
    }
    boxes = tuple(
        FigureBox(
            key, NodeKind.CATEGORY, rect, colour=int(graph.nodes[key]["colour"]),
            texts=(_text(str(graph.nodes[key]["label"]), rect, 6.0),
                   _text("12 passages", rect, 19.0)),
        )
        for key, rect in places.items()
    )  # fmt: skip
    lines = tuple(
        FigureEdge(
            str(key), a, b,
            (
                (places[a].cx, places[a].bottom), (places[a].cx, places[a].bottom + 12),
                (places[b].cx, places[a].bottom + 12), (places[b].cx, places[b].y),
            ),
            kind="relation",
        )
        for a, b, key in graph.edges(keys=True)
    )  # fmt: skip
    width = max(rect.right for rect in places.values()) + 40
    height = max(rect.bottom for rect in places.values()) + 60
    figure = Figure("a large sheet", width, height, 1.0, boxes, lines)
    return scene_of_figure(figure, theme_named("light"), title="Invented", description="Invented.")


def figure_of(nodes: int, edges: int = 0) -> tuple[Ink, Parts]:
    """Return what the canvas shows of such a network."""
    graph = graph_of(nodes, edges or nodes * 3)
    scene = scene_of(graph)
    return Ink(scene), Parts(scene, graph)


def _text(words: str, box: Rect, down: float) -> Text:
    return Text(words, Rect(box.x + 10, box.y + down, 70, 10), FontRole.COUNT, 8.0, "center")
