"""The moments of a paradigm to set side by side: labels, and the entries that changed it."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.model.journal import Entry
from gtcoder.queries.entry_rows import ENTRIES, entry_rows
from gtcoder.queries.ledger import labels
from gtcoder.queries.paradigm_versions import entries_of
from gtcoder.queries.sentences import entry_sentences
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ParadigmId

_NEWEST = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """The state after an entry, by the name of a label or the sentence of what was done."""

    revision: int
    words: str
    day: str = ""

    @property
    def labelled(self) -> bool:
        """Whether it is a label's."""
        return not self.day


def moments(reader: Reader, paradigm: ParadigmId) -> tuple[Moment, ...]:
    """Return the labels since a paradigm was made, newest first, then the newest forty entries.

    A moment is offered once, under its label where it has one.
    """
    entries = entries_of(reader, paradigm)
    begun = min(entries, default=reader.revision)
    by_revision = {row.revision: row.name for row in labels(reader) if row.revision >= begun}
    named = [Moment(key, name) for key, name in sorted(by_revision.items(), reverse=True)]
    unnamed = [each for each in entries if each not in {row.revision for row in named}]
    wanted = ENTRIES.where(Entry.revision.in_(unnamed[-_NEWEST:]))
    rows = entry_rows(reader, wanted.order_by(Entry.revision.desc()))
    said = entry_sentences(reader, rows)
    done = [Moment(row.revision, said[row.revision], f"{row.at:%Y-%m-%d}") for row in rows]
    return (*named, *done)
