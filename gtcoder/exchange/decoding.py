"""Turn bytes into text: byte order mark, strict UTF-8, UTF-16 by its NULs, then an educated guess.

A guess is always said in a note, because no program can be sure of a short text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from gtcoder.batch import FileNote
from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.formats import AUTO
from gtcoder.exchange.latin import is_dense, latin_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258")
_NOT_LATIN = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8_r", "koi8_u"),
    *("big5", "gb18030", "cp932", "euc_jp", "cp949"),
)
_GUESS = "decoded as {name}: chosen by {why}; choose another encoding if letters look wrong"
_SURROGATES = re.compile("[\ud800-\udfff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_SAMPLE = 1 << 16
_DAMAGE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, whether that is a Unicode one, and a note where it was guessed."""

    text: str
    encoding: str
    is_unicode: bool
    notes: tuple[FileNote, ...] = ()


def decode(data: bytes, encoding: str = AUTO) -> Decoded:
    """Return the text of `data`; raises UnreadableFile when it is no text in that encoding."""
    if encoding != AUTO:
        return _decode_as(data, known_encoding(encoding))
    return _by_mark(data) or _by_nulls(data) or _as_utf8(data) or _guess(data)


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding, or raise InvalidInput."""
    try:
        "a".encode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        raise InvalidInput(
            "There is no text encoding “{name}”. Nothing was read; say auto, or a name such as "
            "utf-8, utf-16, cp1252, cp1256.",
            name=name,
        ) from None


def utf16_without_mark(data: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where NULs stand on one side of the pairs only.

    A few stray NULs are not enough: unless it is no UTF-8 anyway, a fifth of the bytes must be
    control characters, as they are in Latin, Cyrillic and Arabic text.
    """
    sample = data[:_SAMPLE]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if len(data) % 2 or (controls * 5 < len(sample) and (first + second < 3 or _is_utf8(sample))):
        return None
    name = "utf-16-le" if first < second else "utf-16-be"
    plain = sample.decode(name, "ignore").encode("ascii", "ignore")
    odd = len(plain) - len(plain.translate(None, _CONTROLS))
    return name if min(first, second) * 20 < max(first, second) and odd * 20 <= len(plain) else None


def _is_utf8(sample: bytes) -> bool:
    """Tell whether bytes are UTF-8, but for a sign that is cut at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _by_mark(data: bytes) -> Decoded | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, name)
    return None


def _by_nulls(data: bytes) -> Decoded | None:
    name = utf16_without_mark(data) if 0 in data[:_SAMPLE] else None
    if name is None:
        return None
    try:
        text = data.decode(name, "surrogatepass")
    except UnicodeDecodeError:
        return None
    return Decoded(text, name, True, (_guessed(name, "the NUL bytes between its letters"),))


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode(), "utf-8", True)
    except UnicodeDecodeError:
        return _utf8_with_surrogates(data) or _damaged_utf8(data)


def _utf8_with_surrogates(data: bytes) -> Decoded | None:
    """Read CESU-8 and the like: some programs write each half of an emoji by itself."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return Decoded(text, "utf-8", True)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 with few wrong bytes (a cut or glued file) as what it is, not as mojibake."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    if whole < 3 or wrong > max(1, _DAMAGE * whole):
        return None
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    note = FileNote(f"{wrong} × bytes that are no UTF-8 became U+FFFD; the rest is UTF-8", line)
    return Decoded(text, "utf-8", True, (note,))


def _guess(data: bytes) -> Decoded:
    sample = _densest(data)
    latin = latin_encoding(sample)
    if latin:
        return _guessed_as(data, *latin)
    # Lazy: the package is needed for files that are not UTF-8 only.
    from charset_normalizer import from_bytes

    candidates = _NOT_LATIN if is_dense(sample) else _LATIN + _NOT_LATIN
    found = from_bytes(sample, cp_isolation=list(candidates)).best()
    if found is not None:
        try:
            return _guessed_as(data, found.encoding, "the letters it gives")
        except UnreadableFile:
            pass
    return _guessed_as(data, "cp1252", "want of a better one")


def _densest(data: bytes) -> bytes:
    """Return the lines that hold non-ASCII bytes, enough of them to judge by."""
    if len(data) <= _SAMPLE:
        return data
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:_SAMPLE].rpartition(b"\n")[0] or data


def _guessed_as(data: bytes, name: str, why: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name, name == "gb18030", (_guessed(name, why),))
    except UnicodeDecodeError:
        raise UnreadableFile(
            "No text encoding fits its bytes. Nothing of it was taken in; if it is a text, save it "
            "as UTF-8 or name its encoding."
        ) from None


def _guessed(name: str, why: str) -> FileNote:
    return FileNote(_GUESS.format(name=name, why=why))


def _decode_as(data: bytes, name: str) -> Decoded:
    is_unicode = name.startswith(("utf", "gb18030"))
    if name == "iso8859-1" and _C1.search(data):
        return _as_windows(data)
    errors = "surrogatepass" if name.startswith(("utf-16", "utf-32")) else "strict"
    try:
        return Decoded(data.decode(name, errors), name, is_unicode)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "It is not written in {encoding} (byte {number} does not fit). Nothing of it was taken "
            "in; let the encoding be found (auto), or name another.",
            encoding=name,
            number=error.start,
        ) from None
    except UnicodeError:
        raise UnreadableFile(
            "It is not written in {encoding}. Nothing of it was taken in; let the encoding be "
            "found (auto), or name another.",
            encoding=name,
        ) from None


def _as_windows(data: bytes) -> Decoded:
    """Read what is called Latin-1 but has quotation marks at 80-9F as cp1252, as browsers do."""
    line = data.count(b"\n", 0, next(_C1.finditer(data)).start()) + 1
    note = FileNote("read as cp1252: its bytes 80-9F are no signs of iso8859-1", line)
    return replace(_decode_as(data, "cp1252"), notes=(note,))
