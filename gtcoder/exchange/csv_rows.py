"""The rows of csv texts that come in: numbered by line, without the guard against formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formulas import unguarded


def numbered_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its last line; raises UnreadableFile at one that is none.

    Line ends inside cells stay as they are.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, list(map(unguarded, row))
    except csv.Error as error:
        raise UnreadableFile(
            "Its line {line} is no row of a table ({reason}). Nothing of it was taken in; save the "
            "table anew as csv.",
            line=reader.line_num,
            reason=error,
        ) from None
