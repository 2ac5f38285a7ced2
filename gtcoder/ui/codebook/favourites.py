"""The codes of the digits 1 to 9, kept per study on this machine."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.rows import Favourites
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.vocabulary import CodeId

DIGITS = 9


def read_favourites(
    preferences: PreferencesFile, study: str, codes: Sequence[CodeRow]
) -> Favourites:
    """Return the codes in use of the nine digits."""
    by_guid = {code.guid: code.id for code in codes if not code.retired}
    kept = [by_guid.get(guid) for guid in preferences.favourites(study)[:DIGITS]]
    return tuple(kept + [None] * (DIGITS - len(kept)))


def set_favourite(
    preferences: PreferencesFile,
    study: str,
    codes: Sequence[CodeRow],
    code: CodeId,
    digit: int | None,
) -> Favourites:
    """Give a code a digit (None: take its own away), and return all digits; a code has one."""
    guids = {each.id: each.guid for each in codes}
    now: list[CodeId | None] = [
        None if each == code else each for each in read_favourites(preferences, study, codes)
    ]
    if digit is not None:
        now[digit - 1] = code
    preferences.set_favourites(study, tuple("" if each is None else guids[each] for each in now))
    return tuple(now)
