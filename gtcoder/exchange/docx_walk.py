"""The walk of WordprocessingML: what a reader of the page sees, as lines.

Tracked insertions and moved-to text are in, deletions and moved-from text out; fields give their
result, not their instruction; hidden text is out. Elements that are not named here are passed
through, so that content controls, smart tags and whatever Word adds next lose nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.exchange.docx_looks import GONE, RUN_PROPERTIES, Looks, ParagraphLook
from gtcoder.exchange.docx_plain import NAME, Story
from gtcoder.exchange.docx_styles import (
    HIDDEN,
    NO_STYLES,
    Styles,
    tags,
    value_of,
)
from gtcoder.exchange.lines import PAGE, Lines, Remarks
from gtcoder.exchange.symbols import symbol

if TYPE_CHECKING:
    from lxml import etree

NOTE_KINDS = ("footnote", "endnote")
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


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the text refers to a footnote or endnote, by its id in the notes part."""

    kind: str
    id: str
    line: int


class Walk:
    """The lines of one story (body, footnote) and what was met on the way."""

    def __init__(self, story: Story | None, styles: Styles, *, heed_fields: bool) -> None:
        self.page = Lines()
        self.references: list[Reference] = []
        self.broken_fields = False
        self.remarks = Remarks(_REMARKS)
        self._story = story
        self._looks = Looks(story, styles)
        self._heed_fields = heed_fields
        self._boxes: list[etree._Element] = []
        self._fields: list[bool] = []
        self._hidden = 0
        self._of_paragraph = self._form = 0

    def children(self, parent: etree._Element) -> None:
        """Walk the children of an element in order."""
        for child in parent:
            _ACTIONS.get(child.tag, Walk.children)(self, child)

    def finish(self) -> Walk:
        """End the last line, if it has not ended, and return the walk."""
        self._flush()
        self.broken_fields = self.broken_fields or bool(self._fields)
        return self

    def remark(self, what: str) -> None:
        """Count something worth a note."""
        self.remarks.count(what, self.page.number)

    def put(self, text: str) -> None:
        """Add text to the open line unless it is hidden or a field's instruction."""
        if self._hidden:
            self.remark("hidden")
        elif not self._fields or not any(self._fields):
            self.page.put(text, self._form)

    def _flush(self) -> None:
        if self.page.is_open or self._boxes:
            self._end_line()

    def _end_line(self) -> None:
        self.page.end()
        if self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.children(box)
                self._flush()

    def paragraph(self, element: etree._Element) -> None:
        """Walk a paragraph and end its line, unless its mark was deleted or is hidden."""
        mark_is_gone = False
        self._of_paragraph = self._form = 0
        for child in element:
            action = _ACTIONS.get(child.tag)
            if action is not None:
                action(self, child)
            elif child.tag in _PARAGRAPH_PROPERTIES:
                mark_is_gone = self._properties(self._looks.of_paragraph(child))
            else:
                self.children(child)
        if not mark_is_gone:
            self._end_line()

    def plain(self, element: etree._Element) -> None:
        """Walk the plain paragraphs that an element stands for, as if it were they."""
        paragraphs = self._story.paragraphs(element) if self._story else None
        if paragraphs is None:
            self.children(element)
            return
        for look, looks, words in paragraphs:
            mark_is_gone = self._properties(self._looks.paragraph(look))
            forms = self._looks.of_runs(looks, self._form)
            if mark_is_gone or self._hidden or self._fields or max(forms, default=0) >= HIDDEN:
                self._put_apart(words, forms)
            else:
                self.page.put_all(words, forms)
            if not mark_is_gone:
                self._end_line()

    def _put_apart(self, words: Iterable[str], forms: Iterable[int]) -> None:
        """Put pieces of a plain paragraph of which some may be hidden or a field's instruction."""
        for said, form in zip(words, forms, strict=True):
            hidden = int(form >= HIDDEN)
            self._form = form & ~HIDDEN
            self._hidden += hidden
            self.put(said)
            self._hidden -= hidden
        self._form = self._of_paragraph

    def _properties(self, look: ParagraphLook) -> bool:
        """Take in what a paragraph says of itself; tell whether its mark is gone."""
        for _ in range(look.numbered):
            self.remark("numbered")
        self._of_paragraph = self._form = look.form
        return look.mark_is_gone

    def run(self, element: etree._Element) -> None:
        """Walk a run in its form; hidden runs are walked for their fields only."""
        before, hidden = self._form, 0
        for child in element:
            tag = child.tag
            if tag in _TEXT:  # what most runs consist of comes first
                if child.text:
                    self.put(child.text)
            elif tag in RUN_PROPERTIES:
                self._form, more = self._looks.of_run(child, self._of_paragraph, self._form)
                self._hidden += more
                hidden += more
            else:
                _ACTIONS.get(tag, Walk.children)(self, child)
        self._hidden -= hidden
        self._form = before

    def line_break(self, element: etree._Element) -> None:
        """Add a line break; breaks of page and column count inside a paragraph only."""
        kind = value_of(element, "type")
        self.put(PAGE if kind in ("page", "column") else "\n")

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

    def note_reference(self, element: etree._Element) -> None:
        """Remember that a footnote or endnote belongs here."""
        kind = "footnote" if element.tag.endswith("footnoteReference") else "endnote"
        if not self._hidden and not any(self._fields):
            self.references.append(Reference(kind, value_of(element, "id"), self.page.number))

    def row(self, element: etree._Element) -> None:
        """Walk a table row unless it was deleted."""
        if any(
            mark.tag in GONE
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


def walk(root: etree._Element, styles: Styles = NO_STYLES, of: Story | None = None) -> Walk:
    """Walk a story; one whose fields do not close is walked again with all its text.

    `of` holds the plain paragraphs, where they were taken out of it.
    """
    story = Walk(of, styles, heed_fields=True)
    story.children(root)
    if story.finish().broken_fields:
        story = Walk(of, styles, heed_fields=False)
        story.children(root)
        story.finish().remark("fields")
    return story


def is_document(root: etree._Element) -> bool:
    """Tell whether an XML part is the main part of a Word document."""
    return root.tag in _DOCUMENT


def _first_child(
    element: etree._Element, known: frozenset[str]
) -> etree._Element | tuple[etree._Element, ...]:
    """Return the properties that an element begins with, which are none if it has none."""
    first = element[0] if len(element) else None
    return first if first is not None and first.tag in known else ()


def _text(story: Walk, element: etree._Element) -> None:
    if element.text:
        story.put(element.text)


def _symbol(story: Walk, element: etree._Element) -> None:
    """Add a sign of a symbol font as the Unicode character that looks like it."""
    sign = symbol(value_of(element, "font"), value_of(element, "char"))
    if "\ue000" <= sign <= "\uf8ff":
        story.remark("symbols")
    story.put(sign)


def _skip(story: Walk, element: etree._Element) -> None:
    pass


def _remarking(what: str) -> Callable[[Walk, etree._Element], None]:
    return lambda story, element: story.remark(what)


def _putting(text: str) -> Callable[[Walk, etree._Element], None]:
    return lambda story, element: story.put(text)


def _inserted(story: Walk, element: etree._Element) -> None:
    story.remark("inserted")
    story.children(element)


_DOCUMENT = tags("document")
_PARAGRAPH_PROPERTIES = tags("pPr")
_ROW_PROPERTIES = tags("trPr")
_CELL_PROPERTIES = tags("tcPr")
_CELL_DELETED = tags("cellDel")
_MERGED = tags("vMerge", "hMerge")
_TEXT = tags("t")

_REMARKS = {
    "inserted": "{n} tracked insertion{s} taken in",
    "deleted": "{n} tracked deletion{s} left out",
    "hidden": "{n} piece{s} of hidden text left out",
    "comments": "{n} comment{s} left out",
    "numbered": "{n} paragraph{s} numbered or bulleted by Word, without these signs in the text",
    "pictures": "{n} picture{s} left out",
    "symbols": "{n} sign{s} of a symbol font kept unchanged, since no Unicode character is known",
    "covered": "{n} covered part{s} of merged cells, with text that Word does not show, left out",
    "embedded": "{n} embedded document{s} left out",
    "fields": "its fields are damaged, so their instructions may stand in the text",
}

_BY_NAME: dict[Callable[[Walk, etree._Element], None], str] = {
    Walk.paragraph: "p",
    Walk.run: "r",
    Walk.plain: NAME,
    _text: "t",
    Walk.line_break: "br",
    Walk.field_mark: "fldChar",
    _symbol: "sym",
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
    _skip: "rPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr sectPr instrText delInstrText "
    "delText rt",
}
_ACTIONS: dict[object, Callable[[Walk, etree._Element], None]] = {
    **{tag: action for action, names in _BY_NAME.items() for tag in tags(*names.split())},
    **{f"{space}t": _text for space in _MATH},
    **{tag: _remarking("pictures") for tag in _PICTURES},
    f"{_MC}AlternateContent": Walk.alternative,
}
