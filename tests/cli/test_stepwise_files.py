"""The nine steps of the sample study as files: complete in each, and changed with the study."""

from __future__ import annotations

import io
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import docx
import networkx as nx
import pytest
from lxml import etree

from gtcoder.drawing.text import cleaned, read_graphml
from gtcoder.reports.models import graph_of_model
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import ModelTemplate
from tests.cli.conftest import Run, rows

ME = ("--coder", "Nasrin Ravandi")
OUTCOME = "Outcomes of customer experience management > Internal processes"
PREREQUISITES, CEM = (
    "Executive prerequisites of customer experience management",
    "Customer experience management",
)
OUTCOMES = "Outcomes of customer experience management"
STEPS = (
    "Awareness", "Paying attention", "Evaluation", "Making decision to buy", "Purchase", "Usage",
    "Purchase output",
)  # fmt: skip
OUTPUTS, EIGHT = ("Repeated purchase", "Complaint", "Lack of reaction"), "Loyalty / confrontation"
# 1→2→…→7, 7→ each of its outputs, each of these →8, 8→ its two, loyalty →9; before and after.
EDGES = {
    *pairwise(STEPS),
    *((STEPS[-1], output) for output in OUTPUTS),
    *((output, EIGHT) for output in OUTPUTS),
    (EIGHT, "Loyalty"),
    (EIGHT, "Confrontation"),
    ("Loyalty", "Advocacy"),
    (PREREQUISITES, CEM),
    (CEM, OUTCOMES),
}
SVG = "{http://www.w3.org/2000/svg}"


def draw(run: Run, study: Path, out: str, *words: object) -> Path:
    run("model", study, "--template", "stepwise", "--out", out, *words).done()
    return Path(out)


def labels(graph: nx.MultiDiGraph[str]) -> set[tuple[str, str]]:
    return {(str(graph.nodes[a]["label"]), str(graph.nodes[b]["label"])) for a, b in graph.edges()}


def test_graphml_read_back_equals_what_was_written(run: Run, built_sample: Path) -> None:
    back = read_graphml(draw(run, built_sample, "m.graphml").read_bytes())
    with (
        open_study(FileLocation(built_sample), read_only=True) as project,
        project.read() as reader,
    ):
        written = cleaned(graph_of_model(reader, template=ModelTemplate.STEPWISE))
    assert list(back.nodes(data=True)) == list(written.nodes(data=True))
    assert sorted(back.edges(keys=True, data=True)) == sorted(written.edges(keys=True, data=True))
    assert back.graph == written.graph
    assert len(EDGES) == 17
    assert labels(back) == EDGES


def test_files_of_nodes_and_edges_hold_the_seventeen(run: Run, built_sample: Path) -> None:
    data = json.loads(draw(run, built_sample, "m.json").read_text(encoding="utf-8"))
    called = {node["id"]: node["label"] for node in data["nodes"]}
    assert {(called[e["source"]], called[e["target"]]) for e in data["edges"]} == EDGES
    back = nx.read_gexf(io.BytesIO(draw(run, built_sample, "m.gexf").read_bytes()))
    assert labels(nx.MultiDiGraph(back)) == EDGES
    cells = list(etree.fromstring(draw(run, built_sample, "m.drawio").read_bytes()).iter("mxCell"))
    ends = [
        (c.get("source"), c.get("target")) for c in cells if c.get("source") and c.get("target")
    ]
    assert len(set(ends)) >= len(EDGES)
    for name, arrow in (("m.dot", "->"), ("m.mmd", "--")):
        text = draw(run, built_sample, name).read_text(encoding="utf-8")
        assert len(re.findall(rf"^\s*\w+ {arrow}", text, re.MULTILINE)) == len(EDGES)


def test_files_of_the_page_hold_the_whole_figure(run: Run, built_sample: Path) -> None:
    root = etree.fromstring(draw(run, built_sample, "m.svg").read_bytes())
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")
    told = root.findtext(f"{SVG}desc") or ""
    for source, target in EDGES:
        assert source in told
        assert target in told
    pdf = draw(run, built_sample, "m.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile" in pdf
    page = [float(part) for part in re.search(rb"/MediaBox \[([^]]+)\]", pdf)[1].split()]  # type: ignore[index]
    assert page[2:] == pytest.approx([841.89, 595.28], abs=1)
    png = draw(run, built_sample, "m.png", "--dpi", "150").read_bytes()
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert (width, height) == (1754, 1240)
    document = docx.Document(str(draw(run, built_sample, "m.docx", "--dpi", "60")))
    assert len(document.inline_shapes) == 1
    assert any("Nine steps" in paragraph.text for paragraph in document.paragraphs)
    tikz = draw(run, built_sample, "m.tex").read_text(encoding="utf-8")
    words = " ".join(re.findall(r"\{([^{}]*)\};", tikz))
    assert all(end in words for edge in EDGES for end in edge)


def test_what_changes_in_the_study_changes_the_figure(
    run: Run, built_sample: Path, tmp_path: Path
) -> None:
    study = Path(shutil.copy(built_sample, tmp_path / "copy.gtc"))
    before = told(draw(run, study, "before.svg"))
    assert ", 3 Evaluation, " in before
    assert "Internal processes" in before
    why = ("--reason", "Tried out on a copy.")
    step = "Step 3: evaluation"
    run("rename", study, *ME, "--code", step, "--name", "Step 3: weighing up", *why).done()
    after = told(draw(run, study, "renamed.svg"))
    assert ", 3 Weighing up, " in after
    assert "Evaluation" not in after
    used = [" > ".join(code["path"]) for code in rows(run, study, "codes") if not code["retired"]]
    outcome = [code for code in used if code.startswith(OUTCOME)]
    for code in reversed(outcome):
        run("retire", study, *ME, "--code", code, *why).done()
    after = told(draw(run, study, "retired.svg"))
    assert "Internal processes" not in after
    assert "Financial performance, Market and customer performance, Growth and learning" in after
    keys = [n["key"] for n in rows(run, study, "nodes", "--model", "Nine steps")]
    assert "growth and learning" in keys
    words = ("models.remove_nodes", "model=Nine steps", "nodes=growth and learning")
    run("do", study, *ME, *words).done()
    after = told(draw(run, study, "removed.svg"))
    assert "Growth and learning" not in after
    for _ in range(2 + len(outcome)):
        run("undo", study, *ME).done()
    assert told(draw(run, study, "again.svg")) == before


def told(svg: Path) -> str:
    """Return what the figure says of itself in words."""
    return etree.fromstring(svg.read_bytes()).findtext(f"{SVG}desc") or ""
