"""How the columns of a codebook are headed, in ours and in those of other programs."""

from __future__ import annotations

import re

from gtcoder.codebook_draft import BookColumn
from gtcoder.vocabulary import AttributeKind

COLUMNS = {
    "code": ("code", "code path", "path", "code name", "codename", "tag", "code system", "name"),
    "parent": ("parent", "parent code", "parent path", "category", "category name"),
    "definition": ("definition", "description", "comment", "memo", "code memo", "meaning"),
    "rule": ("when to use", "rule", "rule of use", "coding rule", "inclusion criteria",
             "inclusion", "when to use it"),
    "when_not": ("when not to use", "when not", "exclusion criteria", "exclusion",
                 "when not to use it"),
    "example": ("example", "examples", "anchor example", "example quotation", "typical example"),
    "passages": ("example passages",),
    "level": ("level",),
    "colour": ("colour", "color"),
    "domain": ("domain",),
    "also": ("also under",),
    "status": ("status",),
}  # fmt: skip
# How written codebooks head the attributes of a code, and part facts on one line.
ATTRIBUTES, BETWEEN = "Attributes", " · "
_KNOWN = {name: role for role, names in COLUMNS.items() for name in names}
NEVER = frozenset({"document", "participant", "segment", "document name", "quotation", "start",
                   "coded"})  # fmt: skip
COUNTS = frozenset(
    {"codings", "documents", "coders", "interviews", "passages", "origin", "id", "cid", "catid",
     "guid", "proposed by", "number of highlights", "grounded", "density", "frequency", "count",
     "owner", "author", "created", "modified", "created by", "modified by", "creation date",
     "coded segments", "# coded segments", "cod. seg.", "number", "date", "code groups",
     "attributes", "code group"}
)  # fmt: skip
_KIND = re.compile(r"(?P<name>.*\S)\s*\[(?P<kind>0/1|number|choice|text)"
                   r"(?::(?P<choices>[^|\]]*))?\s*(?:\|(?P<group>[^\]]*))?\]")  # fmt: skip


def column_heading(column: BookColumn) -> str:
    """Return how a column of attributes is headed, so that its kind can be read back."""
    name = plain(column.name)
    taken = name in _KNOWN or name in COUNTS or name in NEVER or _KIND.fullmatch(column.name)
    if column.kind == AttributeKind.TEXT and not column.group and not taken:
        return column.name
    choices = f": {'; '.join(map(marked, column.choices))}" if column.choices else ""
    group = f" | {marked(column.group)}" if column.group else ""
    return f"{column.name} [{column.kind}{choices}{group}]"


def column_named(heading: str) -> BookColumn:
    """Return the column that a heading or a label tells of."""
    found = _KIND.fullmatch(heading)
    if found is None:
        return BookColumn(heading)
    named = (found["choices"] or "").split(";")
    choices = tuple(unmarked(each.strip()) for each in named if each.strip())
    kind = AttributeKind(found["kind"])
    if kind is AttributeKind.CHOICE and not choices:
        kind = AttributeKind.TEXT
    return BookColumn(found["name"], kind, choices, unmarked((found["group"] or "").strip()))


def marked(text: str, letters: str = "%;|[]") -> str:
    """Return a text in which these letters, which part others, are written by their numbers."""
    return "".join(f"%{ord(letter):02X}" if letter in letters else letter for letter in text)


def unmarked(text: str) -> str:
    """Return the text that was marked."""
    return re.sub("%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)


def role_of(label: str) -> str | None:
    """Return what a label such as “When to use” stands for; None for an attribute."""
    return _KNOWN.get(plain(label))


def is_count(label: str) -> bool:
    """Tell whether a label names what is counted and not part of a codebook."""
    return plain(label) in COUNTS


def plain(name: str) -> str:
    """Return a heading by which two that differ in blanks, dashes below or capitals are one."""
    return " ".join(name.replace("_", " ").split()).casefold()
