"""Where zones and cards of the paradigm stand, at any width and with any number of cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gtcoder.ui.axial.geometry import Box, Line
from gtcoder.ui.axial.lines import Gutters, Link, lines_of
from gtcoder.vocabulary import ParadigmRole

HeightOf = Callable[[int, float], float]
ABOVE, LEFT, HUB, NEXT, RIGHT, BENEATH = (
    ParadigmRole.CONTEXT,
    ParadigmRole.CAUSAL_CONDITION,
    ParadigmRole.PHENOMENON,
    ParadigmRole.STRATEGY,
    ParadigmRole.CONSEQUENCE,
    ParadigmRole.INTERVENING_CONDITION,
)
MIDDLE = (LEFT, HUB, NEXT, RIGHT)
_SHARES = {LEFT: 1.0, HUB: 1.03, NEXT: 1.0, RIGHT: 0.92}


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances in pixels at the reader's text size."""

    margin: float = 10
    gap: float = 36
    gap_down: float = 32
    pad: float = 16
    head: float = 44
    foot: float = 20
    between: float = 10
    linked: float = 30
    beside: float = 16
    columns: float = 22
    narrowest: float = 128
    comfortable: float = 148
    in_row: float = 156
    widest: float = 212
    empty: float = 118

    @classmethod
    def at(cls, scale: float) -> Measures:
        """Return the distances at a text size."""
        return cls(**{name: getattr(_PLAIN, name) * scale for name in cls.__slots__})

    def closer(self) -> Measures:
        """Return the distances for a board that would not fit: narrower gaps, smaller cards."""
        part = self.margin / _PLAIN.margin
        return replace(
            self,
            gap=28 * part,
            gap_down=24 * part,
            pad=12 * part,
            head=38 * part,
            foot=14 * part,
            linked=26 * part,
            in_row=140 * part,
            comfortable=122 * part,
            narrowest=118 * part,
        )


_PLAIN = Measures()


@dataclass(frozen=True, slots=True)
class Board:
    """The board laid out: its size, its zones by role, its cards and lines by key."""

    width: float
    height: float
    zones: Mapping[ParadigmRole, Box]
    cards: Mapping[int, Box]
    lines: Mapping[int, Line] = field(default_factory=dict)


def arranged(
    roles: Mapping[ParadigmRole, Sequence[int]],
    links: Sequence[Link],
    *,
    width: float,
    height: float,
    height_of: HeightOf,
    measures: Measures,
    drawn: bool = True,
) -> Board:
    """Return the board for cards by role, as wide as given unless its cards need more.

    `height_of(card, width)` tells how high a card must be at a width. Zones grow with their
    cards; nothing overlaps; a tall zone takes a second column where the width allows it.
    """
    board = _Arranger(roles, links, height_of, measures).board(width, height)
    if board.height > height or board.width > width:
        close = _Arranger(roles, links, height_of, measures.closer()).board(width, height)
        if close.height < board.height or close.width < board.width:
            board = close
    if not drawn:
        return board  # the lines take most of the time
    lines = lines_of(board.cards, links, _gutters(board, roles, measures))
    return replace(board, lines=lines)


def _gutters(
    board: Board, roles: Mapping[ParadigmRole, Sequence[int]], measures: Measures
) -> Gutters:
    """Return the gaps between zones, and between the columns of each."""
    middle = [board.zones[role] for role in MIDDLE]
    xs = [(a.right + b.x) / 2 for a, b in pairwise(middle)]
    xs = [middle[0].x - measures.margin * 0.3, *xs, middle[-1].right + measures.margin * 0.3]
    for keys in roles.values():
        columns = sorted({(board.cards[key].x, board.cards[key].right) for key in keys})
        xs += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    top, end = min(zone.y for zone in middle), max(zone.bottom for zone in middle)
    ys = (board.zones[ABOVE].bottom + top) / 2, (end + board.zones[BENEATH].y) / 2
    return Gutters(tuple(dict.fromkeys(xs)), ys, measures.gap)


class _Arranger:
    def __init__(
        self,
        roles: Mapping[ParadigmRole, Sequence[int]],
        links: Sequence[Link],
        height_of: HeightOf,
        measures: Measures,
    ) -> None:
        self._roles = {role: list(roles.get(role, ())) for role in ParadigmRole}
        self._links, self._height_of, self._m = links, height_of, measures
        self._pairs = {frozenset((link.source, link.target)) for link in links}
        self._zones: dict[ParadigmRole, Box] = {}
        self._cards: dict[int, Box] = {}

    def board(self, width: float, height: float) -> Board:
        m = self._m
        columns = self._columns(width, height)
        unit = max(m.narrowest, min(m.widest, self._unit(width, columns)))
        widths = {role: self._zone_width(role, unit, columns[role]) for role in MIDDLE}
        whole = sum(widths.values()) + 3 * m.gap + 2 * m.margin
        across = max(width, whole)
        lefts = self._lefts(widths, (across - whole) / 2 + m.margin)
        span = (lefts[HUB], lefts[NEXT] + widths[NEXT])
        top = self._row_zone(ABOVE, span, across, m.margin)
        bottom = self._middle(lefts, widths, columns, top + m.gap_down)
        end = self._row_zone(BENEATH, span, across, bottom + m.gap_down)
        self._settle(height - end - m.margin)
        tall = max(height, end + m.margin)
        return Board(across, tall, self._zones, self._cards)

    def _columns(self, width: float, height: float) -> dict[ParadigmRole, int]:
        """Let tall zones take another column as long as the cards stay wide enough."""
        columns = dict.fromkeys(MIDDLE, 1)
        room = height - 2 * self._tallness(1) - 2 * self._m.gap_down
        while True:
            worst = max(MIDDLE, key=lambda role: self._rows(role, columns))
            more = columns | {worst: columns[worst] + 1}
            tall = self._tallness(self._rows(worst, columns))
            if tall <= max(room, self._tallness(4)):
                return columns
            if self._unit(width, more) < self._m.comfortable:
                return columns
            columns = more

    def _rows(self, role: ParadigmRole, columns: Mapping[ParadigmRole, int]) -> int:
        return -(-len(self._roles[role]) // columns[role])

    def _tallness(self, rows: int) -> float:
        return self._m.head + self._m.foot + rows * 84 * self._m.pad / _PLAIN.pad

    def _unit(self, width: float, columns: Mapping[ParadigmRole, int]) -> float:
        m = self._m
        fixed = 2 * m.margin + 3 * m.gap + 8 * m.pad
        fixed += sum((columns[role] - 1) * m.columns for role in MIDDLE)
        return (width - fixed) / sum(_SHARES[role] * columns[role] for role in MIDDLE)

    def _zone_width(self, role: ParadigmRole, unit: float, columns: int) -> float:
        card = max(self._m.narrowest, unit) * _SHARES[role]
        return card * columns + (columns - 1) * self._m.columns + 2 * self._m.pad

    def _lefts(
        self, widths: Mapping[ParadigmRole, float], start: float
    ) -> dict[ParadigmRole, float]:
        found = {}
        for role in MIDDLE:
            found[role] = start
            start += widths[role] + self._m.gap
        return found

    def _row_zone(
        self, role: ParadigmRole, span: tuple[float, float], across: float, top: float
    ) -> float:
        """Lay a zone of cards side by side over the span, wider where they need it."""
        m, keys = self._m, self._roles[role]
        wide, most = span[1] - span[0], across - 2 * m.margin
        one = m.in_row + m.beside
        wished = len(keys) * one - m.beside + 2 * m.pad
        if wished > wide:
            wide = min(max(wished, wide), most)
        per_row = max(1, min(len(keys) or 1, int((wide - 2 * m.pad + m.beside) // one)))
        rows = -(-len(keys) // per_row)
        per_row = -(-len(keys) // rows) if rows else 1
        left = (span[0] + span[1] - wide) / 2
        left = min(max(left, m.margin), across - m.margin - wide)
        card = (wide - 2 * m.pad - (per_row - 1) * m.beside) / per_row
        card = min(card, m.widest) if len(keys) > 1 else min(card, m.widest * 1.4)
        high = max((self._height_of(key, card) for key in keys), default=0.0)
        used = per_row * card + (per_row - 1) * m.beside
        inset = left + (wide - used) / 2 if keys else left
        for n, key in enumerate(keys):
            row, column = divmod(n, per_row)
            self._cards[key] = Box(
                inset + column * (card + m.beside),
                top + m.head + row * (high + m.beside),
                card,
                high,
            )
        tall = m.head + rows * high + max(0, rows - 1) * m.beside + m.foot if keys else m.empty
        self._zones[role] = Box(left, top, wide, tall)
        return top + tall

    def _middle(
        self,
        lefts: Mapping[ParadigmRole, float],
        widths: Mapping[ParadigmRole, float],
        columns: Mapping[ParadigmRole, int],
        top: float,
    ) -> float:
        for role in MIDDLE:
            self._column_zone(role, lefts[role], widths[role], columns[role], top)
        tallest = max(self._zones[role].height for role in MIDDLE)
        for role in MIDDLE:
            down = (tallest - self._zones[role].height) / 2
            self._zones[role] = self._zones[role].moved(0, down)
            for key in self._roles[role]:
                self._cards[key] = self._cards[key].moved(0, down)
        return top + tallest

    def _column_zone(
        self, role: ParadigmRole, left: float, wide: float, columns: int, top: float
    ) -> None:
        m, keys = self._m, self._roles[role]
        card = (wide - 2 * m.pad - (columns - 1) * m.columns) / columns
        high = max((self._height_of(key, card) for key in keys), default=0.0)
        rows, lowest = -(-len(keys) // columns), top + m.empty - m.foot
        for column in range(columns):
            y, above = top + m.head, None
            for key in keys[column * rows : (column + 1) * rows]:
                if above is not None:
                    tied = frozenset((above, key)) in self._pairs
                    y += m.linked if tied else m.between
                self._cards[key] = Box(left + m.pad + column * (card + m.columns), y, card, high)
                y, above = y + high, key
                lowest = max(lowest, y)
        self._zones[role] = Box(left, top, wide, lowest + m.foot - top)

    def _settle(self, spare: float) -> None:
        """Share out spare height, so that a small paradigm stands in the middle of the page."""
        if spare <= 0:
            return
        down = {ABOVE: spare / 3, BENEATH: spare * 0.6}
        for role, zone in self._zones.items():
            by = down.get(role, spare * 0.46)
            self._zones[role] = zone.moved(0, by)
            for key in self._roles[role]:
                self._cards[key] = self._cards[key].moved(0, by)
