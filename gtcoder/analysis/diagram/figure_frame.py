"""What stands around a figure on its page: title, subtitle, legend, provenance and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import Align, FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import FigureSample, Heads, Mark
from gtcoder.analysis.diagram.frame import PAGES, Page
from gtcoder.analysis.diagram.wrapping import Ruler, balanced, is_right_to_left, wrap

if TYPE_CHECKING:
    import networkx as nx

SIDE, _ABOVE, _BELOW, _GAP = 28.0, 24.0, 20.0, 12.0  # margins of the page, in points
_SAMPLE, _SPACE, _BETWEEN = 26.0, 5.0, 16.0  # width of a sample, to its words, to the next one


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A sign and its meaning: an edge of this kind (`heads` is set), else a box of this kind.

    `number` over 0 shows the sign with that number in a disc.
    """

    meaning: str
    kind: str
    heads: Heads | None = None
    dashed: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class FigureFrame:
    """The texts and the legend around a figure, and the rectangle left for it."""

    page: Page
    body: Rect
    texts: tuple[Text, ...]
    legend: tuple[FigureSample, ...]
    notes: tuple[str, ...]


def figure_frame(
    graph: nx.MultiDiGraph[str],
    page: Page,
    *,
    legend: Iterable[LegendLine] = (),
    notes: Iterable[str] = (),
    ruler: Ruler,
) -> FigureFrame:
    """Return what stands around the figure of `graph` on that page.

    Title and subtitle above, legend and provenance below; on another page than A4 a note says why.
    """
    width = page.width - 2 * SIDE
    head = _head(graph, width, ruler)
    told = (*notes, *_page_note(page))
    samples = list(_samples(legend, width, ruler))
    foot = " ".join([str(graph.graph.get("provenance", "")).strip(), *told]).strip()
    below = list(_foot(foot, samples, width, ruler))
    floor = page.height - _BELOW
    drop = floor - max((rect.bottom for rect in _rects(samples, below)), default=0.0)
    samples = [_sample_down(sample, drop) for sample in samples]
    below = [_down(text, drop) for text in below]
    floor = min((rect.y for rect in _rects(samples, below)), default=floor)
    top = max((text.rect.bottom for text in head), default=_ABOVE) + _GAP
    body = Rect(SIDE, top, width, floor - _GAP - top)
    return FigureFrame(page, body, (*head, *below), tuple(samples), told)


def lines_of(
    text: str, role: FontRole, *, width: float, scale: float, ruler: Ruler
) -> tuple[tuple[str, ...], int]:
    """Return the balanced lines of a label and how many of its words had to be broken."""
    found = balanced(text, role, width=width, scale=scale, ruler=ruler)
    return found.lines, found.broken


def size_of(
    lines: Sequence[str], role: FontRole, *, scale: float, ruler: Ruler
) -> tuple[float, float]:
    """Return the width and height in points of lines set under each other."""
    sizes = [ruler.measure(line, role, scale) for line in lines]
    return max((w for w, _ in sizes), default=0.0), sum(h for _, h in sizes)


def set_lines(
    lines: Sequence[str],
    role: FontRole,
    room: Rect,
    *,
    scale: float,
    ruler: Ruler,
    align: Align = "center",
    top: bool = False,
) -> tuple[Text, ...]:
    """Return the lines set in `room`: in its middle, or from its top down.

    Left-aligned lines of a right-to-left script stand at the right. Every text's rectangle is
    just as large as its line.
    """
    _, high = size_of(lines, role, scale=scale, ruler=ruler)
    y = room.y if top else room.cy - high / 2
    mirrored = is_right_to_left(" ".join(lines))
    if mirrored and align != "center":
        align = "right" if align == "left" else "left"
    texts = []
    for line in lines:
        wide, tall = ruler.measure(line, role, scale)
        x = {"left": room.x, "center": room.cx - wide / 2, "right": room.right - wide}[align]
        texts.append(
            Text(line, Rect(x, y, wide, tall), role, ruler.size(role, scale), align, mirrored)
        )
        y += tall
    return tuple(texts)


def disc(number: int, cx: float, cy: float, radius: float, *, scale: float, ruler: Ruler) -> Mark:
    """Return a disc with a number in it, never smaller than the number needs."""
    wide, tall = ruler.measure(str(number), FontRole.BADGE, scale)
    radius = max(radius, (wide * wide + tall * tall * 0.5) ** 0.5 / 2 + 1)
    rect = Rect(cx - radius, cy - radius, 2 * radius, 2 * radius)
    text = set_lines((str(number),), FontRole.BADGE, rect, scale=scale, ruler=ruler)[0]
    return Mark(rect, text)


def _head(graph: nx.MultiDiGraph[str], width: float, ruler: Ruler) -> list[Text]:
    title, subtitle = (str(graph.graph.get(name, "")).strip() for name in ("title", "subtitle"))
    head = list(_paragraph(title, FontRole.TITLE, SIDE, _ABOVE, width, ruler))
    end = max((text.rect.bottom for text in head), default=_ABOVE)
    return [*head, *_paragraph(subtitle, FontRole.SUBTITLE, SIDE, end + 2, width, ruler)]


def _paragraph(
    text: str, role: FontRole, x: float, y: float, width: float, ruler: Ruler
) -> tuple[Text, ...]:
    if not text:
        return ()
    lines = wrap(text, role, width=width, scale=1.0, ruler=ruler).lines
    room = Rect(x, y, width, 0.0)
    return set_lines(lines, role, room, scale=1.0, ruler=ruler, align="left", top=True)


def _page_note(page: Page) -> tuple[str, ...]:
    if page is PAGES[0]:
        return ()
    return (f"Drawn on {page.name}: on A4 its text would be smaller than 7 points.",)


def _foot(
    foot: str, samples: Sequence[FigureSample], width: float, ruler: Ruler
) -> tuple[Text, ...]:
    """Return the provenance: at the end of the legend's last row where it fits, else below."""
    if not foot:
        return ()
    low = max((sample.rect.y for sample in samples), default=0.0)
    used = max((s.text.rect.right for s in samples if s.rect.y == low), default=SIDE)
    wide = ruler.width(foot, FontRole.NOTE, 1.0)
    if samples and used + 2 * _BETWEEN + wide <= SIDE + width and not is_right_to_left(foot):
        base = samples[-1].text.rect.y  # on the line of the legend's words
        return _paragraph(foot, FontRole.NOTE, SIDE + width - wide, base, wide + 1, ruler)
    under = max((sample.rect.bottom for sample in samples), default=-4.0) + 4
    return _paragraph(foot, FontRole.NOTE, SIDE, under, width, ruler)


def _samples(lines: Iterable[LegendLine], width: float, ruler: Ruler) -> Iterator[FigureSample]:
    """Yield the entries in rows from (side, 0) down, wrapped at `width`."""
    high = ruler.height(FontRole.NOTE, 1.0) + 4.0
    x, y = SIDE, 0.0
    for line in lines:
        wide = high if line.number else _SAMPLE
        words = wrap(
            line.meaning, FontRole.NOTE, width=width - wide - _SPACE, scale=1.0, ruler=ruler
        ).lines
        text = words[0] if len(words) == 1 else words[0][:-2] + " …"
        long = ruler.width(text, FontRole.NOTE, 1.0)
        if x > SIDE and x + wide + _SPACE + long > SIDE + width:
            x, y = SIDE, y + high + 3
        rect = Rect(x, y, wide, high)
        room = Rect(rect.right + _SPACE, y, long, high)
        placed = set_lines((text,), FontRole.NOTE, room, scale=1.0, ruler=ruler)[0]
        mark = (
            disc(line.number, rect.cx, rect.cy, high / 2, scale=1.0, ruler=ruler)
            if line.number
            else None
        )
        yield FigureSample(rect, placed, line.kind, line.heads, line.dashed, mark)
        x = room.right + _BETWEEN


def _rects(samples: Iterable[FigureSample], texts: Iterable[Text]) -> Iterator[Rect]:
    for sample in samples:
        yield sample.rect if sample.mark is None else sample.mark.rect
        yield sample.text.rect
    for text in texts:
        yield text.rect


def _down(text: Text, by: float) -> Text:
    return replace(text, rect=replace(text.rect, y=text.rect.y + by))


def _sample_down(sample: FigureSample, by: float) -> FigureSample:
    mark = sample.mark
    if mark is not None:
        mark = Mark(replace(mark.rect, y=mark.rect.y + by), _down(mark.text, by))
    rect = replace(sample.rect, y=sample.rect.y + by)
    return replace(sample, rect=rect, text=_down(sample.text, by), mark=mark)
