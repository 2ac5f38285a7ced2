"""What the verbs of coding and of the codebook did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, listed, quoted
from gtcoder.vocabulary import CodeLevel


def _apply(told: Told) -> str:
    row, place = told.coding()
    code = told.code(row.get("code_id"), told.detail("code"))
    if told.image("coding") is None and told.image("memo") is not None:
        return f"Wrote a memo on {code} in {place}"
    image = told.image("coding")
    if image is not None and image.before is not None:
        how = "Weighed" if "weight" in (image.after or {}) else "Confirmed"
        return f"{how} {code} in {place}"
    made = "Made " + code + " and applied it" if told.image("code") else "Applied " + code
    return f"{made} in {place}" + (", with a memo" if told.image("memo") else "")


def _in_vivo(told: Told) -> str:
    row, place = told.coding()
    code = told.code(row.get("code_id"), told.detail("code"))
    return f"{'Made' if told.image('code') else 'Applied'} the in vivo code {code} in {place}"


def _recode(told: Told) -> str:
    _, place = told.coding()
    image = told.image("coding")
    before, after = (image.before or {}, image.after or {}) if image else ({}, {})
    old = told.code(before.get("code_id"), told.detail("was"))
    new = told.code(after.get("code_id"), told.detail("code"))
    if told.entry.details.get("dropped"):
        new = told.code(None, told.detail("code"))
        return f"Recoded {old} in {place} as {new}, which was there: the double was dropped"
    return f"Recoded {old} as {new} in {place}"


def _resize(told: Told) -> str:
    row, place = told.coding()
    return f"Moved the ends of {told.code(row.get('code_id'), told.detail('code'))} in {place}"


def _remove_coding(told: Told) -> str:
    row, place = told.coding()
    return f"Removed {told.code(row.get('code_id'), told.detail('code'))} from {place}"


def _apply_many(told: Told) -> str:
    count, origin = told.key("codings"), told.detail("origin")
    said = "Stored codings" if count is None else f"Stored {counted(count, 'coding')}"
    return said + (f" ({origin})" if origin else "")


def _create(told: Told) -> str:
    return f"Made the {_kind(told)} {told.the_code()}"


def _accept(told: Told) -> str:
    return f"Took {listed(_several(told, 'codes'))} into the codebook"


def _kind(told: Told) -> str:
    level = told.detail("level") or CodeLevel.OPEN
    return "code" if level == CodeLevel.OPEN else f"{level} category"


def _several(told: Told, keys: str) -> list[str]:
    """Return the codes an entry keeps keys and names of."""
    details = told.entry.details
    pairs = zip(details.get(keys) or [], details.get("names") or [], strict=False)
    return [told.code(key, name) for key, name in pairs]


def _define(told: Told) -> str:
    image = told.image("code")
    changed = set(image.after or ()) if image else set()
    names = {
        "definition": "definition",
        "rule": "rule of use",
        "when_not": "rule when not to use it",
        "example": "written example",
    }
    what = " and ".join(name for column, name in names.items() if column in changed)
    return f"Changed the {what or 'definition'} of {told.the_code()}"


def _rename_code(told: Told) -> str:
    return f"Renamed the code {quoted(told.detail('code'))} to {quoted(told.detail('name'))}"


def _move(told: Told) -> str:
    image = told.image("code")
    parent = (image.after or {}).get("parent_id") if image else None
    if parent is None and not told.detail("parent"):
        return f"Moved {told.the_code()} to the top of the codebook"
    return f"Moved {told.the_code()} below {told.code(parent, told.detail('parent'))}"


def _move_many(told: Told) -> str:
    codes, parent = listed(_several(told, "codes")), told.key("parent")
    if parent is None:
        return f"Moved {codes} to the top of the codebook"
    return f"Moved {codes} below {told.code(parent, told.detail('into'))}"


def _gather(told: Told) -> str:
    made = told.code(told.key("category"), told.detail("code"))
    codes = _several(told, "codes")
    of = f" of {listed(codes)}" if codes else ""
    return f"Made the {_kind(told)} {made}{of}"


def _choose_core(told: Told) -> str:
    core = told.code(told.key("category"), told.detail("code"))
    former = _several(told, "codes")
    instead = f" in place of {listed(former)}" if former else ""
    return f"Chose {core} as the core category{instead}"


def _set_level(told: Told) -> str:
    level = told.detail("level")
    if level == CodeLevel.OPEN:
        return f"Made {told.the_code()} an open code again"
    article = "an" if level == CodeLevel.AXIAL else "a"
    return f"Made {told.the_code()} {article} {level} category"


def _declare_domain(told: Told) -> str:
    return f"Declared {told.the_code()} a domain, whose codes exclude one another"


def _undeclare_domain(told: Told) -> str:
    return f"Let the codes below {told.the_code()} lie on the same text again"


def _set_attribute(told: Told) -> str:
    image = told.image("attribute_value")
    code = told.code(image.known.get("code_id") if image else None, told.detail("code"))
    name, value = told.detail("attribute"), told.detail("value")
    return f"Set {name} of {code} to {quoted(value)}" if value else f"Cleared {name} of {code}"


def _set_attributes(told: Told) -> str:
    names = told.entry.details.get("attributes") or []
    of = f" ({listed(names)})" if names else ""
    return f"Changed {counted(told.key('changed') or 0, 'attribute')} of codes{of}"


def _define_attribute(told: Told) -> str:
    name, group = quoted(told.detail("attribute")), told.detail("group")
    kind = told.detail("kind")
    said = f"Defined the column {name}" + (f" of {kind}" if kind else "")
    return f"{said} in the group {quoted(group)}" if group else said


def _rename_attribute(told: Told) -> str:
    return f"Renamed the column {quoted(told.detail('attribute'))} to {quoted(told.detail('name'))}"


def _remove_attribute(told: Told) -> str:
    values = counted(told.key("values") or 0, "value")
    return f"Removed the column {quoted(told.detail('attribute'))} with {values}"


def _membership(told: Told) -> tuple[str, str]:
    image = told.image("membership")
    row = image.known if image else {}
    code = row.get("code_id", told.key("code"))
    category = row.get("category_id", told.key("category"))
    return told.code(code, told.detail("code")), told.code(category, told.detail("category"))


def _merge(told: Told) -> str:
    sources = listed(_several(told, "sources"))
    into, raised = told.code(told.key("target"), told.detail("into")), told.key("weights")
    folded = told.key("folded")
    into += f"; {counted(folded, 'coding')} folded into the other's" if folded else ""
    kept = f"; of two weights the higher stayed, {counted(raised, 'time')}" if raised else ""
    return f"Merged {sources} into {into}{kept}"


def _retire(told: Told) -> str:
    return f"Retired {told.the_code()}"


def _restore(told: Told) -> str:
    return f"Took {told.the_code()} into use again"


def _recolour(told: Told) -> str:
    return f"Changed the colour of {told.the_code()}"


def _add_membership(told: Told) -> str:
    return "Added {} to {}".format(*_membership(told))


def _add_memberships(told: Told) -> str:
    category = told.code(told.key("category"), told.detail("into"))
    return f"Added {listed(_several(told, 'codes'))} to {category}"


def _remove_membership(told: Told) -> str:
    return "Took {} out of {}".format(*_membership(told))


SAID: Sayings = {
    "coding.apply": _apply,
    "coding.apply_new": _apply,
    "coding.in_vivo": _in_vivo,
    "coding.recode": _recode,
    "coding.resize": _resize,
    "coding.remove": _remove_coding,
    "coding.apply_many": _apply_many,
    "codebook.create": _create,
    "codebook.accept": _accept,
    "codebook.define": _define,
    "codebook.rename": _rename_code,
    "codebook.recolour": _recolour,
    "codebook.move": _move,
    "codebook.move_many": _move_many,
    "codebook.gather": _gather,
    "codebook.set_level": _set_level,
    "codebook.choose_core": _choose_core,
    "codebook.declare_domain": _declare_domain,
    "codebook.undeclare_domain": _undeclare_domain,
    "codebook.retire": _retire,
    "codebook.restore": _restore,
    "codebook.set_attribute": _set_attribute,
    "codebook.set_attributes": _set_attributes,
    "codebook.define_attribute": _define_attribute,
    "codebook.rename_attribute": _rename_attribute,
    "codebook.remove_attribute": _remove_attribute,
    "codebook.add_membership": _add_membership,
    "codebook.add_memberships": _add_memberships,
    "codebook.remove_membership": _remove_membership,
    "codebook.merge": _merge,
}
