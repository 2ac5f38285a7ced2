"""Checks of properties and dimensions."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.records import Facts, Finding, PropertyFact, Severity, Thing, Where
from gtcoder.vocabulary import CheckRule, ParadigmRole


def check_properties(facts: Facts) -> Iterator[Finding]:
    """Yield what properties lack.

    `property-without-ends`: a dimension runs from one end to another (Strauss & Corbin 1990,
    ch. 5), and one is not named. `property-without-passages`: no passage is placed along it.
    `negative-case-unexplained`: a negative case on it without a note.
    `phenomenon-without-properties`: others have properties, the one phenomenon of a paradigm
    has none.
    """
    for each in facts.properties:
        if each.category not in facts.codes or facts.codes[each.category].retired:
            continue
        if not (each.low.strip() and each.high.strip()):
            said = "Its dimension has no two ends."
            yield _on(facts, each, CheckRule.PROPERTY_WITHOUT_ENDS, said)
        elif not each.passages:
            said = "No passage is placed along it."
            yield _on(facts, each, CheckRule.PROPERTY_WITHOUT_PASSAGES, said)
        if each.unexplained:
            one = each.unexplained == 1
            cases = "A negative case has" if one else f"{each.unexplained} negative cases have"
            said = f"{cases} no note that explains it."
            yield _on(facts, each, CheckRule.NEGATIVE_CASE_UNEXPLAINED, said)
    yield from _phenomena(facts)


def _phenomena(facts: Facts) -> Iterator[Finding]:
    described = {each.category for each in facts.properties}
    within = [board.within(ParadigmRole.PHENOMENON) for board in facts.paradigms]
    phenomena = dict.fromkeys(keys[0] for keys in within if len(keys) == 1)
    for key in phenomena if described else ():
        code = facts.codes.get(key)
        if code is not None and not code.retired and key not in described:
            yield Finding(
                CheckRule.PHENOMENON_WITHOUT_PROPERTIES,
                code.name,
                "Other categories have properties, this phenomenon has none.",
                Where(Thing.CODE, key),
                (code.path,),
                Severity.HINT,
            )


def _on(facts: Facts, each: PropertyFact, rule: CheckRule, message: str) -> Finding:
    return Finding(
        rule,
        f"{facts.name(each.category)}: {each.name}",
        message,
        Where(Thing.PROPERTY, each.key),
        (facts.path(each.category),),
    )
