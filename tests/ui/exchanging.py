"""Copies of an invented study on which two coders worked, and projects of other tools."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gtcoder.actions import codebook
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from tests import studies

TEXT = "Invented talk. We waited a week for the call 🙂 and nobody rang. Then we left."
WAITED, LEFT = "We waited a week", "we left"


@dataclass(frozen=True)
class Copies:
    """Ann's study, and Bob's copy of it; both worked on after it was copied."""

    mine: Path
    theirs: Path


def two_copies(folder: Path) -> Copies:
    """Return copies: Ann defined “silence” and coded with it, Bob otherwise, and made “queue”."""
    mine, theirs = folder / "study.gtc", folder / "study of Bob.gtc"
    made = studies.new_study(FileLocation(mine))
    silence = made.code("silence")
    made.close()
    shutil.copy(mine, theirs)
    with open_study(FileLocation(mine), "Ann") as ann:
        ann.perform(codebook.define_code, code=silence, definition="Nobody says a word.")
        study = studies.Study(FileLocation(mine), ann, ann, made.document)
        study.apply(silence, 54, 80)
    with open_study(FileLocation(theirs), "Ann") as ann:
        ann.perform(codebook.define_code, code=silence, definition="They stop calling.")
    with open_study(FileLocation(theirs), "Bob") as bob:
        study = studies.Study(FileLocation(theirs), bob, bob, made.document)
        queue = bob.perform(codebook.create_code, name="queue")
        study.apply(queue, 190, 215)
        study.apply(silence, 60, 75)
    return Copies(mine, theirs)


def stranger(path: Path) -> Path:
    """Make a study that has nothing in common with the others but the name of its coder."""
    create_study(FileLocation(path), coder="Ann", title="Invented elsewhere")
    with open_study(FileLocation(path), "Ann") as ann:
        ann.perform(codebook.create_code, name="elsewhere")
    return path


def taguette(path: Path, *, projects: int = 1) -> Path:
    """Make a Taguette file with the tables a project of it has, and an invented document."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
        for number in range(1, projects + 1):
            _fill(connection, number)
        connection.commit()
    return path


_TABLES = """
CREATE TABLE users (login VARCHAR NOT NULL PRIMARY KEY, hashed_password VARCHAR, email VARCHAR);
CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, created DATETIME);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, filename VARCHAR,
    created DATETIME, project_id INTEGER, text_direction VARCHAR, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
    end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date DATETIME, user_login VARCHAR,
    project_id INTEGER, document_id INTEGER, payload TEXT);
"""


def _fill(connection: sqlite3.Connection, number: int) -> None:
    day = "2026-03-14 10:42:00"
    connection.execute(
        "INSERT INTO projects VALUES (?, ?, '', ?)", (number, f"Invented calls {number}", day)
    )
    document = (number, f"talk {number}", f"{number}.txt", day, number, f"<p>{TEXT}</p>")
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, '', ?, ?, ?, 'LEFT_TO_RIGHT', ?)", document
    )
    for place, (tag, words) in enumerate((("waiting", WAITED), ("leaving", LEFT)), 1):
        key = number * 10 + place
        start = len(TEXT[: TEXT.index(words)].encode())
        connection.execute("INSERT INTO tags VALUES (?, ?, ?, ?)", (key, number, tag, "Invented."))
        spot = (key, number, start, start + len(words.encode()), words)
        connection.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", spot)
        connection.execute("INSERT INTO highlight_tags VALUES (?, ?)", (key, key))
