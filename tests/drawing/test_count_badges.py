"""Counts over a picture: only where they are asked for, told in words, on the page."""

from __future__ import annotations

import networkx as nx
import pytest

from gtcoder.drawing.count_badges import COUNTS
from gtcoder.drawing.export import scene_of_graph
from gtcoder.drawing.scene import Scene


def steps() -> nx.MultiDiGraph[str]:
    """Return three invented steps in a row."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title="Invented steps", subtitle="", template="stepwise", provenance="Invented."
    )
    graph.add_node("core", kind="phenomenon", label="What happens", parent="", rank=1)
    for number, label in enumerate(("Waiting", "Calling", "Leaving"), 1):
        graph.add_node(
            label, kind="step", label=label, parent="core", rank=number, number=number,
            code=label, passages=10 * number, participants=number, participants_total=12,
        )  # fmt: skip
    graph.add_edge("Waiting", "Calling", key="e1", kind="step", transitions=4)
    graph.add_edge("Calling", "Leaving", key="e2", kind="step", transitions=0)
    return graph


def words(scene: Scene) -> list[str]:
    return [label.text for label in scene.labels]


def test_without_asking_nothing_is_counted() -> None:
    scene = scene_of_graph(steps())
    assert [badge for badge in scene.badges if badge.kind == "count"] == []
    assert not any("participants" in text for text in words(scene))


def test_passages_and_participants_stand_on_their_boxes() -> None:
    graph = steps()
    graph.graph[COUNTS] = "yes"
    scene = scene_of_graph(graph)
    assert "20 · 2 of 12" in words(scene)
    assert any("participants of all" in text for text in words(scene))
    boxes = {card.key: card.rect for card in scene.cards}
    pill = next(badge.rect for badge in scene.badges if badge.key == "Calling" and
                badge.kind == "count")  # fmt: skip
    assert pill.cx == pytest.approx(boxes["Calling"].cx)
    assert abs(pill.cy - boxes["Calling"].bottom) < pill.height


def test_paths_count_who_went_along_an_arrow_and_what_no_arrow_draws() -> None:
    graph = steps()
    graph.graph |= {"paths": 5, "transitions_elsewhere": "Waiting → Leaving (1)"}
    graph.nodes["Waiting"]["visits"] = 5
    scene = scene_of_graph(graph)
    assert {"5 came", "4"} <= set(words(scene))
    assert "0" not in words(scene)
    said = " ".join(words(scene))
    assert "of 5." in said
    assert "Waiting → Leaving (1)" in said
    for badge in scene.badges:
        assert badge.rect.x >= 0
        assert badge.rect.right <= scene.width
        assert badge.rect.bottom <= scene.height


def test_a_place_by_hand_moves_the_box_and_nothing_else_of_the_layout() -> None:
    plain = scene_of_graph(steps())
    there = {card.key: card.rect for card in plain.cards}
    graph = steps()
    graph.nodes["Calling"].update(x=there["Calling"].cx, y=there["Calling"].cy + 60.0)
    moved = {card.key: card.rect for card in scene_of_graph(graph).cards}
    assert moved["Calling"].cy == pytest.approx(there["Calling"].cy + 60.0)
    assert moved["Waiting"] == there["Waiting"]
