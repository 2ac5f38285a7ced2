"""QualCoder's projects: a folder X.qda with the database data.qda in it, or that database alone.

Tables as of database versions 1 to 17 (QualCoder 1.0 to 4.0): columns came one by one, so that
any of them may be missing. Who coded is a name in each row; there is no table of people to rely on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from gtcoder.exchange.project_files import (
    PROJECTS,
    ForeignProject,
    ProjectOptions,
    ProjectReader,
)
from gtcoder.exchange.projects.code_trees import TreeCode, make_codes
from gtcoder.exchange.projects.databases import Database, Record, looks_like, moment, whole, words
from gtcoder.exchange.projects.foreign_study import ForeignStudy, Passage
from gtcoder.exchange.projects.foreign_texts import ForeignText, RawText
from gtcoder.exchange.projects.positions import Counting
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel, MemoKind, VariableScope

_DATABASE = "data.qda"
_TABLES = {"source", "code_name", "code_text", "code_cat"}
_WAYS = (Counting.CHARACTERS, Counting.UTF16, Counting.CHARACTERS_LF, Counting.UTF16_LF)
_MEDIA = {"images": "pictures", "audio": "recordings", "video": "recordings"}
_STEP = 500


class _Read(NamedTuple):
    """What was read so far: documents, codes and cases by their keys in the file."""

    study: ForeignStudy
    database: Database
    progress: Progress
    texts: dict[int, ForeignText]
    codes: Mapping[Hashable, Guid]
    cases: dict[int, str]


def database_of(path: Path) -> Path:
    """Return the database of a project, whose folder or file was named."""
    return path / _DATABASE if path.is_dir() else path


def recognises(path: Path) -> bool:
    """Tell a project by the tables of its database."""
    return looks_like(database_of(path), _TABLES, ("source", "fulltext"), (".qda",))


def read(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return what a project holds; raises UnreadableFile."""
    file = database_of(path)
    title = path.stem if path.name != _DATABASE else path.resolve().parent.stem
    with Database(file) as database:
        begun = next((words(row["date"]) for row in database.rows("project", "date")), "")
        study = ForeignStudy("QualCoder project", file, options, begun)
        codes = make_codes(study, _codes(database))
        read_ = _Read(study, database, progress, {}, codes, {})
        _read_people(read_)
        _read_texts(read_)
        _read_codings(read_)
        _read_cases(read_)
        _read_variables(read_)
        _read_notes(read_)
        _leave_out(read_)
    return study.project(title)


def _codes(database: Database) -> Iterator[TreeCode]:
    """Yield categories and codes; a sub-code lies under its code, whatever its category."""
    rows = database.rows("code_cat", "catid", "name", "memo", "supercatid", "date")
    for row in rows:
        above = whole(row["supercatid"])
        yield TreeCode(
            ("category", whole(row["catid"])),
            words(row["name"]),
            CodeLevel.AXIAL,
            None if above is None else ("category", above),
            words(row["memo"]),
            moment(row["date"]),
        )
    rows = database.rows("code_name", "cid", "name", "memo", "catid", "supercid", "date")
    for row in rows:
        category, code = whole(row["catid"]), whole(row["supercid"])
        over = None if category is None else ("category", category)
        yield TreeCode(
            whole(row["cid"]),
            words(row["name"]),
            CodeLevel.OPEN,
            over if code is None else code,
            words(row["memo"]),
            moment(row["date"]),
        )


def _read_people(read_: _Read) -> None:
    """Take coders and cases in, those without work or text among them."""
    for row in read_.database.rows("coder_names", "name"):
        if words(row["name"]).strip():
            read_.study.coder(words(row["name"]))
    for row in read_.database.rows("cases", "caseid", "name", "memo", "owner", "date"):
        key, name = whole(row["caseid"]), words(row["name"])
        if key is None:
            continue
        participant = read_.study.participant(name)
        read_.cases[key] = name
        if words(row["memo"]).strip():
            read_.study.memo(MemoKind.THEORETICAL, words(row["memo"]), _owner(read_, row),
                             at=moment(row["date"]),
                             on={"participant_id": participant})  # fmt: skip


def _read_texts(read_: _Read) -> None:
    rows = read_.database.rows(
        "source", "id", "name", "fulltext", "mediapath", "memo", "owner", "date"
    )
    for row in rows:
        key, path = whole(row["id"]), words(row["mediapath"]).lstrip("/")
        read_.progress.step(len(read_.texts), 0, "documents")
        kind = _MEDIA.get(path.partition("/")[0].partition(":")[0])
        text = words(row["fulltext"])
        if kind is not None and not text.strip():
            read_.study.skip(kind, "only texts are coded here")
            _about(read_, row, None)
            continue
        if ":" in path.partition("/")[0]:
            read_.study.skip("links to files elsewhere", "their texts came, not the files")
        elif path.lower().endswith(".pdf"):
            read_.study.skip("pages of PDF files", "their texts came, not their looks")
        made = read_.study.text(words(row["name"]), RawText(text, _WAYS), moment(row["date"]))
        _about(read_, row, made)
        if made is not None and key is not None:
            read_.texts[key] = made


def _about(read_: _Read, row: Record, text: ForeignText | None) -> None:
    said, at = words(row["memo"]), moment(row["date"])
    read_.study.about_document(text, words(row["name"]), said, words(row["owner"]), at)


def _read_codings(read_: _Read) -> None:
    rows = read_.database.rows(
        "code_text", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important"
    )
    study = read_.study
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            read_.progress.step(number, 0, "codings")
        text, code = read_.texts.get(whole(row["fid"]) or 0), read_.codes.get(whole(row["cid"]))
        if text is None or code is None:
            study.skip("codings", "their document or code is not there")
            continue
        passage = _passage(read_, row, words(row["seltext"]))
        quotation = None if passage is None else study.passage(text, passage)
        if passage is None or quotation is None:
            continue
        study.coding(quotation, code, passage, moment(row["date"]))
        study.memo(MemoKind.CODE, words(row["memo"]), passage.coder, at=moment(row["date"]),
                   on={"quotation_id": quotation})  # fmt: skip
        if whole(row["important"]):
            study.tell("codings are marked as important there, for which there is no word here")


def _passage(read_: _Read, row: Record, quoted: str) -> Passage | None:
    start, end = whole(row["pos0"]), whole(row["pos1"])
    if start is None or end is None:
        read_.study.skip("passages", "it is not said where they stand")
        return None
    return Passage(start, end, quoted, _owner(read_, row), read_.study.round)


def _read_cases(read_: _Read) -> None:
    """Tie cases to their texts, and keep what was noted on the stretches of theirs."""
    for row in read_.database.rows("case_text", "caseid", "fid", "pos0", "pos1", "memo", "owner"):
        name = read_.cases.get(whole(row["caseid"]) or 0)
        text = read_.texts.get(whole(row["fid"]) or 0)
        if name is None or text is None:
            read_.study.skip("texts of cases", "their case or document is not there")
        elif not text.case(name, whole(row["pos0"]), whole(row["pos1"])):
            read_.study.skip("texts of cases", "it is not said where they stand")
        elif words(row["memo"]).strip():
            read_.study.memo(MemoKind.THEORETICAL, words(row["memo"]), _owner(read_, row),
                             on={"document_id": text.guid})  # fmt: skip


def _read_variables(read_: _Read) -> None:
    for row in read_.database.rows("attribute", "name", "attr_type", "value", "id"):
        key = whole(row["id"]) or 0
        if not words(row["value"]).strip():
            continue
        if words(row["attr_type"]) == "case" and key in read_.cases:
            owner = read_.study.participant(read_.cases[key])
            scope = VariableScope.PARTICIPANT
        elif words(row["attr_type"]) == "file" and key in read_.texts:
            owner, scope = read_.texts[key].guid, VariableScope.DOCUMENT
        else:
            read_.study.skip("values of variables", "their case or document did not come in")
            continue
        read_.study.variable(scope, words(row["name"]), owner, words(row["value"]))
    for row in read_.database.rows("attribute_type", "memo"):
        if words(row["memo"]).strip():
            read_.study.skip("notes on variables", "a variable has no note here")


def _read_notes(read_: _Read) -> None:
    """Keep the project's memo, the journals, and the annotations of passages."""
    study = read_.study
    for row in read_.database.rows("journal", "name", "jentry", "owner", "date"):
        if words(row["jentry"]).strip():
            study.memo(MemoKind.DIARY, words(row["jentry"]), _owner(read_, row),
                       words(row["name"]), moment(row["date"]))  # fmt: skip
    for row in read_.database.rows("annotation", "fid", "pos0", "pos1", "memo", "owner", "date"):
        text = read_.texts.get(whole(row["fid"]) or 0)
        if not words(row["memo"]).strip():
            continue
        passage = None if text is None else _passage(read_, row, "")
        quotation = None if text is None or passage is None else study.passage(text, passage)
        if text is None:
            study.skip("annotations", "their document is not there")
        else:
            about = {"document_id": text.guid} if quotation is None else {"quotation_id": quotation}
            study.memo(MemoKind.THEORETICAL, words(row["memo"]), _owner(read_, row),
                       at=moment(row["date"]), on=about)  # fmt: skip
    for row in read_.database.rows("project", "memo", "codername"):
        if words(row["memo"]).strip():
            study.memo(MemoKind.METHODOLOGICAL, words(row["memo"]),
                       study.coder(words(row["codername"])), "About the project")  # fmt: skip


def _leave_out(read_: _Read) -> None:
    """Count what there is no place for here."""
    for table, what in (
        ("code_image", "codings of pictures, with their memos"),
        ("code_av", "codings of recordings, with their memos"),
        ("graph", "drawn graphs"),
        ("ris", "fields of references"),
        ("stored_sql", "stored queries"),
    ):
        columns = read_.database.tables.get(table, ())[:1]
        count = sum(1 for _ in read_.database.rows(table, *columns))
        if count:
            read_.study.skip(what, "there is no place for them here", count)


def _owner(read_: _Read, row: Record) -> Guid:
    return read_.study.coder(words(row["owner"]))


PROJECTS.add(
    "qualcoder", ProjectReader("qualcoder", "QualCoder project", (".qda",), recognises, read)
)
