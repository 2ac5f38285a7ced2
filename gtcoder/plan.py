"""The plan of a whole study: who, which texts, and every step in the order it is to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gtcoder.batch import FileNote, ImportBatch, RatingTable
from gtcoder.plan_memos import MemoLinkDraft
from gtcoder.plan_passages import PassageDraft as PassageDraft
from gtcoder.plan_rounds import FIRST_ROUND, AdjudicationDraft, AssignmentDraft, RoundDraft
from gtcoder.progress import Progress
from gtcoder.registry import Registry
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import (
    CheckRule,
    CodeLevel,
    CodeOrigin,
    CoderRole,
    ItemChange,
    JudgedCriterion,
    MemoKind,
    ParadigmRole,
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

    In every draft `place` says where it was read ("codings.csv row 17"). A code that was proposed
    in a blind round and not accepted yet names its coder and the round.
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
    domain: bool = False
    proposed_by: str = ""
    proposed_in: str = FIRST_ROUND
    when_not: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A code on a passage, with a memo on it where one was written, and its weight (0–100)."""

    passage: PassageDraft
    code: int
    memo: str = ""
    place: str = ""
    weight: int | None = None


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
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """One change of the codebook: the code, another code where the change names one, and a text.

    `text` is the new name, the level, the attribute's value or the label; `name` the attribute's.
    A column is the attribute's name, its kind as `text`, its `group` and the `choices` it offers.
    """

    change: Change
    code: int | None = None
    other: int | None = None
    text: str = ""
    name: str = ""
    reason: str = ""
    place: str = ""
    group: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleDraft:
    """A coded passage that shows what a code means."""

    code: int
    passage: PassageDraft
    place: str = ""


Step = CodeDraft | CodingDraft | ChangeDraft


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """A memo of a coder on codes, documents, participants and `links`, or on the study (none)."""

    kind: MemoKind
    coder: str
    title: str
    text: str
    codes: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[MemoLinkDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A coded passage that speaks for a relation, against it, or as its negative case."""

    passage: PassageDraft
    stance: Stance
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A typed link between two categories with its evidence; strength 1 weak to 3 strong."""

    source: int
    type: str
    target: int
    note: str = ""
    evidence: tuple[EvidenceDraft, ...] = ()
    place: str = ""
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class RelationTypeDraft:
    """A kind of relation; `grammar` holds the pairs of roles it may join."""

    name: str
    inverse: str = ""
    directed: bool = True
    acyclic: bool = False
    grammar: tuple[tuple[str, str], ...] = ()
    meaning: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RefusedDraft:
    """Two codes that a coder refused to relate, or to merge."""

    source: int
    target: int
    coder: str
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PropertyDraft:
    """A property of a category, with the two ends of its dimension."""

    category: int
    name: str
    low: str = ""
    high: str = ""
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlacedDraft:
    """A coded passage at its place along a property; `row` says where it was read."""

    category: int
    property: str
    passage: PassageDraft
    place: int
    negative: bool = False
    note: str = ""
    row: str = ""


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
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    colour: int = 0
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEdge:
    """An edge between two nodes of a model, by their keys.

    `relation` is the type of the relation between their codes whose evidence it shows.
    """

    source: str
    target: str
    kind: str = ""
    label: str = ""
    number: int | None = None
    both_ways: bool = False
    relation: str = ""


@dataclass(frozen=True, slots=True)
class PathDraft:
    """The steps of a model a participant went through, in order, with a note on each visit."""

    participant: str
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A model: nodes and edges, laid out by a template when drawn."""

    name: str
    template: str
    nodes: tuple[PlannedNode, ...]
    edges: tuple[PlannedEdge, ...] = ()
    place: str = ""
    options: tuple[str, ...] = ()
    paths: tuple[PathDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementDraft:
    """How far a category meets a criterion of the core category, by whom and why."""

    category: int
    criterion: JudgedCriterion
    score: int
    memo: str
    coder: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class BenchDraft:
    """The judgements on candidates for the core category, and the weights that are not 1."""

    judgements: tuple[JudgementDraft, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class SamplingDraft:
    """A decision on sampling, joined to documents, participants and categories."""

    decided_on: date
    gap: str
    decision: str
    sampled: str
    outcome: str
    coder: str
    documents: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class WaiverDraft:
    """A finding of the checks that a coder lets pass: on a code, or on what the names say.

    With type and target it is on a relation of the code, with a target alone on both codes, with a
    property on that of the code; a paradigm beside a code says on which board.
    """

    rule: CheckRule
    coder: str
    reason: str
    code: int | None = None
    type: str = ""
    target: int | None = None
    property: str = ""
    paradigm: str = ""
    model: str = ""
    detail: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ItemDecisionDraft:
    """What was decided over an item, which is named by its place in the table, by whom and why."""

    item: int
    change: ItemChange
    text: str
    reason: str
    coder: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentDraft:
    """An instrument as experts judged it, with their names and notes, and what was decided."""

    name: str
    note: str
    experts: tuple[tuple[str, str], ...]
    table: RatingTable
    decisions: tuple[ItemDecisionDraft, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A whole study before it is built: who, which texts, and every step in its order.

    The first coder is a lead, who changes the codebook and places and relates categories.
    `rounds` are all of them, the first one first; `assignments` say how far the work in them is.
    """

    title: str
    about: str
    coders: tuple[CoderDraft, ...]
    transcripts: ImportBatch
    steps: tuple[Step, ...] = ()
    examples: tuple[ExampleDraft, ...] = ()
    relation_types: tuple[RelationTypeDraft, ...] = ()
    relations: tuple[RelationDraft, ...] = ()
    refused: tuple[RefusedDraft, ...] = ()
    kept_apart: tuple[RefusedDraft, ...] = ()
    properties: tuple[PropertyDraft, ...] = ()
    placed: tuple[PlacedDraft, ...] = ()
    placements: tuple[PlacementDraft, ...] = ()
    models: tuple[ModelDraft, ...] = ()
    bench: BenchDraft = BenchDraft()
    sampling: tuple[SamplingDraft, ...] = ()
    waivers: tuple[WaiverDraft, ...] = ()
    instruments: tuple[InstrumentDraft, ...] = ()
    memos: tuple[MemoDraft, ...] = ()
    rounds: tuple[RoundDraft, ...] = ()
    assignments: tuple[AssignmentDraft, ...] = ()
    adjudication: AdjudicationDraft = field(default_factory=AdjudicationDraft)
    notes: tuple[FileNote, ...] = ()


# How a plan becomes rows, for readers of files, which cannot build a study themselves.
BUILDERS: Registry[Callable[[StudyPlan, Progress], StudyRows]] = Registry("builders of plans")
