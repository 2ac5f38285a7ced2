"""Cycles with building blocks: the published framework of 2016, and loops of other lengths."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.analysis.diagram.cycle import layout_cycle
from gtcoder.analysis.diagram.figure import Figure, Heads
from gtcoder.analysis.diagram.figure_rules import faults
from tests.analysis.figure_models import PlainMeasurer, framework, join, model


@pytest.fixture(scope="module")
def figure() -> Figure:
    return layout_cycle(framework(), PlainMeasurer())


def rects(figure: Figure) -> dict[str, Rect]:
    return {box.key: box.rect for box in figure.boxes}


def test_the_framework_is_fit_to_print_on_a4(figure: Figure) -> None:
    assert faults(figure) == ()
    assert figure.page == "A4"
    assert figure.notes == ()


def test_the_four_phases_run_clockwise_and_back_to_the_first(figure: Figure) -> None:
    place = rects(figure)
    loop = [edge for edge in figure.edges if edge.kind == "phase"]
    assert [(e.source, e.target) for e in loop] == [
        ("phase 1", "phase 2"),
        ("phase 2", "phase 3"),
        ("phase 3", "phase 4"),
        ("phase 4", "phase 1"),
    ]
    middles = [(place[e.source].cx, place[e.source].cy) for e in loop]
    turns = sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise([*middles, middles[0]]))
    assert turns > 0  # y runs down: a positive area is clockwise
    assert [box.mark.text.text for box in figure.boxes if box.mark] == ["1", "2", "3", "4"]


def test_every_action_and_tool_is_written_out_in_its_phase(figure: Figure) -> None:
    graph = framework()
    for box in figure.boxes:
        said = "".join(text.text for text in box.texts).replace("-", "").replace(" ", "")
        for name in ("field actions", "field tools"):
            for item in str(graph.nodes[box.key].get(name, "")).split(";"):
                assert item.strip().replace("-", "").replace(" ", "") in said


def test_a_thick_line_with_two_heads_joins_the_parts(figure: Figure) -> None:
    joins = [edge for edge in figure.edges if edge.kind == "depends"]
    assert [(e.source, e.target, e.heads) for e in joins] == [("part 1", "part 2", Heads.BOTH)]
    assert joins[0].weight > max(e.weight for e in figure.edges if e.kind == "phase")


def test_no_arrow_tells_an_order_among_the_blocks(figure: Figure) -> None:
    blocks = {box.key for box in figure.boxes if box.kind == "block"}
    assert len(blocks) == 5
    assert not [e for e in figure.edges if {e.source, e.target} & blocks]


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("lists", [True, False])
def test_loops_of_any_length_are_fit_to_print(*, count: int, lists: bool) -> None:
    graph = model(f"Loop of {count}", "cycle")
    graph.add_node("part", kind="part", label="A loop")
    for k in range(count):
        fields = {"field actions": "Look; Ask; Write it down"} if lists else {}
        graph.add_node(
            f"p{k}", kind="phase", label="Look again", parent="part", number=k + 1, **fields
        )
    for k in range(count):
        join(graph, f"p{k}", f"p{(k + 1) % count}", "phase")
    figure = layout_cycle(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert len(figure.edges) == count


def test_lists_that_no_page_holds_are_left_out_with_a_note() -> None:
    graph = framework()
    for number in range(1, 5):
        graph.nodes[f"phase {number}"]["field actions"] = "; ".join(["Ask and listen again"] * 45)
    figure = layout_cycle(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert figure.page == "A4"
    assert figure.notes == ("The fields of the phases are left out for want of room.",)
