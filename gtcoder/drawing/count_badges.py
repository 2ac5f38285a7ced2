"""Counts over a picture, where they are asked for: what boxes rest on, which ways people went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import FONTS, SMALLEST_TEXT, FontRole, Point, Rect
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.drawing.measure import QtMeasurer
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene
from gtcoder.drawing.theme import Theme

if TYPE_CHECKING:
    import networkx as nx

COUNTS = "show_counts"  # the graph's attribute that asks for what boxes and lines rest on
_PAD = 3.5


def told(graph: nx.MultiDiGraph[str]) -> None:
    """Say in the provenance of a graph what the counts over its figure are."""
    said = [str(graph.graph.get("provenance", ""))]
    if graph.graph.get(COUNTS):
        said.append("On boxes: passages, and participants of all. On lines: passages for.")
    if "paths" in graph.graph:
        paths = int(graph.graph["paths"])
        said.append(
            f"On boxes and arrows: participants whose confirmed path goes there, of {paths}."
        )
        elsewhere = str(graph.graph.get("transitions_elsewhere", ""))
        if elsewhere:
            said.append(f"Ways that no arrow draws: {elsewhere}.")
    graph.graph["provenance"] = " ".join(filter(None, said))


def with_counts(scene: Scene, graph: nx.MultiDiGraph[str], theme: Theme) -> Scene:
    """Return the scene with the counts that the graph asks for, each in a small pill."""
    badges: list[RoundedBox] = []
    labels: list[Label] = []
    for key, at, words, strong in _wanted(scene, graph):
        badge, label = _pill(key, at, words, theme, strong=strong)
        badges.append(badge)
        labels.append(label)
    if not badges:
        return scene
    return replace(scene, badges=(*scene.badges, *badges), labels=(*scene.labels, *labels))


def _wanted(scene: Scene, graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, Point, str, bool]]:
    """Yield the key, the middle and the words of each count, and whether it is one of paths."""
    counts, paths = bool(graph.graph.get(COUNTS)), "paths" in graph.graph
    if not counts and not paths:
        return
    edges = {str(key): data for _, _, key, data in graph.edges(keys=True, data=True)}
    patched = {badge.key for badge in scene.badges}
    for edge in scene.edges:
        words = _of_edge(edges[edge.key], counts=counts) if edge.key in edges else ""
        if words:
            yield edge.key, _beside(edge, labelled=edge.key in patched), words, paths
    zones, seen = {shape.key for shape in scene.zones}, set()
    floors = _floors(scene)
    for shape in (*scene.zones, *scene.cards):
        if shape.key not in graph or shape.key in seen:
            continue
        seen.add(shape.key)
        words = _of_node(graph.nodes[shape.key], counts=counts)
        rect = shape.rect
        if words and shape.key in zones:  # where what lies in it leaves room
            half = 10 + 2 * len(words)
            wide = rect.width > 6 * half
            yield shape.key, (rect.x + half, rect.bottom if wide else rect.y), words, paths
        elif words:
            floor = max(rect.bottom, floors.get(shape.key, 0.0) + SMALLEST_TEXT * 0.7)
            yield shape.key, (rect.cx, floor), words, paths


def _floors(scene: Scene) -> dict[str, float]:
    """Return where the lowest text of each card ends."""
    found: dict[str, float] = {}
    cells: dict[int, list[Label]] = {}
    for label in scene.labels:
        cells.setdefault(int(label.rect.cx // 100), []).append(label)
    for shape in scene.cards:
        columns = range(int(shape.rect.x // 100), int(shape.rect.right // 100) + 1)
        for label in (label for column in columns for label in cells.get(column, ())):
            if shape.rect.holds(label.rect, slack=1.0):
                found[shape.key] = max(found.get(shape.key, 0.0), label.rect.bottom)
    return found


def _of_node(data: dict[str, Any], *, counts: bool) -> str:
    parts = []
    if counts and data.get("code"):
        people, total = int(data.get("participants", 0)), int(data.get("participants_total", 0))
        parts.append(str(data.get("passages", 0)) + (f" · {people} of {total}" if total else ""))
    if int(data.get("visits", 0)):
        parts.append(f"{data['visits']} came")
    return " · ".join(parts)


def _of_edge(data: dict[str, Any], *, counts: bool) -> str:
    if int(data.get("transitions", 0)):
        return str(data["transitions"])
    if counts and "evidence_for" in data:
        against = int(data.get("evidence_against", 0))
        return f"{data['evidence_for']}" + (f" / −{against}" if against else "")
    return ""


def _beside(edge: Edge, *, labelled: bool) -> Point:
    """Return the middle of the longest stretch of a line, or a place aside of its label there."""
    points = line_of(edge.points, curved=edge.curved)
    share = 0.22 if labelled else 0.5
    if edge.curved:
        return points[int(len(points) * share)]
    (x, y), (u, v) = max(
        pairwise(points), key=lambda pair: hypot(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1])
    )
    return x + (u - x) * share, y + (v - y) * share


def _pill(
    key: str, at: Point, words: str, theme: Theme, *, strong: bool
) -> tuple[RoundedBox, Label]:
    font = FONTS[FontRole.BADGE]
    wide, high = QtMeasurer().measure(words, FontRole.BADGE)
    share = SMALLEST_TEXT / font.size
    wide, high = wide * share, high * share
    text = Rect(at[0] - wide / 2, at[1] - high / 2, wide, high)
    room = Rect(text.x - _PAD, text.y - 0.5, wide + 2 * _PAD, high + 1)
    stroke = theme.accent if strong else theme.line2
    pill = RoundedBox(key, "count", room, room.height / 2, theme.raised, stroke, 0.8)
    return pill, Label(
        words, text, FontRole.BADGE, SMALLEST_TEXT, font.weight, font.serif, theme.text
    )
