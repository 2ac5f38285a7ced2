"""An import before it is done: what each file gave, what the person said of it, what would come in.

Nothing here touches a widget or the study; a file that is read again keeps what was said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from gtcoder.actions.variable_values import ListedValues, take_values
from gtcoder.batch import (
    DocumentDraft,
    FileNote,
    FileReport,
    ImportBatch,
    SpeakerDraft,
    VariableDraft,
)
from gtcoder.exchange.formats import AUTO, ImportOptions, SurveyColumns
from gtcoder.vocabulary import SpeakerRole, VariableScope

_CODEBOOK = "codebook"
_TABLE_OF_CODINGS = "codings"
_CODINGS = "It is a table of codings. Nothing of it was taken in; Study, Import codings… reads it."
_NOT_HERE = "It is a codebook. Nothing of it was taken in; Codes, Import codebook… reads it."


class State(Enum):
    """What will become of a file."""

    READY = "ready"
    WARNINGS = "warnings"
    THERE = "there"
    REFUSED = "refused"
    OUT = "out"


_COMING = frozenset({State.READY, State.WARNINGS})

READING = ("encoding", "speakers", "times", "pdf_lines")


@dataclass(frozen=True, slots=True)
class ForAll:
    """What holds for all files: labels of those who ask, and the pattern of the files' names."""

    interviewers: tuple[str, ...] = ()
    names: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said of one file; `people` holds roles and names by label, small letters.

    `wanted` is None as long as nobody ticked the file in or out; `together` names the one
    participant behind all who answer.
    """

    wanted: bool | None = None
    encoding: str = AUTO
    speakers: str = AUTO
    times: str = AUTO
    pdf_lines: str = AUTO
    survey: SurveyColumns | None = None
    name: str | None = None
    together: str | None = None
    people: Mapping[str, SpeakerDraft] = field(default_factory=dict)

    def options(self, document: str, all_files: ForAll) -> ImportOptions:
        """Return how the file is to be read, its document known by a name nobody else has."""
        return ImportOptions(
            speakers=self.speakers,
            encoding=self.encoding,
            interviewers=all_files.interviewers,
            document=document,
            times=self.times,
            pdf_lines=self.pdf_lines,
            names=all_files.names,
            survey=self.survey,
        )

    def reading(self) -> dict[str, str]:
        """Return how it is to be read, without what concerns this file alone."""
        return {name: getattr(self, name) for name in READING}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file: where it is, what reading it gave, and what was said of it.

    `columns` are those of a table, which may be read as a survey; `survey` says as which it was.
    """

    path: Path
    report: FileReport
    documents: tuple[DocumentDraft, ...] = ()
    variables: tuple[VariableDraft, ...] = ()
    said: Said = field(default_factory=Said)
    columns: tuple[str, ...] = ()
    survey: SurveyColumns | None = None

    @property
    def draft(self) -> DocumentDraft | None:
        """The one document as it would come in, with all that was said; None for a table."""
        return None if len(self.documents) != 1 else _as_said(self.documents[0], self.said)

    @property
    def drafts(self) -> tuple[DocumentDraft, ...]:
        """All documents as they would come in; of several nothing can be said one by one."""
        draft = self.draft
        return self.documents if draft is None else (draft,)

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
    """All files of an import; `known` maps the hash of each text in the study to its documents.

    `values` are those of the study's documents and participants. `room` holds the members of zip
    archives for as long as the plan is there.
    """

    files: tuple[PlannedFile, ...] = ()
    left_out: tuple[FileReport, ...] = ()
    for_all: ForAll = field(default_factory=ForAll)
    known: Mapping[str, list[str]] = field(default_factory=dict)
    values: Mapping[tuple[VariableScope, str], Mapping[str, str]] = field(default_factory=dict)
    room: object = None

    def with_file(self, place: int, file: PlannedFile) -> ImportPlan:
        """Return the plan with another file in that place."""
        files = (*self.files[:place], file, *self.files[place + 1 :])
        return replace(self, files=files)

    def fates(self) -> tuple[Fate, ...]:
        """Return what will become of each file."""
        pairs = zip(self.files, self._twins(), strict=True)
        return tuple(self._fate(file, twins) for file, twins in pairs)

    def _fate(self, file: PlannedFile, twins: Sequence[str | None]) -> Fate:
        if file.report.source.kind == _TABLE_OF_CODINGS:
            return Fate(State.REFUSED, _CODINGS)
        if file.report.error is not None:
            return Fate(State.REFUSED, file.report.error)
        if file.report.source.kind == _CODEBOOK:
            return Fate(State.REFUSED, _NOT_HERE)
        # Of a survey some answers may be there; it is there when all are.
        twin = twins[0] if twins and None not in twins else None
        if file.said.wanted is False:
            return Fate(State.OUT)
        if twin is not None and not file.said.wanted:
            return Fate(State.THERE, twin)
        return Fate(State.WARNINGS if file.report.notes else State.READY)

    def _twins(self) -> Iterator[tuple[str | None, ...]]:
        """Yield of each file, for each document, the one that holds its text in study or import.

        Answers of a survey may well have the same words: only those of the same name are one.
        """
        there = {sha256: [*names] for sha256, names in self.known.items()}
        for file in self.files:
            drafts = file.drafts
            yield tuple(_twin(draft, there.get(draft.sha256, ())) for draft in drafts)
            for draft in drafts:
                there.setdefault(draft.sha256, []).append(draft.name)

    def notes(self) -> tuple[tuple[FileNote, ...], ...]:
        """Return what the reader noted of each file, and what the study or other files say of it.

        That is who speaks in an earlier file too, and where variables have other values by now.
        """
        speaks_in: dict[str, str] = {}
        found: list[tuple[FileNote, ...]] = []
        for file, differing in zip(self.files, self._differing(), strict=True):
            met = (note for draft in file.drafts for note in _met_before(draft, speaks_in))
            found.append((*file.report.notes, *met, *differing))
        return tuple(found)

    def _differing(self) -> Iterator[tuple[FileNote, ...]]:
        """Yield of each file the notes on values of variables where the study has others."""
        coming = [file.path for file in self.coming()]
        new = (each.name for file in self.coming() for each in file.documents)
        values = ListedValues(self.values, new)
        for (scope, owner), there in self.values.items():
            values.know(scope, owner, there)
        outside = self.outside()
        for file in self.files:
            drafts = file.variables if file.path in coming else ()
            found = take_values(values, (each for each in drafts if not is_of(each, outside)))
            yield tuple(FileNote(each.told(ahead=True)) for each in found.differing)

    def coming(self) -> Iterator[PlannedFile]:
        """Yield the files that will come in."""
        return (file for file, _ in self._coming())

    def _coming(self) -> Iterator[tuple[PlannedFile, set[str]]]:
        """Yield the files that will come in, and which of their documents do not, by name."""
        for file, fate, twins in zip(self.files, self.fates(), self._twins(), strict=True):
            if fate.state in _COMING:
                pairs = zip(file.drafts, twins, strict=True)
                there = {draft.name for draft, twin in pairs if twin is not None}
                yield file, set() if file.said.wanted else there

    def outside(self) -> frozenset[str]:
        """Return the documents whose variables stay out, since they are there by another name."""
        return frozenset(
            document.name
            for file, fate in zip(self.files, self.fates(), strict=True)
            for document in file.documents
            if fate.state is State.THERE and document.name != fate.why
        )

    def batch(self) -> ImportBatch:
        """Return what is to be stored: names made unique, variables following their documents.

        Variables of a document that is there by another name stay out with it.
        """
        outside = self.outside()
        documents: list[DocumentDraft] = []
        variables: list[VariableDraft] = []
        reports: list[FileReport] = []
        taken: set[str] = set()
        renamed: dict[str, str] = {}
        for file, left_out in self._coming():
            reports.append(file.report)
            variables += (each for each in file.variables if not is_of(each, outside))
            for read, draft in zip(file.documents, file.drafts, strict=True):
                if draft.name in left_out:
                    continue
                documents.append(replace(draft, name=free_name(draft.name, taken)))
                renamed.setdefault(read.name, documents[-1].name)
        return ImportBatch(tuple(documents), tuple(_following(variables, renamed)), tuple(reports))

    @property
    def again(self) -> bool:
        """Whether a text that is there already was asked for once more."""
        return any(
            fate.state in _COMING and file.said.wanted and any(twins)
            for file, fate, twins in zip(self.files, self.fates(), self._twins(), strict=True)
        )


def _twin(draft: DocumentDraft, names: Sequence[str]) -> str | None:
    if draft.name in names:
        return draft.name
    return names[0] if names and not draft.is_answer else None


def is_of(variable: VariableDraft, documents: Collection[str]) -> bool:
    """Tell whether a variable is one of these documents."""
    return variable.scope is VariableScope.DOCUMENT and variable.owner in documents


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
