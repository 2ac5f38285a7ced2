"""OpenDocument texts: every construct comes in as a reader of the page sees it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft, ImportBatch
from gtcoder.exchange.reading import read_files
from tests.exchange import odt_made as made
from tests.exchange.odt_made import p, package, span


def marks_of(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(str(mark.kind), draft.text[mark.start : mark.end]) for mark in draft.marks]


def refusal(batch: ImportBatch) -> str:
    assert batch.documents == ()
    (report,) = batch.reports
    assert report.error is not None
    return report.error


def test_every_construct_in_one_document(tmp_path: Path) -> None:
    path = package(tmp_path / "made.odt", made.BODY, styles=made.STYLES, automatic=made.AUTOMATIC)
    batch = read_files([path])
    (draft,) = batch.documents
    assert draft.text.split("\n") == made.TEXT.split("\n")
    assert marks_of(draft) == made.MARKS
    assert [str(note) for note in batch.reports[0].notes] == made.NOTES
    assert draft.source.kind == "odt"


def test_a_name_in_bold_stays_in_its_line_so_that_turns_are_found(tmp_path: Path) -> None:
    said = [("INT", "Well?"), ("Ann", "Yes."), ("INT", "And?"), ("Ann", "No.")]
    body = "".join(p(f"{span(f'{who}:', 'B')} {words}") for who, words in said)
    (draft,) = read_files([package(tmp_path / "a.odt", body, automatic=made.AUTOMATIC)]).documents
    assert [(turn.speaker, draft.text[turn.body : turn.end]) for turn in draft.turns] == said
    assert marks_of(draft) == [("bold", f"{who}:") for who, _ in said]


def test_notes_are_in_nobodys_turn(tmp_path: Path) -> None:
    last = f"Ann: No{made.note('footnote', '1', 'the footnote')}."
    body = "".join(map(p, ("INT: Well?", "Ann: Yes.", "INT: And?", last)))
    (draft,) = read_files([package(tmp_path / "a.odt", body)]).documents
    assert draft.text[draft.turns[-1].start : draft.turns[-1].end] == "Ann: No."
    assert draft.text.endswith("\n\n[1] the footnote")


def test_an_odt_under_another_name_is_read_as_one(tmp_path: Path) -> None:
    (draft,) = read_files([package(tmp_path / "interview.txt", p("by its content"))]).documents
    assert (draft.text, draft.source.kind) == ("by its content", "odt")


def test_a_spreadsheet_named_like_a_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sheet.odt"
    with zipfile.ZipFile(path, "w") as archive:
        xml = made.content("").replace("office:text", "office:spreadsheet")
        archive.writestr("content.xml", xml)
    assert "no OpenDocument text" in refusal(read_files([path]))


def test_a_locked_text_is_refused(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    path = package(tmp_path / "locked.odt", p("x"), **manifest)
    assert "locked with a password" in refusal(read_files([path]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"this is plain text", "named like an OpenDocument text"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged or cut off"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.odt"
    path.write_bytes(content)
    assert said in refusal(read_files([path]))


def test_blanks_that_are_counted_absurdly_do_not_fill_the_memory(tmp_path: Path) -> None:
    body = p("a<text:s text:c='4000000000'/>b<text:s text:c='x'/>c")
    (draft,) = read_files([package(tmp_path / "a.odt", body)]).documents
    assert draft.text == f"a{' ' * 1000}b c"
