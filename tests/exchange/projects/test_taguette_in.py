"""Taguette's projects, built by test code after its tables of several versions."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import ProjectOptions, project_reader, read_project
from gtcoder.exchange.projects.taguette_texts import page_text
from tests.exchange.projects.foreign import (
    came,
    codings,
    make_database,
    memos,
    notes,
    paths,
    quotes,
    skipped,
    stored,
    texts,
)

TABLES = (
    "CREATE TABLE users (login VARCHAR(30) PRIMARY KEY, created DATETIME, "
    "hashed_password VARCHAR(192), email VARCHAR(256))",
    "CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, "
    "description TEXT NOT NULL, created DATETIME NOT NULL)",
    "CREATE TABLE project_members (project_id INTEGER, user_login VARCHAR(30), "
    "privileges VARCHAR(11))",
    "CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200), "
    "description TEXT, filename VARCHAR(200), created DATETIME, project_id INTEGER, "
    "text_direction VARCHAR(13), contents TEXT NOT NULL)",
    "CREATE TABLE commands (id INTEGER PRIMARY KEY AUTOINCREMENT, date DATETIME, "
    "user_login VARCHAR(30), project_id INTEGER, document_id INTEGER, payload TEXT NOT NULL)",
    "CREATE TABLE highlights (id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER, "
    "start_offset INTEGER, end_offset INTEGER, snippet TEXT NOT NULL)",
    "CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER, "
    "path VARCHAR(200) NOT NULL, description TEXT NOT NULL)",
    "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER, "
    "PRIMARY KEY (highlight_id, tag_id))",
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
)
PARENTS = "ALTER TABLE tags ADD COLUMN parent_id INTEGER"
PAGE = (
    "<h1>Gespräch 1</h1>\n<p><b>Mara:</b> We were\n   all <i>müde</i>, 🙂 waiting.</p>"
    "<p><b>Ben:</b> Not me.<br>I left.</p>\n<ul><li>one</li><li>two</li></ul>"
)
READ = (  # a line for each block, blanks as a page shows them
    "Gespräch 1\nMara: We were all müde, 🙂 waiting.\nBen: Not me.\nI left.\n• one\n• two"
)
DAY = "2023-05-06 07:08:09.000000"


def marked(key: int, page: str, words: str, snippet: str | None = None, **more: Any) -> Any:
    """Return a highlight of words, counted as Taguette counts: UTF-8 bytes of all text nodes."""
    counted = page_text(page).counted
    start = len(counted[: counted.index(words)].encode())
    return {
        "id": key, "document_id": 1, "start_offset": start, "snippet": snippet or words,
        "end_offset": start + len(words.encode()), **more,
    }  # fmt: skip


def document(key: int = 1, page: str = PAGE, **more: Any) -> Any:
    return {"id": key, "name": f"Talk {key}", "description": "", "filename": "talk.html",
            "created": DAY, "project_id": 1, "text_direction": "LEFT_TO_RIGHT",
            "contents": page, **more}  # fmt: skip


def tag(key: int, path: str, **more: Any) -> Any:
    return {"id": key, "project_id": 1, "path": path, "description": "", **more}


def added(highlight: int, login: str, **more: Any) -> Any:
    said = {"type": "highlight_add", "highlight_id": highlight, "tags": [1], **more}
    return {"date": DAY, "user_login": login, "project_id": 1, "document_id": 1,
            "payload": json.dumps(said)}  # fmt: skip


def project(folder: Path, tables: tuple[str, ...] = TABLES, **rows: Any) -> Path:
    one = [{"id": 1, "name": "Waiting", "description": "", "created": DAY}]
    rows = {"projects": one, "documents": [document()], "tags": [tag(1, "waiting")], **rows}
    return make_database(folder / "export.sqlite3", tables, rows)


def test_highlights_are_counted_in_bytes_of_the_text(tmp_path: Path) -> None:
    counted = page_text(PAGE).counted
    rows: Any = {
        "tags": [tag(1, "waiting", description="in line"), tag(2, "leaving"), tag(3, "unused")],
        "highlights": [
            marked(1, PAGE, "all müde, 🙂 waiting", "all <i>müde</i>, 🙂 waiting"),
            marked(2, PAGE, "Not me.I left.", "<p>Not me.<br>I left.</p>"),
            marked(3, PAGE, "onetwo", "<ul><li>one</li><li>two</li></ul>"),
            marked(4, PAGE, "We were\n   all", "We were\n   all"),
        ],
        "highlight_tags": [
            {"highlight_id": 1, "tag_id": 1}, {"highlight_id": 1, "tag_id": 2},
            {"highlight_id": 2, "tag_id": 2}, {"highlight_id": 4, "tag_id": 1},
        ],
    }  # fmt: skip
    found = read_project(project(tmp_path, **rows), ProjectOptions(coder="Ann"))
    assert counted.startswith("Gespräch 1\nMara:")
    assert [text for _, text in texts(found.rows).values()] == [READ]
    assert codings(found.rows) == {
        ("Ann", "Talk 1", "all müde, 🙂 waiting", "waiting"),
        ("Ann", "Talk 1", "all müde, 🙂 waiting", "leaving"),
        ("Ann", "Talk 1", "Not me.\nI left.", "leaving"),
        ("Ann", "Talk 1", "We were all", "waiting"),
    }
    assert ("Ann", "Talk 1", "one\n• two") in quotes(found.rows).values()  # it has no tag
    assert "no tag" in notes(found)
    assert "elsewhere" not in notes(found)
    assert "UTF-8 bytes" in notes(found)
    assert {row["name"]: row["definition"] for row in found.rows.rows("code")} == {
        "waiting": "in line", "leaving": "", "unused": ""
    }  # fmt: skip
    assert codings(stored(found, tmp_path)) == codings(found.rows)


def test_what_is_bold_stays_so(tmp_path: Path) -> None:
    found = read_project(project(tmp_path))
    (version,) = found.rows.rows("text_version")
    assert [(READ[start:end], kind) for start, end, kind in version["marks"]] == [
        ("Gespräch 1", "heading"), ("Mara:", "bold"), ("müde", "italic"), ("Ben:", "bold"),
    ]  # fmt: skip
    (kept,) = stored(found, tmp_path).rows("text_version")
    assert kept["marks"] == version["marks"]


def test_older_counts_are_seen_by_the_snippet(tmp_path: Path) -> None:
    counted = page_text(PAGE).counted
    at = counted.index("waiting")
    units = len(counted[:at].encode("utf-16-le")) // 2
    rows: Any = {
        "highlights": [
            {"id": 1, "document_id": 1, "start_offset": units, "end_offset": units + 7,
             "snippet": "waiting"},
            {"id": 2, "document_id": 1, "start_offset": 3, "end_offset": 10, "snippet": "I left"},
            {"id": 3, "document_id": 1, "start_offset": None, "end_offset": 10, "snippet": ""},
            {"id": 4, "document_id": 9, "start_offset": 1, "end_offset": 10, "snippet": "other"},
        ],
        "highlight_tags": [{"highlight_id": key, "tag_id": 1} for key in (1, 2, 3)],
    }  # fmt: skip
    found = read_project(project(tmp_path, **rows))
    assert {words for _, _, words, _ in codings(found.rows)} == {"waiting", "I left"}
    assert "UTF-16" in notes(found)
    assert "found by their words" in notes(found)
    assert skipped(found) == {"passages": 1}


def test_only_a_log_of_several_people_says_who_coded(tmp_path: Path) -> None:
    rows: Any = {
        "users": [{"login": "mara", "hashed_password": "scrypt:SECRET", "email": "m@example.org"}],
        "highlights": [marked(1, PAGE, "Not me."), marked(2, PAGE, "waiting")],
        "highlight_tags": [{"highlight_id": 1, "tag_id": 1}, {"highlight_id": 2, "tag_id": 1}],
    }
    logs: dict[str, Any] = {
        "of two": [added(1, "mara"), added(1, "jo"), added(2, "jo")],
        "of one": [added(1, "admin"), added(2, "admin"), {"project_id": 1, "payload": "no json"}],
    }
    coders = {}
    for name, log in logs.items():
        folder = tmp_path / name
        folder.mkdir()
        path = project(folder, commands=log, **rows)
        for chosen in ("Ann", ""):
            found = read_project(path, ProjectOptions(coder=chosen))
            coders[name, chosen] = {(words, who) for who, _, words, _ in codings(found.rows)}
            assert "SECRET" not in repr(found)
            assert "example.org" not in repr(found)
    both = {("Not me.", "mara"), ("waiting", "jo")}
    assert coders["of two", "Ann"] == coders["of two", ""] == both
    assert coders["of one", "Ann"] == {("Not me.", "Ann"), ("waiting", "Ann")}
    assert coders["of one", ""] == {("Not me.", "admin"), ("waiting", "admin")}


def test_one_of_several_projects_is_named(tmp_path: Path) -> None:
    several = [
        {"id": 1, "name": "Waiting", "description": "Why we ask.", "created": DAY},
        {"id": 5, "name": "Leaving", "description": "", "created": DAY},
    ]
    path = project(
        tmp_path,
        projects=several,
        documents=[document(), document(2, "<p>Other.</p>", project_id=5, description="a note")],
        tags=[tag(1, "waiting"), tag(2, "leaving", project_id=5)],
    )
    with pytest.raises(UnreadableFile, match=r"2 projects: Waiting \(1\); Leaving \(5\)"):
        read_project(path)
    for inside in ("Leaving", "leaving (5)", "5"):
        found = read_project(path, ProjectOptions(inside=inside))
        assert found.title == "Leaving"
        assert set(paths(found.rows).values()) == {"leaving"}
        assert memos(found.rows) == {("document", "a note", "Talk 2")}
    assert ("methodological", "Why we ask.", "") in memos(
        read_project(path, ProjectOptions(inside="Waiting")).rows
    )


def test_tags_below_tags_and_tags_with_dots(tmp_path: Path) -> None:
    tags = [tag(1, "time"), tag(2, "waiting", parent_id=1), tag(3, "place.shop", parent_id=None)]
    found = read_project(project(tmp_path, (*TABLES, PARENTS), tags=tags))
    assert set(paths(found.rows).values()) == {"time", "time > waiting", "place.shop"}
    assert "tags hold a dot" in notes(found)


def test_texts_from_right_to_left_are_told(tmp_path: Path) -> None:
    page = "<p>سلام، خوش آمدید.</p><p>ما منتظر بودیم.</p>"
    rows: Any = {
        "documents": [
            document(1, page, text_direction="RIGHT_TO_LEFT"),
            document(2, "<p> </p>", description="why it is empty"),
        ],
        "highlights": [marked(1, page, "منتظر")],
        "highlight_tags": [{"highlight_id": 1, "tag_id": 1}],
    }
    found = read_project(project(tmp_path, **rows))
    assert {words for _, _, words, _ in codings(found.rows)} == {"منتظر"}
    assert "from right to left" in notes(found)
    assert skipped(found) == {"documents": 1}
    assert memos(found.rows) == {("document", "why it is empty", "")}
    assert came(found)["documents"] == 1


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<p>a</p>\n\n<p>b</p>", "a\nb"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<pre> a\n  b\r\nc</pre>", " a\n  b\nc"),
        ("<p>a&nbsp;b &amp; &lt;c&gt;</p>", "a\xa0b & <c>"),
        ("<script>no</script><style>no</style><p>yes</p>", "yes"),
        ("no marks at all", "no marks at all"),
        ("<p>never closed <b>at all", "never closed at all"),
        ("<a title='x > y' href=\"a>b\">c</a><!-- no --> 1 < 2 &#9999999999;", "c 1 < 2 \ufffd"),
    ],
)
def test_a_page_is_read_line_by_line(page: str, read: str) -> None:
    text = page_text(page)
    assert text.read == read
    for at, sign in enumerate(text.counted):
        start, end = text.span(at, at + 1)
        assert sign.isspace() or text.read[start:end] == sign


def test_a_damaged_file_is_refused_and_another_is_no_project(tmp_path: Path) -> None:
    path = project(tmp_path, documents=[document(1, PAGE * 300)])
    reader = project_reader(path)
    assert reader is not None
    assert reader.name == "taguette"
    whole = path.read_bytes()
    quoted = whole.replace(b"CREATE TABLE", b"CRE\xffTE TABLE", 1)  # in a message of SQLite's
    for broken in (whole[:9_000], quoted):
        path.write_bytes(broken)
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            read_project(path)
    other = make_database(tmp_path / "other.db", ["CREATE TABLE tags (id INTEGER)"], {})
    assert project_reader(other) is None


@pytest.mark.parametrize("piece", ["<p>word ", "<!--", "<a <a ", "</", "&", "<![", "<a b='", "&#9"])
def test_pages_made_to_be_slow_are_not(piece: str) -> None:
    start = time.process_time()
    page_text(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 0.6
