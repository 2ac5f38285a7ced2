"""Guids of REFI-QDA: read however they are written, and kept apart where two rows share one."""

from __future__ import annotations

import uuid

from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid

_OURS = uuid.UUID("6f0b5f6a-6c1c-5d0e-9d1b-6d0a2c8f7e51")
_NO_SIGNS = str.maketrans("", "", "{}-")
_LENGTH = 16


def guid_of(written: str) -> Guid:
    """Return the 16 bytes of a guid in any case, with braces or without.

    What is no guid at all gets one that follows from it, so that references still meet.

    >>> guid_of("{5215CC69-b628-4e02-afb9-9beeaee55808}").hex()
    '5215cc69b6284e02afb99beeaee55808'
    """
    try:
        made = bytes.fromhex(written.replace("-", ""))
    except ValueError:
        try:
            made = bytes.fromhex(written.translate(_NO_SIGNS))
        except ValueError:
            made = b""
    return made if len(made) == _LENGTH else uuid.uuid5(_OURS, written.strip().casefold()).bytes


class Guids:
    """The guids that rows have, table by table; `salt` tells the things of one file from others'.

    A guid names one row of a table. A second element with the same guid gets another that follows
    from it, so that the same file read twice gives the same rows.
    """

    def __init__(self, salt: str) -> None:
        self._taken: dict[str, set[Guid]] = {}
        self._last: dict[tuple[str, Guid], int] = {}
        self._salt = uuid.uuid5(_OURS, salt)
        self.doubled: dict[str, int] = {}

    def named(self, what: str) -> Guid:
        """Return the guid of a thing that the file has no element for, always the same one."""
        return uuid.uuid5(_OURS, what).bytes

    def take(self, table: str, wanted: Guid | None) -> Guid:
        """Return the guid of a new row: the wanted one, where no other row of the table has it."""
        taken = self._taken.setdefault(table, set())
        if wanted is None:
            wanted = uuid.uuid5(self._salt, f"{table} {len(taken)}").bytes
        if wanted in taken:
            self.doubled[table] = self.doubled.get(table, 0) + 1
            wanted = self._another(table, wanted)
        taken.add(wanted)
        return wanted

    def _another(self, table: str, wanted: Guid) -> Guid:
        number = self._last.get((table, wanted), 1)
        made = wanted
        while made in self._taken[table]:
            number += 1
            made = derived(wanted, f"{table} {number}")
        self._last[table, wanted] = number
        return made
