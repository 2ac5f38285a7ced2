"""A comparison that is kept: read back it is the same, and a blind round gives none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.actions import team
from gtcoder.analysis.study import AgreementOptions, Per, UncodedText
from gtcoder.errors import NotComputable
from gtcoder.reports.agreement_record import (
    agreement_options,
    agreement_record,
    options_of,
    results_of,
)
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import RoundKind, UnitOfCoding
from tests.studies import Study, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    for name in ("silence", "calls"):
        code = made.code(name)
        made.apply(code, 5, 60)
    made.apply(code, 20, 60, by=made.bob)
    yield made
    made.close()


def test_what_is_kept_can_be_read_back_and_asked_again(study: Study) -> None:
    asked = StudyAgreementOptions(
        AgreementOptions(
            coders=("Ann", "Bob"),
            unit=UnitOfCoding.TURN,
            overlap=0.5,
            uncoded=UncodedText.OUT,
            coefficients=("cohen_kappa", "holsti_cr"),
            per=Per.CODE,
            bootstrap=0,
        ),
        round="Round 1",
        sample="all",
        interviewer=False,
        codes_as=CodesAs.ORIGIN,
        roll_up=True,
    )
    with study.ann.read() as reader:
        made = agreement(reader, asked)
    kept = agreement_record(made.results, made.sentences, revision=made.revision, kept="x")
    stored = json.loads(json.dumps([agreement_options(asked), kept]))
    assert options_of(stored[0]) == asked
    assert results_of(stored[1]) == made.results
    assert made.results.matched


def test_a_result_kept_with_less_in_it_is_asked_with_the_defaults() -> None:
    assert options_of({"coefficient": []}) == StudyAgreementOptions(AgreementOptions(bootstrap=0))
    assert results_of({}).records == ()


def test_nothing_is_computed_of_a_blind_round_that_is_open(study: Study) -> None:
    code = study.code("towers")
    blind = study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    for who in (study.ann, study.bob):
        study.apply(code, 5, 60, by=who)
        who.perform(team.finish_document, document=study.document, round=blind)
    asked = StudyAgreementOptions(AgreementOptions(bootstrap=0), round="Blind")
    for one in (asked, replace(asked, round="Round 1")):  # of no round, as long as one is blind
        with study.ann.read() as reader, pytest.raises(NotComputable, match="still open"):
            agreement(reader, one)
    study.ann.perform(team.close_round, round=blind)
    with study.ann.read() as reader:
        assert agreement(reader, asked).results.records[0].value == 1.0
