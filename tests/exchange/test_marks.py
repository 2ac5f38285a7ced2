"""Marks of formatting: kept beside the text, exact after freezing, whatever is said of speakers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.batch import DocumentDraft
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.freezing import freeze, places_after
from gtcoder.exchange.lines import BOLD, HEADING, ITALIC, Lines, marks_of
from gtcoder.exchange.reading import read_files
from tests.exchange import docx_made as made
from tests.exchange.docx_made import document, p, package, r

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Kop1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Said"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:i/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr>'
    '<w:u w:val="single"/></w:rPr></w:style>'
)


def run(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def style(name: str) -> str:
    return f"<w:pPr><w:pStyle w:val='{name}'/></w:pPr>"


def marked(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(str(mark.kind), draft.text[mark.start : mark.end]) for mark in draft.marks]


def read(path: Path, body: str, options: ImportOptions | None = None) -> DocumentDraft:
    parts = document(body, styles=STYLES, footnotes=made.FOOTNOTES)
    batch = read_files([package(path / "made.docx", parts)], options)
    assert batch.reports[0].error is None
    return batch.documents[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(run("INT:", "<w:b/>"), " So"), [("bold", "INT:")]),
        (p(run("IN", "<w:b/>"), run("T:", "<w:b/><w:lang/>"), " So"), [("bold", "INT:")]),
        (p(run("a", "<w:b w:val='0'/>"), run("b", "<w:u w:val='none'/>")), []),
        (p(run("a", "<w:i/><w:u w:val='dash'/>")), [("italic", "a"), ("underline", "a")]),
        (p(run("   ", "<w:b/>"), "x"), []),
        (p(style("Kop1"), "Head"), [("heading", "Head")]),
        (p(style("Sub"), "Head"), [("heading", "Head")]),
        (p("<w:pPr><w:outlineLvl w:val='2'/></w:pPr>", "Head"), [("heading", "Head")]),
        (p("<w:pPr><w:outlineLvl w:val='9'/></w:pPr>", "Body"), []),
        (p(style("Said"), "a ", run("b", "<w:b w:val='off'/>")), [("bold", "a ")]),
        (p(style("Said"), "a ", run("b", "<w:rStyle w:val='Strong'/>")), [("bold", "a ")]),
        (p(run("a", "<w:rStyle w:val='Strong'/>"), "b"), [("bold", "a")]),
        (p(run("a", "<w:rStyle w:val='Loop'/>"), "b"), [("italic", "a")]),
        (p(run("a", "<w:rStyle w:val='Link'/>"), "b"), []),
        (p(run("a", "<w:rStyle w:val='None'/>"), "b"), []),
        (p(run("a", "<w:b/>")) + p(run("b", "<w:b/>")), [("bold", "a"), ("bold", "b")]),
    ],
)
def test_marks_of_word_documents(
    tmp_path: Path, body: str, expected: list[tuple[str, str]]
) -> None:
    assert marked(read(tmp_path, body)) == expected


def test_a_style_hides_as_a_run_does(tmp_path: Path) -> None:
    draft = read(tmp_path, p("seen ", run("hidden", "<w:rStyle w:val='Gone'/>"), "too"))
    assert draft.text == "seen too"


def test_marks_are_where_the_words_are_after_freezing_breaks_boxes_and_notes(
    tmp_path: Path,
) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        p(
            page,
            "😀 a&#13;&#10;b ",
            run("one&#13;&#10;", "<w:b/>"),
            page,
            page,
            run("two", "<w:b/>"),
        )
        + p("\u2028x ", made.BOX, run("three", "<w:i/>"))
        + p(
            run("four", "<w:b/>"), "<w:r><w:rPr><w:b/></w:rPr><w:footnoteReference w:id='2'/></w:r>"
        )
    )
    draft = read(tmp_path, body)
    assert marked(draft) == [
        ("bold", "one\n"), ("bold", "two"), ("italic", "three"), ("bold", "four")
    ]  # fmt: skip
    assert draft.text.endswith("four\n\n[1] the footnote\ngoes on")


def test_marks_do_not_depend_on_speakers(tmp_path: Path) -> None:
    body = "".join(p(run(f"{who}:", "<w:b/>"), " Words.") for who in ("A", "B", "A", "B"))
    found = [read(tmp_path, body, ImportOptions(speakers=each)) for each in ("auto", "none")]
    assert found[0].turns != found[1].turns
    assert found[0].marks == found[1].marks
    assert found[0].text == found[1].text


def test_a_damaged_part_of_styles_loses_marks_but_no_words(tmp_path: Path) -> None:
    parts = document(p(style("Kop1"), "Head", run(" b", "<w:b/>")))
    parts["word/styles.xml"] = "<w:styles"
    (draft,) = read_files([package(tmp_path / "made.docx", parts)]).documents
    assert (draft.text, marked(draft)) == ("Head b", [("bold", " b")])


pieces = st.lists(
    st.tuples(
        st.text(st.sampled_from("ab \r\n\ufeff\f\x85\u2028\0😀"), max_size=4), st.integers(0, 15)
    ),
    max_size=12,
)


@given(pieces)
def test_every_letter_keeps_its_form(found: list[tuple[str, int]]) -> None:
    """Each marked stretch holds the letters that were put in that form, blanks aside."""
    lines = Lines()
    for text, form in found:
        lines.put(text, form)
    lines.end()
    frozen = freeze(lines.text).text
    marks = marks_of(lines.text, lines.stretches, frozen)
    for bit, kind in ((BOLD, "bold"), (ITALIC, "italic"), (HEADING, "heading")):
        put = "".join(text for text, form in found if form & bit)
        kept = "".join(frozen[mark.start : mark.end] for mark in marks if mark.kind == kind)
        assert "".join(filter(str.isalpha, put)) == "".join(filter(str.isalpha, kept))


@given(st.text(st.sampled_from("ab\r\n\x00")), st.text(st.sampled_from("ab\r\n\x00")))
def test_places_follow_the_freezing(head: str, tail: str) -> None:
    """What lies behind a place is what was frozen behind it, unless it parts CR from LF."""
    raw = f"\ufeff{head}{tail}"
    (found,) = places_after(raw, [1 + len(head)])
    if not (head.endswith("\r") and tail.startswith("\n")):
        assert freeze(raw).text[found:] == freeze(tail).text


def test_plain_runs_have_no_marks(tmp_path: Path) -> None:
    assert read(tmp_path, p(r("nothing"), " set off")).marks == ()
