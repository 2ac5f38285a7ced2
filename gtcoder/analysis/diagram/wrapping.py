"""Break labels into lines of a given width, long compounds at a likely syllable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gtcoder.analysis.diagram.boxes import FONTS, SMALLEST_TEXT, FontRole, Measurer

_VOWELS = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøœùúûýÿ")
# Groups that open a syllable; they are kept together when a compound is broken.
_ONSETS = (
    "sch", "str", "spr", "chr", "pfl", "thr", "bl", "br", "ch", "cl", "cr", "dr", "fl", "fr", "gl",
    "gr", "kl", "kn", "kr", "pf", "ph", "pl", "pr", "qu", "sh", "sp", "st", "th", "tr", "wh", "zw",
)  # fmt: skip
_SOFT_HYPHEN = "\u00ad"
_BREAK_AFTER = frozenset("-/\u2010\u2013")
_LAST_LATIN = "\u024f"
_FEWEST = 3  # letters that stay together before and after a break


@dataclass(slots=True)
class Ruler:
    """A measurer that remembers, and knows the size a role has at a scale of the boxes."""

    measurer: Measurer
    _known: dict[tuple[str, FontRole], tuple[float, float]] = field(default_factory=dict)
    _scaled: dict[tuple[str, FontRole, float], tuple[float, float]] = field(default_factory=dict)

    def size(self, role: FontRole, scale: float) -> float:
        """Return the type size in points, never under the smallest legible one."""
        return max(SMALLEST_TEXT, FONTS[role].size * scale)

    def measure(self, text: str, role: FontRole, scale: float) -> tuple[float, float]:
        """Return width and height of one line in points at that scale."""
        asked = (text, role, scale)
        scaled = self._scaled.get(asked)
        if scaled is None:
            known = self._known.get((text, role))
            if known is None:
                known = self._known[text, role] = self.measurer.measure(text, role)
            factor = self.size(role, scale) / FONTS[role].size
            scaled = self._scaled[asked] = (known[0] * factor, known[1] * factor)
        return scaled

    def width(self, text: str, role: FontRole, scale: float) -> float:
        """Return the width of one line in points."""
        return self.measure(text, role, scale)[0]

    def height(self, role: FontRole, scale: float) -> float:
        """Return the height of a line of that role in points."""
        return self.measure("Ag", role, scale)[1]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The lines of a text, and how many words had to be broken for them."""

    lines: tuple[str, ...]
    broken: int = 0


def wrap(text: str, role: FontRole, *, width: float, scale: float, ruler: Ruler) -> Wrapped:
    """Return `text` in lines no wider than `width`; only a single letter may be wider."""
    lines: list[str] = []
    line, broken = "", 0
    for word in text.replace(_SOFT_HYPHEN, "").split():
        joined = f"{line} {word}" if line else word
        if ruler.width(joined, role, scale) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        pieces = list(_pieces(word, role, width=width, scale=scale, ruler=ruler))
        broken += len(pieces) > 1
        lines += pieces[:-1]
        line = pieces[-1]
    if line or not lines:
        lines.append(line)
    return Wrapped(tuple(lines), broken)


def balanced(text: str, role: FontRole, *, width: float, scale: float, ruler: Ruler) -> Wrapped:
    """Return the text in as few lines as `wrap`, with no last line of a single short word."""
    best = wrap(text, role, width=width, scale=scale, ruler=ruler)
    for step in range(1, 12):
        narrow = width * (1 - 0.04 * step)
        found = wrap(text, role, width=narrow, scale=scale, ruler=ruler)
        if len(found.lines) > len(best.lines) or found.broken > best.broken:
            break
        best = found
    return best


def shortened(
    lines: tuple[str, ...], role: FontRole, *, most: int, width: float, scale: float, ruler: Ruler
) -> tuple[str, ...]:
    """Return at most `most` lines, the last one ending in … when something was cut."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip(" ,;:.")
    while last and ruler.width(last + " …", role, scale) > width:
        last = last[:-1].rstrip(" ,;:.")
    return (*lines[: most - 1], last + " …")


def is_right_to_left(text: str) -> bool:
    """Return whether the first strong character belongs to a right-to-left script."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def _pieces(
    word: str, role: FontRole, *, width: float, scale: float, ruler: Ruler
) -> Iterator[str]:
    """Yield `word` in pieces that fit, with a hyphen where Latin letters are parted."""
    while ruler.width(word, role, scale) > width and len(word) > 1:
        at, mark = _last_break(word, role, width=width, scale=scale, ruler=ruler)
        yield word[:at] + mark
        word = word[at:]
    yield word


def _last_break(
    word: str, role: FontRole, *, width: float, scale: float, ruler: Ruler
) -> tuple[int, str]:
    for breaks in (_after_hyphens(word), _syllables(word), _anywhere(word)):
        for at in reversed(breaks):
            latin = word[at - 1].isalpha() and word[at - 1] <= _LAST_LATIN
            mark = "-" if latin else ""
            if ruler.width(word[:at] + mark, role, scale) <= width:
                return at, mark
    return 1, ""


def _after_hyphens(word: str) -> list[int]:
    return [at for at in range(1, len(word)) if word[at - 1] in _BREAK_AFTER]


@lru_cache(maxsize=4096)
def _syllables(word: str) -> list[int]:
    """Return where a syllable is likely to begin: before a consonant that a vowel follows."""
    low = word.lower()
    if not re.fullmatch(r"[^\W\d_]+", low) or low[0] > _LAST_LATIN:
        return []
    found = []
    for at in range(_FEWEST, len(low) - _FEWEST + 1):
        onset = next((o for o in _ONSETS if low.startswith(o, at)), low[at])
        opens = low[at] not in _VOWELS and low[at + len(onset) : at + len(onset) + 1] in _VOWELS
        inside = any(low.startswith(o, at - k) for o in _ONSETS for k in range(1, len(o)))
        if opens and not inside and any(c in _VOWELS for c in low[:at]):
            found.append(at)
    return found


def _anywhere(word: str) -> list[int]:
    joiners = "\u200c\u200d"
    return [
        at
        for at in range(1, len(word))
        if not unicodedata.combining(word[at]) and word[at] not in joiners
    ]
