"""What the styles of an OpenDocument text say about the form of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gtcoder.exchange.lines import BOLD, HEADING, ITALIC, UNDERLINE

if TYPE_CHECKING:
    from lxml import etree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
HIDDEN = 1 << 8
_BOLD_FROM = 600
_LINKS = ("Internet_20_link", "Visited_20_Internet_20_Link")
Forms = Mapping[tuple[str, str], tuple[int, int]]


def forms_of(roots: Iterable[etree._Element]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by family and name what each style sets and what it unsets, with what it is based on.

    Links are underlined in every document, which says nothing.
    """
    known: dict[tuple[str, str], tuple[str, int, int]] = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
            on, off = (0, 0) if key[1] in _LINKS else _own(style)
            if key == ("paragraph", "Title"):
                on |= HEADING
            known[key] = (style.get(f"{STYLE}parent-style-name", ""), on, off)
    return _with_parents(known)


def _own(style: etree._Element) -> tuple[int, int]:
    on = off = 0
    for properties in style.iterchildren(f"{STYLE}text-properties"):
        for bit, holds in _said(properties):
            if holds:
                on |= bit
            else:
                off |= bit
    for properties in style.iterchildren(f"{STYLE}section-properties"):
        if properties.get(f"{TEXT}display") == "none":
            on |= HIDDEN
    return on, off


def _said(properties: etree._Element) -> Iterable[tuple[int, bool]]:
    weight = properties.get(f"{_FO}font-weight")
    if weight is not None:
        yield BOLD, weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_FROM)
    slant = properties.get(f"{_FO}font-style")
    if slant is not None:
        yield ITALIC, slant in ("italic", "oblique")
    line = properties.get(f"{STYLE}text-underline-style")
    if line is not None:
        yield UNDERLINE, line != "none"
    shown = properties.get(f"{TEXT}display")
    if shown is not None:
        yield HIDDEN, shown == "none"


def _with_parents(
    known: Mapping[tuple[str, str], tuple[str, int, int]],
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what each style says together with its parents, each worked out once."""
    said: dict[tuple[str, str], tuple[int, int]] = {}
    for first in known:
        chain: dict[tuple[str, str], None] = {}
        key = first
        while key in known and key not in said and key not in chain:
            chain[key] = None
            key = (key[0], known[key][0])
        set_on, set_off = said.get(key, (0, 0))
        for each in reversed(chain):
            _, on, off = known[each]
            said[each] = (set_on & ~off) | on, (set_off & ~on) | off
            set_on, set_off = said[each]
    return said
