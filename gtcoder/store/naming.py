"""Names and texts as they are kept: names on one line, without signs that nobody sees."""

from __future__ import annotations

import re
from typing import Any

# bells and escapes of terminals; overrides, embeddings and isolates of the direction of writing,
# which would turn the words beside a name as well; blanks and joints without any width
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\u200b\\u2060\\ufeff]")


def cleaned(name: str) -> str:
    """Return a name as it is kept; empty where there is nothing in it to be seen."""
    kept = " ".join(_UNSEEN.sub("", " ".join(name.split())).split())
    return kept if any(map(str.isprintable, kept.replace(" ", ""))) else ""


_LINE_END = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")


def texts_as_kept(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return a verb's arguments, their texts with one kind of line end and nothing unprintable.

    No table, page or database holds such signs unchanged, so what was written out came back
    different; transcripts are kept alike (`exchange.freezing`).
    """
    return {name: text_as_kept(each) if type(each) is str else each
            for name, each in arguments.items()}  # fmt: skip


def text_as_kept(text: str) -> str:
    """Return a text as it is kept."""
    if text.isprintable():
        return text
    return _HALF.sub("\ufffd", _UNPRINTED.sub("", _LINE_END.sub("\n", text)))
