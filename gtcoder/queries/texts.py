"""Frozen texts with their lines, the last used kept, so that one passage costs no reading."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.transcripts import TextBody
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId

T = TypeVar("T")
CHARACTERS = 16_000_000
CONTEXT = 90
_CHUNK = 50


@dataclass(frozen=True, slots=True, eq=False)
class FrozenText:
    """A frozen text and where its lines end."""

    text: str
    breaks: npt.NDArray[np.int32]

    @classmethod
    def of(cls, text: str) -> FrozenText:
        """Return a text with its line ends found."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return cls(text, np.flatnonzero(points == ord("\n")).astype(np.int32))

    def line(self, offset: int) -> int:
        """Return the number of the line an offset lies in, the first being 1."""
        return int(self.breaks.searchsorted(np.int32(offset))) + 1

    def lines(self, offsets: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers of the lines these offsets lie in."""
        found = self.breaks.searchsorted(np.fromiter(offsets, np.int32)) + 1
        return tuple(found.tolist())

    def before(self, start: int) -> str:
        """Return up to 90 characters before an offset, in whole words, blanks made one."""
        low = max(0, start - CONTEXT)
        piece = self.text[low:start]
        words = piece.split()
        if low and len(words) > 1 and not (self.text[low - 1].isspace() or piece[0].isspace()):
            del words[0]
        if not words:
            return ""
        return ("… " if low else "") + " ".join(words) + (" " if piece[-1].isspace() else "")

    def after(self, end: int, most: int = CONTEXT) -> str:
        """Return up to `most` characters after an offset, in whole words, blanks made one."""
        high = min(len(self.text), end + most)
        piece, cut = self.text[end:high], high < len(self.text)
        words = piece.split()
        if cut and len(words) > 1 and not (piece[-1].isspace() or self.text[high].isspace()):
            del words[-1]
        if not words:
            return ""
        return (" " if piece[0].isspace() else "") + " ".join(words) + (" …" if cut else "")


class Shelf(Generic[T]):
    """The things used last, by hash of their text, as many as a number of characters allows."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._room = characters
        self._held: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, sha256: str) -> T | None:
        """Return what is here under a hash, and count it as used."""
        with self._lock:
            found = self._held.get(sha256)
            if found is None:
                return None
            self._held.move_to_end(sha256)
            return found[0]

    def put(self, sha256: str, thing: T, size: int) -> None:
        """Keep a thing, and let go of those not used for longest; the newest always stays."""
        with self._lock:
            if sha256 in self._held:
                return
            self._held[sha256] = (thing, size)
            self._room -= size
            while self._room < 0 and len(self._held) > 1:
                _, (_, freed) = self._held.popitem(last=False)
                self._room += freed


def frozen_text(reader: Reader, document: int) -> FrozenText:
    """Return the frozen text of a document, or refuse where there is none."""
    found = frozen_texts(reader, [document])
    if document not in found:
        raise NotFound("There is no document with number {key}.", key=document)
    return found[DocumentId(document)]


def frozen_texts(reader: Reader, documents: Collection[int]) -> dict[DocumentId, FrozenText]:
    """Return the frozen texts of those of the documents that are there."""
    shelf: Shelf[FrozenText] = reader.cache.setdefault(("texts",), Shelf())
    hashes = names(reader).hashes
    wanted = {document: hashes[document] for document in documents if document in hashes}
    found: dict[str, FrozenText] = {}
    missing: list[str] = []
    for sha256 in dict.fromkeys(wanted.values()):
        held = shelf.get(sha256)
        if held is None:
            missing.append(sha256)
        else:
            found[sha256] = held
    body = TextBody.__table__.c
    for place in range(0, len(missing), _CHUNK):
        chosen = body.sha256.in_(missing[place : place + _CHUNK])
        for sha256, text in reader.rows(select(body.sha256, body.text).where(chosen)):
            found[sha256] = FrozenText.of(text)
            shelf.put(sha256, found[sha256], len(text))
    return {DocumentId(document): found[sha256] for document, sha256 in wanted.items()}
