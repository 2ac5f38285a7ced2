"""Overlapping fields: the service model with its five gaps, and others."""

from __future__ import annotations

import random

import pytest

from gtcoder.analysis.diagram.fields import layout_fields
from gtcoder.analysis.diagram.figure import Figure, Heads
from gtcoder.analysis.diagram.figure_rules import faults
from tests.analysis.figure_models import WORDS, PlainMeasurer, join, model, service_model


@pytest.fixture(scope="module")
def figure() -> Figure:
    return layout_fields(service_model(), PlainMeasurer())


def test_the_service_model_is_fit_to_print_on_a4(figure: Figure) -> None:
    assert faults(figure) == ()
    assert figure.page == "A4"


def test_what_both_do_lies_in_the_overlap_and_all_else_in_one_field(figure: Figure) -> None:
    place = {box.key: box.rect for box in figure.boxes}
    assert place["customer"].meets(place["enterprise"])
    held = {
        key: [f for f in ("customer", "enterprise") if place[f].holds(place[key])]
        for key in service_model()
        if key not in ("customer", "enterprise")
    }
    assert held == {
        "expected": ["customer"],
        "perceived": ["customer"],
        "delivery": ["customer", "enterprise"],
        "communication": ["customer", "enterprise"],
        "specification": ["enterprise"],
        "perception": ["enterprise"],
    }


def test_the_five_gaps_carry_their_numbers_and_words_on_their_arrows(figure: Figure) -> None:
    gaps = sorted(
        (edge for edge in figure.edges if edge.mark),
        key=lambda e: e.mark.text.text if e.mark else "",
    )
    assert [edge.mark.text.text for edge in gaps if edge.mark] == ["1", "2", "3", "4", "5"]
    assert {edge.heads for edge in gaps} == {Heads.BOTH}
    said = [" ".join(text.text for text in edge.texts) for edge in gaps]
    told = {d["number"]: d["label"] for *_, d in service_model().edges(data=True) if d["number"]}
    assert said == [told[number] for number in range(1, 6)]


def test_words_that_find_no_room_are_explained_by_number_in_the_legend() -> None:
    graph = service_model()
    for *_, data in graph.edges(data=True):
        data["label"] = data["label"] and f"{data['label']} " + "and once more " * 40
    figure = layout_fields(graph, PlainMeasurer())
    assert faults(figure) == ()
    marks = [entry.mark.text.text for entry in figure.legend if entry.mark]
    assert marks == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("seed", range(5))
def test_any_fields_are_fit_to_print(seed: int) -> None:
    chance = random.Random(seed)
    graph = model(f"Fields {seed}", "fields")
    fields = ["a", "b", "c"][: chance.randint(1, 3)]
    for rank, field in enumerate(fields):
        graph.add_node(field, kind="field", label=chance.choice(WORDS), parent="", rank=rank)
    keys = [f"n{k}" for k in range(chance.randint(1, 9))]
    for rank, key in enumerate(keys):
        parent = chance.choice([*fields, ""])
        graph.add_node(
            key,
            kind="activity",
            label=chance.choice(WORDS),
            parent=parent,
            fields_of=parent or ";".join(fields),
            rank=rank,
        )
    for number in range(1, chance.randint(1, 7)):
        one, two = chance.choice(keys), chance.choice(keys)
        if one != two:
            join(graph, one, two, "arrow", number=number, label=chance.choice(WORDS))
    figure = layout_fields(graph, PlainMeasurer())
    assert faults(figure) == ()
    assert set(graph) <= {box.key for box in figure.boxes}
