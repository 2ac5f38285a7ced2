"""Drawn models: every verb, what it refuses, and the way back by undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import codebook, merging, relations, theory, transcripts
from gtcoder.actions.model_edges import change_edge, connect, disconnect
from gtcoder.actions.model_nodes import (
    NodePlace,
    add_node,
    change_node,
    group_nodes,
    let_go,
    move_nodes,
    remove_nodes,
    resize_node,
    set_field,
    ungroup,
)
from gtcoder.actions.models import (
    EdgeDraft,
    NodeDraft,
    clear_path,
    copy_model,
    make_model,
    remove_model,
    rename_model,
    set_model_options,
    set_path,
)
from gtcoder.errors import GtcoderError, InvalidInput, NotFound, ReasonNeeded
from gtcoder.queries.models import EdgeRow, ModelRow, NodeRow, models, paths
from gtcoder.queries.people import participants
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeId, ModelEdgeId, ModelId, NodeKind, ParticipantId
from tests.databases import ON_BOTH
from tests.studies import Study, draft


@pytest.fixture
def one(study: Study) -> CodeId:
    return study.code("Step 1: hearing")


@pytest.fixture
def two(study: Study) -> CodeId:
    return study.code("Step 2: leaving")


@pytest.fixture
def model(study: Study, one: CodeId, two: CodeId) -> ModelId:
    nodes = [
        NodeDraft("all", "phenomenon", "Quitting"),
        NodeDraft("hear", "step", code=one, parent="all", rank=1),
        NodeDraft("leave", "step", code=two, parent="all", rank=2),
        NodeDraft("tell", "branch", "Telling others", parent="leave", fields=(("tools", "Talk"),)),
        NodeDraft("note", "note", note="Not sure", x=10.0, y=20.0, width=80.0, height=30.0),
    ]
    edges = [EdgeDraft("hear", "leave", "step"), EdgeDraft("leave", "tell", "branch", number=3)]
    made: ModelId = study.ann.perform(
        make_model, name="Way out", template="stepwise", nodes=nodes, edges=edges
    )
    return made


@pytest.fixture
def network(study: Study, one: CodeId, two: CodeId) -> ModelId:
    study.ann.perform(codebook.create_code, name="Sign", parent=one)
    made: ModelId = study.ann.perform(make_model, name="Net", template="network")
    return made


def read(study: Study, model: ModelId) -> ModelRow:
    with study.ann.read() as reader:
        return next(row for row in models(reader) if row.id == model)


def node(study: Study, model: ModelId, key: str) -> NodeRow:
    return next(row for row in read(study, model).nodes if row.key == key)


def edges(study: Study, model: ModelId) -> list[EdgeRow]:
    return list(read(study, model).edges)


def person(study: Study) -> ParticipantId:
    with study.ann.read() as reader:
        return participants(reader)[0].id


Do = Callable[..., Any]


@pytest.fixture
def do(study: Study) -> Do:
    """Perform a verb; undo must bring back the state before it, and redo the state after."""

    def act(verb: Callable[..., Any], **given: Any) -> Any:
        before = state_digest(study.ann)
        result = study.ann.perform(verb, **given)
        after = state_digest(study.ann)
        assert after != before
        study.ann.undo()
        assert state_digest(study.ann) == before
        study.ann.redo()
        assert state_digest(study.ann) == after
        return result

    return act


@ON_BOTH
def test_a_model_is_made_with_all_it_holds(study: Study, model: ModelId) -> None:
    row = read(study, model)
    assert [each.key for each in row.nodes] == ["all", "hear", "leave", "tell", "note"]
    tell, note = row.nodes[3:]
    assert (tell.parent, tell.fields, tell.x) == ("leave", (("tools", "Talk"),), None)
    assert (note.x, note.y, note.width, note.height) == (10.0, 20.0, 80.0, 30.0)
    assert [(e.source, e.target, e.kind, e.number) for e in row.edges] == [
        ("hear", "leave", "step", None),
        ("leave", "tell", "branch", 3),
    ]
    assert verify(study.ann).ok


def test_nodes_are_added_changed_and_put_elsewhere(
    study: Study, model: ModelId, one: CodeId, do: Do
) -> None:
    key = do(add_node, model=model, kind=NodeKind.BRANCH, label=" Coming  back ", parent="leave")
    assert (key, node(study, model, key).rank) == ("coming back", 1)
    assert do(add_node, model=model, kind=NodeKind.BRANCH, label="Coming back") == "coming back 2"
    do(change_node, model=model, node=key, label="Back", kind=NodeKind.STEP, rank=4, colour=3)
    do(change_node, model=model, node=key, code=one, parent="all", note="Rare.")
    row = node(study, model, key)
    assert (row.label, row.kind, row.rank, row.colour) == ("Back", "step", 4, 3)
    assert (row.code, row.parent, row.note) == (one, "all", "Rare.")
    do(change_node, model=model, node=key, without_code=True, parent="")
    row = node(study, model, key)
    assert (row.code, row.parent, row.label) == (None, None, "Back")
    do(set_field, model=model, node=key, name="tools", value=" A letter ")
    do(set_field, model=model, node=key, name="actions", value="Ring")
    do(set_field, model=model, node=key, name="actions", value="")
    assert node(study, model, key).fields == (("tools", "A letter"),)
    do(change_node, model=model, node="hear", label="Hears")
    do(change_node, model=model, node="hear", label="")
    assert verify(study.ann).ok


def test_places_by_hand_are_kept_and_let_go(study: Study, model: ModelId, do: Do) -> None:
    places = [NodePlace("hear", 100.5, 60.0), NodePlace("leave", 300.0, 60.0)]
    before = study.ann.seen
    do(move_nodes, model=model, places=places)
    assert study.ann.seen == before + 3  # one entry, its undo, its redo
    do(resize_node, model=model, node="hear", width=120.0, height=40.0, x=110.0)
    hear = node(study, model, "hear")
    assert (hear.x, hear.y, hear.width, hear.height) == (110.0, 60.0, 120.0, 40.0)
    assert do(let_go, model=model, nodes=["hear", "leave", "tell"]) == 2
    assert {node(study, model, key).x for key in ("hear", "leave")} == {None}
    assert node(study, model, "hear").width is None


def test_what_lay_in_a_removed_node_goes_one_up(study: Study, model: ModelId, do: Do) -> None:
    way: Any = {"model": model, "participant": person(study)}
    study.ann.perform(set_path, **way, steps=["hear", "leave", "tell"])
    assert do(remove_nodes, model=model, nodes=["all", "leave"]) == 2
    row = read(study, model)
    assert [(each.key, each.parent) for each in row.nodes] == [
        ("hear", None),
        ("tell", None),
        ("note", None),
    ]
    assert row.edges == ()
    with study.ann.read() as reader:
        (path,) = paths(reader, model)
    assert path.steps == ("hear", "tell")
    assert verify(study.ann).ok


def test_groups_are_made_and_dissolved(study: Study, model: ModelId, do: Do) -> None:
    key = do(group_nodes, model=model, nodes=["hear", "leave"], label="Both")
    assert (node(study, model, key).parent, node(study, model, key).kind) == ("all", "group")
    assert {node(study, model, each).parent for each in ("hear", "leave")} == {key}
    with pytest.raises(InvalidInput, match="side by side"):
        study.ann.perform(group_nodes, model=model, nodes=["hear", "all"])
    assert do(ungroup, model=model, group=key) == 2
    assert {node(study, model, each).parent for each in ("hear", "leave")} == {"all"}
    with pytest.raises(InvalidInput, match="no group"):
        study.ann.perform(ungroup, model=model, group="all")


def test_edges_are_drawn_changed_and_taken_away(
    study: Study, model: ModelId, one: CodeId, two: CodeId, do: Do
) -> None:
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    edge = do(connect, model=model, source="leave", target="hear", label=" again ", number=2,
              both_ways=True, relation=relation)  # fmt: skip
    made = edges(study, model)[-1]
    assert (made.id, made.kind, made.label, made.number) == (edge, "arrow", "again", 2)
    assert (made.both_ways, made.relation) == (True, relation)
    do(change_edge, edge=edge, label="", number=0, both_ways=False, kind="depends")
    made = edges(study, model)[-1]
    assert (made.label, made.number, made.both_ways, made.kind) == ("", None, False, "depends")
    assert made.relation == relation
    with pytest.raises(InvalidInput, match="does not join"):
        study.ann.perform(change_edge, edge=edge, target="all")
    do(change_edge, edge=edge, target="all", without_relation=True)
    assert edges(study, model)[-1].target == "all"
    do(disconnect, edges=[each.id for each in edges(study, model)])
    assert edges(study, model) == []


def test_a_relation_that_goes_leaves_the_edge(
    study: Study, model: ModelId, one: CodeId, two: CodeId, do: Do
) -> None:
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(connect, model=model, source="hear", target="leave", relation=relation)
    do(relations.unrelate, relation=relation, reason="no longer held")
    assert edges(study, model)[-1].relation is None
    assert verify(study.ann).ok


def test_a_path_replaces_the_one_before(study: Study, model: ModelId, do: Do) -> None:
    way: Any = {"model": model, "participant": person(study)}
    do(set_path, **way, steps=["hear", "leave"], notes=["At once.", ""])
    do(set_path, **way, steps=["leave", "hear", "leave"])
    with study.ann.read() as reader:
        (path,) = paths(reader, model)
    assert (path.steps, [visit.rank for visit in path.visits]) == (
        ("leave", "hear", "leave"),
        [1, 2, 3],
    )
    do(clear_path, **way)
    with study.ann.read() as reader:
        assert paths(reader, model) == ()
    faulty: Any
    for faulty in ({"steps": []}, {"steps": ["hear"], "notes": ["a", "b"]}):
        with pytest.raises(InvalidInput):
            study.ann.perform(set_path, **way, **faulty)
    with pytest.raises(InvalidInput, match="no confirmed path"):
        study.ann.perform(clear_path, **way)


def test_a_model_is_copied_renamed_and_removed(study: Study, model: ModelId, do: Do) -> None:
    study.ann.perform(set_path, model=model, participant=person(study), steps=["hear", "leave"])
    do(set_model_options, model=model, options=["level=axial", "passages = 2"])
    copy = do(copy_model, model=model, name="Try")
    first, second = read(study, model), read(study, copy)
    assert second.options == (("level", "axial"), ("passages", "2"))
    assert [(n.key, n.parent, n.code, n.fields) for n in second.nodes] == [
        (n.key, n.parent, n.code, n.fields) for n in first.nodes
    ]
    assert [(e.source, e.target, e.number) for e in second.edges] == [
        (e.source, e.target, e.number) for e in first.edges
    ]
    with study.ann.read() as reader:
        assert [path.steps for path in paths(reader, copy)] == [("hear", "leave")]
    do(rename_model, model=copy, name="Second")
    with pytest.raises(ReasonNeeded):
        study.ann.perform(remove_model, model=model)
    do(remove_model, model=model, reason="the second is better")
    with study.ann.read() as reader:
        assert [row.name for row in models(reader)] == ["Second"]
    assert verify(study.ann).ok


def test_places_in_a_drawing_of_the_study_make_their_rows(
    study: Study, network: ModelId, one: CodeId, do: Do
) -> None:
    places = [NodePlace("Step 1: hearing > Sign", 50.0, 60.0), NodePlace("Step 1: hearing", 5, 6)]
    do(move_nodes, model=network, places=places)
    sign, hearing = read(study, network).nodes
    assert (hearing.code, hearing.kind, hearing.x, sign.x) == (one, "code", 5.0, 50.0)
    study.ann.perform(codebook.rename_code, code=one, name="Noticing", reason="clearer")
    do(set_field, model=network, node="Noticing", name="tools", value="Ears")
    assert len(read(study, network).nodes) == 2
    key = do(group_nodes, model=network, nodes=["Noticing", "Step 2: leaving"])
    assert [row.parent for row in read(study, network).nodes].count(key) == 2
    do(let_go, model=network, nodes=["Noticing", "Noticing > Sign"])
    with pytest.raises(InvalidInput, match="from the study"):
        study.ann.perform(remove_nodes, model=network, nodes=["Noticing"])
    with pytest.raises(InvalidInput, match="stands in"):
        study.ann.perform(add_node, model=network, kind=NodeKind.CODE, code=one)
    with pytest.raises(NotFound, match="no node “Step 1: hearing”"):
        study.ann.perform(move_nodes, model=network, places=places[1:])
    do(remove_nodes, model=network, nodes=[key])
    assert verify(study.ann).ok


@ON_BOTH
def test_a_merged_code_takes_its_nodes_along(
    study: Study, model: ModelId, network: ModelId, one: CodeId, two: CodeId, do: Do
) -> None:
    study.ann.perform(move_nodes, model=network, places=[NodePlace("Step 1: hearing", 5, 6)])
    do(merging.merge_codes, sources=[one], target=two, reason="one idea")
    assert node(study, model, "hear").code == two
    (row,) = read(study, network).nodes
    assert (row.code, row.x) == (two, 5.0)
    third = study.code("Third")
    study.ann.perform(move_nodes, model=network, places=[NodePlace("Third", 7, 8)])
    do(merging.merge_codes, sources=[two], target=third, reason="one idea")
    assert [(row.code, row.x) for row in read(study, network).nodes] == [(two, 5.0), (third, 7.0)]
    assert verify(study.ann).ok


def test_an_edge_shows_the_relation_that_is_left_of_two(
    study: Study, model: ModelId, one: CodeId, two: CodeId, do: Do
) -> None:
    third = study.code("Third")
    first = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    other = study.ann.perform(theory.relate, source=third, target=two, type="leads to")
    study.ann.perform(connect, model=model, source="hear", target="leave", relation=first)
    do(merging.merge_codes, sources=[one], target=third, reason="one idea")
    assert (edges(study, model)[-1].relation, node(study, model, "hear").code) == (other, third)
    assert verify(study.ann).ok


def test_a_document_goes_and_its_participants_path_stays(study: Study, model: ModelId) -> None:
    study.ann.perform(set_path, model=model, participant=person(study), steps=["hear"])
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    with study.ann.read() as reader:
        assert [path.steps for path in paths(reader, model)] == [("hear",)]
    assert draft().name == "Invented interview 1"
    assert verify(study.ann).ok


REFUSED: list[tuple[Callable[..., Any], dict[str, Any], str]] = [
    (make_model, {"name": "Way out", "template": "stepwise"}, "a model “Way out” already"),
    (make_model, {"name": "New", "template": "round"}, "“round” is no template"),
    (make_model, {"name": "New", "template": "tree", "options": ["depth"]}, "NAME=VALUE"),
    (add_node, {"kind": NodeKind.STEP}, "needs a label"),
    (add_node, {"kind": NodeKind.STEP, "label": "x", "key": "hear"}, "a node “hear” already"),
    (add_node, {"kind": NodeKind.STEP, "label": "x", "parent": "gone"}, "no node “gone”"),
    (add_node, {"kind": NodeKind.STEP, "code": CodeId(4711)}, "no code with number 4711"),
    (change_node, {"node": "all", "parent": "tell"}, "“Quitting” cannot lie in itself"),
    (change_node, {"node": "all", "parent": "all"}, "cannot lie in itself"),
    (change_node, {"node": "note", "note": " "}, "needs a label"),
    (set_field, {"node": "hear", "name": " ", "value": "x"}, "A field needs a name"),
    (move_nodes, {"places": []}, "No node to move"),
    (move_nodes, {"places": [NodePlace("hear", 1e308, 3.0)]}, "cannot stand at 1e.308"),
    (move_nodes, {"places": [NodePlace("hear", 3.0, float("nan"))]}, "cannot stand at nan"),
    (resize_node, {"node": "hear", "width": 0.0, "height": 3.0}, "cannot be 0.0 wide"),
    (let_go, {"nodes": ["hear"]}, "placed by hand"),
    (remove_nodes, {"nodes": []}, "No node to remove"),
    (connect, {"source": "hear", "target": "hear"}, "joins two nodes"),
    (connect, {"source": "hear", "target": "leave", "kind": "step"}, "such an edge"),
    (connect, {"source": "hear", "target": "tell", "number": -1}, "counts from 1"),
    (set_path, {"participant": 1, "steps": ["nowhere"]}, "no node “nowhere”"),
    (rename_model, {"name": " "}, "A model needs a name"),
]


@pytest.mark.parametrize(("verb", "given", "said"), REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(
    study: Study, model: ModelId, verb: Callable[..., Any], given: dict[str, Any], said: str
) -> None:
    before = state_digest(study.ann)
    of: Any = {} if verb is make_model else {"model": model}
    with pytest.raises(GtcoderError, match=said):
        study.ann.perform(verb, **of, **given)
    assert state_digest(study.ann) == before
    with pytest.raises(GtcoderError):
        study.ann.perform(disconnect, edges=[ModelEdgeId(99)])


def test_a_code_out_of_use_is_no_node(study: Study, model: ModelId, one: CodeId) -> None:
    study.ann.perform(codebook.retire_code, code=one, reason="not used")
    with pytest.raises(InvalidInput, match="is retired"):
        study.ann.perform(add_node, model=model, kind=NodeKind.STEP, code=one)
    with pytest.raises(InvalidInput, match="is retired"):
        study.ann.perform(change_node, model=model, node="tell", code=one)


def test_a_key_leads_to_one_node_of_those_drawn_from_the_study(
    study: Study, network: ModelId, one: CodeId, do: Do
) -> None:
    codes = [study.code("queue"), study.code("code 1")]
    assert do(add_node, model=network, kind=NodeKind.BOX, label=f"Code {one}") == f"code {one} 2"
    assert do(add_node, model=network, kind=NodeKind.BOX, label="Queue") == "queue 2"
    with pytest.raises(InvalidInput, match="already"):
        study.ann.perform(add_node, model=network, kind=NodeKind.BOX, label="x", key="queue")
    do(set_field, model=network, node="Step 1: hearing", name="tools", value="Talk")
    do(move_nodes, model=network, places=[NodePlace("queue", 1, 2), NodePlace("code 1", 3, 4)])
    do(group_nodes, model=network, nodes=["queue", "code 1"], label="Code 2")
    rows = read(study, network).nodes
    assert [row.code for row in rows if row.parent == "code 2 2"] == codes
    assert len({row.key for row in rows}) == len(rows)


def test_keys_given_with_a_model_drawn_from_the_study_make_way_for_codes(
    study: Study, one: CodeId
) -> None:
    nodes = [NodeDraft(f"code {one}", "box", "Own"), NodeDraft("a", "category", code=one)]
    edges = [EdgeDraft("a", f"code {one}")]
    made = study.ann.perform(make_model, name="Net 2", template="network", nodes=nodes, edges=edges)
    row = read(study, made)
    assert [each.key for each in row.nodes] == [f"code {one} 2", f"code {one}"]
    assert [(each.source, each.target) for each in row.edges] == [(f"code {one}", f"code {one} 2")]


def test_another_code_unties_a_nodes_edges_from_the_relation(
    study: Study, model: ModelId, one: CodeId, two: CodeId, do: Do
) -> None:
    relation = study.ann.perform(relations.relate, source=one, target=two, type="leads to")
    edge = edges(study, model)[0].id
    do(change_edge, edge=edge, relation=relation)
    do(change_node, model=model, node="hear", code=study.code("Third"))
    assert edges(study, model)[0].relation is None
    study.ann.perform(change_edge, edge=edge, label="Still drawn")


@pytest.mark.parametrize("where", [float("nan"), float("inf")])
def test_no_node_stands_nowhere(study: Study, model: ModelId, where: float) -> None:
    before = study.ann.seen
    with pytest.raises(InvalidInput, match="cannot stand"):
        study.ann.perform(move_nodes, model=model, places=[NodePlace("hear", where, 1)])
    with pytest.raises(InvalidInput, match="cannot stand"):
        study.ann.perform(add_node, model=model, kind=NodeKind.NOTE, note="x", y=where)
    with pytest.raises(InvalidInput, match="cannot stand"):
        study.ann.perform(resize_node, model=model, node="hear", width=9, height=9, x=where)
    assert study.ann.seen == before
