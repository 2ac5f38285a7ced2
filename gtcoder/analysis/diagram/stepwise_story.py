"""Read a stepwise model: which nodes are steps, branches, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.figure import colour_of
from gtcoder.vocabulary import NodeKind

if TYPE_CHECKING:
    import networkx as nx

_BANDS = frozenset(
    {
        NodeKind.PREREQUISITE,
        NodeKind.OUTCOME,
        NodeKind.CARRIED,
        NodeKind.ALONGSIDE,
        NodeKind.AROUND,
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """A node as it is drawn; `up` is the key of the node it lies in, or ""."""

    key: str
    kind: NodeKind
    label: str
    number: int = 0
    colour: int = 0
    up: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What stands before, after, above, below or around the steps.

    `head` is the container, or none where the members stand on their own.
    """

    kind: NodeKind
    head: Item | None
    members: tuple[Item, ...]

    @property
    def key(self) -> str:
        """The container's key, or one that says that it is implied."""
        return self.head.key if self.head else f"implied:{self.kind}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A step with the branches that stand beside it."""

    item: Item
    branches: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A phenomenon (none: no frame) with its steps in their order."""

    head: Item | None
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge of the graph."""

    key: str
    source: str
    target: str
    kind: str
    label: str = ""
    number: int = 0
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A stepwise model sorted by the places its parts have on the page."""

    stages: tuple[Stage, ...]
    bands: tuple[Band, ...]
    arrows: tuple[Arrow, ...]

    def of(self, kind: NodeKind) -> tuple[Band, ...]:
        """Return the bands of that kind."""
        return tuple(band for band in self.bands if band.kind is kind)


def story_of(graph: nx.MultiDiGraph[str]) -> Story:
    """Return the parts of the model; every node and every edge is in it once."""
    items = {str(key): _item(str(key), data) for key, data in graph.nodes(data=True)}
    for key, item in items.items():
        if item.up not in items or item.up == key:
            items[key] = Item(key, item.kind, item.label, item.number, item.colour)
    order = {
        str(node): (int(graph.nodes[node].get("rank", 0) or 0), place)
        for place, node in enumerate(graph)
    }
    below: dict[str, list[Item]] = {}
    for key in sorted(items, key=order.__getitem__):
        below.setdefault(_held(items, key), []).append(items[key])
    tops = below.get("", [])
    bands = [*_bands(tops, below), *_loose(tops, below)]
    return Story(tuple(_stages(tops, below)), tuple(bands), _arrows(graph))


def _item(key: str, data: dict[str, Any]) -> Item:
    name = str(data.get("kind", ""))
    kind = NodeKind(name) if name in set(NodeKind) else NodeKind.BOX
    return Item(
        key,
        kind,
        " ".join(str(data.get("label", "")).split()) or key,
        int(data.get("number", 0) or 0),
        colour_of(data),
        "" if kind is NodeKind.PHENOMENON else str(data.get("parent", "") or ""),
    )


def _held(items: dict[str, Item], key: str) -> str:
    """Return what holds the node; none for one whose holders go round in a circle."""
    seen, at = {key}, items[key].up
    while at:
        if at in seen:
            return ""
        seen.add(at)
        at = items[at].up
    return items[key].up


def _under(item: Item, below: dict[str, list[Item]]) -> tuple[Item, ...]:
    """Return all that lies in the node, at any depth, in order."""
    return tuple(
        each for child in below.get(item.key, []) for each in (child, *_under(child, below))
    )


def _bands(tops: Iterable[Item], below: dict[str, list[Item]]) -> list[Band]:
    return [
        Band(top.kind, top, _under(top, below))
        for top in tops
        if top.kind in _BANDS and below.get(top.key)
    ]


def _loose(tops: Iterable[Item], below: dict[str, list[Item]]) -> list[Band]:
    """Return a band without a container for the nodes of each kind that lie in none."""
    found: dict[NodeKind, list[Item]] = {}
    for top in tops:
        if top.kind in _BANDS and not below.get(top.key):
            found.setdefault(top.kind, []).append(top)
    return [Band(kind, None, tuple(items)) for kind, items in found.items()]


def _stages(tops: Iterable[Item], below: dict[str, list[Item]]) -> list[Stage]:
    """Return a stage per phenomenon; what lies in none goes to the only one, or stands alone."""
    heads = [top for top in tops if top.kind is NodeKind.PHENOMENON]
    loose = [top for top in tops if top.kind is not NodeKind.PHENOMENON and top.kind not in _BANDS]
    stages = [Stage(head, _units(below.get(head.key, []), below)) for head in heads]
    alone = _units(loose, below)
    if alone and len(stages) == 1:
        return [Stage(stages[0].head, (*stages[0].units, *alone))]
    return [*stages, Stage(None, alone)] if alone else stages


def _units(items: Iterable[Item], below: dict[str, list[Item]]) -> tuple[Unit, ...]:
    return tuple(Unit(item, _under(item, below)) for item in items)


def _arrows(graph: nx.MultiDiGraph[str]) -> tuple[Arrow, ...]:
    found: list[Arrow] = []
    used: set[str] = set()
    for source, target, key, data in graph.edges(keys=True, data=True):
        name = str(key)
        if name in used:
            name = f"{source} → {target} · {key}"
        used.add(name)
        kind, label = str(data.get("kind", "")), str(data.get("label", ""))
        number, both = int(data.get("number", 0) or 0), bool(data.get("both_ways", False))
        found.append(Arrow(name, str(source), str(target), kind, label, number, both))
    return tuple(found)
