"""The theory of a plain-text study: relations with evidence, the paradigm, the stepwise model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_steps import Steps
from gtcoder.exchange.plain_tables import Row, read_table
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import (
    EvidenceDraft,
    ModelDraft,
    PlacementDraft,
    PlannedEdge,
    PlannedNode,
    RelationDraft,
)
from gtcoder.vocabulary import ParadigmRole, Stance

RELATIONS = "relations.csv"
EVIDENCE = "evidence.csv"
PARADIGM = "paradigm.csv"
NODES = "steps.csv"
EDGES = "step_edges.csv"
_LINK = ("source", "type", "target")
_Link = tuple[int, str, int]


def read_relations(
    folder: Path, project: ProjectFile, texts: Texts, done: Steps
) -> tuple[tuple[RelationDraft, ...], list[FileNote]]:
    """Return the relations with their evidence; evidence stands on what its coder has coded."""
    table = read_table(folder, RELATIONS, needs=_LINK, may=("memo",))
    proofs = read_table(
        folder,
        EVIDENCE,
        needs=(*_LINK, "coder", "document", "quote", "stance"),
        may=("occurrence",),
    )
    relations: dict[_Link, RelationDraft] = {}
    for row in table.rows:
        link = _link(row, done.paths)
        if link in relations:
            raise UnreadableFile(
                "The relation stands in {first} already. Nothing was built.",
                place=row.place,
                first=relations[link].place,
            )
        relations[link] = RelationDraft(*link, note=row["memo"], place=row.place)
    for row in proofs.rows:
        link = _link(row, done.paths)
        if link not in relations:
            raise UnreadableFile(
                "{file} holds no such relation. Nothing was built; add it there.",
                place=row.place,
                file=RELATIONS,
            )
        evidence = (*relations[link].evidence, _evidence(row, project, texts, done))
        relations[link] = replace(relations[link], evidence=evidence)
    return tuple(relations.values()), [*table.notes, *proofs.notes]


def _link(row: Row, paths: CodePaths) -> _Link:
    source, target = (paths.find(row.needed(end), row.place) for end in ("source", "target"))
    return source, row.needed("type"), target


def _evidence(row: Row, project: ProjectFile, texts: Texts, done: Steps) -> EvidenceDraft:
    coder = project.coder(row.needed("coder"), row.place)
    passage = texts.passage(row, coder)
    if passage not in done.passages:
        raise UnreadableFile(
            "{coder} has coded no passage with exactly this quote. Nothing was built; evidence "
            "stands on a coded passage.",
            place=row.place,
            coder=coder,
        )
    return EvidenceDraft(passage, row.choice("stance", Stance, Stance.FOR), row.place)


def read_paradigm(
    folder: Path, paths: CodePaths
) -> tuple[tuple[PlacementDraft, ...], list[FileNote]]:
    """Return the places of categories in paradigms."""
    table = read_table(folder, PARADIGM, needs=("paradigm", "role", "category"), may=("rank",))
    placements = tuple(
        PlacementDraft(
            row.needed("paradigm"),
            row.choice("role", ParadigmRole),
            paths.find(row.needed("category"), row.place),
            row.number("rank", number),
            row.place,
        )
        for number, row in enumerate(table.rows, 1)
    )
    return placements, list(table.notes)


def read_model(
    folder: Path, project: ProjectFile, paths: CodePaths
) -> tuple[tuple[ModelDraft, ...], list[FileNote]]:
    """Return the stepwise model, if the study has one."""
    nodes = read_table(folder, NODES, needs=("node", "kind"), may=("code", "rank", "parent"))
    edges = read_table(folder, EDGES, needs=("source", "target"), may=("kind",))
    notes = [*nodes.notes, *edges.notes]
    planned: dict[str, PlannedNode] = {}
    for row in nodes.rows:
        node = _node(row, list(planned), paths)
        if node.key in planned:
            raise UnreadableFile(
                "The node “{node}” stands twice. Nothing was built.", place=row.place, node=node.key
            )
        planned[node.key] = node
    links = tuple(_edge(row, list(planned)) for row in edges.rows)
    if not planned:
        return (), notes
    return (ModelDraft(project.model, "stepwise", tuple(planned.values()), links, NODES),), notes


def _node(row: Row, above: list[str], paths: CodePaths) -> PlannedNode:
    key, code, parent = row.needed("node"), row["code"], row["parent"]
    return PlannedNode(
        key,
        row.needed("kind"),
        label=key,
        code=paths.find(code, row.place) if code else None,
        parent=known_name(parent, above, what="node above", place=row.place) if parent else None,
        rank=row.number("rank", 0),
    )


def _edge(row: Row, nodes: list[str]) -> PlannedEdge:
    source, target = (
        known_name(row.needed(end), nodes, what="node", place=row.place)
        for end in ("source", "target")
    )
    return PlannedEdge(source, target, row["kind"])
