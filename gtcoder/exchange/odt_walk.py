"""The walk of OpenDocument text: what a reader of the page sees, as lines.

Tracked insertions are in the text anyway, deletions stand apart and stay out; comments, hidden
text and numbers of lists are left out. Elements that are not named here are passed through, so
that content controls, fields and whatever comes next lose nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from gtcoder.exchange.lines import HEADING, Lines, Remarks
from gtcoder.exchange.odt_styles import HIDDEN, OFFICE, TEXT, Forms

if TYPE_CHECKING:
    _Actions = dict[object, Callable[["Walk", etree._Element], None]]

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_BLANKS = re.compile("[ \t\r\n]+")
_MOST_BLANKS = 1000
REMARKS = {
    "inserted": "{n} tracked insertion{s} taken in",
    "deleted": "{n} tracked deletion{s} left out",
    "hidden": "{n} piece{s} of hidden text left out",
    "comments": "{n} comment{s} left out",
    "numbered": "{n} item{s} of lists, without number or bullet in the text",
    "pictures": "{n} picture{s} left out",
    "covered": "{n} covered part{s} of merged cells, with text that is not shown, left out",
    "embedded": "{n} embedded object{s} left out",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its kind, its body, and the line that refers to it."""

    kind: str
    body: etree._Element
    line: int


class Walk:
    """The lines of a text and what was met on the way."""

    def __init__(self, forms: Forms, remarks: Remarks) -> None:
        self.page = Lines()
        self.notes: list[Note] = []
        self.remarks = remarks
        self._forms = forms
        self._form = 0
        self._hidden = 0
        self._blank = True  # a space here would be the second one, or the first of a line
        self._boxes: list[etree._Element] = []

    def remark(self, what: str) -> None:
        """Count something worth a note."""
        self.remarks.count(what, self.page.number)

    def children(self, parent: etree._Element) -> None:
        """Walk the children of an element that holds no words between them."""
        for child in parent:
            _ACTIONS.get(child.tag, Walk.children)(self, child)

    def inline(self, element: etree._Element) -> None:
        """Walk an element with words between its children."""
        if element.text:
            self.words(element.text)
        for child in element:
            _INLINE.get(child.tag, Walk.inline)(self, child)
            if child.tail:
                self.words(child.tail)

    def words(self, text: str) -> None:
        """Add words, their blanks made one space as the format wants."""
        text = _BLANKS.sub(" ", text)
        if self._blank and text.startswith(" "):
            text = text[1:]
        if text:
            self.put(text)
            self._blank = text.endswith(" ")

    def put(self, text: str) -> None:
        """Add text as it is, unless it is hidden."""
        self._blank = False
        if self._hidden:
            if not text.isspace():
                self.remark("hidden")
        else:
            self.page.put(text, self._form)

    def flush(self) -> None:
        """End the open line if something is in it, and let the boxes anchored there follow."""
        if self.page.is_open or self._boxes:
            self._end_line()

    def _end_line(self) -> None:
        self.page.end()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.children(box)
            self.flush()

    def paragraph(self, element: etree._Element) -> None:
        """Walk a paragraph or heading and end its line, unless it is hidden."""
        before = self._form, self._hidden
        on, _ = self._forms.get(("paragraph", element.get(f"{TEXT}style-name", "")), (0, 0))
        if element.tag == f"{TEXT}h" or on & HEADING:
            on = HEADING | on & HIDDEN
        self._form, self._blank = on & ~HIDDEN, True
        self._hidden += bool(on & HIDDEN)
        self.inline(element)
        if not self._hidden:
            self._end_line()
        self._form, self._hidden = before
        self._blank = True

    def span(self, element: etree._Element) -> None:
        """Walk words in a form of their own."""
        before = self._form, self._hidden
        on, off = self._forms.get(("text", element.get(f"{TEXT}style-name", "")), (0, 0))
        self._form = (self._form & ~off) | (on & ~HIDDEN)
        self._hidden += bool(on & HIDDEN)
        self.inline(element)
        self._form, self._hidden = before

    def spaces(self, element: etree._Element) -> None:
        """Add the blanks that are counted."""
        count = element.get(f"{TEXT}c", "1")
        self.put(" " * min(_MOST_BLANKS, int(count) if count.isdecimal() else 1))

    def section(self, element: etree._Element) -> None:
        """Walk a section unless it is hidden."""
        on, _ = self._forms.get(("section", element.get(f"{TEXT}style-name", "")), (0, 0))
        hidden = bool(on & HIDDEN) or element.get(f"{TEXT}display") == "none"
        self._hidden += hidden
        self.children(element)
        self._hidden -= hidden

    def concealed(self, element: etree._Element) -> None:
        """Walk a field that may hide its words."""
        hidden = element.get(f"{TEXT}is-hidden") == "true"
        self._hidden += hidden
        self.inline(element)
        self._hidden -= hidden

    def note(self, element: etree._Element) -> None:
        """Remember a footnote or endnote for the end."""
        kind = "endnote" if element.get(f"{TEXT}note-class") == "endnote" else "footnote"
        body = element.find(f"{TEXT}note-body")
        if body is not None and not self._hidden:
            self.notes.append(Note(kind, body, self.page.number))

    def cell(self, element: etree._Element) -> None:
        """Walk a table cell."""
        self.children(element)
        self.flush()

    def frame(self, element: etree._Element) -> None:
        """Keep a frame or shape for after its paragraph; of several forms, take the first."""
        if self._hidden:
            return
        if element.tag == f"{_DRAW}frame":
            first = next((each for each in element if each.tag in _CONTENTS), None)
            if first is None:
                return
            if first.tag != f"{_DRAW}text-box":
                self.remark(_CONTENTS[first.tag])
                return
            element = first
        self._boxes.append(element)


def _skip(walk: Walk, element: etree._Element) -> None:
    pass


def _remarking(what: str) -> Callable[[Walk, etree._Element], None]:
    return lambda walk, element: walk.remark(what)


def _putting(text: str) -> Callable[[Walk, etree._Element], None]:
    return lambda walk, element: walk.put(text)


def _block_frame(walk: Walk, element: etree._Element) -> None:
    walk.frame(element)
    walk.flush()


def _changes(walk: Walk, element: etree._Element) -> None:
    for change in element:
        for kind in change:
            what = _CHANGES.get(kind.tag)
            if what:
                walk.remark(what)


def _item(walk: Walk, element: etree._Element) -> None:
    walk.remark("numbered")
    walk.children(element)


def _covered(walk: Walk, element: etree._Element) -> None:
    if any(text.strip() for text in element.itertext()):
        walk.remark("covered")


_CHANGES = {f"{TEXT}insertion": "inserted", f"{TEXT}deletion": "deleted"}
_CONTENTS = {
    f"{_DRAW}text-box": "",
    f"{_DRAW}image": "pictures",
    f"{_DRAW}object": "embedded",
    f"{_DRAW}object-ole": "embedded",
    f"{_DRAW}plugin": "embedded",
    f"{_DRAW}floating-frame": "embedded",
    f"{_TABLE}table": "embedded",
}
_SHAPES = tuple(
    _DRAW + name
    for name in ("frame", "custom-shape", "rect", "circle", "ellipse", "line", "polyline",
                 "polygon", "path", "connector", "caption", "measure", "regular-polygon")
)  # fmt: skip
_OUT = (
    *(TEXT + name for name in ("note-citation", "number", "ruby-text", "change", "change-start",
                               "change-end", "soft-page-break", "script", "sequence-decls",
                               "variable-decls", "user-field-decls", "dde-connection-decls",
                               "alphabetical-index-auto-mark-file", "table-of-content-source",
                               "illustration-index-source", "table-index-source",
                               "object-index-source", "user-index-source", "bibliography-source",
                               "alphabetical-index-source", "bookmark", "bookmark-start",
                               "bookmark-end", "reference-mark-start", "reference-mark-end")),
    *(OFFICE + name for name in ("forms", "annotation-end", "event-listeners", "binary-data",
                                 "dde-source")),
    *(_SVG + name for name in ("title", "desc")),
    f"{_DRAW}glue-point",
    f"{_TABLE}table-columns",
)  # fmt: skip
_ALWAYS: _Actions = {
    **dict.fromkeys(_OUT, _skip),
    f"{TEXT}tracked-changes": _changes,
    f"{OFFICE}annotation": _remarking("comments"),
    f"{TEXT}note": Walk.note,
}
_ACTIONS: _Actions = {
    **_ALWAYS,
    **dict.fromkeys(_SHAPES, _block_frame),
    f"{TEXT}p": Walk.paragraph,
    f"{TEXT}h": Walk.paragraph,
    f"{TEXT}section": Walk.section,
    f"{TEXT}list-item": _item,
    f"{_TABLE}table-cell": Walk.cell,
    f"{_TABLE}covered-table-cell": _covered,
}
_INLINE: _Actions = {
    **_ALWAYS,
    **dict.fromkeys(_SHAPES, Walk.frame),
    f"{TEXT}span": Walk.span,
    f"{TEXT}s": Walk.spaces,
    f"{TEXT}tab": _putting("\t"),
    f"{TEXT}line-break": _putting("\n"),
    f"{TEXT}hidden-text": Walk.concealed,
    f"{TEXT}hidden-paragraph": Walk.concealed,
}
