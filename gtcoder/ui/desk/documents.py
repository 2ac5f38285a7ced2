"""Which documents are open, where each was left, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gtcoder.queries.marks import marks
from gtcoder.queries.passages import turns
from gtcoder.queries.people import participants, variables
from gtcoder.queries.texts import frozen_text
from gtcoder.store.reader import Reader
from gtcoder.ui.transcript.page import Page
from gtcoder.vocabulary import DocumentId, VariableScope

_SHOWN_VALUES = 3


@dataclass(frozen=True, slots=True)
class Left:
    """Where a document was left: the first text in view, the caret, the chosen coding."""

    top: int = 0
    caret: int = 0
    coding: int | None = None


class OpenDocuments:
    """The open documents in the order of their tabs."""

    def __init__(self) -> None:
        self.names: dict[DocumentId, str] = {}
        self.open: list[DocumentId] = []
        self.current: DocumentId | None = None
        self._left: dict[DocumentId, Left] = {}

    def read(self, names: dict[DocumentId, str]) -> None:
        """Take the documents of the study; those that are gone are closed."""
        self.names = names
        self.open = [key for key in self.open if key in names]
        if self.current not in names:
            self.current = self.open[0] if self.open else next(iter(names), None)
        if self.current is not None and self.current not in self.open:
            self.open.append(self.current)

    def show(self, document: DocumentId) -> None:
        """Open a document, or come back to it."""
        if document not in self.open:
            place = len(self.open)
            if self.current in self.open:
                place = self.open.index(self.current) + 1
            self.open.insert(place, document)
        self.current = document

    def close(self, document: DocumentId) -> None:
        """Close one; its neighbour is current then. The last one stays."""
        if len(self.open) < 2 or document not in self.open:
            return
        place = self.open.index(document)
        self.open.remove(document)
        if self.current == document:
            self.current = self.open[min(place, len(self.open) - 1)]

    def come_back(self, document: DocumentId, left: Left, beside: Iterable[int] = ()) -> None:
        """Begin with a document where it was left, among those that were open with it.

        One that is gone gives way to the first.
        """
        self.current = document
        self.open = [DocumentId(each) for each in dict.fromkeys(beside)]
        self.leave(document, left)

    def leave(self, document: DocumentId, left: Left) -> None:
        """Remember where a document was left."""
        self._left[document] = left

    def left(self, document: DocumentId) -> Left:
        """Return where a document was left."""
        return self._left.get(document, Left())

    def tabs(self) -> list[tuple[DocumentId, str]]:
        """Return the open documents with their names."""
        return [(key, self.names[key]) for key in self.open]


def page_of(reader: Reader, document: DocumentId, name: str) -> Page:
    """Read a document with its turns and marks."""
    text = frozen_text(reader, document).text
    subtitle = _subtitle(reader, document, name)
    return Page(document, name, subtitle, text, turns(reader, document), marks(reader, document))


def _subtitle(reader: Reader, document: DocumentId, name: str) -> str:
    """Return who is interviewed and what is known of them, in a line."""
    people = [person for person in participants(reader) if name in person.documents]
    values = list(variables(reader, VariableScope.DOCUMENT).get(document, {}).values())
    if len(people) == 1:
        values = [*people[0].variables.values(), *values]
    names = [person.name for person in people if person.name != name]
    parts = [*names[:_SHOWN_VALUES], *values[:_SHOWN_VALUES]]
    return "  ·  ".join(part for part in parts if part)
