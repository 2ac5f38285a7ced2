"""Which model a study was left with, remembered by its number."""

from __future__ import annotations

from dataclasses import replace

from gtcoder.errors import StoreUnavailable
from gtcoder.queries.models import models
from gtcoder.ui.models.drawn import Drawn, Which
from gtcoder.ui.session import Session
from gtcoder.vocabulary import ModelTemplate


def last_shown(session: Session) -> Which | None:
    """Return the kept model that was shown last; None where it is gone, or none was."""
    number = session.preferences.spot(session.location).model
    if not number:
        return None
    try:
        with session.bridge.read() as reader:
            row = next((each for each in models(reader) if each.id == number), None)
    except StoreUnavailable:
        return None
    return None if row is None else Which(row.name, ModelTemplate(row.template), stored=True)


def remember(session: Session, drawn: Drawn) -> None:
    """Come back to this model when the study is opened again."""
    number = int(drawn.row.id) if drawn.row is not None else 0
    spot = session.preferences.spot(session.location)
    if number and spot.model != number:
        session.preferences.leave(session.location, replace(spot, model=number))
