"""The columns of a table of speakers: label, role from a list, and the person behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.documents.table import Column
from gtcoder.vocabulary import SpeakerRole


class SpeakerLike(Protocol):
    """A speaker label with its role, and the name of the person where there is one."""

    @property
    def label(self) -> str:
        """What the transcript calls them."""

    @property
    def role(self) -> str:
        """Participant, interviewer or other."""

    @property
    def participant(self) -> str | None:
        """Who it is."""


def speaker_columns(
    set_role: Callable[[Any, SpeakerRole], None], set_person: Callable[[Any, str], None]
) -> list[Column[Any]]:
    """Return the columns for rows that are like speakers."""

    def person(row: SpeakerLike) -> str:
        return row.participant or ""

    def role_ink(row: SpeakerLike) -> str:
        return "text" if row.role == SpeakerRole.PARTICIPANT else "text2"

    return [
        Column[Any](_tr("Label"), lambda row: row.label, strong=True),
        Column[Any](_tr("Role"), lambda row: role_words(SpeakerRole(row.role)), ink=role_ink,
                    choices=lambda _: [(role_words(each), each.value) for each in SpeakerRole],
                    write=lambda row, value: set_role(row, SpeakerRole(value))),
        Column[Any](_tr("Who"), person, write=set_person, tip=person,
                    hint=_hint),
    ]  # fmt: skip


def _hint(row: SpeakerLike) -> str:
    return _tr("Name") if row.role == SpeakerRole.PARTICIPANT else "–"


def role_words(role: SpeakerRole) -> str:
    """Return a role in the reader's words."""
    words = {
        SpeakerRole.PARTICIPANT: _tr("participant"),
        SpeakerRole.INTERVIEWER: _tr("interviewer"),
        SpeakerRole.OTHER: _tr("other"),
    }
    return words[role]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Speakers", text)
