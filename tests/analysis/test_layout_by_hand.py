"""Boxes put somewhere by hand: they stand there, their edges follow, the page grows."""

from __future__ import annotations

import random

import pytest

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.analysis.diagram.by_hand import arranged, edge_between
from gtcoder.analysis.diagram.cycle import layout_cycle
from gtcoder.analysis.diagram.fields import layout_fields
from gtcoder.analysis.diagram.figure import Figure
from gtcoder.analysis.diagram.figure_rules import faults
from gtcoder.analysis.diagram.network import layout_network
from gtcoder.analysis.diagram.ways import meets
from tests.analysis.figure_models import PlainMeasurer, framework, random_network, service_model


def rects(figure: Figure) -> dict[str, Rect]:
    return {box.key: box.rect for box in figure.boxes}


def test_without_places_the_figure_stays_as_it_is() -> None:
    graph = framework()
    figure = layout_cycle(graph, PlainMeasurer())
    assert arranged(figure, graph) == figure


def test_places_where_the_boxes_already_are_change_nothing() -> None:
    graph = random_network(3, 14, 18)
    figure = layout_network(graph, PlainMeasurer())
    for key, rect in rects(figure).items():
        graph.nodes[key].update(x=rect.cx, y=rect.cy)
    assert rects(arranged(figure, graph)) == rects(figure)
    assert arranged(figure, graph).edges == figure.edges


def test_a_part_takes_its_blocks_along_but_for_one_with_a_place_of_its_own() -> None:
    graph = framework()
    figure = layout_cycle(graph, PlainMeasurer())
    before = rects(figure)
    part = before["part 2"]
    graph.nodes["part 2"].update(x=part.cx + 40, y=part.cy + 90)
    fixed = before["block 5"]
    graph.nodes["block 5"].update(x=fixed.cx + 40, y=fixed.cy + 200)
    moved = arranged(figure, graph)
    after = rects(moved)
    assert after["block 1"].x == pytest.approx(before["block 1"].x + 40)
    assert after["block 1"].y == pytest.approx(before["block 1"].y + 90)
    assert after["block 5"].cy == pytest.approx(fixed.cy + 200)
    assert after["part 2"].holds(after["block 5"])
    assert after["phase 1"] == before["phase 1"]
    assert moved.height > figure.height
    assert faults(moved) == ()


def test_a_box_takes_the_size_given_but_never_less_than_its_words() -> None:
    graph = random_network(3, 6, 0)
    figure = layout_network(graph, PlainMeasurer())
    graph.nodes["n0"].update(x=300.0, y=300.0, width=200.0, height=90.0)
    graph.nodes["n1"].update(x=600.0, y=300.0, width=1.0, height=1.0)
    boxes = {box.key: box for box in arranged(figure, graph).boxes}
    assert boxes["n0"].rect == Rect(200.0, 255.0, 200.0, 90.0)
    assert all(boxes["n1"].rect.holds(text.rect) for text in boxes["n1"].texts)


@pytest.mark.parametrize("seed", range(4))
def test_edges_still_join_their_boxes_and_keep_off_the_others_where_they_can(seed: int) -> None:
    chance = random.Random(seed)
    graph = random_network(seed, 12, 9)
    figure = layout_network(graph, PlainMeasurer())
    graph.nodes[f"n{chance.randrange(12)}"].update(x=figure.width + 90, y=chance.uniform(90, 500))
    moved = arranged(figure, graph)
    assert moved.width > figure.width
    told = [f for f in faults(moved) if "label" not in f]
    assert not [f for f in told if "touch" in f or "overlap" in f or "leaves" in f]


def test_fields_share_what_they_share_after_one_was_moved() -> None:
    graph = service_model()
    figure = layout_fields(graph, PlainMeasurer())
    place = rects(figure)["enterprise"]
    graph.nodes["enterprise"].update(x=place.cx + 10, y=place.cy + 5)
    after = rects(arranged(figure, graph))
    shared = after["implied:customer&enterprise"]
    assert shared.x == after["enterprise"].x
    assert shared.right == after["customer"].right
    graph.nodes["enterprise"].update(x=place.cx + 3000, y=place.cy)
    assert "implied:customer&enterprise" not in rects(arranged(figure, graph))


def test_a_way_between_two_boxes_is_straight_bent_or_around() -> None:
    a, b = Rect(0, 0, 80, 30), Rect(200, 0, 80, 30)
    assert edge_between(a, b) == ((80, 15), (200, 15))
    low = Rect(200, 200, 80, 30)
    bent = edge_between(a, low)
    assert 3 <= len(bent) <= 4
    between = Rect(110, -10, 50, 50)
    around = edge_between(a, b, [between])
    assert len(around) == 4
    assert not meets(around, between)
    walls = [Rect(-300, -300, 250, 700), between.grown(300)]
    assert len(edge_between(a, b, walls)) == 2  # straight across, where no way is free
