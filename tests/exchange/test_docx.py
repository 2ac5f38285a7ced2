"""Word documents: every construct comes in as a reader of the page sees it, and no trick does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gtcoder.batch import ImportBatch
from gtcoder.exchange import packages
from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made as made
from tests.exchange.docx_made import document, field, p, package, r


def read(path: Path, parts: dict[str, str | bytes]) -> ImportBatch:
    return read_files([package(path / "made.docx", parts)])


def text_of(path: Path, parts: dict[str, str | bytes]) -> str:
    batch = read(path, parts)
    assert [report.error for report in batch.reports] == [None]
    return batch.documents[0].text


def refusal(batch: ImportBatch) -> str:
    assert batch.documents == ()
    (report,) = batch.reports
    assert report.error is not None
    return report.error


def test_every_construct_in_one_document(tmp_path: Path) -> None:
    batch = read(tmp_path, made.EVERYTHING)
    (draft,) = batch.documents
    assert draft.text.split("\n") == made.TEXT.split("\n")
    assert draft.text == made.TEXT
    assert [str(note) for note in batch.reports[0].notes] == made.NOTES
    assert draft.source.kind == "docx"


def test_the_strict_form_of_the_format_is_read_alike(tmp_path: Path) -> None:
    strict = {
        name: str(content)
        .replace(made.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(made.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in made.EVERYTHING.items()
    }
    assert text_of(tmp_path, {**strict}) == made.TEXT


def test_the_main_part_is_found_by_its_relation(tmp_path: Path) -> None:
    parts = document(p("elsewhere"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("document.xml", "document2.xml")
    assert text_of(tmp_path, parts) == "elsewhere"


@pytest.mark.parametrize(
    "relations", ["<Relationships", "", "<x/>", made.RELATIONS.replace("word/", "../../etc/")]
)
def test_malformed_relations_do_not_matter(tmp_path: Path, relations: str) -> None:
    parts = document(p("still read"))
    parts["_rels/.rels"] = relations
    assert text_of(tmp_path, parts) == "still read"


def test_a_field_that_never_ends_loses_no_text(tmp_path: Path) -> None:
    body = p("a", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "b") + p("c")
    batch = read(tmp_path, document(body))
    assert batch.documents[0].text == "ab\nc"
    assert "fields are damaged" in batch.reports[0].notes[0].message


def test_fields_that_span_paragraphs_keep_their_result(tmp_path: Path) -> None:
    begin, rest = field("TOC", "one").split('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert rest == ""
    body = p(begin) + p("two", '<w:r><w:fldChar w:fldCharType="end"/></w:r>') + p("three")
    assert text_of(tmp_path, document(body)) == "one\ntwo\nthree"


def test_a_footnote_that_is_missing_is_said(tmp_path: Path) -> None:
    body = p("x", "<w:r><w:footnoteReference w:id='2'/></w:r>")
    batch = read(tmp_path, document(body))
    assert batch.documents[0].text == "x"
    assert "line 1: footnote [1] is missing in the file" in map(str, batch.reports[0].notes)


def test_covered_cells_with_text_are_said(tmp_path: Path) -> None:
    covered = made.cell(p("under"), properties="<w:vMerge/>")
    batch = read(tmp_path, document(f"{p('x')}<w:tbl><w:tr>{covered}</w:tr></w:tbl>"))
    assert batch.documents[0].text == "x"
    assert "1 covered part of merged cells" in batch.reports[0].notes[0].message


def test_footnotes_are_in_nobodys_turn(tmp_path: Path) -> None:
    said = [p("INT: Well?"), p("Ann: Yes."), p("INT: And?")]
    last = p("Ann: No", "<w:r><w:footnoteReference w:id='2'/></w:r>")
    batch = read(tmp_path, document("".join((*said, last)), footnotes=made.FOOTNOTES))
    draft = batch.documents[0]
    assert draft.text[draft.turns[-1].start : draft.turns[-1].end] == "Ann: No"
    assert draft.text.endswith("\n\n[1] the footnote\ngoes on")


def test_a_table_with_a_column_of_names_gives_turns(tmp_path: Path) -> None:
    rows = [("Nadia", "So how was it?"), ("Omar", "Long."), ("Nadia", "Why?"), ("Omar", "Snow."),
            ("Nadia", "And then?"), ("Omar", "Home.")]  # fmt: skip
    body = "".join(f"<w:tr>{made.cell(p(who))}{made.cell(p(what))}</w:tr>" for who, what in rows)
    draft = read(tmp_path, document(f"<w:tbl>{body}</w:tbl>")).documents[0]
    assert [(turn.speaker, draft.text[turn.body : turn.end]) for turn in draft.turns] == rows


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"this is plain text", "named like a Word document"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word or Excel file"),
        (b"%PDF-1.4\n", "a PDF file"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.docx"
    path.write_bytes(content)
    assert said in refusal(read_files([path]))


def test_a_cut_package_is_refused(tmp_path: Path) -> None:
    whole = package(tmp_path / "made.docx", made.EVERYTHING).read_bytes()
    (tmp_path / "made.docx").write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut off" in refusal(read_files([tmp_path / "made.docx"]))


def test_a_package_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "made.docx", made.EVERYTHING)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data[start + 200] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "word/document.xml is damaged" in refusal(read_files([path]))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r>",
        "<w:p>&undefined;</w:p>",
        "<x:p/>",
        "<w:p>" * 400 + "</w:p>" * 400,
        f"<w:p><w:r><w:t>{' '.join(map(str, range(1_600_000)))}</w:t></w:r></w:p>",
    ],
    ids=["unclosed", "entity", "prefix", "deep", "one huge text"],
)
def test_malformed_xml_is_refused_with_a_sentence(tmp_path: Path, body: str) -> None:
    assert "word/document.xml is malformed XML" in refusal(read(tmp_path, document(body)))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(tmp_path: Path, doctype: str, encoding: str) -> None:
    parts = document(p("x"))
    main = parts["word/document.xml"]
    assert isinstance(main, str)
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{main}'
    parts["word/document.xml"] = xml.encode(encoding)
    assert "declares a document type" in refusal(read(tmp_path, parts))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    parts = document(p("x"))
    parts["word/media/image1.bmp"] = bytes(packages.RATIO_LIMIT * 200_000)
    assert "from 0 to 38 MB" in refusal(read(tmp_path, parts))


def test_members_that_claim_gigabytes_are_refused_by_their_claim(tmp_path: Path) -> None:
    path = package(tmp_path / "made.docx", document(p("x")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/film.mp4", b"short")
    data = path.read_bytes()
    claim = (packages.MEMBER_LIMIT + 1).to_bytes(4, "little")
    entry = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: entry + 24] + claim + data[entry + 28 :])
    assert "to 500 MB" in refusal(read_files([path]))


@pytest.mark.parametrize(
    ("main", "what"),
    [("xl/workbook.xml", "a table"), ("content.xml", "zip archive"), ("mimetype", "zip archive")],
)
def test_other_packages_are_refused(tmp_path: Path, main: str, what: str) -> None:
    path = package(tmp_path / "other.docx", {main: "<x/>"})
    assert "no Word document" in refusal(read_files([path]))
    path = path.rename(tmp_path / "other.zip")
    assert what in refusal(read_files([path]))


def test_a_word_document_under_another_name_is_read_as_one(tmp_path: Path) -> None:
    path = package(tmp_path / "interview.txt", document(p("by its content")))
    (draft,) = read_files([path]).documents
    assert draft.text == "by its content"
    assert draft.source.kind == "docx"


def test_a_locked_part_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "made.docx", document(p("x")))
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(mark)
        data[at + flags] |= 1
    path.write_bytes(bytes(data))
    assert "locked with a password" in refusal(read_files([path]))


def test_line_ends_inside_a_run_are_frozen_and_counted_as_lines(tmp_path: Path) -> None:
    body = p("a\u2028b") + p(r("c"))
    batch = read(tmp_path, document(body))
    assert batch.documents[0].text == "a\nb\nc"
    assert "U+2028" in batch.reports[0].notes[0].message
