"""Models as graphs: the nine steps of the sample study, templates drawn from it, filters, paths."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from gtcoder.actions import codebook, theory
from gtcoder.actions.model_edges import connect
from gtcoder.actions.model_nodes import NodePlace, add_node, move_nodes, set_field
from gtcoder.actions.models import EdgeDraft, NodeDraft, make_model, set_path
from gtcoder.actions.paradigms import make_paradigm
from gtcoder.drawing.text import cleaned, graphml_bytes, json_bytes, read_graphml, read_json
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.queries.codebook import find_code
from gtcoder.queries.models import find_model
from gtcoder.queries.people import participants
from gtcoder.reports.model_paths import PROPOSED, proposed_paths, transitions
from gtcoder.reports.models import (
    ModelOptions,
    drawable,
    edge_of,
    graph_of_model,
    model_options,
    relation_of,
)
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodeId, CodeLevel, ModelTemplate, NodeKind

Graph = nx.MultiDiGraph
NINE = "Nine steps"
WAY = (
    *("awareness", "attention", "evaluation", "decision to buy"),
    *("purchase", "usage", "purchase output"),
)
BRANCHES = ("repeated purchase", "complaint", "lack of reaction")
EIGHT, MANAGEMENT = "loyalty / confrontation", "customer experience management"
EDGES = {
    *pairwise(WAY),
    *((WAY[-1], branch) for branch in BRANCHES),
    *((branch, EIGHT) for branch in BRANCHES),
    (EIGHT, "loyalty"),
    (EIGHT, "confrontation"),
    ("loyalty", "advocacy"),
    ("executive prerequisites", MANAGEMENT),
    (MANAGEMENT, "outcomes"),
}


@pytest.fixture(scope="module")
def sample(built_sample: Path) -> Iterator[OpenProject]:
    """The sample study, to be read only."""
    with open_study(FileLocation(built_sample), "Nasrin Ravandi", read_only=True) as project:
        yield project


@pytest.fixture
def mine(built_sample: Path, tmp_path: Path) -> Iterator[OpenProject]:
    """A copy of the sample study, to be changed."""
    path = Path(shutil.copy(built_sample, tmp_path / "mine.gtc"))
    with open_study(FileLocation(path), "Nasrin Ravandi") as project:
        yield project


def drawn(project: OpenProject, name: str | None = None, **given: Any) -> Graph[str]:
    with project.read() as reader:
        return graph_of_model(reader, name, **given)


def code(project: OpenProject, path: str) -> CodeId:
    with project.read() as reader:
        return find_code(reader, path).id


def test_the_nine_steps_are_complete(sample: OpenProject) -> None:
    graph = drawn(sample, template=ModelTemplate.STEPWISE)
    assert graph.graph["title"] == NINE
    assert {(a, b) for a, b in graph.edges()} == EDGES
    assert graph.number_of_edges() == len(EDGES)
    steps = {data["number"]: data["label"] for _, data in graph.nodes(data=True) if data["number"]}
    assert steps == {
        1: "Awareness",
        2: "Paying attention",
        3: "Evaluation",
        4: "Making decision to buy",
        5: "Purchase",
        6: "Usage",
        7: "Purchase output",
        8: "Loyalty / confrontation",
        9: "Advocacy",
    }
    branches = {key for key, data in graph.nodes(data=True) if data["kind"] == "branch"}
    assert {graph.nodes[key]["label"] for key in branches} == {
        "Repeated purchase",
        "Complaint",
        "Lack of reaction",
        "Loyalty",
        "Confrontation",
    }
    around = {data["kind"] for _, data in graph.nodes(data=True) if not data["parent"]}
    assert around == {"prerequisite", "phenomenon", "carried", "alongside", "around", "outcome"}
    usage = graph.nodes["usage"]
    assert (usage["passages"], usage["participants"], usage["participants_total"]) == (12, 3, 13)
    assert usage["field tools"] == "A card with four pictures in place of the booklet (P07)"
    tied = graph.edges["usage", "purchase output", next(iter(graph["usage"]["purchase output"]))]
    assert (tied["kind"], tied["type"], tied["label"]) == ("step", "leads to", "")
    assert tied["evidence_for"] > 0
    assert relation_of(tied) is not None


def test_counts_are_those_of_the_paradigm(sample: OpenProject) -> None:
    paradigm, steps = drawn(sample), drawn(sample, NINE)
    here = {data["code"]: data for _, data in steps.nodes(data=True) if data["code"]}
    for key, data in paradigm.nodes(data=True):
        for what in ("passages", "participants", "participants_total", "definition", "colour"):
            if key in here:
                assert here[key][what] == data[what], (key, what)


def test_the_study_changes_the_figure(mine: OpenProject) -> None:
    three = code(mine, "Step 3: evaluation")
    mine.perform(codebook.rename_code, code=three, name="Step 3: comparing", reason="their word")
    graph = drawn(mine, NINE)
    assert graph.nodes["evaluation"]["label"] == "Comparing"
    assert graph.nodes["evaluation"]["code"] == "Step 3: comparing"
    outcome = "Outcomes of customer experience management > Growth and learning"
    with mine.read() as reader:
        below = [
            row.id for row in _codes(reader) if row.written.startswith(outcome) and not row.retired
        ]
    for each in reversed(below):
        mine.perform(codebook.retire_code, code=each, reason="dropped")
    graph = drawn(mine, NINE)
    assert "growth and learning" not in graph
    assert "financial" in graph
    assert "1 node of retired codes not drawn." in graph.graph["provenance"]
    mine.undo()
    assert "growth and learning" in drawn(mine, NINE)


def _codes(reader: Any) -> Any:
    from gtcoder.queries.codebook import codes

    return codes(reader)


def test_a_container_that_goes_leaves_what_it_held(mine: OpenProject) -> None:
    key = mine.perform(make_model, name="Boxes", template="stepwise", nodes=[
        NodeDraft("outer", "outcome", "Outer"),
        NodeDraft("middle", "outcome", code=code(mine, "Step 9: advocacy"), parent="outer"),
        NodeDraft("inner", "outcome", "Inner", parent="middle"),
    ])  # fmt: skip
    assert drawn(mine, "Boxes").nodes["inner"]["parent"] == "middle"
    with mine.read() as reader:
        below = [row.id for row in _codes(reader) if row.written.startswith("Step 9: advocacy")]
    for each in reversed(below):
        mine.perform(codebook.retire_code, code=each, reason="dropped")
    graph = drawn(mine, "Boxes")
    assert (set(graph), graph.nodes["inner"]["parent"]) == ({"outer", "inner"}, "outer")
    assert key


@pytest.mark.parametrize("template", ["stepwise", "network", "tree", "paradigm", "matrix"])
def test_a_graph_comes_back_from_graphml_and_json(sample: OpenProject, template: str) -> None:
    graph = drawn(sample, template=ModelTemplate(template), filters=[("paths", "yes")])
    assert nx.utils.graphs_equal(read_graphml(graphml_bytes(graph)), graph)
    assert nx.utils.graphs_equal(read_json(json_bytes(graph)), graph)
    assert nx.utils.graphs_equal(cleaned(graph), graph)  # nothing in it that no format holds


def test_only_codes_whose_active_stakeholder_is_the_customer(sample: OpenProject) -> None:
    whole = drawn(sample, NINE)
    filters = [("active stakeholder: customer", "1")]
    part = drawn(sample, NINE, filters=filters)
    said = "Only codes with active stakeholder: customer = 1."
    assert part.graph["subtitle"] == said
    assert said in part.graph["provenance"]
    assert "left out by the filter" in part.graph["provenance"]
    assert set(part) < set(whole)
    assert {"awareness", "complaint", "advocacy", MANAGEMENT} <= set(part)
    assert not {"usage", "outcomes", "technological"} & set(part)
    for key, data in part.nodes(data=True):
        assert data["passages"] <= whole.nodes[key]["passages"]
    none = drawn(sample, NINE, filters=[*filters, ("active stakeholder: company", "7")])
    assert none.number_of_nodes() == 0


def test_filters_by_level_passages_people_and_relations(sample: OpenProject) -> None:
    def network(*filters: tuple[str, str]) -> Graph[str]:
        return drawn(sample, template=ModelTemplate.NETWORK, filters=filters)

    whole = network()
    axial = network(("level", "axial,core"))
    with sample.read() as reader:
        levels = {row.written: row.level for row in _codes(reader)}
    assert {levels[key] for key in axial} == {CodeLevel.AXIAL, CodeLevel.CORE}
    assert set(axial) < set(whole)
    many = network(("passages", "30"))
    assert set(many) == {k for k, data in whole.nodes(data=True) if data["passages"] >= 30}
    leads = network(("relations", "leads to"))
    assert {data["type"] for *_, data in leads.edges(data=True)} == {"leads to"}
    assert len(set(leads)) < len(whole)
    young = network(("age_group", "20-29"))
    assert {data["participants_total"] for _, data in young.nodes(data=True)} == {1}
    assert max(data["participants"] for _, data in young.nodes(data=True)) == 1
    assert young.graph["subtitle"] == "Only the words of participants with age_group = 20-29."
    with sample.read() as reader, pytest.raises(NotFound, match="called “stakeholder”"):
        model_options(reader, [("stakeholder", "1")])
    with pytest.raises(InvalidInput, match="depth cannot be “deep”"):
        network(("depth", "deep"))


def test_the_tree_has_a_root_a_depth_and_every_code_once(sample: OpenProject) -> None:
    whole = drawn(sample, template=ModelTemplate.TREE)
    with sample.read() as reader:
        codes = _codes(reader)
    assert set(whole) == {row.written for row in codes}
    assert nx.is_forest(nx.Graph(whole.to_undirected()))
    assert whole.number_of_edges() == sum(row.parent is not None for row in codes)
    below = drawn(sample, template=ModelTemplate.TREE,
                  filters=[("root", "Step 7: purchase output"), ("depth", "2")])  # fmt: skip
    assert set(below) == {
        "Step 7: purchase output",
        *(f"Step 7: purchase output > {name}"
          for name in ("Repeated purchase", "Complaint", "Lack of reaction")),
    }  # fmt: skip
    assert [data["rank"] for _, data in below.nodes(data=True)] == [1, 1, 2, 3]
    with pytest.raises(NotFound, match="no code “Nowhere”"):
        drawn(sample, template=ModelTemplate.TREE, filters=[("root", "Nowhere")])


def test_places_and_notes_stay_with_the_studys_nodes(mine: OpenProject) -> None:
    net = mine.perform(make_model, name="Net", template="network", options=["relations=leads to"])
    six = "Step 6: usage"
    mine.perform(move_nodes, model=net, places=[NodePlace(six, 200, 90.5)])
    mine.perform(set_field, model=net, node=six, name="tools", value="Modem")
    box = mine.perform(add_node, model=net, kind=NodeKind.BOX, label="Elsewhere", x=1.0, y=2.0)
    mine.perform(add_node, model=net, kind=NodeKind.CATEGORY, code=code(mine, "Background"))
    edge = mine.perform(connect, model=net, source=box, target=six, number=4)
    mine.perform(codebook.rename_code, code=code(mine, six), name="Step 6: using", reason="word")
    graph = drawn(mine, "Net")
    using = graph.nodes["Step 6: using"]
    assert (using["x"], using["y"], using["field tools"]) == (200.0, 90.5, "Modem")
    assert (using["label"], using["passages"]) == ("Step 6: using", 12)
    assert "x" not in graph.nodes["Step 5: purchase"]
    assert graph.nodes["Background"]["passages"] == 62  # related to nothing, but put there
    own = [(key, data["number"]) for *_, key, data in graph.edges(keys=True, data=True)
           if edge_of(key) == edge]  # fmt: skip
    assert own == [(f"e{edge}", 4)]
    assert {edge_of(key) for *_, key in graph.edges(keys=True)} == {edge, None}
    with mine.read() as reader:
        plain = graph_of_model(reader, "", template=ModelTemplate.NETWORK)
    assert box not in plain
    assert plain.number_of_edges() > graph.number_of_edges()  # the model keeps its own filter


def test_a_filter_that_means_nothing_any_more_is_told(mine: OpenProject) -> None:
    mine.perform(make_model, name="Net", template="network", options=["stakeholder=1"])
    graph = drawn(mine, "Net")
    assert graph.number_of_nodes() > 20
    assert "The filter “stakeholder” names nothing" in graph.graph["provenance"]


def test_levels_of_the_matrix_are_an_attributes_values(mine: OpenProject) -> None:
    with pytest.raises(NotFound, match="has the attribute “level”"), mine.read() as reader:
        graph_of_model(reader, "", template=ModelTemplate.MATRIX)
    for path, level in (("Background > Market background", "10 market"),
                        ("Background > Organizational background", "2 company"),
                        ("Step 6: usage", "2 company")):  # fmt: skip
        given: Any = {"code": code(mine, path), "name": "level", "value": level}
        mine.perform(codebook.set_attribute, **given)
    with mine.read() as reader:
        graph = graph_of_model(reader, "", template=ModelTemplate.MATRIX)
    groups = [(d["label"], d["rank"]) for _, d in graph.nodes(data=True) if d["kind"] == "group"]
    assert groups == [("Company", 1), ("Market", 2)]
    assert graph.nodes["Step 6: usage"]["parent"] == "level 2 company"
    kept = drawn(mine, template=ModelTemplate.MATRIX)  # the model of the sample has its own levels
    assert kept.nodes["Background > Natural background"]["parent"] == "beyond the country"
    related = {(a, b) for a, b, data in kept.edges(data=True) if data["kind"] == "relation"}
    assert ("Background > Organizational background", "Customer experience management") in related


def test_steps_without_a_model_come_from_names(mine: OpenProject) -> None:
    with mine.read() as reader:
        graph = graph_of_model(reader, "", template=ModelTemplate.STEPWISE)
    steps = [key for key, data in graph.nodes(data=True) if data["kind"] == "step"]
    assert [graph.nodes[key]["number"] for key in steps] == list(range(1, 10))
    assert [(a, b) for a, b in graph.edges()] == list(pairwise(steps))
    assert {graph.nodes[key]["parent"] for key in steps} == {"Customer experience management"}
    assert "No model is kept" in graph.graph["provenance"]
    with mine.read() as reader, pytest.raises(NotFound, match="no model of the template “cycle”"):
        graph_of_model(reader, template=ModelTemplate.CYCLE)


def test_what_can_be_drawn_and_what_cannot(sample: OpenProject) -> None:
    with sample.read() as reader:
        names = [(each.name, str(each.template), each.stored) for each in drawable(reader)]
        assert names == [
            ("Customer experience management", "paradigm", False),
            (NINE, "stepwise", True),
            ("Conditional matrix", "matrix", True),
            ("", "network", False),
            ("", "tree", False),
            ("", "matrix", False),
        ]
        for name, template, _ in names[:5]:
            graph = graph_of_model(reader, name, template=ModelTemplate(template))
            assert graph.graph["template"] == template
        with pytest.raises(InvalidInput, match="cannot be drawn as “tree”"):
            graph_of_model(reader, NINE, template=ModelTemplate.TREE)
        with pytest.raises(NotFound, match="no model “Ten steps”"):
            graph_of_model(reader, "Ten steps")


def test_a_paradigm_is_drawn_though_a_model_has_its_name(mine: OpenProject) -> None:
    mine.perform(make_paradigm, name=NINE)
    assert drawn(mine, NINE).graph["template"] == "stepwise"
    assert drawn(mine, NINE, template="paradigm").graph["template"] == "paradigm"


def test_the_paradigm_takes_filters_too(sample: OpenProject) -> None:
    whole = drawn(sample)
    part = drawn(sample, filters=[("active stakeholder: company", "1"), ("passages", "10")])
    assert set(part) < set(whole)
    assert all(data["role"] for _, data in part.nodes(data=True))
    lost = whole.number_of_edges() - part.number_of_edges()
    assert part.graph["relations_left_out"] == whole.graph["relations_left_out"] + lost


def test_cycle_and_fields_keep_their_own_nodes(mine: OpenProject) -> None:
    phases = [NodeDraft(f"{n}", "phase", f"Phase {n}", parent="one", rank=n,
                        fields=(("tools", f"Tool {n}"),)) for n in (1, 2, 3, 4)]  # fmt: skip
    loop = [EdgeDraft(str(n), str(n % 4 + 1), "phase") for n in (1, 2, 3, 4)]
    mine.perform(make_model, name="Cycle", template="cycle",
                 nodes=[NodeDraft("one", "part", "Part 1"), *phases,
                        NodeDraft("two", "part", "Part 2"),
                        NodeDraft("a", "block", "Strategy", parent="two")],
                 edges=[*loop, EdgeDraft("one", "two", "depends", both_ways=True)])  # fmt: skip
    graph = drawn(mine, template=ModelTemplate.CYCLE)
    assert [graph.nodes[str(n)]["number"] for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert graph.nodes["3"]["field tools"] == "Tool 3"
    assert [d["both_ways"] for *_, d in graph.edges(data=True) if d["kind"] == "depends"] == [True]
    mine.perform(make_model, name="Service", template="fields", nodes=[
        NodeDraft("customer", "field", "Customer"), NodeDraft("enterprise", "field", "Enterprise"),
        NodeDraft("expects", "activity", "Expects", parent="customer"),
        NodeDraft("meets", "activity", "Service encounter"),
    ], edges=[EdgeDraft("expects", "meets", "arrow", "gap", 5)])  # fmt: skip
    graph = drawn(mine, "Service")
    assert graph.nodes["meets"]["fields_of"] == "customer;enterprise"
    assert graph.nodes["expects"]["fields_of"] == "customer"
    assert [d["number"] for *_, d in graph.edges(data=True)] == [5]


def test_paths_are_laid_over_the_edges(mine: OpenProject) -> None:
    graph = drawn(mine, NINE, filters=[("paths", "yes")])
    went = {(a, b): data["transitions"] for a, b, data in graph.edges(data=True)}
    assert went["evaluation", "decision to buy"] == 3
    assert went["loyalty", "advocacy"] == 1
    assert went[EIGHT, "confrontation"] == 1
    assert went["usage", "purchase output"] == 2
    assert sum(went.values()) == 17
    assert graph.nodes["awareness"]["visits"] == 3
    assert graph.graph["transitions_elsewhere"].startswith("Awareness → Evaluation (2)")
    assert "transitions" not in next(iter(drawn(mine, NINE).edges(data=True)))[2]
    with mine.read() as reader:
        model = find_model(reader, NINE)
        first = participants(reader)[0]
    mine.perform(set_path, model=model.id, participant=first.id, steps=list(WAY))
    graph = drawn(mine, NINE, options=ModelOptions(paths=True))
    went = {(a, b): data["transitions"] for a, b, data in graph.edges(data=True)}
    assert went["usage", "purchase output"] == 3


def test_a_proposal_is_marked_and_follows_the_text(sample: OpenProject) -> None:
    with sample.read() as reader:
        model = find_model(reader, NINE)
        ways = {path.name: path for path in proposed_paths(reader, model)}
    assert ways["P01"].steps == ("awareness", "attention", "purchase output", "repeated purchase")
    notes = {visit.note for path in ways.values() for visit in path.visits}
    assert notes == {PROPOSED}
    assert [visit.rank for visit in ways["P04"].visits] == list(range(1, 9))
    assert transitions((ways["P01"],))["awareness", "attention"] == 1
    assert all(len(set(path.steps)) == len(path.steps) for path in ways.values())


def test_a_relation_of_strength_is_on_its_edge(mine: OpenProject) -> None:
    from gtcoder.actions.relations import change_relation

    relation = mine.perform(theory.relate, source=code(mine, "Background"),
                            target=code(mine, "Step 6: usage"), type="leads to")  # fmt: skip
    mine.perform(change_relation, relation=relation, strength=3)
    graph = drawn(mine, template=ModelTemplate.NETWORK)
    data = graph.edges["Background", "Step 6: usage", f"r{relation}"]
    assert (data["strength"], data["evidence_for"], data["kind"]) == (3, 0, "relation")
    assert relation_of(data) == relation
