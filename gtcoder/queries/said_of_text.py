"""What correcting a transcript did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted


def _correct(told: Told) -> str:
    image = told.image("document")
    name = told.document(image.key if image else None, told.detail("document"))
    places, changed = told.key("places") or 0, told.key("changed") or 0
    said = f"Corrected {name} in {counted(places, 'place')}"
    return f"{said}: the words of {counted(changed, 'passage')} changed" if changed else said


SAID: Sayings = {"transcripts.correct": _correct}
