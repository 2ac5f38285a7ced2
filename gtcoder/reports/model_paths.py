"""Participants' paths through the steps of a model: proposed, counted, laid over the figure."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gtcoder.analysis.tallies import expanded
from gtcoder.queries.models import ModelRow, NodeRow, PathRow, VisitRow
from gtcoder.reports.base import listing
from gtcoder.reports.code_rows import codes_under
from gtcoder.reports.columns import whose_words
from gtcoder.reports.names import participant_names
from gtcoder.reports.selection import Selection, among, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import NodeKind, ParticipantId

if TYPE_CHECKING:
    import networkx as nx

PROPOSED = "proposed from the text"
_ON_THE_WAY = frozenset({NodeKind.STEP, NodeKind.BRANCH, NodeKind.PHASE})


def proposed_paths(
    reader: Reader, model: ModelRow, options: Selection | None = None
) -> tuple[PathRow, ...]:
    """Return for each participant the steps in the order in which their words first come to them.

    A proposal from the position of codings in the text, to be confirmed or not: people do not
    tell in order. A branch comes after the step it lies in. Participants without any are left out.
    """
    steps = on_the_way(model)
    first: dict[ParticipantId, list[tuple[int, int, int, str]]] = {}
    for number, step in enumerate(steps):
        inside = any(step.parent == other.key for other in steps)
        for person, document, start in _first_passages(reader, step, options or Selection()):
            place = (document, start, 2 * number + inside, step.key)
            first.setdefault(ParticipantId(person), []).append(place)
    return tuple(
        PathRow(
            person,
            name,
            tuple(
                VisitRow(key, rank, PROPOSED)
                for rank, (_, _, _, key) in enumerate(sorted(first[person]), 1)
            ),
        )
        for person, name in participant_names(reader).items()
        if person in first
    )


def on_the_way(model: ModelRow) -> tuple[NodeRow, ...]:
    """Return the nodes a path can lead through: steps in their order, each before its branches."""
    inside: dict[str, list[NodeRow]] = {}
    nodes = [node for node in model.nodes if node.kind in _ON_THE_WAY]
    keys = {node.key for node in nodes}
    for node in nodes:
        above = node.parent if node.parent in keys else None
        inside.setdefault(above or "", []).append(node)
    ordered: list[NodeRow] = []
    waiting = sorted(inside.get("", []), key=_order, reverse=True)
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting += sorted(inside.get(node.key, []), key=_order, reverse=True)
    return tuple(ordered)


def _order(node: NodeRow) -> tuple[int, int]:
    return node.rank, node.id


def _first_passages(
    reader: Reader, step: NodeRow, options: Selection
) -> list[tuple[int, int, int]]:
    """Return where each participant's words first carry a step's codes: (who, document, start)."""
    if step.code is None:
        return []
    chosen = choose(reader, options)
    mask = among(chosen.table.code, codes_under(reader, step.code))
    whole = whose_words(reader)
    source, person = expanded(chosen.place[mask], whole.ends, whole.participant)
    documents, starts = chosen.table.document[mask][source], chosen.table.start[mask][source]
    people, first = np.unique(person, return_index=True)  # codings come by document and start
    return [
        (int(who), int(documents[at]), int(starts[at]))
        for who, at in zip(people.tolist(), first.tolist(), strict=True)
        if who >= 0
    ]


def transitions(paths: tuple[PathRow, ...]) -> Counter[tuple[str, str]]:
    """Return how many participants went from one node to the next, each counted once a pair."""
    return Counter(pair for path in paths for pair in set(pairwise(path.steps)))


def lay_paths(graph: nx.MultiDiGraph[str], paths: tuple[PathRow, ...]) -> None:
    """Write on each node how many came to it, and on each edge how many went along it.

    Ways that no edge draws are told in the graph's `transitions_elsewhere`.
    """
    went = transitions(paths)
    came = Counter(key for path in paths for key in set(path.steps))
    for key, data in graph.nodes(data=True):
        data["visits"] = came[key]
    for source, target, data in graph.edges(data=True):
        back = went[target, source] if data.get("both_ways") else 0
        data["transitions"] = went[source, target] + back
    drawn = {(source, target) for source, target in graph.edges()}
    drawn |= {(b, a) for a, b, data in graph.edges(data=True) if data.get("both_ways")}
    labels = {key: str(data["label"]) for key, data in graph.nodes(data=True)}
    elsewhere = [
        f"{labels[one]} → {labels[other]} ({count})"
        for (one, other), count in sorted(went.items())
        if (one, other) not in drawn and one in labels and other in labels
    ]
    graph.graph["paths"] = len(paths)
    graph.graph["transitions_elsewhere"] = listing(elsewhere)
