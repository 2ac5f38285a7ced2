"""What the transcripts' list and cards show, put together from the study's answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gtcoder.queries import people
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.passages import DocumentRow, documents
from gtcoder.queries.theory import memos
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    DocumentId,
    RoundKind,
    SpeakerRole,
    VariableScope,
)

ROLE = "role"


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the list shows it; `mine` and `finished` are of the round now worked in.

    `people` are the names of those who answer in it, `role` what a variable of that name says.
    """

    number: int
    document: DocumentRow
    people: tuple[str, ...]
    role: str
    mine: AssignmentState | None
    finished: tuple[str, ...]

    @property
    def id(self) -> DocumentId:
        """The document's key."""
        return self.document.id


@dataclass(frozen=True, slots=True)
class Card:
    """All that is said of one document beside its text."""

    listed: Listed
    speakers: tuple[people.SpeakerRow, ...]
    participant: str | None
    variables: dict[str, str]
    persons: tuple[people.ParticipantRow, ...]
    memos: int
    asked: tuple[tuple[str, AssignmentState], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole study as the transcripts see it, at one revision."""

    documents: tuple[Listed, ...] = ()
    coders: tuple[people.CoderRow, ...] = ()
    rounds: tuple[people.RoundRow, ...] = ()
    assignments: tuple[people.AssignmentRow, ...] = ()
    participants: tuple[people.ParticipantRow, ...] = ()
    speakers: tuple[people.SpeakerRow, ...] = ()
    values: dict[int, dict[str, str]] = field(default_factory=dict)
    memos: Counter[int] = field(default_factory=Counter)
    round: people.RoundRow | None = None
    me: people.CoderRow | None = None

    def card(self, document: DocumentId) -> Card | None:
        """Return the card of a document that is there."""
        listed = next((row for row in self.documents if row.id == document), None)
        if listed is None:
            return None
        name = listed.document.name
        names = {person.id: person.name for person in self.participants}
        alone = listed.document.participant
        coders = {coder.id: coder.name for coder in self.coders}
        return Card(
            listed,
            tuple(row for row in self.speakers if row.document == name),
            None if alone is None else names[alone],
            self.values.get(document, {}),
            tuple(row for row in self.participants if name in row.documents),
            self.memos[document],
            tuple(
                (coders[row.coder], row.state)
                for row in self.assignments
                if row.document == document and self.round and row.round == self.round.id
            ),
        )


def overview(reader: Reader, me: CoderId | None) -> Overview:
    """Return what the transcripts show; texts are not read."""
    coders, rounds = people.coders(reader), people.rounds(reader)
    persons, speakers = people.participants(reader), people.speakers(reader)
    values = people.variables(reader, VariableScope.DOCUMENT)
    assignments = people.assignments(reader)
    now = round_now(rounds)
    here = [row for row in assignments if now is not None and row.round == now.id]
    mine = {row.document: row.state for row in here if row.coder == me}
    names = {coder.id: coder.name for coder in coders}
    finished: dict[DocumentId, list[str]] = {}
    for row in here:
        if row.state == AssignmentState.FINISHED:
            finished.setdefault(row.document, []).append(names[row.coder])
    in_it = _people_of(persons, speakers)
    listed = tuple(
        Listed(
            number,
            row,
            in_it.get(row.name, ()),
            _role(values.get(row.id, {}), persons, row.name),
            mine.get(row.id),
            tuple(finished.get(row.id, ())),
        )
        for number, row in enumerate(documents(reader), 1)
    )
    about = Counter(int(key) for memo in memos(reader) for key in memo.documents)
    known = next((coder for coder in coders if coder.id == me), None)
    return Overview(
        listed, coders, rounds, assignments, persons, speakers, values, about, now, known
    )


def round_now(rounds: tuple[people.RoundRow, ...]) -> people.RoundRow | None:
    """Return the round worked in: the newest that is open, consensus aside."""
    able = [r for r in rounds if r.closed_at is None and r.kind != RoundKind.CONSENSUS]
    return able[-1] if able else None


def _people_of(
    persons: tuple[people.ParticipantRow, ...], speakers: tuple[people.SpeakerRow, ...]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for speaker in speakers:
        if speaker.participant and speaker.role == SpeakerRole.PARTICIPANT:
            found.setdefault(speaker.document, {})[speaker.participant] = None
    for person in persons:
        for document in person.documents:
            found.setdefault(document, {})[person.name] = None
    return {document: tuple(names) for document, names in found.items()}


def _role(values: dict[str, str], persons: tuple[people.ParticipantRow, ...], document: str) -> str:
    own = [values] + [row.variables for row in persons if document in row.documents]
    said = [value for each in own for name, value in each.items() if name.casefold() == ROLE]
    return ", ".join(dict.fromkeys(said))


def codings_by_coder(reader: Reader, document: DocumentId) -> tuple[tuple[str, int], ...]:
    """Return whose codings in a document there are, and how many."""
    table = coders_codings(reader)
    count = Counter(table.coder[table.document == document].tolist())
    return tuple((row.name, count[row.id]) for row in people.coders(reader) if count[row.id])
