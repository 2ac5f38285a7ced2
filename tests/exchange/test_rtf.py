r"""RTF: every construct comes in as a reader of the page sees it. All words are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft, ImportBatch
from gtcoder.exchange.reading import read_files

HEAD = r"""{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset128 Mincho;}{\f2\fcharset2 Symbol;}
{\f3\fcharset204 Arial Cyr;}{\f4 Plain;}}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b Kop een;}{\s2\b heading 2;}{\*\cs10 Default;}}
{\*\generator Somebody;}{\info{\title Not this}{\author Nor this}}
"""
EVERYTHING = (
    HEAD
    + r"""{\header\pard Confidential\par}{\footer\pard  \par}
\pard\s1 The head\par
\pard\plain\s2\b Below it\par
\pard\plain {\b INT:} So {\i what {\b both}} was it\'3f Caf\'e9 \u8217\'92 \u-10179?\u-8704?\par
{\b P1:\b0  Fine}{\deleted  gone} {\revised added}{\v hid}.{\super\chftn}{\footnote\pard
{\super\chftn} The note {\b bold}\par second}\par
two\tab three\line four\~five\_six\-seven \{x\}\\ \u8212\emdash end\par
{\deleted joined\par}{\listtext\pard 1.\tab}item one\par
\trowd\intbl cell one\cell two\par lines\cell {\ul under}\cell\row\pard
{\f2\'ae\u-3913 ?} {\f3\'cf\'f0\'e8} {\f1\'93\'fa\'96{}{\'7b}} {\f1\'93\'fa\'8e\'40A}\par
{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt{\ul link}}}{\*\atnid X}{\chatn{\*\annotation
{\*\atnref 1}comment}} on\par
before {\shp{\*\shpinst\shpleft0{\sp{\sn fLine}{\sv 0}}{\shptxt\pard boxed\par}}{\shprslt
{\*\do\dptxbx{\dptxbxtext boxed\par}}}}after\par
{\*\shppict{\pict\pngblip\bin5 }}}{}}}{\nonshppict{\pict 0102}}\page last
 {\upr{ansi}{\*\ud uni\u269 ?}}{\footnote\ftnalt endn\par}{\*\unknown not this}\par
}and nothing of this"""
)
TEXT = """\
The head
Below it
INT: So what both was it? Café ’ 😀
P1: Fine added.
two\tthree
four\xa0five\u2011six\xadseven {x}\\ —end
item one
cell one
two
lines
under
→• При 日\ufffd{ 日察A
link on
before after
boxed
last unič

[1] The note bold
second
[i] endn"""
MARKS = [
    ("heading", "The head"),
    ("bold", "Below it"),
    ("heading", "Below it"),
    ("bold", "INT:"),
    ("italic", "what both"),
    ("bold", "both"),
    ("bold", "P1:"),
    ("underline", "under"),
    ("bold", "bold"),
]


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("latin-1"))
    return path


def read(path: Path, text: str) -> ImportBatch:
    return read_files([write(path / "made.rtf", text)])


def marks_of(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(str(mark.kind), draft.text[mark.start : mark.end]) for mark in draft.marks]


def test_every_construct_in_one_document(tmp_path: Path) -> None:
    batch = read(tmp_path, EVERYTHING)
    (draft,) = batch.documents
    assert draft.text.split("\n") == TEXT.split("\n")
    assert marks_of(draft) == MARKS
    assert draft.source.kind == "rtf"
    assert [str(note) for note in batch.reports[0].notes] == [
        "line 4: 1 tracked insertion taken in",
        "line 4: 2 tracked deletions left out, the first of them here",
        "line 4: 1 piece of hidden text left out",
        "line 13: 1 comment left out",
        "line 7: 1 numbered or bulleted paragraph, without number or bullet in the text",
        "line 16: 1 picture left out",
        "page headers were left out",
        "footnotes kept at the end of the text, under their numbers; referred to in line 4",
        "endnotes kept at the end of the text, under their numbers; referred to in line 16",
    ]


def test_a_name_in_bold_stays_in_its_line_so_that_turns_are_found(tmp_path: Path) -> None:
    said = [("INT", "Well?"), ("Ann", "Yes."), ("INT", "And?"), ("Ann", "No.")]
    body = "".join(rf"{{\b {who}:}} {words}\par " for who, words in said)
    (draft,) = read(tmp_path, HEAD + body + "}").documents
    assert [(turn.speaker, draft.text[turn.body : turn.end]) for turn in draft.turns] == said


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (r"\u55357?\u56898?", "🙂"),  # halves written as they are, not as negative numbers
        (r"\u-10179?x\u-8704?", "\ufffdx\ufffd"),
        (r"\u-10179?\u-10179?\u-8704?", "\ufffd😀"),
        (r"\uc0\u269 x", "čx"),
        (r"\uc2\u269\'63\'63x", "čx"),
        (r"{\uc3\u269 abcx}y\u269 zw", "čxyčw"),
        (r"\u99999999 ?", "\ufffd"),
        (r"{\f4 \'e9}", "é"),
        (r"{\f99 \'e9}", "é"),
        ("\xe9 and \xfc", "é and ü"),
    ],
)
def test_letters(tmp_path: Path, letters: str, said: str) -> None:
    (draft,) = read(tmp_path, f"{HEAD}{letters}}}").documents
    assert draft.text == said


@pytest.mark.parametrize(
    ("page", "byte", "said"),
    [(r"\ansicpg1251", r"\'e6", "ж"), (r"\mac", r"\'8e", "é"), (r"\ansicpg65001", r"\'c3\'a9", "é"),
     (r"\ansicpg99", r"\'e9", "é")],
)  # fmt: skip
def test_the_code_page_of_the_document(tmp_path: Path, page: str, byte: str, said: str) -> None:
    (draft,) = read(tmp_path, rf"{{\rtf1\ansi{page} {byte}}}").documents
    assert (draft.text, draft.source.kind) == (said, "rtf")


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    batch = read(tmp_path, HEAD + r"one\par {\b two\par thr")
    assert batch.documents[0].text == "one\ntwo\nthr"
    assert "its end is missing" in batch.reports[0].notes[-1].message


@pytest.mark.parametrize(
    ("cut", "text"),
    [
        (r"{\footnote the note is", "One\n\n[1] the note is"),
        (r"{\shp{\*\shpinst{\shptxt box words", "One\nbox words"),
        (r"{\shptxt box words{\footnote the note is", "One\nbox words\n\n[1] the note is"),
        (r"{\header the head", "One"),
        (r"{\*\bkmkstart name", "One"),
    ],
)
def test_a_file_that_is_cut_off_within_a_note_or_box_keeps_its_words(
    tmp_path: Path, cut: str, text: str
) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1 One" + cut)
    batch = read_files([tmp_path / "a.rtf"])
    assert batch.documents[0].text == text
    assert "its end is missing" in " ".join(map(str, batch.reports[0].notes))


def test_boxes_far_in_one_another_keep_their_words(tmp_path: Path) -> None:
    boxes = "".join(rf"{{\shptxt w{n}\par " for n in range(15)) + "}" * 15
    (tmp_path / "a.rtf").write_text(r"{\rtf1 One" + boxes + r"\par Two}")
    words = read_files([tmp_path / "a.rtf"]).documents[0].text.split()
    assert words == ["One", *(f"w{n}" for n in range(15)), "Two"]


def test_plain_text_named_rtf_is_refused(tmp_path: Path) -> None:
    (report,) = read(tmp_path, "just text").reports
    assert "named like RTF" in str(report.error)


def test_no_bytes_of_a_picture_become_text(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, HEAD + r"a{\pict\bin99999999 }}}b").documents
    assert draft.text == "a"
