"""A project of ours that came back from another program: what was done there holds."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape

import pytest

from gtcoder.exchange.project_files import ForeignProject, read_project
from gtcoder.exchange.refi.beyond import with_beyond
from gtcoder.exchange.refi.writing import RefiOptions, write_project
from gtcoder.exchange.refi.xml import guid_text
from gtcoder.store.by_guid import points_to
from gtcoder.store.images import columns_of
from gtcoder.study_rows import StudyRows
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import notes, skipped
from tests.exchange.refi.refi_out_study import whole_study


@pytest.fixture(scope="module")
def rows() -> StudyRows:
    return whole_study()


@pytest.fixture(scope="module")
def written(rows: StudyRows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ours") / "study.qdpx"
    write_project(rows, path)
    return path


def edited(
    written: Path, folder: Path, *changes: tuple[str, str], words: tuple[str, str] = ("", "")
) -> ForeignProject:
    """Return what is read after the XML was changed, or texts; each pattern must be found."""
    with zipfile.ZipFile(written) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    for pattern, new in changes:
        texts["project.qde"], count = re.subn(pattern, new, texts["project.qde"], flags=re.S)
        assert count, pattern
    for name in texts.keys() - {"project.qde"} if any(words) else ():
        texts[name] = texts[name].replace(*words)
    with zipfile.ZipFile(folder / "edited.qdpx", "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return read_project(folder / "edited.qdpx")


def test_it_is_the_same_when_nothing_was_done(rows: StudyRows, written: Path) -> None:
    found = read_project(written)

    assert {table: found.rows.by_guid(table) for table in found.rows.tables} == {
        table: rows.by_guid(table) for table in found.rows.tables
    }
    assert not found.skipped
    assert not found.notes


def test_a_code_renamed_and_described_anew_elsewhere(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    code = next(row for row in rows.rows("code") if row["definition"] and not row["retired"])
    place = guid_text(code["guid"])
    found = edited(
        written,
        tmp_path,
        (f'(<Code guid="{place}" name=")[^"]*', r"\1Renamed"),
        (f'(<Code guid="{place}"[^>]*color=")[^"]*', r"\1#1356AB"),
        (f'(<Code guid="{place}"[^>]*>\n<Description>)[^<\n]*', r"\1Said anew."),
    )
    now = found.rows.by_guid("code")[code["guid"]]

    assert (now["name"], now["colour"]) == ("Renamed", 1)
    assert now["definition"].startswith("Said anew.")
    assert now["created_at"] == code["created_at"]


def test_an_attribute_edited_elsewhere_in_the_description_of_its_code(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    (value,) = rows.rows("attribute_value")
    (us, odd) = (
        edited(written, tmp_path, ("who acts: them", said + "\n\nA remark.")).rows
        for said in ("who acts: us", "who acts: nobody")
    )

    assert [row["value"] for row in us.rows("attribute_value")] == ["us"]
    assert [row["value"] for row in odd.rows("attribute_value")] == ["them"]
    before, now = (each.by_guid("code")[value["code_id"]] for each in (rows, us))
    assert now == before | {"example": before["example"] + "\n\nA remark."}


def test_a_memo_without_a_title_named_or_rewritten_elsewhere(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    memo = next(row for row in rows.rows("memo") if not row["title"])
    start = f'<Note guid="{guid_text(memo["guid"])}" name="'
    named = edited(written, tmp_path, (f'({start})[^"]*', r"\1A title"))
    again = edited(
        written, tmp_path, (f"({start}.*?<PlainTextContent>).*?(?=</)", r"\1Other words")
    )

    assert named.rows.by_guid("memo")[memo["guid"]] == memo | {"title": "A title"}
    assert again.rows.by_guid("memo")[memo["guid"]] == memo | {"text": "Other words"}


def test_a_file_of_ours_with_extras_in_each_description_and_codes_as_cases(tmp_path: Path) -> None:
    def said(text: str = "", /, **extra: object) -> str:
        return made.tag("Description", xml_escape(with_beyond(text, extra)))

    def value(of: str, kind: str, what: str) -> str:
        inner = made.ref("VariableRef", of) + made.tag(f"{kind}Value", what)
        return made.tag("VariableValue", inner)

    def hexed(name: str) -> str:
        return made.guid(name).replace("-", "")

    moment = "2020-05-04T10:00:00.000000+00:00"
    code = {"level": "axial", "origin": "constructed", "created_at": moment, "position": 3}
    ids = {"guid": [hexed("v")], "variable_id": [hexed("age")]}
    xml = made.project(
        made.tag(
            "Variables",
            made.tag("Variable", said(variable={"scope": "participant"}), guid=made.guid("age"),
                     name="age", typeOfVariable="Integer")
            + made.tag("Variable", said(attribute={"kind": "0/1", "group": "actors"}),
                       guid=made.guid("who"), name="who acts", typeOfVariable="Integer"),
        ),
        made.tag(
            "Cases",
            made.tag("Case", said(variable_value=ids) + value("age", "Integer", "41"),
                     guid=made.guid("Mara"), name="Mara")
            + made.tag(
                "Case",
                said(attribute_value={"guid": [hexed("w")], "attribute_id": [hexed("who")]})
                + made.ref("CodeRef", "waiting") + value("who", "Integer", "1"),
                guid=made.guid("c"), name="waiting",
            ),
        ),
        made.tag(
            "Notes",
            made.tag("Note", said(memo={"kind": "diary"}, memo_tag={"guid": [hexed("t")],
                     "name": ["tag"]}) + made.tag("PlainTextContent", "So."),
                     guid=made.guid("n"), name="", creatingUser=made.guid("Bela"))
            + made.tag("Note", said(made=True), guid=made.guid("p"), name="Picture"),
        ),
        said(format=1),
        users=made.user("Bela"),
        codes=made.code("waiting", said("Time.\n\nUse when: Hours", code=code)),
    )  # fmt: skip
    rows = made.read(tmp_path, xml, {}).rows

    (waiting,), (memo,) = rows.rows("code"), rows.rows("memo")
    assert {name: waiting[name] for name in ("level", "position", "definition", "rule")} == {
        "level": "axial", "position": 3, "definition": "Time.", "rule": "Hours",
    }  # fmt: skip
    assert rows.tables["participant"]["name"] == ["Mara"]
    assert rows.tables["variable"]["name"] == ["age"]
    assert rows.tables["variable_value"]["guid"] == [bytes.fromhex(hexed("v"))]
    assert rows.tables["attribute"]["group"] == ["actors"]
    (acts,) = rows.rows("attribute_value")
    assert (acts["guid"].hex(), acts["code_id"], acts["value"]) == (
        hexed("w"), waiting["guid"], "1",
    )  # fmt: skip
    assert (memo["kind"], memo["text"]) == ("diary", "So.")
    assert rows.tables["memo_tag"]["memo_id"] == [memo["guid"]]


def test_a_link_removed_elsewhere_takes_its_relation_with_what_hangs_on_it(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    relation = next(rows.rows("relation"))
    place = guid_text(relation["guid"])
    other = '<Link guid="00000000-0000-4000-8000-000000000001" name="new" direction="OneWay" '
    ends = f'originGUID="{guid_text(relation["target_id"])}" '
    ends += f'targetGUID="{guid_text(relation["source_id"])}"/>'
    found = edited(
        written, tmp_path, (f'<Link guid="{place}".*?</Link>|<Link guid="{place}"[^>]*/>',
                            other + ends),
    )  # fmt: skip

    assert relation["guid"] not in found.rows.by_guid("relation")
    assert len(found.rows.by_guid("relation")) == rows.count("relation")
    assert all(row["relation_id"] != relation["guid"] for row in found.rows.rows("evidence"))
    assert all(row["relation_id"] != relation["guid"] for row in found.rows.rows("memo_link"))
    assert skipped(found)["relations"] == 1


def test_a_coding_and_a_document_removed_elsewhere(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    coding = next(rows.rows("coding"))
    document = next(row for row in rows.rows("document") if _uncoded(rows, row["guid"], coding))
    found = edited(
        written,
        tmp_path,
        (f'<Coding guid="{guid_text(coding["guid"])}".*?</Coding>', ""),
        (f'<TextSource guid="{guid_text(document["guid"])}".*?</TextSource>', ""),
    )

    assert coding["guid"] not in found.rows.by_guid("coding")
    assert coding["quotation_id"] in found.rows.by_guid("quotation")
    assert document["guid"] not in found.rows.by_guid("document")
    for table in ("assignment", "quotation", "turn", "speaker", "decision", "bookmark"):
        assert all(row["document_id"] != document["guid"] for row in found.rows.rows(table))


def _uncoded(rows: StudyRows, document: bytes, coding: dict[str, object]) -> bool:
    passage = next(row for row in rows.rows("quotation") if row["guid"] == coding["quotation_id"])
    return bool(passage["document_id"] != document)


def test_extras_that_were_lost_or_broken_leave_what_the_elements_say(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    found = edited(written, tmp_path, (r"\[\[gtcoder data[^\]\n]*\]\]\n[^\n<]*", "(data removed)"))

    assert found.rows.count("coding") == rows.count("coding")
    assert found.rows.by_guid("quotation").keys() == rows.by_guid("quotation").keys()
    assert {row["name"] for row in found.rows.rows("coder")} == {
        row["name"] for row in rows.rows("coder")
    }
    assert found.rows.count("relation") == rows.count("relation")
    assert found.rows.count("memo") >= rows.count("memo")
    assert "graphs" in notes(found)


def test_extras_that_were_tampered_with_never_break_what_holds_together(
    written: Path, tmp_path: Path
) -> None:
    chance = random.Random(11)
    with zipfile.ZipFile(written) as archive:
        xml = archive.read("project.qde").decode()
        texts = {name: archive.read(name) for name in archive.namelist() if name != "project.qde"}
    odd = ("[]", "{}", "null", "5", '"x"', "[null]", '{"all":null}', '{"guid":["x"]}', "1e999")
    for _ in range(25):
        broken = xml
        for _ in range(chance.randint(1, 12)):
            found = chance.choice(list(re.finditer(r'"[a-z_]+":', broken)))
            broken = f'{broken[: found.end()]}{chance.choice(odd)},"z":{broken[found.end() :]}'
        with zipfile.ZipFile(tmp_path / "broken.qdpx", "w") as archive:
            archive.writestr("project.qde", broken)
            for name, text in texts.items():
                archive.writestr(name, text)
        hold_together(read_project(tmp_path / "broken.qdpx").rows)


def hold_together(rows: StudyRows) -> None:
    there = {table: set(columns["guid"]) | {None} for table, columns in rows.tables.items()}
    for table, columns in rows.tables.items():
        assert len(set(columns["guid"])) == len(columns["guid"])
        for column in columns_of(table):
            if column.name != "id" and not column.nullable:
                assert None not in columns[column.name], (table, column.name)
        for name, other in points_to(table).items():
            assert set(columns[name]) <= there.get(other, {None}), (table, name)


@pytest.mark.parametrize(
    ("container", "tables"),
    [
        ("Links", ("relation", "evidence", "memo_link")),
        ("Graphs", ("model", "model_node", "paradigm")),
    ],
)
def test_a_program_without_links_or_graphs_takes_none_of_ours_away(
    rows: StudyRows, written: Path, tmp_path: Path, container: str, tables: tuple[str, ...]
) -> None:
    found = edited(written, tmp_path, (f"<{container}>.*</{container}>", ""))

    for table in tables:
        assert found.rows.by_guid(table) == rows.by_guid(table)
    assert f"no {container} are in the file any more" in notes(found)
    assert not found.skipped


def test_positions_are_judged_anew_where_another_program_wrote_the_file(
    rows: StudyRows, tmp_path: Path
) -> None:
    write_project(rows, tmp_path / "utf16.qdpx", RefiOptions(utf16_offsets=True))
    found = edited(
        tmp_path / "utf16.qdpx",
        tmp_path,
        ('origin="gtcoder [^"]*"', 'origin="NVivo 14"'),
        ('"offsets":"utf-16",', ""),
        ('(<PlainTextSelection guid="[^"]*") name="[^"]*"', r"\1"),
    )

    assert found.rows.by_guid("quotation") == rows.by_guid("quotation")
    assert "positions were taken as UTF-16 units" in notes(found)


def test_a_text_changed_elsewhere_keeps_its_passages_and_no_place_that_does_not_fit(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    document = next(row for row in rows.rows("document") if row["name"] == "Group <3>")
    place = guid_text(document["guid"])
    with zipfile.ZipFile(written) as archive:
        source = re.search(f'<TextSource guid="{place}".*?</TextSource>',
                           archive.read("project.qde").decode(), re.S)  # fmt: skip
    assert source is not None
    moved = re.sub(r'(startPosition|endPosition)="(\d+)"',
                   lambda found: f'{found[1]}="{int(found[2]) + 9}"', source[0])  # fmt: skip
    found = edited(
        written, tmp_path, (re.escape(source[0]), moved.replace("\\", r"\\")),
        words=("Mara: We", "Edited.\n\nMara: We"),
    )  # fmt: skip

    now = found.rows.by_guid("document")[document["guid"]]
    version = found.rows.by_guid("text_version")[now["version_id"]]
    words = found.rows.texts[version["sha256"]]
    assert words.startswith("Edited.")
    assert version["guid"] not in rows.by_guid("text_version")
    assert version["marks"] is None
    there = {
        table: [words[row["start"] : row["end"]] for row in found.rows.rows(table)
                if row["document_id"] == document["guid"]]
        for table in ("quotation", "turn", "given_segment")
    }  # fmt: skip
    assert there == {
        "quotation": ["We waited & waited", "obody “answe"],
        "turn": ["Mara: We waited & waited.", "Leo: Nobody “answered”\tus, Mara."],
        "given_segment": [],
    }
    assert found.rows.by_guid("speaker") == rows.by_guid("speaker")
    assert skipped(found) == {
        "marks of formatting": 1, "turns": 2, "points in time of transcripts": 2,
        "passages handed out": 1,
    }  # fmt: skip
    assert "texts were changed in another program since they were exported" in notes(found)
    assert found.rows.count("decision") == found.rows.count("bookmark") == 1


def test_an_earlier_file_that_tells_no_hash_of_its_texts_is_read_as_it_is(
    rows: StudyRows, written: Path, tmp_path: Path
) -> None:
    found = edited(written, tmp_path, ('(?<="bold"]]),"sha256":"[0-9a-f]{64}"', ""))

    for table in ("text_version", "turn", "given_segment"):
        assert found.rows.by_guid(table) == rows.by_guid(table)
    assert not found.skipped
