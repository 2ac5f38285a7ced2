"""Documents and who speaks in them, as rows of a list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.import_profiles import import_profiles
from gtcoder.queries.passages import documents, find_document, turns
from gtcoder.queries.people import assignments, coders, participants, rounds, speakers, variables
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AssignmentState, VariableScope

Row = dict[str, Any]


def list_documents(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the documents with length, hash, variables and who has finished them."""
    values = variables(reader, VariableScope.DOCUMENT)
    names = {row.id: row.name for row in coders(reader)}
    first = {row.id: row.name for row in rounds(reader)}
    done: dict[int, list[dict[str, str]]] = {}
    for row in assignments(reader):
        if row.state is AssignmentState.FINISHED:
            said = {"coder": names[row.coder], "round": first[row.round]}
            done.setdefault(row.document, []).append(said)
    for document in documents(reader):
        yield {
            "name": document.name,
            "characters": document.characters,
            "turns": document.turns,
            "codings": document.codings,
            "version": document.version,
            "sha256": document.sha256,
            "variables": values.get(document.id, {}),
            "finished": done.get(document.id, []),
            "id": document.id,
        }


def list_participants(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the people interviewed with their documents, turns and variables."""
    for person in participants(reader):
        yield {
            "name": person.name,
            "documents": list(person.documents),
            "turns": person.turns,
            "variables": person.variables,
            "id": person.id,
        }


def list_speakers(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the speaker labels, document by document."""
    only = _document_name(reader, options)
    for speaker in speakers(reader):
        if only in (None, speaker.document):
            yield {
                "document": speaker.document,
                "label": speaker.label,
                "role": speaker.role,
                "participant": speaker.participant,
                "turns": speaker.turns,
                "id": speaker.id,
            }


def list_turns(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield the turns; `body` is where the speech begins, after label and time.

    `begins` and `ends` are its times in the recording in milliseconds, where they are known.
    """
    only = _document_name(reader, options)
    for document in documents(reader):
        if only in (None, document.name):
            for turn in turns(reader, document.id):
                yield {
                    "document": document.name,
                    "start": turn.start,
                    "end": turn.end,
                    "body": turn.body,
                    "speaker": turn.speaker,
                    "role": turn.role,
                    "participant": turn.participant,
                    "begins": turn.begins,
                    "ends": turn.ends,
                }


def list_import_profiles(reader: Reader, options: Namespace) -> Iterator[Row]:
    """Yield how files of a kind are read; `says` has what differs from reading without."""
    for row in import_profiles(reader):
        record = dict(row.record)
        said = ", ".join(f"{key} {_in_words(value)}" for key, value in record.items())
        yield {"name": row.name, "says": record if options.json else said}


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_in_words(each)}" for key, each in value.items() if each)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _document_name(reader: Reader, options: Namespace) -> str | None:
    """Return the name of the document asked for, or refuse one that is not there."""
    if options.document is None:
        return None
    wanted = find_document(reader, options.document)
    return next(row.name for row in documents(reader) if row.id == wanted)
