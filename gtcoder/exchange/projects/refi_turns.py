"""Speakers and turns of documents: those of our own export, else those that lines plainly show."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from gtcoder.batch import SpeakerDraft, TurnDraft
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.people import propose_speakers
from gtcoder.exchange.projects.refi_cases import moved_people
from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_offsets import Counting
from gtcoder.exchange.projects.refi_texts import CHANGED, Document
from gtcoder.exchange.refi.xml import derived
from gtcoder.exchange.speakers import propose_turns
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import SpeakerRole

_POINTS = "points in time of transcripts"
_MOST_LABELS = 50


def take_document_rows(
    intake: Intake,
    documents: Sequence[Document],
    people: Mapping[Guid, Mapping[str, Guid]],
    counting: Counting,
) -> None:
    """Add the rows of documents, speakers and turns; `people` are those of a document by name."""
    for document in documents:
        here = people.get(document.guid, {})
        row = document.row
        moved: Mapping[Guid | None, Guid] = {}
        if "document" in document.said.extra:
            moved = moved_people(intake, document, here)
            person = row.get("participant_id")
            row = row | {"participant_id": moved.get(person, person)}
        elif len(here) == 1:
            row = row | {"participant_id": next(iter(here.values()))}
        intake.drafts.add("document", document.guid, **row)
        speakers = _take_told(intake, document, "speaker", moved)
        if "text_version" not in document.said.extra:
            _propose(intake, document, here, counting, speakers)
        elif document.changed:
            _leave_turns(intake, document)
            _propose(intake, document, here, counting, speakers)
        else:
            _take_told(intake, document, "turn")


def _take_told(
    intake: Intake, document: Document, table: str, moved: Mapping[Guid | None, Guid] | None = None
) -> dict[str, Guid]:
    """Add the rows that our own export tells of a document; return those that have a label.

    Speakers are the people that `moved` names instead of those that were.
    """
    labelled = {}
    for row in told_rows(table, document.said.extra.get(table), ("document_id",)):
        if table == "turn" and not _fits(document, row["start"], row["body"], row["end"]):
            intake.report.skip("turns", "the text was changed since, and they lie outside it")
            continue
        person = row.get("participant_id")
        if moved and person in moved and person is not None:
            row["participant_id"] = moved[person]
        guid = intake.guids.take(table, row.pop("guid"))
        intake.drafts.add(table, guid, document_id=document.guid, **row)
        labelled[row.get("label", "")] = guid
    return labelled


def _leave_turns(intake: Intake, document: Document) -> None:
    """Tell of the turns of a text that was changed, and of the times that they had."""
    turns = told_rows("turn", document.said.extra.get("turn"), ("document_id",))
    intake.report.skip("turns", CHANGED, len(turns))
    timed = sum(row.get("begins") is not None or row.get("ends") is not None for row in turns)
    intake.report.skip(_POINTS, CHANGED, timed)


def _fits(document: Document, start: int, body: int, end: int) -> bool:
    return 0 <= start <= body <= end <= len(document.layout.frozen.text)


def _propose(
    intake: Intake,
    document: Document,
    people: Mapping[str, Guid],
    counting: Counting,
    known: Mapping[str, Guid],
) -> None:
    """Add the turns that lines plainly show; `known` are the speakers there are, by label."""
    text = document.layout.frozen.text
    turns = _turns(text, known)
    points = _points(document, counting)
    if not turns:
        why = "the text has no turns that could carry them"
        intake.report.skip(_POINTS, why, len(document.source.synced))
        return
    speakers = propose_speakers(
        text, turns, document=document.name, options=ImportOptions(document=document.name)
    ).speakers
    guids = {**known} | {
        speaker.label: intake.add(
            "speaker", derived(document.guid, f"speaker {speaker.label}"),
            document_id=document.guid, label=speaker.label, role=speaker.role,
            participant_id=_person(speaker, speakers, people),
        )
        for speaker in speakers if speaker.label not in known
    }  # fmt: skip
    begins = _begins(turns, points)
    for number, turn in enumerate(turns):
        intake.add(
            "turn", derived(document.guid, f"turn {number}"), document_id=document.guid,
            start=turn.start, end=turn.end, body=turn.body, begins=begins.get(number),
            speaker_id=None if turn.speaker is None else guids[turn.speaker],
        )  # fmt: skip
    intake.report.tell("speakers and turns were recognised by how lines begin", document.name)
    why = "only the one at the beginning of a turn is kept"
    intake.report.skip(_POINTS, why, len(document.source.synced) - len(begins))


def _turns(text: str, known: Collection[str]) -> Sequence[TurnDraft]:
    """Return the turns of a text: as lines show them, or more by labels that are known."""
    plain = propose_turns(text).turns
    if not 0 < len(known) <= _MOST_LABELS:
        return plain
    labels = "|".join(map(re.escape, sorted(known, reverse=True)))
    return max(plain, propose_turns(text, rf"^[ \t]*({labels})[ \t]*[:\uff1a]").turns, key=len)


def _person(
    speaker: SpeakerDraft, speakers: Sequence[SpeakerDraft], people: Mapping[str, Guid]
) -> Guid | None:
    """Return the case that a speaker is: the one of that name, or the only one of the document."""
    if speaker.role is not SpeakerRole.PARTICIPANT:
        return None
    named = {name.casefold(): guid for name, guid in people.items()}
    if speaker.label.casefold() in named:
        return named[speaker.label.casefold()]
    answering = [one for one in speakers if one.role is SpeakerRole.PARTICIPANT]
    return next(iter(people.values())) if len(people) == len(answering) == 1 else None


def _points(document: Document, counting: Counting) -> list[tuple[int, int]]:
    """Return the points in time in the order of the text: place and milliseconds."""
    synced = [point for point in document.source.synced if point.milliseconds >= 0 <= point.place]
    written = np.array([point.place for point in synced], np.int64)
    places = document.layout.place(written, counting, ends=False).tolist()
    return sorted(zip(places, (point.milliseconds for point in synced), strict=True))


def _begins(turns: Sequence[TurnDraft], points: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return when turns begin: by the first point between the turn before and the speech."""
    begins: dict[int, int] = {}
    at = 0
    before = 0
    for number, turn in enumerate(turns):
        while at < len(points) and points[at][0] < before:
            at += 1
        if at < len(points) and points[at][0] <= turn.body:
            begins[number] = points[at][1]
            at += 1
        before = turn.end
    return begins
