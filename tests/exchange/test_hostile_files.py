"""Files made to do harm: each gives a sentence or a sane text, and none takes long."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.batch import FileReport, ImportBatch
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made, odt_made

DEEP = 10_000
MOST = 2.0  # seconds of processor time for what is 0.1 to 0.3 MB here
HTML = {
    "div": "<div>" * DEEP + "x",
    "b": "<b>" * DEEP + "x" + "</b>" * DEEP,
    "p": "<p>a" * 20_000,
    "li": "<li>x" * 20_000,
    "comments": "x<!--" * 20_000,
    "declarations": "x" + "<!" * 100_000,
    "angles": "<" * 200_000,
    "attributes": "x<a b " * 40_000,
    "tables": "<table><tr><td>" * DEEP + "x",
    "classes": "<style>" + ".c{font-weight:700}" * DEEP + "</style><p class=c>x",
    "closing": "x" + "</b>" * 20_000,
    "entities": '<!DOCTYPE html [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>x&b;',
}
RTF = {
    "pairs": "x" + "{}" * 100_000,
    "slashes": "x" + "\\" * 200_001,
    "words": "x" + r"\b" * 100_000,
    "notes": "x" + r"{\footnote y\par}" * 10_000,
    "notes in notes": "x" + r"{\footnote y" * 1_000,
    "boxes": "x" + r"{\shptxt y\par}" * 10_000,
    "links": "x" + r'{\field{\*\fldinst HYPERLINK "' * 900,
    "numbers": r"x\uc9999999999\u9999999999 \bin-5 \s99999999999 \f-1 ",
}


def timed(path: Path) -> tuple[ImportBatch, float]:
    start = time.process_time()
    batch = read_files([path])
    return batch, time.process_time() - start


def only(batch: ImportBatch) -> FileReport:
    (report,) = batch.reports
    return report


@pytest.mark.parametrize("what", HTML)
def test_web_pages(tmp_path: Path, what: str) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html>" + HTML[what])
    batch, seconds = timed(path)
    assert batch.documents
    assert "x" in batch.documents[0].text or what == "p" or what == "angles"
    assert seconds < MOST


@pytest.mark.parametrize("what", RTF)
def test_rtf(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1 " + RTF[what] + "}")
    batch, seconds = timed(path)
    assert batch.documents[0].text.startswith("x")
    assert seconds < MOST


def test_ten_megabytes_of_braces_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "braces.rtf"
    path.write_text(r"{\rtf1 " + "{" * 10_000_000)
    batch, seconds = timed(path)
    assert "deep in one another" in str(only(batch).error)
    assert seconds < MOST


@pytest.mark.parametrize("tag", ["text:section", "text:p", "text:span"])
def test_nested_odt(tmp_path: Path, tag: str) -> None:
    body = f"<{tag}>" * DEEP + f"</{tag}>" * DEEP
    batch, seconds = timed(odt_made.package(tmp_path / "a.odt", body))
    assert "content.xml is malformed XML" in str(only(batch).error)
    assert seconds < MOST


@pytest.mark.parametrize("tag", ["w:sdt", "w:p", "w:r"])
@pytest.mark.parametrize("deep", [100, DEEP])
def test_nested_docx(tmp_path: Path, tag: str, deep: int) -> None:
    body = docx_made.p("x") + f"<{tag}>" * deep + f"</{tag}>" * deep
    path = docx_made.package(tmp_path / "a.docx", docx_made.document(body))
    batch, seconds = timed(path)
    refused = "word/document.xml is malformed XML" in str(only(batch).error)
    assert refused if deep == DEEP else batch.documents[0].text.startswith("x")
    assert seconds < MOST


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
     '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
)  # fmt: skip
def test_entities_in_odt_are_refused(tmp_path: Path, doctype: str) -> None:
    path = odt_made.package(tmp_path / "a.odt", odt_made.p("x"))
    content = doctype + odt_made.content(odt_made.p("&b;"))
    docx_made.package(path, {"mimetype": odt_made.TYPE, "content.xml": content})
    assert "declares a document type" in str(only(read_files([path])).error)


def test_a_bomb_in_odt_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    content = odt_made.content(odt_made.p("x"))
    parts: dict[str, str | bytes] = {"content.xml": content, "Pictures/1.bmp": bytes(40_000_000)}
    path = docx_made.package(tmp_path / "a.odt", parts)
    assert "zip bomb" in str(only(read_files([path])).error)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rtf", b"{\\rtf1 a\0b\x01c}"),
        ("a.html", b"<html><p>a\0b\x01c"),
        ("a.html", b"<html><p>a&#0;b&#1;c"),
    ],
)
def test_nuls_and_control_characters_become_the_sign_for_none(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_files([path]).documents[0].text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("name", ["a.odt", "a.docx", "a.rtf", "a.html"])
@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_files_that_are_cut_off(tmp_path: Path, name: str, cut: float) -> None:
    path = tmp_path / name
    if name == "a.odt":
        odt_made.package(path, odt_made.BODY)
    elif name == "a.docx":
        docx_made.package(path, docx_made.EVERYTHING)
    elif name == "a.rtf":
        path.write_text(r"{\rtf1{\fonttbl{\f0 A;}}" + r"{\b word} and word\par " * 40 + "}")
    else:
        path.write_text("<html><body>" + "<p><b>word</b> and &eacute;</p>" * 40)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    batch = read_files([path])
    assert bool(batch.documents) != bool(only(batch).error)
    if path.suffix in (".odt", ".docx"):
        assert "damaged or cut off" in str(only(batch).error)


@pytest.mark.parametrize("name", ["a.odt", "a.docx", "a.rtf"])
@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"SQLite format 3\0", b"\x89PNG\r\n\x1a\n"])
def test_wrong_kinds_are_told_what_they_are(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content + bytes(64))
    batch = read_files([path])
    assert batch.documents == ()
    assert "Nothing of it was taken in" in str(only(batch).error)


WORDS = (
    r"{ } \b \b0 \i \ul \v \deleted \plain \pard \par \cell \row \sect \page \f1 \u-10179? "
    r"\u-8704? \u233? \uc0 \uc2 \'e9 \'83 \bin3 \* \footnote \ftnalt \shptxt \upr \ud \header "
    r"\fonttbl \fcharset128 \stylesheet \s1 \outlinelevel0 \pict \fldrslt \tab \~ \\ \{ \ "
)
TAGS = (
    "<p>|</p>|<b>|</b>|<i|<div hidden>|</div>|<pre>|</pre>|<br>|<td>|<table>|</table>|<li>|<h1>|"
    "</h1>|<style>.a{font-weight:700}</style>|<p class=a>|<!--|-->|&amp;|&#0;|&bad|<script>|"
    "</script>|word| |\n|\t|\x00|é|<a id=cmnt1>|<del>|<textarea>|</textarea>"
)
RTF_TOKENS = st.sampled_from([*WORDS.split(" "), "word ", "\n", "\0", "\xe9", "heading 1;"])
HTML_TOKENS = st.sampled_from(TAGS.split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(RTF_TOKENS, max_size=60), st.lists(HTML_TOKENS, max_size=60))
def test_any_rubbish_gives_a_sentence_or_a_text_with_marks_inside(
    rtf: list[str], html: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.rtf").write_text(r"{\rtf1 " + "".join(rtf), "latin-1")
        (Path(folder) / "b.html").write_text("<html>" + "".join(html), "utf-8")
        batch = read_files([Path(folder)])
    assert len(batch.reports) == 2
    assert len(batch.documents) == sum(report.error is None for report in batch.reports)
    for draft in batch.documents:
        assert freeze(draft.text).text == draft.text
        assert all(0 <= mark.start < mark.end <= len(draft.text) for mark in draft.marks)
