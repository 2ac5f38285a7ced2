"""The edges of a figure with their labels: one place each, clear of boxes and of other lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count as numbers
from itertools import pairwise, product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from gtcoder.analysis.diagram.boxes import FontRole, Point, Rect, Text
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.analysis.diagram.figure import FigureBox, FigureEdge, Heads
from gtcoder.analysis.diagram.figure_frame import LegendLine
from gtcoder.analysis.diagram.figure_rules import crosses
from gtcoder.analysis.diagram.sketch import Paragraph, Shift, numbered, paragraph, set_lines, united
from gtcoder.analysis.diagram.wrapping import Ruler

if TYPE_CHECKING:
    import networkx as nx

_Array = npt.NDArray[np.float64]

# Places along a line, its middle first.
_SHARES = (0.5, *(0.5 + side * 0.035 * k for k in range(1, 13) for side in (-1, 1)))
_PAD, _LINE = 2.0, 1.0  # of paper beside a label, and to the next line
_HEAD = 9.0  # of line that stays to be seen at both ends
_FEW = 14  # with more labelled edges than these, letters stand for the types


def named_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return name, source, target and data of all edges; names are the keys where those differ."""
    found, used = [], set()
    for source, target, key, data in graph.edges(keys=True, data=True):
        name = str(key)
        if name in used:
            name = f"{source} → {target} · {key}"
        used.add(name)
        found.append((name, str(source), str(target), data))
    return found


def drawn_edges(
    graph: nx.MultiDiGraph[str],
    boxes: Sequence[FigureBox],
    ways: Mapping[str, tuple[Point, ...]],
    *,
    ruler: Ruler,
    labelled: bool = True,
    curved: frozenset[str] = frozenset(),
) -> tuple[tuple[FigureEdge, ...], int]:
    """Return the edges along their ways, and how many labels found no place.

    A label says the edge's own words, else the type of its relation where there are several: in
    full when there are few and all find room, else as a letter that the legend explains.
    """
    most = max((int(d.get("evidence_for", 0)) for *_, d in graph.edges(data=True)), default=0) or 1
    edges = [_bare(edge, ways[edge[0]], most, edge[0] in curved) for edge in named_edges(graph)]
    if not labelled:
        return tuple(edges), 0
    words, letters = _words(graph), letters_of(graph)
    short = {name: letters.get(said, said) for name, said in words.items()}
    best: tuple[FigureEdge, ...] = tuple(edges)
    lost = 0
    tries = [words, short] if len(words) <= _FEW else [short]
    for said in tries if letters else [words]:
        best, lost = _labelled(edges, boxes, said, ruler)
        if not lost:
            break
    return best, lost


def lost_labels(count: int) -> str:
    """Return the note that so many labels found no place."""
    what = "label of a line is" if count == 1 else "labels of lines are"
    return f"{count} {what} left out for want of room."


def letters_of(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return a letter for each type of relation, the commonest first; none where there is one."""
    tally = Counter(str(data.get("type", "")) for *_, data in named_edges(graph))
    tally.pop("", None)
    if len(tally) < 2:
        return {}
    ordered = sorted(tally, key=lambda name: (-tally[name], name))
    letters = ("".join(t) for n in numbers(1) for t in product(ascii_lowercase, repeat=n))
    return dict(zip(ordered, letters, strict=False))


def legend_of(graph: nx.MultiDiGraph[str], edges: Sequence[FigureEdge]) -> list[LegendLine]:
    """Return what the signs of the relations mean, as far as the figure uses them."""
    letters = letters_of(graph)
    shown = {text.text for edge in edges for text in edge.texts}
    found = []
    types = sorted({str(data.get("type", "")) for *_, data in named_edges(graph)} - {""})
    if len(types) == 1:
        found.append(LegendLine(types[0], "relation", Heads.END))
    elif shown & set(letters.values()):
        found += [LegendLine(f"{a}  {name}", "relation", Heads.END) for name, a in letters.items()]
    elif shown & set(letters):
        pass
    if any(edge.heads is Heads.BOTH for edge in edges):
        found.append(LegendLine("both ways", "relation", Heads.BOTH))
    if any(edge.dashed for edge in edges):
        found.append(LegendLine("no passage yet", "relation", Heads.END, dashed=True))
    if len({edge.weight for edge in edges if edge.kind == "relation" and not edge.dashed}) > 1:
        found.append(LegendLine("the thicker, the more passages", "relation", Heads.NONE))
    return found


def _bare(
    edge: tuple[str, str, str, dict[str, Any]],
    points: tuple[Point, ...],
    most: int,
    curved: bool,
) -> FigureEdge:
    name, source, target, data = edge
    weight, dashed = 0.3, False
    if "evidence_for" in data:
        passages = int(data["evidence_for"])
        weight, dashed = passages / most, passages == 0 and data.get("kind") == "relation"
    heads = Heads.BOTH if data.get("both_ways") else Heads.END
    kind = str(data.get("kind", "") or "arrow")
    return FigureEdge(name, source, target, points, kind, heads, curved, dashed, weight)


def _words(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return what each edge says: its label, or its type where there are several."""
    several = bool(letters_of(graph))
    found = {}
    for name, _, _, data in named_edges(graph):
        said = str(data.get("label", "") or "").strip()
        said = said or (str(data.get("type", "")) if several else "")
        if said or int(data.get("number", 0) or 0):
            found[name] = said
    return found


def _labelled(
    edges: Sequence[FigureEdge], boxes: Sequence[FigureBox], words: Mapping[str, str], ruler: Ruler
) -> tuple[tuple[FigureEdge, ...], int]:
    lines = {edge.key: line_of(edge.points, curved=edge.curved) for edge in edges}
    ground = Clearance(boxes, lines)
    found, lost = [], 0
    for edge in edges:
        said = words.get(edge.key, "")
        if said:
            block = paragraph(said, FontRole.BODY, width=96.0, ruler=ruler)
            placed = with_label(edge, block, 0, ground, ruler)
            lost += placed is None
            edge = placed or edge
        found.append(edge)
    return tuple(found), lost


class Clearance:
    """Knows which places are free of boxes, texts, other edges and the labels placed so far."""

    def __init__(self, boxes: Sequence[FigureBox], lines: Mapping[str, Sequence[Point]]) -> None:
        self.parents = {box.key: box.parent for box in boxes}
        self.keys = [box.key for box in boxes]
        self.rects = _stacked([box.rect for box in boxes])
        self.texts = _stacked([text.rect for box in boxes for text in box.texts])
        self.lines = lines
        owners, strokes = [], []
        for key, line in lines.items():
            for a, b in pairwise(line):
                owners.append(key)
                strokes.append((a[0], a[1], b[0], b[1]))
        self.owners = np.array(owners)
        self.strokes = np.array(strokes, dtype=float).reshape(-1, 4)
        self.labels: list[Rect] = []
        # Grounds that any label may lie on, but not on their outline.
        self.open: frozenset[str] = frozenset()

    def above(self, key: str) -> set[str]:
        """Return all that a box lies in."""
        found: set[str] = set()
        while self.parents.get(key, "") and self.parents[key] not in found:
            key = self.parents[key]
            found.add(key)
        return found

    def free(self, edge: FigureEdge, rect: Rect) -> bool:
        """Return whether a label of that edge may stand there."""
        if any(rect.meets(label) for label in self.labels):
            return False
        allowed = self.above(edge.source) | self.above(edge.target) | self.open
        if bool(_meeting(self.texts, rect).any()):
            return False
        for k in np.flatnonzero(_meeting(self.rects, rect)):
            key = self.keys[int(k)]
            if key not in allowed or (key in self.open and not self._within(int(k), rect)):
                return False
        return not self._struck(edge.key, rect.grown(_LINE))

    def _within(self, k: int, rect: Rect) -> bool:
        """Return whether the place lies all inside that box: no label covers an outline."""
        x, y, right, bottom = self.rects[k]
        return bool(x < rect.x and y < rect.y and rect.right < right and rect.bottom < bottom)

    def _struck(self, key: str, rect: Rect) -> bool:
        """Return whether another edge runs through the place (Liang & Barsky, all at once)."""
        s = self.strokes
        near = (
            (np.minimum(s[:, 0], s[:, 2]) < rect.right)
            & (np.maximum(s[:, 0], s[:, 2]) > rect.x)
            & (np.minimum(s[:, 1], s[:, 3]) < rect.bottom)
            & (np.maximum(s[:, 1], s[:, 3]) > rect.y)
            & (self.owners != key)
        )
        return any(_through(tuple(s[int(k)]), rect) for k in np.flatnonzero(near))


def with_label(
    edge: FigureEdge, block: Paragraph | None, number: int, ground: Clearance, ruler: Ruler
) -> FigureEdge | None:
    """Return the edge with number and label where both are free, None where no place is."""
    disc = numbered(number, 0.0, 0.0, ruler=ruler) if number else None
    across = disc.rect.width + 3.0 if disc else 0.0
    wide = (block.width if block else -_PAD) + across + 2 * _PAD
    high = max(block.height if block else 0.0, disc.rect.height if disc else 0.0) + 1.0
    for x, y in _along(ground.lines[edge.key]):
        rect = Rect(x - wide / 2, y - high / 2, wide, high)
        if _hides_an_end(rect, ground.lines[edge.key]) or not ground.free(edge, rect):
            continue
        ground.labels.append(rect)
        texts: tuple[Text, ...] = ()
        mark = None
        if disc:
            mark = Shift(rect.x + _PAD, rect.cy - disc.rect.height / 2).mark(disc)
        if block:
            left, top = rect.x + _PAD + across, rect.cy - block.height / 2
            align = "left" if disc else "center"
            texts = set_lines(block, left, top, block.width, align=align, ruler=ruler)
            begin = mark.rect.right if mark else rect.x
            own = Rect(begin, rect.y, rect.right - begin, high)
            return replace(edge, texts=texts, label=own, mark=mark)
        return replace(edge, mark=mark)
    return None


def relabelled(
    edges: Sequence[FigureEdge], boxes: Sequence[FigureBox], moved: frozenset[str]
) -> tuple[FigureEdge, ...]:
    """Return the edges with labels that no longer stand free carried along their lines.

    Those of the edges `moved` look for a place first at the middle; one without a free place stands
    in the middle all the same.
    """
    ground = Clearance(boxes, {e.key: line_of(e.points, curved=e.curved) for e in edges})
    ground.open = frozenset(box.key for box in boxes if box.framed and box.kind == "field")
    found = {edge.key: edge for edge in edges}
    seeking = []
    for edge in edges:
        rect = label_rect(edge)
        if rect is None:
            continue
        if edge.key not in moved and ground.free(edge, rect):
            ground.labels.append(rect)
        else:
            seeking.append((edge, rect))
    for edge, rect in seeking:
        line = ground.lines[edge.key]
        places = [
            Rect(x - rect.width / 2, y - rect.height / 2, rect.width, rect.height)
            for x, y in _along(line)
        ]
        free = (p for p in places if not _hides_an_end(p, line) and ground.free(edge, p))
        place = next(free, places[0] if places else rect)
        ground.labels.append(place)
        found[edge.key] = _carried(edge, Shift(place.x - rect.x, place.y - rect.y))
    return tuple(found[edge.key] for edge in edges)


def label_rect(edge: FigureEdge) -> Rect | None:
    """Return the place of an edge's label and number together, None where it has neither."""
    rects = [r for r in (edge.label, edge.mark.rect if edge.mark else None) if r is not None]
    return united(rects) if rects else None


def _carried(edge: FigureEdge, move: Shift) -> FigureEdge:
    return replace(
        edge,
        label=move.rect(edge.label) if edge.label else None,
        texts=tuple(map(move.text, edge.texts)),
        mark=move.mark(edge.mark),
    )


def _hides_an_end(rect: Rect, line: Sequence[Point]) -> bool:
    """Return whether the label would lie on an arrow head or on the line's beginning."""
    return any(
        rect.grown(_HEAD).meets(Rect(x, y, 0.0, 0.0).grown(0.01)) for x, y in (line[0], line[-1])
    )


def _along(line: Sequence[Point]) -> Iterator[Point]:
    """Yield places along the line, from its middle outwards."""
    lengths = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in pairwise(line)]
    whole = sum(lengths)
    for share in _SHARES:
        left = whole * share
        for (a, b), length in zip(pairwise(line), lengths, strict=True):
            if left <= length and length > 0:
                t = left / length
                yield a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
                break
            left -= length


def _stacked(rects: Sequence[Rect]) -> _Array:
    return np.array([(r.x, r.y, r.right, r.bottom) for r in rects], dtype=float).reshape(-1, 4)


def _meeting(rects: _Array, rect: Rect) -> npt.NDArray[np.bool_]:
    return (
        (rects[:, 0] < rect.right)
        & (rects[:, 2] > rect.x)
        & (rects[:, 1] < rect.bottom)
        & (rects[:, 3] > rect.y)
    )


def _through(stroke: Sequence[float], rect: Rect) -> bool:
    return crosses(rect, (stroke[0], stroke[1]), (stroke[2], stroke[3]), slack=-0.5)
