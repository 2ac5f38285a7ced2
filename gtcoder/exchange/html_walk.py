"""The walk of a web page: what a browser shows, as lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Protocol, cast

from lxml import etree

from gtcoder.exchange.freezing import REPLACEMENT
from gtcoder.exchange.lines import BOLD, HEADING, ITALIC, UNDERLINE, Lines, Remarks, listed

_BLANKS = re.compile("[ \t\r\n\f]+")
_UNFIT = re.compile("[\0\ud800-\udfff]")
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_STEP = 1 << 16
_MOST_RULES = 5000
_BOLD_FROM = 600
_HIDES = ("display:none", "visibility:hidden", "mso-hide:all")
_LOOKED_BACK = 50  # open elements, for one whose end was left out
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | listed(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre section summary table tbody td tfoot th thead tr ul xmp listing plaintext"
)
_OUT = listed(
    "head script style template noscript iframe object applet audio video canvas svg math map "
    "select datalist title noframes noembed rt rp"
)
_SHOWN_AS_IS = frozenset(("pre", "textarea", "xmp", "listing", "plaintext"))
_EMPTY = listed(
    "area base br col embed hr img input link meta param source track wbr frame basefont"
)
_MARKS = {
    **dict.fromkeys(("b", "strong"), BOLD),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), ITALIC),
    "u": UNDERLINE,
}
_REMARKS = {
    "deleted": "{n} deletion{s} left out",
    "inserted": "{n} insertion{s} taken in",
    "hidden": "{n} hidden part{s} left out",
    "comments": "{n} comment{s} left out",
    "numbered": "{n} item{s} of lists, without number or bullet in the text",
    "pictures": "{n} picture{s} left out",
    "framed": "{n} embedded page{s}, sound{s}, film{s} or drawing{s} left out",
}
_TOLD = {
    **dict.fromkeys(("iframe", "object", "audio", "video", "canvas", "svg", "math"), "framed"),
    "ins": "inserted",
    "li": "numbered",
    "img": "pictures",
}
_Frame = tuple[str, int, bool, bool]  # tag, form, left out, preformatted


class Target(Protocol):
    """What is told of the elements of a page, each with its end."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take in the end of an element."""

    def data(self, text: str) -> None:
        """Take in words."""

    def close(self) -> object:
        """Take in the end of the page."""


class _Page:
    """Takes in the events of the parser; elements lie in a list, so that no depth is too deep."""

    def __init__(self) -> None:
        self.page = Lines()
        self.remarks = Remarks(_REMARKS)
        self._open: list[_Frame] = [("", 0, False, False)]
        self._blank = True  # a space here would be the second one, or the first of a line
        self._space: int | None = None  # the form of one that is due before the next word
        self._fresh = False  # preformatted text begins here
        self._rules: dict[str, tuple[int, int]] = {}  # of a class: what it sets and unsets

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        _, form, out, plain = self._open[-1]
        if tag in _BLOCKS:
            self._flush()
        if tag == "br" and not out:
            self.page.put("\n", 0)
            self._blank, self._space = True, None
        if not out and tag in _TOLD:
            self.remarks.count(_TOLD[tag], self.page.number)
        if tag in _EMPTY:
            return
        if not out:
            out = self._stays_out(tag, attributes)
        if tag in _HEADINGS:
            form |= HEADING
        form |= _MARKS.get(tag, 0)
        if attributes:
            form = self._form(form, attributes)
        self._fresh = tag in _SHOWN_AS_IS
        self._open.append((tag, form, out, plain or self._fresh))

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag in _BLOCKS:
            self._flush()
        for back in range(1, min(_LOOKED_BACK, len(self._open))):
            if self._open[-back][0] == tag:
                del self._open[-back:]
                break

    def data(self, text: str) -> None:
        """Take in words."""
        tag, form, out, plain = self._open[-1]
        if tag == "style":
            for found in islice(_RULE.finditer(text), _MOST_RULES):
                before = self._rules.get(found[1], (0, 0))
                self._rules[found[1]] = _and_then(before, _said(found[2]))
        if out:
            return
        if plain:
            self.page.put(text.removeprefix("\n") if self._fresh else text, form)
            self._blank, self._fresh = text.endswith("\n"), False
            return
        words = _BLANKS.sub(" ", text)
        if not words.strip(" "):
            self._space = form if self._space is None else self._space
            return
        due = form if self._space is None and words[0] == " " else self._space
        if due is not None and not self._blank:
            self.page.put(" ", due)
        self.page.put(words.strip(" "), form)
        self._blank, self._space = False, form if words[-1] == " " else None

    def close(self) -> _Page:
        """End the last line."""
        self._flush()
        return self

    def _flush(self) -> None:
        self.page.end_block()
        self._blank, self._space = True, None

    def _stays_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "del":
            self.remarks.count("deleted", self.page.number)
            return True
        if tag in _OUT or not attributes:
            return tag in _OUT
        said = attributes.get("style", "").lower().replace(" ", "")
        if "mso-element:comment" in said or self._is_comment(attributes):
            return True
        hidden = "hidden" in attributes or any(each in said for each in _HIDES)
        if hidden:
            self.remarks.count("hidden", self.page.number)
        return hidden

    def _is_comment(self, attributes: Mapping[str, str]) -> bool:
        """Tell marks of comments as Word and Google Docs write them; their words go with them."""
        name = attributes.get("id", "")
        if name.startswith("cmnt_ref") or "msocomanchor" in attributes.get("class", ""):
            self.remarks.count("comments", self.page.number)
            return True
        if not name.startswith("cmnt"):
            return False
        for back in range(1, min(_LOOKED_BACK, len(self._open))):
            tag, form, _, plain = self._open[-back]
            self._open[-back] = (tag, form, True, plain)
            if tag == "div":
                break
        return True

    def _form(self, form: int, attributes: Mapping[str, str]) -> int:
        for name in attributes.get("class", "").split():
            on, off = self._rules.get(name, (0, 0))
            form = (form & ~off) | on
        on, off = _said(attributes.get("style", ""))
        return (form & ~off) | on


def _said(rules: str) -> tuple[int, int]:
    """Return what the rules of a class or an element set of the form of words, and unset."""
    said = (0, 0)
    for rule in rules.lower().split(";"):
        name, _, value = rule.partition(":")
        name, value = name.strip(), value.split("!")[0].strip()
        if name == "font-weight" and value:
            bold = value.startswith("bold") or (value.isdecimal() and int(value) >= _BOLD_FROM)
            said = _and_then(said, (BOLD, 0) if bold else (0, BOLD))
        elif name == "font-style" and value:
            slant = value in ("italic", "oblique")
            said = _and_then(said, (ITALIC, 0) if slant else (0, ITALIC))
        elif name.startswith("text-decoration") and "underline" in value:
            said = _and_then(said, (UNDERLINE, 0))
    return said


def _and_then(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    """Return what is set and unset when the later rules follow the earlier ones."""
    return (before[0] & ~after[1]) | after[0], (before[1] & ~after[0]) | after[1]


def walk(text: str) -> tuple[Lines, Remarks]:
    """Return the lines of a web page and what was met on the way."""
    target = _Page()
    feed(text, target)
    return target.page, target.remarks


def feed(text: str, target: Target) -> None:
    """Tell a target of the elements of a web page, however damaged; signs that are none go."""
    parser = etree.HTMLParser(
        target=cast("etree.ParserTarget", target),
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    data = _UNFIT.sub(REPLACEMENT, text).encode()
    for place in range(0, len(data), _STEP):
        parser.feed(data[place : place + _STEP])
    parser.close()
