"""Which category is the core: computed and judged criteria side by side, weighed in the open.

Source: Strauss (1987), Qualitative Analysis for Social Scientists, p. 36, whose criteria of a core
category are put in our own words. What can be counted is counted: passages, participants, and how
central a category is among the relations (Freeman 1977, 1979). The rest a researcher judges.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gtcoder.vocabulary import CoreCriterion, JudgedCriterion

Node = TypeVar("Node", bound=Hashable)
HIGHEST = 4
PLAIN_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its key, its name (and one for narrow columns), and what it asks or counts."""

    key: CoreCriterion | JudgedCriterion
    name: str
    short: str
    sentence: str

    @property
    def judged(self) -> bool:
        """Whether a researcher judges it, from 0 to 4."""
        return isinstance(self.key, JudgedCriterion)


CRITERIA = (
    Criterion(
        CoreCriterion.FREQUENCY, "Passages", "Passages",
        "How many passages stand under the category and all that serves it, each counted once.",
    ),
    Criterion(
        CoreCriterion.BREADTH, "Participants", "Participants",
        "How many of the participants speak in these passages.",
    ),
    Criterion(
        CoreCriterion.DEGREE, "Related to", "Related to",
        "To how many other categories it is related (degree in the graph of relations).",
    ),
    Criterion(
        CoreCriterion.BETWEENNESS, "In between", "In between",
        "On how many of the shortest ways between other categories it lies (betweenness, from 0 "
        "to 1).",
    ),
    Criterion(
        JudgedCriterion.RELATES, "Relates easily", "Relates",
        "Do relations to the other categories come easily, without being forced?",
    ),
    Criterion(
        JudgedCriterion.RECURS, "Appears frequently", "Recurs",
        "Do its indicators turn up again and again, so that it shows as a stable pattern?",
    ),
    Criterion(
        JudgedCriterion.EXPLAINS, "Explains variation", "Explains",
        "Does it account for much of how the cases differ?",
    ),
    Criterion(
        JudgedCriterion.LEADS, "Leads to theory", "Leads on",
        "Does it point beyond this field, to a more general theory?",
    ),
    Criterion(
        JudgedCriterion.VARIES, "Allows variation", "Varies",
        "Does it leave room for the widest variation in conditions, dimensions and consequences?",
    ),
)  # fmt: skip
COMPUTED = tuple(each for each in CRITERIA if not each.judged)
JUDGED = tuple(each for each in CRITERIA if each.judged)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a category: counts by computed criterion, scores of those judged."""

    counts: Mapping[str, float]
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its values from 0 to 1, None where there is none, and their mean.

    `total` is None where nothing is given; `missing` are the judged criteria with a weight that
    have no score. They are left out of the mean, never counted as 0.
    """

    values: Mapping[str, float | None]
    total: float | None
    missing: tuple[str, ...]


def centralities(
    nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]
) -> dict[Node, tuple[int, float]]:
    """Return degree and betweenness of each node in the graph of relations.

    Direction and kind of a relation do not count, nor how many relations join the same two.
    Degree (Freeman 1979) is the number of others it is related to. Betweenness (Freeman 1977) is
    the sum over pairs (s, t) of others of shortest ways from s to t by it / all shortest ways from
    s to t, over (n - 1)(n - 2) / 2; nodes without any relation are in n.
    """
    import networkx as nx

    graph: nx.Graph[Node] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((one, other) for one, other in pairs if one != other)
    between = nx.betweenness_centrality(graph)
    return {node: (int(degree), float(between[node])) for node, degree in graph.degree()}


def weighed(
    candidates: Sequence[Candidate], weights: Mapping[str, float] | None = None
) -> list[Weighed]:
    """Return each candidate's values and total, in the order given.

    A count becomes a value by division by the largest count of that criterion among the
    candidates; where that is 0 the criterion tells nothing and is left out. A score is divided by
    4. total = Σ weight · value / Σ weight, over the criteria that are given; a weight not named
    is 1.
    """
    most: dict[str, float] = {
        each.key: max((one.counts.get(each.key, 0.0) for one in candidates), default=0.0)
        for each in COMPUTED
    }
    return [_weigh(candidate, most, weights or {}) for candidate in candidates]


def _weigh(
    candidate: Candidate, most: Mapping[str, float], weights: Mapping[str, float]
) -> Weighed:
    values: dict[str, float | None] = {}
    for each in CRITERIA:
        if each.judged:
            score = candidate.scores.get(each.key)
            values[each.key] = None if score is None else score / HIGHEST
        else:
            top = most[each.key]
            values[each.key] = candidate.counts.get(each.key, 0.0) / top if top else None
    weight: dict[str, float] = {each.key: weights.get(each.key, PLAIN_WEIGHT) for each in CRITERIA}
    given = [
        (value, weight[key])
        for key, value in values.items()
        if value is not None and weight[key] > 0
    ]
    whole = sum(each for _, each in given)
    return Weighed(
        values,
        sum(value * each for value, each in given) / whole if whole else None,
        tuple(each.key for each in JUDGED if values[each.key] is None and weight[each.key] > 0),
    )
