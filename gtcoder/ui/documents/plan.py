"""An import before it is done: what each file gave, what the person said of it, what would come in.

Nothing here touches a widget or the study; a file that is read again keeps what was said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from gtcoder.batch import (
    DocumentDraft,
    FileNote,
    FileReport,
    ImportBatch,
    SpeakerDraft,
    VariableDraft,
)
from gtcoder.exchange.formats import AUTO, ImportOptions
from gtcoder.vocabulary import SpeakerRole, VariableScope

_CODEBOOK = "codebook"
_NOT_HERE = "It is a codebook. Nothing of it was taken in; Codes, Import codebook… reads it."


class State(Enum):
    """What will become of a file."""

    READY = "ready"
    WARNINGS = "warnings"
    THERE = "there"
    REFUSED = "refused"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said of one file; `people` holds roles and names by label, small letters.

    `wanted` is None as long as nobody ticked the file in or out; `together` names the one
    participant behind all who answer.
    """

    wanted: bool | None = None
    encoding: str = AUTO
    speakers: str = AUTO
    name: str | None = None
    together: str | None = None
    people: Mapping[str, SpeakerDraft] = field(default_factory=dict)

    def options(self, document: str, interviewers: tuple[str, ...]) -> ImportOptions:
        """Return how the file is to be read, its document known by a name nobody else has."""
        return ImportOptions(
            speakers=self.speakers,
            encoding=self.encoding,
            interviewers=interviewers,
            document=document,
        )


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file: where it is, what reading it gave, and what was said of it."""

    path: Path
    report: FileReport
    documents: tuple[DocumentDraft, ...] = ()
    variables: tuple[VariableDraft, ...] = ()
    said: Said = field(default_factory=Said)

    @property
    def draft(self) -> DocumentDraft | None:
        """The document as it would come in, with all that was said; None for a table."""
        return None if not self.documents else _as_said(self.documents[0], self.said)

    def saying(self, **words: object) -> PlannedFile:
        """Return the file with some of what was said replaced."""
        return replace(self, said=replace(self.said, **words))  # type: ignore[arg-type]

    def with_speaker(self, speaker: SpeakerDraft) -> PlannedFile:
        """Return the file with a speaker as given by hand.

        Only a participant is a person; where all who answer are one, the name is everybody's.
        """
        if speaker.role is not SpeakerRole.PARTICIPANT:
            speaker = replace(speaker, participant=None)
        people = {**self.said.people, speaker.label.casefold(): speaker}
        together = self.said.together
        if together is not None and speaker.participant:
            together = speaker.participant
        return self.saying(people=people, together=together)


def _as_said(draft: DocumentDraft, said: Said) -> DocumentDraft:
    name = said.name or draft.name
    speakers = tuple(_speaker_as_said(each, draft, name, said) for each in draft.speakers)
    alone = said.together or draft.participant
    if alone == draft.name:
        alone = name
    participant = None if draft.participant is None else alone
    return replace(draft, name=name, speakers=speakers, participant=participant)


def _speaker_as_said(
    speaker: SpeakerDraft, draft: DocumentDraft, name: str, said: Said
) -> SpeakerDraft:
    by_hand = said.people.get(speaker.label.casefold())
    if by_hand is not None:
        speaker = replace(by_hand, label=speaker.label)
    elif speaker.participant is not None and speaker.participant == draft.name:
        speaker = replace(speaker, participant=name)  # one known by the document's name
    if speaker.role is SpeakerRole.PARTICIPANT and said.together is not None:
        speaker = replace(speaker, participant=said.together)
    return speaker


@dataclass(frozen=True, slots=True)
class Fate:
    """What will become of a file, in a word for the icon and a sentence for the reader."""

    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All files of an import; `known` maps the hash of each text in the study to its document."""

    files: tuple[PlannedFile, ...] = ()
    left_out: tuple[FileReport, ...] = ()
    interviewers: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)

    def with_file(self, place: int, file: PlannedFile) -> ImportPlan:
        """Return the plan with another file in that place."""
        files = (*self.files[:place], file, *self.files[place + 1 :])
        return replace(self, files=files)

    def fates(self) -> tuple[Fate, ...]:
        """Return what will become of each file."""
        found: list[Fate] = []
        first: dict[str, str] = {}
        for file in self.files:
            found.append(self._fate(file, first))
            for document in file.documents:
                first.setdefault(document.sha256, file.draft.name if file.draft else document.name)
        return tuple(found)

    def _fate(self, file: PlannedFile, first: Mapping[str, str]) -> Fate:
        if file.report.error is not None:
            return Fate(State.REFUSED, file.report.error)
        if file.report.source.kind == _CODEBOOK:
            return Fate(State.REFUSED, _NOT_HERE)
        twin = self._twin(file, first)
        if file.said.wanted is False:
            return Fate(State.OUT)
        if twin is not None and not file.said.wanted:
            return Fate(State.THERE, twin)
        return Fate(State.WARNINGS if file.report.notes else State.READY)

    def _twin(self, file: PlannedFile, first: Mapping[str, str]) -> str | None:
        hashes = [document.sha256 for document in file.documents]
        names = [self.known.get(each) or first.get(each) for each in hashes]
        return next((name for name in names if name is not None), None)

    def notes(self) -> tuple[tuple[FileNote, ...], ...]:
        """Return what the reader noted of each file, and who in it speaks in an earlier one too."""
        speaks_in: dict[str, str] = {}
        found: list[tuple[FileNote, ...]] = []
        for file in self.files:
            draft = file.draft
            met = () if draft is None else tuple(_met_before(draft, speaks_in))
            found.append((*file.report.notes, *met))
        return tuple(found)

    def coming(self) -> Iterator[PlannedFile]:
        """Yield the files that will come in."""
        for file, fate in zip(self.files, self.fates(), strict=True):
            if fate.state in (State.READY, State.WARNINGS):
                yield file

    def batch(self) -> ImportBatch:
        """Return what is to be stored: names made unique, variables following their documents."""
        documents: list[DocumentDraft] = []
        variables: list[VariableDraft] = []
        reports: list[FileReport] = []
        taken: set[str] = set()
        renamed: dict[str, str] = {}
        for file in self.coming():
            reports.append(file.report)
            variables += file.variables
            if (draft := file.draft) is not None:
                documents.append(replace(draft, name=free_name(draft.name, taken)))
                renamed.setdefault(file.documents[0].name, documents[-1].name)
        return ImportBatch(tuple(documents), tuple(_following(variables, renamed)), tuple(reports))

    @property
    def again(self) -> bool:
        """Whether a text that is there already was asked for once more."""
        hashes = [document.sha256 for file in self.coming() for document in file.documents]
        return len(set(hashes)) < len(hashes) or any(each in self.known for each in hashes)


def _met_before(draft: DocumentDraft, speaks_in: dict[str, str]) -> Iterator[FileNote]:
    """Yield a note per person of a conversation of several who is known by name already."""
    people = dict.fromkeys(each.participant for each in draft.speakers if each.participant)
    for name in people if len(people) > 1 else ():
        other = speaks_in.setdefault(name, draft.name)
        if other != draft.name:
            yield FileNote(f"“{name}” is taken as the same participant as in {other}")


def free_name(name: str, taken: set[str]) -> str:
    """Return the name, or the name with the first number nobody has; remember it as taken."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free


def _following(
    variables: list[VariableDraft], renamed: Mapping[str, str]
) -> Iterator[VariableDraft]:
    """Yield variables whose owners are named as the documents will be."""
    for variable in variables:
        if variable.scope is VariableScope.DOCUMENT:
            yield replace(variable, owner=renamed.get(variable.owner, variable.owner))
        else:
            yield variable
