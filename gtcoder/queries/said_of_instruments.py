"""What the verbs of instruments, their items, experts and ratings did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted, shortened

_WORDS = 60
_DECIDED = {
    "kept": "Kept the item {item}",
    "reworded": "Reworded the item {item}",
    "dropped": "Dropped the item {item}",
    "restored": "Restored the item {item}",
}


def _instrument(told: Told) -> str:
    image = told.image("instrument")
    row = told.known.row("instrument", image.key if image else None)
    return quoted(row.get("name") or told.detail("instrument"))


def _item(told: Told) -> str:
    return quoted(shortened(" ".join(told.detail("item").split()), _WORDS))


def _expert(told: Told) -> str:
    image = told.image("expert")
    row = told.known.row("expert", image.key if image else None)
    return quoted(row.get("name") or told.detail("expert"))


def _make(told: Told) -> str:
    return f"Made the instrument {_instrument(told)}"


def _change(told: Told) -> str:
    image = told.image("instrument")
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    if before.get("name") != after.get("name"):
        then, now = quoted(before.get("name", "")), quoted(after.get("name", ""))
        return f"Renamed the instrument {then} to {now}"
    return f"Changed the note on the instrument {_instrument(told)}"


def _remove(told: Told) -> str:
    held = f"{counted(told.key('items') or 0, 'item')}, {_ratings(told)}"
    return f"Removed the instrument {quoted(told.detail('instrument'))} ({held})"


def _ratings(told: Told) -> str:
    return counted(told.key("ratings") or 0, "rating")


def _add_item(told: Told) -> str:
    return f"Added the item {_item(told)} to {quoted(told.detail('instrument'))}"


def _correct_item(told: Told) -> str:
    return f"Corrected the words of the item {_item(told)}"


def _move_item(told: Told) -> str:
    return f"Made {_item(told)} item {told.key('number') or 0}"


def _remove_item(told: Told) -> str:
    return f"Removed the item {_item(told)}"


def _decide(told: Told) -> str:
    said = _DECIDED.get(told.detail("change"), "Decided over the item {item}")
    return said.format(item=_item(told))


def _add_expert(told: Told) -> str:
    return f"Added the expert {_expert(told)} to {quoted(told.detail('instrument'))}"


def _change_expert(told: Told) -> str:
    image = told.image("expert")
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    if before.get("name") != after.get("name"):
        then, now = quoted(before.get("name", "")), quoted(after.get("name", ""))
        return f"Renamed the expert {then} to {now}"
    return f"Changed the note on the expert {_expert(told)}"


def _remove_expert(told: Told) -> str:
    return f"Removed the expert {quoted(told.detail('expert'))} ({_ratings(told)})"


def _rate(told: Told) -> str:
    who, scale = quoted(told.detail("expert")), told.detail("scale")
    value = told.key("value")
    if value is None:
        return f"Noted what {who} said of the item {_item(told)}"
    return f"Rated the item {_item(told)} for {who}: {scale} {value}"


def _unrate(told: Told) -> str:
    scale, who = told.detail("scale"), quoted(told.detail("expert"))
    return f"Took back the rating of {who} on the item {_item(told)} ({scale})"


def _rate_many(told: Told) -> str:
    return f"Rated {counted(told.key('cells') or 0, 'cell')} on the scale {told.detail('scale')}"


def _take_in(told: Told) -> str:
    brought = [
        counted(told.key(name) or 0, noun)
        for name, noun in (("items", "new item"), ("experts", "new expert"), ("ratings", "rating"))
        if told.key(name)
    ]
    if told.key("changed"):
        brought.append(f"{counted(told.key('changed') or 0, 'rating')} changed")
    held = f" ({', '.join(brought)})" if brought else ""
    return f"Imported ratings of {quoted(told.detail('instrument'))}{held}"


SAID: Sayings = {
    "instruments.make": _make,
    "instruments.change": _change,
    "instruments.remove": _remove,
    "instruments.add_item": _add_item,
    "instruments.correct_item": _correct_item,
    "instruments.move_item": _move_item,
    "instruments.remove_item": _remove_item,
    "instruments.decide": _decide,
    "instruments.add_expert": _add_expert,
    "instruments.change_expert": _change_expert,
    "instruments.remove_expert": _remove_expert,
    "instruments.rate": _rate,
    "instruments.unrate": _unrate,
    "instruments.rate_many": _rate_many,
    "instruments.take_in": _take_in,
}
