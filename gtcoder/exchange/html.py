"""Read web pages (.html) as their reader sees them: one block, cell or item a line.

Words are put together as a browser does it: blanks count once, but for those of preformatted text.
What is not shown stays out: head, scripts, styles, hidden elements. A name in bold at the head of a
paragraph stays in its line.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile
from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.decoding import Decoded, decode
from gtcoder.exchange.formats import AUTO, IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.html_walk import walk
from gtcoder.exchange.lines import Lines
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.stories import result_of
from gtcoder.progress import Progress

_ENDINGS = (".html", ".htm", ".xhtml")
_PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(?>(<!--.*?-->\s*)*)<(!doctype\s+html|html)\b",  # no comment read twice
    re.DOTALL | re.IGNORECASE,
)
_TAGS = re.compile(rb"<(head|meta|title|body|div|p|br|h[1-6]|table|span|b|i|ul|ol|font)\b", re.I)
_SAID = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_LOOKED_AT = 4096
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def recognises(head: bytes, path: Path) -> bool:
    """Tell a web page by how it begins, or by its name if there is a tag in it."""
    plain = head.replace(b"\0", b"") if head.startswith(_WIDE) else head
    plain = plain.lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _PAGE.match(plain) is not None:
        return True
    return path.suffix.lower() in _ENDINGS and _TAGS.search(plain) is not None


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a web page; raises UnreadableFile."""
    data = read_bytes(path)
    decoded = _decoded(data, options.encoding)
    page, remarks = walk(decoded.text)
    source = SourceFile(path.name, "html", decoded.encoding, hashlib.sha256(data).hexdigest())
    return result_of(page, Lines(), source, options, (*decoded.notes, *remarks.notes()))


def _decoded(data: bytes, encoding: str) -> Decoded:
    """Return the text by its byte order mark, else as the page says, else by its bytes."""
    said = _SAID.search(data[:_LOOKED_AT])
    if encoding != AUTO or said is None or data.startswith((b"\xef\xbb\xbf", *_WIDE)):
        return decode(data, encoding)
    name = (said[1] or said[2]).decode("ascii", "replace")
    if name.lower().startswith("utf-16"):  # it could not be read so far if that were true
        name = "utf-8"
    try:
        return decode(data, name)
    except (InvalidInput, UnreadableFile):
        found = decode(data)
        note = FileNote(f"it says that it is written in {name}, which it is not")
        return Decoded(found.text, found.encoding, found.is_unicode, (note, *found.notes))


IMPORTERS.add("html", Importer("html", "Web page", _ENDINGS, recognises, read))
