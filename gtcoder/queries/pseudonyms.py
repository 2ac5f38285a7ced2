"""Which names a list of pseudonyms would need, and where listed names stand in the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gtcoder.masking import FEWEST, Names
from gtcoder.progress import Progress, Silent
from gtcoder.queries import passages, people
from gtcoder.queries.texts import frozen_text
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, SpeakerRole

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name that a list would need: whose it is, and how often it stands in how many texts."""

    name: str
    whose: str
    hits: int
    documents: int


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A place in a text where a listed name stands, with what surrounds it."""

    document_id: DocumentId
    document: str
    line: int
    before: str
    text: str
    after: str
    name: str


def name_rows(
    reader: Reader, listed: Collection[str] = (), progress: Progress | None = None
) -> tuple[NameRow, ...]:
    """Return the listed names, then those of people in the study that stand in its texts.

    Participants and speakers are looked for by their whole names and by each word of them; a hit
    counts for the longest name there.
    """
    whose = dict.fromkeys(listed, "") | {
        name: kind for name, kind in _people(reader).items() if name not in listed
    }
    hits: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    names = Names(whose)
    watch, every = progress or Silent(), passages.documents(reader)
    for done, row in enumerate(every):
        watch.step(done, len(every), "looking for names")
        found = Counter(hit.name for hit in names.find(frozen_text(reader, row.id).text))
        hits.update(found)
        documents.update(found.keys())
    rows = [NameRow(name, kind, hits[name], documents[name]) for name, kind in whose.items()]
    return tuple(row for row in rows if row.hits or row.name in listed)


def name_places(
    reader: Reader, listed: Collection[str], *, limit: int = _SHOWN
) -> tuple[NamePlace, ...]:
    """Return where the names stand, in the order of the texts, the first `limit`."""
    names = Names(listed)
    found: list[NamePlace] = []
    for row in passages.documents(reader):
        frozen = frozen_text(reader, row.id)
        for hit in names.find(frozen.text):
            if len(found) == limit:
                return tuple(found)
            before, after = frozen.before(hit.start), frozen.after(hit.end)
            said, line = frozen.text[hit.start : hit.end], frozen.line(hit.start)
            found.append(NamePlace(row.id, row.name, line, before, said, after, hit.name))
    return tuple(found)


def _people(reader: Reader) -> dict[str, str]:
    """Return the names of who speaks, and their words, with whose they are."""
    found: dict[str, str] = {}
    for name, kind in _named(reader):
        whole = " ".join(name.split())
        for each in (whole, *whole.split()):
            if sum(map(str.isalnum, each)) >= FEWEST:
                found.setdefault(each, kind)
    return found


def _named(reader: Reader) -> Iterator[tuple[str, str]]:
    for person in people.participants(reader):
        yield person.name, "participant"
    for speaker in people.speakers(reader):
        if speaker.role != SpeakerRole.INTERVIEWER:
            yield speaker.label, "speaker"
