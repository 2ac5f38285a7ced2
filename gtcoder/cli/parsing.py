"""Words of a command line as values: spans, code paths, NAME=VALUE, lists."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import date

from gtcoder.vocabulary import Span

_SPAN = re.compile(r"(\d+):(\d+)")
SEPARATOR = " > "
LARGEST = 2**63 - 1
LARGEST_NUMBER = 2**31 - 1  # what a column of numbers holds on every database


class WrongUsage(Exception):
    """The words do not make a command; the message says what is wrong with them (exit 2)."""


def span(text: str) -> Span:
    """Return START:END as a span in code points."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ArgumentTypeError(f"“{text}” is no span; write START:END, as in 120:184")
    return Span(int(found[1]), int(found[2]))


def code_path(text: str) -> tuple[str, ...]:
    """Return the names of a path written `Parent > Child`."""
    return tuple(part.strip() for part in text.split(SEPARATOR))


def named_value(text: str) -> tuple[str, str]:
    """Return the two sides of NAME=VALUE; the value may hold further signs of equality."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"“{text}” is not of the form NAME=VALUE")
    return name.strip(), value


def comma_list(text: str) -> tuple[str, ...]:
    """Return the names of a list written A,B,C."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def unique(pairs: Sequence[tuple[str, str]], option: str) -> dict[str, str]:
    """Return NAME=VALUE pairs as a mapping; a name given twice is wrong usage."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise WrongUsage(f"{option} gives “{name}” twice")
        found[name] = value
    return found


def count(text: str) -> int:
    """Return a whole number from 0 on, as large as a database can hold."""
    if not text.isdecimal() or int(text) > LARGEST:
        raise ArgumentTypeError(f"“{text}” is no whole number from 0 to {LARGEST}")
    return int(text)


def number(text: str) -> int:
    """Return a whole number from 0 on that is no key of a row, as large as its column can hold."""
    value = count(text)
    if value > LARGEST_NUMBER:
        raise WrongUsage(f"the largest number is {LARGEST_NUMBER}; “{text}” is beyond it")
    return value


def finite(text: str) -> float:
    """Return a number that is neither infinite nor none at all."""
    value = float(text)
    if not math.isfinite(value):
        raise ArgumentTypeError(f"“{text}” is no finite number")
    return value


def day(text: str) -> date:
    """Return a day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day; write YYYY-MM-DD") from None


def yes_or_no(text: str) -> bool:
    """Return whether a word says yes."""
    word = text.strip().casefold()
    if word not in ("yes", "true", "1", "no", "false", "0"):
        raise ArgumentTypeError(f"“{text}” is neither yes nor no")
    return word in ("yes", "true", "1")


def number_up_to(largest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from 1 to the largest."""

    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= largest:
            raise ArgumentTypeError(f"“{text}” is no whole number from 1 to {largest}")
        return int(text)

    return read
