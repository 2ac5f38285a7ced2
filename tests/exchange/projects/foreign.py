"""Projects of other tools built for tests: all texts and people in them are invented."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.project_files import ForeignProject
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from gtcoder.study_rows import Arrival, Guid, StudyRows

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

INTERVIEW = (
    "I: How did you hear of the new counter? 🙂\n"
    "Mara: From a neighbour. We were all waiting.\n"
    "I: And what happened then?\n"
    "Mara: We waited again — nobody told us anything.\n"
)


def make_database(path: Path, tables: Iterable[str], rows: Rows) -> Path:
    """Write an SQLite file with these tables and rows."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in tables:
            connection.execute(table)
        for name, records in rows.items():
            for record in records:
                columns = ", ".join(f'"{column}"' for column in record)
                marks = ", ".join("?" * len(record))
                connection.execute(
                    f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', list(record.values())
                )
    return path


def at(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Return where words stand in a text, in characters."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def units(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a span in UTF-16 units."""
    start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in span)
    return start, end


def paths(rows: StudyRows) -> dict[Guid, str]:
    """Return the paths of codes."""
    codes = rows.by_guid("code")

    def path(guid: Guid) -> str:
        above = codes[guid]["parent_id"]
        return (f"{path(above)} > " if above else "") + str(codes[guid]["name"])

    return {guid: path(guid) for guid in codes}


def texts(rows: StudyRows) -> dict[Guid, tuple[str, str]]:
    """Return name and text of each document."""
    versions = rows.by_guid("text_version")
    return {
        row["guid"]: (row["name"], rows.texts[versions[row["version_id"]]["sha256"]])
        for row in rows.rows("document")
    }


def quotes(rows: StudyRows) -> dict[Guid, tuple[str, str, str]]:
    """Return coder, document and words of each quotation."""
    coders, documents = rows.by_guid("coder"), texts(rows)
    return {
        row["guid"]: (
            coders[row["coder_id"]]["name"],
            documents[row["document_id"]][0],
            documents[row["document_id"]][1][row["start"] : row["end"]],
        )
        for row in rows.rows("quotation")
    }


def codings(rows: StudyRows) -> set[tuple[str, str, str, str]]:
    """Return coder, document, words and code of each coding."""
    codes, passages = paths(rows), quotes(rows)
    return {(*passages[row["quotation_id"]], codes[row["code_id"]]) for row in rows.rows("coding")}


def memos(rows: StudyRows) -> set[tuple[str, str, str]]:
    """Return of each memo its kind, its text, and what it is about in words."""
    names: dict[Guid, str] = dict(paths(rows))
    names |= {guid: name for guid, (name, _) in texts(rows).items()}
    names |= {guid: words for guid, (_, _, words) in quotes(rows).items()}
    names |= {row["guid"]: row["name"] for row in rows.rows("participant")}
    about: dict[Guid, list[str]] = {}
    for link in rows.rows("memo_link"):
        target = next(v for k, v in link.items() if k not in ("guid", "memo_id") and v)
        about.setdefault(link["memo_id"], []).append(names[target])
    return {
        (str(row["kind"]), row["text"], ", ".join(about.get(row["guid"], [])))
        for row in rows.rows("memo")
    }


def values(rows: StudyRows) -> set[tuple[str, str, str, str]]:
    """Return scope, variable, owner and value of each value of a variable."""
    variables = rows.by_guid("variable")
    owners = {row["guid"]: row["name"] for row in rows.rows("participant")}
    owners |= {guid: name for guid, (name, _) in texts(rows).items()}
    return {
        (
            str(variables[row["variable_id"]]["scope"]),
            variables[row["variable_id"]]["name"],
            owners[row["document_id"] or row["participant_id"]],
            row["value"],
        )
        for row in rows.rows("variable_value")
    }


def speakers(rows: StudyRows) -> set[tuple[str, str, str, str | None]]:
    """Return document, label, role and participant of each speaker."""
    documents, people = texts(rows), rows.by_guid("participant")
    return {
        (
            documents[row["document_id"]][0],
            row["label"],
            str(row["role"]),
            people[row["participant_id"]]["name"] if row["participant_id"] else None,
        )
        for row in rows.rows("speaker")
    }


def came(found: ForeignProject) -> dict[str, int]:
    """Return what came in, by what it is."""
    return {each.what: each.count for each in found.came}


def skipped(found: ForeignProject) -> dict[str, int]:
    """Return what did not come in, by what it is."""
    left: dict[str, int] = {}
    for each in found.skipped:
        left[each.what] = left.get(each.what, 0) + each.count
    return left


def notes(found: ForeignProject) -> str:
    """Return the notes as one text."""
    return "\n".join(map(str, found.notes))


def stored(found: ForeignProject, folder: Path) -> StudyRows:
    """Return a new study that all rows were brought into, its round 1 being theirs."""
    location = FileLocation(folder / "stored.gtc")
    create_study(location, coder="Ann", title="Invented study")
    with open_study(location, "Ann") as project:
        with project.read() as reader:
            ours = whole_study(reader)
        project.perform(take_in, arrival=Arrival(_into(ours, found.rows)))
        assert verify(project).ok
        with project.read() as reader:
            return whole_study(reader)


def _into(ours: StudyRows, theirs: StudyRows) -> StudyRows:
    same = {
        row["guid"]: other["guid"]
        for table in ("round", "coder")
        for row in theirs.rows(table)
        for other in ours.rows(table)
        if row["name"] == other["name"]
    }
    tables = {
        table: {
            name: [same.get(value, value) if isinstance(value, bytes) else value for value in cells]
            for name, cells in columns.items()
        }
        for table, columns in theirs.tables.items()
    }
    for table in ("round", "coder"):
        kept = [n for n, row in enumerate(theirs.rows(table)) if row["guid"] not in same]
        columns = tables.pop(table, {})
        if kept:
            tables[table] = {name: [cells[n] for n in kept] for name, cells in columns.items()}
    return StudyRows(tables, theirs.texts)
