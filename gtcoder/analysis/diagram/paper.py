"""Put a sketch on the smallest sheet that holds it with text of 7 points or more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import SMALLEST_TEXT, Rect
from gtcoder.analysis.diagram.figure import Figure
from gtcoder.analysis.diagram.figure_frame import SIDE, FigureFrame, LegendLine, figure_frame
from gtcoder.analysis.diagram.frame import PAGES, Page
from gtcoder.analysis.diagram.sketch import Shift, Sketch
from gtcoder.analysis.diagram.wrapping import Ruler

if TYPE_CHECKING:
    import networkx as nx

LARGEST = 1.12  # text is never set larger than this against its nominal size
_MM = 72 / 25.4
SHEETS = (
    *PAGES,
    Page("A1", 841 * _MM, 594 * _MM),
    Page("A0", 1189 * _MM, 841 * _MM),
)


def on_paper(
    graph: nx.MultiDiGraph[str],
    sketches: Iterable[Sketch],
    *,
    ruler: Ruler,
    legend: Iterable[LegendLine] = (),
) -> Figure:
    """Return the sketch that comes out largest on the smallest sheet, in the middle of it.

    A4 to A0 in landscape; a sketch that is larger still gets a sheet of its own size. The first
    sketch wins among equals, and none is drawn after one that fills A4 at full size.
    """
    lines = tuple(legend)
    drawn: list[Sketch] = []
    for sheet in SHEETS:
        fits: list[tuple[float, Sketch, FigureFrame]] = []
        for sketch in drawn if drawn else _kept(sketches, drawn):
            frame = figure_frame(graph, sheet, legend=lines, notes=sketch.notes, ruler=ruler)
            scale = fitting(sketch, frame.body.width, frame.body.height)
            if scale >= least_scale(sketch):
                fits.append((scale, sketch, frame))
            if scale >= LARGEST:
                break
        if fits:
            scale, sketch, frame = max(fits, key=lambda f: f[0])
            return _placed(sketch, scale, frame)
    sketch = min(drawn, key=lambda s: s.width * s.height)
    scale = max(least_scale(sketch), 0.8)
    frame = _own_sheet(graph, sketch, scale, lines, ruler)
    return _placed(sketch, scale, frame)


def _kept(sketches: Iterable[Sketch], drawn: list[Sketch]) -> Iterator[Sketch]:
    for sketch in sketches:
        drawn.append(sketch)
        yield sketch


def fitting(sketch: Sketch, width: float, height: float) -> float:
    """Return the scale at which the sketch fills that room, never over the largest."""
    room = min(width / max(sketch.width, 1e-6), height / max(sketch.height, 1e-6))
    return min(LARGEST, room)


def least_scale(sketch: Sketch) -> float:
    """Return the scale at which the smallest text of the sketch is 7 points."""
    sizes = [t.size for box in sketch.boxes for t in box.texts]
    sizes += [box.mark.text.size for box in sketch.boxes if box.mark]
    sizes += [t.size for edge in sketch.edges for t in edge.texts]
    sizes += [edge.mark.text.size for edge in sketch.edges if edge.mark]
    sizes += [t.size for t in sketch.texts]
    return SMALLEST_TEXT / min(sizes, default=SMALLEST_TEXT / 0.5)


def _own_sheet(
    graph: nx.MultiDiGraph[str],
    sketch: Sketch,
    scale: float,
    legend: tuple[LegendLine, ...],
    ruler: Ruler,
) -> FigureFrame:
    """Return the frame of a sheet cut to the sketch, in whole millimetres."""
    width = max(sketch.width * scale + 2 * SIDE, PAGES[0].width)
    height = sketch.height * scale + 60.0
    while True:
        across, down = -int(-width // _MM), -int(-height // _MM)
        sheet = Page(f"a sheet of {across} × {down} mm", across * _MM, down * _MM)
        frame = figure_frame(graph, sheet, legend=legend, notes=sketch.notes, ruler=ruler)
        missing = sketch.height * scale - frame.body.height
        if missing <= 0:
            return frame
        height += missing + 1.0


def _placed(sketch: Sketch, scale: float, frame: FigureFrame) -> Figure:
    """Return the page with the sketch in the middle of what the frame leaves free."""
    body: Rect = frame.body
    # Nearer to the title than to the legend: optically the middle.
    free = max(0.0, body.height - sketch.height * scale)
    shift = Shift(body.cx - sketch.width * scale / 2, body.y + free * 0.45, scale)
    placed = shift.sketch(sketch)
    return Figure(
        frame.page.name,
        frame.page.width,
        frame.page.height,
        scale,
        placed.boxes,
        placed.edges,
        (*placed.texts, *frame.texts),
        frame.legend,
        frame.notes,
    )
