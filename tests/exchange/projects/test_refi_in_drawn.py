"""Graphs and links of other programs: what has no place here is told, nothing is made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gtcoder.exchange.project_files import ForeignProject
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import notes, skipped

CODES = made.code("waiting") + made.code("anger") + made.code("hope")
_NAMES = ("waiting", "anger", "hope")


def read_graph(
    folder: Path, places: list[tuple[float, float]], edge: dict[str, str], **vertex: Any
) -> ForeignProject:
    inside = "".join(
        made.tag("Vertex", guid=made.guid(f"v {name}"), representedGUID=made.guid(name), firstX=x,
                 firstY=y, secondX=x + 100, secondY=y + 40, **vertex)
        for name, (x, y) in zip(_NAMES, places, strict=False)
    )  # fmt: skip
    inside += made.tag("Edge", guid=made.guid("e"), sourceVertex=made.guid("v waiting"),
                       targetVertex=made.guid("v anger"), **edge)  # fmt: skip
    graphs = made.tag("Graphs", made.tag("Graph", inside, guid=made.guid("g"), name="Map"))
    return made.read(folder, made.project(graphs, codes=CODES))


@pytest.mark.parametrize(
    ("places", "scale", "moved"),
    [
        ([(100, 100), (14_000, 300), (500, 14_000)], 1, False),
        ([(20_000, 100), (25_000, 300), (20_500, 900)], 1, True),
        ([(100, 100), (20_000, 300), (25_000, 30_000)], 14_320 / 29_940, True),
        ([(-900_000, 0), (900_000, 0), (0, 0)], 14_320 / 1_800_100, True),
    ],
)
def test_a_graph_beyond_the_page_comes_onto_it_as_a_whole(
    tmp_path: Path, places: list[tuple[float, float]], scale: float, moved: bool
) -> None:
    found = read_graph(tmp_path, places, {"direction": "OneWay"})
    first, *others = found.rows.rows("model_node")

    for (x, y), row in zip(places[1:], others, strict=True):
        assert row["x"] - first["x"] == pytest.approx((x - places[0][0]) * scale)
        assert row["y"] - first["y"] == pytest.approx((y - places[0][1]) * scale)
    assert all(0 <= row[axis] <= 14_400 for row in (first, *others) for axis in "xy")
    assert ("was left where it was drawn" in notes(found)) is not moved
    assert ("moved, and made smaller if need be, as a whole" in notes(found)) is moved
    assert not skipped(found)


@pytest.mark.parametrize(
    ("direction", "both_ways", "told"),
    [("OneWay", False, False), ("Bidirectional", True, False), ("Associative", True, True),
     (None, True, True)],
)  # fmt: skip
def test_an_edge_without_a_direction_gets_none(
    tmp_path: Path, direction: str | None, both_ways: bool, told: bool
) -> None:
    edge = {"direction": direction} if direction else {}
    found = read_graph(tmp_path, [(0, 0), (300, 0)], edge)

    assert [row["both_ways"] for row in found.rows.rows("model_edge")] == [both_ways]
    assert ("edges of graphs without a direction" in notes(found)) is told


def test_looks_of_a_graph_that_stay_behind_are_counted(tmp_path: Path) -> None:
    edge = {"direction": "OneWay", "lineStyle": "dashed", "color": "#FF0000"}
    found = read_graph(tmp_path, [(0, 0), (300, 0)], edge, shape="Oval")

    assert skipped(found) == {
        "colours of edges of graphs": 1, "line styles of edges of graphs": 1, "shapes in graphs": 2,
    }  # fmt: skip


def test_links_that_stay_behind_are_told_with_their_names_and_ends(tmp_path: Path) -> None:
    ends = [("contradicts", "waiting", "nowhere"), ("loops", "hope", "hope"),
            ("goes on", "p", "q"), ("", "film", "anger")]  # fmt: skip
    links = "".join(
        made.tag("Link", guid=made.guid(f"l {name}"), name=name, direction="OneWay",
                 originGUID=made.guid(origin), targetGUID=made.guid(target))
        for name, origin, target in ends
    )  # fmt: skip
    text = made.tag("PlainTextContent", "We waited.") + made.selection("p", 0, 2)
    text += made.selection("q", 3, 9)
    xml = made.project(
        made.tag("Links", links), codes=CODES, sources=made.source("talk", text, plainTextPath="")
    )
    found = made.read(tmp_path, xml)

    assert skipped(found) == {"links": 4}
    assert (
        "links that did not come in: “contradicts” (waiting → not in the file); “loops” (hope → "
        "hope); “goes on” (passage → passage); “is related to” (not in the file → anger)"
    ) in notes(found)
