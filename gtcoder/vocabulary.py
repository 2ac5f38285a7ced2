"""The field's words as types: id types and the enums of the study's vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

ProjectId = NewType("ProjectId", int)
CoderId = NewType("CoderId", int)
RoundId = NewType("RoundId", int)
AssignmentId = NewType("AssignmentId", int)
DocumentId = NewType("DocumentId", int)
TextVersionId = NewType("TextVersionId", int)
ParticipantId = NewType("ParticipantId", int)
SpeakerId = NewType("SpeakerId", int)
TurnId = NewType("TurnId", int)
VariableId = NewType("VariableId", int)
QuotationId = NewType("QuotationId", int)
CodeId = NewType("CodeId", int)
CodingId = NewType("CodingId", int)
AttributeId = NewType("AttributeId", int)
MembershipId = NewType("MembershipId", int)
MemoId = NewType("MemoId", int)
RelationTypeId = NewType("RelationTypeId", int)
RelationId = NewType("RelationId", int)
EvidenceId = NewType("EvidenceId", int)
ParadigmId = NewType("ParadigmId", int)
PlacementId = NewType("PlacementId", int)
ModelId = NewType("ModelId", int)
ModelNodeId = NewType("ModelNodeId", int)
ModelEdgeId = NewType("ModelEdgeId", int)
StepVisitId = NewType("StepVisitId", int)
PropertyId = NewType("PropertyId", int)
PropertyPlacementId = NewType("PropertyPlacementId", int)
RefusedRelationId = NewType("RefusedRelationId", int)
WaiverId = NewType("WaiverId", int)
CoreJudgementId = NewType("CoreJudgementId", int)
SamplingDecisionId = NewType("SamplingDecisionId", int)
LabelId = NewType("LabelId", int)
ResultId = NewType("ResultId", int)
DecisionId = NewType("DecisionId", int)
InstrumentId = NewType("InstrumentId", int)
InstrumentItemId = NewType("InstrumentItemId", int)
ExpertId = NewType("ExpertId", int)
BookmarkId = NewType("BookmarkId", int)
ComparisonId = NewType("ComparisonId", int)
CodeExampleId = NewType("CodeExampleId", int)
RefusedMergeId = NewType("RefusedMergeId", int)
MemoTagId = NewType("MemoTagId", int)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of a document's frozen text, in code points from 0."""

    start: int
    end: int


class CoderRole(StrEnum):
    """What a coder may do in the study."""

    LEAD = "lead"
    CODER = "coder"
    VIEWER = "viewer"


class RoundKind(StrEnum):
    """What a pass of coding is for."""

    OPEN = "open"
    BLIND = "blind"
    RECODE = "recode"
    GIVEN_SEGMENTS = "given segments"
    CONSENSUS = "consensus"


class SegmentSource(StrEnum):
    """Where the passages of a round of given segments come from."""

    TURNS = "turns"
    PARTICIPANTS = "participants' turns"
    QUOTATIONS = "quotations"


class AssignmentState(StrEnum):
    """How far a coder is with a document in a round; finished is said, never inferred."""

    ASSIGNED = "assigned"
    IN_WORK = "in work"
    FINISHED = "finished"


class DisagreementKind(StrEnum):
    """How two coders came to differ over a passage."""

    BOUNDARY = "boundary"
    OMISSION = "omission"
    CONFUSION = "confusion"


class Verdict(StrEnum):
    """What adjudication decided over a disagreement."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    THIRD = "third"
    NONE = "none"


class RatingScale(StrEnum):
    """What experts judge an item of an interview protocol by."""

    ESSENTIAL = "essential"  # 3 essential, 2 useful, 1 not necessary (Lawshe 1975)
    RELEVANCE = "relevance"  # 1 to 4 (Lynn 1986)
    IMPORTANCE = "importance"  # 1 to 5, for face validity


RATING_ENDS = {RatingScale.ESSENTIAL: 3, RatingScale.RELEVANCE: 4, RatingScale.IMPORTANCE: 5}


class ItemChange(StrEnum):
    """What was decided over an item after the experts had spoken."""

    KEPT = "kept"
    REWORDED = "reworded"
    DROPPED = "dropped"
    RESTORED = "restored"


class SpeakerRole(StrEnum):
    """Who a speaker label stands for."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class Mark(StrEnum):
    """What a file said by the form of its words."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    HEADING = "heading"


class CodeLevel(StrEnum):
    """Open = a plain code; the others are categories."""

    OPEN = "open"
    AXIAL = "axial"
    SELECTIVE = "selective"
    CORE = "core"


class CodeOrigin(StrEnum):
    """Where a code's name comes from (Glaser 1978; Strauss 1987: in vivo and constructed)."""

    IN_VIVO = "in vivo"
    CONSTRUCTED = "constructed"
    IMPORTED = "imported"


class CodingOrigin(StrEnum):
    """How a coding came to be."""

    HAND = "by hand"
    AUTO = "auto"
    IMPORTED = "imported"
    CONSENSUS = "consensus"


class VariableScope(StrEnum):
    """What a variable describes."""

    DOCUMENT = "document"
    PARTICIPANT = "participant"


class MemoKind(StrEnum):
    """The kinds of memo of grounded theory."""

    THEORETICAL = "theoretical"
    METHODOLOGICAL = "methodological"
    CODE = "code"
    DOCUMENT = "document"
    REFLEXIVE = "reflexive"
    DIARY = "diary"
    STORYLINE = "storyline"


class ComparisonVerdict(StrEnum):
    """What holding two passages of one code against each other showed."""

    SAME = "same"
    DIFFERENT = "different"
    SPLIT = "split"
    MEMO = "memo"


class Stance(StrEnum):
    """What a passage says about a relation."""

    FOR = "for"
    AGAINST = "against"
    NEGATIVE_CASE = "negative case"


@dataclass(frozen=True, slots=True)
class RelationPreset:
    """A kind of relation that every study knows; it is stored when it is first used."""

    name: str
    inverse: str
    meaning: str
    directed: bool = True
    acyclic: bool = False


RELATION_PRESETS = (
    RelationPreset("is a cause of", "is caused by", "The one gives rise to the other."),
    RelationPreset(
        "is a condition for", "depends on", "The one has to be there for the other, or shapes it."
    ),
    RelationPreset(
        "is part of", "has as part", "The one belongs to the other as a part.", acyclic=True
    ),
    RelationPreset("leads to", "follows from", "The other comes of the one, or comes after it."),
    RelationPreset(
        "is a strategy for", "is handled by", "The one is what people do about the other."
    ),
    RelationPreset(
        "contradicts", "contradicts", "Where the one holds, the other does not.", directed=False
    ),
)


class ParadigmRole(StrEnum):
    """The six roles of the paradigm (Strauss & Corbin 1990)."""

    PHENOMENON = "phenomenon"
    CAUSAL_CONDITION = "causal condition"
    CONTEXT = "context"
    INTERVENING_CONDITION = "intervening condition"
    STRATEGY = "strategy"
    CONSEQUENCE = "consequence"


class CheckRule(StrEnum):
    """What the checks of a theory look for; `analysis.checks` says of each what it means."""

    NO_PHENOMENON = "no-phenomenon"
    SEVERAL_PHENOMENA = "several-phenomena"
    EMPTY_ROLE = "empty-role"
    PLACED_UNRELATED = "placed-unrelated"
    FORBIDDEN_LINK = "forbidden-link"
    FORBIDDEN_TYPE = "forbidden-type"
    PART_OF_CYCLE = "part-of-cycle"
    DUPLICATE_RELATION = "duplicate-relation"
    RELATION_WITHOUT_EVIDENCE = "relation-without-evidence"
    RELATION_CONTRADICTED = "relation-contradicted"
    RELATION_BY_ONE_PARTICIPANT = "relation-by-one-participant"
    NEGATIVE_CASE_UNEXPLAINED = "negative-case-unexplained"
    CATEGORY_WITHOUT_DEFINITION = "category-without-definition"
    CATEGORY_WITHOUT_CODES = "category-without-codes"
    CATEGORY_WITHOUT_CODINGS = "category-without-codings"
    CATEGORY_BY_ONE_PARTICIPANT = "category-by-one-participant"
    ORPHAN = "orphan"
    RETIRED_IN_THEORY = "retired-in-theory"
    CODE_WITHOUT_DEFINITION = "code-without-definition"
    CODE_WITHOUT_CATEGORY = "code-without-category"
    DOMAIN_OVERLAP = "domain-overlap"
    PROPERTY_WITHOUT_ENDS = "property-without-ends"
    PROPERTY_WITHOUT_PASSAGES = "property-without-passages"
    PHENOMENON_WITHOUT_PROPERTIES = "phenomenon-without-properties"
    NO_CORE = "no-core"
    SEVERAL_CORES = "several-cores"
    CORE_UNRELATED = "core-unrelated"
    CORE_OUTSIDE = "core-outside"
    APART_FROM_CORE = "apart-from-core"
    NO_STORYLINE = "no-storyline"
    STORYLINE_MISSES_CORE = "storyline-misses-core"
    STEP_UNLINKED = "step-unlinked"


class CoreCriterion(StrEnum):
    """What is computed of a candidate for the core category."""

    FREQUENCY = "frequency"
    BREADTH = "breadth"
    DEGREE = "degree"
    BETWEENNESS = "betweenness"


class JudgedCriterion(StrEnum):
    """What a researcher judges of a candidate for the core category (Strauss 1987, p. 36)."""

    RELATES = "relates easily"
    RECURS = "appears frequently"
    EXPLAINS = "explains variation"
    LEADS = "leads to theory"
    VARIES = "allows variation"


class AttributeKind(StrEnum):
    """What the values of an attribute of codes are."""

    TEXT = "text"
    YES_NO = "0/1"
    NUMBER = "number"
    CHOICE = "choice"


class ModelTemplate(StrEnum):
    """How a model is laid out.

    Stepwise, cycle and fields are drawn from their own nodes; paradigm, network, tree and matrix
    from the study, their own nodes only adding to it.
    """

    PARADIGM = "paradigm"
    STEPWISE = "stepwise"
    CYCLE = "cycle"
    FIELDS = "fields"
    NETWORK = "network"
    TREE = "tree"
    MATRIX = "matrix"


class NodeKind(StrEnum):
    """What a node of a model stands for.

    Of a stepwise model: prerequisites before, the phenomenon that holds the steps, steps with
    branches, what is carried along, alongside and around, outcomes after. Of a cycle: parts that
    hold phases or blocks. Of overlapping fields: fields that hold activities. Of any: categories
    and codes, and what is added by hand: boxes, groups and notes.
    """

    CATEGORY = "category"
    CODE = "code"
    PREREQUISITE = "prerequisite"
    PHENOMENON = "phenomenon"
    STEP = "step"
    BRANCH = "branch"
    CARRIED = "carried"
    ALONGSIDE = "alongside"
    AROUND = "around"
    OUTCOME = "outcome"
    PART = "part"
    PHASE = "phase"
    BLOCK = "block"
    FIELD = "field"
    ACTIVITY = "activity"
    BOX = "box"
    GROUP = "group"
    NOTE = "note"


class Cells(StrEnum):
    """What a cell of a code table counts."""

    CODINGS = "codings"
    PASSAGES = "passages"
    PRESENCE = "presence"
    CHARACTERS = "characters"


class UnitOfCoding(StrEnum):
    """The unit of coding a coefficient is computed on."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    DOCUMENT = "document"


class SearchKind(StrEnum):
    """How what is looked for is written."""

    WORDS = "words"
    LIST = "list"
    REGEX = "regex"


class HitUnit(StrEnum):
    """How much of the text round a hit is coded."""

    MATCH = "match"
    SENTENCE = "sentence"
    TURN = "turn"
    PARAGRAPH = "paragraph"
