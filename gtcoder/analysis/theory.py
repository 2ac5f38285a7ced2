"""A paradigm as a typed graph, and what the grammar of the paradigm has to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import ParadigmRole

if TYPE_CHECKING:
    import networkx as nx

Grammar = Mapping[ParadigmRole, frozenset[ParadigmRole]]

# Strauss & Corbin (1990, ch. 7): conditions give rise to the phenomenon or bear on what is done
# about it, strategies answer the phenomenon, consequences follow from strategies and may become
# conditions of a later round. Links inside one role are refinements of it.
PARADIGM_GRAMMAR: Grammar = {
    ParadigmRole.CAUSAL_CONDITION: frozenset(
        {ParadigmRole.CAUSAL_CONDITION, ParadigmRole.PHENOMENON}
    ),
    ParadigmRole.CONTEXT: frozenset(
        {ParadigmRole.CONTEXT, ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}
    ),
    ParadigmRole.INTERVENING_CONDITION: frozenset(
        {ParadigmRole.INTERVENING_CONDITION, ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}
    ),
    ParadigmRole.PHENOMENON: frozenset({ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}),
    ParadigmRole.STRATEGY: frozenset({ParadigmRole.STRATEGY, ParadigmRole.CONSEQUENCE}),
    ParadigmRole.CONSEQUENCE: frozenset(
        {
            ParadigmRole.CONSEQUENCE,
            ParadigmRole.CAUSAL_CONDITION,
            ParadigmRole.CONTEXT,
            ParadigmRole.INTERVENING_CONDITION,
        }
    ),
}


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `keys` are the nodes concerned, for whoever leads to them."""

    rule: str
    subject: str
    message: str
    keys: tuple[str, ...] = ()


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


def check_paradigm(
    graph: nx.MultiDiGraph[str], *, grammar: Grammar = PARADIGM_GRAMMAR
) -> tuple[Finding, ...]:
    """Return what the paradigm lacks, in a fixed order; an empty tuple when nothing is."""
    return (
        *_phenomenon(graph),
        *_empty_roles(graph),
        *_forbidden_links(graph, grammar),
        *_without_evidence(graph),
        *_without_definition(graph),
    )


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


def _with_role(graph: nx.MultiDiGraph[str], role: ParadigmRole) -> list[str]:
    return [key for key, data in graph.nodes(data=True) if data["role"] == role.value]


def _phenomenon(graph: nx.MultiDiGraph[str]) -> Iterator[Finding]:
    keys = _with_role(graph, ParadigmRole.PHENOMENON)
    title = str(graph.graph["title"])
    if not keys:
        yield Finding("no-phenomenon", title, "No category is placed as the phenomenon.")
    elif len(keys) > 1:
        names = ", ".join(f"“{graph.nodes[key]['label']}”" for key in keys)
        yield Finding(
            "several-phenomena",
            title,
            f"A paradigm has one phenomenon, this one has {len(keys)}: {names}.",
            tuple(keys),
        )


def _empty_roles(graph: nx.MultiDiGraph[str]) -> Iterator[Finding]:
    for role in ParadigmRole:
        if role is not ParadigmRole.PHENOMENON and not _with_role(graph, role):
            yield Finding("empty-role", role.value, f"No category is placed as {role.value}.")


def _forbidden_links(graph: nx.MultiDiGraph[str], grammar: Grammar) -> Iterator[Finding]:
    for source, target, data in graph.edges(data=True):
        start = ParadigmRole(graph.nodes[source]["role"])
        end = ParadigmRole(graph.nodes[target]["role"])
        if end not in grammar.get(start, frozenset()):
            yield Finding(
                "forbidden-link",
                _link(graph, source, target, data),
                f"The grammar has no link from {start.value} to {end.value}.",
                (source, target),
            )


def _without_evidence(graph: nx.MultiDiGraph[str]) -> Iterator[Finding]:
    for source, target, data in graph.edges(data=True):
        if not data["evidence_for"]:
            yield Finding(
                "relation-without-evidence",
                _link(graph, source, target, data),
                "No passage supports this relation.",
                (source, target),
            )


def _without_definition(graph: nx.MultiDiGraph[str]) -> Iterator[Finding]:
    for key, data in graph.nodes(data=True):
        if not str(data["definition"]).strip():
            yield Finding(
                "category-without-definition",
                str(data["label"]),
                "This category has no definition.",
                (key,),
            )


def _link(graph: nx.MultiDiGraph[str], source: str, target: str, data: Mapping[str, Any]) -> str:
    ends = graph.nodes[source]["label"], graph.nodes[target]["label"]
    return f"{ends[0]} {data['type']} {ends[1]}"
