"""Figures as pictures: the rules a scene keeps, its colours, and the files it is written to."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from lxml import etree
from PySide6.QtGui import QImage

from gtcoder.analysis.diagram.boxes import FONTS, SMALLEST_TEXT, FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import BoxShape, Figure, FigureBox, FigureEdge, Heads, Mark
from gtcoder.analysis.diagram.figure_rules import IMPLIED, crosses
from gtcoder.drawing.export import export_graph, scene_of_graph
from gtcoder.drawing.figure_scene import scene_of_figure
from gtcoder.drawing.measure import QtMeasurer
from gtcoder.drawing.paint import png_bytes, svg_bytes
from gtcoder.drawing.scene import RoundedBox, Scene
from gtcoder.drawing.theme import GREYSCALE, theme_named
from gtcoder.drawing.words import described
from gtcoder.vocabulary import NodeKind
from tests.analysis.stepwise_models import nine_steps, random_model

pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"


def shapes(scene: Scene) -> dict[str, RoundedBox]:
    return {shape.key: shape for shape in (*scene.zones, *scene.cards)}


def assert_keeps_the_rules(graph: nx.MultiDiGraph[str], scene: Scene) -> None:
    page = Rect(0, 0, scene.width, scene.height)
    boxes = shapes(scene)
    assert set(graph) <= boxes.keys()
    for card in scene.cards:
        assert page.holds(card.rect)
    for one, two in combinations(scene.cards, 2):
        assert not one.rect.grown(-0.2).meets(two.rect), (one.key, two.key)
    for card, zone in ((card, zone) for card in scene.cards for zone in scene.zones):
        assert zone.rect.holds(card.rect) or not zone.rect.meets(card.rect), (card.key, zone.key)
    for edge in scene.edges:
        for a, b in pairwise(edge.points):
            crossed = [card.key for card in scene.cards if crosses(card.rect, a, b)]
            assert not crossed, (edge.key, crossed)
    for label in scene.labels:
        assert label.size >= SMALLEST_TEXT
        assert page.holds(label.rect)
    assert_labels_lie_in_their_boxes(scene)


def assert_labels_lie_in_their_boxes(scene: Scene) -> None:
    measurer = QtMeasurer()
    for card in scene.cards:
        for label in scene.labels:
            if card.rect.meets(label.rect.grown(-0.2)):
                factor = label.size / FONTS[label.role].size
                wide = measurer.measure(label.text, label.role)[0] * factor
                assert wide < card.rect.width, label.text
                assert card.rect.holds(label.rect, slack=0.01), label.text


def test_the_scene_of_the_nine_steps_keeps_the_rules() -> None:
    scene = scene_of_graph(nine_steps())
    assert_keeps_the_rules(nine_steps(), scene)
    assert scene.page == "A4"
    graph = nine_steps()
    drawn = [(e.source, e.target) for e in scene.edges if e.key in {k for *_, k in graph.edges}]
    assert sorted(drawn) == sorted(graph.edges())
    implied = [edge for edge in scene.edges if edge.key.startswith(IMPLIED)]
    assert len(implied) + len(drawn) + 3 == len(scene.edges), "three lines are in the legend"


@pytest.mark.parametrize("seed", range(16))
def test_the_scene_of_any_model_keeps_the_rules(seed: int) -> None:
    graph = random_model(seed)
    scene = scene_of_graph(graph)
    assert_keeps_the_rules(graph, scene)
    assert scene.page == "A4"


def test_kinds_have_their_colours() -> None:
    theme = theme_named("light")
    graph = nine_steps()
    graph.nodes["financial"]["colour"] = 7
    boxes = shapes(scene_of_graph(graph))
    assert boxes["usage"].stroke == boxes["complaint"].stroke == theme.accent
    assert boxes["strategic"].stroke == theme.warn
    assert boxes["financial"].stroke == theme.success
    assert boxes["background"].dashed
    assert boxes["usage"].fill != boxes["complaint"].fill == theme.raised
    edges = {edge.key: edge for edge in scene_of_graph(nine_steps()).edges}
    assert edges["e1"].colour == theme.warn
    assert edges["e2"].colour == theme.success
    assert edges["e3"].colour == theme.accent


def test_without_colour_the_weight_of_the_line_tells_the_kinds_apart() -> None:
    boxes = shapes(scene_of_graph(nine_steps(), greyscale=True))
    widths = [boxes[k].width for k in ("customer experience management", "usage", "complaint")]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    inks = {boxes[key].stroke for key in boxes}
    assert inks == {GREYSCALE.text, GREYSCALE.edge}


def test_a_greyscale_picture_of_the_nine_steps_holds_no_colour(tmp_path: Path) -> None:
    export_graph(nine_steps(), tmp_path / "grey.png", dpi=60, greyscale=True)
    image = QImage(str(tmp_path / "grey.png")).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    assert np.ptp(pixels, axis=2).max() <= 16


def test_the_nine_steps_are_written_as_svg_and_pdf(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg", "steps.pdf"):
        export_graph(nine_steps(), tmp_path / name)
    one = (tmp_path / "one.svg").read_bytes()
    assert one == (tmp_path / "two.svg").read_bytes()
    root = etree.fromstring(one)
    assert root.get("width") == "297mm"
    assert root.findtext(f"{SVG}title") == "A stepwise model of customer experience management"
    words = root.findtext(f"{SVG}desc") or ""
    assert "Loyalty is followed by Advocacy." in words
    assert (tmp_path / "steps.pdf").read_bytes().startswith(b"%PDF")


def test_a_model_is_described_in_words() -> None:
    graph = nine_steps()
    words = described(graph)
    assert "Background (around): Organizational background, Market background" in words
    assert "Customer experience management (phenomenon): 1 Awareness, 2 Paying attention" in words
    assert "Purchase output branches into Complaint." in words
    graph.add_edge("usage", "advocacy", key="x", label="again", number=2, both_ways=True)
    assert "Usage leads to Advocacy, and the other way round (2 again)." in described(graph)
    related: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    related.add_node("a", label="Waiting", kind="category")
    related.add_node("b", label="Trust", kind="category")
    related.add_edge("a", "b", type="lowers", evidence_for=3, evidence_against=1)
    assert described(related) == (
        "category: Waiting, Trust. Waiting lowers Trust (passages for: 3, against: 1)."
    )


def word(text: str, rect: Rect) -> Text:
    return Text(text, rect, FontRole.BADGE, 8.5, "center")


@pytest.fixture
def two_shapes() -> Figure:
    left, right = Rect(20, 20, 60, 40), Rect(160, 120, 60, 40)
    middle = Rect(105, 50, 12, 12)
    curve = FigureEdge(
        "curve", "a", "b", ((80, 40), (140, 60), (190, 120)), "depends", Heads.BOTH, curved=True,
        label=Rect(120, 44, 20, 10), texts=(word("again", Rect(121, 45, 18, 8)),),
    )  # fmt: skip
    straight = FigureEdge("straight", "a", "b", ((50, 60), (160, 140)), "arrow")
    return Figure(
        "A4", 240, 180, 1.0,
        (
            FigureBox("a", NodeKind.FIELD, left, shape=BoxShape.ELLIPSE),
            FigureBox("b", NodeKind.ACTIVITY, right, mark=Mark(middle, word("1", middle))),
        ),
        (curve, straight),
    )  # fmt: skip


def pixel(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x * 4), round(y * 4)).name().upper()


def test_ellipses_slanted_heads_and_curves_are_painted(two_shapes: Figure) -> None:
    theme = theme_named("light")
    scene = scene_of_figure(two_shapes, theme, title="Two", description="")
    image = QImage.fromData(png_bytes(scene, dpi=288))
    assert pixel(image, 21, 21) == theme.paper, "an ellipse leaves its corners free"
    assert pixel(image, 50, 20.1) == theme.accent.upper()
    on_line = 50 + 0.5 * 110, 60 + 0.5 * 80
    assert pixel(image, *on_line) == theme.text2.upper()
    back = 160 - 0.03 * 110, 140 - 0.03 * 80
    beside = back[0] - 1.1 * 0.588, back[1] + 1.1 * 0.809
    assert pixel(image, *beside) == theme.text2.upper(), "the head lies along a slanted line"
    assert pixel(image, 111, 51) == theme.accent.upper(), "the disc"
    curved = next(edge for edge in scene.edges if edge.key == "curve")
    assert curved.tail == curved.head > 0
    assert svg_bytes(scene) == svg_bytes(scene)
