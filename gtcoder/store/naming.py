"""Names as they are kept: on one line, without signs that nobody sees or that turn what follows."""

from __future__ import annotations

import re

# bells and escapes of terminals; overrides, embeddings and isolates of the direction of writing,
# which would turn the words beside a name as well; blanks and joints without any width
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\u200b\\u2060\\ufeff]")


def cleaned(name: str) -> str:
    """Return a name as it is kept; empty where there is nothing in it to be seen."""
    kept = " ".join(_UNSEEN.sub("", " ".join(name.split())).split())
    return kept if any(map(str.isprintable, kept.replace(" ", ""))) else ""
