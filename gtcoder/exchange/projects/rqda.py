"""RQDA's projects: an SQLite file; rows that were deleted stay in it with another status than 1.

Passages count characters from 0. Codes may lie in several categories; a second table of codings
holds those of a second pass over the same texts.
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
from gtcoder.exchange.projects.foreign_study import ForeignStudy, Passage
from gtcoder.exchange.projects.foreign_texts import ForeignText, RawText
from gtcoder.exchange.projects.positions import Counting
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel, MemoKind, VariableScope

_TABLES = {"source", "freecode", "coding", "codecat", "treecode"}
_WAYS = (Counting.CHARACTERS, Counting.UTF16, Counting.CHARACTERS_LF, Counting.UTF16_LF)
_SECOND = "Second coding"
_FILE_CATEGORY = "File category"
_STEP = 500


@dataclass
class _Read:
    """What was read so far, by the keys of the file."""

    study: ForeignStudy
    database: Database
    codes: Mapping[Hashable, Guid] = field(default_factory=dict)
    texts: dict[int, ForeignText] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)

    def rows(self, table: str, *columns: str) -> Iterator[Record]:
        """Yield the rows of a table that were not deleted."""
        for row in self.database.rows(table, *columns, "status"):
            if row["status"] is None or whole(row["status"]) == 1:
                yield row
            else:
                self.study.skip(f"deleted rows of the table “{table}”", "they are in use no more")

    def coder(self, row: Record) -> Guid:
        """Return who made a row."""
        return self.study.coder(words(row["owner"]))


def recognises(path: Path) -> bool:
    """Tell a project by the tables of its database."""
    return looks_like(path, _TABLES, ("source", "file"), (".rqda",))


def read(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return what a project holds; raises UnreadableFile."""
    with Database(path) as database:
        begun = next((words(row["date"]) for row in database.rows("project", "date")), "")
        read_ = _Read(ForeignStudy("RQDA project", path, options, begun), database)
        read_.codes = make_codes(read_.study, _codes(read_))
        _read_cases(read_)
        _read_texts(read_, progress)
        first, second = read_.study.round, database.rows("coding2", "cid")
        _read_codings(read_, "coding", first, progress)
        if next(second, None) is not None:
            again = read_.study.add_round(_SECOND)
            _read_codings(read_, "coding2", again, progress)
        _tie_cases(read_)
        _read_variables(read_)
        _read_notes(read_)
        for table, what in (("image", "pictures"), ("imagecoding", "codings of pictures")):
            count = sum(1 for _ in read_.rows(table, *database.tables.get(table, ())[:1]))
            if count:
                read_.study.skip(what, "only texts are coded here", count)
    return read_.study.project("")


def _codes(read_: _Read) -> Iterator[TreeCode]:
    for row in read_.rows("codecat", "catid", "name", "memo", "date"):
        key = ("category", whole(row["catid"]))
        yield TreeCode(key, words(row["name"]), CodeLevel.AXIAL, None, words(row["memo"]),
                       moment(row["date"]))  # fmt: skip
    lies: dict[int, list[Hashable]] = {}
    for row in read_.rows("treecode", "cid", "catid"):
        code, category = whole(row["cid"]), whole(row["catid"])
        if code is not None and category is not None:
            lies.setdefault(code, []).append(("category", category))
    for row in read_.rows("freecode", "id", "name", "memo", "date"):
        code = whole(row["id"])
        first, *others = lies.get(code or 0, [None])
        yield TreeCode(code, words(row["name"]), CodeLevel.OPEN, first, words(row["memo"]),
                       moment(row["date"]), tuple(each for each in others if each))  # fmt: skip


def _read_cases(read_: _Read) -> None:
    for row in read_.rows("cases", "id", "name", "memo", "owner", "date"):
        key = whole(row["id"])
        if key is None:
            continue
        read_.cases[key] = words(row["name"])
        participant = read_.study.participant(read_.cases[key])
        if words(row["memo"]).strip():
            read_.study.memo(MemoKind.THEORETICAL, words(row["memo"]), read_.coder(row),
                             at=moment(row["date"]),
                             on={"participant_id": participant})  # fmt: skip


def _read_texts(read_: _Read, progress: Progress) -> None:
    rows = read_.rows("source", "id", "name", "file", "memo", "owner", "date")
    for number, row in enumerate(rows):
        progress.step(number, 0, "documents")
        key, at = whole(row["id"]), moment(row["date"])
        text = read_.study.text(words(row["name"]), RawText(words(row["file"]), _WAYS), at)
        read_.study.about_document(
            text, words(row["name"]), words(row["memo"]), words(row["owner"]), at
        )
        if text is not None and key is not None:
            read_.texts[key] = text


def _read_codings(read_: _Read, table: str, round_: Guid, progress: Progress) -> None:
    columns = ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo")
    for number, row in enumerate(read_.rows(table, *columns)):
        if number % _STEP == 0:
            progress.step(number, 0, "codings")
        text, code = read_.texts.get(whole(row["fid"]) or 0), read_.codes.get(whole(row["cid"]))
        start, end, at = whole(row["selfirst"]), whole(row["selend"]), moment(row["date"])
        if text is None or code is None:
            read_.study.skip("codings", "their document or code is not there")
            continue
        if start is None or end is None:
            read_.study.skip("passages", "it is not said where they stand")
            continue
        passage = Passage(start, end, words(row["seltext"]), read_.coder(row), round_)
        quotation = read_.study.passage(text, passage)
        if quotation is not None:
            read_.study.coding(quotation, code, passage, at)
            read_.study.memo(MemoKind.CODE, words(row["memo"]), passage.coder, at=at,
                             on={"quotation_id": quotation})  # fmt: skip


def _tie_cases(read_: _Read) -> None:
    for row in read_.rows("caselinkage", "caseid", "fid", "selfirst", "selend"):
        name = read_.cases.get(whole(row["caseid"]) or 0)
        text = read_.texts.get(whole(row["fid"]) or 0)
        if name is None or text is None:
            read_.study.skip("texts of cases", "their case or document is not there")
        elif not text.case(name, whole(row["selfirst"]), whole(row["selend"])):
            read_.study.skip("texts of cases", "it is not said where they stand")


def _read_variables(read_: _Read) -> None:
    """Take the variables of cases and files, and the categories of files as one more."""
    for row in read_.rows("caseattr", "variable", "value", "caseid"):
        case = read_.cases.get(whole(row["caseid"]) or 0)
        if case is None:
            read_.study.skip("values of variables", "their case is not there")
        else:
            read_.study.variable(VariableScope.PARTICIPANT, words(row["variable"]),
                                 read_.study.participant(case), words(row["value"]))  # fmt: skip
    for row in read_.rows("fileattr", "variable", "value", "fileid"):
        text = read_.texts.get(whole(row["fileid"]) or 0)
        if text is None:
            read_.study.skip("values of variables", "their document is not there")
        else:
            read_.study.variable(VariableScope.DOCUMENT, words(row["variable"]), text.guid,
                                 words(row["value"]))  # fmt: skip
    names = {
        whole(row["catid"]): words(row["name"]) for row in read_.rows("filecat", "catid", "name")
    }
    lies: dict[int, list[str]] = {}
    for row in read_.rows("treefile", "fid", "catid"):
        name, key = names.get(whole(row["catid"])), whole(row["fid"]) or 0
        if name and key in read_.texts:
            lies.setdefault(key, []).append(name)
    for key, categories in lies.items():
        value = "; ".join(dict.fromkeys(categories))
        read_.study.variable(VariableScope.DOCUMENT, _FILE_CATEGORY, read_.texts[key].guid, value)


def _read_notes(read_: _Read) -> None:
    """Keep journals, the project's memo, and annotations, which stand at a place in a text."""
    for row in read_.rows("journal", "name", "journal", "owner", "date"):
        if words(row["journal"]).strip():
            read_.study.memo(MemoKind.DIARY, words(row["journal"]), read_.coder(row),
                             words(row["name"]), moment(row["date"]))  # fmt: skip
    for row in read_.rows("annotation", "fid", "position", "annotation", "owner", "date"):
        text = read_.texts.get(whole(row["fid"]) or 0)
        if not words(row["annotation"]).strip():
            continue
        if text is None:
            read_.study.skip("annotations", "their document is not there")
            continue
        coder, at = read_.coder(row), whole(row["position"])
        quotation = None
        if at is not None:
            start, end = _line_at(text.raw.text, at)
            quotation = read_.study.passage(text, Passage(start, end, "", coder, read_.study.round))
            read_.study.tell("annotations stand at one place; they came as memos on its line")
        about = {"document_id": text.guid} if quotation is None else {"quotation_id": quotation}
        read_.study.memo(MemoKind.THEORETICAL, words(row["annotation"]), coder,
                         at=moment(row["date"]), on=about)  # fmt: skip
    for row in read_.database.rows("project", "memo"):
        if words(row["memo"]).strip():
            read_.study.memo(MemoKind.METHODOLOGICAL, words(row["memo"]), read_.study.coder(""),
                             "About the project")  # fmt: skip


def _line_at(text: str, at: int) -> tuple[int, int]:
    """Return the line at a place, the nearest one before it that is not blank."""
    at = max(0, min(at, len(text)))
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    start = text.rfind("\n", 0, at) + 1
    if text[start:end].strip() or not text[:start].strip():
        return start, max(end, start + 1)
    last = len(text[:start].rstrip())
    return text.rfind("\n", 0, last) + 1, last


PROJECTS.add("rqda", ProjectReader("rqda", "RQDA project", (".rqda",), recognises, read))
