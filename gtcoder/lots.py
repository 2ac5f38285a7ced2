"""Drawing lots: which documents a reliability sample takes, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping

from gtcoder.errors import InvalidInput


def size_of(written: str, total: int) -> int:
    """Return how many of `total` documents “12” or “20%” are; at least one, rounded up."""
    word = written.strip()
    share = word.endswith("%")
    try:
        number = float(word.removesuffix("%").strip()) if share else int(word)
    except ValueError:
        number = 0
    if number <= 0 or (share and number > 100):
        raise InvalidInput(
            "“{word}” is no size of a sample. Nothing was changed; give a number of documents, "
            "such as 12, or a share, such as 20%.",
            word=written,
        )
    # in whole numbers where it can be: 20 % of 15 is 3 and not a fourth one by rounding errors
    return max(1, -int(-(total * number) // 100)) if share else int(number)


def drawn(strata: Mapping[str, str], size: int, seed: int) -> tuple[str, ...]:
    """Return the names of `size` documents drawn by lot, in the order of the alphabet.

    `strata` gives each document's stratum (one for all: a simple random sample). Strata take part
    by their share, the largest remainders first (Hamilton), ties by name; within one each document
    has the same chance. Only names, strata, size and seed decide, not the order of the rows.
    """
    if size > len(strata):
        raise InvalidInput(
            "There are {total} documents to draw from, fewer than {size}. Nothing was changed; "
            "draw fewer.",
            total=len(strata),
            size=size,
        )
    groups: dict[str, list[str]] = {}
    for name in sorted(strata):
        groups.setdefault(strata[name], []).append(name)
    lots = random.Random(seed)
    chosen: list[str] = []
    for stratum, share in sorted(shares(strata, size).items()):
        chosen += lots.sample(groups[stratum], share)
    return tuple(sorted(chosen))


def shares(strata: Mapping[str, str], size: int) -> dict[str, int]:
    """Return how many documents each stratum gives to a sample of that size."""
    counts: dict[str, int] = {}
    for stratum in strata.values():
        counts[stratum] = counts.get(stratum, 0) + 1
    total = len(strata)
    given = {stratum: count * size // total for stratum, count in counts.items()}
    left = size - sum(given.values())
    by_rest = sorted(counts, key=lambda each: (-(counts[each] * size % total), each))
    for stratum in by_rest[:left]:
        given[stratum] += 1
    return given
