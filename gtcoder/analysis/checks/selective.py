"""Checks of selective coding: one core that holds the categories together, and its story."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.records import CodeFact, Facts, Finding, Severity, Thing, Where
from gtcoder.vocabulary import CheckRule, ParadigmRole


def check_selective(facts: Facts) -> Iterator[Finding]:
    """Yield what the integration lacks, once selective coding has begun.

    It has begun when a category is selective or core, one was judged as the core, or a storyline
    is written. `no-core`, `several-cores`: Strauss & Corbin (1990, ch. 8) ask for one. Of the one
    core: `core-unrelated`: no relation joins it to another category; `core-outside`: it stands in
    no paradigm, though there are some; `apart-from-core`: a related category that no chain of
    relations joins to it; `no-storyline`; `storyline-misses-core`: no storyline links to it.
    """
    if not facts.selective_begun:
        return
    core = facts.core
    if core is not None:
        yield from _place(facts, core)
        yield from _apart(facts, core)
        yield from _story(facts, core)
    elif not facts.cores:
        yield Finding(
            CheckRule.NO_CORE,
            "Core category",
            "Selective coding has begun, and no category is the core.",
            Where(Thing.STUDY),
        )
    else:
        names = ", ".join(f"“{code.name}”" for code in facts.cores)
        yield Finding(
            CheckRule.SEVERAL_CORES,
            "Core category",
            f"A theory has one core, this one has {len(facts.cores)}: {names}.",
            Where(Thing.STUDY),
            tuple(code.path for code in facts.cores),
            Severity.FAULT,
        )


def _place(facts: Facts, core: CodeFact) -> Iterator[Finding]:
    if facts.relations and core.key not in facts.related:
        said = "No relation joins the core category to another one."
        yield _on(core, CheckRule.CORE_UNRELATED, said)
        return  # its place follows from how it is related
    whole = all(board.within(ParadigmRole.PHENOMENON) for board in facts.paradigms)
    if facts.paradigms and whole and core.key not in facts.placed:
        yield _on(core, CheckRule.CORE_OUTSIDE, "The core category stands in no paradigm.")


def _apart(facts: Facts, core: CodeFact) -> Iterator[Finding]:
    """A category that relations join to others, but not to the core."""
    if core.key not in facts.related:
        return
    neighbours: dict[int, set[int]] = {}
    for each in facts.relations:
        neighbours.setdefault(each.source, set()).add(each.target)
        neighbours.setdefault(each.target, set()).add(each.source)
    reached, waiting = {core.key}, [core.key]
    while waiting:
        new = neighbours[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    for code in facts.categories:
        if code.key in facts.related and code.key not in reached:
            said = f"No chain of relations joins it to the core category “{core.name}”."
            yield _on(code, CheckRule.APART_FROM_CORE, said)


def _story(facts: Facts, core: CodeFact) -> Iterator[Finding]:
    if facts.told is None:
        said = "The core category is chosen, and no storyline is written yet."
        yield _on(core, CheckRule.NO_STORYLINE, said)
    elif core.key not in facts.told:
        said = "No storyline links to the core category."
        yield _on(core, CheckRule.STORYLINE_MISSES_CORE, said)


def _on(code: CodeFact, rule: CheckRule, message: str) -> Finding:
    return Finding(rule, code.name, message, Where(Thing.CODE, code.key), (code.path,))
