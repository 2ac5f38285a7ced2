"""A study is written as REFI-QDA: by the official schemas, whole, the same each time."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from gtcoder.errors import InvalidInput
from gtcoder.exchange.project_files import read_project
from gtcoder.exchange.refi.cases import kind_of
from gtcoder.exchange.refi.colours import code_colours, hex_of, number_of
from gtcoder.exchange.refi.packed import Row
from gtcoder.exchange.refi.writing import RefiOptions, WrittenProject, write_project
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.progress import Cancelled
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.study_rows import StudyRows
from tests.exchange.refi.refi_out_study import whole_study as every_table

NS = {"p": "urn:QDA-XML:project:1.0", "c": "urn:QDA-XML:codebook:1.0"}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read(path: Path) -> StudyRows:
    with open_study(FileLocation(path), None, read_only=True) as project, project.read() as reader:
        return whole_study(reader)


def written(rows: StudyRows, out: Path, options: RefiOptions | None = None) -> etree._Element:
    write_project(rows, out, options)
    if out.suffix == ".qdc":
        return etree.parse(out).getroot()
    with zipfile.ZipFile(out) as archive:
        return etree.fromstring(archive.read("project.qde"))


def check(shared: Path, root: etree._Element) -> None:
    name = "Codebook.xsd" if root.tag.endswith("CodeBook") else "Project-mrt2019.xsd"
    schema = etree.XMLSchema(etree.parse(shared / "data" / "real" / "refi-spec" / name))
    assert schema.validate(root), str(schema.error_log)


@pytest.mark.parametrize("ending", ["qdpx", "qdc"])
@pytest.mark.parametrize("utf16", [False, True])
def test_a_study_of_every_table_follows_the_schema(
    shared: Path, tmp_path: Path, ending: str, utf16: bool
) -> None:
    check(shared, written(every_table(), tmp_path / f"a.{ending}", RefiOptions(utf16)))


@pytest.mark.parametrize("ending", ["qdpx", "qdc"])
def test_the_sample_study_follows_the_schema(
    shared: Path, built_sample: Path, tmp_path: Path, ending: str
) -> None:
    check(shared, written(read(built_sample), tmp_path / f"a.{ending}"))


def test_a_study_of_nothing_follows_the_schema_and_has_no_empty_container(
    shared: Path, tmp_path: Path
) -> None:
    root = written(_empty(), tmp_path / "a.qdpx")

    check(shared, root)
    assert [etree.QName(child).localname for child in root] == ["Users", "Description"]
    with pytest.raises(InvalidInput, match="no code in use"):
        write_project(_empty(), tmp_path / "a.qdc")


def _empty() -> StudyRows:
    drafts = RowDrafts()
    drafts.add("project", title="Empty")
    drafts.add("coder", name="Ann", role="lead")
    return drafts.rows()


def test_the_archive_holds_the_texts_and_says_nothing_of_time_and_place(tmp_path: Path) -> None:
    rows, out = every_table(), tmp_path / "a.qdpx"
    write_project(rows, out)
    first = out.read_bytes()

    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        texts = {archive.read(name) for name in names[1:]}
        qde = archive.read("project.qde")
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[0] == "project.qde"
    assert all(re.fullmatch(rf"sources/{GUID.pattern}\.txt", name) for name in names[1:])
    assert texts == {text.encode() for text in rows.texts.values()}
    assert not any(b"\r" in text for text in texts)
    assert not qde.startswith(b"\xef\xbb\xbf")
    assert b"basePath" not in qde
    assert b"currentPath" not in qde

    write_project(rows, out)
    assert out.read_bytes() == first


def test_rows_in_another_order_give_the_same_file(tmp_path: Path) -> None:
    rows = every_table()
    turned = StudyRows(
        {table: {name: list(values)[::-1] for name, values in columns.items()}
         for table, columns in rows.tables.items()},
        rows.texts,
    )  # fmt: skip
    write_project(rows, tmp_path / "a.qdpx")
    write_project(turned, tmp_path / "b.qdpx")

    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_passages_give_code_points_and_their_words(tmp_path: Path) -> None:
    rows = every_table()
    texts = _texts(rows)
    root = written(rows, tmp_path / "a.qdpx")

    for source in root.iterfind(".//p:TextSource", NS):
        text = texts[source.get("guid") or ""]
        for selection in source.iterfind("p:PlainTextSelection", NS):
            start, end = (int(selection.get(f"{edge}Position") or -1) for edge in ("start", "end"))
            assert selection.get("name") == re.sub(r"[\n\t]", " ", text[start:end])
    assert len(root.findall(".//p:PlainTextSelection", NS)) == 6


def test_utf16_offsets_count_emoji_twice(tmp_path: Path) -> None:
    rows = every_table()
    points, units = (
        written(rows, tmp_path / "a.qdpx", RefiOptions(utf16)) for utf16 in (False, True)
    )
    texts = {guid: text.encode("utf-16-le") for guid, text in _texts(rows).items()}
    moved = 0
    for one in units.iterfind(".//p:PlainTextSelection", NS):
        source = one.getparent()
        assert source is not None
        start, end = (int(one.get(f"{edge}Position") or -1) for edge in ("start", "end"))
        words = texts[source.get("guid") or ""][2 * start : 2 * end].decode("utf-16-le")
        assert one.get("name") == re.sub(r"[\n\t]", " ", words)
        moved += points.find(f".//*[@endPosition='{end}'][@guid='{one.get('guid')}']") is None
    assert moved == 1


def _texts(rows: StudyRows) -> dict[str, str]:
    import uuid

    hashes = {row["guid"]: row["sha256"] for row in rows.rows("text_version")}
    return {
        str(uuid.UUID(bytes=row["guid"])): rows.texts[hashes[row["version_id"]]]
        for row in rows.rows("document")
    }


def test_a_long_quote_is_cut_at_a_hundred_characters(tmp_path: Path) -> None:
    drafts = RowDrafts()
    drafts.add("project", title="Long")
    ann = drafts.add("coder", name="Ann", role="lead")
    when = drafts.add("round", name="Open", kind="open")
    version, document = bytes([1] * 16), bytes([2] * 16)
    drafts.add("document", document, name="d", version_id=version)
    drafts.add("text_version", version, document_id=document, sha256=drafts.text("😀" * 120),
               characters=120)  # fmt: skip
    for end in (100, 101):
        drafts.add("quotation", document_id=document, start=0, end=end, coder_id=ann, round_id=when)
    root = written(drafts.rows(), tmp_path / "a.qdpx")

    names = [each.get("name") for each in root.iterfind(".//p:PlainTextSelection", NS)]
    assert names == ["😀" * 100, "😀" * 100 + "…"]


def test_codes_carry_colour_folder_and_what_they_mean(tmp_path: Path) -> None:
    root = written(every_table(), tmp_path / "a.qdc")
    codes = {code.get("name"): code for code in root.iterfind(".//c:Code", NS)}

    assert codes["等"].getparent() is codes["Waiting"]
    assert codes["等"].get("color") == code_colours()[19]
    assert codes["a <b> :: “c”"].get("color") is None
    assert "Use when: Over an hour" in (codes["a <b> :: “c”"].findtext("c:Description", "", NS))
    assert len(codes) == len(root.findall(".//c:Code", NS)) == 4, "the merged code stays behind"
    (group,) = root.iterfind(".//c:Set", NS)
    assert (group.get("name"), len(group.findall("c:MemberCode", NS))) == ("Going away", 1)


def test_only_the_project_and_its_texts_carry_extras(tmp_path: Path) -> None:
    root = written(every_table(), tmp_path / "a.qdpx")
    with_extras = [each.getparent() for each in root.iterfind(".//p:Description", NS)
                   if "gtcoder data" in (each.text or "")]  # fmt: skip

    names = {etree.QName(each).localname for each in with_extras if each is not None}
    assert names == {"Project", "TextSource"}


def test_attributes_of_codes_are_lines_in_their_descriptions(tmp_path: Path) -> None:
    rows = every_table()
    made = write_project(rows, tmp_path / "a.qdpx")
    root = written(rows, tmp_path / "a.qdpx")

    (code,) = root.iterfind(".//p:Code[@name='a <b> :: “c”']", NS)
    assert code.findtext("p:Description", "", NS) == (
        "Long\n\nUse when: Over an hour\n\nNot when: Pauses\n\n"
        "Example: “We waited”\n\nwho acts: them"
    )
    variables = [each.get("name") for each in root.iterfind(".//p:Variable", NS)]
    cases = {each.get("name") for each in root.iterfind(".//p:Case", NS)}
    assert variables == ["site", "age"]
    assert cases == set(rows.tables["participant"]["name"])
    assert any("Attributes of codes are lines" in note for note in made.notes)


def test_codes_out_of_use_come_after_the_others(tmp_path: Path) -> None:
    root = written(every_table(), tmp_path / "a.qdpx")

    (waiting,) = root.iterfind(".//p:Code[@name='Waiting']", NS)
    below = [(each.get("name"), each.get("isCodable")) for each in waiting.iterfind("p:Code", NS)]
    assert below == [("a <b> :: “c”", "true"), ("等", "true"), ("等", "false")]


def test_memos_without_a_title_go_by_their_first_words(tmp_path: Path) -> None:
    rows = every_table()
    texts = ["# One\n\ntwo", "word, " * 30, "等" * 90, ""]
    memos: Row = {**rows.tables["memo"], "text": texts, "title": [""] * 4}
    root = written(StudyRows({**rows.tables, "memo": memos}, rows.texts), tmp_path / "a.qdpx")

    names = [each.get("name") for each in root.iterfind(".//p:Note[@creatingUser]", NS)]
    assert names == ["One two", "word, " * 9 + "word…", "等" * 60 + "…", "Memo"]
    came = read_project(tmp_path / "a.qdpx").rows
    assert came.by_guid("memo") == StudyRows({"memo": memos}, {}).by_guid("memo")


def test_colours_are_found_again() -> None:
    assert [number_of(colour) for colour in code_colours()] == list(range(1, 21))
    assert number_of(code_colours()[0].lower()) == 1
    assert [hex_of(0), hex_of(99), number_of("blue")] == [None, None, 0]


def test_participants_have_their_texts_or_passages(tmp_path: Path) -> None:
    root = written(every_table(), tmp_path / "a.qdpx")
    cases = {case.get("name"): case for case in root.iterfind(".//p:Case", NS)}

    assert len(cases["小林"].findall("p:SourceRef", NS)) == 1
    assert not cases["小林"].findall("p:SelectionRef", NS)
    assert not cases["Mara"].findall("p:SourceRef", NS)
    assert len(cases["Mara"].findall("p:SelectionRef", NS)) == 1
    assert cases["Mara"].findtext("p:VariableValue/p:IntegerValue", "", NS) == "41"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-20", "0"], "Integer"),
        (["1", "007"], "Text"),
        (["1.5", "2"], "Float"),
        (["1,5"], "Text"),
        (["2026-02-28"], "Date"),
        (["2026-02-30"], "Text"),
        (["", "1"], "Text"),
        ([], "Text"),
    ],
)
def test_types_of_variables_change_no_value(values: list[str], kind: str) -> None:
    assert kind_of(values) == kind


def test_losses_and_notes_are_told_with_counts(built_sample: Path, tmp_path: Path) -> None:
    made = write_project(read(built_sample), tmp_path / "a.qdpx")
    book = write_project(read(built_sample), tmp_path / "a.qdc")

    assert "3 labels of a state, which name entries of the ledger" in made.losses
    assert made.losses[0].startswith("the ledger")
    assert any("NVivo counts as two" in note for note in made.notes)
    assert any("2 rounds" in note and "12 properties" in note for note in made.notes)
    assert "46 codes retired or merged" in book.losses
    assert any("408 codings" in loss for loss in book.losses)


@pytest.mark.parametrize(
    ("rounds", "said"),
    [(1, "1 round. gtcoder reads it again"), (2, "2 rounds. gtcoder reads them")],
)
def test_of_one_thing_a_note_speaks_as_of_one(tmp_path: Path, rounds: int, said: str) -> None:
    tables = every_table().tables
    some = {name: values[:rounds] for name, values in tables["round"].items()}
    rows = StudyRows({"project": tables["project"], "round": some}, {})

    (note,) = write_project(rows, tmp_path / "a.qdpx").notes

    assert said in note


def test_every_passage_and_coding_has_its_coder_and_time(
    built_sample: Path, tmp_path: Path
) -> None:
    rows = read(built_sample)
    root = written(rows, tmp_path / "a.qdpx")
    users = {user.get("guid"): user.get("name") for user in root.iterfind(".//p:User", NS)}
    names = {row["guid"]: row["name"] for row in rows.rows("coder")}

    codings = root.findall(".//p:Coding", NS)
    assert sorted(str(users[each.get("creatingUser")]) for each in codings) == sorted(
        names[row["coder_id"]] for row in rows.rows("coding")
    )
    when = {each.get("creationDateTime") for each in root.iterfind(".//p:PlainTextSelection", NS)}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each or "") for each in when)


class _Stopped:
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


def test_a_stopped_or_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "a.qdpx"
    out.write_bytes(b"before")

    with pytest.raises(Cancelled):
        write_project(every_table(), out, progress=_Stopped())
    with pytest.raises(InvalidInput, match="could not be written"):
        write_project(every_table(), tmp_path / "nowhere" / "a.qdpx")
    with pytest.raises(InvalidInput, match=r"\.qdpx"):
        write_project(every_table(), tmp_path / "a.txt")

    assert [path.name for path in tmp_path.iterdir()] == ["a.qdpx"]
    assert out.read_bytes() == b"before"


def test_characters_that_xml_cannot_hold_are_replaced_one_for_one(tmp_path: Path) -> None:
    rows = every_table()
    memos: Row = {**rows.tables["memo"]}
    memos["text"] = ["a\ufffeb\r\nc", *memos["text"][1:]]
    odd = StudyRows({**rows.tables, "memo": memos}, rows.texts)

    made: WrittenProject = write_project(odd, tmp_path / "a.qdpx")
    root = written(odd, tmp_path / "a.qdpx")

    texts = [each.text for each in root.iterfind(".//p:Note/p:PlainTextContent", NS)]
    assert "a\ufffdb\r\nc" in texts
    assert any("a character that XML cannot hold" in note for note in made.notes)
