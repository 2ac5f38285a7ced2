"""Checks of the paradigms: one phenomenon, every role filled, links that the grammar has."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.grammar import PARADIGM_GRAMMAR, Grammar, has_link
from gtcoder.analysis.checks.loops import feedbacks
from gtcoder.analysis.checks.records import (
    Facts,
    Finding,
    ParadigmFact,
    RelationFact,
    Severity,
    Thing,
    Where,
)
from gtcoder.vocabulary import CheckRule, ParadigmRole


def check_boards(facts: Facts, *, grammar: Grammar = PARADIGM_GRAMMAR) -> Iterator[Finding]:
    """Yield what each paradigm lacks.

    `no-phenomenon`, `several-phenomena`: a paradigm is arranged around one. `empty-role`: a role
    of a paradigm with a phenomenon is empty. `placed-unrelated`: a category has a role, but no
    relation says how it bears on the rest. `forbidden-link`, `forbidden-type`: a relation joins
    two roles which the paradigm, or the relation's own type, does not join so. What leads back from
    a consequence and closes a loop is no fault: it is told once, as feedback.
    """
    back = frozenset(_leading_back(facts))
    for board in facts.paradigms:
        yield from _phenomenon(facts, board)
        yield from _empty_roles(board)
        yield from _unrelated(facts, board)
        for relation in facts.relations:
            if relation.key not in back or not _from_consequence(board, relation):
                yield from _forbidden(facts, board, relation, grammar)


def _phenomenon(facts: Facts, board: ParadigmFact) -> Iterator[Finding]:
    keys = board.within(ParadigmRole.PHENOMENON)
    if not keys:
        yield Finding(
            CheckRule.NO_PHENOMENON,
            board.name,
            "No category is placed as the phenomenon.",
            Where(Thing.PARADIGM, board.key),
            severity=Severity.FAULT,
        )
    elif len(keys) > 1:
        names = ", ".join(f"“{facts.name(key)}”" for key in keys)
        yield Finding(
            CheckRule.SEVERAL_PHENOMENA,
            board.name,
            f"A paradigm has one phenomenon, this one has {len(keys)}: {names}.",
            Where(Thing.PARADIGM, board.key),
            tuple(facts.path(key) for key in keys),
            Severity.FAULT,
        )


def _empty_roles(board: ParadigmFact) -> Iterator[Finding]:
    if not board.within(ParadigmRole.PHENOMENON):
        return  # what the roles would be roles of is missing
    for role in ParadigmRole:
        if not board.within(role):
            yield Finding(
                CheckRule.EMPTY_ROLE,
                role.value,
                f"No category is placed as {role.value} in “{board.name}”.",
                Where(Thing.PARADIGM, board.key, role.value),
            )


def _unrelated(facts: Facts, board: ParadigmFact) -> Iterator[Finding]:
    if len(board.roles) < 2:
        return
    cores = {code.key for code in facts.cores}
    for key in board.roles:
        if key not in facts.related and key not in cores and not _retired(facts, key):
            yield Finding(
                CheckRule.PLACED_UNRELATED,
                facts.name(key),
                f"It has a role in “{board.name}”, but no relation joins it to another category.",
                Where(Thing.CODE, key, str(board.key)),
                (facts.path(key),),
            )


def _retired(facts: Facts, key: int) -> bool:
    return key not in facts.codes or facts.codes[key].retired


def _from_consequence(board: ParadigmFact, relation: RelationFact) -> bool:
    return board.roles.get(relation.source) is ParadigmRole.CONSEQUENCE


def _leading_back(facts: Facts) -> Iterator[int]:
    """Yield the relations that loops of feedback are told of, if any come from a consequence."""
    boards, relations = facts.paradigms, facts.relations
    if any(_from_consequence(board, each) for board in boards for each in relations):
        for loop in feedbacks(facts):
            yield from loop.relations


def _forbidden(
    facts: Facts, board: ParadigmFact, relation: RelationFact, grammar: Grammar
) -> Iterator[Finding]:
    start, end = board.roles.get(relation.source), board.roles.get(relation.target)
    if start is None or end is None:
        return
    own, kind = relation.type.grammar, relation.type
    if own:
        fits = (start, end) in own or (not kind.directed and (end, start) in own)
        rule = CheckRule.FORBIDDEN_TYPE
        message = f"“{kind.name}” does not lead from {start.value} to {end.value}."
    else:
        fits = has_link(grammar, start, end, directed=kind.directed)
        rule = CheckRule.FORBIDDEN_LINK
        message = f"The paradigm has no link from {start.value} to {end.value}."
    if not fits:
        yield Finding(
            rule,
            facts.sentence(relation),
            message,
            Where(Thing.RELATION, relation.key, str(board.key)),
            (facts.path(relation.source), facts.path(relation.target)),
            Severity.FAULT,
        )
