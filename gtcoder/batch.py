"""What readers of files hand to the verbs that store it: plain drafts, no database, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.codebook_draft import CodebookDraft
from gtcoder.vocabulary import Mark, RatingScale, SpeakerRole, VariableScope


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """One turn `[start, end)`; `body` is where the speech begins, after label and time stamp.

    `begins` and `ends` are its times in the recording in milliseconds, where the file gives them.
    """

    start: int
    end: int
    body: int
    speaker: str | None
    begins: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """A stretch `[start, end)` of the frozen text whose form in the file says something."""

    start: int
    end: int
    kind: Mark


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """A speaker label of one document; `participant` names the person, None = nobody."""

    label: str
    role: SpeakerRole
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class VariableDraft:
    """A value of a document or of a participant, as text ("007" stays "007").

    `with_text`: it came along with a text, in its file's name or as a column of a survey, so it
    fills what is empty and does not overrule what the study says.
    """

    name: str
    value: str
    scope: VariableScope
    owner: str
    with_text: bool = field(default=False, compare=False)


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
    marks: tuple[MarkDraft, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether it is one answer of a survey: another's may well have the same words."""
        return self.source.kind == "survey"


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
    books: tuple[CodebookDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as a table of ratings names it: by its text, or else by its number."""

    text: str = ""
    number: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """What an expert said of an item, which is named by its place among the items of the table."""

    item: int
    expert: str
    scale: RatingScale
    value: int | None = None
    comment: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Items, experts and ratings as a table gave them; `notes` say how it was understood."""

    items: tuple[ItemDraft, ...] = ()
    experts: tuple[str, ...] = ()
    ratings: tuple[RatingDraft, ...] = ()
    notes: tuple[FileNote, ...] = ()


def same_words(text: str) -> str:
    """Return a text by which two that differ in blanks or capitals alone are one."""
    return " ".join(text.split()).casefold()
