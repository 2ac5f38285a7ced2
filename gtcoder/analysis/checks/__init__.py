"""What a theory lacks, rule by rule: records in, findings out.

The rules are the ids of `vocabulary.CheckRule`; each is explained where it is checked. No stage
is forced: a rule speaks only of what has been begun, and findings of different rules do not
follow from one another, so that mending one thing takes one finding away.
"""

from __future__ import annotations

from gtcoder.analysis.checks.categories import check_categories
from gtcoder.analysis.checks.domains import check_domains
from gtcoder.analysis.checks.grammar import PARADIGM_GRAMMAR, Grammar
from gtcoder.analysis.checks.loops import Feedback, feedbacks
from gtcoder.analysis.checks.paradigms import check_boards
from gtcoder.analysis.checks.properties import check_properties
from gtcoder.analysis.checks.records import (
    CodeFact,
    Facts,
    Finding,
    OverlapFact,
    ParadigmFact,
    PlaceFact,
    PropertyFact,
    RelationFact,
    Severity,
    StepsFact,
    Thing,
    TypeFact,
    Where,
)
from gtcoder.analysis.checks.relations import check_relations
from gtcoder.analysis.checks.selective import check_selective
from gtcoder.analysis.checks.steps import check_steps

__all__ = [
    "PARADIGM_GRAMMAR",
    "CodeFact",
    "Facts",
    "Feedback",
    "Finding",
    "Grammar",
    "OverlapFact",
    "ParadigmFact",
    "PlaceFact",
    "PropertyFact",
    "RelationFact",
    "Severity",
    "StepsFact",
    "Thing",
    "TypeFact",
    "Where",
    "check",
    "feedbacks",
]


def check(facts: Facts, *, grammar: Grammar = PARADIGM_GRAMMAR) -> tuple[Finding, ...]:
    """Return all that was found, in a fixed order: boards, relations, categories and the rest."""
    return (
        *check_boards(facts, grammar=grammar),
        *check_relations(facts),
        *check_categories(facts),
        *check_domains(facts),
        *check_properties(facts),
        *check_selective(facts),
        *check_steps(facts),
    )
