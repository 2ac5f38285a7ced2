"""The texts of a plain-text study: transcripts, who speaks in them, and quotes found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gtcoder.batch import FileNote, ImportBatch, VariableDraft
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import Row, Table, read_table
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.transcripts import document_name
from gtcoder.plan import PassageDraft
from gtcoder.plan_rounds import FIRST_ROUND, USUAL_ROUND, RoundDraft
from gtcoder.progress import Progress
from gtcoder.queries.codebook import nearest
from gtcoder.vocabulary import Span, VariableScope

TRANSCRIPTS = "transcripts"
PARTICIPANTS = "participants.csv"
WHO = ("participant", "document", "speaker")
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Texts:
    """The transcripts with their variables as one import, and the notes of its readers.

    `rounds` are those in which they are coded, the first one first.
    """

    batch: ImportBatch
    notes: tuple[FileNote, ...] = ()
    rounds: tuple[RoundDraft, ...] = (RoundDraft(USUAL_ROUND),)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the documents, in their order."""
        return tuple(document.name for document in self.batch.documents)

    @property
    def participants(self) -> tuple[str, ...]:
        """The names of the participants who speak in them."""
        documents = self.batch.documents
        tied = [speaker.participant for each in documents for speaker in each.speakers]
        alone = [each.participant for each in documents]
        return tuple(dict.fromkeys(name for name in (*tied, *alone) if name))

    def document(self, row: Row) -> str:
        """Return the document a row names, or refuse with the nearest."""
        return known_name(row.needed("document"), self.names, what="document", place=row.place)

    def in_round(self, row: Row) -> RoundDraft:
        """Return the round a row names, the first one for an empty cell, or refuse."""
        name = " ".join(row["round"].split())
        for draft in self.rounds:
            if name in ("", draft.name):
                return draft
        raise UnreadableFile(
            "There is no round “{name}”, as the column “round” says. Nearest: {near}. Nothing was "
            "built.",
            place=row.place,
            name=name,
            near=nearest(name, [each.name for each in self.rounds]),
        )

    def round(self, row: Row) -> str:
        """Return the name of the round a row names, or FIRST_ROUND."""
        draft = self.in_round(row)
        return FIRST_ROUND if draft is self.rounds[0] else draft.name

    def passage(self, row: Row, coder: str) -> PassageDraft:
        """Return the passage that a row gives by document, quote and occurrence, and its round."""
        name = self.document(row)
        text = next(each.text for each in self.batch.documents if each.name == name)
        row.needed("quote")
        quote, occurrence = row.exact("quote"), row.number("occurrence", 1)
        starts = places_of(text, quote)
        if not 1 <= occurrence <= len(starts):
            raise UnreadableFile(
                "The quote “{quote}” {fault} in “{document}”. Nothing was built; a quote is the "
                "exact text, letter for letter, and occurrences count from 1.",
                place=row.place,
                quote=_shortened(quote),
                fault=f"stands {len(starts)} times, not {occurrence} times,"
                if starts
                else "does not stand",
                document=name,
            )
        start = starts[occurrence - 1]
        return PassageDraft(coder, name, Span(start, start + len(quote)), self.round(row))


def read_texts(folder: Path, project: ProjectFile, progress: Progress) -> Texts:
    """Return the transcripts of the folder with speakers tied to the participants of its table."""
    people = read_table(folder, PARTICIPANTS, needs=WHO, may=None)
    batch = _read_transcripts(folder, project, people.rows, progress)
    notes = list(people.notes)
    for report in batch.reports:
        if report.error is not None:
            raise UnreadableFile(
                "{what}", place=f"{TRANSCRIPTS}/{report.source.file}", what=report.error
            )
        notes += [FileNote(f"{report.source.file}: {note}") for note in report.notes]
    if not batch.documents:
        raise UnreadableFile("It holds no transcript. Nothing was built.", place=TRANSCRIPTS)
    documents = [_document_of(row, batch) for row in people.rows]
    variables = tuple(_variables(people, documents, project.document_variables))
    return Texts(replace(batch, variables=variables), tuple(notes))


def _read_transcripts(
    folder: Path, project: ProjectFile, people: Sequence[Row], progress: Progress
) -> ImportBatch:
    """Read the texts as any import does; where that misses a listed speaker, by listed labels."""
    files = [path.name for path in (folder / TRANSCRIPTS).glob("*") if path.is_file()]
    options = ImportOptions(interviewers=project.interviewers)
    single = {name: _options_for(name, people, options) for name in files}
    batch = read_files([folder / TRANSCRIPTS], replace(options, files=single), progress)
    missed = {
        document.source.file: labels_at_lines((*options.interviewers, *who)).pattern
        for document in batch.documents
        if (who := single[document.source.file].who).keys()
        - {speaker.label for speaker in document.speakers}
    }
    if not missed:
        return batch
    single |= {file: replace(single[file], speakers=pattern) for file, pattern in missed.items()}
    return read_files([folder / TRANSCRIPTS], replace(options, files=single), progress)


def labels_at_lines(labels: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern that finds these labels of speakers where lines begin with them."""
    longest_first = sorted(labels, key=len, reverse=True)
    any_of = "|".join(map(re.escape, longest_first))
    return re.compile(rf"^[ \t]*(?P<speaker>{any_of})[ \t]*:", re.MULTILINE)


def _options_for(file: str, people: Sequence[Row], options: ImportOptions) -> ImportOptions:
    rows = [row for row in people if row["document"] in (file, document_name(file))]
    who = {row["speaker"]: row["participant"] for row in rows if row["speaker"]}
    alone = {row["participant"] for row in rows}
    return replace(options, who=who, participant=alone.pop() if len(alone) == 1 else None)


def _document_of(row: Row, batch: ImportBatch) -> str:
    """Return the document in which a person speaks, by the label given where there is one."""
    documents = {document.name: document for document in batch.documents}
    name = known_name(row.needed("document"), documents, what="document", place=row.place)
    labels = [speaker.label for speaker in documents[name].speakers]
    row.needed("participant")
    if row["speaker"]:
        known_name(row["speaker"], labels, what=f"speaker in “{name}”", place=row.place)
    return name


def _variables(
    people: Table, documents: Sequence[str], of_documents: Sequence[str]
) -> Iterator[VariableDraft]:
    """Yield each value once: of the document for the columns named so, else of the participant."""
    given: dict[tuple[str, str], tuple[str, str]] = {}
    for row, document in zip(people.rows, documents, strict=True):
        for column in people.columns:
            value = row[column]
            if column in WHO or not value:
                continue
            of_document = column in of_documents
            scope = VariableScope.DOCUMENT if of_document else VariableScope.PARTICIPANT
            owner = document if of_document else row["participant"]
            first, place = given.setdefault((column, owner), (value, row.place))
            if first != value:
                raise UnreadableFile(
                    "“{owner}” has another {column} than in {first}. Nothing was built.",
                    place=row.place,
                    owner=owner,
                    column=column,
                    first=place,
                )
            if place == row.place:
                yield VariableDraft(column, value, scope, owner)


def places_of(text: str, quote: str) -> list[int]:
    """Return every place where the quote begins, overlapping occurrences too."""
    starts = []
    at = text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
