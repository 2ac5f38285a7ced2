"""What the styles of a Word document and its runs say about the form of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.lines import BOLD, HEADING, ITALIC, UNDERLINE
from gtcoder.exchange.packages import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_W = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OFF = frozenset(("0", "false", "off"))
_HEADING = re.compile(r"heading \d|title")
_LINKS = ("hyperlink", "followedhyperlink")
HIDDEN = 1 << 8
_TOGGLED = BOLD | ITALIC | HIDDEN
_DEEPEST = 9  # levels of an outline; the next is body text


def value_of(element: etree._Element, name: str) -> str:
    """Return an attribute of Word's own namespace, "" where it is missing."""
    value = element.get(_W[0] + name) or element.get(_W[1] + name)
    return value or ""


def is_on(mark: etree._Element) -> bool:
    """Tell whether a property that is there holds."""
    return value_of(mark, "val") not in _OFF


def tags(*names: str) -> frozenset[str]:
    """Return the tags of these names in both forms of the format."""
    return frozenset(f"{space}{name}" for space in _W for name in names)


_BITS = {
    tag: bit
    for name, bit in (("b", BOLD), ("i", ITALIC), ("u", UNDERLINE), ("vanish", HIDDEN))
    for tag in tags(name)
}
_OUTLINE = tags("outlineLvl")
_STYLE_OF = tags("pStyle", "rStyle")
ABOUT_FORM = frozenset(_BITS) | _OUTLINE | _STYLE_OF


class Styles:
    """The form of each style by its id; the part that says it is read when it is first asked."""

    def __init__(self, part: Callable[[], bytes | None] = lambda: None) -> None:
        self._part = part
        self._forms: Mapping[str, int] | None = None

    def form(self, key: str) -> int:
        """Return the form of a style; that of an unknown one says nothing."""
        if self._forms is None:
            data = self._part()
            self._forms = {} if data is None else _forms_of(data)
        return self._forms.get(key, 0)


NO_STYLES = Styles()


class Forms:
    """The form that the properties of a run, a paragraph or a style add up to."""

    __slots__ = ("_off", "_on", "_style")

    def __init__(self) -> None:
        self._on = self._off = 0
        self._style: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether the words are hidden."""
        return bool((self._on | (self._style or 0) & ~self._off) & HIDDEN)

    def take(self, mark: etree._Element, styles: Styles = NO_STYLES) -> None:
        """Take in one property, which must be one of `ABOUT_FORM`."""
        tag = mark.tag
        bit = _BITS.get(tag)
        if bit == UNDERLINE:
            self.set(UNDERLINE, on=value_of(mark, "val") not in ("none", ""))
        elif bit is not None:
            self.set(bit, on=is_on(mark))
        elif tag in _STYLE_OF:
            self._style = styles.form(value_of(mark, "val"))
        else:
            level = value_of(mark, "val")
            self.set(HEADING, on=level.isdecimal() and int(level) < _DEEPEST)

    def set(self, bit: int, *, on: bool) -> None:
        """Say of one form whether it holds."""
        if on:
            self._on, self._off = self._on | bit, self._off & ~bit
        else:
            self._on, self._off = self._on & ~bit, self._off | bit

    def of_paragraph(self) -> int:
        """Return the form of words in a paragraph; a heading's own letters say nothing more."""
        form = self.inherited(self._style or 0)
        return HEADING if form & HEADING else form & ~HIDDEN

    def of_run(self, paragraph: int) -> int:
        """Return the form of a run: what its style has in common with the paragraph is undone."""
        style = self._style or 0
        both = (paragraph ^ style & _TOGGLED) | style & UNDERLINE
        return ((both & ~self._off) | self._on) & ~HIDDEN

    def inherited(self, form: int) -> int:
        """Return the form of a style that is based on one of this form."""
        return form & ~self._off | self._on


@lru_cache(maxsize=8)
def _forms_of(data: bytes) -> Mapping[str, int]:
    """Return the forms of a part of styles; documents of one template have the same part.

    Links are underlined in every document, which says nothing. A damaged part loses the marks.
    """
    try:
        root = parse_xml(data, "styles")
    except UnreadableFile:
        return {}
    known: dict[str, tuple[str, Forms]] = {}
    for style in root:
        if style.tag in _STYLE:
            key = value_of(style, "styleId")
            known[key] = _own(style)
    return {key: form for key, form in _with_bases(known).items() if form}


def _own(style: etree._Element) -> tuple[str, Forms]:
    """Return what a style is based on, and what it says itself."""
    based, form = "", Forms()
    for child in style:
        if child.tag in _NAME:
            name = value_of(child, "val").casefold()
            if name in _LINKS:
                break
            if _HEADING.fullmatch(name):
                form.set(HEADING, on=True)
        elif child.tag in _BASED:
            based = value_of(child, "val")
        elif child.tag in _PROPERTIES:
            for mark in child:
                if mark.tag in ABOUT_FORM:
                    form.take(mark)
    return based, form


def _with_bases(known: Mapping[str, tuple[str, Forms]]) -> dict[str, int]:
    """Return the form of each style with those that it is based on, each worked out once."""
    forms: dict[str, int] = {}
    for first in known:
        chain: dict[str, None] = {}
        key = first
        while key in known and key not in forms and key not in chain:
            chain[key] = None
            key = known[key][0]
        form = forms.get(key, 0)
        for each in reversed(chain):
            form = forms[each] = known[each][1].inherited(form)
    return forms


_STYLE, _NAME, _BASED = tags("style"), tags("name"), tags("basedOn")
_PROPERTIES = tags("pPr", "rPr")
