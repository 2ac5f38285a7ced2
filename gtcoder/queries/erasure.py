"""What erasing a text for good would take, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.model.codebook import Coding
from gtcoder.model.team import Coder
from gtcoder.model.transcripts import Document, ErasedText, Participant, Quotation, TextBody
from gtcoder.progress import Progress
from gtcoder.queries.record_words import table_words
from gtcoder.store.erasing import ENTRY, Place, Rule, Written, all_written
from gtcoder.store.ledger import read_images
from gtcoder.store.reader import Reader
from gtcoder.store.withdrawal import Withdrawal, of_document, of_participant, refuse_shared_text
from gtcoder.vocabulary import DocumentId, ParticipantId


@dataclass(frozen=True, slots=True)
class Quote:
    """Something in the study that quotes or names what is to be erased.

    `standing` ones may be kept as they are; of others only the ledger tells, and they go.
    """

    place: Place
    what: str
    pieces: tuple[str, ...]
    text: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Erasure:
    """What would go: characters of the texts as they are, codings by coder, and quotes elsewhere.

    `versions` counts the texts, earlier versions too. `removed` names documents that only the
    ledger knows and that go whole with it, `akin` those that stay there but share much with it.
    """

    name: str
    documents: tuple[str, ...]
    removed: tuple[str, ...]
    akin: tuple[str, ...]
    versions: int
    characters: int
    codings: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]


def erasure(
    reader: Reader,
    *,
    document: DocumentId | None = None,
    participant: ParticipantId | None = None,
    progress: Progress | None = None,
) -> Erasure:
    """Return what erasing a document or what a participant said would take.

    Quotes of all coders count, so it is refused while a blind round is open.
    """
    if reader.blind is not None:
        raise NotAllowed(
            "While a blind round is open nothing can be erased: what quotes a text would tell of "
            "colleagues' work. Close the round first."
        )
    if (document is None) == (participant is None):
        raise InvalidInput("Name one document or one participant to erase.")
    connection = reader.session.connection()
    if document is not None:
        found = of_document(connection, document, reader.revision)
        name = _document_name(reader, document)
    else:
        assert participant is not None
        found = of_participant(connection, participant, reader.revision)
        names = select(Participant.name).where(Participant.id == participant)
        name = str(connection.execute(names).scalar_one())
    refuse_shared_text(connection, found)
    rule = found.rule(connection, reader.revision, (), progress)
    touched = [key for key in (found.document, *found.stretches) if key is not None]
    gone = dict(removed_documents(reader))
    named = select(Document.name).where(Document.id.in_(touched)).order_by(Document.name)
    return Erasure(
        name=name,
        documents=tuple(reader.scalars(named)),
        removed=_names(gone, found.removed),
        akin=_names(gone, {found.others[each] for each in rule.akin}),
        versions=len(found.hashes),
        characters=_characters(reader, found),
        codings=_codings(reader, found),
        quotes=_quotes(reader, rule),
    )


def _names(known: Mapping[DocumentId, str], documents: Iterable[int]) -> tuple[str, ...]:
    found = [known[DocumentId(key)] for key in sorted(documents) if key in known]
    return tuple(dict.fromkeys(found))


def erased_texts(reader: Reader) -> frozenset[str]:
    """Return the hashes of the texts that were erased from the study for good."""
    return frozenset(reader.scalars(select(ErasedText.sha256)))


def removed_documents(reader: Reader) -> tuple[tuple[DocumentId, str], ...]:
    """Return the documents that were removed and whose text the ledger still keeps.

    None while a blind round is open, when nothing can be erased.
    """
    if reader.blind is not None:
        return ()
    gone: dict[int, str] = {}
    hashes: dict[int, set[str]] = {}
    tables = ["document", "text_version"]
    connection = reader.session.connection()
    for image in read_images(connection, first=1, last=reader.revision, tables=tables):
        after = image.after or {}
        if image.table == "document" and "name" in after:
            gone[image.key] = after["name"]
        elif "document_id" in after:
            hashes.setdefault(after["document_id"], set()).add(after["sha256"])
    here = set(reader.scalars(select(Document.id)))
    kept = set(reader.scalars(select(TextBody.sha256)))
    return tuple(
        (DocumentId(key), name)
        for key, name in sorted(gone.items())
        if key not in here and hashes.get(key, set()) & kept
    )


def _document_name(reader: Reader, document: DocumentId) -> str:
    name = reader.one(select(Document.name).where(Document.id == document))
    if name is not None:
        return str(name[0])
    for key, known in removed_documents(reader):
        if key == document:
            return known
    raise NotFound("There is no document with number {key}.", key=document)


def _characters(reader: Reader, found: Withdrawal) -> int:
    if found.document is None:
        stretches = (*found.stretches.values(), *found.removed.values())
        return sum(end - start for each in stretches for start, end, _ in each.rows)
    lengths = select(func.max(func.length(TextBody.text)))
    return int(reader.one(lengths.where(TextBody.sha256.in_(found.hashes)))[0] or 0)


def _codings(reader: Reader, found: Withdrawal) -> tuple[tuple[str, int], ...]:
    count: Counter[str] = Counter()
    rows = (
        select(Coder.name, Quotation.start, Quotation.end)
        .join(Coding, Coding.quotation_id == Quotation.id)
        .join(Coder, Coder.id == Coding.coder_id)
    )
    if found.document is not None:
        whole = reader.rows(rows.where(Quotation.document_id == found.document))
        count.update(row.name for row in whole)
    for document, gone in found.stretches.items():
        for row in reader.rows(rows.where(Quotation.document_id == document)):
            if any(start <= row.start and row.end <= end for start, end, _ in gone.rows):
                count[row.name] += 1
    return tuple(sorted(count.items()))


def _quotes(reader: Reader, rule: Rule) -> tuple[Quote, ...]:
    """Return what quotes the texts, each thing once: what stands first, the longest ones first."""
    met: dict[Place, list[Written]] = {}
    for each in all_written(reader.session.connection(), reader.revision):
        if rule.found(each.place, each.text):
            met.setdefault(each.place, []).append(each)
    quotes = [_quote(rule, place, written) for place, written in met.items()]
    return tuple(sorted(quotes, key=lambda q: (not q.standing, -max(map(len, q.pieces)), q.place)))


def _quote(rule: Rule, place: Place, written: list[Written]) -> Quote:
    standing = [each for each in written if each.standing]
    pieces = (piece for each in written for piece in rule.found(place, each.text))
    return Quote(
        place=place,
        what=_what(place),
        pieces=tuple(dict.fromkeys(pieces)),
        text="\n\n".join(dict.fromkeys(each.text for each in standing or written)),
        standing=bool(standing),
    )


def _what(place: Place) -> str:
    table, key = place
    return f"entry {key}" if table == ENTRY else f"{table_words(table)} {key}"
