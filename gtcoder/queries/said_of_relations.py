"""What the verbs of relations, their kinds, evidence and refusals did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted
from gtcoder.vocabulary import Stance

HOW = {Stance.AGAINST: "against", Stance.NEGATIVE_CASE: "as the negative case of"}


def _kind(told: Told) -> str:
    """Return a kind of relation by its name of now."""
    image = told.image("relation_type")
    row = told.known.row("relation_type", image.key if image else None)
    return quoted(row.get("name") or told.detail("type"))


def _define_type(told: Told) -> str:
    image = told.image("relation_type")
    new = image is not None and image.before is None
    return f"{'Made' if new else 'Changed'} the kind of relation {_kind(told)}"


def _rename_type(told: Told) -> str:
    old, new = quoted(told.detail("type")), quoted(told.detail("name"))
    return f"Renamed the kind of relation {old} to {new}"


def _remove_type(told: Told) -> str:
    return f"Removed the kind of relation {quoted(told.detail('type'))}"


def _change(told: Told) -> str:
    reads = told.relation(told.key("relation"))
    if told.entry.details.get("joined"):
        return f"Joined a relation to {reads}"
    return f"Changed the relation {reads}"


def _add_evidence_many(told: Told) -> str:
    stance = told.detail("stance")
    how = next((said for each, said in HOW.items() if stance == each), "for")
    passages = counted(told.key("passages") or 0, "passage")
    return f"Gave {passages} as evidence {how} {told.relation(told.key('relation'))}"


def _change_evidence(told: Told) -> str:
    image = told.image("evidence")
    row = told.known.row("evidence", image.key if image else told.key("evidence"))
    place, reads = told.place(row.get("quotation_id")), told.relation(row.get("relation_id"))
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    if before.get("stance") == after.get("stance"):
        return f"Changed the note on {place} as evidence on {reads}"
    how = next((said for each, said in HOW.items() if after.get("stance") == each), "for")
    return f"Turned {place} into evidence {how} {reads}"


def _pair(told: Told) -> tuple[str, str]:
    return quoted(told.detail("source")), quoted(told.detail("target"))


def _refuse(told: Told) -> str:
    return "Refused to relate {} and {}".format(*_pair(told))


def _unrefuse(told: Told) -> str:
    return "Took back the refusal to relate {} and {}".format(*_pair(told))


SAID: Sayings = {
    "relations.define_type": _define_type,
    "relations.rename_type": _rename_type,
    "relations.remove_type": _remove_type,
    "relations.change": _change,
    "relations.refuse": _refuse,
    "relations.unrefuse": _unrefuse,
    "theory.add_evidence_many": _add_evidence_many,
    "theory.change_evidence": _change_evidence,
}
