"""Plain paragraphs of a Word document, taken out of its XML before the rest is parsed.

A transcript is hundreds of paragraphs of nothing but runs of words. One regular expression takes
these out, in the spellings Word and others write and no other, so that what it takes is surely
well-formed; each is replaced by an empty element with its number. Their properties, alike in most,
are parsed once for each way they are written. A part with anything unusual is parsed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.docx_styles import tags
from gtcoder.exchange.packages import Package, parse_xml

NAME, FIRST, LAST = "plain", "from", "to"  # of the element that stands for paragraphs
_PLACES = tags(NAME)
_LARGEST = 4 * 2**20  # beyond it, the parser's own limits are left to the parser
_HEAD = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>\s*)?"
    rb"<w:document [^<>]*?xmlns:w=\"http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006/main"
    rb"|purl\.oclc\.org/ooxml/wordprocessingml/main)\"[^<>]*>(?=<)"
)
# Tags that say what others mean, or that have their words looked for in another way.
_MISLEADING = re.compile(rb"<[!?]|<w:(?:plain|vMerge|hMerge|cellDel)\b|xmlns:w\s*=")
_ID = '="[0-9A-Fa-f]*"'
_IDS = "".join(f"(?: w:rsid{name}{_ID})?" for name in ("R", "RPr", "RDefault", "P"))
_BEGIN = f"<w:p(?: w14:paraId{_ID}(?: w14:textId{_ID})?)?{_IDS}>"
_WORDS = '<w:t(?: xml:space="preserve")?>'
_UNSEEN = (
    r'(?:<w:proofErr w:type="\w*"/>|<w:bookmarkStart w:id="\d+" w:name="\w*"/>'
    r'|<w:bookmarkEnd w:id="\d+"/>)*+'
)
# No tag that a piece may begin with lies within another piece: the search stays linear.
_PIECES = re.compile(
    (
        rf"((?:({_BEGIN})(?:<w:pPr>((?:<(?!/w:pPr>|w:p[ >P])[^<]*)*+)</w:pPr>)?{_UNSEEN})?+"
        rf"(?:<w:r(?: w:rsidR{_ID})?(?: w:rsidRPr{_ID})?>"
        r"(?:<w:rPr>((?:<(?!/|w:r[ >P])[^>]*>)*+)</w:rPr>)?(?:<w:lastRenderedPageBreak/>)?"
        rf"(?!</w:r>)(?:{_WORDS}([^<]+)</w:t>)?((?:<w:(?:tab|br)/>|{_WORDS}[^<]+</w:t>)*+)</w:r>"
        rf"{_UNSEEN}|(?(2)|(?!)))(</w:p>)?([^<]*+)|(<[^<]*+(?:<(?!w:[pr][ >])[^<]*+)*+))"
    ).encode()
)
_MORE = re.compile(rf"<w:(tab|br)/>|{_WORDS}([^<]+)".encode())
_SIGNS = {b"tab": b"\t", b"br": b"\n"}
_NAMED = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))
_UNNAMED = re.compile(b"&(?!(?:lt|gt|quot|apos|amp);)")
_ODD = ("\ufffe".encode(), "\uffff".encode(), b"]]>")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")

_PART = b"\0"  # between words; no XML holds it


Paragraph = tuple[bytes, Sequence[bytes], Sequence[str]]  # its look, those of its runs, their words


@dataclass(frozen=True, slots=True)
class Story:
    """The XML of a part, in which an element stands for plain paragraphs that follow one another.

    A look is how the properties of a paragraph or run are written; `looks` holds them parsed.
    """

    root: etree._Element
    looks: Mapping[bytes, etree._Element] = field(default_factory=dict)
    _taken: _Taken | None = None

    def paragraphs(self, place: etree._Element) -> Iterator[Paragraph] | None:
        """Return the paragraphs that an element stands for; None where none were taken."""
        if self._taken is None or place.tag not in _PLACES:
            return None
        first, last = place.get(FIRST, "0"), place.get(LAST, "0")
        return self._taken.paragraphs(int(first), int(last))


def story_of(package: Package, part: str) -> Story:
    """Return a part of a package with its plain paragraphs apart; raises UnreadableFile."""
    data = package.read(part)
    return _apart(data, part) or Story(parse_xml(data, part))


def _apart(data: bytes, part: str) -> Story | None:
    """Return a part with its plain paragraphs apart; None where the parser has to see all."""
    head = _HEAD.match(data) if len(data) <= _LARGEST else None
    if head is None:
        return None
    taken = _Taken()
    if not taken.take(data, head) or not taken.read_words():
        return None
    try:
        looks = _parsed(taken.looks(), head[0])
        return Story(parse_xml(head[0] + taken.rest, part), looks, taken)
    except UnreadableFile:
        return None


class _Taken:
    """The plain paragraphs of a part, and what is left of it."""

    def __init__(self) -> None:
        self.rest = b""
        self._paragraphs: list[tuple[bytes, int, int]] = []  # look, its runs from and to
        self._looks: list[bytes] = []  # of runs
        self._written: list[bytes] = []  # their words as XML has them
        self._words: list[str] = []

    def paragraphs(self, first: int, last: int) -> Iterator[Paragraph]:
        """Yield the paragraphs from one to before another."""
        looks, words = self._looks, self._words
        for look, start, end in self._paragraphs[first:last]:
            yield look, looks[start:end], words[start:end]

    def looks(self) -> set[bytes]:
        """Return all looks, of paragraphs and of runs, that say anything."""
        return {look for look, _, _ in self._paragraphs}.union(self._looks) - {b""}

    def take(self, data: bytes, head: re.Match[bytes]) -> bool:
        """Take the plain paragraphs behind the head; False where tags may mislead."""
        left: list[bytes] = []
        looks, words = self._looks, self._written
        done = at = start = head.end()  # how far it is taken or left; looked at; the paragraph
        first = -1  # of its runs; none is open
        look = b""
        for piece, begin, properties, form, said, more, end, blank, other in _PIECES.findall(
            data, at
        ):
            if begin:
                start, first, look = at, len(words), properties
            at += len(piece)
            if other:
                first = -1
                if _MISLEADING.search(other):
                    return False
            if first < 0:
                continue
            if said:
                looks.append(form)
                words.append(said)
            if more:
                self._put_more(form, more)
            if end:
                self._end(data[done:start], left, (look, first, len(words)))
                done, first = at - len(blank), -1
            elif blank:
                first = -1
        self.rest = b"".join((*left, data[done:]))
        return b' xmlns:w14="' in head[0] or b" w14:" not in data

    def _end(self, before: bytes, left: list[bytes], paragraph: tuple[bytes, int, int]) -> None:
        """Keep a paragraph; one that follows another at once is behind the same element."""
        number = len(self._paragraphs)
        self._paragraphs.append(paragraph)
        if before or not left:
            left += (before, b'<w:%b %b="%d"' % (NAME.encode(), FIRST.encode(), number), b"")
        left[-1] = b' %b="%d"/>' % (LAST.encode(), number + 1)

    def _put_more(self, look: bytes, written: bytes) -> None:
        for sign, said in _MORE.findall(written):
            self._looks.append(look)
            self._written.append(_SIGNS.get(sign, said))

    def read_words(self) -> bool:
        """Read the signs that words name; False where some have others, or what XML forbids."""
        written = _PART.join(self._written)
        bare = len(written) - max(0, len(self._written) - 1)
        if len(written.translate(None, _CONTROLS)) != bare or any(odd in written for odd in _ODD):
            return False
        if b"&" in written:
            if _UNNAMED.search(written):
                return False
            for name, sign in _NAMED:
                written = written.replace(name, sign)
        try:
            self._words = written.decode().split("\0")
        except UnicodeDecodeError:
            return False
        return True


def _parsed(looks: Iterable[bytes], head: bytes) -> dict[bytes, etree._Element]:
    """Return properties by how they are written, parsed at once; raises UnreadableFile."""
    keys = sorted(looks)
    inner = b"".join([b"<w:rPr>%b</w:rPr>" % key for key in keys])
    root = parse_xml(b"%b%b</w:document>" % (head, inner), "properties")
    return dict(zip(keys, root, strict=True))
