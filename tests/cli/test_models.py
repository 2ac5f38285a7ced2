"""Models on the command line: drawn, listed, changed by name."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from gtcoder.actions.play import play
from gtcoder.drawing.text import read_graphml
from gtcoder.exchange.plain_study import read_study
from gtcoder.resources import sample_project
from gtcoder.store.location import FileLocation
from tests.cli.conftest import Run, apply, digest, rows
from tests.exchange.plain_folder import write_folder

ME = ("--coder", "Ann")
SAMPLE = sample_project("cem_ict")


@pytest.fixture
def sample(built_sample: Path) -> Path:
    """The sample study as a file, to be read only."""
    return built_sample


def test_the_sample_studys_steps_come_in_one_command(run: Run, tmp_path: Path) -> None:
    told = run("model", SAMPLE, "--template", "stepwise", "--out", "cem.graphml", "--json").done()
    assert (told.record["nodes"], told.record["edges"]) == (42, 17)
    assert told.record["written"] == ["cem.graphml"]
    graph = read_graphml((tmp_path / "cem.graphml").read_bytes())
    with (SAMPLE / "step_edges.csv").open(encoding="utf-8", newline="") as file:
        edges = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    assert {(a, b) for a, b in graph.edges()} == edges
    numbers = sorted(data["number"] for _, data in graph.nodes(data=True) if data["number"])
    assert numbers == list(range(1, 10))


def test_filter_and_paths_narrow_and_count(run: Run, sample: Path, tmp_path: Path) -> None:
    words = ("model", sample, "Nine steps", "--filter", "active stakeholder: customer=1", "--paths")
    told = run(*words, "--out", "part.json", "--json").done()
    assert told.record["nodes"] == 20
    assert "ways that no edge draws" in told.err
    data = json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))
    assert data["graph"]["subtitle"] == "Only codes with active stakeholder: customer = 1."
    assert any(edge["transitions"] for edge in data["edges"])
    run("model", sample, "--filter", "nothing=1", "--out", "x.json").refused("called “nothing”")
    run("model", sample, "--filter", "nothing", "--out", "x.json").misused("NAME=VALUE")
    run("model", sample, "--template", "round", "--out", "x.json").misused("--template")
    run("model", sample, "--template", "cycle", "--out", "x.json").refused("“cycle” yet")
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    ("template", "least"), [("network", 20), ("tree", 100), ("matrix", 14), ("paradigm", 20)]
)
def test_templates_of_the_study(run: Run, sample: Path, template: str, least: int) -> None:
    told = run("model", sample, "--template", template, "--out", "m.graphml", "--json").done()
    assert told.record["nodes"] >= least


def test_lists_of_models_nodes_edges_and_paths(run: Run, sample: Path) -> None:
    def listed(what: str, *words: object) -> list[dict[str, object]]:
        return run("list", sample, what, "--json", *words).done().record[what]  # type: ignore[no-any-return]

    nine, matrix = listed("models")
    assert (nine["name"], nine["nodes"], nine["edges"], nine["paths"]) == ("Nine steps", 42, 17, 3)
    assert matrix["template"] == "matrix"
    nodes = listed("nodes", "--model", "Nine steps")
    usage = next(node for node in nodes if node["key"] == "usage")
    assert (usage["code"], usage["label"], usage["rank"]) == (["Step 6: usage"], "", 6)
    assert len(listed("nodes")) == len(nodes) + 14
    assert {edge["model"] for edge in listed("edges")} == {"Nine steps"}
    assert [path["participant"] for path in listed("paths")] == ["P03", "P04", "P07"]
    run("list", sample, "nodes", "--model", "Ten").refused("no model “Ten”")
    run("list", sample, "codes", "--model", "Nine steps").misused("does not narrow")


def test_a_model_is_put_together_by_name(run: Run, study: Path) -> None:
    apply(run, study, "Leaving > silence")
    do = ("do", study, *ME)
    run(*do, "theory.make_model", "name=Way").misused("template")
    run(*do, "theory.make_model", "name=Way", "template=spiral").refused("no template")
    assert rows(run, study, "models") == []
    run(*do, "theory.make_model", "name=Way", "template=stepwise").done()
    run(*do, "models.add_node", "model=Way", "kind=step", "label=First").done()
    (node,) = rows(run, study, "nodes")
    assert (node["model"], node["label"]) == ("Way", "First")


def test_verbs_of_nodes_and_edges_are_done_by_name(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "shops.gtc"
    play(FileLocation(study), read_study(write_folder(tmp_path / "shops")))
    before = digest(study)
    do = ("do", study, "--coder", "Ana")
    of = "model=Nine steps"
    run(*do, "models.add_node", of, "kind=branch", "label=Noon", "parent=night").done()
    run(*do, "models.move_nodes", of, "places=noon@40.5,60;night@10,20").done()
    run(
        *do, "models.connect", of, "source=noon", "target=morning", "both_ways=yes", "number=2"
    ).done()
    run(*do, "models.set_path", of, "participant=P1", "steps=night;noon").done()
    nodes = {node["key"]: node for node in rows(run, study, "nodes")}
    assert (nodes["noon"]["x"], nodes["night"]["y"], nodes["noon"]["parent"]) == (40.5, 20, "night")
    edge = rows(run, study, "edges")[-1]
    assert (edge["source"], edge["number"], edge["both_ways"]) == ("noon", 2, True)
    run(*do, "models.change_edge", f"edge={edge['id']}", "label=then").done()
    (path,) = rows(run, study, "paths")
    assert (path["participant"], path["steps"]) == ("P1", ["night", "noon"])
    run(*do, "models.move_nodes", of, "places=noon").misused("NODE@X,Y")
    run(*do, "models.remove", of).refused("reason")
    run(*do, "models.remove", of, "--reason", "done").done()
    assert rows(run, study, "models") == []
    for _ in range(6):
        run("undo", study, "--coder", "Ana").done()
    assert digest(study) == before
