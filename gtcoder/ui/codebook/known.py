"""What the panel has read of the codebook: what verbs and card are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.queries.attributes import ColumnRow, columns
from gtcoder.queries.codebook import CodeRow, attributes, codes
from gtcoder.store.reader import Reader
from gtcoder.ui.codebook.counting import Counted
from gtcoder.vocabulary import CodeId


@dataclass(frozen=True, slots=True)
class Known:
    """Every code, retired ones too, their attributes and columns, and the counts as far as read."""

    study: str = ""
    codes: tuple[CodeRow, ...] = ()
    attributes: Mapping[CodeId, Mapping[str, str]] = field(default_factory=dict)
    counted: Counted | None = None
    columns: tuple[ColumnRow, ...] = ()

    def code(self, key: CodeId | None) -> CodeRow | None:
        """Return a code by its key."""
        return next((code for code in self.codes if code.id == key), None)

    def in_use(self) -> int:
        """Return how many codes are in use."""
        return sum(not code.retired for code in self.codes)

    def own_passages(self) -> dict[CodeId, int] | None:
        """Return how many passages carry each code itself; None where others' are hidden."""
        if self.counted is None or self.counted.blind:
            return None
        return {code: count.passages for code, count in self.counted.codes.items()}


def read_known(reader: Reader, counted: Counted | None) -> Known:
    """Read the codebook; it takes milliseconds, the counts do not."""
    every = codes(reader, retired=True)
    return Known(reader.study.guid.hex(), every, attributes(reader), counted, columns(reader))
