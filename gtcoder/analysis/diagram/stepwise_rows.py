"""The steps of a stepwise figure in rows, each step's branches stacked beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.stepwise_draft import Draft
from gtcoder.analysis.diagram.stepwise_story import Item, Story, Unit
from gtcoder.vocabulary import NodeKind

_STEP, _STACK = 1.0, 1.22  # widths of a step and of a stack of branches, to each other
_GAP, _FAN = 15.0, 23.0  # gaps between steps, and beside a stack, at scale 1
_WIDEST, _LOOSEST = 104.0, 1.9  # of a step, at scale 1; how far gaps may grow
_LEAST_BRANCH, _BETWEEN = 27.0, 7.0
_PAD = 12.4  # left and right of a label
NARROWEST = 47.0
_HALVINGS = 14  # of the interval in which the fullest row is sought


@dataclass(frozen=True, slots=True)
class Spread:
    """Room beyond what is needed: added to gutters, and factor of the heights of boxes.

    `lanes` are points for further edges in every gutter, across and down.
    """

    gutter: float = 0.0
    tall: float = 1.0
    lanes: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A step, or a stack of branches, in a row."""

    items: tuple[Item, ...]
    stack: bool

    @property
    def weight(self) -> float:
        """The share of the row's width."""
        return _STACK if self.stack else _STEP


@dataclass(frozen=True, slots=True)
class RowsDrawn:
    """How far down the rows reach, the steps of the first row, and how wide a step came out."""

    bottom: float
    first: tuple[str, ...]
    step_width: float


def plan_rows(units: Sequence[Unit], rows: int) -> tuple[tuple[Unit, ...], ...]:
    """Return the units in at most that many rows, the widest as narrow as can be.

    Early rows are filled first, so that the last is the shortest.
    """
    demand = [cell_demand(unit) for unit in units]
    low, high = max(demand), sum(demand)
    if low == min(demand):
        return _filled(units, demand, low * ceil(len(units) / rows))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if len(_filled(units, demand, middle)) <= rows:
            high = middle
        else:
            low = middle
    return _filled(units, demand, high)


def _filled(
    units: Sequence[Unit], demand: Sequence[float], most: float
) -> tuple[tuple[Unit, ...], ...]:
    """Return the units in rows of that demand at most."""
    found: list[list[Unit]] = [[]]
    used = 0.0
    for unit, need in zip(units, demand, strict=True):
        if found[-1] and used + need > most + 1e-6:
            found.append([])
            used = 0.0
        found[-1].append(unit)
        used += need
    return tuple(tuple(row) for row in found)


def cell_demand(unit: Unit) -> float:
    """Return how much of a row's width the unit takes, a step being 1."""
    return _STEP + (_STACK + 0.1 if unit.branches else 0.0)


def draw_rows(
    draft: Draft,
    rows: Sequence[Sequence[Unit]],
    story: Story,
    room: Rect,
    parent: str,
    spread: Spread,
) -> RowsDrawn:
    """Draw the rows from the top of `room` down, over its width."""
    y = room.y
    first: tuple[str, ...] = ()
    narrowest, widest = float("inf"), _WIDEST * draft.scale
    gutter = 20 * draft.scale + spread.gutter + spread.lanes
    for row in rows:
        if y > room.y:
            draft.ys.append((y, y + gutter))
            y += gutter
        cells = _cells(row)
        xs = _columns(cells, room, draft, widest=widest, lanes=spread.lanes, only=len(rows) == 1)
        width = min(right - left for (left, right), c in zip(xs, cells, strict=True) if not c.stack)
        narrowest, widest = min(narrowest, width), min(widest, 1.13 * width)
        draft.xs += [(one[1], two[0]) for one, two in pairwise(xs)]
        y = _draw_row(draft, cells, xs, story, y, parent, spread)
        if not first:
            first = tuple(c.items[0].key for c in cells if not c.stack and _carries(c.items[0]))
    return RowsDrawn(y, first, narrowest)


def _carries(item: Item) -> bool:
    return item.kind is NodeKind.STEP


def _cells(units: Sequence[Unit]) -> list[Cell]:
    cells = []
    for unit in units:
        cells.append(Cell((unit.item,), stack=False))
        if unit.branches:
            cells.append(Cell(unit.branches, stack=True))
    return cells


def _columns(
    cells: Sequence[Cell], room: Rect, draft: Draft, *, widest: float, lanes: float, only: bool
) -> list[tuple[float, float]]:
    """Return left and right of every cell."""
    gaps = [
        (_FAN if one.stack or two.stack else _GAP) * draft.scale + lanes
        for one, two in pairwise(cells)
    ]
    needs = [_need(draft, cell) for cell in cells]
    wide = _shares(cells, needs, room.width - sum(gaps), widest)
    spare = room.width - sum(gaps) - sum(wide)
    if gaps and spare > 0:
        loose = min(_LOOSEST, (sum(gaps) + spare) / sum(gaps))
        spare -= sum(gaps) * (loose - 1)
        gaps = [gap * loose for gap in gaps]
    x = room.x + (spare / 2 if only else 0.0)
    found = []
    for width, gap in zip(wide, [*gaps, 0.0], strict=True):
        found.append((x, x + width))
        x += width + gap
    return found


def _need(draft: Draft, cell: Cell) -> float:
    """Return the width that leaves every word whole."""
    role = FontRole.BODY if cell.stack else role_of(cell.items[0])
    return max(draft.longest_word(item.label, role) for item in cell.items) + _PAD * draft.scale


def _shares(
    cells: Sequence[Cell], needs: Sequence[float], free: float, widest: float
) -> list[float]:
    """Return the widths of the cells: equal but for those whose words need more."""
    held: set[int] = set()
    while True:
        rest = free - sum(needs[k] for k in held)
        weight = sum(cell.weight for k, cell in enumerate(cells) if k not in held)
        unit = min(rest / weight, widest) if weight else 0.0
        more = {
            k
            for k, cell in enumerate(cells)
            if k not in held and needs[k] > unit * cell.weight and needs[k] < 1.5 * unit
        }
        if not more:
            break
        held |= more
    if weight and unit * _STEP < min(needs) * 0.75:  # too little is left for the others
        unit, held = min(free / sum(cell.weight for cell in cells), widest), set()
    return [needs[k] if k in held else unit * cell.weight for k, cell in enumerate(cells)]


def role_of(item: Item) -> FontRole:
    """Return the role of the label: steps speak louder than branches."""
    return FontRole.LABEL if item.kind is NodeKind.STEP else FontRole.BODY


def _draw_row(
    draft: Draft,
    cells: Sequence[Cell],
    xs: Sequence[tuple[float, float]],
    story: Story,
    y: float,
    parent: str,
    spread: Spread,
) -> float:
    """Draw the cells around one middle line, their highest top at `y`; return their bottom."""
    places = _places(draft, cells, xs, story, spread)
    top = min(rect.y for rect in places.values())
    for cell in cells:
        for item in cell.items:
            rect = places[item.key]
            moved = Rect(rect.x, rect.y - top + y, rect.width, rect.height)
            if cell.stack:
                draft.leaf(item, moved, parent, role=FontRole.BODY)
            else:
                draft.step(item, moved, parent, role=role_of(item))
    return y + max(rect.bottom for rect in places.values()) - top


def _places(
    draft: Draft,
    cells: Sequence[Cell],
    xs: Sequence[tuple[float, float]],
    story: Story,
    spread: Spread,
) -> dict[str, Rect]:
    """Return the rectangles with the row's middle at 0."""
    heights = [_height(draft, cell, xs[k][1] - xs[k][0]) for k, cell in enumerate(cells)]
    step = spread.tall * max(h for h, c in zip(heights, cells, strict=True) if not c.stack)
    gap = _BETWEEN * draft.scale
    natural = [len(c.items) * (h + gap) - gap for h, c in zip(heights, cells, strict=True)]
    tallest = max([step, *(n for n, c in zip(natural, cells, strict=True) if c.stack)])
    found: dict[str, Rect] = {}
    before: Cell | None = None
    for cell, (left, right), high in zip(cells, xs, heights, strict=True):
        if cell.stack:
            found |= _stack(cell, left, right, high, tallest, draft.scale)
        else:
            middle = _fed_at(cell.items[0], before, story, found)
            found[cell.items[0].key] = Rect(left, middle - step / 2, right - left, step)
        before = cell
    return found


def _height(draft: Draft, cell: Cell, width: float) -> float:
    """Return the height of a step, or of the highest branch of a stack."""
    scale = draft.scale
    if not cell.stack:
        return draft.step_height(cell.items[0], width, role=role_of(cell.items[0]))
    inner = width - 12 * scale
    highest = max(draft.height(item.label, FontRole.BODY, inner) for item in cell.items)
    return max(highest + 9 * scale, _LEAST_BRANCH * scale)


def _stack(
    cell: Cell, left: float, right: float, high: float, tallest: float, scale: float
) -> dict[str, Rect]:
    """Return the branches under each other, with wider gaps where the row is high."""
    count = len(cell.items)
    high = min(high * 1.3, max(high, 36 * scale, (tallest - _BETWEEN * scale * count) / 4))
    gap = _BETWEEN * scale
    if count > 1:
        gap = max(gap, min((tallest * 0.92 - count * high) / (count - 1), 26 * scale))
    y = -(count * (high + gap) - gap) / 2
    return {
        item.key: Rect(left, y + k * (high + gap), right - left, high)
        for k, item in enumerate(cell.items)
    }


def _fed_at(item: Item, before: Cell | None, story: Story, placed: Mapping[str, Rect]) -> float:
    """Return the middle of the one branch that leads to the step; else the row's middle."""
    if before is None or not before.stack:
        return 0.0
    stack = {branch.key for branch in before.items}
    feeding = {a.source for a in story.arrows if a.target == item.key and a.source in stack}
    return placed[feeding.pop()].cy if len(feeding) == 1 else 0.0
