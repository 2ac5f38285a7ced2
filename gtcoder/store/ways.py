"""The way from one version of a text to another: by the edits that were kept, or by comparison.

A version keeps how it differs from the one it was made from. Where copies of a study came together
a document holds versions of two lines, and the number alone does not tell which was made from
which: the edits fit only the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gtcoder.textdiff import Edits, edits_between

K = TypeVar("K")
TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version of a text; `edits` as rows `(start, end, length)`."""

    number: int
    sha256: str
    characters: int
    edits: Sequence[Sequence[int]] | None


def line_of(versions: Mapping[K, Version], text_of: TextOf, version: K) -> list[K]:
    """Return a version and those it was made from, one after another, back to the first."""
    line = [version]
    while (parent := _parent(versions, text_of, line[-1])) is not None:
        line.append(parent)
    return line


def way(versions: Mapping[K, Version], text_of: TextOf, start: K, end: K) -> tuple[Edits, ...]:
    """Return the edits that lead from one version to another of the same document.

    Where neither was made from the other their texts are compared; a text that was erased cannot
    be, and everything stays where it is then.
    """
    if start == end or versions[start].sha256 == versions[end].sha256:
        return ()
    up = line_of(versions, text_of, end)
    if start in up:
        return tuple(_edits(versions[each]) for each in reversed(up[: up.index(start)]))
    down = line_of(versions, text_of, start)
    if end in down:
        return tuple(_edits(versions[each]).inverse() for each in down[: down.index(end)])
    old, new = text_of(versions[start].sha256), text_of(versions[end].sha256)
    return () if old is None or new is None else (edits_between(old, new),)


def _edits(version: Version) -> Edits:
    return Edits.of(version.edits or ())


def _parent(versions: Mapping[K, Version], text_of: TextOf, version: K) -> K | None:
    made = versions[version]
    if made.edits is None:
        return None
    earlier = [key for key, each in versions.items() if each.number < made.number]
    earlier.sort(key=lambda key: -versions[key].number)
    return next((key for key in earlier if _fits(versions[key], made, text_of)), None)


def _fits(old: Version, new: Version, text_of: TextOf) -> bool:
    """Tell whether the edits of a version lead to it from another one."""
    rows = new.edits or ()
    grown = sum(length - (end - start) for start, end, length in rows)
    if old.characters + grown != new.characters:
        return False
    before, after = text_of(old.sha256), text_of(new.sha256)
    if before is None or after is None:
        return old.number == new.number - 1
    at = to = 0
    for start, end, length in rows:
        kept = start - at
        if before[at:start] != after[to : to + kept]:
            return False
        at, to = end, to + kept + length
    return before[at:] == after[to:]
