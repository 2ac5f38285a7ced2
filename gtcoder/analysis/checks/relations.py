"""Checks of the relations: what they rest on, what is said twice, and parts that run in a ring."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.loops import rings
from gtcoder.analysis.checks.records import Facts, Finding, RelationFact, Severity, Thing, Where
from gtcoder.vocabulary import CheckRule


def check_relations(facts: Facts) -> Iterator[Finding]:
    """Yield what is wrong with relations, or lacking.

    `relation-without-evidence`: no passage at all. `relation-contradicted`: more passages speak
    against it, negative cases among them, than for it. `relation-by-one-participant`: all that
    speaks for it was said by one of several participants. `negative-case-unexplained`: a negative
    case without a note. `duplicate-relation`: one statement stored twice, from both ends.
    `part-of-cycle`: relations of a type that must not lead back do so.
    """
    for relation in facts.relations:
        yield from _evidence(facts, relation)
    yield from _twice(facts)
    yield from _cycles(facts)


def _evidence(facts: Facts, relation: RelationFact) -> Iterator[Finding]:
    given, against = relation.evidence_for, relation.evidence_against
    if not given and not against:
        yield _finding(
            facts, relation, CheckRule.RELATION_WITHOUT_EVIDENCE, "No passage supports it."
        )
    elif against > given:
        said = f"{_passages(against)} against it, {given} for it."
        yield _finding(facts, relation, CheckRule.RELATION_CONTRADICTED, said, Severity.FAULT)
    elif relation.participants == 1 and facts.people > 1:
        said = f"One of {facts.people} participants says all that speaks for it."
        yield _finding(facts, relation, CheckRule.RELATION_BY_ONE_PARTICIPANT, said, Severity.HINT)
    if relation.unexplained:
        count = relation.unexplained
        cases = "A negative case has" if count == 1 else f"{count} negative cases have"
        said = f"{cases} no note that explains it."
        yield _finding(facts, relation, CheckRule.NEGATIVE_CASE_UNEXPLAINED, said)


def _passages(count: int) -> str:
    return "1 passage speaks" if count == 1 else f"{count} passages speak"


def _twice(facts: Facts) -> Iterator[Finding]:
    """An undirected relation both ways, or one beside the inverse of its type the other way."""
    known: dict[tuple[int, int], list[RelationFact]] = {}
    for relation in facts.relations:
        for other in known.get((relation.target, relation.source), ()):
            if _same_statement(relation, other):
                yield _finding(
                    facts,
                    relation,
                    CheckRule.DUPLICATE_RELATION,
                    f"It says the same as “{facts.sentence(other)}”. Keep one of the two.",
                    Severity.FAULT,
                )
        known.setdefault((relation.source, relation.target), []).append(relation)


def _same_statement(one: RelationFact, other: RelationFact) -> bool:
    if one.type.name == other.type.name:
        return not one.type.directed
    return one.type.name == other.type.inverse or other.type.name == one.type.inverse


def _cycles(facts: Facts) -> Iterator[Finding]:
    for name in dict.fromkeys(each.type.name for each in facts.relations if each.type.acyclic):
        of_type = [each for each in facts.relations if each.type.name == name]
        for ring in rings(of_type):
            first = min(ring, key=lambda each: each.key)
            way = " → ".join(facts.name(each.source) for each in [*ring, ring[0]])
            yield Finding(
                CheckRule.PART_OF_CYCLE,
                facts.sentence(first),
                f"“{name}” leads back to where it began: {way}.",
                Where(Thing.RELATION, first.key),
                tuple(facts.path(each.source) for each in ring),
                Severity.FAULT,
            )


def _finding(
    facts: Facts,
    relation: RelationFact,
    rule: CheckRule,
    message: str,
    severity: Severity = Severity.GAP,
) -> Finding:
    return Finding(
        rule,
        facts.sentence(relation),
        message,
        Where(Thing.RELATION, relation.key),
        (facts.path(relation.source), facts.path(relation.target)),
        severity,
    )
