"""Real files under open licences: the words in are the words others find, one difference by one.

The yardsticks are not ours: the parser of html.parser, and a bare search in RTF.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft
from gtcoder.exchange.reading import read_files

PAGES = ["arb", "cmn_hans", "eng", "heb", "hin", "pes_1", "yor"]


def read(path: Path) -> DocumentDraft:
    batch = read_files([path])
    assert [report.error for report in batch.reports] == [None]
    return batch.documents[0]


class Words(HTMLParser):
    """All character data of a page, tags being blanks, but for what stands in its head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._head = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._head = self._head or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self._head = self._head and tag != "head"

    def handle_data(self, data: str) -> None:
        if not self._head:
            self.words += data.split()


@pytest.mark.parametrize("name", PAGES)
def test_web_pages_equal_what_pythons_own_parser_finds(shared: Path, name: str) -> None:
    path = shared / "data" / "real" / "html" / "udhr" / f"{name}.html"
    page = Words()
    page.feed(path.read_text("utf-8"))
    draft = read(path)
    assert draft.text.split() == page.words
    headings = [mark for mark in draft.marks if mark.kind == "heading"]
    lines = draft.text.split("\n")
    assert all(draft.text[mark.start : mark.end] in lines for mark in headings)
    assert len(headings) == len(re.findall(r"</h\d>", path.read_text("utf-8")))


def test_the_table_in_rtf_equals_a_bare_search(shared: Path) -> None:
    path = shared / "data" / "real" / "transcripts" / "ftf" / "ftf_item_relationships.rtf"
    source = path.read_text("latin-1")
    body = source[source.index(r"\pard\plain") :]  # behind the tables of fonts, styles and lists
    body = re.sub(r"\{\\\*[^{}]*\}", "", body)
    body = re.sub(r"\{\\\*\\(?:datastore|themedata|latentstyles).*", "", body, flags=re.DOTALL)
    body = re.sub(r"[\r\n]", "", body)
    body = re.sub(r"\\(?:par|cell|row|tab|line|sect)(?![a-z]) ?", " \n ", body)
    body = re.sub(r"\\[a-zA-Z]+-?\d* ?|[{}]", "", body)
    assert read(path).text.split() == body.split()
