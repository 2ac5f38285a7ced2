"""What the page of a model shows, read and drawn off the window's thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import FontRole, Layout
from gtcoder.analysis.diagram.figure import Figure
from gtcoder.drawing.scene import Scene
from gtcoder.errors import NotFound
from gtcoder.progress import Progress
from gtcoder.queries.models import ModelRow
from gtcoder.store.reader import Reader
from gtcoder.ui.models.ink import Ink
from gtcoder.ui.models.parts import Parts
from gtcoder.vocabulary import ModelTemplate

if TYPE_CHECKING:
    import networkx as nx


Pairs = tuple[tuple[str, str], ...]
_REVISION = re.compile(r"revision \d+")


@dataclass(frozen=True, slots=True)
class Which:
    """A model that can be drawn: a kept one or a paradigm by its name, else the study itself."""

    name: str
    template: ModelTemplate
    stored: bool


@dataclass(frozen=True, slots=True)
class Showing:
    """What is to be drawn, and how."""

    which: Which | None = None
    filters: Pairs = ()
    paths: bool = False
    counts: bool = False
    by_size: bool = False
    by_kind: bool = False
    greyscale: bool = False
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A model as it was drawn, with what the window tells of it."""

    choices: tuple[Which, ...] = ()
    which: Which | None = None
    row: ModelRow | None = None
    scene: Scene | None = None
    ink: Ink | None = None
    parts: Parts | None = None
    graph: Mapping[str, Any] = field(default_factory=dict)
    nodes: int = 0
    edges: int = 0
    hindrance: str = ""
    filters: Pairs = ()


def graph_of(reader: Reader, showing: Showing) -> nx.MultiDiGraph[str]:
    """Return the graph of what is to be shown, its extras on top of the model's own options.

    Raises NotFound where there is no such model or nothing to draw it from.
    """
    from gtcoder.drawing.count_badges import COUNTS
    from gtcoder.reports.models import graph_of_model

    which = showing.which
    if which is None:
        raise NotFound("There is no model yet. Nothing was drawn.")
    filters = [*showing.filters]
    if showing.paths:
        filters.append(("paths", "yes"))
    if showing.by_size:
        filters.append(("size_by", "passages"))
    graph = graph_of_model(reader, which.name, template=which.template, filters=filters)
    if showing.counts:
        graph.graph[COUNTS] = "yes"
    if showing.by_kind:
        for _, data in graph.nodes(data=True):
            data["colour"] = data["own_colour"] = 0
    return graph


def choices(reader: Reader) -> tuple[Which, ...]:
    """Return what can be drawn: kept models first, then paradigms, then the study itself."""
    from gtcoder.reports.models import drawable

    found = [Which(each.name, each.template, each.stored) for each in drawable(reader)]
    return tuple(sorted(found, key=lambda each: (not each.stored, not each.name)))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page with what it was laid out for, and what was said of where it comes from."""

    sign: str
    said: str
    page: Layout | Figure


class Drawer:
    """Draws models; what the template laid out last is kept, since a move by hand leaves it."""

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def draw(self, reader: Reader, showing: Showing, progress: Progress) -> Drawn:
        """Return the model that is wanted, or the first there is."""
        from gtcoder.queries.models import models

        every = choices(reader)
        first = next((each for each in every if each.name), None)
        which = showing.which if showing.which in every else first
        if which is None:
            return Drawn(every)
        row = next((m for m in models(reader) if which.stored and m.name == which.name), None)
        progress.step(0, 0)
        try:
            showing = _of(showing, which)
            graph = graph_of(reader, showing)
        except NotFound as error:
            return Drawn(every, which, row, hindrance=str(error), filters=showing.filters)
        nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
        if not nodes:
            return Drawn(every, which, row, graph=graph.graph, filters=showing.filters)
        scene, tidy = self._scene(graph, showing, progress)
        progress.step(0, 0)
        ink = Ink(scene)
        progress.step(0, 0)
        parts = Parts(scene, tidy)
        return Drawn(
            every, which, row, scene, ink, parts, graph.graph, nodes, edges, filters=showing.filters
        )

    def _scene(
        self, graph: nx.MultiDiGraph[str], showing: Showing, progress: Progress
    ) -> tuple[Scene, nx.MultiDiGraph[str]]:
        from gtcoder.drawing.picture import by_template, laid_out, painted
        from gtcoder.drawing.text import cleaned

        bare = by_template(graph)
        said = str(bare.graph["provenance"])
        kept, sign = self._kept, _sign(bare)
        page = _renewed(kept.page, kept.said, said) if kept and kept.sign == sign else None
        if page is None:
            page = laid_out(bare, _Stoppable(progress), progress=progress)
        self._kept = _Kept(sign, said, page)
        progress.step(0, 0)
        tidy = cleaned(graph)
        return painted(page, tidy, greyscale=showing.greyscale, theme=showing.theme), tidy


def _of(showing: Showing, which: Which) -> Showing:
    return replace(showing, which=which, filters=showing.filters if showing.which == which else ())


def _sign(graph: nx.MultiDiGraph[str]) -> str:
    """Return what a layout depends on, apart from the revision that its provenance names."""
    told = {**graph.graph, "provenance": _REVISION.sub("", str(graph.graph["provenance"]))}
    return repr((told, list(graph.nodes(data=True)), list(graph.edges(data=True, keys=True))))


def _renewed(page: Layout | Figure, before: str, now: str) -> Layout | Figure | None:
    """Return a page that names the revision of now, None where it stands on no line of it."""
    if before == now:
        return page
    old, new = _REVISION.search(before), _REVISION.search(now)
    if old is None or new is None:
        return None
    texts = tuple(
        replace(text, text=text.text.replace(old[0], new[0])) if old[0] in text.text else text
        for text in page.texts
    )
    return replace(page, texts=texts) if texts != page.texts else None


class _Stoppable:
    """Measures texts, and stops the layout that asks for it when the job was cancelled."""

    def __init__(self, progress: Progress) -> None:
        from gtcoder.drawing.measure import QtMeasurer

        self._measurer, self._progress = QtMeasurer(), progress

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        """Return width and line height of one line in points."""
        self._progress.step(0, 0)
        return self._measurer.measure(text, role)
