"""Damaged, foreign and hostile files end in a sentence, soon, with nothing taken in."""

from __future__ import annotations

import random
import time
import tracemalloc
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import project_reader, read_project
from gtcoder.exchange.projects.refi_xml import read_xml
from gtcoder.progress import Silent
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import notes, skipped, texts

TALK = "Nadia: We were waiting for the ferry.\n"  # invented
PLAIN = made.project(
    codes=made.code("waiting"),
    sources=made.source("talk", made.selection("p", 7, 9, made.coding("waiting"))),
)
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_project(path)
    sentence = str(caught.value)
    assert "Nothing" in sentence
    return sentence


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "page of the web"),
        ("\n\n<html lang='en'>", "page of the web"),
        (b"\x89PNG\r\n\x1a\n0000", "neither a REFI-QDA archive nor"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged or cut off"),
        (PLAIN[:400], "damaged or cut off (line"),
        ("<Project", "damaged or cut off"),
        (PLAIN.replace("utf-8", "ebcdic-17"), "encoding"),
        ('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "begins with “svg”"),
        (f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><Project name="&a19;"/>', "document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><Project/>', "document type"),
        (f"<Project>{'<Code>' * 10_000}", "levels deep"),
        (f"<Project>{''.join(f'<a{n}/>' for n in range(10_001))}", "names of elements"),
        (f"<Project>{'<Set/>' * 60_000}", "elements with nearly nothing"),
    ],
)
def test_a_single_file_that_is_no_project(tmp_path: Path, content: str | bytes, says: str) -> None:
    assert says in refused(file(tmp_path, "a.qde", content))
    assert says in refused(file(tmp_path, "a.qdpx", content))


def test_entities_in_another_encoding_are_seen_as_well(tmp_path: Path) -> None:
    xml = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [{LAUGHS}]><Project/>'
    assert "document type" in refused(file(tmp_path, "a.qde", xml.encode("utf-16")))


def test_codes_that_lie_deep_are_codes_and_those_without_end_are_refused(tmp_path: Path) -> None:
    def nested(levels: int) -> Path:
        start = '<Code guid="%s" name="c" isCodable="true">'
        inner = "".join(start % made.guid(f"c{n}") for n in range(levels)) + "</Code>" * levels
        return file(tmp_path, "a.qde", made.project(codes=inner))

    assert read_project(nested(200)).rows.count("code") == 200
    assert "levels deep" in refused(nested(10_000))


def test_elements_that_refi_does_not_know_take_no_room() -> None:
    xml = b"<p:Project><p:Code><b>x</b></p:Code>" + b"<a><Code/></a>" * 100 + b"</p:Project>"
    root = read_xml(BytesIO(xml), Silent(), len(xml))
    assert (root.tag, [(each.tag, each.children) for each in root.children]) == (
        "Project", [("Code", ())],
    )  # fmt: skip


def test_a_text_that_many_sources_name_is_kept_once_and_refused_of_too_many(tmp_path: Path) -> None:
    def named(times: int) -> Path:
        sources = (made.source(f"s{n}", plainTextPath="internal://t.txt") for n in range(times))
        xml = made.project(sources="".join(sources))
        return made.archive(tmp_path / "a.qdpx", xml, {"t.txt": "We waited. " * 100_000})

    path = named(12)
    tracemalloc.start()
    try:
        assert read_project(path).rows.count("document") == 12
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8_000_000
    assert "30 texts come to 31 MB" in refused(named(30))


def test_archives_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "without a project.qde" in refused(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.qde", PLAIN)
        archive.writestr("two.qde", PLAIN)
    assert "several projects (one.qde, two.qde)" in refused(path)
    whole = made.archive(path, PLAIN, {"talk.txt": TALK}).read_bytes()
    for cut in (30, len(whole) // 2, len(whole) - 30):
        refused(file(tmp_path, "b.qdpx", whole[:cut]))


def test_a_member_that_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    started = time.process_time()
    path = made.archive(tmp_path / "a.qdpx", PLAIN + " " * 30_000_000)
    assert "zip bomb" in refused(path)
    path = made.archive(tmp_path / "a.qdpx", PLAIN, {"talk.txt": b"a" * 30_000_000})
    assert "zip bomb" in refused(path)
    assert time.process_time() - started < 2


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    data = bytearray(made.archive(tmp_path / "a.qdpx", PLAIN).read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    assert "locked with a password" in refused(file(tmp_path, "b.qdpx", bytes(data)))


def test_damage_anywhere_ends_in_a_sentence_or_in_a_project(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = made.archive(tmp_path / "a.qdpx", PLAIN, {"talk.txt": TALK}).read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(UnreadableFile):
            read_project(file(tmp_path, "b.qdpx", bytes(data)))


def test_texts_are_looked_for_in_the_folder_of_sources_only(tmp_path: Path) -> None:
    file(tmp_path, "secret.txt", "not of the project")
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / "link.txt").symlink_to(tmp_path / "secret.txt")
    file(tmp_path / "Sources", "Talk.TXT", TALK)
    paths = (
        "internal://talk.txt", "talk.txt", "relative:///../secret.txt", "internal://../secret.txt",
        f"absolute://{tmp_path}/secret.txt", "internal://link.txt", "internal://..", "",
    )  # fmt: skip
    sources = "".join(made.source(f"s{n}", plainTextPath=path) for n, path in enumerate(paths))
    found = read_project(file(tmp_path, "a.qde", made.project(sources=sources)))

    assert {text for _, text in texts(found.rows).values()} == {TALK}
    assert {name for name, _ in texts(found.rows).values()} == {"s0", "s1"}
    assert skipped(found) == {"texts": 6}
    assert str(tmp_path) not in repr(found)


def test_names_of_members_lead_nowhere_else(tmp_path: Path) -> None:
    path = made.archive(tmp_path / "a.qdpx", PLAIN, {"../../talk.txt": "no", "talk.txt": TALK})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._project.qde", "junk")
        archive.writestr("sources/.root", "")
    found = read_project(path)
    assert not {"../../talk.txt"} & {name for name, _ in texts(found.rows).values()}
    assert found.rows.count("coding") == 1
    assert list(tmp_path.iterdir()) == [path]


def test_other_layouts_than_the_specification_says(tmp_path: Path) -> None:
    folder = made.archive(
        tmp_path / "a.qdpx", PLAIN, {"talk.txt": TALK}, folder="Waiting/Sources",
        name="Waiting/Waiting study.qde",
    )  # fmt: skip
    assert read_project(folder).rows.count("coding") == 1
    disguised = made.archive(tmp_path / "a.zip", PLAIN, {"talk.txt": TALK})
    reader = project_reader(disguised)
    assert reader is not None
    assert reader.name == "refi-qda"


def test_other_namespaces_prefixes_and_guids_are_read_and_told(tmp_path: Path) -> None:
    xml = (
        '<q:Project xmlns:q="urn:QDA-XML:project:0:10" name="Old"><q:CodeBook><q:Codes>'
        f'<q:Code guid="{{{made.guid("a").upper()}}}" name="a"/>'
        f'<q:Code guid="{made.guid("a")}" name="b"/><q:Code guid="no guid at all" name="c"/>'
        '<q:Code name="d"/><q:Code/></q:Codes></q:CodeBook></q:Project>'
    )
    found = read_project(file(tmp_path, "a.qde", xml))
    names = [row["name"] for row in found.rows.rows("code")]

    assert names == ["a", "b", "c", "d", "Code without a name"]
    assert len({row["guid"] for row in found.rows.rows("code")}) == 5
    assert "urn:QDA-XML:project:0:10" in notes(found)
    assert "share their guid with another one" in notes(found)
    again = read_project(tmp_path / "a.qde")
    assert again.rows.tables["code"]["guid"] == found.rows.tables["code"]["guid"]


def test_dangling_and_circular_references_are_told_not_fatal(tmp_path: Path) -> None:
    me = made.ref("NoteRef", "me")
    circle = made.tag("Note", made.tag("PlainTextContent", "Round.") + me, guid=made.guid("me"))
    xml = made.project(
        made.tag("Notes", circle),
        made.tag("Sets", made.tag("Set", made.ref("MemberCode", "set"), guid=made.guid("set"))),
        codes=made.code("waiting"),
        sources=made.source("talk", made.selection("p", 7, 9, made.coding("lost"))),
    )
    found = read_project(made.archive(tmp_path / "a.qdpx", xml, {"talk.txt": TALK}))

    assert skipped(found) == {"codings": 1, "codes of sets": 1}
    assert found.rows.count("memo") == 1
    assert found.rows.count("memo_link") == 0


def test_odd_dates_and_texts_that_are_not_utf_8(tmp_path: Path) -> None:
    moments = ("2020-01-01T24:00:00", "99999-01-01T00:00:00Z", "soon", "2020-01-01")
    inner = "".join(
        made.selection(f"p{n}", n, n + 3, made.coding("waiting", when=when))
        for n, when in enumerate(moments)
    )
    xml = made.project(codes=made.code("waiting"), sources=made.source("talk", inner))
    text = "“Nadia” waited…\r\n".encode("cp1252")
    found = read_project(made.archive(tmp_path / "a.qdpx", xml, {"talk.txt": text}))

    days = sorted(row["created_at"].date().isoformat() for row in found.rows.rows("coding"))
    assert days == ["2020-01-01", "2020-01-02", "2020-05-04", "2020-05-04"]
    assert {text for _, text in texts(found.rows).values()} == {"“Nadia” waited…\n"}
    assert "dates that cannot be read became the project's (2)" in notes(found)
    assert "were read as cp1252" in notes(found)


def test_trouble_takes_no_longer_than_two_seconds_for_a_million_bytes(tmp_path: Path) -> None:
    trouble = {
        "notes": made.tag("Notes", made.tag("Note", made.ref("NoteRef", "x")) * 3_000),
        "links": made.tag("Links", made.tag("Link", originGUID="a", targetGUID="b") * 5_000),
        "names": made.tag("CodeBook", made.tag("Codes", '<Code name="a"/>' * 3_000)),
        "guids": made.tag("Notes", made.tag("Note", guid=made.guid("x")) * 3_000),
        "spans": made.tag(
            "Sources",
            made.source("talk", '<PlainTextSelection guid="x" name="waiting…"/>' * 5_000),
        ),
    }
    for part in trouble.values():
        path = made.archive(tmp_path / "a.qdpx", made.project(part), {"talk.txt": TALK})
        started = time.process_time()
        read_project(path)
        assert time.process_time() - started < 1 + 2 * len(part) / 1_000_000
