"""The walk of RTF: what a reader of the page sees, as lines.

Groups lie in a list, so that no depth is too deep; one that no program writes is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.freezing import REPLACEMENT
from gtcoder.exchange.lines import BOLD, HEADING, ITALIC, UNDERLINE, Lines, Remarks
from gtcoder.exchange.rtf_fonts import Fonts
from gtcoder.exchange.rtf_words import (
    ENTERED,
    FURNITURE,
    OUT,
    REMARKS,
    SIGNS,
    TOLD,
    UNDERLINES,
)

_TOKEN = re.compile(
    r"([^\\{}\r\n]+)|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|([{}])|\\'([0-9a-fA-F]{2})|\\(.)|[\r\n]+|\\",
    re.DOTALL,
)
_DEEPEST = 2000
_LONGEST_NAME = 100  # letters of a style
_DEEPEST_BOX = 10  # the words of a box within so many others stand in the outer one
_BODY_TEXT = 9  # the level of an outline that is none
_HEADING = re.compile(r"heading \d|title", re.IGNORECASE)
_TEXT, _OUT, _FONTS, _STYLES, _FURNITURE, _TWICE = range(6)


@dataclass(slots=True)
class Story:
    """The lines of the body, of a note or of a box, and the boxes anchored in the open one."""

    page: Lines = field(default_factory=Lines)
    boxes: list[Lines] = field(default_factory=list)
    kind: str = ""
    line: int = 0
    deep: int = 0  # so many boxes lie round it

    def end_line(self) -> None:
        """End the open line; the boxes anchored in it follow."""
        self.page.end()
        for box in self.boxes:
            if box.lines:
                self.page.take(box, "")
        self.boxes.clear()

    def flush(self) -> None:
        """End the open line if there is something in it."""
        if self.page.is_open or self.boxes:
            self.end_line()


class _Group:
    """What holds between two braces."""

    __slots__ = (
        "font", "form", "gone", "heading", "hidden", "link", "new", "skips", "story", "what",
    )  # fmt: skip

    def __init__(self, story: Story) -> None:
        self.story = story
        self.what = _TEXT
        self.form = self.font = 0
        self.heading = self.hidden = self.gone = self.new = self.link = False
        self.skips = 1

    def inner(self) -> _Group:
        made = _Group(self.story)
        made.what, made.form, made.font, made.skips = self.what, self.form, self.font, self.skips
        made.heading, made.hidden, made.gone = self.heading, self.hidden, self.gone
        made.new, made.link = self.new, self.link
        return made


class Walk:
    """The lines of an RTF file, its notes, and what was met on the way."""

    def __init__(self, source: str) -> None:
        self.body = Story()
        self.notes: list[Story] = []
        self.remarks = Remarks(REMARKS)
        self._source = source
        self._fonts = Fonts()
        self._group = _Group(self.body)
        self._outer: list[_Group] = []
        self._star = False
        self._to_skip = 0
        self._bytes = bytearray()
        self._half = 0  # the first half of a character beyond U+FFFF
        self._state = ""  # deleted, inserted or hidden: said once for a stretch
        self._style, self._name = 0, ""
        self._headings: set[int] = set()

    def run(self) -> Walk:
        """Walk the whole file and return the walk."""
        place, end, match = 0, len(self._source), _TOKEN.match
        while place < end:
            token = match(self._source, place)
            assert token is not None
            place = token.end()
            text, word, number, brace, code, sign = token.groups()
            if text is not None:
                self._words(text)
            elif word is not None:
                place += self._word(word, None if number is None else int(number))
            elif code is not None:
                self._words(chr(int(code, 16)))
            elif brace == "{":
                self._begin_group()
            elif brace is not None:
                self._end_group()
                if not self._outer:
                    break
            elif sign is not None:
                self._symbol(sign)
        self._flush_bytes()
        while self._outer:  # the words of notes and boxes that lie open are kept
            self.remarks.count("cut", None)
            self._end_group()
        self.body.flush()
        return self

    def _begin_group(self) -> None:
        self._flush_bytes()
        self._to_skip = 0
        if len(self._outer) > _DEEPEST:
            raise UnreadableFile(
                "Its groups lie more than {count} deep in one another, as no program writes them. "
                "Nothing of it was taken in; open it in its program and save it as .docx.",
                count=_DEEPEST,
            )
        self._outer.append(self._group)
        self._group = self._group.inner()

    def _end_group(self) -> None:
        self._flush_bytes()
        self._to_skip = 0
        if not self._outer:
            return
        inner, self._group = self._group, self._outer.pop()
        if inner.what == _STYLES and self._name:
            if _HEADING.fullmatch(self._name.strip("; ")):
                self._headings.add(self._style)
            self._style, self._name = 0, ""
        if inner.story is not self._group.story:
            self._end_story(inner.story)

    def _end_story(self, story: Story) -> None:
        if story.kind == "box":
            story.flush()
            self._group.story.boxes.append(story.page)
        elif self._group.what == _TEXT:
            story.flush()
            self.notes.append(story)

    def _words(self, text: str) -> None:
        """Take in bytes; they are letters when it is clear which ones belong together."""
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text and self._group.what not in (_OUT, _TWICE):
            self._bytes += text.encode("latin-1")

    def _flush_bytes(self) -> None:
        if self._bytes:
            font = self._group.font if self._group.what == _TEXT else -1
            text = self._fonts.letters(bytes(self._bytes), font)
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        group = self._group
        if self._half:
            self._half, text = 0, REPLACEMENT + text
        if group.what == _TEXT:
            state = ("deleted" if group.gone else "hidden" if group.hidden
                     else "inserted" if group.new else "")  # fmt: skip
            if state != self._state:
                self._state = state
                if state:
                    self.remark(state)
            if not (group.gone or group.hidden):
                form = group.form | HEADING if group.heading else group.form
                group.story.page.put(text, form)
        elif group.what == _FONTS:
            self._fonts.name(text)
        elif group.what == _STYLES:
            self._name = (self._name + text)[:_LONGEST_NAME]
        elif group.what == _FURNITURE and text.strip():
            self.remarks.count(group.story.kind, None)

    @property
    def encoding(self) -> str:
        """Return the code page of the document."""
        return self._fonts.page

    def remark(self, what: str) -> None:
        """Count something worth a note, at the line of the body."""
        self.remarks.count(what, self.body.page.number)

    def _symbol(self, sign: str) -> None:
        self._flush_bytes()
        if sign == "*":
            self._star = True
        elif self._to_skip:
            self._to_skip -= 1
        elif self._group.what in (_OUT, _TWICE):
            return
        elif sign in "\r\n":
            self._paragraph()
        elif sign in SIGNS:
            self._put(SIGNS[sign])

    def _word(self, word: str, number: int | None) -> int:
        """Take in a control word; return how many bytes of a picture follow it."""
        self._flush_bytes()
        star, self._star = self._star, False
        if word == "bin":
            return max(0, number or 0)
        if self._group.what in (_OUT, _TWICE):
            if word == "ud" and self._group.what == _TWICE:
                self._group.what = _TEXT
            return 0
        if word in SIGNS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._put(SIGNS[word])
            return 0
        self._to_skip = 0
        if word in OUT or (star and word not in ENTERED):
            self._group.what = _OUT
        if word in TOLD and self._group.what in (_TEXT, _OUT):
            self.remark(TOLD[word])
        action = _ACTIONS.get(word)
        if action is not None:
            action(self, word, number)
        return 0

    def _character(self, word: str, number: int | None) -> None:
        self._to_skip = self._group.skips
        code = (number or 0) % 0x10000 if (number or 0) < 0 else number or 0
        half, self._half = self._half, 0
        if 0xD800 <= code < 0xDC00:
            if half:
                self._put(REPLACEMENT)
            self._half = code
        elif 0xDC00 <= code < 0xE000 and half:
            self._put(chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00))
        else:
            self._half = half
            if 0xF000 <= code < 0xF100:
                self._put(self._fonts.sign(code, self._group.font))
                return
            is_one = code <= 0x10FFFF and not 0xD800 <= code < 0xE000
            self._put(chr(code) if is_one else REPLACEMENT)

    def _paragraph(self, word: str = "", number: int | None = None) -> None:
        """End a line, unless the mark of its paragraph was deleted or is hidden."""
        group = self._group
        if group.what == _TEXT and not (group.gone or group.hidden):
            if word in ("sect", "row", "nestrow"):
                group.story.flush()
            else:
                group.story.end_line()

    def _says(self, word: str, number: int | None) -> None:
        """Take in what is said of the letters that follow, or of the paragraph."""
        group, on = self._group, number != 0
        if word == "fldrslt":  # a link is underlined everywhere, which says nothing
            group.link = True
        elif word in _FORMS:
            bit = 0 if group.link and word in UNDERLINES else _FORMS[word]
            group.form = group.form | bit if on else group.form & ~bit
        elif word == "ulnone":
            group.form &= ~UNDERLINE
        elif word == "v":
            group.hidden = on
        elif word == "deleted":
            group.gone = on
        elif word == "revised":
            group.new = on
        elif word == "plain":
            group.form, group.font = 0, self._fonts.usual
            group.hidden = group.gone = group.new = False
        elif word == "pard":
            group.heading = False
        elif word == "outlinelevel":
            group.heading = (number or 0) < _BODY_TEXT
            if group.what == _STYLES and group.heading:
                self._headings.add(self._style)
        elif word == "s":
            self._style = number or 0
            group.heading = group.what == _TEXT and self._style in self._headings

    def _about_fonts(self, word: str, number: int | None) -> None:
        if word == "deff":
            self._fonts.usual = self._group.font = number or 0
        elif word == "f" and self._group.what == _FONTS:
            self._fonts.begin(number or 0)
        elif word == "f":
            self._group.font = number or 0
        elif self._group.what == _FONTS:
            self._fonts.describe(word, number)

    def _destination(self, word: str, number: int | None) -> None:
        """Begin a group whose words go elsewhere."""
        group = self._group
        if word in FURNITURE:
            group.what, group.story = _FURNITURE, Story(kind=FURNITURE[word])
        elif word == "upr":  # the same words twice: without Unicode, and with it
            group.what = _TWICE
        elif word in ("fonttbl", "stylesheet"):
            group.what = _FONTS if word == "fonttbl" else _STYLES
        elif group.what == _TEXT and word == "ftnalt":
            group.story.kind = "endnote"
        elif group.what == _TEXT and word == "footnote":
            group.story = Story(kind="footnote", line=self.body.page.number)
        elif group.what == _TEXT and group.story.deep < _DEEPEST_BOX:
            group.story = Story(kind="box", deep=group.story.deep + 1)
        elif group.what == _TEXT:
            group.story.flush()
        group.form = 0

    def _written_in(self, word: str, number: int | None) -> None:
        self._fonts.written_in(word, number)

    def _skipping(self, word: str, number: int | None) -> None:
        self._group.skips = max(0, number or 0)


_FORMS = {"b": BOLD, "i": ITALIC, **dict.fromkeys(UNDERLINES, UNDERLINE)}
_BY_NAME: dict[Callable[[Walk, str, int | None], None], str] = {
    Walk._character: "u",
    Walk._paragraph: "par sect cell nestcell row nestrow",
    Walk._about_fonts: "deff f fcharset cpg",
    Walk._destination: f"fonttbl stylesheet footnote ftnalt shptxt dptxbxtext upr "
    f"{' '.join(FURNITURE)}",
    Walk._written_in: "ansicpg ansi mac pc pca",
    Walk._skipping: "uc",
    Walk._says: f"{' '.join(_FORMS)} ulnone fldrslt v deleted revised plain pard outlinelevel s",
}
_ACTIONS = {word: action for action, words in _BY_NAME.items() for word in words.split()}
