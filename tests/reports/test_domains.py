"""Codes of a domain on the same text: by the same coder, in the same round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook, domains, paradigms, rounds, team
from gtcoder.queries.codebook import codes
from gtcoder.queries.reliability import domains as domains_of
from gtcoder.reports.checks import checked
from gtcoder.reports.coded_sample import coded_study
from gtcoder.reports.disagreements import queue
from gtcoder.reports.domains import domain_overlaps
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import CheckRule, CodeId, DisagreementKind, RoundKind
from tests.studies import Study, new_study


class Moods:
    """A study with the domain Mood > (Anger > Fury, Calm), and Price beside it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        do = study.ann.perform
        self.mood, self.price = study.code("Mood"), study.code("Price")
        self.anger = do(codebook.create_code, name="Anger", parent=self.mood)
        self.fury = do(codebook.create_code, name="Fury", parent=self.anger)
        self.calm = do(codebook.create_code, name="Calm", parent=self.mood)
        do(domains.declare_domain, code=self.mood)

    def apply(self, code: CodeId, start: int, end: int, *, bob: bool = False) -> None:
        self.study.apply(code, start, end, by=self.study.bob if bob else None)

    def found(self) -> list[tuple[str, str, str, list[tuple[int, int, str]]]]:
        with self.study.ann.read() as reader:
            names = {code.id: code.name for code in codes(reader, retired=True)}
            return [
                (
                    names[CodeId(each.domain)],
                    names[CodeId(each.code)],
                    names[CodeId(each.other)],
                    [(place.start, place.end, place.coder) for place in each.places],
                )
                for each in domain_overlaps(reader)
            ]


@pytest.fixture
def moods(tmp_path: Path) -> Iterator[Moods]:
    study = new_study(FileLocation(tmp_path / "moods.gtc"))
    yield Moods(study)
    study.close()


def test_only_codes_below_the_domain_by_one_coder_exclude_one_another(moods: Moods) -> None:
    moods.apply(moods.anger, 0, 20)
    moods.apply(moods.calm, 20, 30)  # adjacent
    moods.apply(moods.calm, 5, 15, bob=True)  # another coder
    moods.apply(moods.price, 0, 20)  # not below
    moods.apply(moods.mood, 0, 20)  # the domain itself
    assert moods.found() == []
    moods.apply(moods.calm, 15, 22)
    moods.apply(moods.fury, 2, 4)
    assert moods.found() == [
        ("Mood", "Anger", "Fury", [(2, 4, "Ann")]),
        ("Mood", "Anger", "Calm", [(15, 20, "Ann")]),
    ]


def test_rounds_are_held_apart(moods: Moods) -> None:
    moods.apply(moods.anger, 0, 20)
    moods.study.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.OPEN)
    moods.apply(moods.calm, 0, 20)
    assert moods.found() == []


def test_a_domain_within_another_stands_apart_for_checks_numbers_and_adjudication(
    moods: Moods,
) -> None:
    do = moods.study.ann.perform
    second = do(codebook.create_code, name="Rage", parent=moods.anger)
    do(domains.declare_domain, code=moods.anger)
    for code in (moods.fury, second, moods.calm):
        moods.apply(code, 0, 10)
    assert {each[:3] for each in moods.found()} == {("Anger", "Fury", "Rage")}
    moods.apply(moods.anger, 5, 15)
    assert ("Mood", "Anger", "Calm") in {each[:3] for each in moods.found()}
    with moods.study.ann.read() as reader:
        assert domains_of(reader) == {
            moods.mood: (moods.anger, moods.calm),
            moods.anger: (moods.fury, second),
        }
        compared = coded_study(reader, coders=("Ann", "Bob"), sample="all").study
        held = {each.name: [compared.codes[k] for k in each.codes] for each in compared.domains}
        assert held == {
            "Mood": ["Mood > Anger", "Mood > Calm"],
            "Mood > Anger": ["Mood > Anger > Fury", "Mood > Anger > Rage"],
        }
    do(codebook.retire_code, code=second, reason="one is enough")
    assert {each[:3] for each in moods.found()} == {("Mood", "Anger", "Calm")}
    with moods.study.ann.read() as reader:
        assert domains_of(reader)[moods.anger] == (moods.fury,)
        assert domains_of(reader, retired=True)[moods.anger] == (moods.fury, second)


def test_confusion_within_the_nearest_domain_comes_first(moods: Moods) -> None:
    """Bob's Fury meets Ann's Calm on more text than her Rage, which is in the same domain."""
    do = moods.study.ann.perform
    rage = do(codebook.create_code, name="Rage", parent=moods.anger)
    do(domains.declare_domain, code=moods.anger)
    moods.apply(moods.calm, 0, 10)
    moods.apply(rage, 8, 20)
    moods.apply(moods.fury, 0, 12, bob=True)
    for who in (moods.study.ann, moods.study.bob):
        who.perform(team.finish_document, document=moods.study.document)
    with moods.study.ann.read() as reader:
        rows = queue(reader).rows
    assert [(row.kind, {said.code for said in row.said}) for row in rows] == [
        (DisagreementKind.OMISSION, {moods.calm}),
        (DisagreementKind.CONFUSION, {rage, moods.fury}),
    ]


def test_a_finding_names_its_passages_and_is_let_pass_for_these_two_codes(moods: Moods) -> None:
    for code, start, end in ((moods.anger, 0, 9), (moods.calm, 5, 9), (moods.anger, 30, 40),
                             (moods.calm, 30, 40)):  # fmt: skip
        moods.apply(code, start, end)
    with moods.study.ann.read() as reader:
        (finding,) = [e for e in checked(reader).open if e.rule is CheckRule.DOMAIN_OVERLAP]
    assert finding.subject == "Mood: Anger and Calm"
    assert finding.message == (
        "Both codes are on the same text: Invented interview 1, characters 5 to 9, by Ann, and 1 "
        "more place."
    )
    assert [(place.start, place.end) for place in finding.places] == [(5, 9), (30, 40)]
    where = finding.where
    moods.study.ann.perform(
        paradigms.waive,
        rule=finding.rule,
        code=CodeId(where.key),
        detail=where.detail,
        reason="They turn from one to the other.",
    )
    moods.apply(moods.fury, 5, 9)
    with moods.study.ann.read() as reader:
        now = checked(reader)
    assert finding in [each.finding for each in now.waived]
    assert {e.subject for e in now.open if e.rule is CheckRule.DOMAIN_OVERLAP} == {
        "Mood: Anger and Fury",
        "Mood: Fury and Calm",
    }
