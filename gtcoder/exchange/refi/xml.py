"""XML as text: elements with escaped attributes, built fast and the same each time."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from gtcoder.exchange.refi.beyond import ILLEGAL, REPLACEMENT

_OF_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_OF_ATTRIBUTE = _OF_TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = re.compile(f"[&<>\r{ILLEGAL}]")
_IN_ATTRIBUTE = re.compile(f'[&<>"\n\t\r{ILLEGAL}]')


def text_of(text: str) -> str:
    """Return a text as the content of an element; what XML cannot hold becomes U+FFFD."""
    return _IN_TEXT.sub(lambda found: _OF_TEXT.get(found[0], REPLACEMENT), text)


def value_of(text: str) -> str:
    """Return a text as the value of an attribute, its line breaks and tabs kept."""
    return _IN_ATTRIBUTE.sub(lambda found: _OF_ATTRIBUTE.get(found[0], REPLACEMENT), text)


def tag(name: str, attributes: Mapping[str, str | None]) -> str:
    """Return what stands between the brackets of a start tag; None leaves an attribute out."""
    said = [f' {key}="{value_of(each)}"' for key, each in attributes.items() if each is not None]
    return name + "".join(said)


def element(
    name: str, attributes: Mapping[str, str | None] | None = None, children: Iterable[str] = ()
) -> str:
    """Return an element on its own line, with elements in it or empty."""
    start, inner = tag(name, attributes or {}), "".join(children)
    return f"<{start}>\n{inner}</{name}>\n" if inner else f"<{start}/>\n"


def text_element(name: str, text: str) -> str:
    """Return an element that holds a text to the letter."""
    return f"<{name}>{text_of(text)}</{name}>\n"


def described(text: str) -> str:
    """Return a Description, or nothing for an empty one."""
    return text_element("Description", text) if text else ""


def reference(name: str, guid: bytes) -> str:
    """Return an element that only points to another."""
    return f'<{name} targetGUID="{guid_text(guid)}"/>\n'


@lru_cache(maxsize=100_000)
def guid_text(guid: bytes) -> str:
    """Return a guid as 8-4-4-4-12 hex digits."""
    digits = guid.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived(guid: bytes, what: str) -> bytes:
    """Return the guid of something that is written for a row beside the row: always the same."""
    return uuid.uuid5(uuid.UUID(bytes=guid), what).bytes


def moment_text(moment: datetime) -> str:
    """Return a moment in UTC, to the second."""
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"
