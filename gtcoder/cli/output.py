"""What a verb says: a table or a sentence for people, one JSON document for programs."""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gtcoder.exchange import door

Row = Mapping[str, Any]
_WIDEST = 64
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def answer(options: Namespace, record: Row, sentence: str) -> None:
    """Print the record as JSON where it was asked for, else the sentence."""
    if options.json:
        print_json(record)
    else:
        say(sentence)


def say(text: str, *, end: str = "\n") -> None:
    """Print a text as it may leave: without the names that are to be replaced."""
    print(door.masked_text(text), end=end)


def show_rows(options: Namespace, name: str, rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Print rows as `{name: [...]}`, or as a table of some of their columns."""
    listed = [dict(row) for row in rows]
    if options.json:
        print_json({name: listed})
    else:
        print_table(columns, [[row[column] for column in columns] for row in listed])


def print_json(record: Row) -> None:
    """Print one JSON document in UTF-8, or in plain ASCII where the stream is of another kind."""
    masked = door.mask().all_in(record)
    if "written" in record:  # paths, which whoever asked has to find
        masked = {**masked, "written": record["written"]}
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(masked, ensure_ascii=not utf8, indent=1, default=str))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table with aligned columns; long cells are cut, which `--json` never does."""
    masked = door.mask().text
    widest = max(_WIDEST, shutil.get_terminal_size().columns // 2)
    cells = [[_cut(masked(_cell(value)), widest) for value in row] for row in rows]
    heads = [masked(column.replace("_", " ")) for column in columns]
    widths = [
        max(_width(text) for text in (head, *column))
        for head, column in zip(heads, zip(*cells, strict=True) if cells else heads, strict=True)
    ]
    to_the_right = [
        bool(rows) and all(isinstance(row[place], int | float | None) for row in rows)
        for place in range(len(columns))
    ]
    for line in (heads, ["-" * width for width in widths], *cells):
        padded = [
            _pad(text, width, right=right)
            for text, width, right in zip(line, widths, to_the_right, strict=True)
        ]
        print("  ".join(padded).rstrip())
    if not rows:
        print("(none)")


def number_of(count: int, noun: str) -> str:
    """Return a count with its noun: `1 document`, `1,200 documents`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def warn(message: str) -> None:
    """Say something on the side, in one line on stderr."""
    complain(f"warning: {message}")


def complain(message: str) -> None:
    """Write one line to stderr."""
    print(f"gtcoder: {_plain(door.masked_text(message))}", file=sys.stderr)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    if isinstance(value, Mapping):
        return _plain(", ".join(f"{name}={each}" for name, each in value.items()))
    if isinstance(value, tuple):
        return _plain(" > ".join(map(str, value)))
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value)
    return _plain(str(value))


def _plain(text: str) -> str:
    """Return a text on one line, without signs that would steer the terminal."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _cut(text: str, widest: int) -> str:
    if _width(text) <= widest:
        return text
    kept = text[: widest - 1]
    while _width(kept) >= widest:
        kept = kept[:-1]
    return kept + "…"


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if _is_wide(letter) else 1 for letter in text
    )


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
