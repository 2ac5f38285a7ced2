"""Markdown, web pages and Word documents taken apart: tables, and headings with paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.codebook_headings import role_of
from gtcoder.exchange.codebook_outlines import Heading, Part, Said
from gtcoder.exchange.docx_plain import NAME, Paragraph, Story, story_of
from gtcoder.exchange.html_walk import feed
from gtcoder.exchange.lines import listed
from gtcoder.exchange.packages import Package, opened, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

Table = list[tuple[int, list[str]]]
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_LABEL = re.compile(r"\*\*((?:\\.|[^\\*])+?):?\*\*:?\s?(.*)", re.DOTALL)
_RULE = re.compile(r"[\s:|]*-[\s:|-]*")
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
            found.parts.append(
                Heading(len(heading[1]), _plain(heading[2].rstrip().rstrip("#").rstrip()))
            )
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
    with opened(path) as package:
        main = package.related("", "officeDocument") or "word/document.xml"
        if main not in package:
            return found
        first = None if most is None else _first_parts(package, main, most)
        if first is not None:
            return Pieces(parts=first)
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


def _first_parts(package: Package, main: str, most: int) -> list[Part] | None:
    """Return the first parts, none where no heading is among them; None where there are tables."""
    story = package.once(story_of, main)
    body = next(iter(_named(story.root, "body")), ())
    first = list(islice(_children(body, story), most))
    others = [each for each in first if not isinstance(each, tuple)]
    if any(_tag(each) == "tbl" or _has(each, NAME) for each in others):
        return None
    styled = _has(story.root, "pStyle") or any(b"pStyle" in look for look in story.looks)
    part = package.related(main, "styles") or "word/styles.xml"
    styles = _depths(package.once(Package.read, part)) if styled and part in package else {}
    if not styles:
        return []
    depths = {look: _depth(element, styles) for look, element in story.looks.items()}
    bold = {look for look, element in story.looks.items() if _is_bold(element)}
    if not any(map(role_of, _labels(first, bold, styles))):
        return []
    return [
        _plain_part(each, depths, bold) if isinstance(each, tuple) else _part(each, styles)
        for each in first
        if isinstance(each, tuple) or _tag(each) == "p"
    ]


def _labels(
    first: Iterable[_Element | Paragraph], bold: Container[bytes], styles: Mapping[str, int]
) -> set[str]:
    """Return all that may be labels, each once: what is bold at the beginning of a paragraph."""
    found: set[str] = set()
    for each in first:
        if isinstance(each, tuple):
            count = 0
            for look in each[1]:
                if look not in bold:
                    break
                count += 1
            if count:
                found.add("".join(each[2][:count]))
        elif _tag(each) == "p":
            part = _part(each, styles)
            found.add("" if isinstance(part, Heading) else f"{part.label}:")
    return {said.strip().removesuffix(":") for said in found if said.strip().endswith(":")}


def _children(body: Iterable[_Element], story: Story) -> Iterator[_Element | Paragraph]:
    for element in body:
        yield from story.paragraphs(element) or (element,)


def _plain_part(
    paragraph: Paragraph, depths: Mapping[bytes, int | None], bold: Container[bytes]
) -> Part:
    look, looks, words = paragraph
    depth = depths.get(look)
    if depth is not None:
        return Heading(depth, "".join(words).strip())
    if not looks or looks[0] not in bold:
        return Said("", "".join(words))
    return _said((each in bold, said) for each, said in zip(looks, words, strict=True))


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
    for number, row in enumerate(_outermost(table, "tr"), 1):
        cells = [
            "\n".join(_text(paragraph) for paragraph in _outermost(cell, "p")).strip()
            for cell in _outermost(row, "tc")
        ]
        rows.append((number, cells))
    return rows


def _part(paragraph: _Element, styles: Mapping[str, int]) -> Part:
    depth = _depth(paragraph, styles)
    if depth is not None:
        return Heading(depth, _text(paragraph).strip())
    return _said((_is_bold(run), _text(run)) for run in _named(paragraph, "r"))


def _said(runs: Iterable[tuple[bool, str]]) -> Said:
    """Return the paragraph of these runs, each bold or not, with what is bold before a colon."""
    label, rest = "", list[str]()
    for bold, words in runs:
        if bold and not rest:
            label += words
        else:
            rest.append(words)
    if label.strip().endswith(":"):
        return Said(label.strip().removesuffix(":"), "".join(rest))
    return Said("", label + "".join(rest))


def _depth(element: _Element, styles: Mapping[str, int]) -> int | None:
    """Return how deep a heading lies by its style; None where it is none."""
    style = next((_value(each) for each in _named(element, "pStyle")), "")
    return styles.get(style)


def _is_bold(element: _Element) -> bool:
    return any(_value(each) not in ("0", "false") for each in _named(element, "b"))


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


def _outermost(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the elements of a name below one that lie in no other of that name."""
    for each in element:
        if _tag(each) == name:
            yield each
        else:
            yield from _outermost(each, name)


def _has(element: _Element, name: str) -> bool:
    return next(_named(element, name), None) is not None


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: _Element, name: str = "val") -> str:
    found = (str(value) for key, value in element.attrib.items() if str(key).endswith(name))
    return next(found, "")
