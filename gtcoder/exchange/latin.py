"""Tell which one-byte encoding a text in a Latin alphabet is in, by the languages' own letters.

Statistical detectors call a short English file with curly quotes cp1250 or cp775 and a Portuguese
one cp1250. A text is in an encoding if, read so, all its accented letters belong to one language
and no sign such as ³ or ¿ stands inside a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WESTERN = {
    "English": "éèêëïöüñçàâôæœåä",
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüß",
    "Spanish": "áéíñóúüªº",
    "Portuguese": "áàâãçéêíóôõúüªº",
    "Italian": "àèéìíîòóùúªº",
    "Catalan": "àçèéíïòóúü",
    "Dutch": "áéëèêïíóöüú",
    "Swedish or Finnish": "åäöéàü",
    "Danish or Norwegian": "æøåéèêòóôäöü",
    "Icelandic": "áéíóúýðþæö",
    "Estonian": "äöüõšž",
}
_ALPHABETS = {
    "cp1252": _WESTERN,
    "cp1250": {
        "Czech": "áčďéěíňóřšťúůýžöü",
        "Slovak": "áäčďéíĺľňóôŕšťúýžöü",
        "Polish": "ąćęłńóśźżöüé",
        "Hungarian": "áéíóöőúüű",
        "Croatian, Serbian or Slovene": "čćđšž",
        "Romanian": "ăâîşţ",
    },
    "cp1254": {"Turkish": "çğıöşüâîû"},
    "cp1257": {"Lithuanian": "ąčęėįšųūž", "Latvian": "āčēģīķļņōŗšūž"},
}
_MIXED = frozenset("".join(_WESTERN.values())) - frozenset("ýðþšž")
_OLD_SYSTEMS = {"cp850": "DOS", "mac_roman": "the old Macintosh"}
_ASCII = bytes(range(128))
_HIGH_WITH_NEIGHBOURS = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_DENSEST = 0.25
_TOO_DENSE = 0.4
_DENSE_ENOUGH = 0.02
_IN_WORDS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\u00b4\u00ad\u00a0"
_SIGN_IN_WORD = re.compile(rf"[^\W\d_][^\w\x00-\x7f{_IN_WORDS}]+[^\W\d_]|[^\W\d_][¹²³¼½¾]")
_CAPITAL_IN_WORD = re.compile("[a-z][À-ÖØ-ÞŠŒŽŸ][a-z]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text read in one encoding, and its letters outside ASCII in small letters."""

    encoding: str
    letters: frozenset[str]


def latin_encoding(data: bytes) -> tuple[str, str] | None:
    """Return encoding and reason for bytes that are no UTF-8, or None where no language fits."""
    high = data.translate(None, _ASCII)
    share = len(high) / max(1, len(data))
    if share > _DENSEST:
        return None
    pieces = b" ".join(_HIGH_WITH_NEIGHBOURS.findall(data))
    western = _read(pieces, "cp1252")
    if western and not western.letters:
        return "cp1252", "its quotation marks and dashes"
    if western and not _is_turkish(pieces) and (language := _language(western)):
        return "cp1252", f"its accented letters, which fit {language}"
    for encoding in ("cp1250", "cp1254", "cp1257"):
        reading = _read(pieces, encoding) if share >= _DENSE_ENOUGH else None
        if reading and (language := _language(reading)):
            return encoding, f"its accented letters, which fit {language}"
    if western and western.letters <= _MIXED:
        return "cp1252", "its Western European letters"
    return _old_system(pieces)


def is_dense(data: bytes) -> bool:
    """Tell whether so many bytes are above 127 that the text is in no Latin alphabet."""
    return len(data.translate(None, _ASCII)) > _TOO_DENSE * len(data)


def _is_turkish(pieces: bytes) -> bool:
    """Tell ı from ý: in Turkish 0xFD is far more frequent than 0xF0, in Icelandic far less."""
    return pieces.count(b"\xfd") > pieces.count(b"\xf0")


def _old_system(pieces: bytes) -> tuple[str, str] | None:
    for encoding, system in _OLD_SYSTEMS.items():
        reading = _read(pieces, encoding)
        if reading and reading.letters <= _MIXED:
            return encoding, f"its Western European letters as {system} wrote them"
    return None


def _read(pieces: bytes, encoding: str) -> _Reading | None:
    try:
        text = pieces.decode(encoding)
    except UnicodeDecodeError:
        return None
    if _SIGN_IN_WORD.search(text) or _CAPITAL_IN_WORD.search(text):
        return None
    letters = {sign.lower()[0] for sign in set(text) if sign.isalpha()}
    return _Reading(encoding, frozenset(sign for sign in letters if sign > "\x7f"))


def _language(reading: _Reading) -> str | None:
    """Return the first language of the encoding whose alphabet holds all the letters."""
    for language, alphabet in _ALPHABETS[reading.encoding].items():
        if reading.letters <= frozenset(alphabet):
            return language
    return None
