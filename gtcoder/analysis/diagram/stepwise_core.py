"""The middle of a stepwise figure: background around the phenomenon, and the steps inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.stepwise_bands import (
    draw_alongside,
    draw_bracket,
    draw_carried,
    draw_carry,
    draw_pills,
)
from gtcoder.analysis.diagram.stepwise_draft import Draft
from gtcoder.analysis.diagram.stepwise_rows import Spread, draw_rows, plan_rows
from gtcoder.analysis.diagram.stepwise_story import Band, Stage, Story
from gtcoder.vocabulary import NodeKind

_AROUND, _FRAME = 12.0, 13.0  # room inside the frames at scale 1


@dataclass(frozen=True, slots=True)
class Core:
    """How far down the middle reaches, and how wide the narrowest step came out."""

    bottom: float
    step_width: float


def draw_core(draft: Draft, story: Story, room: Rect, rows: int, spread: Spread) -> Core:
    """Draw the middle from the top of `room` down, the steps in at most that many rows."""
    return _around(draft, story, story.of(NodeKind.AROUND), room, rows, spread, "")


def _around(
    draft: Draft,
    story: Story,
    bands: Sequence[Band],
    room: Rect,
    rows: int,
    spread: Spread,
    parent: str,
) -> Core:
    """Draw the first of the bands around the others and what they surround."""
    if not bands:
        return _stages(draft, story, room, rows, spread, parent)
    band, scale, at = bands[0], draft.scale, len(draft.boxes)
    pad = (_AROUND + spread.lanes / 2) * draft.scale
    inner = Rect(room.x + pad, room.y + 9 * scale, room.width - 2 * pad, 0.0)
    y, title = inner.y, inner
    if band.head:
        high = draft.height(band.head.label, FontRole.LABEL, inner.width)
        title = Rect(inner.x, y, inner.width, high)
        y += high + 5 * scale
    if band.members:
        pills = Rect(inner.x, y, inner.width, 0.0)
        y = draw_pills(draft, band.members, pills, band.key, spread=True)
        gap = 10 * scale + spread.lanes / 2
        draft.ys.append((y, y + gap))
        y += gap
    draft.xs += [(room.x, inner.x), (inner.right, room.right)]
    below = Rect(inner.x, y, inner.width, 0.0)
    core = _around(draft, story, bands[1:], below, rows, spread, band.key)
    bottom = core.bottom + pad
    draft.ys.append((core.bottom, bottom))
    whole = Rect(room.x, room.y, room.width, bottom - room.y)
    draft.frame(band.head, band.kind, whole, parent, title=title, key=band.key, at=at)
    return Core(bottom, core.step_width)


def _stages(draft: Draft, story: Story, room: Rect, rows: int, spread: Spread, parent: str) -> Core:
    """Draw the phenomenon with all that goes with its steps; several under each other."""
    if len(story.stages) == 1 and story.stages[0].head:
        return _framed(draft, story, story.stages[0], room, rows, spread, parent, whole=True)
    return _inside(draft, story, story.stages, room, rows, spread, parent)


def _framed(
    draft: Draft,
    story: Story,
    stage: Stage,
    room: Rect,
    rows: int,
    spread: Spread,
    parent: str,
    *,
    whole: bool,
) -> Core:
    """Draw a phenomenon's frame around its steps (`whole`: around the bands of all steps too)."""
    assert stage.head is not None
    scale, at = draft.scale, len(draft.boxes)
    pad = _FRAME * scale + spread.lanes
    inner = Rect(room.x + pad, room.y + 10 * scale, room.width - 2 * pad, 0.0)
    high = draft.height(stage.head.label, FontRole.LABEL, inner.width)
    title = Rect(inner.x, inner.y, inner.width, high)
    draft.xs += [(room.x, inner.x), (inner.right, room.right)]
    y = title.bottom + 7 * scale
    below = Rect(inner.x, y, inner.width, 0.0)
    key = stage.head.key
    if whole:
        core = _inside(draft, story, (stage,), below, rows, spread, key)
    else:
        core = _steps(draft, story, stage, below, rows, spread, key)[0]
    bottom = core.bottom + (10 * scale if core.bottom > y else 0.0)
    frame = Rect(room.x, room.y, room.width, bottom - room.y)
    draft.frame(stage.head, stage.head.kind, frame, parent, title=title, at=at)
    return Core(bottom, core.step_width)


def _inside(
    draft: Draft,
    story: Story,
    stages: Sequence[Stage],
    room: Rect,
    rows: int,
    spread: Spread,
    parent: str,
) -> Core:
    """Draw the band carried along, the steps, and the band alongside, under each other."""
    scale, y = draft.scale, room.y
    carried, alongside = story.of(NodeKind.CARRIED), story.of(NodeKind.ALONGSIDE)
    for band in carried:
        y += 7 * scale if y > room.y else 0.0
        y = draw_carried(draft, band, Rect(room.x, y, room.width, 0.0), parent)
    low, width = y, float("inf")
    first: tuple[str, ...] = ()
    for stage in stages:
        gap = 0.0 if y == room.y else 21 * scale + spread.gutter * 0.5 + spread.lanes
        draft.ys.append((y, y + gap))
        y += gap
        below = Rect(room.x, y, room.width, 0.0)
        if stage.head and len(stages) > 1:
            core = _framed(draft, story, stage, below, rows, spread, parent, whole=False)
        else:
            core, first = _steps(draft, story, stage, below, rows, spread, parent)
        y, width = core.bottom, min(width, core.step_width)
    if carried and len(stages) == 1:
        draw_carry(draft, carried[-1].key, low, first)
    for band in alongside:
        y = _below(draft, story, band, Rect(room.x, y, room.width, 0.0), parent, spread)
    return Core(y, width)


def _steps(
    draft: Draft,
    story: Story,
    stage: Stage,
    room: Rect,
    rows: int,
    spread: Spread,
    parent: str,
) -> tuple[Core, tuple[str, ...]]:
    if not stage.units:
        return Core(room.y, float("inf")), ()
    planned = plan_rows(stage.units, min(rows, len(stage.units)))
    drawn = draw_rows(draft, planned, story, room, parent, spread)
    gap = 6 * draft.scale + spread.lanes
    draft.ys.append((drawn.bottom, drawn.bottom + gap))
    return Core(drawn.bottom + gap, drawn.step_width), drawn.first


def _below(
    draft: Draft, story: Story, band: Band, room: Rect, parent: str, spread: Spread
) -> float:
    """Draw the band alongside with its bracket under the steps; return its bottom."""
    scale, y = draft.scale, room.y
    if any(stage.units for stage in story.stages):
        y += 8 * scale + spread.gutter * 0.25
        bracket = y
        y += 20 * scale
        draw_bracket(draft, band.key, parent, Rect(room.x, bracket, room.width, y - bracket))
    elif y > room.y:
        y += 7 * scale
    return draw_alongside(draft, band, Rect(room.x, y, room.width, 0.0), parent, story)
