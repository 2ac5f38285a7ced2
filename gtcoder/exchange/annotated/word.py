"""Annotated transcripts as a Word document: bands under the words, and a comment per coding."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gtcoder.exchange.annotated.sheet import Annotated, Line, Note, Sheet, is_from_right
from gtcoder.exchange.paper import clean
from gtcoder.progress import Progress

if TYPE_CHECKING:
    from docx.document import Document

_WORDS = re.compile(r"\w+")
_PARTS = re.compile("(\t)")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated_docx(made: Annotated, progress: Progress) -> bytes:
    """Return the document; a line of a text is a paragraph, a coding a comment by its coder.

    Elements are made by hand: through the library each comment takes the longer the more there are.
    """
    import docx

    document = docx.Document()
    _describe(document, made)
    document.add_heading(clean(made.title), 0)
    for words in (*made.told, *(f"Not shown: {each}." for each in made.losses)):
        document.add_paragraph().add_run(clean(words)).italic = True
    comments = document.part._comments_part.element
    count = 0
    for place, sheet in enumerate(made.sheets):
        progress.step(place, len(made.sheets), "writing")
        heading = document.add_heading(clean(sheet.name), 1)
        heading.paragraph_format.page_break_before = place > 0
        document.add_paragraph().add_run(clean(" · ".join(sheet.facts))).italic = True
        _put(document.element.body, sheet, count)
        for number, note in enumerate(sheet.notes, count):
            comments.append(_comment(note, number))
        count += len(sheet.notes)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document: Document, made: Annotated) -> None:
    properties = document.core_properties
    properties.title, properties.author = clean(made.title), made.program
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _put(body: Any, sheet: Sheet, first: int) -> None:
    """Put the lines of a text before the section's end mark, which has to stay last."""
    last_mark = body[-1]
    last: dict[int, Any] = {}
    begun: set[int] = set()
    for line in sheet.lines:
        last_mark.addprevious(_line(sheet, line, first, begun, last))
    for place, run in last.items():
        reference = _element("r")
        _element("commentReference", reference, id=first + place)
        end = _element("commentRangeEnd", id=first + place)
        run.addnext(end)
        end.addnext(reference)


def _line(sheet: Sheet, line: Line, first: int, begun: set[int], last: dict[int, Any]) -> Any:
    """Return the paragraph of a line; say which run is the last so far of each coding."""
    paragraph = _element("p")
    look = _element("pPr", paragraph)
    text = clean(sheet.text[line.start : line.end])
    right = is_from_right(text)
    if right:
        _element("bidi", look)
    _element("spacing", look, after=0)
    for piece in line.pieces:
        for place in piece.notes:
            if place not in begun:
                begun.add(place)
                _element("commentRangeStart", paragraph, id=first + place)
        tint = sheet.notes[piece.notes[-1]].ink.tint if piece.notes else ""
        words = text[piece.start - line.start : piece.end - line.start]
        run = _run(paragraph, words, tint=tint, right=right)
        last |= dict.fromkeys(piece.notes, run)
    return paragraph


def _run(
    parent: Any, words: str, *, tint: str = "", right: bool = False, bold: bool = False
) -> Any:
    run = _element("r", parent)
    if tint or right or bold:
        look = _element("rPr", run)
        if bold:
            _element("b", look)
        if tint:
            _element("shd", look, val="clear", color="auto", fill=tint.lstrip("#"))
        if right:
            _element("rtl", look)
    for part in _PARTS.split(words):
        if part == "\t":
            _element("tab", run)
        elif part:
            letters = _element("t", run)
            letters.text = part
            letters.set(_SPACE, "preserve")
    return run


def _comment(note: Note, number: int) -> Any:
    initials = "".join(word[0] for word in _WORDS.findall(note.coder))[:4].upper()
    moment = note.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    comment = _element(
        "comment", id=number, author=clean(note.coder), initials=clean(initials), date=moment
    )
    weight = [] if note.weight is None else [f"weight {note.weight}"]
    memo = note.memo.split("\n") if note.memo else []
    for place, words in enumerate((note.path, *weight, *memo)):
        paragraph = _element("p", comment)
        _element("pStyle", _element("pPr", paragraph), val="CommentText")
        _run(paragraph, clean(words), bold=place == 0)
    return comment


def _element(name: str, parent: Any = None, **attributes: Any) -> Any:
    """Return a new element of Word's, below its parent where there is one."""
    from docx.oxml.parser import oxml_parser

    element = oxml_parser.makeelement(f"{_W}{name}")
    for key, value in attributes.items():
        element.set(f"{_W}{key}", str(value))
    if parent is not None:
        parent.append(element)
    return element
