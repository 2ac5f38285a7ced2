"""A paradigm as a typed graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import ParadigmRole

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Placement:
    """A category in its role; `passages` and `participants` count what its codes cover.

    `rank` orders the cards of a role; `colour` is the code's number in the palette, 0 = none.
    """

    key: str
    label: str
    role: ParadigmRole
    rank: int = 0
    passages: int = 0
    participants: int = 0
    participants_total: int = 0
    definition: str = ""
    colour: int = 0


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A typed link between two categories, with the number of passages for and against it."""

    source: str
    target: str
    type: str
    inverse: str = ""
    evidence_for: int = 0
    evidence_against: int = 0
    participants: int = 0


def paradigm_graph(
    name: str,
    placements: Iterable[Placement],
    relations: Iterable[RelationLine],
    *,
    provenance: str = "",
) -> nx.MultiDiGraph[str]:
    """Return the paradigm as a graph: one node per category, one edge per relation.

    Nodes carry kind, label, role, rank, passages, participants, participants_total, definition
    and colour; edges type, inverse, evidence_for, evidence_against and participants; the graph
    title, template and provenance. Relations that do not join two categories of the paradigm
    cannot be drawn: they are left out and counted in the graph's `relations_left_out`. Raises
    InvalidInput when a category is placed twice.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=name, template="paradigm", provenance=provenance
    )
    for placement in sorted(placements, key=_reading_order):
        if placement.key in graph:
            raise InvalidInput(
                "“{label}” is placed twice in “{name}”. Nothing was drawn. "
                "Keep one of its two roles.",
                label=placement.label,
                name=name,
            )
        graph.add_node(placement.key, **_node_attributes(placement))
    left_out = 0
    for number, line in enumerate(relations, 1):
        if line.source in graph and line.target in graph and line.source != line.target:
            graph.add_edge(line.source, line.target, key=f"r{number}", **_edge_attributes(line))
        else:
            left_out += 1
    graph.graph["relations_left_out"] = left_out
    return graph


def _reading_order(placement: Placement) -> tuple[int, int, str]:
    return list(ParadigmRole).index(placement.role), placement.rank, placement.label


def _node_attributes(placement: Placement) -> dict[str, Any]:
    return {
        "kind": "category",
        "label": placement.label,
        "role": placement.role.value,
        "rank": placement.rank,
        "passages": placement.passages,
        "participants": placement.participants,
        "participants_total": placement.participants_total,
        "definition": placement.definition,
        "colour": placement.colour,
    }


def _edge_attributes(line: RelationLine) -> dict[str, Any]:
    return {
        "kind": "relation",
        "type": line.type,
        "inverse": line.inverse,
        "evidence_for": line.evidence_for,
        "evidence_against": line.evidence_against,
        "participants": line.participants,
    }
