"""Networks: the rules of print up to 60 nodes, and work that grows with the graph beyond."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from gtcoder.analysis.diagram.figure import Heads
from gtcoder.analysis.diagram.figure_rules import faults
from gtcoder.analysis.diagram.force import Work
from gtcoder.analysis.diagram.graphviz import available
from gtcoder.analysis.diagram.layered import Wire, layer_plan
from gtcoder.analysis.diagram.layers import layered
from gtcoder.analysis.diagram.network import layout_network
from gtcoder.analysis.layout import layout_graph
from gtcoder.progress import Cancelled
from tests.analysis.figure_models import PlainMeasurer, join, model, random_network


@pytest.mark.parametrize("seed", range(10))
def test_any_network_up_to_60_nodes_is_fit_to_print(seed: int) -> None:
    chance = random.Random(seed)
    nodes = chance.randint(0, 60)
    graph = random_network(seed, nodes, chance.randint(0, int(nodes * 1.5)))
    figure = layout_network(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert {box.key for box in figure.boxes} == set(graph)
    assert sorted((e.source, e.target) for e in figure.edges) == sorted(graph.edges())


@pytest.mark.parametrize("seed", range(8))
def test_any_network_with_groups_is_fit_to_print(seed: int) -> None:
    chance = random.Random(seed)
    nodes = chance.randint(1, 36)
    edges = chance.randint(0, nodes)
    graph = random_network(seed, nodes, edges, groups=chance.randint(1, 5))
    figure = layout_network(graph, PlainMeasurer())
    assert faults(figure) == ()
    parents = {box.key: box.parent for box in figure.boxes}
    assert parents == {key: data["parent"] for key, data in graph.nodes(data=True)}


def test_relations_say_their_type_evidence_and_direction() -> None:
    graph = model("Three", "network")
    for key in "abc":
        graph.add_node(key, kind="category", label=key.upper(), passages=3)
    join(graph, "a", "b", "relation", type="leads to", evidence_for=4)
    join(graph, "b", "c", "relation", type="bears on", evidence_for=0, both_ways=True)
    first, second = layout_network(graph, PlainMeasurer()).edges
    assert [text.text for text in (*first.texts, *second.texts)] == ["leads to", "bears on"]
    assert (first.heads, second.heads) == (Heads.END, Heads.BOTH)
    assert first.weight > second.weight
    assert (first.dashed, second.dashed) == (False, True)


def test_boxes_grow_with_their_passages_when_asked() -> None:
    graph = model("Two", "network")
    graph.add_node("few", kind="category", label="Waiting", passages=1)
    graph.add_node("many", kind="category", label="Waiting", passages=100)
    join(graph, "few", "many", "relation", type="leads to", evidence_for=1)
    graph.graph["size_by"] = "passages"
    place = {b.key: b.rect for b in layout_network(graph, PlainMeasurer()).boxes}
    assert place["many"].height > 1.3 * place["few"].height


def test_the_same_network_is_drawn_the_same() -> None:
    first, second = (layout_network(random_network(4, 40, 50), PlainMeasurer()) for _ in range(2))
    assert first == second


def test_layers_run_down_but_for_links_that_close_a_ring() -> None:
    layers = layered(4, [(0, 1), (1, 2), (2, 3), (3, 0)], widest=3)
    assert layers.reversed == [False, False, False, True]
    assert [[v for v in row if v < 4] for row in layers.rows] == [[0], [1], [2], [3]]


def test_two_lines_that_need_not_cross_do_not() -> None:
    layers = layered(4, [(0, 3), (1, 2)], widest=3)
    assert layers.crossings() == 0
    sizes = dict.fromkeys("abcd", (60.0, 20.0))
    plan = layer_plan(sizes, [Wire("x", "a", "d"), Wire("y", "b", "c")], widest=3)
    assert plan.crossings == 0


class _Impatient:
    def __init__(self, patience: int) -> None:
        self.left = patience

    def step(self, done: int, total: int, what: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("nodes", [50, 300])
def test_a_layout_can_be_stopped_on_the_way(nodes: int) -> None:
    with pytest.raises(Cancelled):
        layout_network(random_network(1, nodes, nodes), PlainMeasurer(), progress=_Impatient(3))


@pytest.mark.skipif(available(), reason="Graphviz places the nodes where it is installed")
def test_the_work_on_a_large_network_grows_with_its_nodes(
    record_property: Callable[[str, object], None],
) -> None:
    pairs = {}
    for nodes, edges in ((300, 900), (2000, 5000)):
        graph, work = random_network(1, nodes, edges), Work()
        began = time.perf_counter()
        figure = layout_network(graph, PlainMeasurer(), work=work)
        record_property(f"{nodes} nodes, seconds", round(time.perf_counter() - began, 2))
        pairs[nodes] = work.pairs / nodes
        assert len(figure.boxes) == nodes
        assert len(figure.edges) == edges
        assert any("forces" in note for note in figure.notes)
    assert pairs[2000] < 2 * pairs[300]  # all pairs would be 6.7 times as many for each node


def test_boxes_of_a_large_network_do_not_overlap() -> None:
    figure = layout_network(random_network(2, 130, 300), PlainMeasurer())
    told = faults(figure)
    assert not [fault for fault in told if "overlap" in fault or "leaves" in fault]
    assert not [fault for fault in told if "smaller than" in fault or "touch" in fault]


def test_who_places_the_nodes_can_be_said() -> None:
    def drawn(layout: str) -> tuple[list[tuple[float, float]], tuple[str, ...]]:
        graph = random_network(3, 12, 14)
        graph.graph["layout"] = layout
        figure = layout_network(graph, PlainMeasurer())
        assert faults(figure) == ()
        return [(box.rect.cx, box.rect.cy) for box in figure.boxes], figure.notes

    own, notes = drawn("own")
    assert notes == ()
    asked, notes = drawn("graphviz")
    if available():
        assert (asked != own, notes) == (True, ())
    else:
        assert notes == ("Graphviz is not installed: placed by gtcoder's own layout.",)


def test_the_dispatch_finds_the_network() -> None:
    graph = random_network(1, 8, 8)
    assert layout_graph(graph, PlainMeasurer()) == layout_network(graph, PlainMeasurer())
