"""The door through which everything leaves the program: files, copies and printed tables.

What is written, copied or printed asks `mask()` first. The window and the command line say which
list of pseudonyms is in force; where a study asks for one and there is none, nothing passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.errors import NotAllowed
from gtcoder.masking import NOTHING, Mask

if TYPE_CHECKING:
    from gtcoder.reports.base import Report


@dataclass(frozen=True, slots=True)
class Door:
    """The list in force, or why nothing leaves."""

    mask: Mask = NOTHING
    shut: str = ""


class _Now:
    door = Door()


def put(door: Door) -> None:
    """Let this hold from now on, for everything that leaves the program."""
    _Now.door = door


@contextmanager
def fresh() -> Iterator[None]:
    """Begin with an open door and no list; what held before holds again afterwards."""
    before, _Now.door = _Now.door, Door()
    try:
        yield
    finally:
        _Now.door = before


def mask() -> Mask:
    """Return the list in force; raise NotAllowed where nothing leaves without one."""
    now = _Now.door
    if now.shut:
        raise NotAllowed("{why} Nothing was written or copied.", why=now.shut)
    return now.mask


def masked_text(text: str) -> str:
    """Return a text as it may leave, or raise NotAllowed."""
    return mask().text(text)


def masked_report(report: Report) -> Report:
    """Return a report as it may leave, or raise NotAllowed."""
    return replace(mask().all_in(report), name=report.name)


def notes_on(out: Path) -> tuple[str, ...]:
    """Say that a file's own name, which nobody changes but the person, holds a listed name."""
    if not mask().names.find(out.name):
        return ()
    return ("The name of the file itself holds a name from the list of pseudonyms.",)
