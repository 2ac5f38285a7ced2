"""Diagrams as files, drawn for real without a screen, on invented categories."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from lxml import etree
from networkx.utils import graphs_equal
from PySide6.QtGui import QImage, QPainterPath

from gtcoder.analysis.diagram.boxes import FontRole
from gtcoder.analysis.theory import Placement, RelationLine, paradigm_graph
from gtcoder.drawing.export import FORMATS, export_graph, scene_of_graph
from gtcoder.drawing.fonts import application, font
from gtcoder.drawing.measure import QtMeasurer
from gtcoder.drawing.text import cleaned, graphml_bytes, json_bytes, read_graphml, read_json
from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import ParadigmRole

if TYPE_CHECKING:
    import networkx as nx
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"
LABELS = {
    ParadigmRole.PHENOMENON: ("Silent leaving",),
    ParadigmRole.CAUSAL_CONDITION: ("Waiting", "Kundenzufriedenheitsmessungsverfahren"),
    ParadigmRole.CONTEXT: ("Market & <competition>",),
    ParadigmRole.INTERVENING_CONDITION: ("انگیزهٔ کارکنان",),
    ParadigmRole.STRATEGY: ("Listening in person", "One view of the customer"),
    ParadigmRole.CONSEQUENCE: ("Trust", "Churn"),
}


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    placed = [
        Placement(f"{role.value}-{n}", label, role, n, 9 + n, 4, 12, "Going without a word.", n + 1)
        for role, labels in LABELS.items()
        for n, label in enumerate(labels)
    ]
    lines = [
        RelationLine("causal condition-0", "phenomenon-0", "is a cause of", "", 14, 2),
        RelationLine("context-0", "phenomenon-0", "is the context of", "", 6),
        RelationLine("phenomenon-0", "strategy-1", "is answered by", "", 0),
        RelationLine("strategy-0", "consequence-1", "leads to", "", 3),
    ]
    return paradigm_graph("After & before", placed, lines, provenance="Invented.")


def picture(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    return pixels.copy()  # the bits die with the image


def test_svg_is_well_formed_titled_and_the_same_twice(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    assert export_graph(graph, one) == [one]
    export_graph(graph, two)
    assert one.read_bytes() == two.read_bytes()
    root = etree.fromstring(one.read_bytes())
    assert root.get("width") == "297mm"
    assert root.get("height") == "210mm"
    assert root.findtext(f"{SVG}title") == "After & before"
    words = root.findtext(f"{SVG}desc")
    assert words is not None
    assert "Waiting is a cause of Silent leaving (passages for: 14, against: 2)." in words
    assert not root.findall(f".//{SVG}text"), "text is drawn as outlines"


def test_svg_can_keep_text_as_text(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    out = tmp_path / "text.svg"
    export_graph(graph, out, text_as_text=True)
    root = etree.fromstring(out.read_bytes())
    words = " ".join(str(node.text) for node in root.findall(f".//{SVG}text"))
    for label in ("Silent leaving", "Market & <competition>", "کارکنان", "After & before"):
        assert label in words


@pytest.mark.parametrize("dpi", [72, 150])
def test_png_has_the_size_of_its_resolution_and_is_not_blank(
    graph: nx.MultiDiGraph[str], tmp_path: Path, dpi: int
) -> None:
    out = tmp_path / "out.png"
    export_graph(graph, out, dpi=dpi)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (
        round(297 / 25.4 * dpi),
        round(210 / 25.4 * dpi),
    )
    assert image.dotsPerMeterX() == round(dpi / 0.0254)
    assert image.text("Title") == "After & before"
    assert 0.02 < (picture(out) != 255).any(axis=2).mean() < 0.6


def test_png_default_is_300_dpi(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    export_graph(graph, tmp_path / "out.png")
    assert QImage(str(tmp_path / "out.png")).width() == 3508


def test_a_greyscale_picture_holds_no_colour(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    export_graph(graph, tmp_path / "grey.png", dpi=72, greyscale=True)
    export_graph(graph, tmp_path / "light.png", dpi=72)
    spread = [np.ptp(picture(tmp_path / f"{name}.png"), axis=2).max() for name in ("grey", "light")]
    assert spread[0] <= 16, "the two greys of print lean a little to blue"
    assert spread[1] > 60


def test_the_dark_theme_is_dark(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    export_graph(graph, tmp_path / "dark.png", dpi=72, theme="dark")
    assert np.median(picture(tmp_path / "dark.png")) < 60


def test_pdf_is_one_page_with_its_fonts_inside(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    export_graph(graph, out)
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    assert b"/MediaBox [0 0 842.000000 595.000000]" in content
    fonts = set(re.findall(rb"/BaseFont /([A-Za-z-]+)", content))
    assert {b"SourceSerifPro-Semibold", b"HankenGrotesk-SemiBold"} <= fonts
    assert len(re.findall(rb"/FontFile2", content)) == len(re.findall(rb"/Type /FontDesc", content))
    assert "After & before".encode("utf-16-be") in content


def test_graphml_and_json_give_back_what_was_written(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    export_graph(graph, tmp_path / "g.graphml")
    export_graph(graph, tmp_path / "g.json")
    assert graphs_equal(read_graphml((tmp_path / "g.graphml").read_bytes()), graph)
    assert graphs_equal(read_json((tmp_path / "g.json").read_bytes()), graph)
    data = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert {"directed", "multigraph", "graph", "nodes", "edges"} == set(data)


def test_what_xml_cannot_hold_is_replaced_in_both(graph: nx.MultiDiGraph[str]) -> None:
    node = graph.nodes["phenomenon-0"]
    node.update(label="a\x00b\x0bc\ud800d\r\ne\ufffff", definition=None, weight=1.5, main=True)
    tidy = cleaned(graph)
    assert tidy.nodes["phenomenon-0"]["label"] == "a\ufffdb\ufffdc\ufffdd\ne\ufffdf"
    assert "definition" not in tidy.nodes["phenomenon-0"]
    assert graphs_equal(read_graphml(graphml_bytes(graph)), tidy)
    assert graphs_equal(read_json(json_bytes(graph)), tidy)
    assert graph.nodes["phenomenon-0"]["definition"] is None, "the graph itself is left alone"


def test_an_unknown_ending_names_the_known_ones(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match=r"“bmp”.*Known endings: svg, png, pdf, .*graphml"):
        export_graph(graph, tmp_path / "out.bmp")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("dpi", [0, 10**6])
def test_a_resolution_out_of_reach_is_refused(
    graph: nx.MultiDiGraph[str], tmp_path: Path, dpi: int
) -> None:
    with pytest.raises(InvalidInput, match=f"{dpi} dpi cannot be drawn"):
        export_graph(graph, tmp_path / "out.png", dpi=dpi)
    assert not list(tmp_path.iterdir())


def test_an_unknown_theme_is_refused(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no theme “sepia”"):
        export_graph(graph, tmp_path / "out.svg", theme="sepia")


def test_a_file_that_cannot_be_written_keeps_what_was_there(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    taken = tmp_path / "taken.json"
    (taken / "inside").mkdir(parents=True)
    for out in (taken, tmp_path / "missing" / "out.json"):
        with pytest.raises(InvalidInput, match="could not be written"):
            export_graph(graph, out)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.json"]


def test_an_export_replaces_the_file_and_leaves_nothing_beside_it(
    graph: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    out = tmp_path / "out.graphml"
    out.write_text("old", encoding="utf-8")
    export_graph(graph, out)
    assert out.read_bytes() == graphml_bytes(graph)
    assert list(tmp_path.iterdir()) == [out]


def test_labels_measure_smaller_than_their_boxes_in_the_real_typeface(
    graph: nx.MultiDiGraph[str],
) -> None:
    scene = scene_of_graph(graph)
    boxes = [shape.rect for shape in (*scene.zones, *scene.cards, *scene.badges)]
    for label in scene.labels:
        shape = font(serif=label.serif, weight=label.weight, pixels=round(label.size * 100))
        path = QPainterPath()
        path.addText(0, 0, shape, label.text)
        assert path.boundingRect().width() / 100 <= label.rect.width + 1.0, label.text
        if label.role in (FontRole.LABEL, FontRole.HUB, FontRole.COUNT, FontRole.BADGE):
            assert any(box.holds(label.rect) for box in boxes), label.text


def test_persian_is_drawn_with_letters_and_not_with_empty_boxes() -> None:
    application()
    shapes = []
    for letter in "کتگچ":
        path = QPainterPath()
        path.addText(0, 0, font(serif=False, weight=600, pixels=100), letter)
        shapes.append(path.boundingRect().getRect())
    assert len(set(shapes)) == 4


def test_width_grows_with_the_text_and_the_size_of_its_role(qapp: QApplication) -> None:
    measurer = QtMeasurer()
    short, long = (measurer.measure(t, FontRole.LABEL) for t in ("Wait", "Waiting for an answer"))
    assert long[0] > 3 * short[0]
    assert long[1] == short[1]
    assert measurer.measure("111", FontRole.COUNT)[0] == pytest.approx(
        measurer.measure("804", FontRole.COUNT)[0], abs=0.05
    ), "figures have one width"
    assert qapp is application()


def test_a_picture_needs_neither_display_nor_widgets(
    graph: nx.MultiDiGraph[str], tmp_path: Path, top: Path
) -> None:
    (tmp_path / "in.json").write_bytes(json_bytes(graph))
    code = (
        "import sys; from pathlib import Path;"
        "from gtcoder.drawing.export import export_graph;"
        "from gtcoder.drawing.text import read_json;"
        "graph = read_json(Path(sys.argv[1]).read_bytes());"
        "export_graph(graph, Path(sys.argv[2]));"
        "sys.exit('PySide6.QtWidgets' in sys.modules)"
    )
    bare = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY")}
    out = tmp_path / "headless.svg"
    command = [sys.executable, "-c", code, str(tmp_path / "in.json"), str(out)]
    done = subprocess.run(command, cwd=top, env=bare, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    export_graph(graph, tmp_path / "here.svg")
    assert out.read_bytes() == (tmp_path / "here.svg").read_bytes()


def test_every_known_ending_writes_a_file(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    for ending in FORMATS:
        out = tmp_path / f"Out.{ending.upper()}"
        assert export_graph(graph, out) == [out]
        assert out.stat().st_size > 500
