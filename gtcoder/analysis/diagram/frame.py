"""What stands around a diagram on its page: title, subtitle, legend and provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count as numbers
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import FontRole, LegendEntry, Rect, Sample, Text
from gtcoder.analysis.diagram.wrapping import Ruler, is_right_to_left, wrap

if TYPE_CHECKING:
    import networkx as nx

_SIDE, _ABOVE, _BELOW, _GAP = 34.0, 30.0, 26.0, 14.0
_SAMPLE_WIDTH = 26.0


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper in landscape, in points."""

    name: str
    width: float
    height: float


def _sheet(name: str, width: float, height: float) -> Page:
    return Page(name, width * 72 / 25.4, height * 72 / 25.4)


PAGES = (_sheet("A4", 297, 210), _sheet("A3", 420, 297), _sheet("A2", 594, 420))


@dataclass(frozen=True, slots=True)
class Frame:
    """The texts around the diagram, and the rectangle left for it."""

    body: Rect
    texts: tuple[Text, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...]


def frame_of(graph: nx.MultiDiGraph[str], page: Page, *, ruler: Ruler) -> Frame:
    """Return what stands around the diagram of `graph` on that page."""
    width = page.width - 2 * _SIDE
    notes = _notes(graph, page)
    head = [*_block(str(graph.graph["title"]), FontRole.TITLE, _SIDE, _ABOVE, width, ruler)]
    head += _block(_subtitle(graph), FontRole.SUBTITLE, _SIDE, _end(head) + 3, width, ruler)
    foot = " ".join([str(graph.graph.get("provenance", "")).strip(), *notes]).strip()
    low = list(_block(foot, FontRole.NOTE, _SIDE, 0.0, width, ruler)) if foot else []
    floor = page.height - _BELOW
    low = [_down(text, floor - _end(low)) for text in low]
    floor = low[0].rect.y - 5 if low else floor
    legend = list(_legend(graph, width, ruler))
    if legend:
        drop = floor - max(entry.text.rect.bottom for entry in legend)
        legend = [_entry_down(entry, drop) for entry in legend]
        floor = min(entry.rect.y for entry in legend)
    top = _end(head) + _GAP
    body = Rect(_SIDE, top, width, floor - _GAP - top)
    return Frame(body, (*head, *low), tuple(legend), notes)


def type_letters(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return a letter for each relation type, the commonest first; none where there is one type."""
    tally = Counter(str(data["type"]) for _, _, data in graph.edges(data=True))
    if len(tally) < 2:
        return {}
    ordered = sorted(tally, key=lambda name: (-tally[name], name))
    letters = ("".join(t) for n in numbers(1) for t in product(ascii_lowercase, repeat=n))
    return dict(zip(ordered, letters, strict=False))


def _subtitle(graph: nx.MultiDiGraph[str]) -> str:
    total = max((int(d["participants_total"]) for _, d in graph.nodes(data=True)), default=0)
    people = f" (of {total})" if total else ""
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    counts = f", each with its passages and participants{people}" if nodes else ""
    return (
        f"Paradigm after Strauss and Corbin (1990): {_counted(nodes, 'category', 'categories')}"
        f"{counts}; {_counted(edges, 'relation', 'relations')}"
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _notes(graph: nx.MultiDiGraph[str], page: Page) -> tuple[str, ...]:
    notes = []
    left_out = int(graph.graph.get("relations_left_out", 0))
    if left_out:
        what = _counted(left_out, "relation does", "relations do")
        notes.append(f"{what} not join two categories of this paradigm and cannot be drawn.")
    if page is not PAGES[0]:
        notes.append(f"Drawn on {page.name}: on A4 its text would be smaller than 7 points.")
    return tuple(notes)


def _block(
    text: str, role: FontRole, x: float, y: float, width: float, ruler: Ruler
) -> Iterator[Text]:
    lines = wrap(text, role, width=width, scale=1.0, ruler=ruler).lines
    mirrored = is_right_to_left(text)
    for line in lines:
        wide, high = ruler.measure(line, role, 1.0)
        left = x + width - wide if mirrored else x
        yield Text(
            line, Rect(left, y, wide, high), role, ruler.size(role, 1.0), right_to_left=mirrored
        )
        y += high


def _end(texts: Iterable[Text]) -> float:
    return max((text.rect.bottom for text in texts), default=0.0)


def _down(text: Text, by: float) -> Text:
    moved = Rect(text.rect.x, text.rect.y + by, text.rect.width, text.rect.height)
    return Text(text.text, moved, text.role, text.size, text.align, text.right_to_left)


def _entry_down(entry: LegendEntry, by: float) -> LegendEntry:
    rect = Rect(entry.rect.x, entry.rect.y + by, entry.rect.width, entry.rect.height)
    sign = _down(entry.sign, by) if entry.sign else None
    return LegendEntry(entry.sample, rect, _down(entry.text, by), sign)


def _meanings(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[Sample, str, str]]:
    """Yield sample, sign and meaning of every sign that the diagram uses."""
    edges = [data for _, _, data in graph.edges(data=True)]
    letters = type_letters(graph)
    if edges and not letters:
        yield Sample.ARROW, "", str(edges[0]["type"])
    for name, letter in letters.items():
        yield Sample.LETTER, letter, name
    supported = [int(d["evidence_for"]) for d in edges if d["evidence_for"]]
    if supported:
        yield Sample.BADGE, str(max(supported)), "passages for; they set the line’s weight"
    if any(d["evidence_against"] for d in edges):
        most = max(edges, key=lambda d: int(d["evidence_against"]))
        sign = f"{most['evidence_for']}/{most['evidence_against']}"
        yield Sample.AGAINST, sign, "passages for and against"
    if any(not d["evidence_for"] for d in edges):
        yield Sample.NO_EVIDENCE, "", "no passage yet"


def _legend(graph: nx.MultiDiGraph[str], width: float, ruler: Ruler) -> Iterator[LegendEntry]:
    """Yield the entries in rows from (side, 0) down, wrapped at `width`."""
    high = max(ruler.height(role, 1.0) for role in (FontRole.NOTE, FontRole.BADGE))
    x, y, row = _SIDE, 0.0, high + 4.0
    for sample, sign, meaning in _meanings(graph):
        role = FontRole.LETTER if sample is Sample.LETTER else FontRole.BADGE
        mark = ruler.width(sign, role, 1.0) if sign else 0.0
        room = {Sample.LETTER: mark, Sample.BADGE: mark + high * 0.75}
        room[Sample.AGAINST] = room[Sample.BADGE]
        wide = room.get(sample, _SAMPLE_WIDTH)
        lines = wrap(meaning, FontRole.NOTE, width=width - wide - 5, scale=1.0, ruler=ruler).lines
        text = lines[0] if len(lines) == 1 else lines[0] + " …"
        long = ruler.width(text, FontRole.NOTE, 1.0)
        if x > _SIDE and x + wide + 5 + long > _SIDE + width:
            x, y = _SIDE, y + row
        size = ruler.size(FontRole.NOTE, 1.0)
        rect = Rect(x, y, wide, high)
        yield LegendEntry(
            sample,
            rect,
            Text(text, Rect(x + wide + 5, y, long, high), FontRole.NOTE, size),
            Text(sign, Rect(x + (wide - mark) / 2, y, mark, high), role, ruler.size(role, 1.0))
            if sign
            else None,
        )
        x += wide + 5 + long + 16
