"""An invented interview of many lines."""

from __future__ import annotations

from pathlib import Path

from gtcoder.actions import codebook, team, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import create_study, open_study
from tests.studies import draft

LINES = 60
CODE = "Waiting"


def line_text(number: int) -> str:
    """Return a line of the interview."""
    return f"Invented line {number}: we waited for somebody to call."


def make_long_study(where: Path | Location) -> None:
    """Make a study with that interview, one code, Ann as lead and Bob as coder."""
    location = FileLocation(where) if isinstance(where, Path) else where
    create_study(location, coder="Ann", title="Invented study")
    text = "\n".join(line_text(number) for number in range(LINES)) + "\n"
    with open_study(location, "Ann") as ann:
        ann.perform(team.add_coder, name="Bob")
        ann.perform(transcripts.add_documents, batch=ImportBatch(documents=(draft(extra=text),)))
        ann.perform(codebook.create_code, name=CODE)
