"""Taguette's projects: an SQLite file with one or several of them, exported or from a server.

Highlights count UTF-8 bytes of the document's text and carry no coder; only the log of commands
names people, and an export puts its own user in the place of all. Of the users nothing else is read
than the names they go by in that log.
"""

from __future__ import annotations

import json
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
from gtcoder.exchange.projects.databases import Database, looks_like, moment, whole, words
from gtcoder.exchange.projects.foreign_study import ForeignStudy, Passage, one_inside
from gtcoder.exchange.projects.foreign_texts import ForeignText, RawText
from gtcoder.exchange.projects.positions import Counting
from gtcoder.exchange.projects.taguette_texts import page_text
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import MemoKind

_TABLES = {"projects", "documents", "highlights", "tags", "highlight_tags"}
_ENDINGS = (".sqlite3", ".sqlite", ".db")
_WAYS = (Counting.UTF8, Counting.UTF16, Counting.CHARACTERS)
_STEP = 500


@dataclass
class _Log:
    """Who made which highlight, and when, as the log says."""

    makers: dict[int, tuple[str, object]] = field(default_factory=dict)

    @property
    def names_people(self) -> bool:
        """Whether it names more than the one user whom an export puts in the place of all."""
        return len({login for login, _ in self.makers.values()}) > 1


def recognises(path: Path) -> bool:
    """Tell a project by the tables of its database."""
    return looks_like(path, _TABLES, ("documents", "contents"), _ENDINGS)


def read(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return one project of a file; raises UnreadableFile, naming them, where it holds several."""
    with Database(path) as database:
        projects = {
            f"{words(row['name'])} ({whole(row['id'])})": row
            for row in database.rows("projects", "id", "name", "description", "created")
        }
        keys = {label: whole(row["id"]) for label, row in projects.items()}
        key = one_inside(keys, options.inside)
        project = next(row for row in projects.values() if whole(row["id"]) == key)
        study = ForeignStudy("Taguette project", path, options, words(project["created"]))
        log = _log(database, key)
        codes = make_codes(study, _codes(study, database, key))
        texts = _texts(study, database, key)
        progress.step(0, 0, "highlights")
        _read_highlights(study, database, _Made(codes, texts, log), progress)
        if words(project["description"]).strip():
            study.memo(MemoKind.METHODOLOGICAL, words(project["description"]), study.coder(""),
                       "About the project", moment(project["created"]))  # fmt: skip
    return study.project(words(project["name"]))


@dataclass(frozen=True, slots=True)
class _Made:
    """What highlights refer to: codes and documents by their keys in the file, and the log."""

    codes: Mapping[Hashable, Guid]
    texts: Mapping[int, ForeignText | None]
    log: _Log


def _codes(study: ForeignStudy, database: Database, project: int) -> Iterator[TreeCode]:
    """Yield the tags; only the newest versions have tags below others."""
    for row in database.rows("tags", "id", "project_id", "path", "description", "parent_id"):
        if whole(row["project_id"]) != project:
            continue
        name = words(row["path"])
        if "." in name.strip(". "):
            study.tell("tags hold a dot, by which some make groups; they stayed side by side", name)
        yield TreeCode(
            whole(row["id"]), name, above=whole(row["parent_id"]),
            definition=words(row["description"]),
        )  # fmt: skip


def _texts(study: ForeignStudy, database: Database, project: int) -> dict[int, ForeignText | None]:
    """Take the documents in; None stands for one without any text."""
    rows = database.rows("documents", "id", "project_id", "name", "description", "contents",
                         "created", "text_direction")  # fmt: skip
    texts: dict[int, ForeignText | None] = {}
    for row in rows:
        key = whole(row["id"])
        if whole(row["project_id"]) != project or key is None:
            continue
        page, name = page_text(words(row["contents"])), words(row["name"])
        raw = RawText(page.read, _WAYS, page.counted, page.span, page.marks)
        at = moment(row["created"])
        text = texts[key] = study.text(name, raw, at)
        study.about_document(text, name, words(row["description"]), "", at)
        if text is not None and words(row["text_direction"]) in ("RIGHT_TO_LEFT", "1"):
            study.tell("documents are marked there as written from right to left; here each line "
                       "finds its own way", text.draft.name)  # fmt: skip
    return texts


def _log(database: Database, project: int) -> _Log:
    """Read who first made each highlight, and in which document."""
    log = _Log()
    for row in database.rows("commands", "project_id", "user_login", "date", "payload"):
        if whole(row["project_id"]) != project:
            continue
        try:
            said = json.loads(words(row["payload"]))
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict) and said.get("type") == "highlight_add":
            key = whole(said.get("highlight_id"))
            if key is not None:
                log.makers.setdefault(key, (words(row["user_login"]), row["date"]))
    return log


def _read_highlights(
    study: ForeignStudy, database: Database, made: _Made, progress: Progress
) -> None:
    tags: dict[int, list[int]] = {}
    for row in database.rows("highlight_tags", "highlight_id", "tag_id"):
        tags.setdefault(whole(row["highlight_id"]) or 0, []).append(whole(row["tag_id"]) or 0)
    rows = database.rows("highlights", "id", "document_id", "start_offset", "end_offset", "snippet")
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress.step(number, 0, "highlights")
        document = whole(row["document_id"]) or 0
        text = made.texts.get(document)
        if document not in made.texts:
            continue  # of another project in the file
        key, start, end = (whole(row[name]) for name in ("id", "start_offset", "end_offset"))
        if text is None or start is None or end is None:
            study.skip("passages", "their document holds no text, or it is not said where they are")
            continue
        login, at = made.log.makers.get(key or 0, ("", None))
        coder = _coder(study, made.log, login)
        quoted = page_text(words(row["snippet"])).counted
        passage = Passage(start, end, quoted, coder, study.round)
        quotation = study.passage(text, passage)
        if quotation is None:
            continue
        codes = [made.codes[tag] for tag in tags.get(key or 0, ()) if tag in made.codes]
        for code in codes:
            study.coding(quotation, code, passage, moment(at))
        if not codes:
            study.tell("highlights have no tag; they came as passages without a code")


def _coder(study: ForeignStudy, log: _Log, login: str) -> Guid:
    """Return who made a highlight: a log of one user does not tell them from all the others."""
    if login and (log.names_people or not study.options.coder):
        return study.coder(login)
    return study.coder("")


PROJECTS.add("taguette", ProjectReader("taguette", "Taguette project", _ENDINGS, recognises, read))
