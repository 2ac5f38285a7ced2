"""The colours of codes as other programs know them: hex values of the light theme."""

from __future__ import annotations

import json
from functools import cache

from gtcoder.resources import resource


@cache
def code_colours() -> tuple[str, ...]:
    """Return the colour of each number from 1 on as #RRGGBB."""
    tokens = json.loads(resource("styles", "tokens.json").read_text(encoding="utf-8"))
    return tuple(code["light"]["mark"].upper() for code in tokens["codes"])


def hex_of(number: int) -> str | None:
    """Return a code colour as #RRGGBB; 0 and unknown numbers are neutral and have none."""
    colours = code_colours()
    return colours[number - 1] if 1 <= number <= len(colours) else None


def number_of(colour: str) -> int:
    """Return the number of the code colour nearest to #RRGGBB or #RGB; 0 where it is neither."""
    wanted = _channels(colour)
    if wanted is None:
        return 0
    far = [_distance(wanted, _channels(each) or wanted) for each in code_colours()]
    return far.index(min(far)) + 1


def _channels(colour: str) -> tuple[int, ...] | None:
    digits = colour.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    try:
        channels = bytes.fromhex(digits)
    except ValueError:
        return None
    return tuple(channels) if len(channels) == 3 else None


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how unlike two colours look: squares of differences, weighed as eyes do."""
    weights = (2, 4, 3)
    return sum(w * (a - b) ** 2 for w, a, b in zip(weights, one, other, strict=True))
