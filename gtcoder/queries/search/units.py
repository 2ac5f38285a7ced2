"""Stretches of text in which hits lie, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Stretches of text to be coded, as int32 columns in the order of the texts.

    `first` is the place of a unit's first hit among the hits in texts, and `hits` how many it has;
    `outside` counts hits that lie in no passage that the round hands out.
    """

    document: Ints
    start: Ints
    end: Ints
    first: Ints
    hits: Ints
    outside: int = 0

    def __len__(self) -> int:
        return len(self.start)
