"""Models as files of other programs: what is in the graph is in the file, and nothing breaks it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from gtcoder.drawing.export import FORMATS, PictureOptions, export_graph
from gtcoder.drawing.outline import outline_of

NASTY = 'A "quoted" & <tagged> #1 `x` {b} $5_%^~\\ end'
PERSIAN = "تجربه مشتری"


@pytest.fixture
def steps() -> nx.MultiDiGraph[str]:
    """Two steps in a frame, a branch, prerequisites; a hostile name and a Persian one."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title="Invented steps", subtitle="", template="stepwise", provenance="Invented."
    )
    for key, kind, label, parent, number in (
        ("before", "prerequisite", "Before", "", 0),
        ("people", "prerequisite", NASTY, "before", 0),
        ("frame", "phenomenon", "Frame", "", 0),
        ("one", "step", PERSIAN, "frame", 1),
        ("two", "step", "Second", "frame", 2),
        ("either", "branch", "Either", "one", 0),
    ):
        graph.add_node(key, kind=kind, label=label, parent=parent, number=number, rank=number)
    for source, target, kind in (
        ("before", "frame", "prerequisite"),
        ("one", "either", "branch"),
        ("either", "two", "step"),
    ):
        graph.add_edge(source, target, kind=kind, label="", number=0, both_ways=False)
    return graph


def _bytes(graph: nx.MultiDiGraph[str], ending: str) -> bytes:
    return FORMATS[ending](graph, PictureOptions(dpi=60))


def test_every_format_of_the_contract_is_there() -> None:
    assert set(FORMATS) >= {
        "svg",
        "pdf",
        "png",
        "docx",
        "graphml",
        "gexf",
        "dot",
        "json",
        "mmd",
        "tex",
        "drawio",
    }


@pytest.mark.parametrize("ending", sorted({"graphml", "gexf", "dot", "json", "mmd", "tex", "drawio",
                                           "svg"}))  # fmt: skip
def test_the_same_graph_gives_the_same_file(steps: nx.MultiDiGraph[str], ending: str) -> None:
    assert _bytes(steps, ending) == _bytes(steps.copy(), ending)


def test_dot_is_read_by_graphviz(steps: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    written = _bytes(steps, "dot").decode()
    assert 'label="' + NASTY.replace("\\", "\\\\").replace('"', '\\"') + '"' in written
    assert PERSIAN in written
    assert written.count("->") == steps.number_of_edges()
    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz is not installed here")
    source = tmp_path / "m.dot"
    source.write_text(written, encoding="utf-8")
    done = subprocess.run([program, "-Tplain", source], capture_output=True, check=True, text=True)
    assert len(re.findall(r"^edge ", done.stdout, re.M)) == steps.number_of_edges()
    assert "rror" not in done.stderr


def test_mermaid_groups_hold_no_end_of_their_own_edges(steps: nx.MultiDiGraph[str]) -> None:
    lines = _bytes(steps, "mmd").decode().splitlines()
    assert "#quot;quoted#quot;" in "\n".join(lines)
    assert '"quoted"' not in "\n".join(lines)
    frame = lines.index('  subgraph n3 ["Frame"]')
    inside = lines[frame + 1 : lines.index("  end", frame)]
    assert [line.split("[")[0].strip() for line in inside] == ["n4", "n5", "n6"]
    arrows = [line.split() for line in lines if "-->" in line]
    assert [(each[0], each[-1]) for each in arrows] == [("n1", "n3"), ("n4", "n6"), ("n6", "n5")]


def test_gexf_read_back_has_nodes_edges_labels_and_places(steps: nx.MultiDiGraph[str]) -> None:
    written = _bytes(steps, "gexf")
    back = nx.read_gexf(io.BytesIO(written))
    assert set(back) == set(steps)
    assert {(a, b) for a, b in back.edges()} == set(steps.edges())
    assert {back.nodes[key]["label"] for key in back} == {
        data["label"] for _, data in steps.nodes(data=True)
    }
    assert back.nodes["one"]["viz"]["position"]["x"] < back.nodes["either"]["viz"]["position"]["x"]


def test_drawio_ties_its_arrows_to_boxes(steps: nx.MultiDiGraph[str]) -> None:
    cells = list(ET.fromstring(_bytes(steps, "drawio")).iter("mxCell"))
    values = {cell.get("id"): cell.get("value", "") for cell in cells}
    ties = [(values[c.get("source", "")], values[c.get("target", "")]) for c in cells
            if c.get("source") and c.get("target")]  # fmt: skip
    assert len({cell.get("id") for cell in cells}) == len(cells)
    assert any(end[1] == "Second" for end in ties)
    words = "".join(values.values()).replace("<br>", " ")
    assert "&lt;tagged&gt;" in words
    assert PERSIAN.split()[0] in words


def test_tikz_escapes_and_draws_every_line_of_text(steps: nx.MultiDiGraph[str]) -> None:
    from gtcoder.drawing.export import scene_of_graph

    written = _bytes(steps, "tex").decode()
    assert written.count(r"\node[") == len(scene_of_graph(steps).labels)
    assert r"\textbackslash{}" in written
    assert r"\{b\}" in written
    assert "babel" in written
    body = written.split(r"\begin{tikzpicture}")[1]
    assert body.count("{") == body.count("}")


def test_word_holds_figure_caption_and_description(steps: nx.MultiDiGraph[str]) -> None:
    import docx

    content = _bytes(steps, "docx")
    document = docx.Document(io.BytesIO(content))
    caption = document.paragraphs[-1]
    assert caption.style is not None
    assert caption.style.name == "Caption"
    assert "Invented steps" in caption.text
    picture = document.inline_shapes[0]
    section = document.sections[0]
    assert section.page_width is not None
    assert picture.width < section.page_width
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        page = package.read("word/document.xml").decode()
    assert "SEQ Figure" in page
    assert "Second" in page


def test_a_graph_whose_parents_go_in_a_circle_loses_no_node() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", label="A", parent="b")
    graph.add_node("b", label="B", parent="a")
    graph.add_node("c", label="C", parent="gone")
    assert {part.key for top in outline_of(graph).parts for part in top.walk()} == {"a", "b", "c"}


def test_an_unknown_ending_names_the_known_ones(
    steps: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    from gtcoder.errors import InvalidInput

    with pytest.raises(InvalidInput, match="drawio"):
        export_graph(steps, tmp_path / "m.vsdx")
    assert not list(tmp_path.iterdir())
