"""Finding words in all transcripts, whatever their case, accents or kind of quotation mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtcoder.progress import Progress, Silent
from gtcoder.queries.names import names
from gtcoder.queries.texts import FrozenText, Shelf, frozen_text
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId

CHARACTERS = 64_000_000
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_WITHOUT_WIDTH = "\u200c\u200d\u00ad"
_ALIKE = str.maketrans(
    _APOSTROPHES + _QUOTES + _DASHES + "ıøđłيىك",
    "'" * len(_APOSTROPHES) + '"' * len(_QUOTES) + "-" * len(_DASHES) + "iodlییک",
    _WITHOUT_WIDTH,
)


@dataclass(frozen=True, slots=True)
class WordHit:
    """A place where words were found, with its line and what surrounds it."""

    document_id: DocumentId
    document: str
    start: int
    end: int
    line: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class _Folded:
    """A text made alike for finding; `places` says where each character stood, None = the same.

    `places` has one more, the end of the text, so that marks after a letter belong to it.
    """

    text: str
    places: npt.NDArray[np.int32] | None

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the frozen text where the words stand, from its beginning."""
        start = self.text.find(words)
        while start >= 0:
            end = start + len(words)
            if self.places is None:
                yield start, end
            else:
                last = int(self.places[end - 1]) + 1
                yield int(self.places[start]), max(last, int(self.places[end]))
            start = self.text.find(words, end)


def find_words(
    reader: Reader, text: str, *, limit: int = 200, progress: Progress | None = None
) -> tuple[WordHit, ...]:
    """Return where words stand in the transcripts, by document and place, the first `limit`.

    Case, accents and kinds of quotation mark and dash make no difference; a line's end is a blank.
    """
    words = " ".join(fold(text).split())
    if not words:
        return ()
    watch = progress or Silent()
    called = names(reader)
    hits: list[WordHit] = []
    for done, (document, name) in enumerate(called.documents.items()):
        watch.step(done, len(called.documents), "looking")
        spans = _folded(reader, document, called.hashes[document]).find(words)
        frozen: FrozenText | None = None
        for start, end in spans:
            frozen = frozen or frozen_text(reader, document)
            hits.append(_hit(DocumentId(document), name, frozen, start, end))
            if len(hits) == limit:
                return tuple(hits)
    return tuple(hits)


def fold(text: str) -> str:
    """Return a text without case and accents, its quotation marks and dashes made plain."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.translate(_ALIKE).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _hit(document: DocumentId, name: str, frozen: FrozenText, start: int, end: int) -> WordHit:
    return WordHit(
        document,
        name,
        start,
        end,
        frozen.line(start),
        frozen.before(start),
        frozen.text[start:end],
        frozen.after(end),
    )


def _folded(reader: Reader, document: int, sha256: str) -> _Folded:
    shelf: Shelf[_Folded] = reader.cache.setdefault(("folded",), Shelf(CHARACTERS))
    found = shelf.get(sha256)
    if found is None:
        found = _fold_text(frozen_text(reader, document).text)
        shelf.put(sha256, found, len(found.text) * (1 if found.places is None else 5))
    return found


def _fold_text(text: str) -> _Folded:
    """Fold a text letter by letter, so that places stay known."""
    if text.isascii():
        return _Folded(_blanks(text.lower()), None)
    letters = {letter: fold(letter) for letter in set(text)}
    odd = {letter: plain for letter, plain in letters.items() if len(plain) != 1}
    same = {letter: plain for letter, plain in letters.items() if not letter.isascii()}
    if not odd:
        folded = text
        for letter, plain in same.items():
            folded = folded.replace(letter, plain)
        return _Folded(_blanks(folded.lower()), None)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    widths = np.ones(int(codes.max()) + 1, np.uint8)
    for letter, plain in odd.items():
        widths[ord(letter)] = len(plain)
    places = np.repeat(np.arange(len(text) + 1, dtype=np.int32), [*widths[codes], 1])
    return _Folded(
        _blanks(text.translate({ord(letter): plain for letter, plain in same.items()}).lower()),
        places,
    )


def _blanks(text: str) -> str:
    for blank in "\n\t\u00a0\u202f":
        text = text.replace(blank, " ")
    return text
