"""PDFs: lines and paragraphs by geometry, margins out, speaker turns kept, refusals in sentences.

All talk is invented.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPdfWriter, QTextDocument

from gtcoder.batch import DocumentDraft, FileReport
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.reading import read_files
from gtcoder.vocabulary import Mark
from tests.exchange.pdf_made import Put, down, pdf_bytes, write_pdf

LONG = "so we carried the boxes down to the old house by the river and nobody"
LONGER = "asked us where we had been all day, which I found strange, and then"
INT = "INT: What did you do when the letter about the old house by the river"
ANN = "ANN: We read it, then we read it again, and then we went to the door and"


def read(path: Path, **options: str) -> tuple[DocumentDraft, list[str]]:
    batch = read_files([path], ImportOptions(**options))  # type: ignore[arg-type]
    (report,) = batch.reports
    assert report.error is None
    return batch.documents[0], [str(note) for note in report.notes]


def refused(path: Path) -> str:
    (report,) = read_files([path]).reports
    assert isinstance(report, FileReport)
    assert report.error is not None
    return report.error


def talk() -> list[Put]:
    """A page of two long turns and two short ones, wrapped at the same width."""
    return down(
        INT, "came?", ANN, LONG, LONGER, "we went.", "INT: And then?", "ANN: Nothing. Rain."
    )


def test_soft_wraps_are_joined_and_turns_stay(tmp_path: Path) -> None:
    draft, notes = read(write_pdf(tmp_path / "a.pdf", [talk()]))
    assert draft.text.split("\n")[:4] == [
        f"{INT} came?",
        f"{ANN} {LONG} {LONGER} we went.",
        "INT: And then?",
        "ANN: Nothing. Rain.",
    ]
    assert [turn.speaker for turn in draft.turns] == ["INT", "ANN", "INT", "ANN"]
    assert notes == ["4 lines that the page had broken were joined to the next (they can also be "
                     "kept as they stand)"]  # fmt: skip
    assert (draft.source.kind, draft.name) == ("pdf", "a")


def test_lines_can_be_kept(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [talk()])
    draft, notes = read(path, pdf_lines="keep")
    assert draft.text == "\n".join(one.text for one in talk()) + "\n"
    assert notes == []
    assert len(draft.turns) == 4


def test_a_turn_that_follows_a_full_line_begins_a_paragraph(tmp_path: Path) -> None:
    page = down(INT, ANN, INT, ANN, LONG, INT)
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    assert draft.text.split("\n")[:5] == [INT, ANN, INT, f"{ANN} {LONG}", INT]


def test_a_gap_begins_a_paragraph_and_stays_an_empty_line(tmp_path: Path) -> None:
    page = down(LONG, LONGER, "", LONG, LONGER, LONG, "end.")
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text == f"{LONG} {LONGER}\n\n{LONG} {LONGER} {LONG} end.\n"


def test_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    first = Put(LONG[:65], 90, 772)
    page = [*down(LONG, LONGER), first, *down(LONGER, LONG, y=758)]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    assert draft.text == f"{LONG} {LONGER}\n{LONG[:65]} {LONGER} {LONG}\n"


def test_a_hanging_paragraph_is_one(tmp_path: Path) -> None:
    page = [Put("1.14", 36, 800), *down(LONG, LONGER, LONG, LONGER)]
    page += [Put("2.05", 36, 744), *down(LONG, LONGER, y=744)]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text == f"1.14\t{LONG} {LONGER} {LONG} {LONGER}\n2.05\t{LONG} {LONGER}\n"


def test_words_divided_at_line_ends_are_joined(tmp_path: Path) -> None:
    page = down(
        f"{LONG} went on about the inter-",
        "view with a part-time teacher, then about my well-",
        "being. I said in between that the old house, which had been bought in the year 1956-",
        "57, was mine.",
    )
    draft, notes = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    assert "the interview with a part-time teacher" in draft.text
    assert "about my wellbeing. I said" in draft.text
    assert "in the year 1956-57, was mine." in draft.text
    assert notes[1:] == [
        "words divided at line ends were joined without hyphen: “interview”, “wellbeing”"
    ]


def test_the_hyphen_stays_where_the_text_says_that_it_is_the_word_s_own(tmp_path: Path) -> None:
    page = down(
        f"{LONG} was washing, a never-",
        "ending washing. It was never over, it had no ending that anybody saw, and the self-",
        "made soap was self-made by some of us who had no interview before this one inter-",
        "view, in which I say so.",
    )
    draft, notes = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    for words in ("a never-ending washing", "the self-made soap", "this one interview, in"):
        assert words in draft.text
    assert notes[1:] == [
        "words divided at line ends were joined without hyphen: “interview”",
        "words divided at line ends were joined with their hyphen: “never-ending”, “self-made”",
    ]


def test_one_hyphen_among_many_broken_lines_is_the_word_s_own(tmp_path: Path) -> None:
    page = down(*(LONG, LONGER) * 18, f"{LONG} went on about the never-", "ending rain.")
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    assert "the never-ending rain." in draft.text


def test_of_many_divided_words_eight_are_named(tmp_path: Path) -> None:
    ends = (f"{LONG[:60]} went on about the {letter * 4}-" for letter in "abcdefghij")
    _, notes = read(write_pdf(tmp_path / "a.pdf", [down(*ends, "zz.")]), pdf_lines="join")
    assert notes[1].count("“") == 8
    assert notes[1].endswith(" and 2 more")


def test_page_headers_footers_and_numbers_are_left_out_and_said(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 6):
        head = Put(f"Interview 7 · Lismore {number}", 72, 820)
        foot = Put(str(number), 300, 30)
        lines = [f"{letter} {number} {LONG}"[: 60 + number] for letter in "abcdef"]
        pages.append([head, foot, *down(*lines, y=780)])
    draft, notes = read(write_pdf(tmp_path / "a.pdf", pages), pdf_lines="keep")
    assert "Lismore" not in draft.text
    assert len(draft.text.split()) == len(" ".join(f"{one.text}" for page in pages
                                                   for one in page[2:]).split())  # fmt: skip
    assert notes == [
        "left out as a header or footer of 5 pages: “Interview 7 · Lismore 1”",
        "page numbers were left out on 5 pages",
    ]


def test_numbers_in_the_margin_are_left_out_and_said(tmp_path: Path) -> None:
    page = [*down(*(f"INT: Question {n}?" for n in range(9)))]
    page += [Put(str(n + 1), 40, 800 - 14 * n) for n in range(9)]
    draft, notes = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text == "".join(f"INT: Question {n}?\n" for n in range(9))
    assert notes[0] == "numbers in the left margin were left out: 1 to 9"


def test_years_at_the_same_place_are_no_numbers_of_lines(tmp_path: Path) -> None:
    page = down("1914", "1915", "1918", "1939", "1945", "1950", "We came.")
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text.split() == ["1914", "1915", "1918", "1939", "1945", "1950", "We", "came."]


def test_columns_become_tabs_and_rows_stay_rows(tmp_path: Path) -> None:
    page = [
        Put(text, x, 800 - 14 * row)
        for row in range(6)
        for text, x in ((f"waiting number {row}", 72), (str(row * 7), 400), (str(row), 470))
    ]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text == "".join(f"waiting number {row}\t{row * 7}\t{row}\n" for row in range(6))


def test_columns_of_running_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    halves = [
        "so we carried the boxes down to the",
        "old house by the river and nobody had",
        "asked us where we had been all day,",
        "which I found strange, and then we so",
    ]
    page = [*down(*halves), *down(*halves, x=320)]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]), pdf_lines="join")
    assert draft.text == " ".join([*halves, *halves]) + "\n"


def test_text_from_right_to_left_is_joined_as_well(tmp_path: Path, qapp: QGuiApplication) -> None:
    words = "مريم: بدأت بهاتف ثم مشينا إلى البيت القديم قرب النهر ولم يسألنا أحد أين كنا " * 3
    if not QFontDatabase.families(QFontDatabase.WritingSystem.Arabic):
        pytest.skip("no font here has Arabic letters")
    text = QTextDocument()
    text.setPageSize(QSizeF(500, 700))  # or a page number is put in
    text.setHtml(f'<p dir="rtl">{words}</p><p dir="rtl">{words}</p>')
    text.print_(QPdfWriter(str(tmp_path / "a.pdf")))
    draft, notes = read(tmp_path / "a.pdf")
    assert draft.text.split() == words.split() * 2
    assert len(draft.text.split("\n\n")) == 2
    assert any("lines that the page had broken were joined" in note for note in notes)


def test_bold_and_slanted_words_are_marked_over_line_ends(tmp_path: Path) -> None:
    lines = "Why did you carry the boxes of the in-", "stitute to the old house by the river?"
    asked = [replace(one, font="F2") for one in down(*lines)]
    aside = replace(down("(laughs)")[0], x=105, y=772, font="F3")
    answer = [Put("Well,", 72, 772), aside, Put("we had to, and nobody", 160, 772)]
    path = write_pdf(tmp_path / "a.pdf", [[*asked, *answer, *down("helped us.", y=758)]])
    for way, first in (("join", "the institute to"), ("keep", "the in-\nstitute to")):
        draft, _ = read(path, pdf_lines=way)
        marked = [(mark.kind, draft.text[mark.start : mark.end]) for mark in draft.marks]
        assert marked[-1] == (Mark.ITALIC, "(laughs)")
        bold = [text for kind, text in marked if kind is Mark.BOLD]
        assert "\n".join(bold) == draft.text[: draft.text.index("?") + 1]
        assert first in "\n".join(bold)


def test_a_text_that_is_bold_throughout_has_no_marks(tmp_path: Path) -> None:
    page = [replace(one, font="F2") for one in talk()]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.marks == ()


def test_what_lies_beyond_the_page_is_left_out(tmp_path: Path) -> None:
    page = [*down("Here."), Put("Beyond.", 72, -40), Put("Above.", 72, 900)]
    draft, _ = read(write_pdf(tmp_path / "a.pdf", [page]))
    assert draft.text == "Here.\n"


def test_a_scan_without_text_is_refused(tmp_path: Path) -> None:
    said = refused(write_pdf(tmp_path / "scan.pdf", [[], []]))
    assert "pictures without text" in said
    assert "text recognition (OCR)" in said


def test_pages_without_text_among_others_are_said(tmp_path: Path) -> None:
    draft, notes = read(write_pdf(tmp_path / "a.pdf", [talk(), [], talk()]))
    assert len(draft.turns) == 8
    assert "page 2 holds hardly any text, perhaps a picture" in notes


LOCK = (
    b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    b"/ID[<61626364><61626364>]"
)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    said = refused(write_pdf(tmp_path / "locked.pdf", [talk()], LOCK))
    assert "locked with a password" in said


@pytest.mark.parametrize("keep", [8, 60, 400])
def test_a_cut_pdf_is_refused_or_said_to_be_cut(tmp_path: Path, keep: int) -> None:
    (tmp_path / "cut.pdf").write_bytes(pdf_bytes([talk()])[:keep])
    said = refused(tmp_path / "cut.pdf")
    assert "damaged" in said or "pictures without text" in said
    assert "Nothing of it was taken in" in said


def test_a_pdf_without_its_end_is_read_with_a_word(tmp_path: Path) -> None:
    whole = pdf_bytes([talk()])
    (tmp_path / "cut.pdf").write_bytes(whole[: whole.index(b"startxref")])
    draft, notes = read(tmp_path / "cut.pdf")
    assert len(draft.turns) == 4
    assert "the file does not end as a PDF does; pages may be missing" in notes


def test_noise_that_calls_itself_a_pdf_is_refused_soon(tmp_path: Path) -> None:
    (tmp_path / "noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8_000)
    begun = time.process_time()
    assert "damaged" in refused(tmp_path / "noise.pdf")
    assert time.process_time() - begun < 4  # 2 MB
