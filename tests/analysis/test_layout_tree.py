"""Code trees: any up to 60 nodes, and one of 265 codes."""

from __future__ import annotations

import random

import pytest

from gtcoder.analysis.diagram.figure_rules import faults
from gtcoder.analysis.diagram.tree import layout_tree
from tests.analysis.figure_models import PlainMeasurer, join, random_tree


@pytest.mark.parametrize("seed", range(12))
def test_any_tree_up_to_60_nodes_is_fit_to_print(seed: int) -> None:
    chance = random.Random(seed)
    nodes = chance.randint(0, 60)
    graph = random_tree(seed, nodes, deep=seed % 2 == 0, roots=chance.randint(1, 6))
    figure = layout_tree(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert {box.key for box in figure.boxes} == set(graph)
    assert sorted((e.source, e.target) for e in figure.edges) == sorted(graph.edges())


def test_265_codes_in_14_categories_stay_legible_with_their_counts() -> None:
    graph = random_tree(1, 280, deep=False, roots=14)
    figure = layout_tree(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert any(note.startswith(f"Drawn on {figure.page}") for note in figure.notes)
    assert figure.page in ("A3", "A2")
    for box in figure.boxes:
        count = graph.nodes[box.key]["passages"]
        assert not count or box.texts[-1].text == str(count)


def test_children_stand_beside_or_below_their_parent_in_their_order() -> None:
    graph = random_tree(3, 7, deep=False)
    place = {box.key: box.rect for box in layout_tree(graph, PlainMeasurer()).boxes}
    kids = [f"n{k}" for k in range(1, 7)]
    assert sorted(kids, key=lambda k: (place[k].x, place[k].y)) == kids
    assert all(place[kid].x > place["n0"].x for kid in kids)


def test_a_code_of_two_categories_stands_once_and_is_linked_to_both() -> None:
    graph = random_tree(1, 9, deep=False, roots=3)
    last = "n8"
    first = next(iter(graph.pred[last]))
    other = next(key for key in ("n0", "n1", "n2") if key != first)
    join(graph, other, last, "contains")
    figure = layout_tree(graph, PlainMeasurer())
    assert faults(figure) == ()
    into = {e.source: e.dashed for e in figure.edges if e.target == last}
    assert into == {first: False, other: True}


def test_a_ring_of_categories_is_drawn_and_does_not_hang() -> None:
    graph = random_tree(1, 4, deep=False)
    join(graph, "n3", "n0", "contains")
    figure = layout_tree(graph, PlainMeasurer())
    assert len(figure.boxes) == 4
    assert len(figure.edges) == 4
