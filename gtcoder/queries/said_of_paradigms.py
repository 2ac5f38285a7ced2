"""What the verbs of paradigms and waived findings did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted


def _make(told: Told) -> str:
    name, original = quoted(told.detail("paradigm")), told.detail("original")
    if original:
        return f"Made the paradigm {name} as a copy of {quoted(original)}"
    return f"Made the paradigm {name}"


def _rename(told: Told) -> str:
    return (
        f"Renamed the paradigm {quoted(told.detail('paradigm'))} to {quoted(told.detail('name'))}"
    )


def _remove(told: Told) -> str:
    cards = counted(told.key("cards") or 0, "card")
    return f"Removed the paradigm {quoted(told.detail('paradigm'))} with {cards}"


def _reorder(told: Told) -> str:
    return f"Put {told.detail('role')} in {quoted(told.detail('paradigm'))} in another order"


def _subject(told: Told) -> str:
    """Return what a finding is on, where the entry touched its waiver."""
    image = told.image("waiver")
    row = image.known if image else {}
    if row.get("code_id"):
        return f" on {told.code(row['code_id'])}"
    if row.get("relation_id"):
        return f" on {told.relation(row['relation_id'])}"
    return ""


def _waive(told: Told) -> str:
    return f"Let the finding {quoted(told.detail('rule'))}{_subject(told)} pass"


def _unwaive(told: Told) -> str:
    return f"Opened the finding {quoted(told.detail('rule'))}{_subject(told)} again"


SAID: Sayings = {
    "paradigms.make": _make,
    "paradigms.rename": _rename,
    "paradigms.remove": _remove,
    "paradigms.reorder": _reorder,
    "paradigms.waive": _waive,
    "paradigms.unwaive": _unwaive,
}
