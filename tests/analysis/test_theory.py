"""The paradigm as a graph and its checks, on invented categories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtcoder.analysis.theory import (
    PARADIGM_GRAMMAR,
    Placement,
    RelationLine,
    check_paradigm,
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


def rules(placed: list[Placement], links: list[RelationLine]) -> set[str]:
    return {f.rule for f in check_paradigm(paradigm_graph("Paradigm 1", placed, links))}


def test_a_whole_paradigm_has_no_findings() -> None:
    assert rules(PLACED, LINKS) == set()


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


def without(role: ParadigmRole) -> tuple[list[Placement], list[RelationLine]]:
    return (
        [p for p in PLACED if p.role is not role],
        [line for line in LINKS if role.value not in (line.source, line.target)],
    )


@pytest.mark.parametrize("role", [r for r in ParadigmRole if r is not ParadigmRole.PHENOMENON])
def test_an_empty_role_is_found(role: ParadigmRole) -> None:
    placed, links = without(role)
    found = check_paradigm(paradigm_graph("Paradigm 1", placed, links))
    assert [(f.rule, f.subject) for f in found] == [("empty-role", role.value)]


def test_no_phenomenon_is_found() -> None:
    assert rules(*without(ParadigmRole.PHENOMENON)) == {"no-phenomenon"}


def test_two_phenomena_are_found_by_name() -> None:
    second = replace(PLACED[0], key="churn", label="Churn")
    found = check_paradigm(paradigm_graph("Paradigm 1", [*PLACED, second], LINKS))
    assert [(f.rule, f.keys) for f in found] == [("several-phenomena", ("churn", "phenomenon"))]
    assert "“Churn”" in found[0].message
    assert "“Silent leaving”" in found[0].message


def test_a_link_the_grammar_does_not_have_is_found() -> None:
    back = RelationLine("strategy", "phenomenon", "leads to", "", 4)
    found = check_paradigm(paradigm_graph("Paradigm 1", PLACED, [*LINKS, back]))
    assert [(f.rule, f.subject, f.keys) for f in found] == [
        (
            "forbidden-link",
            "Listening in person leads to Silent leaving",
            ("strategy", "phenomenon"),
        )
    ]


def test_the_grammar_can_be_another() -> None:
    strict = {**PARADIGM_GRAMMAR, ParadigmRole.CONTEXT: frozenset({ParadigmRole.STRATEGY})}
    found = check_paradigm(paradigm_graph("Paradigm 1", PLACED, LINKS), grammar=strict)
    assert [f.rule for f in found] == ["forbidden-link"]


def test_a_relation_without_evidence_is_found() -> None:
    bare = replace(LINKS[1], evidence_for=0, evidence_against=3)
    assert rules(PLACED, [bare if line is LINKS[1] else line for line in LINKS]) == {
        "relation-without-evidence"
    }


def test_a_category_without_definition_is_found() -> None:
    placed = [replace(p, definition="  ") if p.label == "Trust" else p for p in PLACED]
    found = check_paradigm(paradigm_graph("Paradigm 1", placed, LINKS))
    assert [(f.rule, f.subject, f.keys) for f in found] == [
        ("category-without-definition", "Trust", ("consequence",))
    ]
