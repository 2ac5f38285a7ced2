"""The columns of code tables: documents, or the participants whose words were coded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gtcoder.analysis.spans import LongArray
from gtcoder.analysis.tallies import expanded
from gtcoder.queries import people
from gtcoder.queries.frames import UNKNOWN, coding_table, participants_of
from gtcoder.reports.base import number_of
from gtcoder.reports.code_rows import Counted
from gtcoder.reports.kept import kept
from gtcoder.reports.names import participant_names
from gtcoder.reports.selection import Chosen, Longs, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ParticipantId


class By(StrEnum):
    """What the columns of a code table are."""

    DOCUMENT = "document"
    PARTICIPANT = "participant"


UNKNOWN_NAME = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The participants whose words each coding of the study stands on, UNKNOWN for nobody known.

    Those of the coding at place n of the whole table are `participant[ends[n-1]:ends[n]]`; every
    coding has one at least.
    """

    ends: Longs
    participant: Longs


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Columns by name; `known` of them are documents or participants, a last one is “unknown”.

    The chosen coding n belongs in the columns `column[ends[n-1]:ends[n]]`; one that stands on the
    words of several participants is in several columns.
    """

    names: tuple[str, ...]
    known: int
    ends: Longs
    column: Longs
    sentences: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def split(self, counted: Counted) -> tuple[Counted, LongArray]:
        """Return the codings once for each of their columns, and those columns."""
        if len(self.ends) == len(self.column):  # each in one column
            return counted, self.column[counted.place]
        source, column = expanded(counted.place, self.ends, self.column)
        return counted.at(source), column


def columns(reader: Reader, chosen: Chosen, by: By) -> Columns:
    """Return the columns for the chosen codings."""
    make = _participants if by is By.PARTICIPANT else _documents
    return kept(reader, f"columns {by}", chosen.options, lambda: make(reader, chosen))


def _documents(_: Reader, chosen: Chosen) -> Columns:
    column = places_of(chosen.documents, chosen.table.document)
    names = tuple(chosen.documents.values())
    return Columns(names, len(names), np.arange(1, len(column) + 1), column)


def _participants(reader: Reader, chosen: Chosen) -> Columns:
    whole = whose_words(reader)
    source, person = expanded(chosen.place, whole.ends, whole.participant)
    names = _of_documents(reader, chosen)
    nobody = person == UNKNOWN
    column = places_of(names, np.maximum(person, 0))
    column[nobody] = len(names)
    shown = (*names.values(), *([UNKNOWN_NAME] if nobody.any() else []))
    count = np.bincount(source, minlength=len(chosen.place))
    said = _said(int((count > 1).sum()), int(nobody.sum()))
    return Columns(shown, len(names), np.cumsum(count), column, said)


def _said(shared: int, unknown: int) -> tuple[str, ...]:
    said: list[str] = []
    if shared:
        noun = number_of(shared, "coding stands", "codings stand")
        said.append(
            f"{noun} on the words of more than one participant: counted for each of them, and "
            "once in a total."
        )
    if unknown:
        noun = number_of(unknown, "coding stands", "codings stand")
        said.append(f"{noun} on no known participant's words: counted apart, as unknown.")
    return tuple(said)


def _of_documents(reader: Reader, chosen: Chosen) -> dict[ParticipantId, str]:
    """Return the participants; where only some documents count, those who speak in them."""
    if not chosen.only_some:
        return participant_names(reader)
    documents = set(chosen.documents.values())
    return {
        person.id: person.name
        for person in people.participants(reader)
        if documents.intersection(person.documents)
    }


def whose_words(reader: Reader) -> People:
    """Return the participants behind the study's codings; kept until the next revision."""
    return kept(reader, "participants", None, lambda: _whose_words(reader))


def _whose_words(reader: Reader) -> People:
    table = coding_table(reader)
    place, person = participants_of(reader, table)
    order = np.argsort(place, kind="stable")
    ends = np.cumsum(np.bincount(place, minlength=len(table)))
    return People(ends, person[order].astype(np.int64))
