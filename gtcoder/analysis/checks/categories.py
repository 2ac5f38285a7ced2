"""Checks of codes and categories: defined, grounded in passages, and part of the theory."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.records import CodeFact, Facts, Finding, Severity, Thing, Where
from gtcoder.vocabulary import CheckRule, CodeLevel


def check_categories(facts: Facts) -> Iterator[Finding]:
    """Yield what codes and categories lack, once there are categories.

    `category-without-definition`, `code-without-definition`. `category-without-codes`: nothing
    lies under it, nothing serves it and it has no passage of its own; `category-without-codings`:
    it gathers codes, but no passage carries any of them (both once anything is coded).
    `category-by-one-participant`: a category of the theory (axial or core, placed or related) all
    of whose passages are one participant's, of several. `orphan`: a category that is neither
    placed nor related, and no category above or below it is, once there is a relation or a
    paradigm. `retired-in-theory`: a retired category is still placed, related or described by
    properties. `code-without-category`: an open code that no category gathers.
    """
    coded = any(code.passages for code in facts.codes.values())
    for code in facts.categories:
        if not code.definition.strip():
            said = "This category has no definition."
            yield _on(code, CheckRule.CATEGORY_WITHOUT_DEFINITION, said)
        if coded:
            yield from _grounds(facts, code)
    yield from _orphans(facts)
    yield from _retired(facts)
    if facts.axial_begun:
        yield from _open_codes(facts)


def _grounds(facts: Facts, code: CodeFact) -> Iterator[Finding]:
    theory = facts.placed | facts.related
    held = code.level in (CodeLevel.AXIAL, CodeLevel.CORE) or code.key in theory
    if not code.passages:
        if facts.members.get(code.key):
            said = "No passage is coded with it or with any code it gathers."
            yield _on(code, CheckRule.CATEGORY_WITHOUT_CODINGS, said)
        else:
            said = "It gathers no code and has no passage."
            yield _on(code, CheckRule.CATEGORY_WITHOUT_CODES, said)
    elif code.participants == 1 and facts.people > 1 and held:
        said = f"All its passages are of one of {facts.people} participants."
        yield _on(code, CheckRule.CATEGORY_BY_ONE_PARTICIPANT, said, Severity.HINT)


def _orphans(facts: Facts) -> Iterator[Finding]:
    theory = facts.placed | facts.related
    if not theory:
        return
    kin = set(theory)
    for key in theory:
        kin.update(_above(facts, key))
    reached = list(theory)
    while reached:
        for below in facts.members.get(reached.pop(), ()):
            if below not in kin:
                kin.add(below)
                reached.append(below)
    for code in facts.categories:
        if code.key not in kin and code.level is not CodeLevel.CORE:
            said = "It is in no relation and in no paradigm, nor is one above or below it."
            yield _on(code, CheckRule.ORPHAN, said)


def _above(facts: Facts, key: int) -> Iterator[int]:
    code = facts.codes.get(key)
    while code is not None and code.parent is not None:
        yield code.parent
        code = facts.codes.get(code.parent)


def _retired(facts: Facts) -> Iterator[Finding]:
    described = {each.category for each in facts.properties}
    for code in facts.codes.values():
        if not code.retired:
            continue
        places = [
            *(f"it is in “{board.name}”" for board in facts.paradigms if code.key in board.roles),
            *(["it is in a relation"] if code.key in facts.related else []),
            *(["it has properties"] if code.key in described else []),
        ]
        if places:
            said = f"This category is retired, but {' and '.join(places)}."
            yield _on(code, CheckRule.RETIRED_IN_THEORY, said, Severity.FAULT)


def _open_codes(facts: Facts) -> Iterator[Finding]:
    categories = {code.key for code in facts.categories}
    gathering = {
        code.key
        for code in facts.codes.values()
        if code.key in categories or (code.retired and code.level is not CodeLevel.OPEN)
    }
    housed = _housed(facts, gathering)
    for code in facts.in_use:
        if code.key in categories:
            continue
        if not code.definition.strip():
            said = "This code has no definition."
            yield _on(code, CheckRule.CODE_WITHOUT_DEFINITION, said, Severity.HINT)
        if code.key not in housed:
            said = "No category gathers this code yet."
            yield _on(code, CheckRule.CODE_WITHOUT_CATEGORY, said, Severity.HINT)


def _housed(facts: Facts, gathering: set[int]) -> set[int]:
    """Return the codes that lie under a category or serve one, at any depth."""
    housed = set(gathering)
    waiting = list(gathering)
    while waiting:
        for below in facts.members.get(waiting.pop(), ()):
            if below not in housed:
                housed.add(below)
                waiting.append(below)
    return housed


def _on(
    code: CodeFact, rule: CheckRule, message: str, severity: Severity = Severity.GAP
) -> Finding:
    subject = code.name if code.level is not CodeLevel.OPEN else code.path
    return Finding(rule, subject, message, Where(Thing.CODE, code.key), (code.path,), severity)
