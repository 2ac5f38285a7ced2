"""Files made to do harm by growing: eight times as much takes about eight times as long, not 64.

All of it is invented.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gtcoder.exchange.formats import JOIN, ImportOptions, SurveyColumns
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.memo_marks import blocks_of
from gtcoder.exchange.pdf_lines import Line
from gtcoder.exchange.pdf_paragraphs import as_text
from gtcoder.exchange.people import _places
from gtcoder.exchange.project_files import ProjectOptions, read_project
from gtcoder.exchange.projects.foreign_study import ForeignStudy
from gtcoder.exchange.reading import read_files
from gtcoder.exchange.refi.beyond import read_beyond
from gtcoder.exchange.speaker_words import reduced
from gtcoder.progress import Silent
from tests.exchange import docx_made, odt_made

LARGER = 8
MOST = 3 * LARGER  # times as long; what is quadratic takes 64 times as long
TRIES = 4
LEAST = 0.01  # seconds; below this a clock says little
CUE = "1\n00:00:01,000 --> 00:00:02,000\nhi\n\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
FILES: dict[str, tuple[str, int, Callable[[int], str]]] = {
    "streams without an end": ("a.pdf", 4_000, lambda n: "%PDF-1.4\n" + "stream\n" * n),
    "classes said often": (
        "a.html",
        300,
        lambda n: f"<html><style>{'.a{font-weight:bold}' * n}</style>{'<p class=a>x' * n}",
    ),
    "pictures in one line": ("a.html", 1_000, lambda n: "<html><p>x" + "<img>y<br>" * n),
    "blocks behind one cue": ("a.srt", 4_000, lambda n: CUE + "x\n\n" * n),
    "voices without an end": ("a.vtt", 1_000, lambda n: VTT + "x" + "<v.a" * n),
    "boxes in one another": (
        "a.rtf",
        150,
        lambda n: r"{\rtf1 a" + r"{\shptxt x" * n + r"y\par " * n + "}" * n + "}",
    ),
    "bullets in one line": (
        "a.rtf",
        1_000,
        lambda n: r"{\rtf1 x" + r"{\listtext 1}y\line " * n + "}",
    ),
    "answers of one person": (
        "a.csv",
        400,
        lambda n: "who,answer\n" + "P,we all waited a very long time for it\n" * n,
    ),
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Tell whether it did so once: a slow moment of the machine is not the file's."""
    work(1)  # what is loaded once
    for _ in range(TRIES):
        first = max(LEAST, seconds(lambda: work(size)))
        if seconds(lambda: work(LARGER * size)) < MOST * first:
            return True
    return False


@pytest.mark.parametrize("what", FILES)
def test_larger_files_take_no_longer_for_their_size(tmp_path: Path, what: str) -> None:
    name, size, content = FILES[what]
    options = ImportOptions(survey=SurveyColumns("who", ("answer",)) if ".csv" in name else None)
    (tmp_path / name).write_text("")

    def work(n: int) -> None:
        (tmp_path / name).write_text(content(n))
        read_files([tmp_path / name], options)

    assert grows_evenly(work, size)


def test_small_streams_with_their_end_far_away(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"

    def work(n: int) -> None:
        path.write_bytes(b"%PDF-1.4\n" + (b"stream\n" + zlib.compress(b"")) * n)
        read_files([path])

    assert grows_evenly(work, 3_000)


def test_long_chains_of_styles_in_odt(tmp_path: Path) -> None:
    def work(n: int) -> None:
        styles = "".join(
            f'<style:style style:name="s{i}" style:family="text" '
            f'style:parent-style-name="s{i + 1}"/>'
            for i in range(n)
        )
        odt_made.package(tmp_path / "a.odt", odt_made.p("x"), automatic=styles)
        read_files([tmp_path / "a.odt"])

    assert grows_evenly(work, 500)


def test_long_chains_of_styles_in_docx(tmp_path: Path) -> None:
    def work(n: int) -> None:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>'
            for i in range(n)
        )
        parts = docx_made.document('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr></w:p>')
        parts["word/styles.xml"] = f"<w:styles {docx_made.NAMESPACES}>{styles}</w:styles>"
        docx_made.package(tmp_path / "a.docx", parts)
        read_files([tmp_path / "a.docx"])

    assert grows_evenly(work, 500)


def test_tables_in_one_another_in_docx(tmp_path: Path) -> None:
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"

    def work(n: int) -> None:
        body = cell * n + docx_made.p("x") * 10 * n + (docx_made.p("") + end) * n
        docx_made.package(tmp_path / "a.docx", docx_made.document(body))
        assert read_files([tmp_path / "a.docx"]).documents

    assert grows_evenly(work, 7)


def test_codes_of_one_name_in_a_foreign_project(tmp_path: Path) -> None:
    def work(n: int) -> None:
        folder = tmp_path / f"{n}.qda"
        folder.mkdir()
        with closing(sqlite3.connect(folder / "data.qda")) as database, database:
            database.executescript(
                "CREATE TABLE project (date text, memo text); CREATE TABLE source (id integer "
                "primary key, name text, fulltext text, mediapath text, memo text, owner text, "
                "date text); CREATE TABLE code_cat (catid integer, name text, memo text, "
                "supercatid integer); CREATE TABLE code_name (cid integer, name text, memo text, "
                "catid integer); CREATE TABLE code_text (cid integer, fid integer, seltext text, "
                "pos0 integer, pos1 integer, owner text, memo text)"
            )
            rows = [(i,) for i in range(n)]
            database.executemany("INSERT INTO code_name VALUES (?, 'a', '', NULL)", rows)
        read_project(folder, ProjectOptions(), Silent())

    assert grows_evenly(work, 400)


@pytest.mark.parametrize("any_case", [True, False])
def test_free_names(any_case: bool) -> None:
    names = FreeNames(["A", "b (2)"], any_case=any_case)
    given = [names.take(name) for name in ("a", "A", "a", "b", "b", "B")]
    plain = ["a", "A (2)", "a (2)", "b", "b (3)", "B"]
    assert given == (["a (2)", "A (3)", "a (4)", "b", "b (3)", "B (4)"] if any_case else plain)
    assert "a" in names
    assert len(names) == 8

    def work(n: int) -> None:
        free = FreeNames(any_case=any_case)
        assert len({free.take("name" if i % 2 else "NAME") for i in range(n)}) == n

    assert grows_evenly(work, 2_000)


def test_comments_before_a_page_that_is_none(tmp_path: Path) -> None:
    def work(n: int) -> None:
        (tmp_path / "a.txt").write_text("<!-- -->" * n + "x")
        assert read_files([tmp_path / "a.txt"]).documents

    assert grows_evenly(work, 3)


LINES: dict[str, tuple[str, Callable[[int], str]]] = {
    "blanks in a heading": ("a.md", lambda n: "# a" + " " * n + "x\n"),
    "a rule that is none": ("a.md", lambda n: "| code | definition |\n|" + "-" * n + "x|\n"),
    "blanks in a path": ("a.csv", lambda n: "code,definition\na" + " " * n + "b,c\n"),
    "a path too deep": ("a.csv", lambda n: "code,definition\n" + "a > " * n + "b,c\nd,e\n"),
    "many variables": (
        "a.csv",
        lambda n: "participant," + ",".join(map(str, range(n))) + "\nP" + ",1" * n + "\n",
    ),
}


@pytest.mark.parametrize("what", LINES)
def test_long_lines_take_no_longer_for_their_length(tmp_path: Path, what: str) -> None:
    name, content = LINES[what]

    def work(n: int) -> None:
        (tmp_path / name).write_text(content(n))
        (report,) = read_files([tmp_path / name]).reports
        assert report.error is None or what == "a rule that is none" or n == 1

    assert grows_evenly(work, 2_500)


WORDS: dict[str, Callable[[int], object]] = {
    "long words": lambda n: reduced("(a" * n),
    "memo headings": lambda n: blocks_of("# a" + " " * n + "x"),
    "signs of extras": lambda n: read_beyond("[[gtcoder data" * n),
    "labels": lambda n: _places(["0" * n + "x"]),
}


@pytest.mark.parametrize("what", WORDS)
def test_words_that_nobody_writes_take_no_longer_for_their_length(what: str) -> None:
    assert grows_evenly(WORDS[what], 2_500)


def test_the_name_of_a_coder_may_be_long(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    study = ForeignStudy("x", tmp_path / "a", ProjectOptions(), "")
    assert grows_evenly(lambda n: study.coder("a" * n), 2_500)


def test_a_line_of_a_pdf_may_be_one_word() -> None:
    def work(n: int) -> None:
        lines = [
            Line(0, word * n, 0, 100, bottom, 9, 100, hyphenated=False)
            for word, bottom in (("a", 40), ("b-c", 20), ("d", 0))
        ]
        assert len(as_text(lines, ImportOptions(pdf_lines=JOIN)).text) > 2 * n

    assert grows_evenly(work, 2_000)
