"""Place a large graph by forces: joined nodes near each other, all others apart (numpy)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gtcoder.progress import Progress, Silent

Places = npt.NDArray[np.float64]
_Whole = npt.NDArray[np.int64]

_PIVOTS, _ROUNDS = 40, 70
_COARSE = 12  # cells across in which far nodes count as one
_GAP = (16.0, 26.0)  # between boxes beside and above each other
_FILL = 0.62  # how full a row becomes


@dataclass(slots=True)
class Work:
    """How many pairs of nodes were looked at; the count that grows with the graph, not the time."""

    pairs: int = 0


def spread(
    sizes: Places,
    arcs: Sequence[tuple[int, int]],
    *,
    aspect: float = 1.5,
    start: Places | None = None,
    progress: Progress | None = None,
    work: Work | None = None,
) -> Places:
    """Return the middles (n × 2) of boxes of those sizes (n × 2), none overlapping another.

    Connected parts are placed from a pivot MDS (Brandes & Pich 2007), drawn together and pushed
    apart (Fruchterman & Reingold 1991; near pairs from a grid of cells, far ones as the middles
    of coarse cells), and then set in rows. `start` replaces the forces by places from elsewhere.
    """
    listener, done = progress or Silent(), work if work is not None else Work()
    count = len(sizes)
    links = np.array([a for a in arcs if a[0] != a[1]], dtype=np.int64).reshape(-1, 2)
    parts = _parts(count, links)
    placed = np.zeros((count, 2))
    frames: list[tuple[float, float]] = []
    alone = np.array([p[0] for p in parts if len(p) == 1], dtype=np.int64)
    larger = [np.array(p, dtype=np.int64) for p in parts if len(p) > 1]
    for part in larger:
        own = np.full(count, -1)
        own[part] = np.arange(len(part))
        inner = own[links[own[links[:, 0]] >= 0]]
        places = _by_forces(sizes[part], inner, listener, done) if start is None else start[part]
        places = rowed(_turned(places), sizes[part], aspect)
        low = (places - sizes[part] / 2).min(axis=0)
        high = (places + sizes[part] / 2).max(axis=0)
        placed[part] = places - low
        frames.append((float(high[0] - low[0]), float(high[1] - low[1])))
    if len(alone):
        placed[alone], frame = _in_rows(sizes[alone], aspect)
        frames.append(frame)
        larger.append(alone)
    for part, offset in zip(larger, packed(frames, aspect=aspect), strict=True):
        placed[part] += offset
    return placed


def packed(
    frames: Sequence[tuple[float, float]], *, aspect: float, gap: float = 34.0
) -> list[Places]:
    """Return upper left corners that set the frames in rows, the tall ones first."""
    area = sum((w + gap) * (h + gap) for w, h in frames)
    width = max([(area * aspect) ** 0.5, *(w for w, _ in frames)], default=0.0)
    corners = [np.zeros(2) for _ in frames]
    x = y = row = 0.0
    for k in sorted(range(len(frames)), key=lambda k: (-frames[k][1], k)):
        wide, high = frames[k]
        if x > 0 and x + wide > width + 1e-6:
            x, y, row = 0.0, y + row + gap, 0.0
        corners[k] = np.array([x, y])
        x, row = x + wide + gap, max(row, high)
    return corners


def _parts(count: int, links: _Whole) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links.tolist():
        near[a].append(b)
        near[b].append(a)
    seen = [False] * count
    found = []
    for first in range(count):
        if seen[first]:
            continue
        seen[first], part, queue = True, [first], deque([first])
        while queue:
            for other in near[queue.popleft()]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
                    queue.append(other)
        found.append(part)
    return found


def _distances(count: int, links: _Whole, pivots: int) -> Places:
    """Return steps from some far apart nodes to all (count × pivots)."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links.tolist():
        near[a].append(b)
        near[b].append(a)
    columns = []
    closest = np.full(count, np.inf)
    pivot = 0
    for _ in range(min(pivots, count)):
        steps = [-1] * count
        steps[pivot] = 0
        queue = deque([pivot])
        while queue:
            v = queue.popleft()
            for u in near[v]:
                if steps[u] < 0:
                    steps[u] = steps[v] + 1
                    queue.append(u)
        column = np.array(steps, dtype=float)
        columns.append(column)
        closest = np.minimum(closest, column)
        pivot = int(closest.argmax())
    return np.stack(columns, axis=1)


def _by_forces(sizes: Places, links: _Whole, listener: Progress, work: Work) -> Places:
    count = len(sizes)
    steps = _distances(count, links, _PIVOTS)
    squares = steps**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    left, values, _ = np.linalg.svd(-0.5 * centred, full_matrices=False)
    places: Places = (
        left[:, :2] * np.sqrt(values[:2]) if left.shape[1] > 1 else np.zeros((count, 2))
    )
    # A fixed spiral of tiny steps parts nodes that the pivots cannot tell from each other.
    turn = np.arange(count) * 2.399963
    ideal = float(np.sqrt((sizes[:, 0] + 18) * (sizes[:, 1] + 18)).mean()) * 1.25
    extent = float(np.abs(places).max()) or 1.0
    places = places / extent * ideal * np.sqrt(count) * 0.5
    ring = ideal * (0.2 + 0.6 * np.sqrt(np.arange(count) / count))
    places = places + np.stack([np.cos(turn), np.sin(turn)], axis=1) * ring[:, None]
    heat = ideal * 2.0
    for step in range(_ROUNDS):
        listener.step(step, _ROUNDS, "placing")
        push = _near(places, ideal, work) + _far(places, ideal, work)
        gap = places[links[:, 0]] - places[links[:, 1]]
        length = np.sqrt((gap**2).sum(axis=1, keepdims=True)) + 1e-9
        pull = gap * (length / ideal) * 0.5
        np.add.at(push, links[:, 0], -pull)
        np.add.at(push, links[:, 1], pull)
        push -= (places - places.mean(axis=0)) * 0.02
        size = np.sqrt((push**2).sum(axis=1, keepdims=True)) + 1e-9
        places = places + push / size * np.minimum(size, heat)
        heat = max(heat * 0.955, ideal * 0.02)
    return places


def _cell_pairs(cells: _Whole) -> tuple[_Whole, _Whole]:
    """Return all pairs of rows whose cells (n × 2) are the same or touch, each pair once."""
    low = cells.min(axis=0)
    columns = int(cells[:, 0].max() - low[0]) + 3
    number = (cells[:, 1] - low[1] + 1) * columns + (cells[:, 0] - low[0] + 1)
    order = np.argsort(number, kind="stable")
    ranked = number[order]
    ones, twos = [], []
    place = np.arange(len(order))
    for offset in (0, 1, columns - 1, columns, columns + 1):
        first = np.searchsorted(ranked, ranked + offset, "left")
        last = np.searchsorted(ranked, ranked + offset, "right")
        if offset == 0:
            first = np.maximum(first, place + 1)
        many = np.maximum(last - first, 0)
        total = int(many.sum())
        if total:
            one = np.repeat(place, many)
            two = (
                np.arange(total) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
            )
            ones.append(order[one])
            twos.append(order[two])
    if not ones:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(ones), np.concatenate(twos)


def _near(places: Places, ideal: float, work: Work) -> Places:
    one, two = _cell_pairs(np.floor(places / (2.0 * ideal)).astype(np.int64))
    work.pairs += len(one)
    gap = places[one] - places[two]
    square = (gap**2).sum(axis=1, keepdims=True) + 1e-3
    force = gap * (ideal * ideal / square)
    push = np.zeros_like(places)
    for axis in (0, 1):
        push[:, axis] += np.bincount(one, force[:, axis], len(places))
        push[:, axis] -= np.bincount(two, force[:, axis], len(places))
    return push


def _far(places: Places, ideal: float, work: Work) -> Places:
    """Return the push of all others as the middles of coarse cells, the own neighbourhood less."""
    low, high = places.min(axis=0), places.max(axis=0)
    side = float((high - low).max()) / _COARSE + 1e-9
    cells = np.floor((places - low) / side).astype(np.int64)
    number = cells[:, 1] * (_COARSE + 1) + cells[:, 0]
    mass = np.bincount(number, minlength=(_COARSE + 1) ** 2).astype(float)
    used = np.flatnonzero(mass)
    middles = np.stack(
        [np.bincount(number, places[:, k], len(mass))[used] / mass[used] for k in (0, 1)], axis=1
    )
    work.pairs += len(places) * len(used)
    gap = places[:, None, :] - middles[None, :, :]
    square = (gap**2).sum(axis=2)
    share = mass[used] * (square > (2.0 * ideal) ** 2) / np.maximum(square, 1e-9)
    push: Places = (gap * share[:, :, None]).sum(axis=1) * ideal * ideal
    return push


def _turned(places: Places) -> Places:
    """Return the places turned so that the long side lies."""
    middle: Places = places - places.mean(axis=0)
    if len(places) > 2:
        _, _, axes = np.linalg.svd(middle, full_matrices=False)
        middle = middle @ axes.T
    return middle


def rowed(places: Places, sizes: Places, aspect: float) -> Places:
    """Return the places with no two boxes overlapping, in rows of a page of that shape.

    Rows take the boxes from the top down until they are full; in its row each box stands as near
    to its x as order and room allow (least squares by pooling adjacent violators).
    """
    room = float(((sizes[:, 0] + _GAP[0]) * (sizes[:, 1].max() + _GAP[1])).sum()) / _FILL
    width = max(float(np.sqrt(room * aspect)), float(sizes[:, 0].max()) / _FILL)
    least, most = (
        np.quantile(places[:, 0], (0.03, 0.97))
        if len(places) > 20
        else (
            places[:, 0].min(),
            places[:, 0].max(),
        )
    )
    x = (np.clip(places[:, 0], least, most) - least) / (float(most - least) or 1.0) * width
    found = np.zeros_like(places)
    top = 0.0
    row: list[int] = []
    filled = 0.0
    order = np.argsort(places[:, 1], kind="stable").tolist()
    for k, v in enumerate(order):
        row.append(v)
        filled += float(sizes[v, 0]) + _GAP[0]
        after = float(sizes[order[k + 1], 0]) + _GAP[0] if k + 1 < len(order) else np.inf
        if filled + after > width * _FILL:
            row.sort(key=lambda u: float(x[u]))
            high = float(sizes[row, 1].max())
            found[row, 0] = _in_order(x[row].tolist(), (sizes[row, 0] + _GAP[0]).tolist())
            found[row, 1] = top + high / 2
            top += high + _GAP[1]
            row, filled = [], 0.0
    return found


def _in_order(wishes: list[float], wide: list[float]) -> list[float]:
    """Return middles in order and apart, nearest to the wishes (Ayer et al. 1955)."""
    offsets = [0.0]
    for a, b in pairwise(wide):
        offsets.append(offsets[-1] + (a + b) / 2)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        total, size = wish - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before = blocks.pop()
            total, size = total + before[0], size + before[1]
        blocks.append((total, size))
    flat = [total / size for total, size in blocks for _ in range(size)]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]


def _in_rows(sizes: Places, aspect: float) -> tuple[Places, tuple[float, float]]:
    """Return nodes without links in rows of equal cells, and the room they take."""
    wide, high = sizes.max(axis=0) + 12.0
    columns = max(1, round(float(np.sqrt(len(sizes) * high * aspect / wide))))
    k = np.arange(len(sizes))
    places = np.stack([(k % columns + 0.5) * wide, (k // columns + 0.5) * high], axis=1)
    rows = -(-len(sizes) // columns)
    return places, (min(columns, len(sizes)) * float(wide), rows * float(high))
