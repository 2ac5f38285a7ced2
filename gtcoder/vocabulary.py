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
LabelId = NewType("LabelId", int)
ResultId = NewType("ResultId", int)


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


class AssignmentState(StrEnum):
    """How far a coder is with a document in a round; finished is said, never inferred."""

    ASSIGNED = "assigned"
    IN_WORK = "in work"
    FINISHED = "finished"


class SpeakerRole(StrEnum):
    """Who a speaker label stands for."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"


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


class Stance(StrEnum):
    """What a passage says about a relation."""

    FOR = "for"
    AGAINST = "against"
    NEGATIVE_CASE = "negative case"


class ParadigmRole(StrEnum):
    """The six roles of the paradigm (Strauss & Corbin 1990)."""

    PHENOMENON = "phenomenon"
    CAUSAL_CONDITION = "causal condition"
    CONTEXT = "context"
    INTERVENING_CONDITION = "intervening condition"
    STRATEGY = "strategy"
    CONSEQUENCE = "consequence"


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
