"""The stepwise figure: the nine steps of the sample, and any other model of that kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest

from gtcoder.analysis.diagram.boxes import FONTS, FontRole, Rect
from gtcoder.analysis.diagram.figure import Figure, FigureBox, Heads
from gtcoder.analysis.diagram.figure_rules import IMPLIED, faults
from gtcoder.analysis.layout import layout_graph
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import NodeKind
from tests.analysis.stepwise_models import add, chain, join, nine_steps, random_model


class PlainMeasurer:
    """Widths like a humanist sans: wide capitals, narrow i and l, combining marks without width."""

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        em = sum(
            0.0
            if unicodedata.combining(char) or char in "\u200c\u200f"
            else 0.28
            if char in "iljt.,:·' "
            else 0.68
            if char.isupper() or char in "mw"
            else 0.54
            for char in text
        )
        size = FONTS[role].size
        return em * size, 1.2 * size


def drawn(graph: nx.MultiDiGraph[str]) -> Figure:
    figure = layout_graph(graph, PlainMeasurer())
    assert isinstance(figure, Figure)
    return figure


def of(figure: Figure, key: str) -> FigureBox:
    return next(box for box in figure.boxes if box.key == key)


def says(box: FigureBox) -> str:
    return " ".join(text.text for text in box.texts)


def joined(figure: Figure) -> list[tuple[str, str]]:
    return [(e.source, e.target) for e in figure.edges if not e.key.startswith(IMPLIED)]


@pytest.fixture(scope="module")
def nine() -> Figure:
    return drawn(nine_steps())


def test_the_nine_steps_keep_every_rule_on_a4(nine: Figure) -> None:
    assert faults(nine) == ()
    assert (nine.page, nine.notes) == ("A4", ())


def test_every_node_is_drawn_once_and_the_edges_are_just_those_of_the_model(nine: Figure) -> None:
    graph = nine_steps()
    assert sorted(box.key for box in nine.boxes) == sorted(graph)
    assert sorted(joined(nine)) == sorted(graph.edges())
    steps = [
        "awareness", "attention", "evaluation", "decision to buy", "purchase", "usage",
        "purchase output",
    ]  # fmt: skip
    branches = ("repeated purchase", "complaint", "lack of reaction")
    assert set(pairwise(steps)) <= set(joined(nine))
    for branch in branches:
        assert {("purchase output", branch), (branch, "loyalty / confrontation")} <= set(
            joined(nine)
        )
    assert ("loyalty", "advocacy") in joined(nine)
    assert ("confrontation", "advocacy") not in joined(nine)


def test_the_parts_of_the_nine_steps_stand_where_they_belong(nine: Figure) -> None:
    before, whole, after = (
        of(nine, key).rect
        for key in ("executive prerequisites", "customer experience management", "outcomes")
    )
    background = of(nine, "background")
    assert before.right < background.rect.x < whole.x
    assert whole.right < background.rect.right < after.x
    assert background.dashed
    assert background.rect.holds(whole)
    carried, steps, alongside = (
        of(nine, key).rect
        for key in ("dimensions of customer experience", "usage", "measurement and analysis")
    )
    assert carried.bottom < steps.y
    assert steps.bottom < alongside.y
    assert whole.holds(carried)
    assert whole.holds(alongside)


def test_steps_carry_their_numbers_and_branches_stack_beside_their_step(nine: Figure) -> None:
    steps = [box for box in nine.boxes if box.kind is NodeKind.STEP]
    assert [box.mark.text.text for box in steps if box.mark] == [str(n) for n in range(1, 10)]
    seven = of(nine, "purchase output").rect
    stack = [of(nine, key).rect for key in ("repeated purchase", "complaint", "lack of reaction")]
    assert len({rect.x for rect in stack}) == 1
    assert seven.right < stack[0].x < of(nine, "loyalty / confrontation").rect.x
    assert stack[0].bottom < stack[1].y < stack[1].bottom < stack[2].y
    assert of(nine, "advocacy").rect.cy == pytest.approx(of(nine, "loyalty").rect.cy)


def test_implied_lines_are_an_arrow_to_each_step_of_the_first_row_a_bracket_and_a_chain(
    nine: Figure,
) -> None:
    implied = [edge for edge in nine.edges if edge.key.startswith(IMPLIED)]
    carried = [edge.target for edge in implied if edge.kind == "carried"]
    first = of(nine, "awareness").rect
    row = [b.key for b in nine.boxes if b.kind is NodeKind.STEP and b.rect.y < first.bottom]
    assert carried == row
    both = [edge for edge in implied if edge.heads is Heads.BOTH]
    assert len(both) == 3
    assert {edge.source for edge in both} == {"measurement and analysis"}
    chained = [(edge.source, edge.target) for edge in implied if ":chain:" in edge.key]
    assert chained == [
        ("collection", "recording"), ("recording", "analysis"), ("analysis", "interpretation"),
        ("interpretation", "monitoring"),
    ]  # fmt: skip


def test_renaming_a_step_or_dropping_an_outcome_changes_the_figure(nine: Figure) -> None:
    graph = nine_steps()
    graph.nodes["evaluation"]["label"] = "Weighing up"
    graph.remove_node("growth and learning")
    figure = drawn(graph)
    assert says(of(nine, "evaluation")) == "Evaluation"
    assert says(of(figure, "evaluation")) == "Weighing up"
    assert "growth and learning" in {box.key for box in nine.boxes}
    assert "growth and learning" not in {box.key for box in figure.boxes}
    assert faults(figure) == ()


def test_the_same_model_gives_the_same_figure(nine: Figure) -> None:
    assert drawn(nine_steps()) == nine
    assert drawn(random_model(18)) == drawn(random_model(18))


@pytest.mark.parametrize("seed", range(50, 56))
def test_any_model_keeps_every_rule_on_a4(seed: int) -> None:
    graph = random_model(seed)
    figure = drawn(graph)
    assert faults(figure) == ()
    assert figure.page == "A4"
    assert {box.key for box in figure.boxes} == set(graph)
    assert sorted(joined(figure)) == sorted(graph.edges())


@pytest.mark.parametrize("count", [1, 2, 3, 6, 9, 14])
def test_steps_fill_as_many_rows_as_they_need(count: int) -> None:
    figure = drawn(chain(count))
    assert faults(figure) == ()
    rows = {round(b.rect.cy) for b in figure.boxes if b.kind is NodeKind.STEP}
    assert len(rows) == {1: 1, 2: 1, 3: 1, 6: 1, 9: 1, 14: 2}[count]


def back_edges(graph: nx.MultiDiGraph[str]) -> None:
    join(graph, "s7", "s3", "step")
    join(graph, "s7", "s6", "step")
    join(graph, "s5", "s1", "step", label="once more")
    join(graph, "s2", "s2", "step")
    join(graph, "s1", "s2", "step")


def branches_of_branches(graph: nx.MultiDiGraph[str]) -> None:
    for n in range(4):
        add(graph, f"b{n}", "branch", f"Way {n}", "s3", n)
        join(graph, "s3", f"b{n}", "branch")
    add(graph, "deep", "branch", "Deeper", "b1", 1)
    join(graph, "b1", "deep", "branch")
    join(graph, "b3", "s6", "step")
    join(graph, "deep", "s1", "step")


def several_of_each(graph: nx.MultiDiGraph[str]) -> None:
    for kind in ("prerequisite", "outcome", "carried", "alongside", "around"):
        for n in range(2):
            add(graph, f"{kind}{n}", kind, f"{kind} of sort {n}")
            for k in range(3):
                add(graph, f"{kind}{n}{k}", kind, f"Part {k}", f"{kind}{n}", k)
    join(graph, "prerequisite00", "s4", "prerequisite")
    join(graph, "prerequisite1", "p", "prerequisite")
    join(graph, "s2", "outcome11", "outcome")
    join(graph, "outcome00", "prerequisite01", "step", label="feeds")
    join(graph, "alongside00", "alongside02", "step")
    join(graph, "around00", "s1", "relation")


def loose_ones(graph: nx.MultiDiGraph[str]) -> None:
    for kind in ("prerequisite", "outcome", "carried", "alongside", "around", "note", "box"):
        for n in range(2):
            add(graph, f"{kind}{n}", kind, f"Loose {kind} {n}")
    join(graph, "prerequisite0", "p", "prerequisite")
    join(graph, "p", "outcome1", "outcome")
    join(graph, "note0", "s1", "arrow")


def two_stages(graph: nx.MultiDiGraph[str]) -> None:
    add(graph, "q", "phenomenon", "Another whole")
    for n in range(1, 4):
        add(graph, f"q{n}", "step", f"Other step {n}", "q", n, n)
    add(graph, "carried", "carried", "Carried along")
    add(graph, "feelings", "carried", "Feelings", "carried")
    add(graph, "beside", "alongside", "Beside")
    join(graph, "q1", "q2", "step")
    join(graph, "s5", "q1", "step")
    join(graph, "p", "q", "outcome")


def strange(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_node("bare")
    graph.add_node("lost", kind="unheard of", parent="nowhere", label="", number=12)
    graph.add_node("x", kind="step", parent="y", label="X")
    graph.add_node("y", kind="step", parent="x", label="Y")
    graph.add_edge("bare", "lost")
    graph.add_edge("lost", "bare", number=3, label="with a label", both_ways=True)


SPECIALS = (back_edges, branches_of_branches, several_of_each, loose_ones, two_stages, strange)


@pytest.mark.parametrize("special", SPECIALS)
def test_unusual_models_keep_every_rule(special: Callable[[nx.MultiDiGraph[str]], None]) -> None:
    graph = chain(7)
    special(graph)
    figure = drawn(graph)
    assert faults(figure) == ()
    assert set(graph) <= {box.key for box in figure.boxes}
    assert sorted(joined(figure)) == sorted(graph.edges())


def test_edges_both_ways_have_two_heads_and_labels_lie_on_their_edge() -> None:
    graph = chain(8)
    graph.add_edge("s8", "s1", key="again", kind="step", label="again", number=4, both_ways=True)
    figure = drawn(graph)
    edge = next(edge for edge in figure.edges if edge.key == "again")
    assert edge.heads is Heads.BOTH
    assert edge.mark is not None
    assert [text.text for text in edge.texts] == ["again"]
    assert faults(figure) == ()


def test_a_label_without_room_is_told_below() -> None:
    graph = chain(9)
    graph.edges["s1", "s2", "e1"]["label"] = "because of everything that was said before"
    figure = drawn(graph)
    assert figure.notes == (
        "Step of work 1 → Step of work 2: because of everything that was said before.",
    )
    assert figure.notes[0] in " ".join(text.text for text in figure.texts)


@pytest.mark.parametrize("language", ["ترک خاموش مشتری", "قياس رضا العملاء"])
def test_a_right_to_left_model_runs_from_right_to_left(language: str) -> None:
    graph = chain(4, title=language)
    add(graph, "before", "prerequisite", language)
    add(graph, "first", "prerequisite", language, "before")
    for node in graph:
        graph.nodes[node]["label"] = language
    figure = drawn(graph)
    places = [of(figure, f"s{n}").rect.x for n in range(1, 5)]
    assert places == sorted(places, reverse=True)
    assert of(figure, "before").rect.x > of(figure, "p").rect.right
    title = of(figure, "p").texts[0]
    assert title.right_to_left
    assert title.rect.right > of(figure, "p").rect.right - 20
    assert faults(figure) == ()


def test_a_model_too_large_for_a4_grows_the_page_and_says_so() -> None:
    graph = chain(180)
    figure = drawn(graph)
    assert figure.page != "A4"
    assert figure.notes == (
        f"Drawn on {figure.page}: on A4 its text would be smaller than 7 points.",
    )
    assert faults(figure) == ()


def test_a_model_without_nodes_cannot_be_drawn() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph(template="stepwise", title="Nothing yet")
    with pytest.raises(NotComputable, match="“Nothing yet” has no steps yet"):
        drawn(empty)


def test_a_model_that_no_page_holds_is_refused() -> None:
    graph = chain(900)
    with pytest.raises(NotComputable, match="“Chain” is too large to be drawn"):
        drawn(graph)


def moved(figure: Figure, key: str, rect: Rect) -> Figure:
    boxes = tuple(replace(b, rect=rect) if b.key == key else b for b in figure.boxes)
    return replace(figure, boxes=boxes)


def test_the_rules_tell_what_is_broken(nine: Figure) -> None:
    usage, two = of(nine, "usage").rect, of(nine, "attention").rect
    told = " ".join(faults(moved(nine, "attention", usage)))
    assert "attention and usage overlap" in told
    assert "a text of attention leaves its box" in told
    edge = next(e for e in nine.edges if (e.source, e.target) == ("awareness", "attention"))
    far = replace(edge, points=((two.x - 20, two.cy), (two.right + 30, two.cy)))
    through = replace(nine, edges=tuple(far if e is edge else e for e in nine.edges))
    assert f"{edge.key} crosses evaluation" in faults(through)
    assert f"{edge.key} crosses its own end" in faults(through)
    assert f"{edge.key} does not touch awareness" in faults(through)
    outside = moved(nine, "growth and learning", Rect(nine.width - 10, 10, 50, 30))
    assert "growth and learning leaves its parent outcomes" in faults(outside)
    tiny = of(nine, "usage")
    small = replace(tiny, texts=tuple(replace(text, size=6.0) for text in tiny.texts))
    shrunk = replace(nine, boxes=tuple(small if b is tiny else b for b in nine.boxes))
    assert faults(shrunk) == ("“Usage” is smaller than 7 points",)
