"""How long each document is and how much of it is coded; to be run in a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gtcoder.progress import Progress
from gtcoder.queries.counts import coverage
from gtcoder.queries.passages import documents, text
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId


@dataclass(frozen=True, slots=True)
class Measure:
    """Words (parted by blanks) of a frozen text, and the share of its characters under any code."""

    sha256: str
    words: int
    share: float


def measure(
    reader: Reader, known: Mapping[DocumentId, Measure], progress: Progress
) -> dict[DocumentId, Measure]:
    """Return the measure of every document; only texts that are not `known` are read."""
    rows = documents(reader)
    coded = coverage(reader)
    found: dict[DocumentId, Measure] = {}
    for number, row in enumerate(rows):
        progress.step(number, len(rows))
        old = known.get(row.id)
        same = old is not None and old.sha256 == row.sha256
        words = old.words if old is not None and same else len(text(reader, row.id).split())
        characters = coded[row.id].coded_characters
        share = characters / row.characters if row.characters else 0.0
        found[row.id] = Measure(row.sha256, words, share)
    return found
