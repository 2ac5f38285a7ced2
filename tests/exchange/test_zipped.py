"""Zips of transcripts: their members come in by name, and nothing of them stays or gets out."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.batch import ImportBatch
from gtcoder.exchange import zipped
from gtcoder.exchange.expanding import expand
from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made, odt_made


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let folders that do not stay be made where the test can look for them."""
    place = tmp_path / "for a while"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []


def bundle(path: Path, members: dict[str, str | bytes], name: str = "interviews.zip") -> Path:
    with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path / name


def said(batch: ImportBatch) -> list[tuple[str, list[str], str | None]]:
    return [(each.source.file, [*map(str, each.notes)], each.error) for each in batch.reports]


def test_members_come_in_by_name_also_from_folders(tmp_path: Path) -> None:
    word = docx_made.package(tmp_path / "w.docx", docx_made.document(docx_made.p("in Word")))
    text = odt_made.package(tmp_path / "t.odt", odt_made.p("in Writer"))
    path = bundle(tmp_path, {
        "P10.txt": "the tenth", "all/": "", "all/P2.docx": word.read_bytes(),
        "all/deep/P2.odt": text.read_bytes(), "all/P1.rtf": r"{\rtf1 the first}",
        "P3.html": "<html><p>the third",
    })  # fmt: skip
    batch = read_files([path])
    assert [(each.name, each.text, each.source.file) for each in batch.documents] == [
        ("P1", "the first", "P1.rtf"),
        ("P2", "in Word", "P2.docx"),
        ("P2 (2)", "in Writer", "P2.odt"),
        ("P3", "the third", "P3.html"),
        ("P10", "the tenth", "P10.txt"),
    ]


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = bundle(tmp_path, {
        "P1.txt": "kept", "__MACOSX/._P1.txt": "x", ".DS_Store": "x", "a/.hidden.txt": "x",
        "~$P1.docx": "x", "photo.png": "x", "inner.zip": "x", "empty.txt": "",
    })  # fmt: skip
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        for name in ("../out.txt", "/abs.txt", "a/../../out.txt", "C:/out.txt"):
            archive.writestr(name, "x")
    batch = read_files([path])
    assert [each.text for each in batch.documents] == ["kept"]
    unknown = ["left out: its ending is that of no kind of file known here"]
    assert said(batch) == [
        (
            "interviews.zip",
            [
                "left out: hidden files and those that programs leave behind: 4",
                "left out: links to other files: 1",
                "left out: files whose name leads out of the archive: 4",
            ],
            None,
        ),
        ("photo.png", unknown, None),
        ("inner.zip", ["left out: a zip archive; unpack it and import its files"], None),
        ("empty.txt", [], "It is empty. Nothing of it was taken in; look at the file."),
        ("P1.txt", [], None),
    ]


def test_names_that_do_not_fit_a_disk_are_made_to_fit(tmp_path: Path) -> None:
    path = bundle(tmp_path, {f"{'long ' * 60}.txt": "one", "wh\x07y?.txt": "two"})
    batch = read_files([path])
    assert [each.text for each in batch.documents] == ["one", "two"]
    assert batch.documents[1].name == "wh\ufffdy\ufffd"


def test_names_of_old_archives_are_read_as_what_they_are(tmp_path: Path) -> None:
    path = bundle(tmp_path, {"Mu\u0308ller.txt": "one"})
    data = path.read_bytes()
    name = "Mu\u0308ller.txt".encode()
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + flags
        data = data[:at] + b"\0\0" + data[at + 2 :]
    assert data.count(name) == 2
    path.write_bytes(data)
    assert read_files([path]).documents[0].name == "M\u00fcller"


@pytest.mark.parametrize(
    ("mark", "name"),
    [("[Content_Types].xml", "a.docx"), ("mimetype", "a.odt"), ("project.qde", "a.zip"),
     ("META-INF/MANIFEST.MF", "a.zip"), ("nothing.bin", "a.zip"), ("P1.txt", "a.gtc")],
)  # fmt: skip
def test_other_packages_are_not_taken_apart(tmp_path: Path, mark: str, name: str) -> None:
    members: dict[str, str | bytes] = {mark: "x"}
    if mark not in ("nothing.bin",):
        members["media/picture note.txt"] = "not a transcript"
    batch = read_files([bundle(tmp_path, members, name)])
    assert batch.documents == ()
    assert batch.reports[0].source.file == name
    assert batch.reports[0].error


def test_a_locked_archive_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = bundle(tmp_path, {"P1.txt": "secret"})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(bytes(data))
    ((_, _, error),) = said(read_files([path]))
    assert "locked with a password" in str(error)


def test_a_bomb_and_a_crowd_are_refused_before_anything_is_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bundle(tmp_path, {"P1.txt": "a", "P2.txt": bytes(40_000_000)})
    ((_, _, error),) = said(read_files([path]))
    assert "zip bomb" in str(error)
    monkeypatch.setattr(zipped, "_MOST", 1)
    ((_, _, error),) = said(read_files([bundle(tmp_path, {"a.txt": "a", "b.txt": "b"})]))
    assert "2 files, more than the 1" in str(error)


def test_a_damaged_member_loses_nothing_of_the_others(tmp_path: Path) -> None:
    path = bundle(tmp_path, {"P1.txt": "one " * 99, "P2.txt": "two"})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(bytes(data))
    batch = read_files([path])
    assert [each.text for each in batch.documents] == ["two"]
    assert "damaged in the zip archive" in str(batch.reports[0].error)


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing of the kind", b"text", b""])
def test_what_is_only_called_a_zip_is_told_what_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(content)
    batch = read_files([path])
    assert [each.text for each in batch.documents] == (["text"] if content == b"text" else [])
    assert ("damaged or cut off" in str(batch.reports[0].error)) == content.startswith(b"PK")


def test_a_zip_in_a_folder_is_expanded_too(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    bundle(folder, {"P1.txt": "inside"})
    assert [each.text for each in read_files([folder]).documents] == ["inside"]


def test_members_stay_for_as_long_as_they_are_wanted(tmp_path: Path, nothing_stays: Path) -> None:
    room = zipped.Unpacked()
    (file,), _ = expand([bundle(tmp_path, {"P1.txt": "kept"})], room)
    assert file.read_text() == "kept"
    assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700
    del room
    assert not file.exists()
