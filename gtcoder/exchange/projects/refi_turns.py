"""Speakers and turns of documents: those of our own export, else those that lines plainly show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gtcoder.batch import SpeakerDraft, TurnDraft
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.people import propose_speakers
from gtcoder.exchange.projects.refi_extras import told_rows
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_offsets import Counting
from gtcoder.exchange.projects.refi_texts import Document
from gtcoder.exchange.refi.xml import derived
from gtcoder.exchange.speakers import propose_turns
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import SpeakerRole

_POINTS = "points in time of transcripts"


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
        if "document" not in document.said.extra and len(here) == 1:
            row = row | {"participant_id": next(iter(here.values()))}
        intake.drafts.add("document", document.guid, **row)
        if "text_version" in document.said.extra:
            _take_told(intake, document)
        else:
            _propose(intake, document, here, counting)


def _take_told(intake: Intake, document: Document) -> None:
    for table in ("speaker", "turn"):
        for row in told_rows(table, document.said.extra.get(table), ("document_id",)):
            if table == "turn" and not _fits(document, row["start"], row["body"], row["end"]):
                intake.report.skip("turns", "the text was changed since, and they lie outside it")
                continue
            guid = intake.guids.take(table, row.pop("guid"))
            intake.drafts.add(table, guid, document_id=document.guid, **row)


def _fits(document: Document, start: int, body: int, end: int) -> bool:
    return 0 <= start <= body <= end <= len(document.layout.frozen.text)


def _propose(
    intake: Intake, document: Document, people: Mapping[str, Guid], counting: Counting
) -> None:
    text = document.layout.frozen.text
    turns = propose_turns(text).turns
    points = _points(document, counting)
    if not turns:
        why = "the text has no turns that could carry them"
        intake.report.skip(_POINTS, why, len(document.source.synced))
        return
    speakers = propose_speakers(
        text, turns, document=document.name, options=ImportOptions(document=document.name)
    ).speakers
    guids = {
        speaker.label: intake.add(
            "speaker", derived(document.guid, f"speaker {speaker.label}"),
            document_id=document.guid, label=speaker.label, role=speaker.role,
            participant_id=_person(speaker, speakers, people),
        )
        for speaker in speakers
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
