"""What leaves under a list of pseudonyms holds no listed name, and all of it fits together."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gtcoder.actions.taking_in import take_in
from gtcoder.errors import NotAllowed
from gtcoder.exchange import door
from gtcoder.exchange.masked_rows import masked_rows
from gtcoder.exchange.project_files import read_project
from gtcoder.exchange.refi.packed import encoded
from gtcoder.exchange.refi.writing import write_project
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.masking import NOTHING, Mask, Pseudonym
from gtcoder.queries.whole import whole_study
from gtcoder.store.by_guid import points_to
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from gtcoder.study_rows import Arrival, StudyRows
from tests.exchange.refi.refi_out_study import whole_study as every_table

NAMES = {
    "Mara": "P1",
    "سارا": "الف",
    "小林": "丙",
    "Leo": "P2",
    "Ana “A.” Prado": "Coder 1",
    "phone": "telephone",
    "Köln": "a town",
    "leads to": "goes to",
}
MASK = Mask([Pseudonym(*each) for each in NAMES.items()])


def said(rows: StudyRows) -> str:
    """Return all that rows and texts say, on one page."""
    told = {
        table: {name: [encoded(table, name, each) for each in values]
                for name, values in columns.items()}
        for table, columns in rows.tables.items()
    }  # fmt: skip
    return json.dumps([told, rows.texts], ensure_ascii=False)


def check_whole(rows: StudyRows) -> None:
    """Check references, hashes, lengths and places."""
    for table, columns in rows.tables.items():
        for name, other in points_to(table).items():
            assert set(columns[name]) - {None} <= rows.by_guid(other).keys(), (table, name)
    versions = rows.by_guid("text_version")
    documents = rows.by_guid("document")
    for version in versions.values():
        text = rows.texts[version["sha256"]]
        assert hashlib.sha256(text.encode()).hexdigest() == version["sha256"]
        assert len(text) == version["characters"]
        assert all(0 <= start < end <= len(text) for start, end, _ in version["marks"] or ())
    for table in ("quotation", "turn", "given_segment", "decision"):
        for row in rows.rows(table):
            length = versions[documents[row["document_id"]]["version_id"]]["characters"]
            assert 0 <= row["start"] < row["end"] <= length
            assert table != "turn" or row["start"] <= row["body"] <= row["end"]


def test_without_a_list_nothing_changes() -> None:
    rows = every_table()

    assert masked_rows(rows, NOTHING) is rows


def test_no_name_is_left_in_any_column_or_text() -> None:
    rows = every_table()
    masked = masked_rows(rows, MASK)

    assert MASK.names.find(said(rows))
    assert not MASK.names.find(said(masked))
    check_whole(masked)
    assert {table: masked.count(table) for table in rows.tables} == {
        table: rows.count(table) for table in rows.tables
    }


def test_words_of_the_vocabulary_stay() -> None:
    mask = Mask([Pseudonym("lead", "Zed"), Pseudonym("Open", "Zed 2"), Pseudonym("core", "Zed 3")])

    masked = masked_rows(every_table(), mask)

    assert set(masked.tables["coder"]["role"]) == {"lead", "coder"}
    assert masked.tables["round"]["name"][0] == "Zed 2 coding"
    assert masked.tables["code"]["level"][0] == "core"


def test_places_move_with_the_texts() -> None:
    rows, mask = every_table(), Mask([Pseudonym("Mara", "Somebody"), Pseudonym("Leo", "L")])
    (before, now) = (_words(each, "turn") for each in (rows, masked_rows(rows, mask)))

    assert [mask.text(words) for words in before] == now
    assert "Somebody: We waited & waited." in now


def _words(rows: StudyRows, table: str) -> list[str]:
    hashes = {row["guid"]: row["sha256"] for row in rows.rows("text_version")}
    texts = {row["guid"]: rows.texts[hashes[row["version_id"]]] for row in rows.rows("document")}
    return [texts[row["document_id"]][row["start"] : row["end"]] for row in rows.rows(table)]


def _interview(text: str, *spans: tuple[int, int]) -> RowDrafts:
    drafts = RowDrafts()
    drafts.add("project", title="Invented", settings={"pseudonyms": True})
    ann = drafts.add("coder", name="Ann", role="lead")
    when = drafts.add("round", name="Open coding", kind="open")
    code = drafts.add("code", name="c", level="open", origin="constructed")
    version, document = bytes([1] * 16), bytes([2] * 16)
    drafts.add("document", document, name="d", version_id=version)
    drafts.add("text_version", version, document_id=document, number=2, edits=[[0, 1, 1]],
               sha256=drafts.text(text), characters=len(text), source={"sha256": "ab"})  # fmt: skip
    old = drafts.text("earlier")
    drafts.add("text_version", bytes([3] * 16), document_id=document, sha256=old, characters=7)
    for start, end in spans:
        passage = drafts.add("quotation", document_id=document, start=start, end=end, coder_id=ann,
                             round_id=when)  # fmt: skip
        drafts.add("coding", quotation_id=passage, code_id=code, origin_code_id=code, weight=None,
                   coder_id=ann, round_id=when, origin="by hand")  # fmt: skip
        memo = drafts.add("memo", kind="diary", text="m", coder_id=ann)
        drafts.add("memo_link", memo_id=memo, quotation_id=passage)
    return drafts


def test_passages_that_become_the_same_are_one_and_keep_their_memos() -> None:
    rows = _interview("So Mara Berg said.", (3, 7), (3, 12), (13, 17)).rows()

    masked = masked_rows(rows, Mask([Pseudonym("Mara Berg", "P1")]))

    assert _words(masked, "quotation") == ["P1", "said"]
    assert [masked.count(table) for table in ("coding", "memo_link")] == [2, 3]
    check_whole(masked)


def test_a_masked_text_is_a_version_of_its_own() -> None:
    rows = _interview("Mara spoke.").rows()

    (version,) = masked_rows(rows, Mask([Pseudonym("Mara", "P1")])).rows("text_version")

    assert version["guid"] not in rows.by_guid("text_version")
    assert version["source"] == {"sha256": ""}
    assert version["edits"] is None
    (same,) = masked_rows(rows, Mask([Pseudonym("Nobody", "P1")])).rows("text_version")
    assert same["guid"] in rows.by_guid("text_version")


def test_names_that_become_the_same_are_numbered() -> None:
    drafts = _interview("No name.")
    for name in ("Ana", "Anna", "P1"):
        drafts.add("participant", name=name)
    for name in ("Ana's wait", "Anna's wait"):
        drafts.add("code", name=name, level="open", origin="constructed")
    memo = drafts.add(
        "memo", kind="diary", text="m", coder_id=drafts.add("coder", name="Al", role="coder")
    )
    for name in ("Ana", "Anna"):
        drafts.add("memo_tag", memo_id=memo, name=name)

    masked = masked_rows(drafts.rows(), Mask([Pseudonym("Ana", "P1"), Pseudonym("Anna", "P1")]))

    assert masked.tables["participant"]["name"] == ["P1 (2)", "P1 (3)", "P1"]
    assert masked.tables["code"]["name"][1:] == ["P1's wait", "P1's wait (2)"]
    assert masked.tables["memo_tag"]["name"] == ["P1"]
    assert masked.tables["project"]["settings"] == [{"pseudonyms": False}]


@pytest.mark.parametrize("ending", ["qdpx", "qdc"])
def test_a_file_holds_no_listed_name_and_comes_back(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"a.{ending}"
    with door.fresh():
        door.put(door.Door(MASK))
        made = write_project(every_table(), out)

    for data in _parts(out):
        assert not MASK.names.find(data.decode())
    came = read_project(out)
    assert not came.skipped
    if ending == "qdpx":
        assert any("Listed names" in note for note in made.notes)
        check_whole(came.rows)


def _parts(out: Path) -> list[bytes]:
    if out.suffix == ".qdc":
        return [out.read_bytes()]
    with zipfile.ZipFile(out) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_words_of_a_quote_that_is_cut_make_up_no_name(tmp_path: Path) -> None:
    text = "x" * 95 + " Anna" + "bel and more"
    with door.fresh():
        door.put(door.Door(Mask([Pseudonym("Anna", "P1")])))
        write_project(_interview(text, (0, 110), (96, 100)).rows(), tmp_path / "a.qdpx")

    (qde, *_) = _parts(tmp_path / "a.qdpx")
    names = [
        each.get("name") for each in etree.fromstring(qde).iterfind(".//{*}PlainTextSelection")
    ]
    assert sorted(map(str, names)) == ["P1", "x" * 95 + " P1…"]


def test_a_shut_door_lets_nothing_out(tmp_path: Path) -> None:
    with door.fresh():
        door.put(door.Door(shut="No list."))
        with pytest.raises(NotAllowed):
            write_project(every_table(), tmp_path / "a.qdpx")

    assert not list(tmp_path.iterdir())


def test_the_sample_study_leaves_without_its_people(built_sample: Path) -> None:
    location = FileLocation(built_sample)
    with open_study(location, None, read_only=True) as project, project.read() as reader:
        rows = whole_study(reader)
    names: list[Any] = [
        *rows.tables["coder"]["name"],
        *rows.tables["participant"]["name"],
        "people",
    ]
    mask = Mask([Pseudonym(name, f"Person {number} Q") for number, name in enumerate(names)])

    masked = masked_rows(rows, mask)

    assert not mask.names.find(said(masked))
    check_whole(masked)


def test_a_masked_study_holds_together_in_a_study_of_its_own(tmp_path: Path) -> None:
    masked = masked_rows(every_table(), MASK)
    tables = {table: each for table, each in masked.tables.items() if table != "project"}
    create_study(FileLocation(tmp_path / "a.gtc"), coder="Zoe", title="Masked")

    with open_study(FileLocation(tmp_path / "a.gtc"), "Zoe") as project:
        project.perform(take_in, arrival=Arrival(new=StudyRows(tables, masked.texts)))
        found = verify(project)

    assert found.ok, found.problems
