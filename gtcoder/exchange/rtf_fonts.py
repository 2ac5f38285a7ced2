"""Fonts and code pages of RTF: which bytes are which letters."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from gtcoder.exchange.symbols import symbol

_SYMBOLS = 2
_USUAL = "cp1252"
_LONGEST = 100  # letters of a font's name
# The character sets of fonts (RTF 1.9.1, "Font Table"), under Python's names.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_WRITTEN_IN = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass
class Font:
    """A font of the table: its name and the code page its bytes are in, None = the document's."""

    name: str = ""
    page: str | None = None
    is_symbols: bool = False


class Fonts:
    """The fonts of a document and its code page."""

    def __init__(self) -> None:
        self.page = _USUAL
        self.usual = 0
        self._fonts: dict[int, Font] = {}
        self._made = Font()

    def begin(self, number: int) -> None:
        """Begin the entry of a font in the table."""
        self._made = self._fonts.setdefault(number, Font())

    def describe(self, word: str, number: int | None) -> None:
        """Take in what the entry says of its character set."""
        if word == "fcharset" and number is not None:
            self._made.page = _CHARSETS.get(number)
            self._made.is_symbols = number == _SYMBOLS
        elif word == "cpg":
            self._made.page = _known(number)

    def name(self, text: str) -> None:
        """Take in the name of the font, or a part of it."""
        self._made.name = (self._made.name + text)[:_LONGEST]

    def written_in(self, word: str, number: int | None) -> None:
        """Take in the code page of the document."""
        if word == "ansicpg":
            self.page = _known(number) or self.page
        else:
            self.page = _WRITTEN_IN[word]

    def letters(self, data: bytes, number: int) -> str:
        """Return the letters of bytes in a font; bytes that are none give U+FFFD."""
        font = self._fonts.get(number, Font())
        if font.is_symbols:
            name = font.name.strip("; ")
            return "".join(_sign(name, code) for code in data)
        return data.decode(font.page or self.page, "replace")

    def sign(self, code: int, number: int) -> str:
        """Return the letter of a private code, which in a font of symbols is a sign of it."""
        font = self._fonts.get(number, Font())
        return _sign(font.name.strip("; "), code - 0xF000) if font.is_symbols else chr(code)


def _sign(font: str, code: int) -> str:
    found = symbol(font, f"{0xF000 + code:x}")
    return chr(code) if code < 0x80 and found == chr(0xF000 + code) else found


def _known(number: int | None) -> str | None:
    name = "utf-8" if number == 65001 else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
