"""Invented interviews: one of many lines, and three with forty open codes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from gtcoder.actions import codebook, many, team, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SpeakerDraft, TurnDraft
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import create_study, open_study
from gtcoder.vocabulary import CodingOrigin, Span, SpeakerRole
from tests.studies import draft

LINES = 60
CODE = "Waiting"


ANSWERS = (
    "We held the line 🙂 and nobody came back to it. It was the same on Monday.",
    "Nobody told us anything 👩\u200d🔧 about the bill. They only asked for the number again.",
    "My neighbour knew somebody there. She went to the desk with my old papers.",
    "It wasn't the money, it was the evenings. We had to begin the story from the start.",
)
_TOLD = [*(ANSWERS * 7), *("𝔄da rang.",) * 3]  # a name in astral letters
# The wrong spelling stands before all that may be coded.
CALLS = "INT: When did you recieve an answer?\n\n" + "".join(
    f"P1: {answer}\n\nINT: And then?\n\n" for answer in _TOLD
)


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


THEMES = {
    "Waiting": (
        "queue", "hold music", "callback", "late reply", "lost day", "no date", "second call",
        "closed desk", "slow form", "promise",
    ),
    "Leaving": (
        "silence", "other card", "no complaint", "last bill", "neighbour", "offer", "number kept",
        "habit gone", "quiet end", "door",
    ),
    "Making good": (
        "excuse", "gift", "visit", "honest word", "refund", "own name", "follow-up", "shorter way",
        "night shift", "second chance",
    ),
    "Being known": (
        "by name", "old story", "one file", "same voice", "notes kept", "taste", "birthday",
        "greeting", "memory", "trust",
    ),
}  # fmt: skip
INTERVIEWS = 3


def make_open_codes(path: Path) -> None:
    """Make a study of three interviews, each with a line on each of 40 open codes, all coded."""
    location = FileLocation(path)
    create_study(location, coder="Ann", title="Invented theory")
    names = [name for part in THEMES.values() for name in part]
    with open_study(location, "Ann") as ann:
        drafts = [_told(number, names) for number in range(1, INTERVIEWS + 1)]
        stored = ann.perform(
            transcripts.add_documents, batch=ImportBatch(documents=tuple(d for d, _ in drafts))
        )
        codes = [ann.perform(codebook.create_code, name=name) for name in names]
        rows = [
            (document, span.start, span.end, code)
            for (_, document), (_, spans) in zip(stored.documents, drafts, strict=True)
            for code, span in zip(codes, spans, strict=True)
        ]
        places, starts, ends, coded = zip(*rows, strict=True)
        ann.perform(
            many.apply_many,
            codings=many.CodingColumns(
                places, starts, ends, coded, [1] * len(rows), [1] * len(rows)
            ),
            origin=CodingOrigin.HAND,
        )


def _told(number: int, names: list[str]) -> tuple[DocumentDraft, list[Span]]:
    """Return an interview, and where each code is spoken of."""
    text, turns, spans = "", [], []
    for name in names:
        start = len(text)
        text += f"P{number}: Invented words of person {number} on “{name}”.\n\n"
        turns.append(TurnDraft(start, len(text) - 2, start + 4, f"P{number}"))
        spans.append(Span(start + 4, len(text) - 2))
    person = SpeakerDraft(f"P{number}", SpeakerRole.PARTICIPANT, f"Person {number}")
    found = draft(f"Invented interview {number}")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(found, text=text, sha256=digest, turns=tuple(turns), speakers=(person,)), spans
