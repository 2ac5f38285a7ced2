"""The text of a storyline: words, and links to categories and relations in double brackets.

Stored, a link is `[[Name|c:GUID]]` or `[[A – leads to – B|r:GUID]]`; the name is what it was called
when the text was stored. By hand and in files it is `[[Path > Code]]` or `[[A – leads to – B]]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

LINKED = re.compile(r"\[\[((?:(?!\[\[|\]\](?!\])).)+)\]\]")
DASH = " – "
_DOUBLED = re.compile(r"(\[|\])\1+")
_KEYED = re.compile(r"(.*)\|([cr]):([0-9a-f]{32})", re.DOTALL)


_LED_TO = re.compile(r"\|([cr]):([0-9a-f]{32})\]\]")


class LinkKind(StrEnum):
    """What a link of a storyline leads to."""

    CODE = "c"
    RELATION = "r"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a text; one that was written by its name has no kind and guid yet."""

    name: str
    kind: LinkKind | None = None
    guid: str = ""


Piece = str | Link


def relinked(text: str, known: Callable[[LinkKind, str], str]) -> str:
    """Return a stored text whose links lead to the guids that `known` gives for theirs."""
    return _LED_TO.sub(lambda link: f"|{link[1]}:{known(LinkKind(link[1]), link[2])}]]", text)


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the words and the links of a text in their order."""
    end = 0
    for found in LINKED.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        keyed = _KEYED.fullmatch(found[1])
        if keyed is None:
            yield Link(found[1].strip())
        else:
            yield Link(keyed[1].strip(), LinkKind(keyed[2]), keyed[3])
        end = found.end()
    if end < len(text):
        yield text[end:]


def put_together(text: str, said: Callable[[Link], str]) -> str:
    """Return a text with what `said` makes of each of its links in the link's place."""
    return "".join(piece if isinstance(piece, str) else said(piece) for piece in pieces_of(text))


def token(name: str, kind: LinkKind, guid: str) -> str:
    """Return a link as it is stored; brackets that would end it stand once in the name."""
    return f"[[{_DOUBLED.sub(lambda run: run[1], name)}|{kind}:{guid}]]"


def can_be_linked(written: str) -> bool:
    """Tell whether a link by this name, in double brackets, is read as that name again."""
    found = LINKED.fullmatch(f"[[{written}]]")
    return found is not None and found[1] == written


def plain_words(text: str) -> str:
    """Return a text with its links as the words they were stored with."""
    return put_together(text, lambda link: link.name)


def ends_of_relation(written: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to read `A – type – B` as source, type and target."""
    parts = written.split(DASH)
    for first in range(1, len(parts) - 1):
        for last in range(first + 1, len(parts)):
            named = (parts[:first], parts[first:last], parts[last:])
            source, kind, target = (DASH.join(each).strip() for each in named)
            yield source, kind, target
