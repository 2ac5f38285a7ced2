"""QualCoder's projects of several versions, built by test code after their documented tables."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions.taking_in import take_in
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.arriving import planned
from gtcoder.exchange.project_files import ProjectOptions, project_reader, read_project
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import state_digest
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
    texts,
    units,
    values,
)

OLDEST = (  # database version 1, QualCoder 1.0
    "CREATE TABLE project (databaseversion text, date text, memo text, about text)",
    "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, "
    "memo text, owner text, date text, unique(name))",
    "CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, "
    "width integer, height integer, cid integer, memo text, date text, owner text)",
    "CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, "
    "memo text, owner text, date text)",
    "CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, "
    "caseOrFile text, valuetype text)",
    "CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, "
    "id integer, date text, owner text)",
    "CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, "
    "pos1 integer, owner text, date text, memo text)",
    "CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text)",
    "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, "
    "memo text, supercatid integer, unique(name))",
    "CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, "
    "owner text, date text, memo text, unique(cid, fid, pos0, pos1, owner))",
    "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, "
    "owner text, date text, color text, unique(name))",
    "CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text)",
)
NEWER = (  # what came since, up to version 17
    "ALTER TABLE code_text ADD COLUMN avid integer",
    "ALTER TABLE code_text ADD COLUMN important integer",
    "ALTER TABLE code_name ADD COLUMN supercid integer",
    "ALTER TABLE project ADD COLUMN codername text",
    "CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, "
    "cid integer, memo text, date text, owner text, important integer)",
    "CREATE TABLE coder_names (name text unique not null, visibility integer)",
    "CREATE VIEW code_text_visible AS SELECT * FROM code_text",
)
DAY = "2021-03-04 10:11:12"


def source(key: int, name: str, text: Any, path: str | None = None, **more: Any) -> Any:
    return {"id": key, "name": name, "fulltext": text, "mediapath": path, "memo": "",
            "owner": "mara", "date": DAY, **more}  # fmt: skip


def coding(code: int, file: int, span: tuple[int, int], words: str, **more: Any) -> Any:
    return {"cid": code, "fid": file, "seltext": words, "pos0": span[0], "pos1": span[1],
            "owner": "mara", "date": DAY, "memo": "", **more}  # fmt: skip


def project(folder: Path, rows: Any, tables: tuple[str, ...] = OLDEST + NEWER) -> Path:
    made = folder / "Waiting.qda"
    made.mkdir()
    make_database(made / "data.qda", tables, rows)
    return made


BOOK = {
    "code_cat": [
        {"catid": 1, "name": "Time", "memo": "all about time", "supercatid": None},
        {"catid": 2, "name": "Queues", "memo": "", "supercatid": 1},
    ],
    "code_name": [
        {"cid": 1, "name": "waiting", "memo": "standing in line", "catid": 2},
        {"cid": 2, "name": "not told", "memo": "", "catid": None},
    ],
}


@pytest.mark.parametrize("tables", [OLDEST, OLDEST + NEWER], ids=["version 1", "version 17"])
def test_texts_codes_and_codings_come(tmp_path: Path, tables: tuple[str, ...]) -> None:
    rows = BOOK | {
        "source": [source(1, "Interview Mara.txt", INTERVIEW)],
        "code_text": [
            coding(1, 1, at(INTERVIEW, "We were all waiting"), "We were all waiting"),
            coding(2, 1, at(INTERVIEW, "nobody told us"), "nobody told us", owner="jo",
                   memo="again nobody"),
        ],
    }  # fmt: skip
    found = read_project(project(tmp_path, rows, tables))
    name = "Interview Mara.txt"
    assert (found.kind, found.title) == ("QualCoder project", "Waiting")
    assert codings(found.rows) == {
        ("mara", name, "We were all waiting", "Time > Queues > waiting"),
        ("jo", name, "nobody told us", "not told"),
    }
    assert [text for _, text in texts(found.rows).values()] == [INTERVIEW]
    levels = {
        row["name"]: (str(row["level"]), row["definition"]) for row in found.rows.rows("code")
    }
    assert levels["Queues"] == ("axial", "")
    assert levels["waiting"] == ("open", "standing in line")
    assert memos(found.rows) == {("code", "again nobody", "nobody told us")}
    assert {row["created_at"].isoformat() for row in found.rows.rows("coding")} == {
        "2021-03-04T10:11:12+00:00"
    }
    assert speakers(found.rows) == {(name, "I", "interviewer", None),
                                    (name, "Mara", "participant", name)}  # fmt: skip
    assert codings(stored(found, tmp_path)) == codings(found.rows)


def test_the_database_alone_is_a_project_too(tmp_path: Path) -> None:
    folder = project(tmp_path, BOOK | {"source": [source(1, "A", INTERVIEW)]})
    alone = tmp_path / "odd näme ?#.db"
    shutil.copy(folder / "data.qda", alone)
    link = tmp_path / "link.qda"
    link.symlink_to(folder)
    for path in (folder, folder / "data.qda", alone, link):
        reader = project_reader(path)
        assert reader is not None
        assert reader.name == "qualcoder"
    assert read_project(folder / "data.qda").title == "Waiting"
    assert came(read_project(alone))["documents"] == 1


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_positions_of_qt_are_seen_by_the_words(tmp_path: Path, ends: str) -> None:
    """The smiley is one character and two units; Qt counts a line end as one, whatever it is."""
    text = INTERVIEW if ends == "\n" else "\ufeff" + INTERVIEW.replace("\n", ends)
    first, second = at(INTERVIEW, "all waiting"), at(INTERVIEW, "anything")
    over = (at(INTERVIEW, "anything")[0], len(INTERVIEW))
    rows = BOOK | {
        "source": [source(1, "A", text)],
        "code_text": [
            coding(1, 1, units(INTERVIEW, first), "all waiting"),
            coding(2, 1, units(INTERVIEW, second), "anything"),
            coding(1, 1, units(INTERVIEW, over), "anything.\u2029"),
        ],
        "annotation": [{"fid": 1, "pos0": units(INTERVIEW, second)[0], "memo": "a note",
                        "pos1": units(INTERVIEW, second)[1], "owner": "mara", "date": DAY}],
    }  # fmt: skip
    found = read_project(project(tmp_path, rows))
    assert {words for _, _, words, _ in codings(found.rows)} == {
        "all waiting", "anything", "anything.\n"
    }  # fmt: skip
    assert ("theoretical", "a note", "anything") in memos(found.rows)
    assert "UTF-16 units" in notes(found)
    assert "elsewhere" not in notes(found)


def test_words_that_stand_elsewhere_are_found_and_told(tmp_path: Path) -> None:
    start, end = at(INTERVIEW, "waited again")
    rows = BOOK | {
        "source": [source(1, "A", INTERVIEW)],
        "code_text": [
            coding(1, 1, (start - 7, end - 7), "waited  again"),
            coding(2, 1, (0, 5), "words of a text before it was edited"),
            coding(2, 1, (9_000, 9_010), "words of nowhere"),
            coding(1, 1, (3, 3), ""),
        ],
    }
    found = read_project(project(tmp_path, rows))
    assert {words for _, _, words, _ in codings(found.rows)} == {"waited again", "I: Ho"}
    assert "passages stand elsewhere than the file says" in notes(found)
    assert skipped(found) == {"passages": 2}
    kept = "In the file this passage reads: “words of a text before it was edited”"
    assert ("code", kept, "I: Ho") in memos(found.rows)


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    rows = BOOK | {
        "source": [
            source(1, "photo.jpg", None, "/images/photo.jpg"),
            source(2, "talk.mp3", "", "audio:/home/mara/talk.mp3"),
            source(3, "talk.mp3.txt", INTERVIEW),
            source(4, "linked.docx", "Only a line.", "docs:/home/mara/linked.docx"),
            source(5, "paper.pdf", "A printed line.", "/docs/paper.pdf"),
            source(6, "empty.txt", " \n", memo="kept all the same"),
        ],
        "code_image": [{"id": 1, "cid": 1, "owner": "mara"}],
        "code_av": [{"id": 2, "cid": 1, "pos0": 1, "pos1": 2}] * 2,
        "code_text": [coding(1, 99, (0, 1), "I"), coding(98, 3, (0, 1), "I"),
                      coding(1, 3, (3, 6), "How", important=1)],
        "attribute_type": [{"name": "age", "memo": "in years", "caseOrFile": "case"}],
    }  # fmt: skip
    found = read_project(project(tmp_path, rows))
    assert skipped(found) == {
        "pictures": 1, "recordings": 1, "links to files elsewhere": 1, "pages of PDF files": 1,
        "documents": 1, "codings": 2, "notes on variables": 1,
        "codings of pictures, with their memos": 1,
        "codings of recordings, with their memos": 2,
    }  # fmt: skip
    assert came(found)["documents"] == 3
    assert "marked as important" in notes(found)
    assert ("document", "kept all the same", "") in memos(found.rows)
    assert {row["title"] for row in found.rows.rows("memo")} == {"empty.txt"}


def test_cases_are_participants_and_attributes_variables(tmp_path: Path) -> None:
    group = "We came early.\nWe did not.\nNobody spoke.\n"
    first, second = at(group, "We came early."), at(group, "We did not.")
    rows = BOOK | {
        "source": [source(1, "A", INTERVIEW, memo="a long talk"), source(2, "Group", group)],
        "cases": [{"caseid": 7, "name": "Mara K.", "memo": "a clerk", "owner": "jo"},
                  {"caseid": 8, "name": "Ben", "memo": ""}, {"caseid": 9, "name": "Cleo"}],
        "case_text": [
            {"caseid": 7, "fid": 1, "pos0": 0, "pos1": len(INTERVIEW)},
            {"caseid": 8, "fid": 2, "pos0": first[0], "pos1": first[1]},
            {"caseid": 9, "fid": 2, "pos0": second[0], "pos1": second[1]},
            {"caseid": 99, "fid": 2, "pos0": 0, "pos1": 1},
        ],
        "attribute": [
            {"name": "age", "attr_type": "case", "value": "047", "id": 7},
            {"name": "age", "attr_type": "case", "value": "48", "id": 7},
            {"name": "age", "attr_type": "case", "value": "", "id": 8},
            {"name": "place", "attr_type": "file", "value": "Shiraz", "id": 2},
            {"name": "place", "attr_type": "file", "value": "Yazd", "id": 66},
        ],
        "journal": [{"name": "May", "jentry": "Doubts.", "owner": "jo", "date": DAY}],
        "project": [{"memo": "Why we ask.", "codername": "jo", "databaseversion": "v17"}],
    }  # fmt: skip
    found = read_project(project(tmp_path, rows))
    assert {row["name"] for row in found.rows.rows("participant")} == {"Mara K.", "Ben", "Cleo"}
    assert ("A", "Mara", "participant", "Mara K.") in speakers(found.rows)
    assert ("Group", "Ben", "participant", "Ben") in speakers(found.rows)
    assert values(found.rows) == {
        ("participant", "age", "Mara K.", "047"),
        ("document", "place", "Group", "Shiraz"),
    }
    assert skipped(found) == {"values of variables": 2, "texts of cases": 1}
    assert memos(found.rows) == {
        ("document", "a long talk", "A"),
        ("theoretical", "a clerk", "Mara K."),
        ("diary", "Doubts.", ""),
        ("methodological", "Why we ask.", ""),
    }
    assert values(stored(found, tmp_path)) == values(found.rows)


def test_cases_of_stretches_are_tied_to_speakers(tmp_path: Path) -> None:
    """A case that holds most of what a label says is its participant; others are told."""
    group = "".join(f"I: Question {n}?\nAnn: I say {n}.\nBob: I deny {n}.\n" for n in range(4))
    said = {name: [at(group, f"{name}: I", n) for n in range(1, 5)] for name in ("Ann", "Bob")}
    lengths = {"Ann": len("Ann: I say 1."), "Bob": len("Bob: I deny 1.")}
    parts = [
        {"caseid": key, "fid": 1, "pos0": start, "pos1": start + lengths[name]}
        for key, name, places in ((7, "Ann", said["Ann"]), (8, "Bob", said["Bob"][:1]))
        for start, _ in places
    ]
    rows = BOOK | {
        "source": [source(1, "Group", group), source(2, "Notes", "One line.\nAnother line.")],
        "cases": [{"caseid": 7, "name": "Ann R."}, {"caseid": 8, "name": "Bob S."}],
        "case_text": [
            *parts,
            {"caseid": 7, "fid": 2, "pos0": 0, "pos1": 12},
            {"caseid": 8, "fid": 2, "pos0": 5, "pos1": 15},
            {"caseid": 8, "fid": 2, "pos0": 15, "pos1": 5},
        ],
    }
    found = read_project(project(tmp_path, rows))
    assert speakers(found.rows) == {
        ("Group", "I", "interviewer", None),
        ("Group", "Ann", "participant", "Ann R."),
        ("Group", "Bob", "participant", "Bob"),
    }
    assert "1 stretch of cases is no speaker's words for the most part" in notes(found)
    assert "2 stretches" in notes(found)
    assert skipped(found) == {"texts of cases": 1}


@pytest.mark.parametrize("end", [23, 22])  # older versions say the last character
def test_a_text_of_several_cases_goes_to_the_first(tmp_path: Path, end: int) -> None:
    rows = BOOK | {
        "source": [source(1, "Notes", "One line.\nAnother line.")],
        "cases": [{"caseid": 1, "name": "Ann"}, {"caseid": 2, "name": "Bob"}],
        "case_text": [{"caseid": key, "fid": 1, "pos0": 0, "pos1": end} for key in (1, 2)],
    }
    found = read_project(project(tmp_path, rows))
    people = found.rows.by_guid("participant")
    (document,) = found.rows.rows("document")
    assert people[document["participant_id"]]["name"] == "Ann"
    assert "it belongs to several cases; the first was taken, not Bob (Notes)" in notes(found)


def test_codes_below_codes_and_circles_of_categories(tmp_path: Path) -> None:
    rows: Any = {
        "code_cat": [
            {"catid": 1, "name": "One", "supercatid": 2},
            {"catid": 2, "name": "Two", "supercatid": 1},
            {"catid": 3, "name": "Self", "supercatid": 3},
        ],
        "code_name": [
            {"cid": 1, "name": "above", "catid": 3, "supercid": None},
            {"cid": 2, "name": "below", "catid": None, "supercid": 1},
            {"cid": 3, "name": "lost", "catid": 77, "supercid": None},
            {"cid": 4, "name": "A > B", "catid": None, "supercid": None},
            {"cid": 5, "name": "LOST", "catid": None, "supercid": None},
        ],
        "source": [source(1, "A", INTERVIEW)],
    }
    found = read_project(project(tmp_path, rows))
    assert sorted(paths(found.rows).values()) == [
        "A / B", "LOST (2)", "Self", "Self > above", "Self > above > below", "Two", "Two > One",
        "lost",
    ]  # fmt: skip
    for told in ("circle", "is not there", "“>” parts", "got a number"):
        assert told in notes(found)
    assert paths(stored(found, tmp_path)).keys() == paths(found.rows).keys()


def test_wrong_kinds_of_cells_are_no_obstacle(tmp_path: Path) -> None:
    rows: Any = {
        "code_cat": [{"catid": 1, "name": None, "supercatid": "none"}],
        "code_name": [{"cid": 1, "name": 12.0, "catid": "1"}],
        "source": [source(1, "A\x00B\nC", INTERVIEW.encode()), source(2, "", 12345)],
        "code_text": [
            coding(1, 1, ("3.0", "6"), b"How"),  # type: ignore[arg-type]
            coding(1, 1, ("three", None), "How"),  # type: ignore[arg-type]
            coding(1, 1, (-5, 2**40), "How", owner=None),
        ],
        "annotation": [{"fid": "x", "memo": "lost"}],
    }
    found = read_project(project(tmp_path, rows), ProjectOptions(coder="Ann"))
    assert codings(found.rows) == {
        ("mara", "AB C", "How", "Code without a name > 12.0"),
        ("Ann", "AB C", "How", "Code without a name > 12.0"),
    }
    assert skipped(found) == {"passages": 1, "annotations": 1}
    assert "what nobody signed was given to “Ann”" in notes(found)
    stored(found, tmp_path)


def test_addresses_stay_outside(tmp_path: Path) -> None:
    rows = BOOK | {
        "source": [source(1, "A", INTERVIEW)],
        "code_text": [coding(1, 1, (3, 6), "How", owner="mara.k@example.org")],
    }
    found = read_project(project(tmp_path, rows))
    assert [row["name"] for row in found.rows.rows("coder")] == ["mara.k"]
    assert "example.org" not in repr(found)


def test_what_an_open_program_wrote_last_is_read_and_left(tmp_path: Path) -> None:
    folder = project(tmp_path, BOOK | {"source": [source(1, "A", INTERVIEW)]})
    database = folder / "data.qda"
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        late = "A late line. " * 130_000  # far more than the database itself holds
        writer.execute("INSERT INTO source (id, name, fulltext) VALUES (2, 'B', ?)", (late,))
        writer.execute("BEGIN IMMEDIATE")  # and it is at work still
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        found = read_project(folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        writer.execute("ROLLBACK")
    assert {name for name, _ in texts(found.rows).values()} == {"A", "B"}


def test_damaged_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = project(tmp_path, BOOK | {"source": [source(1, "A", INTERVIEW * 200)]})
    whole = (folder / "data.qda").read_bytes()
    for damaged in (whole[:100], whole[: len(whole) // 2], whole[:16] + b"\xff" * 5_000):
        (folder / "data.qda").write_bytes(damaged)
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            read_project(folder)
    for other in (b"", b"PK\x03\x04 no database", b"\0" * 4096):
        (folder / "data.qda").write_bytes(other)
        assert project_reader(folder) is None


def test_pages_that_lead_to_one_another_are_no_endless_text(tmp_path: Path) -> None:
    """All pointers of the table's root are bent to its first leaf, with the longest text."""
    texts_ = [source(1, "A", "word " * 60_000)] + [source(n, f"B{n}", "x") for n in range(2, 900)]
    folder = project(tmp_path, BOOK | {"source": texts_})
    path = folder / "data.qda"
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        found = "SELECT rootpage FROM sqlite_master WHERE name = 'source'"
        (root,) = connection.execute(found).fetchone()
    data = bytearray(path.read_bytes())
    page = (root - 1) * size
    assert data[page] == 5  # an inner page of a table
    cells = int.from_bytes(data[page + 3 : page + 5], "big")
    places = [page + 12 + 2 * n for n in range(cells)]
    at_ = [page + int.from_bytes(data[place : place + 2], "big") for place in places]
    for place in (*at_, page + 8):
        data[place : place + 4] = data[at_[0] : at_[0] + 4]
    path.write_bytes(data)
    assert cells > 5
    with pytest.raises(UnreadableFile, match="more than its size allows"):
        read_project(folder)


def test_views_and_virtual_tables_are_never_asked(tmp_path: Path) -> None:
    """A view may count for ever, a virtual one may ask the machine: only tables are read."""
    endless = (
        "CREATE VIEW code_text AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x AS cid, 1 AS fid, '' AS seltext, x AS pos0, x + 1 AS pos1 FROM n"
    )
    tables = tuple(table for table in OLDEST if "TABLE code_text" not in table)
    folder = project(tmp_path, {"source": [source(1, "A", INTERVIEW)]}, (*tables, endless))
    assert project_reader(folder) is None


def test_a_large_project_is_quick(tmp_path: Path) -> None:
    text = INTERVIEW * 3_000  # half a megabyte with astral signs, so that both counts are tried
    start, end = units(text, at(text, "We waited again", 1_500))
    step = len(INTERVIEW) + 1
    many = [
        coding(1, 1, (start + step * n, end + step * n), "We waited again") for n in range(700)
    ] + [coding(2, 1, (n, n + 9), f"not there {n}") for n in range(300)]
    folder = project(tmp_path, BOOK | {"source": [source(1, "A", text)], "code_text": many})
    began = time.process_time()
    found = read_project(folder)
    assert time.process_time() - began < 2
    assert came(found)["codings"] == 1_000
    assert "700 × where passages stand is counted in UTF-16 units" in notes(found)


def test_the_same_project_gives_the_same_rows_and_a_grown_one_more(tmp_path: Path) -> None:
    rows = BOOK | {
        "project": [{"date": DAY, "memo": "Why."}],
        "source": [source(1, "A", INTERVIEW)],
        "cases": [{"caseid": 7, "name": "Mara K."}],
        "case_text": [{"caseid": 7, "fid": 1, "pos0": 0, "pos1": len(INTERVIEW)}],
        "attribute": [{"name": "age", "attr_type": "case", "value": "47", "id": 7}],
        "code_text": [coding(1, 1, at(INTERVIEW, "all waiting"), "all waiting", memo="m")],
    }
    folder = project(tmp_path, rows)
    first = read_project(folder)
    assert read_project(folder) == first
    copy = Path(shutil.copytree(folder, tmp_path / "of a colleague.qda"))
    with closing(sqlite3.connect(copy / "data.qda")) as connection, connection:
        start, end = at(INTERVIEW, "nobody")
        connection.execute(
            "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) "
            "VALUES (2, 1, 'nobody', ?, ?, 'jo')",
            (start, end),
        )
    grown = read_project(copy)
    for table, columns in first.rows.tables.items():
        assert set(columns["guid"]) <= set(grown.rows.tables[table]["guid"]), table
    assert codings(grown.rows) - codings(first.rows) == {("jo", "A", "nobody", "not told")}


def test_a_project_that_comes_again_adds_nothing(tmp_path: Path) -> None:
    rows = BOOK | {
        "source": [source(1, "A", INTERVIEW)],
        "code_text": [coding(1, 1, at(INTERVIEW, "all waiting"), "all waiting", memo="m")],
    }
    folder = project(tmp_path, rows)
    location = FileLocation(tmp_path / "study.gtc")
    create_study(location, coder="Ann", title="Invented study")
    digests = []
    with open_study(location, "Ann") as study:
        for _ in range(2):
            with study.read() as reader:
                plan = planned(whole_study(reader, history=True), read_project(folder))
            study.perform(take_in, arrival=plan.arrival)
            digests.append(state_digest(study))
            assert plan.questions == ()
    assert digests[0] == digests[1]
