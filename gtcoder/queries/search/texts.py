"""Texts to search: as they are, read piece by piece, or folded and kept as far as memory allows."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from gtcoder.model.transcripts import TextBody
from gtcoder.queries.names import names
from gtcoder.queries.search.fold import Counts, FoldedText
from gtcoder.store.reader import Reader

ROOM = 128_000_000  # bytes of folded texts that are kept
_FIRST, _MOST = 4, 64  # texts read at once: few first, so that the first hits come soon


class FoldedTexts:
    """Folded texts by hash, for one way of folding at a time; what finds no room is not kept.

    Nothing makes room for another: a search goes through all texts, and so would throw out what
    it needs next.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._counts: Counts | None = None
        self._held: dict[str, FoldedText] = {}
        self._lock = threading.Lock()

    def of(self, counts: Counts, hashes: Sequence[str]) -> dict[str, FoldedText]:
        """Return those of these texts that are kept, folded this way."""
        with self._lock:
            if counts != self._counts:
                self._counts, self._held, self._taken = counts, {}, 0
            if self._taken > self._room // 2 and len(self._held) > len(hashes):
                wanted = set(hashes)  # of a text that was corrected or removed
                self._held = {key: text for key, text in self._held.items() if key in wanted}
                self._taken = sum(text.size for text in self._held.values())
            return dict(self._held)

    def keep(self, counts: Counts, sha256: str, folded: FoldedText) -> None:
        """Keep a folded text where there is room."""
        size = folded.size
        with self._lock:
            if counts == self._counts and self._taken + size <= self._room:
                self._taken += size if sha256 not in self._held else 0
                self._held[sha256] = folded


def folded_texts(
    reader: Reader, documents: Sequence[int], counts: Counts
) -> Iterator[tuple[int, FoldedText]]:
    """Yield documents with their folded texts."""
    hashes = names(reader).hashes
    kept: FoldedTexts = reader.cache.setdefault(("folded",), FoldedTexts())
    held = kept.of(counts, [*hashes.values()])
    missing = iter(bodies(reader, [each for each in documents if hashes[each] not in held]))
    for document in documents:
        folded = held.get(hashes[document])
        if folded is None:
            key, text = next(missing)
            folded = FoldedText.of(text, counts)
            kept.keep(counts, hashes[key], folded)
        yield document, folded


def bodies(reader: Reader, documents: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield documents with their frozen texts, in this order; few are in memory at a time."""
    hashes, body = names(reader).hashes, TextBody.__table__.c
    place, size = 0, _FIRST
    while place < len(documents):
        some = documents[place : place + size]
        chosen = {hashes[document] for document in some}
        rows = reader.rows(select(body.sha256, body.text).where(body.sha256.in_(chosen)))
        texts: dict[str, str] = dict(rows)
        for document in some:
            yield document, texts[hashes[document]]
        place, size = place + size, min(2 * size, _MOST)
