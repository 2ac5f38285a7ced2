"""Read a survey: each row is a participant, long answers become documents, the rest variables.

A table is read so when it is asked for. Cells stay the text they are ("007", "NA").
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from gtcoder.batch import DocumentDraft, FileNote, SourceFile, VariableDraft
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.csv_rows import numbered_rows
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import FileResult, Importer, ImportOptions, SurveyColumns
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.given_sheets import delimiter_of
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.signatures import is_table
from gtcoder.exchange.workbooks import NumberedRows, is_workbook, workbook_rows
from gtcoder.progress import Progress
from gtcoder.vocabulary import VariableScope

KIND = "survey"
_WHO = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(participant|respondent|interviewee|pseudonym|teilnehm\w*|proband\w*|befragte\w*)\b",
        r"\b(id|identifier|case|code|lfdn|token|responseid)\b|_id$",
        r"\b(name|nr|no|number|nummer)\b",
    )
)
_LONGEST_WHO = 60
_MOSTLY_FILLED = 0.9
_WORDS_OF_ANSWERS = 8
_LONGEST_QUESTION = 60
_SECOND_HEADING = '"ImportId"'
_MOST_CELLS = 5_000_000


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """The heading and the filled rows of a table with their numbers; `notes` say what was seen."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    notes: tuple[FileNote, ...] = ()


def is_sheet(path: Path) -> bool:
    """Tell whether a file is a table, which may be a survey if that is said."""
    return is_table(path) or is_workbook(path)


def survey_table(path: Path, encoding: str = "auto") -> SurveyTable:
    """Return the table of a csv file, or on the first sheet of a workbook; raises UnreadableFile.

    Columns of one name are told apart by a number; a second heading that survey services write
    (a row of import ids with the wording of the questions above it) is no row.
    """
    notes: list[FileNote] = []
    rows = workbook_rows(path, notes) if is_workbook(path) else None
    name = "utf-8"
    if rows is None:
        name, rows = _csv_rows(path, encoding, notes)
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise UnreadableFile(
            "It has no row below its heading. Nothing of it was taken in; look at the file."
        )
    header, body = _heading(filled, notes)
    return SurveyTable(header, tuple(_body(body, len(header), notes)), name, tuple(notes))


def propose_columns(table: SurveyTable, said: SurveyColumns) -> SurveyColumns:
    """Return the columns as said, those not said by evidence; raises UnreadableFile for others.

    Who answers is a column of short values, each only once, by its name if one tells; texts are
    columns whose answers have eight words and more in the middle.
    """
    for name in (*said.texts, *([said.who] if said.who else [])):
        if name not in table.header:
            raise UnreadableFile(
                "It has no column “{name}”; its columns: {columns}. Nothing of it was taken in; "
                "name one of these.",
                name=name,
                columns=", ".join(name for name in table.header if name),
            )
    columns = {name: _cells(table, place) for place, name in enumerate(table.header) if name}
    who = said.who or _who(columns, len(table.rows), said.texts)
    texts = said.texts or tuple(
        name for name, cells in columns.items() if name != who and _are_answers(cells)
    )
    return SurveyColumns(who, texts)


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return a document for each answer and the other columns as variables of the participants."""
    table = survey_table(path, options.encoding)
    columns = propose_columns(table, options.survey or SurveyColumns())
    if not columns.texts:
        raise UnreadableFile(
            "No column of it holds long answers. Nothing of it was taken in; name those that "
            "become documents (its columns: {columns}), or call its first column participant to "
            "have variables only.",
            columns=", ".join(name for name in table.header if name),
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    source = SourceFile(path.name, KIND, table.encoding, digest)
    answers = _Answers(table, columns, source, [*table.notes, *_told(table, columns)])
    for done, (number, row) in enumerate(table.rows):
        if done % 1_000 == 0:
            progress.step(done, len(table.rows), "rows")
        answers.take(number, row)
    answers.tell()
    return FileResult(
        source, tuple(answers.documents), tuple(answers.variables), tuple(answers.notes)
    )


def may_be_survey(path: Path) -> str:
    """Return a sentence that names the columns with long answers of a table, "" where none has."""
    try:
        table = survey_table(path)
        texts = propose_columns(table, SurveyColumns()).texts
    except UnreadableFile:
        return ""
    if not texts:
        return ""
    names = ", ".join(f"“{_short(name)}”" for name in texts[:3]) + (" …" if len(texts) > 3 else "")
    return f" It may be a survey: long answers stand in {names}."


def _csv_rows(path: Path, encoding: str, notes: list[FileNote]) -> tuple[str, NumberedRows]:
    decoded = decode(read_bytes(path), encoding)
    text = freeze(decoded.text, next_line=decoded.is_unicode).text
    notes += decoded.notes
    rows: NumberedRows = []
    cells = 0
    for line, row in numbered_rows(text, delimiter_of(text)):
        rows.append((line, row))
        cells += len(row)
        if cells > _MOST_CELLS:
            raise UnreadableFile(
                "It has more than {most} cells. Nothing of it was taken in; divide it and import "
                "the pieces.",
                most=f"{_MOST_CELLS:,}",
            )
    return decoded.encoding, rows


def _heading(
    rows: Sequence[tuple[int, list[str]]], notes: list[FileNote]
) -> tuple[tuple[str, ...], Sequence[tuple[int, list[str]]]]:
    """Return the names of the columns and the rows below all headings."""
    seen: Counter[str] = Counter()
    names = []
    for cell in rows[0][1]:
        name = " ".join(cell.split())
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    for place in (1, 2):
        if place < len(rows) and any(_SECOND_HEADING in cell for cell in rows[place][1]):
            notes.append(FileNote("rows of a second heading were left out", rows[1][0]))
            return tuple(names), rows[place + 1 :]
    return tuple(names), rows[1:]


def _body(
    rows: Sequence[tuple[int, list[str]]], wide: int, notes: list[FileNote]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows as wide as the heading; cells beyond it are told."""
    beyond = [number for number, row in rows if any(cell.strip() for cell in row[wide:])]
    if beyond:
        message = f"rows with more cells than the heading: {len(beyond)}; these were left out"
        notes.append(FileNote(message, beyond[0]))
    for number, row in rows:
        yield number, (*row[:wide], *[""] * (wide - len(row)))


def _cells(table: SurveyTable, place: int) -> list[str]:
    return [row[place].strip() for _, row in table.rows if row[place].strip()]


def _who(columns: dict[str, list[str]], rows: int, texts: Sequence[str]) -> str:
    """Return the column that names each participant once, "" where none does."""
    fit = [
        name
        for name, cells in columns.items()
        if name not in texts
        and cells
        and len(cells) >= _MOSTLY_FILLED * rows
        and len(set(cells)) == len(cells)
        and max(map(len, cells)) <= _LONGEST_WHO
    ]
    for words in _WHO:
        for name in fit:
            if words.search(name):
                return name
    return fit[0] if fit else ""


def _are_answers(cells: Sequence[str]) -> bool:
    return bool(cells) and median(len(cell.split()) for cell in cells) >= _WORDS_OF_ANSWERS


def _told(table: SurveyTable, columns: SurveyColumns) -> Iterator[FileNote]:
    who = f"“{columns.who}”" if columns.who else "the number of their row, as no column does"
    yield FileNote(f"participants are named by {who}")
    yield FileNote("documents are made of " + ", ".join(f"“{name}”" for name in columns.texts))
    others = [name for name in table.header if name and name not in columns.texts]
    others = [name for name in others if name != columns.who]
    if others:
        yield FileNote(f"variables are made of the other {len(others)} columns")


@dataclass
class _Answers:
    """The documents and variables of a survey as its rows are read."""

    table: SurveyTable
    columns: SurveyColumns
    source: SourceFile
    notes: list[FileNote]
    documents: list[DocumentDraft] = field(default_factory=list)
    variables: list[VariableDraft] = field(default_factory=list)
    names: FreeNames = field(default_factory=lambda: FreeNames(any_case=True))
    lines: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    nameless: list[int] = field(default_factory=list)
    empty: int = 0

    def take(self, number: int, row: Sequence[str]) -> None:
        """Take the answers and values of one row."""
        cells = dict(zip(self.table.header, row, strict=True))
        person = " ".join(cells.get(self.columns.who, "").split()) if self.columns.who else ""
        if self.columns.who and not person:
            self.notes.append(FileNote("the row names nobody; it is known by its number", number))
        person = person or f"row {number}"
        first = self.lines.setdefault(person, number)
        if first != number:
            message = f"“{person}” is in line {first} too: taken as the same participant"
            self.notes.append(FileNote(message, number))
        for name in self.columns.texts:
            self._answer(person, name, cells[name])
        skipped = (*self.columns.texts, self.columns.who)
        for name, cell in zip(self.table.header, row, strict=True):
            if cell.strip() and not name:
                self.nameless.append(number)
            elif cell.strip() and name not in skipped:
                self._value(person, name, cell.strip(), number)

    def tell(self) -> None:
        """Say how many answers are missing, and whose variables have nobody to belong to."""
        if self.empty:
            answers = f"{self.empty:,} empty answer{'s' if self.empty > 1 else ''}"
            self.notes.append(FileNote(f"{answers} made no document"))
        if self.nameless:
            many = f"{len(self.nameless):,} values in columns without a name left out"
            one = "a value in a column without a name was left out"
            message = f"{many}, the first of them here" if len(self.nameless) > 1 else one
            self.notes.append(FileNote(message, self.nameless[0]))
        speaking = {document.participant for document in self.documents}
        silent = [name for name in self.lines if name not in speaking]
        if silent:
            shown = ", ".join(f"“{name}”" for name in silent[:5])
            shown += f" and {len(silent) - 5:,} more" if len(silent) > 5 else ""
            self.notes.append(FileNote(f"participants without an answer: {shown}"))

    def _answer(self, person: str, question: str, cell: str) -> None:
        frozen = freeze(cell.strip())
        if not frozen.text.strip():
            self.empty += 1
            return
        document = DocumentDraft(
            name=self.names.take(f"{person} – {_short(question)}"),
            text=frozen.text,
            sha256=frozen.sha256,
            source=self.source,
            participant=person,
        )
        self.documents.append(document)

    def _value(self, person: str, name: str, value: str, number: int) -> None:
        known = self.known.get((person, name))
        if known is None:
            self.known[person, name] = value
            scope = VariableScope.PARTICIPANT
            self.variables.append(VariableDraft(name, value, scope, person, with_text=True))
        elif known != value:
            message = f"“{person}” has a second value for {name}; the first was kept"
            self.notes.append(FileNote(message, number))


def _short(question: str) -> str:
    """Return a question short enough for the name of a document."""
    if len(question) <= _LONGEST_QUESTION:
        return question
    return question[: _LONGEST_QUESTION - 1].rsplit(" ", 1)[0] + "…"


SURVEY = Importer(
    KIND, "Survey", (".csv", ".tsv", ".xlsx", ".xlsm"), lambda _head, _path: False, read
)
