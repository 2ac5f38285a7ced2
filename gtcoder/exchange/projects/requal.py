"""requal's projects: an SQLite file; segments count from 1 to the last character.

Tables as of requal 0.1 to 1.x; users came later, and of them only the names are read.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gtcoder.exchange.project_files import (
    PROJECTS,
    ForeignProject,
    ProjectOptions,
    ProjectReader,
)
from gtcoder.exchange.projects.code_trees import TreeCode, make_codes
from gtcoder.exchange.projects.databases import Database, Record, looks_like, moment, whole, words
from gtcoder.exchange.projects.foreign_study import ForeignStudy, Passage, one_inside
from gtcoder.exchange.projects.foreign_texts import ForeignText, RawText
from gtcoder.exchange.projects.positions import Counting
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel, MemoKind, VariableScope

_TABLES = {"projects", "documents", "codes", "segments"}
_WAYS = (Counting.CHARACTERS, Counting.UTF16, Counting.CHARACTERS_LF, Counting.UTF16_LF)
_STEP = 500


@dataclass
class _Read:
    """What was read so far, by the keys of the file."""

    study: ForeignStudy
    database: Database
    project: int
    users: dict[int, str] = field(default_factory=dict)
    codes: Mapping[Hashable, Guid] = field(default_factory=dict)
    texts: dict[int, ForeignText] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)
    segments: dict[int, Guid] = field(default_factory=dict)

    def rows(self, table: str, *columns: str) -> Iterator[Record]:
        """Yield the rows of a table that belong to this project, or to none that is named."""
        for row in self.database.rows(table, "project_id", *columns):
            if row["project_id"] is None or whole(row["project_id"]) == self.project:
                yield row

    def coder(self, row: Record) -> Guid:
        """Return who made a row."""
        return self.study.coder(self.name(row))

    def name(self, row: Record) -> str:
        """Return the name of who made a row, empty where it is not said."""
        return self.users.get(whole(row["user_id"]) or 0, "")


def recognises(path: Path) -> bool:
    """Tell a project by the tables of its database."""
    return looks_like(path, _TABLES, ("documents", "doc_text"), (".requal",))


def read(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return one project of a file; raises UnreadableFile, naming them, where it holds several."""
    with Database(path) as database:
        rows = database.rows(
            "projects", "project_id", "project_name", "project_description", "created_at"
        )
        projects = {whole(row["project_id"]): row for row in rows}
        labels = {f"{words(row['project_name'])} ({key})": key for key, row in projects.items()}
        key = one_inside(labels, options.inside)
        about = projects[key]
        study = ForeignStudy("requal project", path, options, words(about["created_at"]))
        read_ = _Read(study, database, key)
        _read_people(read_)
        read_.codes = make_codes(read_.study, _codes(read_))
        _read_texts(read_, progress)
        _read_segments(read_, progress)
        _read_variables(read_)
        _read_memos(read_)
        if words(about["project_description"]).strip():
            read_.study.memo(MemoKind.METHODOLOGICAL, words(about["project_description"]),
                             read_.study.coder(next(iter(read_.users.values()), "")),
                             "About the project", moment(about["created_at"]))  # fmt: skip
    return read_.study.project(words(about["project_name"]))


def _read_people(read_: _Read) -> None:
    """Take the names of the users; those who did nothing are made with what they might do."""
    for row in read_.database.rows("users", "user_id", "user_name", "user_login"):
        key = whole(row["user_id"])
        name = words(row["user_name"]).strip() or words(row["user_login"]).strip()
        if key is not None and name:
            read_.users[key] = name
            read_.study.coder(name)
    for row in read_.rows("cases", "case_id", "case_name", "case_description"):
        key = whole(row["case_id"])
        if key is None:
            continue
        read_.cases[key] = words(row["case_name"])
        participant = read_.study.participant(read_.cases[key])
        if words(row["case_description"]).strip():
            coder = read_.study.coder(next(iter(read_.users.values()), ""))
            read_.study.memo(MemoKind.THEORETICAL, words(row["case_description"]), coder,
                             on={"participant_id": participant})  # fmt: skip


def _codes(read_: _Read) -> Iterator[TreeCode]:
    """Yield categories and codes; a code may serve several categories."""
    for row in read_.rows("categories", "category_id", "category_name", "category_description"):
        key = ("category", whole(row["category_id"]))
        name, text = words(row["category_name"]), words(row["category_description"])
        yield TreeCode(key, name, CodeLevel.AXIAL, definition=text)
    serves: dict[int, list[Hashable]] = {}
    for row in read_.rows("categories_codes_map", "category_id", "code_id"):
        code, category = whole(row["code_id"]), whole(row["category_id"])
        if code is not None and category is not None:
            serves.setdefault(code, []).append(("category", category))
    for row in read_.rows("codes", "code_id", "code_name", "code_description"):
        code = whole(row["code_id"])
        first, *others = serves.get(code or 0, [None])
        yield TreeCode(
            code, words(row["code_name"]), CodeLevel.OPEN, first,
            words(row["code_description"]), also=tuple(each for each in others if each),
        )  # fmt: skip


def _read_texts(read_: _Read, progress: Progress) -> None:
    columns = ("doc_id", "doc_name", "doc_description", "doc_text", "created_at", "user_id")
    for number, row in enumerate(read_.rows("documents", *columns)):
        progress.step(number, 0, "documents")
        key, at = whole(row["doc_id"]), moment(row["created_at"])
        text = read_.study.text(words(row["doc_name"]), RawText(words(row["doc_text"]), _WAYS), at)
        name, said = words(row["doc_name"]), words(row["doc_description"])
        read_.study.about_document(text, name, said, read_.name(row), at)
        if text is not None and key is not None:
            read_.texts[key] = text
    for table in ("cases_documents_map", "case_document_map"):
        for row in read_.rows(table, "case_id", "doc_id"):
            case = read_.cases.get(whole(row["case_id"]) or 0)
            text = read_.texts.get(whole(row["doc_id"]) or 0)
            if case is None or text is None:
                read_.study.skip("texts of cases", "their case or document is not there")
            else:
                text.case(case, None, None)


def _read_segments(read_: _Read, progress: Progress) -> None:
    columns = ("segment_id", "doc_id", "code_id", "user_id", "segment_start", "segment_end",
               "segment_text")  # fmt: skip
    for number, row in enumerate(read_.rows("segments", *columns)):
        if number % _STEP == 0:
            progress.step(number, 0, "segments")
        text = read_.texts.get(whole(row["doc_id"]) or 0)
        start, end = whole(row["segment_start"]), whole(row["segment_end"])
        if text is None:
            read_.study.skip("passages", "their document is not there")
            continue
        if start is None or end is None:
            read_.study.skip("passages", "it is not said where they stand")
            continue
        passage = Passage(start - 1, end, words(row["segment_text"]), read_.coder(row),
                          read_.study.round)  # fmt: skip
        quotation = read_.study.passage(text, passage)
        if quotation is None:
            continue
        read_.segments[whole(row["segment_id"]) or 0] = quotation
        code = read_.codes.get(whole(row["code_id"]))
        if code is None:
            read_.study.tell("segments have no code that is there; they came as passages")
        else:
            read_.study.coding(quotation, code, passage, None)


def _read_variables(read_: _Read) -> None:
    """Take the values of documents and cases; those of users are none of the study's."""
    names = {
        whole(row["attribute_id"]): words(row["attribute_name"])
        for row in read_.rows("attributes", "attribute_id", "attribute_name")
    }
    columns = ("attribute_value_id", "value")
    values = {
        whole(row["attribute_value_id"]): words(row["value"])
        for row in read_.database.rows("attribute_values", *columns)
    }
    for row in read_.rows("attributes_documents_map", "doc_id", "attribute_id",
                          "attribute_value_id"):  # fmt: skip
        text = read_.texts.get(whole(row["doc_id"]) or 0)
        _keep(read_, VariableScope.DOCUMENT, None if text is None else text.guid, (
            names.get(whole(row["attribute_id"])), values.get(whole(row["attribute_value_id"]))
        ))  # fmt: skip
    for row in read_.rows("attributes_cases_map", "case_id", "attribute_id", "attribute_value_id"):
        case = read_.cases.get(whole(row["case_id"]) or 0)
        _keep(read_, VariableScope.PARTICIPANT,
              None if case is None else read_.study.participant(case), (
            names.get(whole(row["attribute_id"])), values.get(whole(row["attribute_value_id"]))
        ))  # fmt: skip
    users = sum(1 for _ in read_.rows("attributes_users_map", "attribute_id"))
    if users:
        read_.study.skip("values of users' attributes", "coders have no variables here", users)


def _keep(
    read_: _Read, scope: VariableScope, owner: Guid | None, said: tuple[str | None, str | None]
) -> None:
    name, value = said
    if owner is None or name is None or value is None:
        read_.study.skip("values of variables", "their owner or name is not there")
    else:
        read_.study.variable(scope, name, owner, value)


def _read_memos(read_: _Read) -> None:
    """Keep the memos with all they are about; one on a stretch of text is on that passage."""
    about: dict[int, dict[str, Guid]] = {}
    places: dict[int, tuple[ForeignText, int, int]] = {}
    for row in read_.database.rows("memos_codes_map", "memo_id", "code_id"):
        code = read_.codes.get(whole(row["code_id"]))
        if code is not None:
            about.setdefault(whole(row["memo_id"]) or 0, {})["code_id"] = code
    for row in read_.database.rows("memos_segments_map", "memo_id", "segment_id"):
        passage = read_.segments.get(whole(row["segment_id"]) or 0)
        if passage is not None:
            about.setdefault(whole(row["memo_id"]) or 0, {})["quotation_id"] = passage
    columns = ("memo_id", "doc_id", "memo_start", "memo_end")
    for row in read_.database.rows("memos_documents_map", *columns):
        text = read_.texts.get(whole(row["doc_id"]) or 0)
        start, end = whole(row["memo_start"]), whole(row["memo_end"])
        if text is not None and start and end:
            places[whole(row["memo_id"]) or 0] = (text, start, end)
        elif text is not None:
            about.setdefault(whole(row["memo_id"]) or 0, {})["document_id"] = text.guid
    for row in read_.rows("memos", "memo_id", "user_id", "text", "created_at"):
        key, coder = whole(row["memo_id"]) or 0, read_.coder(row)
        links = about.get(key, {})
        if key in places:
            text, start, end = places[key]
            place = Passage(start - 1, end, "", coder, read_.study.round)
            quotation = read_.study.passage(text, place)
            links |= (
                {"document_id": text.guid} if quotation is None else {"quotation_id": quotation}
            )
        kind = MemoKind.CODE if {"code_id", "quotation_id"} & links.keys() else (
            MemoKind.DOCUMENT if links else MemoKind.THEORETICAL)  # fmt: skip
        read_.study.memo(kind, words(row["text"]), coder, at=moment(row["created_at"]), on=links)


PROJECTS.add("requal", ProjectReader("requal", "requal project", (".requal",), recognises, read))
