"""Drawn models and paradigms as Graphs: a picture for other programs, the rows travel beside it."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.exchange.refi.colours import hex_of
from gtcoder.exchange.refi.packed import Row
from gtcoder.exchange.refi.study import Outgoing, by_name
from gtcoder.exchange.refi.xml import derived, element, guid_text
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import NodeKind, ParadigmRole

_WIDTH, _HEIGHT, _GAP, _COLUMNS = 160, 60, 40, 6
Part = tuple[str, dict[str, str | None]]
_SHAPES = {
    NodeKind.NOTE: "Note",
    NodeKind.CODE: "Oval",
    NodeKind.CATEGORY: "RoundedRectangle",
    NodeKind.PHASE: "RoundedRectangle",
    NodeKind.STEP: "RoundedRectangle",
}


def graphs(study: Outgoing) -> Iterator[str]:
    """Yield a Graph for each model and each paradigm."""
    for row, parts in drawn(study):
        names = {"guid": guid_text(row["guid"]), "name": row["name"]}
        yield element("Graph", names, [element(tag, said) for tag, said in parts])


def drawn(study: Outgoing) -> Iterator[tuple[Row, list[Part]]]:
    """Yield each model and each paradigm with the Vertices and Edges of its Graph."""
    nodes = study.owned("model_node", "model_id", lambda row: (row["rank"], row["guid"]))
    edges = study.owned("model_edge", "model_id")
    for model in study.sorted("model", by_name):
        inside = nodes.get(model["guid"], [])
        vertices = [_vertex(study, row, place) for place, row in enumerate(inside)]
        yield model, [*vertices, *map(_edge, edges.get(model["guid"], ()))]
    placements = study.owned("paradigm_placement", "paradigm_id", _by_rank)
    for paradigm in study.sorted("paradigm", by_name):
        yield paradigm, _board(study, placements.get(paradigm["guid"], []))


def _vertex(study: Outgoing, row: Row, place: int) -> Part:
    """Return a node where it was put, or else in a grid."""
    width, height = row["width"] or _WIDTH, row["height"] or _HEIGHT
    left = _grid(place % _COLUMNS, _WIDTH) if row["x"] is None else row["x"] - width / 2
    top = _grid(place // _COLUMNS, _HEIGHT) if row["y"] is None else row["y"] - height / 2
    return ("Vertex", {
        "guid": guid_text(row["guid"]),
        "representedGUID": guid_text(row["code_id"]) if row["code_id"] else None,
        "name": row["label"] or study.names.get(row["code_id"], row["key"]),
        **_corners(left, top, width, height),
        "shape": _SHAPES.get(row["kind"], "Rectangle"),
        "color": hex_of(row["colour"]),
    })  # fmt: skip


def _edge(row: Row) -> Part:
    return ("Edge", {
        "guid": guid_text(row["guid"]),
        "representedGUID": guid_text(row["relation_id"]) if row["relation_id"] else None,
        "name": row["label"] or (str(row["number"]) if row["number"] is not None else None),
        "sourceVertex": guid_text(row["source_id"]),
        "targetVertex": guid_text(row["target_id"]),
        "direction": "Bidirectional" if row["both_ways"] else "OneWay",
    })  # fmt: skip


def _board(study: Outgoing, placements: list[Row]) -> list[Part]:
    """Return the categories of a paradigm in a column for each role, and how they are related."""
    roles = [role.value for role in ParadigmRole]
    filled = dict.fromkeys(roles, 0)
    children: list[Part] = []
    vertices: dict[Guid, Guid] = {}
    for row in placements:
        place = filled.get(row["role"], 0)
        filled[row["role"]] = place + 1
        vertices[row["category_id"]] = row["guid"]
        column = roles.index(row["role"]) if row["role"] in roles else len(roles)
        children.append(("Vertex", {
            "guid": guid_text(row["guid"]),
            "representedGUID": guid_text(row["category_id"]),
            "name": study.said(f"{row['role']}: {study.names[row['category_id']]}"),
            **_corners(_grid(column, _WIDTH), _grid(place, _HEIGHT), _WIDTH, _HEIGHT),
            "shape": "RoundedRectangle",
        }))  # fmt: skip
    return children + list(_related(study, vertices))


def _related(study: Outgoing, vertices: dict[Guid, Guid]) -> Iterator[Part]:
    directed = {row["guid"]: row["directed"] for row in study.rows.rows("relation_type")}
    for row in study.sorted("relation", lambda row: row["guid"]):
        if row["source_id"] in vertices and row["target_id"] in vertices:
            source = vertices[row["source_id"]]
            yield ("Edge", {
                "guid": guid_text(derived(row["guid"], f"edge of {source.hex()}")),
                "representedGUID": guid_text(row["guid"]),
                "name": study.names[row["type_id"]],
                "sourceVertex": guid_text(source),
                "targetVertex": guid_text(vertices[row["target_id"]]),
                "direction": "OneWay" if directed[row["type_id"]] else "Associative",
            })  # fmt: skip


def _corners(left: float, top: float, width: float, height: float) -> dict[str, str]:
    sides = {"firstX": left, "firstY": top, "secondX": left + width, "secondY": top + height}
    return {name: str(round(side)) for name, side in sides.items()}


def _grid(place: int, size: int) -> int:
    return place * (size + _GAP)


def _by_rank(row: Row) -> tuple[int, Guid]:
    return (row["rank"], row["guid"])
