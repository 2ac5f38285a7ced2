"""What a withdrawal of consent takes out of a study, found in its rows and in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from gtcoder.errors import InvalidInput
from gtcoder.model.transcripts import Document, Participant, Speaker, TextBody, TextVersion, Turn
from gtcoder.progress import Progress, Silent
from gtcoder.store.erasing import Place, Rule, bodies, meet
from gtcoder.store.ever import Ever, all_held, ever, holding, last_held, now
from gtcoder.store.pieces import ERASED, Pieces
from gtcoder.store.texts import texts
from gtcoder.vocabulary import SpeakerRole

_OF_DOCUMENT = ("text_version", "speaker", "variable_value", "bookmark")


@dataclass(frozen=True, slots=True)
class Stretches:
    """The turns of a document's text that go: their keys, where they lie, and the text without."""

    turns: tuple[int, ...]
    rows: tuple[tuple[int, int, int], ...]  # as edits: start, end, length of what is put there
    text: str


_ROLES = frozenset(map(str, SpeakerRole))  # labels that name nobody
_WHOLE = Stretches((), (), "")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What goes: a whole document, or one participant's turns in texts that stay but for them.

    `removed` are documents that only the ledger knows and whose texts go whole, with what of them
    nobody takes back; `hashes` are those of every text that ever held the words, `own` the rows
    that name or describe who withdrew, `near` the documents they were named in, `participants`
    those of whom nothing is left, `names` what they were called. `others` are the texts of other
    documents that only the ledger knows, by hash.
    """

    document: int | None
    stretches: dict[int, Stretches]
    removed: dict[int, Stretches]
    participants: frozenset[int]
    hashes: tuple[str, ...]
    own: frozenset[Place]
    near: frozenset[Place]
    names: tuple[str, ...]
    others: dict[str, int]

    def rule(
        self,
        connection: Connection,
        last: int,
        keep: Collection[Place],
        progress: Progress | None = None,
    ) -> Rule:
        """Return what is to become of all that is written; reads every text of the study.

        A text that only the ledger knows and that shares much with what goes spares nothing.
        """
        progress = progress or Silent()
        pieces = Pieces(texts(connection, self.hashes), self.names)
        left = [each.text for each in (*self.stretches.values(), *self.removed.values())]
        for text in left:
            pieces.leave(text)
        for sha256 in self.others:
            pieces.compare(sha256, *texts(connection, [sha256]))
        meet(connection, pieces, last, progress)
        for text in (*left, *bodies(connection, {*self.hashes, *self.others})):
            progress.step(0, 0, "texts")
            pieces.spare(text)
        akin = pieces.akin()
        for text in texts(connection, self.others.keys() - akin):
            pieces.spare(text)
        return Rule(pieces, self.own, self.near, keep, akin)


@dataclass(frozen=True, slots=True)
class _Past:
    """All that a study ever held of documents and people."""

    connection: Connection
    last: int
    rows: dict[str, Ever]
    here: dict[int, str]  # documents by key, and what they are called
    people: dict[int, str]
    kept: frozenset[str]  # hashes of texts

    @classmethod
    def of(cls, connection: Connection, last: int) -> _Past:
        tables = ("document", "participant", *_OF_DOCUMENT)
        rows = {table: ever(connection, table, last) for table in tables}
        here, people = (
            {row.id: row.name for row in connection.execute(select(kind.id, kind.name))}
            for kind in (Document, Participant)
        )
        kept = frozenset(connection.execute(select(TextBody.sha256)).scalars())
        return cls(connection, last, rows, here, people, kept)

    def with_twins(self, documents: Collection[int]) -> set[int]:
        """Return documents with those no longer here that ever had one of their texts."""
        found, more = set(documents), set(documents)
        while more:
            mine = holding(self.rows["text_version"], "document_id", more)
            same = holding(self.rows["text_version"], "sha256", all_held(mine, "sha256"))
            more = all_held(same, "document_id") - self.here.keys() - found
            found |= more
        return found

    def hashes(self, documents: Collection[int]) -> tuple[str, ...]:
        """Return the hashes of all texts of documents that the study still keeps."""
        mine = all_held(holding(self.rows["text_version"], "document_id", documents), "sha256")
        return tuple(sorted(mine & self.kept))

    def others(self, but: Collection[int]) -> dict[str, int]:
        """Return by hash the documents no longer here to which alone a text belongs."""
        held = [
            (sha256, document)
            for row in self.rows["text_version"].values()
            for sha256 in row["sha256"]
            for document in row["document_id"]
        ]
        mine = self.here.keys() | set(but)
        staying = {sha256 for sha256, document in held if document in mine}
        others = self.kept - staying
        return {sha256: document for sha256, document in held if sha256 in others}

    def alike(self, people: Collection[int]) -> set[int]:
        """Return participants with those of the same name that came in and were taken back."""
        names = all_held(holding(self.rows["participant"], "id", people), "name")
        same = holding(self.rows["participant"], "name", names).keys()
        return set(people) | (same - self.people.keys())

    def described(self, people: Collection[int]) -> tuple[set[Place], set[str]]:
        """Return the rows that describe participants, and what these were called."""
        rows = holding(self.rows["participant"], "id", people)
        values = holding(self.rows["variable_value"], "participant_id", people)
        own = {("participant", key) for key in people} | {("variable_value", key) for key in values}
        others = {name for key, name in self.people.items() if key not in people}
        return own, all_held(rows, "name") - others


def of_document(connection: Connection, document: int, last: int) -> Withdrawal:
    """Return what goes with a document, present or removed, with participants of no other text."""
    past = _Past.of(connection, last)
    going = past.with_twins({document})
    mine = {table: holding(past.rows[table], "document_id", going) for table in _OF_DOCUMENT}
    known = holding(past.rows["document"], "id", going)
    staying = _people(connection, but=document)
    tied = all_held(known, "participant_id") | all_held(mine["speaker"], "participant_id")
    people = {each for each in tied if past.alike({each}).isdisjoint(staying)}
    people |= past.alike(people)
    own = {(table, key) for table, rows in mine.items() for key in rows}
    own |= {("document", key) for key in going}
    more_own, more_names = past.described(people)
    labels = _labels(mine["speaker"]) - _labels_of_others(connection, mine["speaker"])
    labels = {label for label in labels if label.lower() not in _ROLES}
    others = {name for key, name in past.here.items() if key != document}
    return Withdrawal(
        document=document,
        stretches={},
        removed=dict.fromkeys(going - {document}, _WHOLE),
        participants=frozenset(people),
        hashes=past.hashes(going),
        own=frozenset(own | more_own),
        near=frozenset(),
        names=tuple(sorted((all_held(known, "name") - others) | more_names | labels)),
        others=past.others(going),
    )


def of_participant(connection: Connection, participant: int, last: int) -> Withdrawal:
    """Return what goes with a participant: their turns in every text, and what is known of them.

    Texts that only the ledger knows and in which they spoke go whole, for nothing can be put in
    their place there. Refused where a document is theirs but no speaker in it is tied to them.
    """
    past = _Past.of(connection, last)
    people = past.alike({participant})
    by_document: dict[int, list[int]] = {}
    speakers = select(Speaker.id, Speaker.document_id).where(Speaker.participant_id == participant)
    for row in connection.execute(speakers):
        by_document.setdefault(row.document_id, []).append(row.id)
    _refuse_untold(connection, participant, by_document)
    spoken = _spoken_before(past, people)
    going = past.with_twins(by_document.keys() | spoken.keys())
    removed = {key: _removed(past, key, spoken.get(key)) for key in going - by_document.keys()}
    own, names = past.described(people)
    tied = {each for ids in (*by_document.values(), *spoken.values()) for each in ids}
    called = _labels(holding(past.rows["speaker"], "id", tied))
    twins = holding(past.rows["speaker"], "document_id", removed.keys())
    tied |= holding(twins, "label", called).keys()
    return Withdrawal(
        document=None,
        stretches={key: _stretches(connection, key, ids) for key, ids in by_document.items()},
        removed={key: each for key, each in removed.items() if past.hashes({key})},
        participants=frozenset({participant}),
        hashes=past.hashes(going),
        own=frozenset(own | {("speaker", key) for key in tied}),
        near=frozenset(("document", key) for key in going),
        names=tuple(sorted(names)),
        others=past.others(going),
    )


def _spoken_before(past: _Past, people: Collection[int]) -> dict[int, list[int]]:
    """Return the documents no longer here that were theirs last, with their speakers there."""
    found: dict[int, list[int]] = {
        key: []
        for key, row in past.rows["document"].items()
        if key not in past.here and now(row, "participant_id") in people
    }
    for key, row in past.rows["speaker"].items():
        document = now(row, "document_id")
        if document not in past.here and now(row, "participant_id") in people:
            found.setdefault(document, []).append(key)
    return found


def _removed(past: _Past, document: int, speakers: list[int] | None) -> Stretches:
    """Return what of a document's last text goes with its speakers; all where there are none.

    Of one that is here only as a text of another (`speakers` is None) nothing more goes.
    """
    versions = holding(past.rows["text_version"], "id",
                       past.rows["document"][document]["version_id"][-1:])  # fmt: skip
    found = [*texts(past.connection, all_held(versions, "sha256"))]
    if speakers is None or not found:
        return _WHOLE
    if not speakers:
        return Stretches((), ((0, len(found[0]), 0),), "")
    turns = last_held(past.connection, "turn", "document_id", {document}, past.last)
    spoken = [(turn["start"], turn["end"], key) for key, turn in turns.items()
              if turn["speaker_id"] in speakers]  # fmt: skip
    return _cut(found[0], sorted(spoken))


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
    turns = select(Turn.start, Turn.end, Turn.id).where(Turn.speaker_id.in_(speakers))
    found = connection.execute(turns.order_by(Turn.start))
    return _cut(text, [(row.start, row.end, row.id) for row in found])


def _cut(text: str, turns: Sequence[tuple[int, int, int]]) -> Stretches:
    """Return a text without turns, which are given as start, end and key, in order."""
    rows: list[tuple[int, int, int]] = []
    parts: list[str] = []
    at = 0
    for start, stop, _ in turns:
        end = start + len(text[start:stop].rstrip())
        if rows and start <= rows[-1][1]:
            rows[-1] = (rows[-1][0], max(end, rows[-1][1]), len(ERASED))
        elif start < end:
            parts += (text[at:start], ERASED)
            rows.append((start, end, len(ERASED)))
        at = rows[-1][1] if rows else at
    return Stretches(tuple(t[2] for t in turns), tuple(rows), "".join([*parts, text[at:]]))


def _people(connection: Connection, *, but: int) -> set[int]:
    """Return the participants of all other documents."""
    of_texts = select(Document.participant_id).where(Document.id != but)
    of_speakers = select(Speaker.participant_id).where(Speaker.document_id != but)
    found = (*connection.execute(of_texts).scalars(), *connection.execute(of_speakers).scalars())
    return {each for each in found if each is not None}


def _labels(speakers: Ever) -> set[str]:
    asked = (row for row in speakers.values() if SpeakerRole.PARTICIPANT in row["role"])
    return {label for row in asked for label in row["label"]}


def _labels_of_others(connection: Connection, but: Collection[int]) -> set[str]:
    speakers = connection.execute(select(Speaker.id, Speaker.label))
    return {row.label for row in speakers if row.id not in but}
