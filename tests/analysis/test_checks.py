"""Each kind of fault planted into a finished invented theory yields its own rule and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gtcoder.analysis.checks import (
    PARADIGM_GRAMMAR,
    CodeFact,
    Facts,
    OverlapFact,
    ParadigmFact,
    PlaceFact,
    PropertyFact,
    RelationFact,
    Severity,
    StepsFact,
    TypeFact,
    Where,
    check,
    feedbacks,
)
from gtcoder.analysis.checks.records import Thing
from gtcoder.vocabulary import CheckRule, CodeLevel, ParadigmRole

R, K, L = ParadigmRole, CheckRule, CodeLevel
CAUSE = TypeFact("is a cause of", "is caused by")
LEADS = TypeFact("leads to", "follows from")
PART = TypeFact("is part of", "has as part", acyclic=True)
AGAINST = TypeFact("contradicts", "contradicts", directed=False)
ANSWERS = TypeFact("answers", "", grammar=frozenset({(R.PHENOMENON, R.STRATEGY)}))

# Eight categories, six of them on the board; 4 is the core. 7 is part of 6; 8 is only related.
NAMES = {
    1: "Waiting", 2: "Market", 3: "Motivation", 4: "Silent leaving", 5: "Listening",
    6: "Trust", 7: "Habit", 8: "Price",
}  # fmt: skip
PLACED = {
    1: R.CAUSAL_CONDITION, 2: R.CONTEXT, 3: R.INTERVENING_CONDITION, 4: R.PHENOMENON,
    5: R.STRATEGY, 6: R.CONSEQUENCE,
}  # fmt: skip
LINKS = [
    (11, CAUSE, 1, 4), (12, CAUSE, 2, 4), (13, LEADS, 3, 5), (14, ANSWERS, 4, 5),
    (15, LEADS, 5, 6), (16, PART, 7, 6), (17, AGAINST, 8, 1),
]  # fmt: skip


def base() -> Facts:
    """Return a theory that lacks nothing: each category gathers two open codes."""
    codes: dict[int, CodeFact] = {}
    for key, name in NAMES.items():
        level = L.CORE if key == 4 else L.AXIAL
        codes[key] = CodeFact(key, name, name, level, f"All {name}.", None, (), False, 9, 4)
        for more in (1, 2):
            code, path = 100 + 10 * key + more, f"{name} > code {more}"
            codes[code] = CodeFact(
                code, f"code {more}", path, L.OPEN, "A code.", key, (), False, 4, 3
            )
    return Facts(
        codes=codes,
        relations=tuple(
            RelationFact(key, kind, source, target, 3, 1, 0, 2)
            for key, kind, source, target in LINKS
        ),
        paradigms=(ParadigmFact(1, "Leaving", PLACED),),
        properties=(PropertyFact(1, 4, "openness", "silent", "loud", 5, 0),),
        models=(StepsFact(1, "Steps", (("a", "First"), ("b", "Second")), frozenset({"a", "b"})),),
        told=frozenset(NAMES),
        judged=frozenset({4}),
        people=5,
    )


Plant = Callable[[Facts], Facts]


def code(key: int, **changes: Any) -> Plant:
    def plant(facts: Facts) -> Facts:
        return replace(facts, codes={**facts.codes, key: replace(facts.codes[key], **changes)})

    return plant


def new_code(key: int, **values: Any) -> Plant:
    whole = {"name": f"New {key}", "path": f"New {key}", "level": L.AXIAL, "definition": "New.",
             "passages": 3, "participants": 2, **values}  # fmt: skip

    def plant(facts: Facts) -> Facts:
        return replace(facts, codes={**facts.codes, key: CodeFact(key, **whole)})

    return plant


def link(key: int, **changes: Any) -> Plant:
    def plant(facts: Facts) -> Facts:
        changed = (replace(r, **changes) if r.key == key else r for r in facts.relations)
        return replace(facts, relations=tuple(changed))

    return plant


def new_link(kind: TypeFact, source: int, target: int, key: int = 30) -> Plant:
    def plant(facts: Facts) -> Facts:
        more = RelationFact(key, kind, source, target, 3, 1, 0, 2)
        return replace(facts, relations=(*facts.relations, more))

    return plant


def without_link(key: int) -> Plant:
    def plant(facts: Facts) -> Facts:
        return replace(facts, relations=tuple(r for r in facts.relations if r.key != key))

    return plant


def board(**changes: ParadigmRole | None) -> Plant:
    """Move cards (`c5=role`), or take them off the board (None)."""

    def plant(facts: Facts) -> Facts:
        roles = dict(facts.paradigms[0].roles)
        for name, role in changes.items():
            roles.pop(int(name[1:]), None)
            if role is not None:
                roles[int(name[1:])] = role
        return replace(facts, paradigms=(replace(facts.paradigms[0], roles=roles),))

    return plant


def quality(**changes: Any) -> Plant:
    def plant(facts: Facts) -> Facts:
        return replace(facts, properties=(replace(facts.properties[0], **changes),))

    return plant


def whole(**changes: Any) -> Plant:
    return lambda facts: replace(facts, **changes)


def both(*plants: Plant) -> Plant:
    def plant(facts: Facts) -> Facts:
        for each in plants:
            facts = each(facts)
        return facts

    return plant


FAULTS: list[tuple[CheckRule, str, Plant]] = [
    (K.NO_PHENOMENON, "Leaving", board(c4=None)),
    (K.NO_PHENOMENON, "Empty", lambda f: replace(
        f, paradigms=(*f.paradigms, ParadigmFact(2, "Empty", {})))),
    (K.SEVERAL_PHENOMENA, "Leaving", both(new_code(9), board(c9=R.PHENOMENON),
                                          new_link(LEADS, 9, 5))),
    (K.EMPTY_ROLE, "context", board(c2=None)),
    (K.EMPTY_ROLE, "consequence", board(c6=None)),
    (K.PLACED_UNRELATED, "New 9", both(new_code(9), board(c9=R.CONTEXT))),
    (K.FORBIDDEN_LINK, "Listening leads to Silent leaving", new_link(LEADS, 5, 4)),
    (K.FORBIDDEN_TYPE, "Listening answers Trust", new_link(ANSWERS, 5, 6)),
    (K.PART_OF_CYCLE, "Habit is part of Trust", new_link(PART, 6, 7)),
    (K.PART_OF_CYCLE, "Habit is part of Trust", both(new_code(9), new_link(PART, 6, 9),
                                                      new_link(PART, 9, 7, 31))),
    (K.DUPLICATE_RELATION, "Waiting contradicts Price", new_link(AGAINST, 1, 8)),
    (K.DUPLICATE_RELATION, "Silent leaving is caused by Waiting",
     new_link(TypeFact("is caused by", "is a cause of",
                       grammar=frozenset({(R.PHENOMENON, R.CAUSAL_CONDITION)})), 4, 1)),
    (K.RELATION_WITHOUT_EVIDENCE, "Listening leads to Trust",
     link(15, evidence_for=0, evidence_against=0, participants=0)),
    (K.RELATION_CONTRADICTED, "Listening leads to Trust", link(15, evidence_against=4)),
    (K.RELATION_CONTRADICTED, "Listening leads to Trust",
     link(15, evidence_for=0, evidence_against=1, participants=0)),
    (K.RELATION_BY_ONE_PARTICIPANT, "Listening leads to Trust", link(15, participants=1)),
    (K.NEGATIVE_CASE_UNEXPLAINED, "Listening leads to Trust", link(15, unexplained=1)),
    (K.NEGATIVE_CASE_UNEXPLAINED, "Silent leaving: openness", quality(unexplained=2)),
    (K.CATEGORY_WITHOUT_DEFINITION, "Trust", code(6, definition=" ")),
    (K.CATEGORY_WITHOUT_CODES, "Habit", both(
        code(7, passages=0, participants=0),
        lambda f: replace(f, codes={k: c for k, c in f.codes.items() if c.parent != 7}))),
    (K.CATEGORY_WITHOUT_CODINGS, "Habit", both(
        code(7, passages=0, participants=0), code(171, passages=0), code(172, passages=0))),
    (K.CATEGORY_BY_ONE_PARTICIPANT, "Habit", code(7, participants=1)),
    (K.ORPHAN, "New 9", new_code(9)),
    (K.RETIRED_IN_THEORY, "Trust", code(6, retired=True)),
    (K.RETIRED_IN_THEORY, "Habit", code(7, retired=True)),
    (K.CODE_WITHOUT_DEFINITION, "Habit > code 1", code(171, definition="")),
    (K.CODE_WITHOUT_CATEGORY, "Loose", new_code(200, level=L.OPEN, path="Loose")),
    (K.DOMAIN_OVERLAP, "Trust: code 1 and code 2", whole(overlaps=(
        OverlapFact(6, 161, 162, (PlaceFact(1, 3, 9, "Invented 1", "Ann"),)),))),
    (K.PROPERTY_WITHOUT_ENDS, "Silent leaving: openness", quality(high="")),
    (K.PROPERTY_WITHOUT_PASSAGES, "Silent leaving: openness", quality(passages=0)),
    (K.PHENOMENON_WITHOUT_PROPERTIES, "Silent leaving", quality(category=5)),
    (K.NO_CORE, "Core category", code(4, level=L.AXIAL)),
    (K.SEVERAL_CORES, "Core category", code(6, level=L.CORE)),
    (K.CORE_UNRELATED, "New 9", both(code(4, level=L.AXIAL), new_code(9, level=L.CORE),
                                     whole(told=frozenset({9})))),
    (K.CORE_OUTSIDE, "Price", both(code(4, level=L.AXIAL), code(8, level=L.CORE))),
    (K.APART_FROM_CORE, "New 9", both(new_code(9), code(172, level=L.SELECTIVE),
                                      new_link(LEADS, 9, 172))),
    (K.NO_STORYLINE, "Silent leaving", whole(told=None)),
    (K.STORYLINE_MISSES_CORE, "Silent leaving", whole(told=frozenset({1, 5}))),
    (K.STEP_UNLINKED, "Third", whole(models=(
        StepsFact(1, "Steps", (("a", "First"), ("c", "Third")), frozenset({"a"})),))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "subject", "plant"), FAULTS, ids=[f"{rule}-{subject}" for rule, subject, _ in FAULTS]
)
def test_a_planted_fault_yields_its_own_rule_and_no_other(
    rule: CheckRule, subject: str, plant: Plant
) -> None:
    found = check(plant(base()))
    assert {each.rule for each in found} == {rule}
    assert subject in {each.subject for each in found}
    assert all(each.message.endswith(".") for each in found)
    marks = [(each.rule, each.where) for each in found]
    assert len(set(marks)) == len(marks)


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _, _ in FAULTS} == set(CheckRule)


def test_the_finished_theory_lacks_nothing() -> None:
    assert check(base()) == ()
    assert feedbacks(base()) == ()


def test_what_has_not_begun_is_not_missed() -> None:
    """A study in open coding, and one that has just gathered its codes, are held to little."""
    opened = {
        key: CodeFact(key, f"code {key}", f"code {key}", L.OPEN, passages=3, participants=1)
        for key in range(40)
    }
    assert check(Facts(opened, people=5)) == ()
    gathered = {key: replace(each, parent=99, definition="A code.") for key, each in opened.items()}
    gathered[99] = CodeFact(99, "Waiting", "Waiting", L.AXIAL, "All.", passages=9, participants=4)
    assert check(Facts(gathered, people=5)) == ()
    planned = {99: replace(gathered[99], passages=0, participants=0)}
    assert check(Facts(planned, people=5)) == ()  # nothing is coded yet


def test_with_one_participant_nobody_is_said_to_carry_all_alone() -> None:
    facts = both(link(15, participants=1), code(7, participants=1), whole(people=1))(base())
    assert check(facts) == ()


def test_a_code_may_serve_a_category_from_elsewhere_or_from_deep_below() -> None:
    serving = new_code(200, level=L.OPEN, path="Loose", serves=(7,))
    below = new_code(201, level=L.OPEN, path="Loose > below", parent=200)
    assert check(both(serving, below)(base())) == ()


def test_what_lies_above_or_below_a_related_category_is_no_orphan() -> None:
    above = both(new_code(9), code(7, parent=9))
    below = new_code(10, level=L.SELECTIVE, parent=6)
    assert check(both(above, below)(base())) == ()


def test_findings_say_where_they_are_mended_and_how_much_they_weigh() -> None:
    (empty,) = check(board(c2=None)(base()))
    assert empty.where == Where(Thing.PARADIGM, 1, "context")
    assert empty.severity is Severity.GAP
    (forbidden,) = check(new_link(LEADS, 5, 4)(base()))
    assert forbidden.where == Where(Thing.RELATION, 30, "1")
    assert forbidden.keys == ("Listening", "Silent leaving")
    assert forbidden.severity is Severity.FAULT
    (alone,) = check(code(7, participants=1)(base()))
    assert (alone.where, alone.severity) == (Where(Thing.CODE, 7), Severity.HINT)
    (core,) = check(code(4, level=L.AXIAL)(base()))
    assert core.where == Where(Thing.STUDY)


def test_a_waiver_would_hold_when_things_are_called_otherwise() -> None:
    before = check(both(board(c2=None), link(15, participants=1))(base()))
    renamed = both(
        board(c2=None), link(15, participants=1), code(5, name="Hearing", path="Hearing"),
        lambda f: replace(f, paradigms=(replace(f.paradigms[0], name="Other"),)),
    )(base())  # fmt: skip
    after = check(renamed)
    assert [each.where for each in after] == [each.where for each in before]
    assert [each.message for each in after] != [each.message for each in before]


def test_an_undirected_relation_is_read_from_either_end() -> None:
    either = new_link(AGAINST, 6, 5)
    assert check(either(base())) == ()
    own = replace(AGAINST, grammar=frozenset({(R.STRATEGY, R.CONSEQUENCE)}))
    assert check(new_link(own, 6, 5)(base())) == ()


def test_the_grammar_of_the_paradigm_can_be_another() -> None:
    strict = {**PARADIGM_GRAMMAR, R.CONTEXT: frozenset({R.STRATEGY})}
    assert [each.rule for each in check(base(), grammar=strict)] == [K.FORBIDDEN_LINK]


def test_a_relation_is_held_to_the_grammar_of_each_board_it_is_on() -> None:
    other = ParadigmFact(2, "Other", {**PLACED, 5: R.CONSEQUENCE, 6: R.STRATEGY})
    found = check(replace(base(), paradigms=(*base().paradigms, other)))
    assert {(each.where.key, each.where.detail) for each in found} == {
        (13, "2"), (14, "2"), (15, "2"),
    }  # fmt: skip


def test_causal_loops_are_told_as_feedback_and_are_no_fault() -> None:
    back = new_link(LEADS, 6, 1)  # consequences may become conditions of a later round
    facts = back(base())
    assert check(facts) == ()
    (loop,) = feedbacks(facts)
    assert loop.sentence == "Waiting → Silent leaving → Listening → Trust → Waiting"
    assert loop.relations == (11, 14, 15, 30)


@pytest.mark.parametrize(
    "kind", [LEADS, replace(CAUSE, grammar=frozenset({(R.CONTEXT, R.CONTEXT)}))]
)
def test_a_consequence_that_acts_back_is_told_once_as_feedback(kind: TypeFact) -> None:
    facts = new_link(kind, 6, 4)(base())
    assert check(facts) == ()
    (loop,) = feedbacks(facts)
    assert 30 in loop.relations
    # Without the way there it leads nowhere back, and is held to the grammar.
    (open_end,) = check(both(new_link(kind, 6, 4), without_link(15))(base()))
    assert open_end.where.key == 30


def test_loops_begin_with_the_short_ones_and_each_is_told_once() -> None:
    facts = both(new_link(LEADS, 6, 1), new_link(CAUSE, 4, 1, 31), new_link(LEADS, 4, 1, 32))(
        base()
    )
    assert [loop.names for loop in feedbacks(facts)] == [
        ("Waiting", "Silent leaving"),
        ("Waiting", "Silent leaving", "Listening", "Trust"),
    ]
    assert feedbacks(facts)[0].relations == (11, 31, 32)


def test_parts_and_undirected_relations_make_no_feedback() -> None:
    facts = both(new_link(PART, 6, 7), new_link(AGAINST, 1, 8))(base())
    assert feedbacks(facts) == ()


def test_many_loops_are_found_in_bounded_time() -> None:
    keys = range(1, 31)
    codes = {key: CodeFact(key, f"c{key}", f"c{key}", L.AXIAL) for key in keys}
    ways = [(a, b) for a in keys for b in keys if a != b]
    links = tuple(RelationFact(n, LEADS, a, b) for n, (a, b) in enumerate(ways))
    assert len(feedbacks(Facts(codes, links))) == 50
