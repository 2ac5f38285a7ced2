"""Names in other directions of writing within our sentences."""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_QUOTED = re.compile("“([^“”]+)”")
_ISOLATE, _END = "\u2068", "\u2069"


def isolated(sentence: str) -> str:
    """Return a sentence whose quoted names do not turn the words and figures around them."""
    if not _RIGHT_TO_LEFT.search(sentence):
        return sentence
    return _QUOTED.sub(lambda found: f"“{_ISOLATE}{found.group(1)}{_END}”", sentence)


def directed(name: str) -> str:
    """Return a name that runs in its own direction in a line of ours, its ellipsis at its end."""
    return f"{_ISOLATE}{name}{_END}" if _RIGHT_TO_LEFT.search(name) else name
