"""What correcting and erasing texts did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted


def _correct(told: Told) -> str:
    image = told.image("document")
    name = told.document(image.key if image else None, told.detail("document"))
    places, changed = told.key("places") or 0, told.key("changed") or 0
    said = f"Corrected {name} in {counted(places, 'place')}"
    return f"{said}: the words of {counted(changed, 'passage')} changed" if changed else said


def _erase(told: Told) -> str:
    texts, codings, quotes = (told.key(name) or 0 for name in ("texts", "codings", "quotes"))
    gone = f"{counted(texts, 'text')} with {counted(codings, 'coding')}"
    return f"Erased {gone} for good, and quotes in {counted(quotes, 'other place')}"


SAID: Sayings = {"transcripts.correct": _correct, "transcripts.erase": _erase}
