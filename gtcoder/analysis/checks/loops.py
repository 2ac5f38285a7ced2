"""Relations that lead back to where they began: rings of parts, and loops of feedback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from gtcoder.analysis.checks.records import Facts, RelationFact

_MOST = 50
_ENOUGH = 1_000  # relations of one knot that are followed round


@dataclass(frozen=True, slots=True)
class Feedback:
    """A loop of directed relations: no fault, but something that keeps itself going."""

    names: tuple[str, ...]
    relations: tuple[int, ...]
    codes: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The loop as it reads, back to its first category."""
        return " → ".join([*self.names, self.names[0]])


def feedbacks(facts: Facts) -> tuple[Feedback, ...]:
    """Return the loops among directed relations that may lead back, the short ones first.

    Each relation of a loop is told in its shortest one, so that none is missing and a dense graph
    does not tell all its ways round; fifty loops at most. Retired categories close none.
    """
    import networkx as nx

    ways = [
        each
        for each in facts.relations
        if each.type.directed and not each.type.acyclic and _in_use(facts, each)
    ]
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(sorted((each.source, each.target) for each in ways))
    loops: set[tuple[int, ...]] = set()
    for knot in nx.strongly_connected_components(graph):
        within = graph.subgraph(sorted(knot))
        for source, target in islice(within.edges, _ENOUGH):
            loops.add(_from_smallest(nx.shortest_path(within, target, source)))
    found = sorted(loops, key=lambda each: (len(each), each))
    return tuple(_feedback(facts, loop, ways) for loop in found[:_MOST])


def rings(relations: Iterable[RelationFact]) -> Iterator[list[RelationFact]]:
    """Yield one ring of each knot of relations that lead back to where they began."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    for each in sorted(relations, key=lambda each: each.key):
        graph.add_edge(each.source, each.target, relation=each)
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    for knot in sorted(knots, key=min):
        edges = nx.find_cycle(graph.subgraph(sorted(knot)), min(knot))
        yield [graph.edges[edge[0], edge[1]]["relation"] for edge in edges]


def _in_use(facts: Facts, relation: RelationFact) -> bool:
    ends = (relation.source, relation.target)
    return all(key in facts.codes and not facts.codes[key].retired for key in ends)


def _from_smallest(loop: list[int]) -> tuple[int, ...]:
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first])


def _feedback(facts: Facts, loop: tuple[int, ...], ways: list[RelationFact]) -> Feedback:
    used = [
        each.key
        for step in pairwise((*loop, loop[0]))
        for each in ways
        if (each.source, each.target) == step
    ]
    return Feedback(tuple(facts.name(key) for key in loop), tuple(used), loop)
