"""Models as graphs, whatever their template: ready to be drawn, checked and exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.errors import InvalidInput, NotFound
from gtcoder.queries import theory
from gtcoder.queries.codebook import nearest
from gtcoder.queries.models import ModelRow, models, paths
from gtcoder.reports.model_nodes import FROM_STUDY, Drawing
from gtcoder.reports.model_options import ModelOptions, Pair, counts_for, model_options
from gtcoder.reports.model_paths import lay_paths, proposed_paths
from gtcoder.reports.model_steps import draw_named_steps
from gtcoder.reports.model_study import (
    draw_matrix,
    draw_network,
    draw_paradigm,
    draw_relations,
    draw_tree,
)
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ModelEdgeId, ModelTemplate, RelationId

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Drawable",
    "ModelOptions",
    "drawable",
    "edge_of",
    "graph_of_model",
    "model_options",
    "proposed_paths",
    "relation_of",
]

PARADIGM = "paradigm"  # the option that names the paradigm a kept model draws
_RELATED = FROM_STUDY - {ModelTemplate.TREE}
_TITLES = {
    ModelTemplate.NETWORK: "Network of categories",
    ModelTemplate.TREE: "Code tree",
    ModelTemplate.MATRIX: "Conditional matrix",
    ModelTemplate.STEPWISE: "Steps",
}


@dataclass(frozen=True, slots=True)
class Drawable:
    """What can be drawn: a model that is kept, a paradigm, or (name "") the study itself."""

    name: str
    template: ModelTemplate
    stored: bool


def drawable(reader: Reader) -> tuple[Drawable, ...]:
    """Return what can be drawn: paradigms, kept models, then what is drawn from the study."""
    kept = models(reader)
    boards = [board.name for board in theory.paradigms(reader)]
    study = (ModelTemplate.NETWORK, ModelTemplate.TREE, ModelTemplate.MATRIX)
    return (
        *(Drawable(name, ModelTemplate.PARADIGM, stored=False) for name in boards),
        *(Drawable(model.name, ModelTemplate(model.template), stored=True) for model in kept),
        *(Drawable("", template, stored=False) for template in study),
    )


def graph_of_model(
    reader: Reader,
    name: str | None = None,
    *,
    template: ModelTemplate | None = None,
    options: ModelOptions | None = None,
    filters: Sequence[Pair] = (),
) -> nx.MultiDiGraph[str]:
    """Return a model as a graph with what its codes rest on.

    `name` is a kept model's or a paradigm's; without one (None), the first kept model of the
    template, or what it draws from the study ("" wants just that); without either, the study's
    first paradigm. `options` take the place of those kept with the model, `filters` (name, value)
    come on top of them.

    Nodes carry kind, label, parent, rank, number, code, passages, participants,
    participants_total, definition, colour, note, texts as “field NAME” and, where given by hand,
    own_colour, x, y, width, height; edges kind, label, number, both_ways and, of relations,
    relation (its number), type, inverse, evidence_for, evidence_against, participants, strength.
    Raises NotFound where there is no such model.
    """
    template = None if template is None else ModelTemplate(template)
    model, board = _chosen(reader, name, template)
    chosen, sentences = _options(reader, model, options, filters)
    wanted = ModelTemplate(model.template) if model else template or ModelTemplate.PARADIGM
    title = model.name if model else board or _TITLES.get(wanted, "")
    drawing = Drawing(title, wanted, counts_for(reader, chosen), model)
    drawing.say(*sentences)
    if wanted is ModelTemplate.PARADIGM:
        draw_paradigm(reader, drawing, board)
    elif wanted is ModelTemplate.NETWORK:
        draw_network(reader, drawing)
    elif wanted is ModelTemplate.TREE:
        draw_tree(drawing)
    elif wanted is ModelTemplate.MATRIX:
        draw_matrix(reader, drawing)
    elif model is None:
        draw_named_steps(drawing)
    drawing.add_stored(reader)
    if wanted in _RELATED:
        draw_relations(reader, drawing)
    if chosen.paths and model is not None:
        lay_paths(drawing.graph, paths(reader, model.id))
    return drawing.finished()


def _chosen(
    reader: Reader, name: str | None, template: ModelTemplate | None
) -> tuple[ModelRow | None, str | None]:
    """Return the kept model and the name of the paradigm, as far as the names say one."""
    kept = models(reader)
    if name:
        return _named(reader, kept, name, template)
    of_it = [model for model in kept if model.template == template and name is None]
    first = next(iter(of_it), None)
    if template is None or template is ModelTemplate.PARADIGM:
        boards = theory.paradigms(reader)
        if template is None and not boards and kept:
            return kept[0], None
        return None, theory.find_paradigm(reader, None).name
    if first is None and template not in (*FROM_STUDY, ModelTemplate.STEPWISE):
        raise NotFound(
            "The study keeps no model of the template “{template}” yet, and its nodes cannot be "
            "drawn from the codebook. Make one first.",
            template=template,
        )
    return first, None


def _named(
    reader: Reader, kept: tuple[ModelRow, ...], name: str, template: ModelTemplate | None
) -> tuple[ModelRow | None, str | None]:
    boards = [board.name for board in theory.paradigms(reader)]
    named = next((model for model in kept if model.name == name), None)
    if named is not None and template in (None, named.template):
        return named, dict(named.options).get(PARADIGM)
    if name in boards and template in (None, ModelTemplate.PARADIGM):
        return None, name
    if named is not None:
        raise InvalidInput(
            "“{name}” is of the template “{own}” and cannot be drawn as “{template}”. Nothing was "
            "drawn.",
            name=name,
            own=named.template,
            template=template,
        )
    raise NotFound(
        "There is no model “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (*(model.name for model in kept), *boards)),
    )


def _options(
    reader: Reader, model: ModelRow | None, given: ModelOptions | None, filters: Sequence[Pair]
) -> tuple[ModelOptions, tuple[str, ...]]:
    """Return the options given, else those kept with the model as far as they mean a thing yet."""
    if given is not None:
        return given, ()
    model_options(reader, filters)  # refuses what means nothing
    named = {name for name, _ in filters}
    old = [pair for pair in (model.options if model else ()) if pair[0] not in named | {PARADIGM}]
    found, strange = model_options(reader, [*old, *filters], lenient=True)
    return found, tuple(
        f"The filter “{name}” names nothing in the study and was left out." for name in strange
    )


def edge_of(key: str) -> ModelEdgeId | None:
    """Return the kept edge that an edge's key in the graph stands for, None of any other."""
    return ModelEdgeId(int(key[1:])) if key[:1] == "e" and key[1:].isdecimal() else None


def relation_of(data: dict[str, object]) -> RelationId | None:
    """Return the relation whose evidence an edge of the graph shows, by the edge's attributes."""
    relation = data.get("relation")
    return RelationId(relation) if isinstance(relation, int) and relation else None
