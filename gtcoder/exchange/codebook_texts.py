"""Markdown, web pages and Word documents taken apart: tables, and headings with paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.exchange.codebook_outlines import Heading, Part, Said
from gtcoder.exchange.html_walk import feed
from gtcoder.exchange.lines import listed
from gtcoder.exchange.packages import Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

Table = list[tuple[int, list[str]]]
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_LABEL = re.compile(r"\*\*((?:\\.|[^\\*])+?):?\*\*:?\s?(.*)", re.DOTALL)
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#&.()!+-])")
_BREAK = re.compile(r"(?<!\\)<br\s*/?>", re.IGNORECASE)
_TABLE_OR_HEADING = re.compile(r"<(?:table|h[1-6]|dl)\b", re.IGNORECASE)
_SAID = listed("td th h1 h2 h3 h4 h5 h6 dt dd b strong p")
_STYLED = (b"pStyle", b"p\0S\0t\0y\0")
_TABLES = (b":tbl>", b":tbl ", b"<tbl", b"t\0b\0l\0")
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
    if _TABLE_OR_HEADING.search(text):
        feed(text, page)
    return page.found


class _Page:
    """A walk through a web page; script, style and navigation are left out."""

    def __init__(self) -> None:
        self.found = Pieces()
        self._text: list[str] = []
        self._label, self._out, self._bold = "", 0, ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
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

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag in ("script", "style", "nav", "head"):
            self._out -= 1
        if tag not in _SAID or (self._bold and tag in ("b", "strong")):
            return
        text = "".join(self._text)
        if tag in ("td", "th") and self.found.tables and self.found.tables[-1]:
            self.found.tables[-1][-1][1].append(text.strip())
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.found.parts.append(Heading(int(tag[1]), text.strip()))
        elif tag == "dt":
            self._label = text.strip().removesuffix(":")
        elif tag == "dd":
            self.found.parts.append(Said(self._label, text))
        elif tag in ("b", "strong"):
            self._bold = text.strip()
        elif tag == "p" and self._bold.endswith(":"):
            self.found.parts.append(
                Said(self._bold.removesuffix(":"), text.strip()[len(self._bold) :].strip())
            )
        elif tag == "p":
            self.found.parts.append(Said("", text))

    def data(self, text: str) -> None:
        """Take in words."""
        if not self._out:
            self._text.append(text)

    def close(self) -> Pieces:
        """Return what was found."""
        return self.found


def pieces_of_docx(path: Path, most: int | None = None) -> Pieces:
    """Return what a Word document holds, or its first pieces; raises UnreadableFile."""
    found = Pieces()
    with Package(path) as package:
        main = package.related("", "officeDocument") or "word/document.xml"
        if main not in package:
            return found
        data = package.read(main)
        styles = _heading_styles(package, main, data)
        if most is not None and not styles and not _holds(data, _TABLES):
            return found  # of a book only the first pieces are asked for, and there are none
        body = next(iter(_named(parse_xml(data, main), "body")), None)
        for element in () if body is None else islice(body, most):
            if _tag(element) == "tbl":
                found.tables.append(_table(element))
            elif _tag(element) == "p":
                found.parts.append(_part(element, styles))
    return found


def _holds(data: bytes, any_of: tuple[bytes, ...]) -> bool:
    """Tell whether any of these bytes are in an XML part, before it is parsed."""
    return any(each in data for each in any_of)


def _heading_styles(package: Package, main: str, data: bytes) -> Mapping[str, int]:
    """Return the depth of each style of headings by its id, if a paragraph has a style at all."""
    part = package.related(main, "styles") or "word/styles.xml"
    styled = _holds(data, _STYLED) and part in package
    return _depths(package.read(part)) if styled else {}


@lru_cache(maxsize=8)
def _depths(data: bytes) -> Mapping[str, int]:
    """Return the depth of each style of headings in a part of styles; ids differ by language."""
    depths: dict[str, int] = {}
    for style in _named(parse_xml(data, "styles"), "style"):
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


def _part(paragraph: _Element, styles: Mapping[str, int]) -> Part:
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
    return element.iter(f"{{*}}{name}")


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: _Element, name: str = "val") -> str:
    found = (str(value) for key, value in element.attrib.items() if str(key).endswith(name))
    return next(found, "")
