"""What the verbs of the codebook's order, examples, origins and files did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, listed


def _several(told: Told) -> list[str]:
    details = told.entry.details
    pairs = zip(details.get("codes") or [], details.get("names") or [], strict=False)
    return [told.code(key, name) for key, name in pairs]


def _retire_many(told: Told) -> str:
    return f"Retired {listed(_several(told))}"


def _set_origin(told: Told) -> str:
    was, now = told.detail("was"), told.detail("origin")
    return f"Corrected the origin of {told.the_code()} from {was} to {now}"


def _reorder(told: Told) -> str:
    where = told.detail("where") or "beside"
    key = told.key("before") if where == "before" else told.key("after")
    return f"Put {listed(_several(told))} {where} {told.code(key, told.detail('anchor'))}"


def _example(told: Told) -> tuple[str, str]:
    image = told.image("code_example")
    row = image.known if image else {}
    code = told.code(row.get("code_id", told.key("code")), told.detail("code"))
    return told.place(row.get("quotation_id", told.key("quotation"))), code


def _add_example(told: Told) -> str:
    return "Marked {} as an example of {}".format(*_example(told))


def _remove_example(told: Told) -> str:
    return "Took {} from the examples of {}".format(*_example(told))


def _import_book(told: Told) -> str:
    parts = []
    if made := told.key("made"):
        parts.append(f"{counted(made, 'code')} made")
    if changed := told.key("changed"):
        parts.append(f"{counted(changed, 'code')} changed ({listed(_several(told))})")
    return f"Imported a codebook: {', '.join(parts)}" if parts else "Imported a codebook"


SAID: Sayings = {
    "codebook.retire_many": _retire_many,
    "codebook.set_origin": _set_origin,
    "codebook.reorder": _reorder,
    "codebook.add_example": _add_example,
    "codebook.remove_example": _remove_example,
    "codebook.import_book": _import_book,
}
