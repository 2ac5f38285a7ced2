"""Web pages: read as a browser shows them. All words are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft, ImportBatch
from gtcoder.exchange.reading import read_files

EVERYTHING = """<!DOCTYPE html>
<html dir="rtl"><head><title>Not this</title><meta charset="utf-8">
<style>.c1 { font-weight: 700 } .c2{color:red;font-style:italic} p.c3{text-decoration:underline}
</style><script>if (a < b) { "nor this" }</script></head>
<body>
<!-- nor a comment -->
<h1>The   head</h1>
<p><b>INT:</b>
   So &amp; what <i>was
   <u>it</u></i>?</p><p>First<br>second<br/><br>fourth<br></p>
<p></p><p> <br> </p>
<div>loose <p>inner</p> end</div>
<ul><li>one<li><p>two</p></ul>
<table><tr><th>who</th><td>what<p>more</td></tr></table>
<pre>
  as  it
 is</pre>
<p>caf&eacute; &#x1F642; &lt;tag&gt;&nbsp;&bogus; A<span> </span>B<b> </b>C</p>
<p>kept <ins>in</ins> <del>out</del><span hidden>hid</span><span style="display: none">den
</span>.</p>
<p><span class="c1">bold</span> <span class="c1 c2">both</span> <span class="c3">under</span>
<b style="font-weight:normal">not <span style="font-weight:600">yes</span></b></p>
<p>a picture <img src="x.png" alt="no">here <iframe>no</iframe><noscript>no</noscript>
<svg><title>no</title></svg><ruby>漢字<rp>(</rp><rt>reading</rt></ruby></p>
<p><strong>می\u200cخواهم</strong></p>tail
</body></html>
"""
TEXT = """\
The head
INT: So & what was it?
First
second

fourth

loose
inner
end
one
two
who
what
more
  as  it
 is
café 🙂 <tag>\xa0&bogus; A B C
kept in .
bold both under not yes
a picture here 漢字
می\u200cخواهم
tail"""
MARKS = [
    ("heading", "The head"),
    ("bold", "INT:"),
    ("italic", "was it"),
    ("underline", "it"),
    ("bold", "bold"),
    ("bold", "both"),
    ("italic", "both"),
    ("underline", "under"),
    ("bold", "yes"),
    ("bold", "می\u200cخواهم"),
]


def read(path: Path, content: str | bytes, name: str = "made.html") -> ImportBatch:
    file = path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_files([file])


def marks_of(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(str(mark.kind), draft.text[mark.start : mark.end]) for mark in draft.marks]


def test_every_construct_in_one_page(tmp_path: Path) -> None:
    batch = read(tmp_path, EVERYTHING)
    (draft,) = batch.documents
    assert draft.text.split("\n") == TEXT.split("\n")
    assert marks_of(draft) == MARKS
    assert draft.source.kind == "html"
    assert [str(note) for note in batch.reports[0].notes] == [
        "line 19: 1 deletion left out",
        "line 19: 1 insertion taken in",
        "line 19: 2 hidden parts left out, the first of them here",
        "line 11: 2 items of lists, without number or bullet in the text, the first of them here",
        "line 21: 1 picture left out",
        "line 21: 2 embedded pages, sounds, films or drawings left out, the first of them here",
    ]


def test_a_name_in_bold_stays_in_its_line_so_that_turns_are_found(tmp_path: Path) -> None:
    said = [("INT", "Well?"), ("Ann", "Yes."), ("INT", "And?"), ("Ann", "No.")]
    body = "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in said)
    (draft,) = read(tmp_path, f"<html><body>{body}").documents
    assert [(turn.speaker, draft.text[turn.body : turn.end]) for turn in draft.turns] == said


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<html><meta charset=windows-1255><p>שלום".encode("cp1255"), "cp1255"),
        ("<html><meta content='text/html; charset=iso-8859-1'><p>é“".encode("cp1252"), "cp1252"),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>é".encode(), "utf-8"),
        ("<html><p>é".encode("utf-8-sig"), "utf-8-sig"),
        ("<html><p>é".encode("utf-16"), "utf-16"),
        ("<html><meta charset='utf-16'><p>é".encode(), "utf-8"),
        ("<html><meta charset='none-such'><p>é".encode(), "utf-8"),
        ("<html><meta charset='utf-8'><p>Caf\xe9 und \xfcber".encode("cp1252"), "cp1252"),
        ("<html><p>no charset: é".encode(), "utf-8"),
    ],
)
def test_the_encoding(tmp_path: Path, content: bytes, encoding: str) -> None:
    (draft,) = read(tmp_path, content).documents
    assert draft.source.encoding == encoding
    assert set("éש") & set(draft.text)
    assert "\ufffd" not in draft.text


def test_a_page_that_lies_about_its_encoding_is_told(tmp_path: Path) -> None:
    batch = read(tmp_path, "<html><meta charset='utf-8'><p>Caf\xe9 und \xfcber".encode("cp1252"))
    assert "written in utf-8, which it is not" in batch.reports[0].notes[0].message


def test_a_piece_of_a_page_is_read_by_its_name(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "<p>only <b>a piece</b></p>", "piece.htm").documents
    assert (draft.text, draft.source.kind) == ("only a piece", "html")


def test_a_page_under_another_name_is_read_as_one(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "\n<!-- x --><HTML><p>a page", "notes.txt").documents
    assert (draft.text, draft.source.kind) == ("a page", "html")


@pytest.mark.parametrize("content", ["<!DOCTYPE html><html>", "<html><script>x", "<html><p> "])
def test_a_page_without_words_is_refused(tmp_path: Path, content: str) -> None:
    batch = read(tmp_path, content)
    assert batch.documents == ()
    assert "holds no text" in str(batch.reports[0].error)


GOOGLE = (
    '<p>said <sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>and on</p><div class="c1">'
    '<p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>a remark</span></p><p>of two lines</p></div>'
    "<p>the end</p>"
)
WORD = (
    "<p>said <a class=msocomanchor href='#_msocom_1'>[A1]</a>and on</p><div style='mso-element:"
    "comment-list'><div style='mso-element:comment'><p>a remark</p></div></div><p>the end</p>"
)


@pytest.mark.parametrize("content", [GOOGLE, WORD])
def test_comments_are_left_out_and_told(tmp_path: Path, content: str) -> None:
    batch = read(tmp_path, f"<html><body>{content}")
    assert batch.documents[0].text == "said and on\nthe end"
    assert [str(note) for note in batch.reports[0].notes] == ["line 1: 1 comment left out"]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ('class="a"', ["bold"]),
        ('class="a b"', ["italic"]),
        ('class="b a"', ["bold", "italic"]),
        ('class="a b a"', ["bold", "italic"]),
        ('class="a none" style="font-weight:normal"', []),
        ('class="b c"', ["italic", "underline"]),
    ],
)
def test_the_later_of_two_classes_holds(tmp_path: Path, said: str, marks: list[str]) -> None:
    rules = (
        ".a{font-weight:bold} .b{font-weight:400;font-style:italic} .c{text-decoration:underline}"
        ".c{font-style:oblique}"
    )
    page = f"<html><style>{rules}</style><p><span {said}>x</span>"
    (tmp_path / "a.html").write_text(page)
    found = read_files([tmp_path / "a.html"]).documents[0].marks
    assert sorted(mark.kind for mark in found) == marks
