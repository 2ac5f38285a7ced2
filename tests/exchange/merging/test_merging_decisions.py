"""Decisions over disagreements name coders and codes by local keys; merging keeps what they say."""

from __future__ import annotations

from typing import Any

from gtcoder.actions import adjudication, codebook, team
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import coders
from gtcoder.reports.disagreements import queue
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import Span, Verdict
from tests.exchange.merging.conftest import Pair

Told = dict[int, tuple[str, set[tuple[str, str]], set[str]]]


def disputed(pair: Pair) -> None:
    """Let Ann and Bob differ over two passages, before the copy is made."""
    with pair.ours() as ann, pair.open("ours", "Bob") as bob:
        leaving = ann.perform(codebook.create_code, name="Leaving")
        for start in (5, 80):
            pair.apply(ann, pair.loss, start, start + 10)
            pair.apply(bob, leaving, start, start + 10)
        for who in (ann, bob):
            who.perform(team.finish_document, document=pair.document)
    pair.copy("ours", "theirs")


def decide(study: OpenProject, start: int, verdict: Verdict, span: Span | None = None) -> None:
    """Decide over a passage, after a code was made that only this copy knows."""
    study.perform(codebook.create_code, name=f"Made for {start}")
    third = study.perform(codebook.create_code, name=f"Chosen at {start}")
    with study.read() as reader:
        row = next(row for row in queue(reader).rows if row.start == start)
    more: dict[str, Any] = {"code": third} if verdict is Verdict.THIRD else {}
    if span is not None:
        more = {"span": span}
    study.perform(
        adjudication.decide,
        codings=[each.coding for each in row.said],
        verdict=verdict,
        reason="talked over",
        **more,
    )


def told(study: OpenProject) -> Told:
    """Return by place what was decided, what each coder had said, and what stands, by name."""
    with study.read() as reader:
        people = {coder.id: coder.name for coder in coders(reader)}
        names = {code.id: code.name for code in codes(reader, retired=True)}
        return {
            row.start: (
                str(row.verdict),
                {(people[coder], names[code]) for coder, code, *_ in row.said},
                {names[code] for code, *_ in row.stands},
            )
            for row in decisions(reader)
        }


def test_decisions_of_both_copies_say_what_they_said(pair: Pair) -> None:
    disputed(pair)
    with pair.ours() as ours:
        decide(ours, 5, Verdict.THIRD)
    with pair.theirs() as theirs:
        decide(theirs, 80, Verdict.THIRD)
    pair.both()
    said = {("Ann", "loss"), ("Bob", "Leaving")}
    for name in ("one", "two"):
        with pair.open(name, None) as merged:
            assert told(merged) == {
                start: ("third", said, {f"Chosen at {start}"}) for start in (5, 80)
            }


def test_of_two_decisions_over_one_passage_one_stands_and_the_other_is_told(pair: Pair) -> None:
    disputed(pair)
    with pair.ours() as ours:
        decide(ours, 5, Verdict.FIRST)
    with pair.theirs() as theirs:
        decide(theirs, 5, Verdict.SECOND)
    told_of = {each.column: each for each in pair.both().conflicts if each.what == "decision"}
    both = {told_of["verdict"].ours, told_of["verdict"].theirs}
    assert both == {"first (loss)", "second (Leaving)"}
    with pair.open("one", None) as merged, merged.read() as reader:
        stands = [str(row.verdict) for row in decisions(reader)]
        held = {each for row in decisions(reader) for each in row.stands}
    assert stands == [told_of["verdict"].kept.partition(" ")[0]]
    places = {row["id"]: (row["start"], row["end"]) for row in pair.table("quotation")}
    agreed = [row for row in pair.table("coding") if row["origin"] == "consensus"]
    assert {(row["code_id"], *places[row["quotation_id"]]) for row in agreed} == held


def test_two_decisions_for_one_code_in_two_places_are_told(pair: Pair) -> None:
    with pair.ours() as ann, pair.open("ours", "Bob") as bob:
        pair.apply(ann, pair.loss, 5, 15)
        pair.apply(bob, pair.loss, 5, 25)
        for who in (ann, bob):
            who.perform(team.finish_document, document=pair.document)
    pair.copy("ours", "theirs")
    for span, opened in ((Span(5, 18), pair.ours), (Span(5, 20), pair.theirs)):
        with opened() as project:
            decide(project, 5, Verdict.THIRD, span)
    (told_of,) = (each for each in pair.both().conflicts if each.column == "verdict")
    assert (told_of.ours, told_of.theirs) == ("third (loss, 5:18)", "third (loss, 5:20)")


def test_a_decision_that_stands_has_its_codings_though_the_other_took_them_out(pair: Pair) -> None:
    disputed(pair)
    with pair.ours() as ours:
        decide(ours, 5, Verdict.FIRST)
    pair.copy("ours", "theirs")
    for verdict, opened in ((Verdict.NONE, pair.ours), (Verdict.BOTH, pair.theirs)):
        with opened() as project:
            project.perform(adjudication.revise, decision=1, verdict=verdict, reason=str(verdict))
    pair.both()
    with pair.open("one", None) as merged, merged.read() as reader:
        (decision,) = decisions(reader)
    agreed = [row["code_id"] for row in pair.table("coding") if row["origin"] == "consensus"]
    assert (decision.verdict, sorted(agreed)) == (Verdict.BOTH, [1, 2])
