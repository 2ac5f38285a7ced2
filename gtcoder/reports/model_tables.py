"""Models as tables: who went through which steps, the texts of nodes, the edges with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gtcoder.errors import NotFound
from gtcoder.progress import Progress
from gtcoder.queries.models import ModelRow, PathRow, find_model, models, paths
from gtcoder.reports.base import Basis, Cell, Report, Row, number_of, report
from gtcoder.reports.model_paths import on_the_way, proposed_paths
from gtcoder.reports.models import graph_of_model
from gtcoder.reports.names import participant_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ModelTemplate, ParticipantId

if TYPE_CHECKING:
    import networkx as nx

CONFIRMED, PROPOSED, NONE = "confirmed", "proposed", ""
_FIELD = "field "


@dataclass(frozen=True, slots=True)
class ModelTableOptions:
    """Which model is made a table of."""

    model: str = field(
        default="",
        metadata={"help": "a model or paradigm by name; without: the first stepwise one, or any"},
    )


@dataclass(frozen=True, slots=True)
class StepPathOptions(ModelTableOptions):
    """The options of the grid of steps and participants."""

    proposed: bool = field(
        default=True,
        metadata={"help": "propose a path from the text where none is confirmed"},
    )


@report("step-paths", "Participants' paths through the steps", StepPathOptions)
def step_paths(reader: Reader, options: StepPathOptions, progress: Progress) -> Report:
    """Return a row per participant and a column per step: as the how-manieth they came to it.

    A path is the order that the researcher confirmed. Where none is, one is proposed from the
    position of the codings in the text; it says so, and counts nowhere else.
    """
    progress.step(0, 1, "reading paths")
    model = _model(reader, options.model)
    steps = on_the_way(model)
    labels = _labels(reader, model)
    confirmed = {path.participant: path for path in paths(reader, model.id)}
    there = proposed_paths(reader, model) if options.proposed else ()
    proposed = {path.participant: path for path in there if path.participant not in confirmed}
    rows = [
        _path_row(person, name, [step.key for step in steps], confirmed, proposed)
        for person, name in participant_names(reader).items()
    ]
    basis = Basis(
        counted="the place of each step on a participant's way",
        whose="the researchers' confirmed order"
        + (", else a proposal from the order of the codings in the text" if proposed else ""),
        more={"model": model.name, "confirmed": len(confirmed), "proposed": len(proposed)},
    )
    said = [f"{number_of(len(confirmed), 'path')} confirmed."]
    if proposed:
        said.append(
            f"{number_of(len(proposed), 'path')} proposed from the position of the codings in the "
            "text; people do not tell in order, and a proposal counts only when it is confirmed."
        )
    return Report(
        name="step-paths",
        title=f"Paths through “{model.name}”",
        columns=("participant", "path", *(labels.get(step.key, step.key) for step in steps)),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), *said),
        provenance=basis.provenance(reader),
    )


def _path_row(
    person: ParticipantId,
    name: str,
    steps: Sequence[str],
    confirmed: dict[ParticipantId, PathRow],
    proposed: dict[ParticipantId, PathRow],
) -> Row:
    state = CONFIRMED if person in confirmed else PROPOSED if person in proposed else NONE
    path = confirmed.get(person) or proposed.get(person)
    cells: list[Cell] = []
    for step in steps:
        ranks = [visit.rank for visit in path.visits if visit.node == step] if path else []
        several = ", ".join(map(str, ranks))
        cells.append(None if not ranks else ranks[0] if len(ranks) == 1 else several)
    return (name, state, *cells)


def _labels(reader: Reader, model: ModelRow) -> dict[str, str]:
    """Return what each step is called, its number before it, none twice."""
    graph = graph_of_model(reader, model.name)
    found: dict[str, str] = {}
    for key, data in graph.nodes(data=True):
        label = f"{data['number']} {data['label']}" if data["number"] else str(data["label"])
        found[key] = f"{label} ({key})" if label in found.values() else label
    return found


def _model(reader: Reader, name: str) -> ModelRow:
    """Return the named model, else the first stepwise one."""
    if name:
        return find_model(reader, name)
    for model in models(reader):
        if model.template == ModelTemplate.STEPWISE:
            return model
    raise NotFound("The study keeps no stepwise model yet. Make one first, or name a model.")


def _graph(reader: Reader, name: str) -> nx.MultiDiGraph[str]:
    if name or not models(reader):
        return graph_of_model(reader, name or None)
    kept = models(reader)
    first = next((model for model in kept if model.template == ModelTemplate.STEPWISE), kept[0])
    return graph_of_model(reader, first.name)


@report("model-fields", "Nodes of a model with their texts", ModelTableOptions)
def model_fields(reader: Reader, options: ModelTableOptions, progress: Progress) -> Report:
    """Return a row per node: what it is, what it lies in and rests on, its fields and note."""
    progress.step(0, 1, "reading the model")
    graph = _graph(reader, options.model)
    names = sorted({name for _, data in graph.nodes(data=True) for name in data
                    if name.startswith(_FIELD)})  # fmt: skip
    labels = {key: str(data["label"]) for key, data in graph.nodes(data=True)}
    rows = [
        (
            data["number"] or None,
            labels[key],
            data["kind"],
            labels.get(data["parent"], "") or None,
            tuple(data["code"].split(" > ")) if data["code"] else None,
            data["passages"] if data["code"] else None,
            data["participants"] if data["code"] else None,
            *(data.get(name) for name in names),
            data["note"] or None,
        )
        for key, data in graph.nodes(data=True)
    ]
    fields = (name.removeprefix(_FIELD) for name in names)
    head = ("number", "node", "kind", "lies in", "code", "passages", "participants")
    counted = "the nodes of a model, one a row"
    return _table(reader, "model-fields", graph, (*head, *fields, "note"), rows, counted)


@report("model-edges", "Edges of a model with their evidence", ModelTableOptions)
def model_edges(reader: Reader, options: ModelTableOptions, progress: Progress) -> Report:
    """Return a row per edge: its ends, kind and label, and what speaks for and against it."""
    progress.step(0, 1, "reading the model")
    graph = _graph(reader, options.model)
    labels = {key: str(data["label"]) for key, data in graph.nodes(data=True)}
    rows = [
        (
            labels[source],
            data.get("type") or data["kind"],
            labels[target],
            data["label"] or None,
            data["number"] or None,
            "yes" if data["both_ways"] else None,
            *(
                (data[name] or None for name in _EVIDENCE)
                if "type" in data
                else (None,) * len(_EVIDENCE)
            ),
        )
        for source, target, data in graph.edges(data=True)
    ]
    head = ("from", "kind", "to", "label", "number", "both ways")
    evidence = ("passages for", "passages against", "participants", "strength")
    counted = "the edges of a model, one a row; a passage against includes negative cases"
    return _table(reader, "model-edges", graph, (*head, *evidence), rows, counted)


_EVIDENCE = ("evidence_for", "evidence_against", "participants", "strength")


def _table(
    reader: Reader,
    name: str,
    graph: nx.MultiDiGraph[str],
    columns: tuple[str, ...],
    rows: Sequence[Any],
    counted: str,
) -> Report:
    title = str(graph.graph["title"])
    basis = Basis(counted=counted, whose="all coders", more={"model": title})
    what = "Nodes" if name == "model-fields" else "Edges"
    return Report(
        name=name,
        title=f"{what} of “{title}”",
        columns=columns,
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), str(graph.graph["provenance"])),
        provenance=basis.provenance(reader),
    )
