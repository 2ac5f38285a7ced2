"""The walk of WordprocessingML: what a reader of the page sees, as lines.

Tracked insertions and moved-to text are in, deletions and moved-from text out; fields give their
result, not their instruction; hidden text is out. Elements that are not named here are passed
through, so that content controls, smart tags and whatever Word adds next lose nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.batch import FileNote
from gtcoder.exchange.symbols import symbol

if TYPE_CHECKING:
    from lxml import etree

NOTE_KINDS = ("footnote", "endnote")
_W = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_OFF = frozenset(("0", "false", "off"))
_PAGE = "\f"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the text refers to a footnote or endnote, by its id in the notes part."""

    kind: str
    id: str
    line: int


class Remarks:
    """What was left out or changed on the way: how often, and in which line first."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()
        self._first: dict[str, int] = {}

    def count(self, what: str, line: int) -> None:
        """Count something worth a note."""
        self._met[what] += 1
        self._first.setdefault(what, line)

    def notes(self) -> Iterator[FileNote]:
        """Yield a note for everything that was met."""
        for what, sentence in _REMARKS.items():
            if self._met[what]:
                yield FileNote(sentence.format(n=self._met[what]), self._first[what])


class Walk:
    """The lines of one story (body, footnote) and what was met on the way."""

    def __init__(self, *, heed_fields: bool) -> None:
        self.lines: list[str] = []
        self.references: list[Reference] = []
        self.broken_fields = False
        self._heed_fields = heed_fields
        self._pieces: list[str] = []
        self._boxes: list[etree._Element] = []
        self._fields: list[bool] = []
        self._hidden = 0
        self._line_breaks = 0
        self.remarks = Remarks()

    def children(self, parent: etree._Element) -> None:
        """Walk the children of an element in order."""
        for child in parent:
            action = _ACTIONS.get(child.tag)
            if action is None:
                self.children(child)
            else:
                action(self, child)

    def finish(self) -> Walk:
        """End the last line, if it has not ended, and return the walk."""
        self._flush()
        self.broken_fields = self.broken_fields or bool(self._fields)
        return self

    def remark(self, what: str) -> None:
        """Count something worth a note."""
        self.remarks.count(what, self._line)

    def put(self, text: str) -> None:
        """Add text to the open line unless it is hidden or a field's instruction."""
        if self._hidden:
            self.remark("hidden")
        elif not any(self._fields):
            self._pieces.append(text)

    @property
    def _line(self) -> int:
        return len(self.lines) + self._line_breaks + self._pieces.count("\n") + 1

    def _flush(self) -> None:
        if self._pieces or self._boxes:
            self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._pieces)
        self._pieces.clear()
        if _PAGE in line:
            line = re.sub("\f+", "\n", line.strip(_PAGE))
        self._line_breaks += line.count("\n")
        self.lines.append(line)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.children(box)
            self._flush()

    def paragraph(self, element: etree._Element) -> None:
        """Walk a paragraph and end its line, unless its mark was deleted or is hidden."""
        mark_is_gone = False
        for child in element:
            if child.tag in _PARAGRAPH_PROPERTIES:
                mark_is_gone = self._properties(child)
                continue
            action = _ACTIONS.get(child.tag)
            if action is None:
                self.children(child)
            else:
                action(self, child)
        if not mark_is_gone:
            self._end_line()

    def _properties(self, properties: etree._Element) -> bool:
        mark_is_gone = False
        for child in properties:
            if child.tag in _NUMBERED:
                self.remark("numbered")
            elif child.tag in _RUN_PROPERTIES:
                mark_is_gone = any(
                    mark.tag in _GONE or (mark.tag in _VANISH and _is_on(mark)) for mark in child
                )
        return mark_is_gone

    def run(self, element: etree._Element) -> None:
        """Walk a run; hidden runs are walked for their fields only."""
        properties = _first_child(element, _RUN_PROPERTIES)
        hidden = any(mark.tag in _VANISH and _is_on(mark) for mark in properties)
        self._hidden += hidden
        self.children(element)
        self._hidden -= hidden

    def text(self, element: etree._Element) -> None:
        """Add a piece of text."""
        if element.text:
            self.put(element.text)

    def line_break(self, element: etree._Element) -> None:
        """Add a line break; breaks of page and column count inside a paragraph only."""
        kind = value_of(element, "type")
        self.put(_PAGE if kind in ("page", "column") else "\n")

    def field_mark(self, element: etree._Element) -> None:
        """Keep track of which part of a field we are in; fields nest."""
        kind = value_of(element, "fldCharType")
        if not self._heed_fields:
            return
        if kind == "begin":
            self._fields.append(True)
        elif not self._fields:
            self.broken_fields = True
        elif kind == "separate":
            self._fields[-1] = False
        elif kind == "end":
            self._fields.pop()

    def symbol(self, element: etree._Element) -> None:
        """Add a sign of a symbol font as the Unicode character that looks like it."""
        sign = symbol(value_of(element, "font"), value_of(element, "char"))
        if "\ue000" <= sign <= "\uf8ff":
            self.remark("symbols")
        self.put(sign)

    def note_reference(self, element: etree._Element) -> None:
        """Remember that a footnote or endnote belongs here."""
        kind = "footnote" if element.tag.endswith("footnoteReference") else "endnote"
        if not self._hidden and not any(self._fields):
            self.references.append(Reference(kind, value_of(element, "id"), self._line))

    def row(self, element: etree._Element) -> None:
        """Walk a table row unless it was deleted."""
        if any(
            mark.tag in _GONE
            for properties in element
            if properties.tag in _ROW_PROPERTIES
            for mark in properties
        ):
            self.remark("deleted")
        else:
            self.children(element)

    def cell(self, element: etree._Element) -> None:
        """Walk a table cell; the covered part of a merged cell is skipped."""
        for mark in _first_child(element, _CELL_PROPERTIES):
            merged = mark.tag in _MERGED and value_of(mark, "val") != "restart"
            if merged or mark.tag in _CELL_DELETED:
                if any(text.text for tag in _TEXT for text in element.iter(tag)):
                    self.remark("covered")
                return
        self.children(element)
        self._flush()

    def alternative(self, element: etree._Element) -> None:
        """Walk one branch of mc:AlternateContent: the choice, else the fallback, never both."""
        branch = element.find(f"{_MC}Choice")
        if branch is None:
            branch = element.find(f"{_MC}Fallback")
        if branch is not None:
            self.children(branch)

    def box(self, element: etree._Element) -> None:
        """Keep a text box for after the paragraph it is anchored in."""
        if not self._hidden:
            self._boxes.append(element)


def walk(root: etree._Element) -> Walk:
    """Walk a story; one whose fields do not close is walked again with all its text."""
    story = Walk(heed_fields=True)
    story.children(root)
    if story.finish().broken_fields:
        story = Walk(heed_fields=False)
        story.children(root)
        story.finish().remark("fields")
    return story


def is_document(root: etree._Element) -> bool:
    """Tell whether an XML part is the main part of a Word document."""
    return root.tag in _DOCUMENT


def value_of(element: etree._Element, name: str) -> str:
    """Return an attribute of Word's own namespace, "" where it is missing."""
    found = (element.get(space + name) for space in _W)
    return next((value for value in found if value), "")


def _first_child(element: etree._Element, tags: frozenset[str]) -> Iterable[etree._Element]:
    """Return the properties that an element begins with, which are none if it has none."""
    first = next(iter(element), None)
    return first if first is not None and first.tag in tags else ()


def _is_on(mark: etree._Element) -> bool:
    return value_of(mark, "val") not in _OFF


def _tags(*names: str) -> frozenset[str]:
    return frozenset(f"{space}{name}" for space in _W for name in names)


def _skip(story: Walk, element: etree._Element) -> None:
    pass


def _remarking(what: str) -> Callable[[Walk, etree._Element], None]:
    return lambda story, element: story.remark(what)


def _putting(text: str) -> Callable[[Walk, etree._Element], None]:
    return lambda story, element: story.put(text)


def _inserted(story: Walk, element: etree._Element) -> None:
    story.remark("inserted")
    story.children(element)


_DOCUMENT = _tags("document")
_PARAGRAPH_PROPERTIES = _tags("pPr")
_RUN_PROPERTIES = _tags("rPr")
_ROW_PROPERTIES = _tags("trPr")
_CELL_PROPERTIES = _tags("tcPr")
_CELL_DELETED = _tags("cellDel")
_MERGED = _tags("vMerge", "hMerge")
_NUMBERED = _tags("numPr")
_VANISH = _tags("vanish")
_GONE = _tags("del", "moveFrom")
_TEXT = _tags("t")

_REMARKS = {
    "inserted": "tracked insertions taken in: {n}",
    "deleted": "tracked deletions left out: {n}",
    "hidden": "pieces of hidden text left out: {n}",
    "comments": "comments left out: {n}",
    "numbered": "paragraphs numbered or bulleted by Word, without their numbers in the text: {n}",
    "pictures": "pictures left out: {n}",
    "symbols": "signs of a symbol font that have no Unicode character, kept as they are: {n}",
    "covered": "covered parts of merged cells, whose text Word does not show, left out: {n}",
    "embedded": "embedded documents left out: {n}",
    "fields": "its fields are damaged, so their instructions may stand in the text",
}

_BY_NAME: dict[Callable[[Walk, etree._Element], None], str] = {
    Walk.paragraph: "p",
    Walk.run: "r",
    Walk.text: "t",
    Walk.line_break: "br",
    Walk.field_mark: "fldChar",
    Walk.symbol: "sym",
    Walk.note_reference: "footnoteReference endnoteReference",
    Walk.row: "tr",
    Walk.cell: "tc",
    Walk.box: "txbxContent",
    _inserted: "ins moveTo",
    _remarking("deleted"): "del moveFrom",
    _remarking("comments"): "commentReference",
    _remarking("embedded"): "altChunk subDoc",
    _putting("\n"): "cr",
    _putting("\t"): "tab ptab",
    _putting("\u2011"): "noBreakHyphen",
    _putting("\u00ad"): "softHyphen",
    _skip: "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr sectPr instrText delInstrText "
    "delText rt",
}
_ACTIONS: dict[object, Callable[[Walk, etree._Element], None]] = {
    **{tag: action for action, names in _BY_NAME.items() for tag in _tags(*names.split())},
    **{f"{space}t": Walk.text for space in _MATH},
    **{tag: _remarking("pictures") for tag in _PICTURES},
    f"{_MC}AlternateContent": Walk.alternative,
}
