"""RQDA's projects, built by test code after its tables; deleted rows stay in such a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import project_reader, read_project
from tests.exchange.projects.foreign import (
    INTERVIEW,
    at,
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

OLDEST = (  # version 0.1.5: no colours, attributes without a status
    "CREATE TABLE project (encoding text, databaseversion text, date text, dateM text, memo text, "
    "BOM integer)",
    "CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, "
    "dateM text, status integer)",
    "CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, "
    "status integer)",
    "CREATE TABLE treecode (cid integer, catid integer, owner text, date text, dateM text, "
    "memo text, status integer)",
    "CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, "
    "dateM text, memo text, status integer)",
    "CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, "
    "status integer, owner text, date text, memo text)",
    "CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, "
    "status integer)",
    "CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, "
    "status integer, owner text, date text, memo text)",
)
NEWER = (
    "CREATE TABLE coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, "
    "status integer, owner text, date text, memo text)",
    "CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, status integer)",
    "CREATE TABLE fileAttr (variable text, value text, fileID integer, date text)",
    "CREATE TABLE filecat (name text, fid integer, catid integer, owner text, status integer)",
    "CREATE TABLE treefile (fid integer, catid integer, date text, status integer, owner text)",
    "CREATE TABLE journal (name text, journal text, date text, owner text, status integer)",
    "CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, "
    "date text, status integer)",
    "CREATE TABLE image (name text, id integer, date text, owner text, status integer)",
)
DAY = "Fri Mar  1 17:51:21 2019"


def row(**values: Any) -> Any:
    return {"owner": "default", "date": DAY, "status": 1, **values}


def coding(code: int, words: str, **more: Any) -> Any:
    start, end = map(float, at(INTERVIEW, words))
    return row(cid=code, fid=1, seltext=words, selfirst=start, selend=end, **more)


ROWS: Any = {
    "source": [row(id=1, name="Talk", file=INTERVIEW, memo="long"),
               row(id=2, name="Gone", file="An old line.", status=0)],
    "freecode": [row(id=1, name="waiting", memo="idle"), row(id=2, name="telling"),
                 row(id=3, name="deleted", status=0)],
    "codecat": [row(catid=1, name="Time", memo="clocks"), row(catid=2, name="Place")],
    "treecode": [row(cid=1, catid=1), row(cid=1, catid=2), row(cid=2, catid=9),
                 row(cid=2, catid=2, status=0)],
    "coding": [coding(1, "We were all waiting", memo="again"),
               coding(2, "nobody told us", owner="jo"),
               coding(1, "We waited again", status=0), coding(3, "We waited again")],
    "cases": [row(id=1, name="Mara K.", memo="a clerk"), row(id=2, name="Gone", status=0)],
    "caselinkage": [row(caseid=1, fid=1, selfirst=0.0, selend=float(len(INTERVIEW))),
                    row(caseid=2, fid=1, selfirst=0.0, selend=5.0)],
    "project": [{"memo": "Why we ask."}],
}  # fmt: skip


def test_live_rows_come_and_deleted_ones_are_counted(tmp_path: Path) -> None:
    path = make_database(tmp_path / "Waiting.rqda", OLDEST, ROWS)
    reader = project_reader(path)
    assert reader is not None
    assert reader.name == "rqda"
    found = read_project(path)
    assert (found.kind, found.title) == ("RQDA project", "Waiting")
    assert codings(found.rows) == {
        ("default", "Talk", "We were all waiting", "Time > waiting"),
        ("jo", "Talk", "nobody told us", "telling"),
    }
    code = paths(found.rows)
    assert [code[each["category_id"]] for each in found.rows.rows("membership")] == ["Place"]
    assert memos(found.rows) == {
        ("document", "long", "Talk"), ("code", "again", "We were all waiting"),
        ("theoretical", "a clerk", "Mara K."), ("methodological", "Why we ask.", ""),
    }  # fmt: skip
    assert ("Talk", "Mara", "participant", "Mara K.") in speakers(found.rows)
    assert {each["created_at"].isoformat() for each in found.rows.rows("coding")} == {
        "2019-03-01T17:51:21+00:00"
    }
    left = skipped(found)
    assert {what: count for what, count in left.items() if "deleted" in what} == {
        f"deleted rows of the table “{table}”": 1
        for table in ("source", "freecode", "treecode", "coding", "cases")
    }
    assert left["codings"] == left["texts of cases"] == 1
    assert "is not there" in notes(found)  # a code lay under a category 9
    assert codings(stored(found, tmp_path)) == codings(found.rows)


def test_what_came_with_later_versions(tmp_path: Path) -> None:
    rows = ROWS | {
        "coding2": [coding(1, "We were all waiting"), coding(2, "all waiting", owner="jo")],
        "caseAttr": [{"variable": "age", "value": "47", "caseID": 1},
                     {"variable": "age", "value": "1", "caseID": 2}],
        "fileAttr": [{"variable": "place", "value": "Yazd", "fileID": 1},
                     {"variable": "place", "value": "Rey", "fileID": 2}],
        "filecat": [row_(catid=1, name="talks"), row_(catid=2, name="long ones")],
        "treefile": [row_(fid=1, catid=1), row_(fid=1, catid=2)],
        "journal": [row(name="May", journal="Doubts.")],
        "annotation": [row(fid=1, position=at(INTERVIEW, "again")[0], annotation="hm"),
                       row(fid=9, position=1, annotation="lost"),
                       row(fid=1, position=10**6, annotation="late"),
                       row(fid=1, position=None, annotation="anywhere"),
                       row(fid=1, position=1, annotation=" ")],
        "image": [row_(id=1, name="photo.jpg")],
    }  # fmt: skip
    found = read_project(make_database(tmp_path / "later.rqda", OLDEST + NEWER, rows))
    assert codings(found.rows) == {
        ("default", "Talk", "We were all waiting", "Time > waiting"),
        ("jo", "Talk", "nobody told us", "telling"),
        ("jo", "Talk", "all waiting", "telling"),
    }
    assert found.rows.count("coding") == 4  # one passage was coded in both rounds
    assert [each["name"] for each in found.rows.rows("round")] == ["Round 1", "Second coding"]
    assert values(found.rows) == {
        ("participant", "age", "Mara K.", "47"),
        ("document", "place", "Talk", "Yazd"),
        ("document", "File category", "Talk", "talks; long ones"),
    }
    last = "Mara: We waited again — nobody told us anything."
    assert memos(found.rows) >= {
        ("diary", "Doubts.", ""), ("theoretical", "hm", last), ("theoretical", "late", last),
        ("theoretical", "anywhere", "Talk"),
    }  # fmt: skip
    assert skipped(found)["pictures"] == skipped(found)["annotations"] == 1
    assert skipped(found)["values of variables"] == 2
    assert values(stored(found, tmp_path)) == values(found.rows)


def row_(**values: Any) -> Any:
    return {"status": 1, **values}


def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a.rqda", OLDEST, ROWS)
    path.write_bytes(path.read_bytes()[:5_000])
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        read_project(path)
