"""The paradigm as a graph, on invented categories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtcoder.analysis.theory import (
    Placement,
    RelationLine,
    paradigm_graph,
)
from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import ParadigmRole

LABELS = {
    ParadigmRole.PHENOMENON: "Silent leaving",
    ParadigmRole.CAUSAL_CONDITION: "Waiting",
    ParadigmRole.CONTEXT: "Market competition",
    ParadigmRole.INTERVENING_CONDITION: "Employees’ motivation",
    ParadigmRole.STRATEGY: "Listening in person",
    ParadigmRole.CONSEQUENCE: "Trust",
}
PLACED = [
    Placement(role.value, label, role, 0, 12, 9, 12, "What it is.", 3)
    for role, label in LABELS.items()
]
LINKS = [
    RelationLine("causal condition", "phenomenon", "is a cause of", "is caused by", 14, 2, 9),
    RelationLine("phenomenon", "strategy", "is answered by", "answers", 11),
    RelationLine("strategy", "consequence", "leads to", "follows from", 9),
    RelationLine("context", "phenomenon", "is the context of", "happens in", 6),
    RelationLine("intervening condition", "strategy", "bears on", "depends on", 3),
]


def test_nodes_and_edges_carry_what_a_diagram_needs() -> None:
    graph = paradigm_graph("Paradigm 1", PLACED, LINKS, provenance="12 interviews.")
    assert graph.graph == {
        "title": "Paradigm 1",
        "template": "paradigm",
        "provenance": "12 interviews.",
        "relations_left_out": 0,
    }
    assert graph.nodes["causal condition"] == {
        "kind": "category",
        "label": "Waiting",
        "role": "causal condition",
        "rank": 0,
        "passages": 12,
        "participants": 9,
        "participants_total": 12,
        "definition": "What it is.",
        "colour": 3,
    }
    assert graph.edges["causal condition", "phenomenon", "r1"] == {
        "kind": "relation",
        "type": "is a cause of",
        "inverse": "is caused by",
        "evidence_for": 14,
        "evidence_against": 2,
        "participants": 9,
    }


def test_cards_stand_in_the_order_of_their_rank() -> None:
    first, second = replace(PLACED[1], key="a", rank=2), replace(PLACED[1], key="b", rank=1)
    graph = paradigm_graph("Paradigm 1", [first, second], [])
    assert list(graph.nodes) == ["b", "a"]


def test_a_category_has_one_role() -> None:
    twice = [*PLACED, replace(PLACED[0], role=ParadigmRole.STRATEGY)]
    with pytest.raises(InvalidInput, match="“Silent leaving” is placed twice in “Paradigm 1”"):
        paradigm_graph("Paradigm 1", twice, [])


def test_relations_that_join_no_two_placed_categories_are_counted_not_drawn() -> None:
    strays = [
        RelationLine("phenomenon", "elsewhere", "leads to"),
        RelationLine("phenomenon", "phenomenon", "leads to"),
    ]
    graph = paradigm_graph("Paradigm 1", PLACED, [*LINKS, *strays])
    assert graph.number_of_edges() == len(LINKS)
    assert graph.graph["relations_left_out"] == 2


def test_two_relations_of_one_pair_are_two_edges() -> None:
    graph = paradigm_graph("Paradigm 1", PLACED, [LINKS[0], replace(LINKS[0], type="enables")])
    assert graph.number_of_edges("causal condition", "phenomenon") == 2
