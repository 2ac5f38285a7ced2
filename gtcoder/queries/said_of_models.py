"""What the verbs of drawn models did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted


def _model(told: Told) -> str:
    """Return the model by its name of then: names of now are not looked up for a drawing."""
    return quoted(told.detail("model"))


def _nodes(told: Told) -> str:
    """Return the one node, or how many there were."""
    count = told.key("nodes") or 1
    return quoted(told.detail("node")) if count == 1 else counted(count, "node")


def _edge(told: Told) -> str:
    return f"{quoted(told.detail('source'))} → {quoted(told.detail('target'))}"


def _make(told: Told) -> str:
    return f"Drew the model {_model(told)}"


def _copy(told: Told) -> str:
    return f"Copied the model {_model(told)} as {quoted(told.detail('name'))}"


def _rename(told: Told) -> str:
    return f"Renamed the model {_model(told)} to {quoted(told.detail('name'))}"


def _remove(told: Told) -> str:
    return f"Removed the model {_model(told)}"


def _set_options(told: Told) -> str:
    return f"Changed what the model {_model(told)} shows"


def _set_path(told: Told) -> str:
    steps = counted(told.key("steps") or 0, "step")
    return f"Confirmed the path of {told.detail('participant')} through {_model(told)}: {steps}"


def _clear_path(told: Told) -> str:
    return f"Took back the path of {told.detail('participant')} through {_model(told)}"


def _add_node(told: Told) -> str:
    return f"Added {_nodes(told)} to {_model(told)}"


def _change_node(told: Told) -> str:
    return f"Changed {_nodes(told)} in {_model(told)}"


def _set_field(told: Told) -> str:
    return f"Wrote the field {quoted(told.detail('field'))} of {_nodes(told)} in {_model(told)}"


def _move_nodes(told: Told) -> str:
    return f"Moved {_nodes(told)} in {_model(told)}"


def _resize_node(told: Told) -> str:
    return f"Resized {_nodes(told)} in {_model(told)}"


def _let_go(told: Told) -> str:
    return f"Gave {_nodes(told)} back to the layout of {_model(told)}"


def _remove_nodes(told: Told) -> str:
    return f"Removed {_nodes(told)} from {_model(told)}"


def _group(told: Told) -> str:
    held = counted(told.key("nodes") or 0, "node")
    return f"Grouped {held} as {quoted(told.detail('node'))} in {_model(told)}"


def _ungroup(told: Told) -> str:
    return f"Dissolved the group {quoted(told.detail('node'))} in {_model(told)}"


def _connect(told: Told) -> str:
    return f"Drew the edge {_edge(told)} in {_model(told)}"


def _change_edge(told: Told) -> str:
    return f"Changed the edge {_edge(told)} in {_model(told)}"


def _disconnect(told: Told) -> str:
    count = told.key("edges") or 1
    edge = f"the edge {_edge(told)}" if count == 1 else counted(count, "edge")
    return f"Removed {edge} from {_model(told)}"


SAID: Sayings = {
    "theory.make_model": _make,
    "models.copy": _copy,
    "models.rename": _rename,
    "models.remove": _remove,
    "models.set_options": _set_options,
    "models.set_path": _set_path,
    "models.clear_path": _clear_path,
    "models.add_node": _add_node,
    "models.change_node": _change_node,
    "models.set_field": _set_field,
    "models.move_nodes": _move_nodes,
    "models.resize_node": _resize_node,
    "models.let_go": _let_go,
    "models.remove_nodes": _remove_nodes,
    "models.group": _group,
    "models.ungroup": _ungroup,
    "models.connect": _connect,
    "models.change_edge": _change_edge,
    "models.disconnect": _disconnect,
}
