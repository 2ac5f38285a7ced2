"""Shares and days as the transcripts write them."""

from __future__ import annotations

from datetime import datetime


def percent(share: float) -> str:
    """Return a share in words; what is not nought and not all is never written so."""
    whole = round(100 * share)
    if share > 0 and whole == 0:
        return "< 1 %"
    if share < 1 and whole == 100:
        return "> 99 %"
    return f"{whole} %"


def day(when: datetime | None) -> str:
    """Return a day in words, in local time."""
    if when is None:
        return ""
    local = when.astimezone()
    return f"{local.day} {local:%B %Y}"
