"""What a code means and its attributes, as one text for other programs, and all of it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gtcoder.exchange.refi.beyond import legal
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import AttributeKind

FIELDS = ("definition", "rule", "when_not", "example")
_HEADS = {"rule": "Use when: ", "when_not": "Not when: ", "example": "Example: "}
_HEAD = re.compile(f"^({'|'.join(_HEADS.values())})", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")
_YES = "1"
Attributes = Sequence[tuple[str, str]]  # name and value, in the order of the lines


def attributes_of(
    attributes: Iterable[Mapping[str, Any]], values: Iterable[Mapping[str, Any]]
) -> dict[Guid, list[tuple[str, str]]]:
    """Return by code its attributes with a value, of rows of attributes and of their values.

    Of those that are 0 or 1 there are only the ones that hold, and their value is "".
    """
    known = {row["guid"]: row for row in attributes}
    found: dict[Guid, list[tuple[int, str, str]]] = {}
    for row in values:
        attribute, value = known.get(row["attribute_id"]), row["value"].strip()
        if not attribute or not value:
            continue
        if attribute.get("kind") == AttributeKind.YES_NO:
            if value != _YES:
                continue
            value = ""
        place = (attribute.get("position", 0), attribute["name"])
        found.setdefault(row["code_id"], []).append((*place, value))
    return {code: [each[1:] for each in sorted(rows)] for code, rows in found.items()}


def told(texts: Mapping[str, Any], attributes: Attributes = ()) -> str:
    """Return definition, rule, limits and example under headings, then a line for each attribute.

    Empty ones are left out.
    """
    parts = [str(texts.get("definition") or "")]
    parts += [f"{head}{texts[name]}" for name, head in _HEADS.items() if texts.get(name)]
    parts.append("\n".join(_line(name, value) for name, value in attributes))
    return "\n\n".join(part for part in parts if part)


def without_attributes(plain: str, attributes: Attributes) -> tuple[str, dict[str, str]]:
    """Return a description without the lines of attributes, and the values that were edited.

    Of several lines that begin as an attribute does the last is its own; what another program
    wrote after the lines stays.
    """
    lines, edited = plain.split("\n"), dict[str, str]()
    for name, value in attributes:
        head, line = legal(" ".join(f"{name}:".split())), legal(_line(name, value))
        places = [place for place, each in enumerate(lines) if each.rstrip() == line]
        if value and not places:
            places = [place for place, each in enumerate(lines) if each.startswith(f"{head} ")]
        if places and (said := lines.pop(places[-1]).strip()) != line:
            edited[name] = said.removeprefix(head).strip()
    if len(lines) == plain.count("\n") + 1:  # none was there
        return plain, edited
    return _GAP.sub("\n\n", "\n".join(lines)), edited


def _line(name: str, value: str) -> str:
    """Return an attribute on one line: its name alone where it just holds."""
    return " ".join((f"{name}: {value}" if value else name).split())


def read_texts(
    plain: str, stored: Mapping[str, Any], attributes: Attributes = ()
) -> dict[str, str]:
    """Return the four texts of a code from its description and what was stored beside it.

    The stored ones hold while the description still says them; one that was edited is divided at
    the headings instead.
    """
    if plain == legal(told(stored, attributes)):
        return {name: str(stored.get(name) or "") for name in FIELDS}
    plain, _ = without_attributes(plain, attributes)
    names = {head: name for name, head in _HEADS.items()}
    pieces = _HEAD.split(plain)
    texts = dict.fromkeys(FIELDS, "")
    texts["definition"] = pieces[0].strip()
    for head, said in zip(pieces[1::2], pieces[2::2], strict=True):
        name = names[head]
        texts[name] = "\n\n".join(part for part in (texts[name], said.strip()) if part)
    return texts
