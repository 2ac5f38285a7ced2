"""Names said to be one person in two studies, checked before anything is compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from gtcoder.errors import NotFound

if TYPE_CHECKING:
    from gtcoder.store.project import OpenProject


def coder_names(opened: OpenProject) -> list[str]:
    """Return the names of a study's coders."""
    from gtcoder.queries.people import coders

    with opened.read() as reader:
        return [row.name for row in coders(reader)]


def refuse_unknown(names: Sequence[str], *known: Collection[str]) -> None:
    """Raise NotFound for a name that is not a coder's in this study, and in the other if given."""
    for there, which in zip(known, ("this study", "the copy"), strict=False):
        for name in names:
            if name not in there:
                raise NotFound(
                    "There is no coder “{name}” in {which} (there are: {known}). Nothing was "
                    "changed; --same-coder names a coder whom both have.",
                    name=name,
                    which=which,
                    known=", ".join(there),
                )
