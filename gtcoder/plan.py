"""The plan of a whole study: who, which texts, and every step in the order it is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gtcoder.batch import FileNote, ImportBatch
from gtcoder.vocabulary import (
    CodeLevel,
    CodeOrigin,
    CoderRole,
    MemoKind,
    ParadigmRole,
    Span,
    Stance,
)


@dataclass(frozen=True, slots=True)
class CoderDraft:
    """A person of a study to be built."""

    name: str
    role: CoderRole


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code to be made; `key` numbers the plan's codes from 0 in their order of creation.

    In every draft `place` says where it was read ("codings.csv row 17").
    """

    key: int
    name: str
    parent: int | None
    level: CodeLevel
    origin: CodeOrigin = CodeOrigin.CONSTRUCTED
    definition: str = ""
    rule: str = ""
    colour: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A stretch of a document (by name) that one coder has marked."""

    coder: str
    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A code on a passage, with a memo on it where one was written."""

    passage: PassageDraft
    code: int
    memo: str = ""
    place: str = ""


class Change(StrEnum):
    """What can happen to a code, or to the study as a whole (a label), while it is built."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    RETIRE = "retire"
    LEVEL = "level"
    ATTRIBUTE = "attribute"
    MEMBERSHIP = "membership"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """One change of the codebook: the code, another code where the change names one, and a text.

    `text` is the new name, the level, the attribute's value or the label; `name` the attribute's.
    """

    change: Change
    code: int | None = None
    other: int | None = None
    text: str = ""
    name: str = ""
    reason: str = ""
    place: str = ""


Step = CodeDraft | CodingDraft | ChangeDraft


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """A memo of a coder on codes, documents and participants, or on the study (none named)."""

    kind: MemoKind
    coder: str
    title: str
    text: str
    codes: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A coded passage that speaks for a relation, against it, or as its negative case."""

    passage: PassageDraft
    stance: Stance
    place: str = ""


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A typed link between two categories with its evidence."""

    source: int
    type: str
    target: int
    note: str = ""
    evidence: tuple[EvidenceDraft, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """A category in a role of a paradigm."""

    paradigm: str
    role: ParadigmRole
    category: int
    rank: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """A node of a model: its key, kind, a label of its own or a code, and where it belongs."""

    key: str
    kind: str
    label: str = ""
    code: int | None = None
    parent: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class PlannedEdge:
    """An edge between two nodes of a model, by their keys."""

    source: str
    target: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A model: nodes and edges, laid out by a template when drawn."""

    name: str
    template: str
    nodes: tuple[PlannedNode, ...]
    edges: tuple[PlannedEdge, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A whole study before it is built: who, which texts, and every step in its order.

    The first coder is a lead, who changes the codebook and places and relates categories.
    `finished` names coder and document of the work that is said to be done in round 1.
    """

    title: str
    about: str
    coders: tuple[CoderDraft, ...]
    transcripts: ImportBatch
    steps: tuple[Step, ...] = ()
    relations: tuple[RelationDraft, ...] = ()
    placements: tuple[PlacementDraft, ...] = ()
    models: tuple[ModelDraft, ...] = ()
    memos: tuple[MemoDraft, ...] = ()
    finished: tuple[tuple[str, str], ...] = ()
    notes: tuple[FileNote, ...] = ()
