"""Lay a model out on a page: every box, arrow, count and line of text in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.arrangement import CENTRE, HEADINGS
from gtcoder.analysis.diagram.boxes import Layout, Measurer, Rect
from gtcoder.analysis.diagram.cards import CardRuler, CardText, Texts
from gtcoder.analysis.diagram.figure import Figure
from gtcoder.analysis.diagram.fitting import Drawing, drawn
from gtcoder.analysis.diagram.frame import PAGES, frame_of
from gtcoder.analysis.diagram.placing import counts_of, placed
from gtcoder.analysis.diagram.routing import Link
from gtcoder.analysis.diagram.shapes import fitting_shapes
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Progress
from gtcoder.vocabulary import ModelTemplate, ParadigmRole

if TYPE_CHECKING:
    import networkx as nx

_ATTEMPTS = 4  # shapes tried for each size of text
# Where each template but the paradigm is laid out: module of the diagram floor, function.
_FIGURES = {
    ModelTemplate.STEPWISE: ("stepwise", "layout_stepwise"),
    ModelTemplate.CYCLE: ("cycle", "layout_cycle"),
    ModelTemplate.FIELDS: ("fields", "layout_fields"),
    ModelTemplate.NETWORK: ("network", "layout_network"),
    ModelTemplate.TREE: ("tree", "layout_tree"),
    ModelTemplate.MATRIX: ("matrix", "layout_matrix"),
}
_DEFINED = 2  # more phenomena than these are an unfinished paradigm and go without definitions


def layout_graph(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Layout | Figure:
    """Return the page for the graph's template; raises InvalidInput for an unknown one.

    A paradigm comes as `Layout`, every other template as `Figure`. Templates that can be large
    tell `progress` of their work, and stop there when it was cancelled.
    """
    template = str(graph.graph.get("template", ""))
    if template == ModelTemplate.PARADIGM:
        return layout_paradigm(graph, measurer)
    if template not in _FIGURES:
        raise InvalidInput(
            "The template “{template}” is not known. Nothing was drawn. Known: {known}.",
            template=template,
            known=", ".join(kind.value for kind in ModelTemplate),
        )
    module, name = _FIGURES[ModelTemplate(template)]
    layout: Callable[..., Figure]
    layout = getattr(import_module(f"gtcoder.analysis.diagram.{module}"), name)
    return layout(graph, measurer, progress=progress)


def layout_paradigm(graph: nx.MultiDiGraph[str], measurer: Measurer) -> Layout:
    """Return the paradigm in Strauss and Corbin's arrangement on the smallest page that holds it.

    A4 landscape; when the text would be under 7 points there, A3 or larger, and a note says so.
    The same graph and measurer give the same page.
    """
    ruler = CardRuler(measurer)
    texts = _card_texts(graph)
    for page in PAGES:
        frame = frame_of(graph, page, ruler=ruler)
        found = _on_page(graph, texts, frame.body, ruler)
        if found is not None:
            return placed(graph, page, frame, found.arrangement, found.points, found.badges, ruler)
    raise NotComputable(
        "“{title}” is too large to be drawn: it does not fit a page of {page} with text of "
        "7 points. The study is unchanged. Draw a part of it.",
        title=graph.graph["title"],
        page=PAGES[-1].name,
    )


def _card_texts(graph: nx.MultiDiGraph[str]) -> Texts:
    """Return what the cards say, in the order of the graph's nodes."""
    found: dict[ParadigmRole, list[CardText]] = {role: [] for role in HEADINGS}
    for key, data in graph.nodes(data=True):
        role, count = ParadigmRole(data["role"]), int(data["passages"])
        what = f"{count} passage" if count == 1 else f"{count} passages"
        people, total = data["participants"], data["participants_total"]
        whom = f" · {people} of {total}" if total else ""
        definition = str(data["definition"]) if role is CENTRE else ""
        found[role].append(CardText(key, str(data["label"]), what + whom, definition))
    if len(found[CENTRE]) > _DEFINED:
        found[CENTRE] = [replace(text, definition="") for text in found[CENTRE]]
    return {role: tuple(cards) for role, cards in found.items()}


def _on_page(
    graph: nx.MultiDiGraph[str], texts: Texts, body: Rect, ruler: CardRuler
) -> Drawing | None:
    links = [Link(str(key), a, b) for a, b, key in graph.edges(keys=True)]
    counts = counts_of(graph)
    tried = Counter[float]()
    for shape, cards in fitting_shapes(texts, links, body, ruler):
        tried[shape.scale] += 1
        if tried[shape.scale] > _ATTEMPTS:
            continue
        sizes = [count.size(shape.scale, ruler) for count in counts]
        found = drawn(cards, shape, links, sizes, body, ruler)
        if found is not None:
            return found
    return None
