"""What the verbs of bookmarks did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, quoted


def _mark(told: Told) -> str:
    image = told.image("bookmark")
    where = told.document(
        image.known.get("document_id") if image else None, told.detail("document")
    )
    name = told.detail("name")
    return f"{quoted(name)} in {where}" if name else f"in {where}"


def _set(told: Told) -> str:
    return (
        f"Set the bookmark {_mark(told)}"
        if told.detail("name")
        else f"Set a bookmark {_mark(told)}"
    )


def _rename(told: Told) -> str:
    if told.detail("name"):
        return f"Named a bookmark {_mark(told)}"
    return f"Took the name of a bookmark {_mark(told)} away"


def _remove(told: Told) -> str:
    which = "the bookmark" if told.detail("name") else "a bookmark"
    return f"Removed {which} {_mark(told)}"


SAID: Sayings = {
    "reading.bookmark": _set,
    "reading.rename_bookmark": _rename,
    "reading.remove_bookmark": _remove,
}
