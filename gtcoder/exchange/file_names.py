"""Values of variables that stand in the names of files: “Lismore_2_P07.docx”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from gtcoder.errors import InvalidInput

PARTICIPANT = "participant"
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern of file names; `names` are the variables in it by their group."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]

    def values(self, file: str) -> dict[str, str] | None:
        """Return the values in a file's name without its ending, None where it does not fit."""
        stem = unicodedata.normalize("NFC", PurePath(file).stem).strip()
        found = self.pattern.fullmatch(stem)
        if found is None:
            return None
        said = {name: (found[group] or "").strip() for group, name in self.names.items()}
        return {name: value for name, value in said.items() if value}


def name_pattern(wanted: str) -> NamePattern:
    """Compile a pattern such as {site}_{wave}_{participant}, or a regular expression.

    The expression has groups with names: (?P<site>[a-z]+)(?P<wave>\\d). What stands in braces ends
    where the next sign of the pattern begins. Raises InvalidInput for what is neither.
    """
    if "(?P<" in wanted:
        try:
            pattern = re.compile(wanted)
        except re.error as error:
            raise InvalidInput(
                "The pattern of file names “{pattern}” is no regular expression ({reason}). "
                "Nothing was read; correct it.",
                pattern=wanted,
                reason=error,
            ) from None
        return NamePattern(pattern, {name: name for name in pattern.groupindex})
    pieces = _FIELD.split(unicodedata.normalize("NFC", wanted))
    names = [" ".join(name.split()) for name in pieces[1::2]]
    if not names or not all(names) or len(set(names)) < len(names) or not all(pieces[2:-1:2]):
        raise InvalidInput(
            "The pattern of file names “{pattern}” does not say which variables they hold. Nothing "
            "was read; put a name of its own into braces for each, with a sign between two, as in "
            "{{site}}_{{participant}}.",
            pattern=wanted,
        )
    return NamePattern(
        re.compile(_expression(pieces)), {f"g{n}": name for n, name in enumerate(names)}
    )


def _expression(pieces: list[str]) -> str:
    """Return the regular expression of a pattern with braces, fields at the odd places."""
    parts = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            parts.append(re.escape(piece))
            continue
        after = pieces[place + 1]
        signs = rf"[^{re.escape(after[0])}]+?" if after else ".+"
        parts.append(f"(?P<g{place // 2}>{signs})")
    return "".join(parts)
