"""Deciding over disagreements: what stands joins the consensus, the coders' work stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import adjudication, codebook, coding, merging, team, transcripts
from gtcoder.errors import InvalidInput, NotAllowed, NotComputable, NotFound
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.passages import codings
from gtcoder.queries.people import rounds
from gtcoder.reports.disagreements import Queue, completeness, queue
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodingId, DecisionId, RoundKind, Span, Verdict
from tests.actions.test_core import undone_and_redone
from tests.databases import ON_BOTH
from tests.studies import Study, new_study

FIRST, SECOND, BOTH = Verdict.FIRST, Verdict.SECOND, Verdict.BOTH
THIRD, NONE = Verdict.THIRD, Verdict.NONE
Held = list[tuple[str, int, int]]


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def coded(study: Study) -> dict[str, CodeId]:
    """Let Ann and Bob agree once, differ in each of the three ways, and finish."""
    book = {name: study.code(name) for name in ("Silence", "Leaving", "Calling", "Delay")}
    for who in (study.ann, study.bob):
        study.apply(book["Silence"], 5, 20, by=who)
    study.apply(book["Leaving"], 30, 45)
    study.apply(book["Leaving"], 33, 48, by=study.bob)
    study.apply(book["Calling"], 60, 70, by=study.bob)
    study.apply(book["Silence"], 80, 90)
    study.apply(book["Delay"], 85, 95, by=study.bob)
    for who in (study.ann, study.bob):
        who.perform(team.finish_document, document=study.document)
    return book


def found(study: Study) -> Queue:
    with study.ann.read() as reader:
        return queue(reader)


def matter(study: Study, place: int) -> list[CodingId]:
    return [each.coding for each in found(study).rows[place].said]


def decide(
    study: Study, place: int, verdict: Verdict, *, reason: str = "", **more: Any
) -> DecisionId:
    key: DecisionId = study.ann.perform(
        adjudication.decide, codings=matter(study, place), verdict=verdict, reason=reason, **more
    )
    return key


def held(study: Study) -> Held:
    with study.ann.read() as reader:
        kinds = {row.name: row.kind for row in rounds(reader)}
        rows = [row for row in codings(reader) if kinds[row.round] == RoundKind.CONSENSUS]
        assert {row.origin for row in rows} <= {"consensus"}
        return [(row.code[-1], row.start, row.end) for row in rows]


def own(study: Study) -> list[tuple[int, int, int, str]]:
    with study.ann.read() as reader:
        every = [row for row in codings(reader) if row.origin != "consensus"]
        return [(row.id, row.start, row.end, row.coder) for row in every]


BOUNDARY, OMISSION, CONFUSION = range(3)


@ON_BOTH
def test_a_disagreement_is_decided_revised_and_withdrawn(study: Study) -> None:
    coded(study)
    before = own(study)
    undone_and_redone(study, lambda: decide(study, CONFUSION, FIRST, reason=" They waited. "))
    with study.ann.read() as reader:
        (row,) = decisions(reader)
        assert [each.kind for each in rounds(reader)] == ["open", "consensus"]
        assert rounds(reader)[1].name == "Consensus of Round 1"
    assert (row.kind, row.verdict, row.reason) == ("confusion", "first", "They waited.")
    assert held(study) == [("Silence", 80, 90)]
    assert [each.decision is not None for each in found(study).rows] == [False, False, True]

    def revise() -> None:
        study.ann.perform(adjudication.revise, decision=row.id, verdict=SECOND)

    undone_and_redone(study, revise)
    assert held(study) == [("Delay", 85, 95)]
    with study.ann.read() as reader:
        assert decisions(reader)[0].reason == "They waited."

    def withdraw() -> None:
        study.ann.perform(adjudication.withdraw, decision=row.id, reason="talk again")

    undone_and_redone(study, withdraw)
    assert held(study) == []
    assert found(study).decided == 0
    assert own(study) == before
    assert verify(study.ann).ok


@pytest.mark.parametrize(
    ("place", "verdict", "more", "expected"),
    [
        (BOUNDARY, FIRST, {}, [("Leaving", 30, 45)]),
        (BOUNDARY, SECOND, {}, [("Leaving", 33, 48)]),
        (BOUNDARY, BOTH, {}, [("Leaving", 30, 48)]),
        (BOUNDARY, THIRD, {"span": Span(33, 45)}, [("Leaving", 33, 45)]),
        (BOUNDARY, NONE, {}, []),
        (OMISSION, FIRST, {}, []),
        (OMISSION, SECOND, {}, [("Calling", 60, 70)]),
        (CONFUSION, BOTH, {}, [("Silence", 80, 90), ("Delay", 85, 95)]),
        (CONFUSION, THIRD, {"code": "Calling"}, [("Calling", 80, 95)]),
        (CONFUSION, THIRD, {"code": "Delay", "span": Span(80, 85)}, [("Delay", 80, 85)]),
    ],
)  # fmt: skip
def test_what_stands_by_each_verdict(
    one: Study, place: int, verdict: Verdict, more: dict[str, Any], expected: Held
) -> None:
    book = coded(one)
    if "code" in more:
        more = {**more, "code": book[more["code"]]}
    decide(one, place, verdict, reason="talked over", **more)
    assert held(one) == expected


def test_what_cannot_be_decided_changes_nothing(one: Study) -> None:
    book = coded(one)
    before = verify(one.ann).digest
    refused: tuple[tuple[int, Verdict, dict[str, Any], str], ...] = (
        (OMISSION, BOTH, {}, "says nothing"),
        (CONFUSION, THIRD, {"reason": "so"}, "needs a code"),
        (CONFUSION, THIRD, {"reason": "so", "span": Span(80, 85)}, "needs a code"),
        (CONFUSION, THIRD, {"reason": "so", "code": book["Delay"], "span": Span(5, 5_000)}, "lie"),
        (CONFUSION, NONE, {"reason": " "}, "needs a reason"),
        (CONFUSION, FIRST, {"code": book["Delay"]}, "third"),
    )
    for place, verdict, more, words in refused:
        with pytest.raises(InvalidInput, match=words):
            decide(one, place, verdict, **more)
    same = [row[0] for row in own(one) if row[1:3] == (5, 20)]
    for keys, words in ((same, "one answer only"), ([*same, 999], "999"), ([], "none named")):
        with pytest.raises((InvalidInput, NotFound), match=words):
            one.ann.perform(adjudication.decide, codings=keys, verdict=FIRST)
    assert verify(one.ann).digest == before
    key = decide(one, CONFUSION, FIRST)
    with pytest.raises(InvalidInput, match=f"in decision {key}"):
        decide(one, CONFUSION, SECOND)
    with pytest.raises(NotAllowed, match="revise a colleague's decision"):
        one.bob.perform(adjudication.revise, decision=key, verdict=SECOND)
    theirs = one.bob.perform(
        adjudication.decide, codings=matter(one, OMISSION), verdict=SECOND, reason=""
    )
    one.ann.perform(adjudication.revise, decision=theirs, verdict=FIRST)
    with one.ann.read() as reader:  # who decides anew is who decided
        assert {row.coder for row in decisions(reader)} == {"Ann"}


def test_agreed_codings_are_taken_over_once(one: Study) -> None:
    book = coded(one)
    decide(one, CONFUSION, THIRD, code=book["Silence"], span=Span(5, 20), reason="the same thing")
    first = found(one)
    assert (first.agreed, first.taken) == (1, 1)
    one.ann.perform(adjudication.withdraw, decision=1, reason="wrong")
    assert held(one) == [("Silence", 5, 20)]  # all coders say so, whoever wrote it down
    two = new_round_alike(one)
    undone_and_redone(one, lambda: one.ann.perform(adjudication.take_agreed, round=two))
    seen = one.ann.seen
    assert one.bob.perform(adjudication.take_agreed, round=two) == 0
    assert one.ann.seen == seen
    with one.ann.read() as reader:
        made = rounds(reader)[-1]
        assert made.name == "Consensus of Second"
        rows = [row for row in codings(reader) if row.round == made.name]
    assert [(row.code[-1], row.start, row.end) for row in rows] == [("Delay", 5, 9)]
    with pytest.raises(InvalidInput, match="is a consensus itself"):
        one.ann.perform(adjudication.take_agreed, round=made.id)


def new_round_alike(study: Study) -> Any:
    """Open a second round in which both code the same."""
    two = study.ann.perform(team.open_new_round, name="Second")
    with study.ann.read() as reader:
        delay = next(row.code_id for row in codings(reader) if row.code == ("Delay",))
    for who in (study.ann, study.bob):
        study.apply(delay, 5, 9, by=who)
        who.perform(team.finish_document, document=study.document)
    return two


def test_what_two_decisions_let_stand_goes_with_the_last(one: Study) -> None:
    book = coded(one)
    place: dict[str, Any] = {"code": book["Delay"], "span": Span(50, 55), "reason": "there"}
    first, second = (decide(one, which, THIRD, **place) for which in (BOUNDARY, CONFUSION))
    one.ann.perform(adjudication.withdraw, decision=first, reason="no")
    assert held(one) == [("Delay", 50, 55)]
    one.ann.perform(adjudication.withdraw, decision=second, reason="no")
    assert held(one) == []


def test_a_rule_is_added_to_the_code_once(one: Study) -> None:
    book = coded(one)
    one.ann.perform(codebook.define_code, code=book["Delay"], rule="Only of machines.", reason="so")

    def with_rule() -> None:
        decide(one, CONFUSION, SECOND, rule=" Where a time \n is named. ")

    undone_and_redone(one, with_rule)

    def rule_of(code: CodeId) -> str:
        with one.ann.read() as reader:
            from gtcoder.queries.codebook import codes

            return next(row.rule for row in codes(reader) if row.id == code)

    assert rule_of(book["Delay"]) == "Only of machines.\nWhere a time is named."
    line: dict[str, Any] = {"rule": "Where a time is named.", "rule_code": book["Delay"]}
    decide(one, BOUNDARY, FIRST, **line)
    assert rule_of(book["Delay"]).count("Where a time") == 1
    one.ann.perform(adjudication.withdraw, decision=2, reason="no")
    assert "Where a time" in rule_of(book["Delay"])
    one.ann.perform(adjudication.revise, decision=1, rule="Two", rule_code=book["Silence"])
    assert rule_of(book["Silence"]) == "Two"


def test_nothing_is_decided_while_a_blind_round_is_open(one: Study) -> None:
    coded(one)
    keys = matter(one, CONFUSION)
    key = decide(one, BOUNDARY, FIRST)
    blind = one.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    calls: tuple[tuple[Any, dict[str, Any]], ...] = (
        (adjudication.decide, {"codings": keys, "verdict": FIRST}),
        (adjudication.revise, {"decision": key, "verdict": SECOND}),
        (adjudication.withdraw, {"decision": key, "reason": "no"}),
        (adjudication.take_agreed, {"round": 1}),
    )
    for verb, more in calls:
        with pytest.raises(NotAllowed, match="blind round “Blind” is open"):
            one.ann.perform(verb, **more)
    for name in ("Blind", "Round 1", None):
        with one.ann.read() as reader, pytest.raises(NotComputable, match="still open"):
            queue(reader, name)
    one.ann.perform(team.close_round, round=blind)
    decide(one, CONFUSION, FIRST)


def test_merges_and_changed_codings_are_followed(one: Study) -> None:
    book = coded(one)
    decide(one, BOUNDARY, FIRST)
    decide(one, CONFUSION, SECOND)
    one.ann.perform(
        merging.merge_codes, sources=[book["Leaving"]], target=book["Calling"], reason="one"
    )
    after = found(one)
    assert [(row.kind, row.decision is None) for row in after.rows] == [
        ("boundary", False), ("omission", True), ("confusion", False),
    ]  # fmt: skip
    assert ("Calling", 30, 45) in held(one)
    one.ann.perform(adjudication.withdraw, decision=1, reason="no")
    assert held(one) == [("Delay", 85, 95)]
    mine = next(row[0] for row in own(one) if row[1:3] == (80, 90))
    one.ann.perform(coding.resize, coding=mine, span=Span(80, 91))
    changed = found(one)
    assert changed.decided == 0
    assert [row.verdict for row in changed.outdated] == ["second"]


def test_a_removed_document_takes_its_decisions_along(one: Study) -> None:
    coded(one)
    decide(one, BOUNDARY, FIRST)
    undone_and_redone(
        one,
        lambda: one.ann.perform(
            transcripts.remove_document, document=one.document, reason="withdrawn"
        ),
    )
    with one.ann.read() as reader:
        assert decisions(reader) == ()


def test_a_colleagues_decision_keeps_a_document_from_a_coder(one: Study) -> None:
    key = one.apply(one.code("Silence"), by=one.bob)
    for who in (one.ann, one.bob):
        who.perform(team.finish_document, document=one.document)
    one.ann.perform(adjudication.decide, codings=[key], verdict=FIRST, reason="nothing is meant")
    with pytest.raises(NotAllowed, match="a colleague decided a disagreement"):
        one.bob.perform(transcripts.remove_document, document=one.document, reason="mine")


def test_a_consensus_says_what_it_lacks(one: Study) -> None:
    coded(one)
    for place in (BOUNDARY, OMISSION):
        decide(one, place, SECOND)
    with one.ann.read() as reader:
        said = completeness(reader, rounds(reader)[1].id)
    assert "1 of 3 disagreements are undecided; 1 of 1 agreed codings are not taken" in said
    decide(one, CONFUSION, BOTH)
    one.ann.perform(adjudication.take_agreed, round=1)
    with one.ann.read() as reader:
        assert completeness(reader, rounds(reader)[1].id) == ""
