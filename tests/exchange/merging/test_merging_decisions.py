"""Decisions over disagreements name coders and codes by local keys; merging keeps what they say."""

from __future__ import annotations

from gtcoder.actions import adjudication, codebook, team
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import coders
from gtcoder.reports.disagreements import queue
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import Verdict
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


def decide(study: OpenProject, start: int, verdict: Verdict) -> None:
    """Decide over a passage, after a code was made that only this copy knows."""
    study.perform(codebook.create_code, name=f"Made for {start}")
    third = study.perform(codebook.create_code, name=f"Chosen at {start}")
    with study.read() as reader:
        row = next(row for row in queue(reader).rows if row.start == start)
    more = {"code": third} if verdict is Verdict.THIRD else {}
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
    assert stands == [told_of["verdict"].kept.partition(" ")[0]]
