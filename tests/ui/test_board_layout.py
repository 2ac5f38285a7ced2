"""The board's places and lines: nothing overlaps, lines keep off cards they do not join."""

from __future__ import annotations

from itertools import combinations

import pytest

from gtcoder.ui.axial.board_layout import Board, Measures, arranged
from gtcoder.ui.axial.geometry import Box, along, crosses, length
from gtcoder.ui.axial.lines import Link
from gtcoder.vocabulary import ParadigmRole

R = ParadigmRole
SIZES = [
    dict.fromkeys(R, 0),
    {R.PHENOMENON: 1},
    {R.CONTEXT: 2, R.CAUSAL_CONDITION: 3, R.PHENOMENON: 1, R.STRATEGY: 3, R.CONSEQUENCE: 3,
     R.INTERVENING_CONDITION: 2},
    {R.CONTEXT: 4, R.CAUSAL_CONDITION: 3, R.PHENOMENON: 1, R.STRATEGY: 10, R.CONSEQUENCE: 4,
     R.INTERVENING_CONDITION: 4},
    {R.CONTEXT: 11, R.CAUSAL_CONDITION: 1, R.PHENOMENON: 2, R.STRATEGY: 1, R.CONSEQUENCE: 9},
]  # fmt: skip
WIDTHS = [600, 866, 1400]


def filled(sizes: dict[R, int]) -> dict[R, list[int]]:
    roles: dict[R, list[int]] = {}
    key = 1
    for role in R:
        roles[role] = list(range(key, key + sizes.get(role, 0)))
        key += sizes.get(role, 0)
    return roles


def laid(roles: dict[R, list[int]], links: list[Link], width: float = 866) -> Board:
    return arranged(
        roles,
        links,
        width=width,
        height=780,
        height_of=lambda key, _: 66.0 + 12 * (key % 3),
        measures=Measures(),
    )


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sizes", SIZES)
def test_zones_and_cards_have_room(sizes: dict[R, int], width: int) -> None:
    roles = filled(sizes)
    board = laid(roles, [], width)
    assert set(board.zones) == set(R)
    assert overlapping(list(board.zones.values())) == []
    assert overlapping(list(board.cards.values())) == []
    assert set(board.cards) == {key for keys in roles.values() for key in keys}
    for role, keys in roles.items():
        zone = board.zones[role]
        for key in keys:
            card = board.cards[key]
            assert zone.x <= card.x
            assert card.right <= zone.right + 0.01
            assert zone.y + 30 <= card.y  # the name of the role stands above
            assert card.bottom <= zone.bottom
    for zone in board.zones.values():
        assert zone.x >= 0
        assert zone.right <= board.width
        assert zone.bottom <= board.height


def test_the_roles_stand_where_strauss_and_corbin_have_them() -> None:
    zones = laid(filled(SIZES[2]), []).zones
    order = [R.CAUSAL_CONDITION, R.PHENOMENON, R.STRATEGY, R.CONSEQUENCE]
    lefts = [zones[role].x for role in order]
    assert lefts == sorted(lefts)
    assert zones[R.CONTEXT].bottom < min(zones[role].y for role in order)
    assert zones[R.INTERVENING_CONDITION].y > max(zones[role].bottom for role in order)


def test_a_small_board_fills_the_width_it_is_given_and_no_more() -> None:
    board = laid(filled(SIZES[2]), [], 1000)
    assert board.width == 1000
    assert board.height == 780


def every_link(roles: dict[R, list[int]]) -> list[Link]:
    first = {role: keys for role, keys in roles.items() if keys}
    pairs = [
        (first[R.CAUSAL_CONDITION][0], first[R.PHENOMENON][0]),
        (first[R.CAUSAL_CONDITION][-1], first[R.PHENOMENON][0]),
        (first[R.CONTEXT][0], first[R.PHENOMENON][0]),
        (first[R.CONTEXT][-1], first[R.STRATEGY][-1]),
        (first[R.PHENOMENON][0], first[R.STRATEGY][0]),
        (first[R.PHENOMENON][0], first[R.STRATEGY][-1]),
        (first[R.STRATEGY][0], first[R.STRATEGY][1]),
        (first[R.STRATEGY][0], first[R.CONSEQUENCE][-1]),
        (first[R.STRATEGY][-1], first[R.CONSEQUENCE][0]),
        (first[R.INTERVENING_CONDITION][0], first[R.STRATEGY][-1]),
        (first[R.CONSEQUENCE][0], first[R.CAUSAL_CONDITION][0]),
    ]
    return [Link(100 + n, a, b) for n, (a, b) in enumerate(pairs)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sizes", [SIZES[2], SIZES[3]])
def test_lines_join_sides_and_cross_no_other_card(sizes: dict[R, int], width: int) -> None:
    roles = filled(sizes)
    links = every_link(roles)
    board = laid(roles, links, width)
    assert len(board.lines) == len(links)
    for link in links:
        line = board.lines[link.key]
        ends = board.cards[link.source], board.cards[link.target]
        for point, box in zip((line.points[0], line.points[-1]), ends, strict=True):
            assert box.contains(point, rim=0.01)
            assert not box.contains(point, rim=-1)  # on the side, not inside
        others = [box for key, box in board.cards.items() if key not in (link.source, link.target)]
        assert not any(crosses(line.course(), box, rim=0) for box in others), link


def test_badges_cover_no_card_and_ends_on_a_side_are_spread() -> None:
    roles = filled(SIZES[2])
    links = every_link(roles)
    board = laid(roles, links)
    for line in board.lines.values():
        badge = Box(line.badge[0] - 11, line.badge[1] - 9, 22, 18)
        assert not any(badge.meets(box) for box in board.cards.values())
    hub = roles[R.PHENOMENON][0]
    ends = [board.lines[link.key].points[-1] for link in links if link.target == hub]
    assert len(set(ends)) == len(ends)


def test_a_link_to_a_card_that_is_not_there_is_not_drawn() -> None:
    assert laid(filled(SIZES[2]), [Link(1, 1, 999)]).lines == {}


def test_measures_along_a_line() -> None:
    course = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0))
    assert length(course) == 20
    assert along(course, 0.75) == (10.0, 5.0)
    assert crosses(((0.0, 5.0), (20.0, 5.0)), Box(8, 0, 4, 10), rim=0)
    assert not crosses(((0.0, 5.0), (20.0, 5.0)), Box(8, 6, 4, 10), rim=0)
