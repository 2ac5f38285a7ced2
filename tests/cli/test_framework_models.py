"""The framework and the service model of 2016, kept in a study and drawn by the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.analysis.diagram.figure import Figure, Heads
from gtcoder.analysis.diagram.figure_rules import faults
from gtcoder.analysis.layout import layout_graph
from gtcoder.drawing.export import scene_of_graph
from gtcoder.drawing.measure import QtMeasurer
from gtcoder.drawing.text import read_graphml
from tests.cli.conftest import Run, rows
from tests.cli.framework_2016 import (
    ACTIVITIES,
    BLOCKS,
    CYCLE,
    GAP_ARROWS,
    GAPS,
    PARTS,
    PHASES,
    write_study,
)
from tests.drawing.test_figure_scene import assert_keeps_the_rules

if TYPE_CHECKING:
    import networkx as nx

pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study as plain text."""
    return write_study(tmp_path_factory.mktemp("models") / "study")


def drawn(run: Run, folder: Path, name: str) -> tuple[str, nx.MultiDiGraph[str], Figure]:
    """Return what the svg says of itself, the graph written beside it, and its figure."""
    run("model", folder, name, "--out", "x.svg").done()
    run("model", folder, name, "--out", "x.graphml").done()
    root = etree.fromstring(Path("x.svg").read_bytes())
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")
    assert root.findtext(f"{SVG}title") == name
    graph = read_graphml(Path("x.graphml").read_bytes())
    figure = layout_graph(graph, QtMeasurer())
    assert isinstance(figure, Figure)
    assert faults(figure) == ()
    scene = scene_of_graph(graph)
    assert scene.page == "A4"
    assert_keeps_the_rules(graph, scene)
    return root.findtext(f"{SVG}desc") or "", graph, figure


def said(figure: Figure, key: str) -> str:
    """Return what a box says, without spaces and hyphens, which lines may be broken at."""
    (box,) = (box for box in figure.boxes if box.key == key)
    return plain("".join(text.text for text in box.texts))


def plain(words: str) -> str:
    return words.replace(" ", "").replace("-", "")


def test_the_framework_comes_complete_on_a4(run: Run, folder: Path) -> None:
    words, graph, figure = drawn(run, folder, CYCLE)
    edges = [(a, b, d["kind"], d["both_ways"]) for a, b, d in graph.edges(data=True)]
    loop = [(f"phase {k}", f"phase {k % 4 + 1}", "phase", False) for k in range(1, 5)]
    assert sorted(edges) == sorted([*loop, ("part 1", "part 2", "depends", True)])
    (joins,) = (edge for edge in figure.edges if edge.kind == "depends")
    assert joins.heads is Heads.BOTH
    held = {box.key: box.parent for box in figure.boxes}
    assert {held[f"phase {k}"] for k in range(1, 5)} == {"part 1"}
    assert {held[f"block {k}"] for k in range(1, 6)} == {"part 2"}
    for key, label in PARTS.items():
        assert said(figure, key) == plain(label)
    for number, (label, actions, tools) in enumerate(PHASES, 1):
        text = said(figure, f"phase {number}")
        assert text.startswith(plain(label))
        assert all(plain(each) in text for each in (*actions, *tools))
    for number, label in enumerate(BLOCKS, 1):
        assert said(figure, f"block {number}") == plain(label)
    assert "is followed by Customer understanding" in words


def test_the_service_model_overlaps_and_its_arrows_carry_the_gaps(run: Run, folder: Path) -> None:
    words, graph, figure = drawn(run, folder, GAPS)
    gaps = sorted((d["number"], a, b, d["label"]) for a, b, d in graph.edges(data=True))
    assert gaps == [(number, *arrow) for number, arrow in enumerate(GAP_ARROWS, 1)]
    marks = {e.mark.text.text: (e.source, e.target) for e in figure.edges if e.mark}
    assert marks == {str(n): (a, b) for n, (a, b, _) in enumerate(GAP_ARROWS, 1)}
    for edge in figure.edges:
        label = graph.edges[edge.source, edge.target, edge.key]["label"]
        assert plain("".join(text.text for text in edge.texts)) == plain(label)
    place = {box.key: box.rect for box in figure.boxes}
    customer, enterprise = place["customer"], place["enterprise"]
    for key, (label, field) in ACTIVITIES.items():
        holding = [name for name in ("customer", "enterprise") if place[name].holds(place[key])]
        assert holding == ([field] if field else ["customer", "enterprise"])
        assert label in words
    # Two outlines are seen where they overlap: each field begins and ends where the other does not.
    assert customer.meets(enterprise)
    assert _apart(customer, enterprise) >= 5


def _apart(one: Rect, two: Rect) -> float:
    """Return how far the nearest two sides lie apart, in points."""
    sides = ((one.x, two.x), (one.right, two.right), (one.y, two.y), (one.bottom, two.bottom))
    return min(abs(a - b) for a, b in sides)


def test_fields_of_the_phases_come_as_a_table(run: Run, folder: Path) -> None:
    words = ("report", folder, "model-fields", "--option", f"model={CYCLE}", "--out", "fields.csv")
    run(*words).done()
    table = Path("fields.csv").read_text(encoding="utf-8-sig")
    for _, actions, tools in PHASES:
        assert all(each in table for each in (*actions, *tools))


def test_the_study_lists_both_models(run: Run, folder: Path) -> None:
    found = {row["name"]: (row["nodes"], row["edges"]) for row in rows(run, folder, "models")}
    assert found == {CYCLE: (11, 5), GAPS: (8, 5)}


def test_the_names_are_those_of_the_published_framework(shared: Path) -> None:
    path = shared / "data" / "cem_framework_2016" / "framework.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    first, second = published["parts"]
    assert [first["name"], second["name"]] == list(PARTS.values())
    phases = [(p["name"], tuple(p["actions"]), tuple(p["tools"])) for p in first["phases"]]
    assert phases == list(PHASES)
    assert [block["name"] for block in second["blocks"]] == list(BLOCKS)
    (gaps,) = published["gap_model"]
    for number, (_, _, label) in enumerate(GAP_ARROWS, 1):
        assert f"{number} {label}" in gaps
