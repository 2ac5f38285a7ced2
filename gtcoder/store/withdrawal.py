"""What a withdrawal of consent takes out of a study, found in its rows and in the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from gtcoder.errors import InvalidInput
from gtcoder.model.transcripts import Document, Speaker, TextBody, TextVersion, Turn
from gtcoder.progress import Progress, Silent
from gtcoder.store.erasing import Place, Rule, bodies, meet
from gtcoder.store.images import names_of
from gtcoder.store.ledger import read_images
from gtcoder.store.pieces import ERASED, Pieces
from gtcoder.vocabulary import SpeakerRole

_OF_DOCUMENT = ("text_version", "speaker", "variable_value", "bookmark")
Ever = dict[int, dict[str, list[Any]]]


@dataclass(frozen=True, slots=True)
class Stretches:
    """The turns of a document's text that go: their keys, where they lie, and the text without."""

    turns: tuple[int, ...]
    rows: tuple[tuple[int, int, int], ...]  # as edits: start, end, length of what is put there
    text: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What goes: a whole document, or one participant's turns in texts that stay but for them.

    `hashes` are those of every text that ever held the words, `own` the rows that name or describe
    who withdrew, `near` the documents they were named in, `participants` those of whom nothing is
    left, `names` what they were called.
    """

    document: int | None
    stretches: dict[int, Stretches]
    participants: frozenset[int]
    hashes: tuple[str, ...]
    own: frozenset[Place]
    near: frozenset[Place]
    names: tuple[str, ...]

    def rule(
        self,
        connection: Connection,
        last: int,
        keep: Collection[Place],
        progress: Progress | None = None,
    ) -> Rule:
        """Return what is to become of all that is written; reads every text of the study."""
        progress = progress or Silent()
        texts = select(TextBody.text).where(TextBody.sha256.in_(self.hashes))
        pieces = Pieces(connection.execute(texts).scalars(), self.names)
        meet(connection, pieces, last, progress)
        for text in (
            *(each.text for each in self.stretches.values()),
            *bodies(connection, self.hashes),
        ):
            progress.step(0, 0, "texts")
            pieces.spare(text)
        return Rule(pieces, self.own, self.near, keep)


def of_document(connection: Connection, document: int, last: int) -> Withdrawal:
    """Return what goes with a document, present or removed, with participants of no other text."""
    ever = {table: _ever(connection, table, "document_id", {document}, last)
            for table in _OF_DOCUMENT}  # fmt: skip
    known = _ever(connection, "document", "id", {document}, last)
    people = _tied(known, ever["speaker"]) - _people(connection, but=document)
    own = {(table, key) for table, rows in ever.items() for key in rows} | {("document", document)}
    names = {name for rows in known.values() for name in rows["name"]}
    more_own, more_names = _described(connection, people, last)
    labels = _labels(ever["speaker"]) - _labels_of_others(connection, document)
    return Withdrawal(
        document=document,
        stretches={},
        participants=frozenset(people),
        hashes=_hashes(ever["text_version"]),
        own=frozenset(own | more_own),
        near=frozenset(),
        names=tuple(sorted(names | more_names | labels)),
    )


def of_participant(connection: Connection, participant: int, last: int) -> Withdrawal:
    """Return what goes with a participant: their turns in every text, and what is known of them.

    Refused where a document is theirs but no speaker in it is tied to them.
    """
    speakers = select(Speaker.id, Speaker.document_id).where(Speaker.participant_id == participant)
    by_document: dict[int, list[int]] = {}
    for row in connection.execute(speakers):
        by_document.setdefault(row.document_id, []).append(row.id)
    _refuse_untold(connection, participant, by_document)
    stretches = {key: _stretches(connection, key, ids) for key, ids in by_document.items()}
    versions = _ever(connection, "text_version", "document_id", set(by_document), last)
    own, names = _described(connection, {participant}, last)
    return Withdrawal(
        document=None,
        stretches=stretches,
        participants=frozenset({participant}),
        hashes=_hashes(versions),
        own=frozenset(own | {("speaker", key) for ids in by_document.values() for key in ids}),
        near=frozenset(("document", key) for key in by_document),
        names=tuple(sorted(names)),
    )


def _refuse_untold(connection: Connection, participant: int, told: Collection[int]) -> None:
    whole = select(Document.name).where(
        Document.participant_id == participant, Document.id.not_in(list(told))
    )
    untold = connection.execute(whole.order_by(Document.name)).scalars().all()
    if untold:
        raise InvalidInput(
            "Which words of {documents} are the participant's is not known, for no speaker there "
            "is tied to them. Erase such documents whole, or tie the speaker first; nothing was "
            "changed.",
            documents=", ".join(f"“{name}”" for name in untold),
        )


def refuse_shared_text(connection: Connection, found: Withdrawal) -> None:
    """Refuse where another document has the same text: its words would be erased under it."""
    mine = {found.document, *found.stretches}
    versions = select(Document.name, Document.id).join(
        TextVersion, TextVersion.document_id == Document.id
    )
    for row in connection.execute(versions.where(TextVersion.sha256.in_(found.hashes))):
        if row.id not in mine:
            raise InvalidInput(
                "“{document}” has the same text, or had it. Remove it first; nothing was changed.",
                document=row.name,
            )


def _stretches(connection: Connection, document: int, speakers: list[int]) -> Stretches:
    body = (
        select(TextBody.text)
        .join(TextVersion, TextVersion.sha256 == TextBody.sha256)
        .join(Document, Document.version_id == TextVersion.id)
    )
    text = connection.execute(body.where(Document.id == document)).scalar_one()
    turns = select(Turn.id, Turn.start, Turn.end).where(Turn.speaker_id.in_(speakers))
    found = connection.execute(turns.order_by(Turn.start)).all()
    rows: list[tuple[int, int, int]] = []
    parts: list[str] = []
    at = 0
    for turn in found:
        end = turn.start + len(text[turn.start : turn.end].rstrip())
        if rows and turn.start <= rows[-1][1]:
            rows[-1] = (rows[-1][0], max(end, rows[-1][1]), len(ERASED))
        elif turn.start < end:
            parts += (text[at : turn.start], ERASED)
            rows.append((turn.start, end, len(ERASED)))
        at = rows[-1][1] if rows else at
    return Stretches(tuple(t.id for t in found), tuple(rows), "".join([*parts, text[at:]]))


def _ever(connection: Connection, table: str, column: str, values: set[int], last: int) -> Ever:
    """Return rows of a table that ever had one of these values in a column, with all they held."""
    held: Ever = {}
    for image in read_images(connection, first=1, last=last, tables=[table]):
        row = held.setdefault(image.key, {name: [] for name in names_of(table)})
        for name, value in (image.after or {}).items():
            if name in row and value is not None and value not in row[name]:
                row[name].append(value)
    return {key: row for key, row in held.items() if values.intersection(row[column])}


def _hashes(versions: Ever) -> tuple[str, ...]:
    return tuple(sorted({each for row in versions.values() for each in row["sha256"]}))


def _tied(documents: Ever, speakers: Ever) -> set[int]:
    rows = (*documents.values(), *speakers.values())
    return {each for row in rows for each in row["participant_id"]}


def _people(connection: Connection, *, but: int) -> set[int]:
    """Return the participants of all other documents."""
    of_texts = select(Document.participant_id).where(Document.id != but)
    of_speakers = select(Speaker.participant_id).where(Speaker.document_id != but)
    found = (*connection.execute(of_texts).scalars(), *connection.execute(of_speakers).scalars())
    return {each for each in found if each is not None}


def _described(connection: Connection, people: set[int], last: int) -> tuple[set[Place], set[str]]:
    """Return the rows that describe participants, and what these were called."""
    rows = _ever(connection, "participant", "id", people, last)
    values = _ever(connection, "variable_value", "participant_id", people, last)
    own = {("participant", key) for key in people} | {("variable_value", key) for key in values}
    return own, {name for row in rows.values() for name in row["name"]}


def _labels(speakers: Ever) -> set[str]:
    asked = (row for row in speakers.values() if SpeakerRole.PARTICIPANT in row["role"])
    return {label for row in asked for label in row["label"]}


def _labels_of_others(connection: Connection, document: int) -> set[str]:
    others = select(Speaker.label).where(Speaker.document_id != document)
    return set(connection.execute(others).scalars())
