"""requal's projects: a real empty one, and invented ones after its tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import ProjectOptions, project_reader, read_project
from tests.exchange.projects.foreign import (
    INTERVIEW,
    at,
    came,
    codings,
    make_database,
    memos,
    notes,
    paths,
    skipped,
    speakers,
    stored,
    values,
)

TABLES = (
    "CREATE TABLE projects (project_id INTEGER PRIMARY KEY AUTOINCREMENT, project_name TEXT, "
    "project_description TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP)",
    "CREATE TABLE users (user_id INTEGER PRIMARY KEY, user_login TEXT UNIQUE, user_name TEXT, "
    "user_mail TEXT, created_at TEXT)",
    "CREATE TABLE documents (doc_id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER, "
    "user_id INTEGER, doc_name TEXT, doc_description TEXT, doc_text TEXT, created_at TEXT)",
    "CREATE TABLE codes (project_id INTEGER, code_id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "user_id INTEGER, code_name TEXT, code_description TEXT, code_color TEXT)",
    "CREATE TABLE categories (project_id INTEGER, category_id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "user_id INTEGER, category_name TEXT, category_description TEXT)",
    "CREATE TABLE categories_codes_map (project_id INTEGER, category_id INTEGER, code_id INTEGER)",
    "CREATE TABLE cases (project_id INTEGER, case_id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "case_name TEXT, case_description TEXT)",
    "CREATE TABLE cases_documents_map (project_id INTEGER, case_id INTEGER, doc_id INTEGER)",
    "CREATE TABLE segments (project_id INTEGER, user_id INTEGER, doc_id INTEGER, code_id INTEGER, "
    "segment_id INTEGER PRIMARY KEY AUTOINCREMENT, segment_start INTEGER, segment_end INTEGER, "
    "segment_text TEXT)",
    "CREATE TABLE memos (project_id INTEGER, memo_id INTEGER PRIMARY KEY, user_id INTEGER, "
    "text TEXT)",
    "CREATE TABLE memos_codes_map (memo_id INTEGER, code_id INTEGER)",
    "CREATE TABLE memos_documents_map (memo_id INTEGER, doc_id INTEGER, memo_start INTEGER, "
    "memo_end INTEGER)",
    "CREATE TABLE memos_segments_map (memo_id INTEGER, segment_id INTEGER)",
    "CREATE TABLE attributes (attribute_id INTEGER PRIMARY KEY, attribute_name TEXT, "
    "attribute_object TEXT, attribute_type TEXT, project_id INTEGER, user_id INTEGER)",
    "CREATE TABLE attribute_values (attribute_value_id INTEGER PRIMARY KEY, "
    "attribute_id INTEGER, value TEXT)",
    "CREATE TABLE attributes_users_map (user_id INTEGER, attribute_id INTEGER, "
    "attribute_value_id INTEGER, project_id INTEGER)",
    "CREATE TABLE attributes_documents_map (doc_id INTEGER, attribute_id INTEGER, "
    "attribute_value_id INTEGER, project_id INTEGER)",
    "CREATE TABLE attributes_cases_map (case_id INTEGER, attribute_id INTEGER, "
    "attribute_value_id INTEGER, project_id INTEGER)",
)
OLDEST = (  # before there were users, cases and categories
    "CREATE TABLE projects (project_id INTEGER PRIMARY KEY, project_name TEXT, "
    "project_description TEXT, created_at TEXT)",
    "CREATE TABLE documents (doc_id INTEGER PRIMARY KEY, project_id INTEGER, doc_name TEXT, "
    "doc_description TEXT, doc_text TEXT, created_at TEXT)",
    "CREATE TABLE codes (project_id INTEGER, code_id INTEGER PRIMARY KEY, code_name TEXT, "
    "code_description TEXT)",
    "CREATE TABLE segments (project_id INTEGER, doc_id INTEGER, code_id INTEGER, "
    "segment_id INTEGER PRIMARY KEY, segment_start INTEGER, segment_end INTEGER, "
    "segment_text TEXT)",
)


def segment(key: int, code: int | None, words: str, **more: Any) -> Any:
    """Return a segment as requal counts it: from 1, the last character with it."""
    start, end = at(INTERVIEW, words)
    return {"segment_id": key, "project_id": 1, "doc_id": 1, "code_id": code,
            "segment_start": start + 1, "segment_end": end, "segment_text": words,
            **more}  # fmt: skip


ROWS: Any = {
    "projects": [{"project_id": 1, "project_name": "Waiting", "project_description": "Why."}],
    "documents": [{"doc_id": 1, "project_id": 1, "doc_name": "Talk", "doc_text": INTERVIEW,
                   "doc_description": "long", "created_at": "2024-01-02 03:04:05"}],
    "codes": [{"code_id": 1, "project_id": 1, "code_name": "waiting", "code_description": "idle"}],
    "segments": [segment(1, 1, "We were all waiting")],
}  # fmt: skip


def test_a_real_project_without_content_comes_with_its_user_name_only(shared: Path) -> None:
    path = shared / "data" / "real" / "other-db" / "test_basic.requal"
    reader = project_reader(path)
    assert reader is not None
    assert reader.name == "requal"
    found = read_project(path)
    assert (found.title, came(found), found.skipped) == ("test_basic", {"coders": 1}, ())
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        name, mail = connection.execute("SELECT user_name, user_mail FROM users").fetchone()
    assert [row["name"] for row in found.rows.rows("coder")] == [name]
    assert mail is None or mail not in repr(found)


@pytest.mark.parametrize("tables", [TABLES, OLDEST], ids=["newest", "oldest"])
def test_segments_count_from_one(tmp_path: Path, tables: tuple[str, ...]) -> None:
    path = make_database(tmp_path / "old.requal", tables, ROWS)
    found = read_project(path, ProjectOptions(coder="Ann"))
    assert (found.kind, found.title) == ("requal project", "Waiting")
    assert codings(found.rows) == {("Ann", "Talk", "We were all waiting", "waiting")}
    assert memos(found.rows) == {("methodological", "Why.", ""), ("document", "long", "Talk")}
    assert "elsewhere" not in notes(found)
    assert codings(stored(found, tmp_path)) == codings(found.rows)


def test_users_cases_categories_memos_and_attributes_come(tmp_path: Path) -> None:
    start, end = at(INTERVIEW, "nobody told us")
    rows = ROWS | {
        "users": [{"user_id": 1, "user_login": "mara", "user_name": None, "user_mail": "m@x.org"},
                  {"user_id": 2, "user_login": "jo@x.org", "user_name": "Jo", "user_mail": ""}],
        "categories": [
            {"category_id": 1, "project_id": 1, "category_name": "Time",
             "category_description": "clocks"},
            {"category_id": 2, "project_id": 1, "category_name": "Place"},
        ],
        "categories_codes_map": [{"project_id": 1, "category_id": 1, "code_id": 1},
                                 {"project_id": 1, "category_id": 2, "code_id": 1},
                                 {"project_id": 1, "category_id": 1, "code_id": 66}],
        "cases": [{"case_id": 1, "project_id": 1, "case_name": "Mara K.",
                   "case_description": "a clerk"}],
        "cases_documents_map": [{"project_id": 1, "case_id": 1, "doc_id": 1}],
        "segments": [segment(1, 1, "We were all waiting", user_id=1),
                     segment(2, 1, "We waited again", user_id=2),
                     segment(3, None, "And what happened then?", user_id=2),
                     {"segment_id": 4, "project_id": 1, "doc_id": 9, "code_id": 1}],
        "memos": [{"memo_id": key, "project_id": 1, "user_id": 2, "text": f"memo {key}"}
                  for key in (1, 2, 3, 4)],
        "memos_codes_map": [{"memo_id": 1, "code_id": 1}],
        "memos_segments_map": [{"memo_id": 2, "segment_id": 2}],
        "memos_documents_map": [{"memo_id": 3, "doc_id": 1, "memo_start": start + 1,
                                 "memo_end": end}],
        "attributes": [{"attribute_id": 1, "project_id": 1, "attribute_name": "age"},
                       {"attribute_id": 2, "project_id": 1, "attribute_name": "place"}],
        "attribute_values": [{"attribute_value_id": 1, "attribute_id": 1, "value": "47"},
                             {"attribute_value_id": 2, "attribute_id": 2, "value": "Yazd"}],
        "attributes_cases_map": [{"case_id": 1, "attribute_id": 1, "attribute_value_id": 1,
                                  "project_id": 1}],
        "attributes_documents_map": [{"doc_id": 1, "attribute_id": 2, "attribute_value_id": 2,
                                      "project_id": 1},
                                     {"doc_id": 1, "attribute_id": 2, "attribute_value_id": 77,
                                      "project_id": 1}],
        "attributes_users_map": [{"user_id": 1, "attribute_id": 1, "attribute_value_id": 1,
                                  "project_id": 1}],
    }  # fmt: skip
    found = read_project(make_database(tmp_path / "new.requal", TABLES, rows))
    assert {row["name"] for row in found.rows.rows("coder")} == {"mara", "Jo"} | {"Unknown coder"}
    assert "x.org" not in repr(found)
    assert codings(found.rows) == {
        ("mara", "Talk", "We were all waiting", "Time > waiting"),
        ("Jo", "Talk", "We waited again", "Time > waiting"),
    }
    code, names = paths(found.rows), [*found.rows.rows("membership")]
    assert [(code[row["code_id"]], code[row["category_id"]]) for row in names] == [
        ("Time > waiting", "Place")
    ]
    assert memos(found.rows) >= {
        ("code", "memo 1", "Time > waiting"),
        ("code", "memo 2", "We waited again"),
        ("code", "memo 3", "nobody told us"),
        ("theoretical", "memo 4", ""),
        ("theoretical", "a clerk", "Mara K."),
    }
    assert ("Talk", "Mara", "participant", "Mara K.") in speakers(found.rows)
    assert values(found.rows) == {("participant", "age", "Mara K.", "47"),
                                  ("document", "place", "Talk", "Yazd")}  # fmt: skip
    assert skipped(found) == {
        "passages": 1, "values of variables": 1, "values of users' attributes": 1
    }  # fmt: skip
    assert values(stored(found, tmp_path)) == values(found.rows)


def test_one_of_several_projects_is_named(tmp_path: Path) -> None:
    rows = ROWS | {"projects": [*ROWS["projects"], {"project_id": 2, "project_name": "Empty"}]}
    path = make_database(tmp_path / "two.requal", TABLES, rows)
    with pytest.raises(UnreadableFile, match=r"2 projects: Waiting \(1\); Empty \(2\)"):
        read_project(path)
    assert came(read_project(path, ProjectOptions(inside="empty"))) == {}
    none = make_database(tmp_path / "none.requal", OLDEST, {})
    with pytest.raises(UnreadableFile, match="no projects"):
        read_project(none)
