"""What the verbs of properties did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted


def _property(told: Told) -> str:
    """Return the property by its name of now, and its category."""
    image = told.image("property")
    row = told.known.row("property", image.key if image else None)
    name = quoted(row.get("name") or told.detail("property"))
    return f"the property {name} of {quoted(told.detail('category'))}"


def _passages(told: Told) -> str:
    return counted(told.key("passages") or 0, "passage")


def _define(told: Told) -> str:
    return f"Gave {quoted(told.detail('category'))} the property {quoted(told.detail('property'))}"


def _change(told: Told) -> str:
    return f"Changed {_property(told)}"


def _order(told: Told) -> str:
    return f"Ordered the properties of {quoted(told.detail('category'))}"


def _remove(told: Told) -> str:
    return f"Removed {_property(told)}"


def _place(told: Told) -> str:
    return f"Placed {_passages(told)} at {told.key('place') or 0} on {_property(told)}"


def _change_place(told: Told) -> str:
    image = told.image("property_placement")
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    if before.get("place") != after.get("place"):
        return f"Moved a passage to {told.key('place') or 0} on {_property(told)}"
    if before.get("negative") != after.get("negative"):
        turned = "into a negative case" if after.get("negative") else "back from a negative case"
        return f"Turned a passage {turned} on {_property(told)}"
    return f"Changed the note on a passage on {_property(told)}"


def _unplace(told: Told) -> str:
    return f"Took {_passages(told)} off {_property(told)}"


SAID: Sayings = {
    "properties.define": _define,
    "properties.change": _change,
    "properties.order": _order,
    "properties.remove": _remove,
    "properties.place": _place,
    "properties.change_place": _change_place,
    "properties.unplace": _unplace,
}
