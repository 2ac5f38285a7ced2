"""Taguette's documents: sanitised HTML whose highlights count over its text alone.

What Taguette keeps was sanitised: tags are closed, signs are escaped. So a plain scan for tags is
enough, which takes no longer for whatever else a file may hold. The text that is read has a line
for each block, which the counted text has not; blanks and line ends that a page shows as one blank
are one. Each place of the counted text has one in the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from gtcoder.batch import MarkDraft
from gtcoder.vocabulary import Mark

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody
tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNREAD = frozenset({"script", "style", "head", "title", "template"})
_BLANKS = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")
_ENDS = re.compile(r"\r\n?|[^\r]+")
_MARKS = {
    **dict.fromkeys(("b", "strong"), Mark.BOLD),
    **dict.fromkeys(("i", "em"), Mark.ITALIC),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Mark.HEADING),
    "u": Mark.UNDERLINE,
}
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|<![^<>]*+>"""
)
_BEYOND = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")  # numbers that no sign has
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it is read and as it is counted, with where pieces of the one lie in the other."""

    read: str
    counted: str
    counted_at: tuple[int, ...]
    read_at: tuple[int, ...]
    lengths: tuple[int, ...]
    marks: tuple[MarkDraft, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a passage of the counted text lies in the one that is read.

        Line ends and tabs at its ends, which only that one has, are no part of it.
        """
        first, last = self._place(start, start), self._place(end - 1, end)
        piece = self.read[first:last]
        return first + len(piece) - len(piece.lstrip("\n\t")), first + len(piece.rstrip("\n\t"))

    def _place(self, inside: int, at: int) -> int:
        """Return where a place lies, at one of the ends of the piece that another one is in."""
        piece = max(0, bisect_right(self.counted_at, inside) - 1)
        within = min(at - self.counted_at[piece], self.lengths[piece])
        return min(self.read_at[piece] + within, len(self.read))


def page_text(page: str) -> PageText:
    """Return the text of a page, once as it is read and once as highlights are counted in it."""
    walk = _Page()
    at = 0
    for tag in _TAG.finditer(page):
        walk.take(page[at : tag.start()])
        at = tag.end()
        if tag["name"] and tag["end"]:
            walk.close(tag["name"].lower())
        elif tag["name"]:
            walk.open(tag["name"].lower())
    walk.take(page[at:])
    return walk.text()


class _Page:
    """A walk through a page that writes both texts side by side."""

    def __init__(self) -> None:
        self._read: list[str] = []
        self._counted: list[str] = []
        self._lengths = [0, 0]
        self._counted_at: list[int] = []
        self._read_at: list[int] = []
        self._pieces: list[int] = []
        self._marks: list[MarkDraft] = []
        self._open: dict[str, list[int]] = {}
        self._last = "\n"
        self._unread = self._kept = 0

    def text(self) -> PageText:
        """Return what was walked through; blanks at its end are not read."""
        return PageText(
            "".join(self._read).rstrip(),
            "".join(self._counted),
            tuple(self._counted_at),
            tuple(self._read_at),
            tuple(self._pieces),
            tuple(self._marks),
        )

    def open(self, tag: str) -> None:
        """Begin a line where a block begins, and part the cells of a row."""
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "br":
            self._write("\n")
        elif tag in ("td", "th") and self._last not in "\n\t":
            self._write("\t")
        elif tag in _BLOCKS:
            self._end_line()
        if tag in _MARKS:
            self._open.setdefault(tag, []).append(self._lengths[0])
        self._kept += tag == "pre"
        if tag == "li":
            self._write(_BULLET)

    def close(self, tag: str) -> None:
        """End the line where a block ends, and keep what the form of words says."""
        if self._open.get(tag):
            start = self._open[tag].pop()
            if start < self._lengths[0]:
                self._marks.append(MarkDraft(start, self._lengths[0], _MARKS[tag]))
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _BLOCKS:
            self._end_line()
        if tag == "pre":
            self._kept = max(0, self._kept - 1)

    def take(self, escaped: str) -> None:
        """Take the text between two tags into both texts."""
        if self._unread:
            return
        data = unescape(_BEYOND.sub("\ufffd", escaped))
        pattern = _ENDS if self._kept else _BLANKS
        for found in pattern.finditer(data):
            piece = found[0]
            self._counted_at.append(self._lengths[1])
            self._read_at.append(self._lengths[0])
            self._counted.append(piece)
            self._lengths[1] += len(piece)
            if self._kept:
                self._write("\n" if piece.startswith("\r") else piece)
            elif not piece.isspace() or piece[0] not in " \t\r\n\f":
                self._write(piece)
            elif self._last not in "\n\t ":
                self._write(" ")
            self._pieces.append(self._lengths[0] - self._read_at[-1])

    def _end_line(self) -> None:
        if self._last != "\n":
            self._write("\n")

    def _write(self, piece: str) -> None:
        self._read.append(piece)
        self._lengths[0] += len(piece)
        self._last = piece[-1]
