"""Markdown, web pages and Word documents taken apart: tables, and headings with paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.exchange.codebook_outlines import Heading, Part, Said
from gtcoder.exchange.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

Table = list[tuple[int, list[str]]]
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_LABEL = re.compile(r"\*\*((?:\\.|[^\\*])+?):?\*\*:?\s?(.*)", re.DOTALL)
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#&.()!+-])")
_BREAK = re.compile(r"(?<!\\)<br\s*/?>", re.IGNORECASE)
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass
class Pieces:
    """The tables of a text and its headings with their paragraphs, in their order."""

    tables: list[Table] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def pieces_of_markdown(text: str) -> Pieces:
    """Return what Markdown holds."""
    found = Pieces()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            found.parts.append(Heading(len(heading[1]), _plain(heading[2])))
        elif line.startswith("|"):
            if number == 0 or not lines[number - 1].startswith("|"):
                found.tables.append([])
            if not _RULE.fullmatch(line):
                found.tables[-1].append((number + 1, _row(line)))
        elif line.strip():
            found.parts.append(_paragraph(line))
    return found


def _row(line: str) -> list[str]:
    cells = _CELLS.split(line.strip().removeprefix("|"))
    return [_plain(cell.strip()) for cell in (cells[:-1] if not cells[-1].strip() else cells)]


def _paragraph(line: str) -> Said:
    label = _LABEL.fullmatch(line)
    if label is None:
        return Said("", _plain(line.replace("*Note.*", "Note.")))
    return Said(_plain(label[1]), _plain(label[2]))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", _BREAK.sub("\n", text))


def pieces_of_html(text: str) -> Pieces:
    """Return what a web page holds."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.found


class _Page(HTMLParser):
    """A walk through a web page; script, style and navigation are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Pieces()
        self._text: list[str] = []
        self._label, self._out, self._bold = "", 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "nav", "head"):
            self._out += 1
        elif tag == "table":
            self.found.tables.append([])
        elif tag == "tr" and self.found.tables:
            self.found.tables[-1].append((len(self.found.tables[-1]) + 1, []))
        elif tag == "br":
            self._text.append("\n")
        elif tag in ("td", "th", "dt", "dd", "p", "h1", "h2", "h3", "h4", "h5", "h6"):
            self._text, self._bold = [], ""

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._text)
        if tag in ("script", "style", "nav", "head"):
            self._out -= 1
        elif tag in ("td", "th") and self.found.tables and self.found.tables[-1]:
            self.found.tables[-1][-1][1].append(text.strip())
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.found.parts.append(Heading(int(tag[1]), text.strip()))
        elif tag == "dt":
            self._label = text.strip().removesuffix(":")
        elif tag == "dd":
            self.found.parts.append(Said(self._label, text))
        elif tag in ("b", "strong") and text.strip() and not self._bold:
            self._bold = text.strip()
        elif tag == "p" and self._bold.endswith(":"):
            self.found.parts.append(
                Said(self._bold.removesuffix(":"), text.strip()[len(self._bold) :].strip())
            )
        elif tag == "p":
            self.found.parts.append(Said("", text))

    def handle_data(self, data: str) -> None:
        if not self._out:
            self._text.append(data)


def pieces_of_docx(path: Path, most: int | None = None) -> Pieces:
    """Return what a Word document holds, or its first pieces; raises UnreadableFile."""
    found = Pieces()
    with Package(path) as package:
        main = package.related("", "officeDocument") or "word/document.xml"
        if main not in package:
            return found
        styles = _heading_styles(package, main)
        body = next(iter(_named(package.root(main), "body")), None)
        for element in () if body is None else islice(body, most):
            if _tag(element) == "tbl":
                found.tables.append(_table(element))
            elif _tag(element) == "p":
                found.parts.append(_part(element, styles))
    return found


def _heading_styles(package: Package, main: str) -> dict[str, int]:
    """Return the depth of each style of headings by its id, which differs by language."""
    part = package.related(main, "styles") or "word/styles.xml"
    depths: dict[str, int] = {}
    for style in _named(package.root(part), "style") if part in package else ():
        name = next((_value(each) for each in _named(style, "name")), "")
        found = re.fullmatch(r"heading (\d)", name.casefold())
        if found is not None:
            depths[_value(style, "styleId")] = int(found[1])
    return depths


def _table(table: _Element) -> Table:
    rows: Table = []
    for number, row in enumerate(_named(table, "tr"), 1):
        cells = [
            "\n".join(_text(paragraph) for paragraph in _named(cell, "p")).strip()
            for cell in _named(row, "tc")
        ]
        rows.append((number, cells))
    return rows


def _part(paragraph: _Element, styles: dict[str, int]) -> Part:
    style = next((_value(each) for each in _named(paragraph, "pStyle")), "")
    if style in styles:
        return Heading(styles[style], _text(paragraph).strip())
    label, rest = "", list[str]()
    for run in _named(paragraph, "r"):
        words = _text(run)
        if not rest and any(_value(each) not in ("0", "false") for each in _named(run, "b")):
            label += words
        else:
            rest.append(words)
    if label.strip().endswith(":"):
        return Said(label.strip().removesuffix(":"), "".join(rest))
    return Said("", label + "".join(rest))


def _text(element: _Element) -> str:
    words = []
    for run in _named(element, "r"):
        for each in run:
            tag = _tag(each)
            if tag == "t":
                words.append(each.text or "")
            elif tag in ("br", "cr"):
                words.append("\n")
            elif tag == "tab":
                words.append("\t")
    return "".join(words)


def _named(element: _Element, name: str) -> Iterator[_Element]:
    return (each for each in element.iter() if _tag(each) == name)


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: _Element, name: str = "val") -> str:
    found = (str(value) for key, value in element.attrib.items() if str(key).endswith(name))
    return next(found, "")
