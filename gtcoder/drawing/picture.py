"""From a model's graph to its picture, in two steps: laid out on a page, then painted in colours.

The first step takes long and depends on what is drawn alone; the second is done anew for another
theme, and where boxes are moved by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import Layout, Measurer
from gtcoder.analysis.diagram.figure import Figure
from gtcoder.drawing.scene import Scene
from gtcoder.progress import Progress

if TYPE_CHECKING:
    import networkx as nx

_BY_HAND = frozenset({"x", "y", "width", "height"})


def by_template(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a tidy copy of a graph without what was placed by hand, ready to be laid out.

    What is counted over the figure is told in its provenance.
    """
    from gtcoder.drawing.count_badges import told
    from gtcoder.drawing.text import cleaned

    tidy = cleaned(graph)
    for _, data in tidy.nodes(data=True):
        for name in _BY_HAND & data.keys():
            del data[name]
    told(tidy)
    return tidy


def laid_out(
    graph: nx.MultiDiGraph[str],
    measurer: Measurer | None = None,
    *,
    progress: Progress | None = None,
) -> Layout | Figure:
    """Return the page on which the template puts everything."""
    from gtcoder.analysis.layout import layout_graph
    from gtcoder.drawing.measure import QtMeasurer

    return layout_graph(graph, measurer or QtMeasurer(), progress=progress)


def painted(
    page: Layout | Figure,
    graph: nx.MultiDiGraph[str],
    *,
    greyscale: bool = False,
    theme: str = "light",
) -> Scene:
    """Return the picture of a page, boxes placed by hand at their places, counts on top."""
    from gtcoder.analysis.diagram.by_hand import arranged
    from gtcoder.drawing.count_badges import with_counts
    from gtcoder.drawing.figure_scene import scene_of_figure
    from gtcoder.drawing.scene import scene_of
    from gtcoder.drawing.theme import GREYSCALE, theme_named
    from gtcoder.drawing.words import described

    named = theme_named(theme)
    colours = GREYSCALE if greyscale else named
    words = {"title": str(graph.graph.get("title", "")), "description": described(graph)}
    if isinstance(page, Figure):
        scene = scene_of_figure(arranged(page, graph), colours, **words)
    else:
        scene = scene_of(page, colours, **words)
    return with_counts(scene, graph, colours)
