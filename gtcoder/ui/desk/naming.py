"""What a person writes into the palette: the name of a code, or a path that ends in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gtcoder.ui.desk.matching import folded

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A path as it would be made, and the name of the code at its end; empty: nothing is named."""

    path: Path
    name: str


def written(typed: str, known: Mapping[str, Path]) -> Written:
    """Read `Category > code`; `known` gives the paths of codes by their folded names.

    The first name may be that of a category anywhere in the tree.

    >>> written("Feelings > anger", {"feelings": ("Dimensions", "Feelings")})
    Written(path=('Dimensions', 'Feelings', 'anger'), name='anger')
    """
    names = tuple(" ".join(part.split()) for part in typed.split(">"))
    if not all(names):
        return Written((), "")
    if len(names) > 1 and folded(names[0]) in known:
        return Written((*known[folded(names[0])], *names[1:]), names[-1])
    return Written(names, names[-1])
