"""The commands of the codebook by name: words, keys, and on what they work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.rows import is_category
from gtcoder.ui.commands import Command

_tr = QCoreApplication.translate
Chosen = Sequence[CodeRow]

# What is done to one code at a time.
_TO_ONE = {
    "new_under", "rename", "define", "colour", "favourite", "attribute", "origin", "domain",
    "restore",
}  # fmt: skip
# What the context menu lists, from top to bottom; an empty name is a line.
CONTEXT = (
    "new_under", "", "rename", "define", "colour", "favourite", "attribute", "origin",
    "domain", "", "earlier", "later", "move", "raise", "lower", "merge", "accept", "",
    "retire", "restore",
)  # fmt: skip


def commands(place: str) -> dict[str, Command]:
    """Return the commands of a place by the short names that `CodebookVerbs` knows."""
    prefix = "code" if place.startswith("open") else f"{place}.code"
    found = {**_about_one(), **_about_several(), **_about_all()}.items()
    return {name: replace(command, name=f"{prefix}.{name}") for name, command in found}


def _about_one() -> dict[str, Command]:
    tr = _tr
    return {
        "new": Command(
            "", tr("codebook", "New code…"), "codes", "Ctrl+Shift+N",
            tr("codebook", "Make a code before any passage has it"), 30,
        ),
        "new_under": Command(
            "", tr("codebook", "New code under this…"), "codes", "Alt+Shift+N",
            tr("codebook", "Make a code under the chosen one"), 30,
        ),
        "rename": Command(
            "", tr("codebook", "Rename…"), "codes", "F2",
            tr("codebook", "Give the chosen code another name"), 31,
        ),
        "define": Command(
            "", tr("codebook", "Define…"), "codes", "Ctrl+Shift+D",
            tr("codebook", "Write what it means, when to use it and when not"), 31,
        ),
        "colour": Command(
            "", tr("codebook", "Colour…"), "codes", "Ctrl+Shift+L",
            tr("codebook", "Give the chosen code another colour"), 31,
        ),
        "favourite": Command(
            "", tr("codebook", "Favourite digit…"), "codes", "Ctrl+Shift+B",
            tr("codebook", "Give the chosen code a digit that applies it to a selection"), 31,
        ),
        "attribute": Command(
            "", tr("codebook", "Set attribute…"), "codes", "",
            tr("codebook", "Note a name and a value on the chosen code"), 31,
        ),
        "origin": Command(
            "", tr("codebook", "Origin…"), "codes", "",
            tr("codebook", "Correct where its name comes from: in vivo, constructed, imported"),
            31,
        ),
        "domain": Command(
            "", tr("codebook", "Domain"), "codes", "Ctrl+Shift+X",
            tr("codebook", "The codes below exclude one another on the same text"), 31,
            checkable=True,
        ),
    }  # fmt: skip


def _about_several() -> dict[str, Command]:
    tr = _tr
    return {
        "move": Command(
            "", tr("codebook", "Move under…"), "codes", "Ctrl+Shift+M",
            tr("codebook", "Put the chosen codes under another one, or at the top"), 32,
        ),
        "earlier": Command(
            "", tr("codebook", "Up among its siblings"), "codes", "Alt+Up",
            tr("codebook", "Put the chosen codes one place up in the codebook’s order"), 32,
        ),
        "later": Command(
            "", tr("codebook", "Down among its siblings"), "codes", "Alt+Down",
            tr("codebook", "Put the chosen codes one place down in the codebook’s order"), 32,
        ),
        "raise": Command(
            "", tr("codebook", "Raise to category"), "codes", "Ctrl+Shift+Up",
            tr("codebook", "Let the chosen codes be categories"), 32,
        ),
        "lower": Command(
            "", tr("codebook", "Back to open code"), "codes", "Ctrl+Shift+Down",
            tr("codebook", "Let the chosen categories be open codes again"), 32,
        ),
        "merge": Command(
            "", tr("codebook", "Merge into…"), "codes", "Ctrl+M",
            tr("codebook", "Let another code have the passages of the chosen ones"), 32,
        ),
        "accept": Command(
            "", tr("codebook", "Accept proposals"), "codes", "",
            tr("codebook", "Take codes that were proposed in a blind round into the codebook"), 32,
        ),
        "retire": Command(
            "", tr("codebook", "Retire…"), "codes", "",
            tr("codebook", "Take the chosen codes out of use; nothing of them is lost"), 33,
        ),
        "restore": Command(
            "", tr("codebook", "Restore…"), "codes", "",
            tr("codebook", "Take a retired or merged code into use again"), 33,
        ),
    }  # fmt: skip


def _about_all() -> dict[str, Command]:
    tr = _tr
    return {
        "import_book": Command(
            "", tr("codebook", "Import codebook…"), "codes", "",
            tr("codebook", "Take in codes from csv, xlsx, docx, md or html"), 34,
        ),
        "export_book": Command(
            "", tr("codebook", "Export codebook…"), "codes", "",
            tr("codebook", "Write the codebook to be printed, or as a table"), 34,
        ),
    }  # fmt: skip


def one(codes: Chosen) -> bool:
    """Tell whether one code is chosen."""
    return len(codes) == 1


def one_in_use(codes: Chosen) -> bool:
    """Tell whether one code is chosen that can be changed."""
    return len(codes) == 1 and not codes[0].retired


def any_in_use(codes: Chosen) -> bool:
    """Tell whether all of those chosen can be changed."""
    return bool(codes) and not any(code.retired for code in codes)


WORKS_ON: dict[str, Callable[[Chosen], bool]] = {
    "new": lambda codes: True,
    "new_under": one_in_use,
    "rename": one_in_use,
    "define": one,
    "colour": one,
    "favourite": one_in_use,
    "attribute": one,
    "origin": one,
    "domain": one_in_use,
    "import_book": lambda codes: True,
    "export_book": lambda codes: True,
    "earlier": lambda codes: any_in_use(codes) and len({c.parent for c in codes}) == 1,
    "later": lambda codes: any_in_use(codes) and len({c.parent for c in codes}) == 1,
    "move": any_in_use,
    "raise": lambda codes: any_in_use(codes) and any(not is_category(c.level) for c in codes),
    "lower": lambda codes: any_in_use(codes) and any(is_category(c.level) for c in codes),
    "merge": any_in_use,
    "accept": lambda codes: any_in_use(codes) and all(code.proposed_by for code in codes),
    "retire": any_in_use,
    "restore": lambda codes: one(codes) and codes[0].retired,
}


def hindrance(name: str, codes: Chosen) -> str:
    """Return why a command does not work on what is chosen; empty where it does."""
    if WORKS_ON[name](codes):
        return ""
    if not codes:
        return _tr("codebook", "Choose a code first")
    if name in _TO_ONE and not one(codes):
        return _tr("codebook", "Choose one code alone: it works on one at a time")
    words = {
        "restore": _tr("codebook", "The code is in use"),
        "raise": _tr("codebook", "It is a category already"),
        "lower": _tr("codebook", "It is an open code already"),
        "accept": _tr("codebook", "It stands in the codebook already"),
        "earlier": _tr("codebook", "Choose codes that lie under the same one"),
        "later": _tr("codebook", "Choose codes that lie under the same one"),
    }
    retired = _tr("codebook", "A retired code is restored first")
    return words.get(name, retired) if any_in_use(codes) else retired
