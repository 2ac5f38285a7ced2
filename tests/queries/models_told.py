"""A drawn model from its first node to its removal, each thing done beside its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gtcoder.actions import codebook, model_edges, model_nodes, models
from gtcoder.queries.people import participants
from gtcoder.vocabulary import NodeKind
from tests.studies import Study


def tell_of_models(study: Study, do: Callable[..., Any]) -> None:
    """Do every verb of models but the making of one."""
    with study.ann.read() as reader:
        person = participants(reader)[0]
    code = do("Made the code “Noticing”", codebook.create_code, name="Noticing")
    first = models.NodeDraft("first", "step", "First", rank=1)
    model = do("Drew the model “Way”", models.make_model, name="Way", template="stepwise",
               nodes=[first])  # fmt: skip
    of: dict[str, Any] = {"model": model}
    key = do("Added “Noticing” to “Way”", model_nodes.add_node, **of, kind=NodeKind.STEP, code=code)
    do("Changed “Noticing” in “Way”", model_nodes.change_node, **of, node=key, note="Early.")
    said = "Wrote the field “tools” of “First” in “Way”"
    do(said, model_nodes.set_field, **of, node="first", name="tools", value="A bell")
    place = [model_nodes.NodePlace(each, 40.0, 50.0) for each in ("first", key)]
    do("Moved “First” in “Way”", model_nodes.move_nodes, **of, places=place[:1])
    do("Moved 2 nodes in “Way”", model_nodes.move_nodes, **of,
       places=[model_nodes.NodePlace(each, 60.0, 50.0) for each in ("first", key)])  # fmt: skip
    size = {"width": 90.0, "height": 30.0}
    do("Resized “First” in “Way”", model_nodes.resize_node, **of, node="first", **size)
    do("Gave 2 nodes back to the layout of “Way”", model_nodes.let_go, **of, nodes=["first", key])
    group = do("Grouped 2 nodes as “Both” in “Way”", model_nodes.group_nodes, **of,
               nodes=["first", key], label="Both")  # fmt: skip
    do("Dissolved the group “Both” in “Way”", model_nodes.ungroup, **of, group=group)
    ends = {"source": "first", "target": key}
    edge = do("Drew the edge “First” → “Noticing” in “Way”", model_edges.connect, **of, **ends)
    said = "Changed the edge “First” → “Noticing” in “Way”"
    do(said, model_edges.change_edge, edge=edge, label="then")
    do("Removed the edge “First” → “Noticing” from “Way”", model_edges.disconnect, edges=[edge])
    way = {**of, "participant": person.id}
    said = f"Confirmed the path of {person.name} through “Way”: 2 steps"
    do(said, models.set_path, **way, steps=["first", key])
    do(f"Took back the path of {person.name} through “Way”", models.clear_path, **way)
    do("Changed what the model “Way” shows", models.set_model_options, **of, options=["passages=1"])
    do("Removed “Noticing” from “Way”", model_nodes.remove_nodes, **of, nodes=[key])
    copy = do("Copied the model “Way” as “Way 2”", models.copy_model, **of, name="Way 2")
    do("Renamed the model “Way” to “Path”", models.rename_model, **of, name="Path")
    do("Removed the model “Way 2”", models.remove_model, model=copy)
