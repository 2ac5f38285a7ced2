"""Findings of the checks that are let pass: which, why, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.team import Coder
from gtcoder.model.theory import Waiver
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import WaiverId


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A finding that is let pass; `thing` is what it is on (study: nothing in particular)."""

    id: WaiverId
    rule: str
    thing: str
    key: int
    detail: str
    reason: str
    coder: str
    at: datetime


def waivers(reader: Reader) -> tuple[WaiverRow, ...]:
    """Return what is let pass, in the order in which it was."""
    rows = reader.rows(
        select(Waiver, Coder.name).join(Coder, Coder.id == Waiver.coder_id).order_by(Waiver.id)
    )
    return tuple(_row(waiver, coder) for waiver, coder in rows)


def _row(waiver: Waiver, coder: str) -> WaiverRow:
    things = {
        "code": waiver.code_id,
        "relation": waiver.relation_id,
        "paradigm": waiver.paradigm_id,
        "property": waiver.property_id,
        "model": waiver.model_id,
    }
    named = ((thing, key) for thing, key in things.items() if key is not None)
    thing, key = next(named, ("study", 0))
    return WaiverRow(
        WaiverId(waiver.id),
        waiver.rule,
        thing,
        key,
        waiver.detail,
        waiver.reason,
        coder,
        waiver.created_at,
    )
