"""Which columns hold a word of the vocabulary, and not what somebody wrote."""

from __future__ import annotations

from enum import StrEnum

from gtcoder.vocabulary import (
    AssignmentState,
    AttributeKind,
    CheckRule,
    CodeLevel,
    CodeOrigin,
    CoderRole,
    CodingOrigin,
    ComparisonVerdict,
    DisagreementKind,
    ItemChange,
    JudgedCriterion,
    MemoKind,
    ModelTemplate,
    NodeKind,
    ParadigmRole,
    RatingScale,
    RoundKind,
    SegmentSource,
    SpeakerRole,
    Stance,
    VariableScope,
    Verdict,
)

WORDS: dict[tuple[str, str], type[StrEnum]] = {
    ("coder", "role"): CoderRole,
    ("round", "kind"): RoundKind,
    ("round", "segments"): SegmentSource,
    ("assignment", "state"): AssignmentState,
    ("decision", "kind"): DisagreementKind,
    ("decision", "verdict"): Verdict,
    ("speaker", "role"): SpeakerRole,
    ("code", "level"): CodeLevel,
    ("code", "origin"): CodeOrigin,
    ("coding", "origin"): CodingOrigin,
    ("attribute", "kind"): AttributeKind,
    ("variable", "scope"): VariableScope,
    ("memo", "kind"): MemoKind,
    ("comparison", "verdict"): ComparisonVerdict,
    ("evidence", "stance"): Stance,
    ("paradigm_placement", "role"): ParadigmRole,
    ("waiver", "rule"): CheckRule,
    ("core_judgement", "criterion"): JudgedCriterion,
    ("model", "template"): ModelTemplate,
    ("model_node", "kind"): NodeKind,
    ("item_rating", "scale"): RatingScale,
    ("item_decision", "change"): ItemChange,
}
