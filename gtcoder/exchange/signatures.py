"""Kinds of file that are no transcripts, told by their first bytes, so that a refusal can help."""

from __future__ import annotations

import re
from pathlib import Path

_SAVE_AS = "open it in its program and save it as .docx or .txt"
_TABLE_ADVICE = "for variables, call its first column document or participant"
_STUDY = rb"SQLite format 3\x00.{52}gtCr"  # with the application id of `store.engine`
HEAD = 100  # bytes of a file that are enough to tell
_KINDS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), what, advice)
    for pattern, what, advice in (
        (rb"%PDF-", "a PDF file", _SAVE_AS),
        (rb"\{\\rtf", "an RTF file", _SAVE_AS),
        (
            rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old Word or Excel file, or one that is locked with a password",
            "open it in Word or LibreOffice and save it as .docx without a password",
        ),
        (rb"PK(\x03\x04|\x05\x06)", "a zip archive of a kind that holds no transcript", _SAVE_AS),
        (rb"\s*(<\?xml[^>]*>\s*)?<(!doctype html|html)\b", "a web page (HTML)", _SAVE_AS),
        (
            rb"(\xef\xbb\xbf)?\s*<(\?xml|svg|!doctype)\b",
            "a file of another program (XML)",
            "export the transcript from it as .docx or .txt",
        ),
        (
            rb"(\xef\xbb\xbf)?\s*(\{\s*[\"}]|\[\s*[{\[\"])",
            "a file of another program (JSON)",
            "export the transcript from it as .docx or .txt",
        ),
        (rb"(\xef\xbb\xbf)?WEBVTT\b", "subtitles (WebVTT)", "save their text as .txt"),
        (
            _STUDY,
            "a study of gtcoder",
            "bring the copy in with “Study → Merge copy…” (gtcoder merge-study), or open it",
        ),
        (rb"SQLite format 3\x00", "a database", "open it in the program that made it"),
        (
            rb"(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\x00{4}|II\*\x00|MM\x00\*)",
            "a picture",
            "type its text into a .txt file",
        ),
        (
            rb"(ID3|\xff[\xfb\xf3\xf2]|OggS|fLaC|RIFF|.{4}ftyp|\x1aE\xdf\xa3)",
            "a recording (sound or film)",
            "import its transcript",
        ),
        (rb"(\x1f\x8b|BZh|7z\xbc\xaf|\xfd7zXZ|Rar!)", "a packed file", "unpack it first"),
        (rb"(\x7fELF|MZ)(?=.{0,64}\x00)", "a program", "look for the file that was meant"),
    )
)


def is_other_kind(head: bytes) -> bool:
    """Tell whether the first bytes are those of a known kind that is no plain text."""
    return any(pattern.match(head) for pattern, _, _ in _KINDS)


def is_study(head: bytes) -> bool:
    """Tell whether the first bytes are those of a study of gtcoder."""
    return re.match(_STUDY, head, re.DOTALL) is not None


def is_table(path: Path) -> bool:
    """Tell by its name whether a text is a table, which is never read as a transcript."""
    return path.suffix.lower() in (".csv", ".tsv")


def what_it_looks_like(head: bytes, path: Path) -> dict[str, str]:
    """Return `what` the file is and the `advice` for it, for an error sentence."""
    if is_table(path):
        return {"what": "a table with columns unknown here", "advice": _TABLE_ADVICE}
    for pattern, what, advice in _KINDS:
        if pattern.match(head):
            return {"what": what, "advice": advice}
    return {"what": "no text and no known kind of file", "advice": _SAVE_AS}
