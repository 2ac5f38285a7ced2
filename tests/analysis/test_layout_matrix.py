"""Conditional matrices: levels in each other, action in the middle."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from gtcoder.analysis.diagram.figure_rules import faults
from gtcoder.analysis.diagram.matrix import layout_matrix
from tests.analysis.figure_models import LEVELS, PlainMeasurer, conditional_matrix


def test_eight_levels_lie_in_each_other_with_action_in_the_middle() -> None:
    figure = layout_matrix(conditional_matrix(1, 14, 0), PlainMeasurer())
    assert faults(figure) == ()
    assert figure.page == "A4"
    place = {box.key: box for box in figure.boxes}
    for inner, outer in pairwise(LEVELS):
        assert place[f"level {inner}"].parent == f"level {outer}"
        assert place[f"level {outer}"].rect.holds(place[f"level {inner}"].rect)


@pytest.mark.parametrize("seed", range(5))
def test_any_matrix_is_fit_to_print(seed: int) -> None:
    chance = random.Random(seed)
    categories, relations = chance.randint(2, 24), chance.randint(0, 14)
    graph = conditional_matrix(seed, categories, relations, chance.randint(1, 8))
    figure = layout_matrix(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert {box.key for box in figure.boxes} == set(graph)
    assert len(figure.edges) == graph.number_of_edges()
    for box in figure.boxes:
        if box.kind != "group":
            assert box.parent == graph.nodes[box.key]["parent"]
