"""What readers of files hand to the verbs that store it: plain drafts, no database, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.vocabulary import SpeakerRole, VariableScope


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """One turn `[start, end)`; `body` is where the speech begins, after label and time stamp."""

    start: int
    end: int
    body: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """A speaker label of one document; `participant` names the person, None = nobody."""

    label: str
    role: SpeakerRole
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class VariableDraft:
    """A value of a document or of a participant, as text ("007" stays "007")."""

    name: str
    value: str
    scope: VariableScope
    owner: str


@dataclass(frozen=True, slots=True)
class FileNote:
    """A warning of a reader: what was seen or changed, and in which line where that is known."""

    message: str
    line: int | None = None

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a document came from: its bare name, kind, encoding and the hash of its bytes."""

    file: str
    kind: str
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A transcript ready to store: frozen text (LF line ends, no BOM), turns and speakers.

    `participant` is the document's one participant where it has no turns; `sha256` is the hash
    of the frozen text in UTF-8.
    """

    name: str
    text: str
    sha256: str
    source: SourceFile
    turns: tuple[TurnDraft, ...] = ()
    speakers: tuple[SpeakerDraft, ...] = ()
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: read with notes, or refused with an error sentence."""

    source: SourceFile
    notes: tuple[FileNote, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """All that a run of readers found, and what became of each file."""

    documents: tuple[DocumentDraft, ...] = ()
    variables: tuple[VariableDraft, ...] = ()
    reports: tuple[FileReport, ...] = field(default=())
