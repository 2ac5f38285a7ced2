"""What things are called now: names by key, kept until one of them changes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Code
from gtcoder.model.team import Coder, Round
from gtcoder.model.transcripts import Document, Participant, TextVersion
from gtcoder.queries.keeping import kept_while
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key of what all viewers may see; `hashes` name the documents' frozen texts."""

    codes: dict[int, str]
    coders: dict[int, str]
    rounds: dict[int, str]
    documents: dict[int, str]
    hashes: dict[int, str]
    participants: dict[int, str]


def names(reader: Reader) -> Names:
    """Return the names of codes, coders, rounds, documents and participants, in their order."""
    documents = _documents(reader)
    return Names(
        codes=_named(reader, Code),
        coders=_named(reader, Coder),
        rounds=_named(reader, Round),
        documents=documents[0],
        hashes=documents[1],
        participants=_named(reader, Participant),
    )


def _named(
    reader: Reader, kind: type[Code] | type[Coder] | type[Round] | type[Participant]
) -> dict[int, str]:
    table = kind.__tablename__
    rows = select(kind.id, kind.name).order_by(kind.id)
    return kept_while(
        reader,
        f"names of {table}",
        (table,),
        lambda: {row.id: row.name for row in reader.rows(rows)},
        all_see=True,
    )


def _documents(reader: Reader) -> tuple[dict[int, str], dict[int, str]]:
    tables = (Document.__tablename__, TextVersion.__tablename__)
    return kept_while(
        reader, "names of documents", tables, lambda: _read_documents(reader), all_see=True
    )


def _read_documents(reader: Reader) -> tuple[dict[int, str], dict[int, str]]:
    rows = reader.rows(
        select(Document.id, Document.name, TextVersion.sha256)
        .join(TextVersion, TextVersion.id == Document.version_id)
        .order_by(Document.id)
    )
    return {row.id: row.name for row in rows}, {row.id: row.sha256 for row in rows}
