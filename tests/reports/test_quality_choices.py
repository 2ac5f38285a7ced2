"""Choices of a comparison: rounds, oneself again, domains, variables, codes as then, passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.actions import codebook, domains, merging, rounds, team, transcripts
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.batch import ImportBatch
from gtcoder.errors import NotComputable, NotFound
from gtcoder.queries.passages import text
from gtcoder.queries.reliability import given_segments
from gtcoder.reports.agreement_confusion import ConfusionOptions, confusion_passages
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.quality import StudyAgreement, StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import RoundId, RoundKind, SegmentSource, Span, UnitOfCoding, VariableScope
from tests.studies import Study, draft, new_study

FIRST = RoundId(1)
KAPPA = AgreementOptions(coefficients=("cohen_kappa",), bootstrap=0)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def asked(study: Study, options: StudyAgreementOptions) -> StudyAgreement:
    with study.ann.read() as reader:
        return agreement(reader, options)


def kappa(n: int, both: int, first: int, second: int) -> float:
    observed = (n - first - second + 2 * both) / n
    chance = (first * second + (n - first) * (n - second)) / n**2
    return (observed - chance) / (1 - chance)


def length(study: Study) -> int:
    with study.ann.read() as reader:
        return len(text(reader, study.document))


def of_codes(found: StudyAgreement) -> dict[str | None, AgreementRecord]:
    return {record.code: record for record in found.results.records}


def test_a_category_takes_the_codings_below_it_each_text_once(study: Study) -> None:
    above = study.code("Trust")
    first, second = (
        study.ann.perform(codebook.create_code, name=name, parent=above)
        for name in ("Warmth", "Silence")
    )
    study.apply(first, 0, 30)
    study.apply(second, 20, 50)
    study.apply(first, 10, 60, by=study.bob)
    [record] = asked(study, StudyAgreementOptions(replace(KAPPA, per=Per.CATEGORY))).results.records
    assert (record.code, record.over) == ("Trust", Over.CODE)
    assert record.value == pytest.approx(kappa(length(study), 40, 50, 50))
    named = StudyAgreementOptions(replace(KAPPA, codes=("Trust",)), roll_up=True)
    assert asked(study, named).results.records[0].value == record.value
    without = replace(named, roll_up=False)
    assert asked(study, without).results.records[0].value is None


def test_codes_through_merges_or_as_they_were(study: Study) -> None:
    old, new = study.code("Old"), study.code("New")
    study.apply(old, 0, 30)
    study.apply(new, 0, 30, by=study.bob)
    study.ann.perform(merging.merge_codes, sources=[old], target=new, reason="one and the same")
    today = asked(study, StudyAgreementOptions(KAPPA))
    assert [record.value for record in today.results.records] == [1.0]
    then = asked(
        study, StudyAgreementOptions(replace(KAPPA, per=Per.CODE), codes_as=CodesAs.ORIGIN)
    )
    values = {code: row.value for code, row in of_codes(then).items() if code}
    assert values == {"Old": 0.0, "New": 0.0}
    assert any("before merges" in sentence for sentence in then.sentences)


def test_a_declared_domain_has_its_own_value(study: Study) -> None:
    above = study.code("Feeling")
    first, second = (
        study.ann.perform(codebook.create_code, name=name, parent=above)
        for name in ("Glad", "Sorry")
    )
    study.ann.perform(domains.declare_domain, code=above)
    for who in (study.ann, study.bob):
        study.apply(first, 0, 30, by=who)
        study.apply(second, 40, 60, by=who)
    options = replace(KAPPA, coefficients=("u_alpha_2016:cu",))
    [record] = asked(study, StudyAgreementOptions(options)).results.records
    assert (record.over, record.code, record.value) == (Over.DOMAIN, "Feeling", 1.0)
    study.apply(second, 20, 35, by=study.bob)
    [record] = asked(study, StudyAgreementOptions(options)).results.records
    assert record.value is None
    assert "characters 20–30, Bob: Feeling > Glad and Feeling > Sorry" in record.note


def test_documents_are_grouped_by_a_variable(study: Study) -> None:
    second = ImportBatch(documents=(draft("Invented interview 2", "More."),))
    study.ann.perform(transcripts.add_documents, batch=second)
    for place, value in ((1, "long"), (2, "short")):
        study.ann.perform(
            transcripts.set_variable,
            scope=VariableScope.DOCUMENT,
            owner=f"Invented interview {place}",
            name="kind",
            value=value,
        )
    code = study.code("Waiting")
    for who, end in ((study.ann, 50), (study.bob, 75)):
        study.apply(code, 0, end, by=who)
    options = StudyAgreementOptions(replace(KAPPA, per=Per.VARIABLE), sample="all", variable="kind")
    groups = [row for row in asked(study, options).results.records if row.over is Over.GROUP]
    assert [row.group for row in groups] == ["kind: long"]  # nobody looked at the other
    with pytest.raises(NotFound, match="no variable “kinds”"):
        asked(study, replace(options, variable="kinds"))


def test_the_same_coders_round_by_round(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, 0, 50)
    study.apply(code, 25, 75, by=study.bob)
    study.ann.perform(rounds.open_new_round, name="Round 2")
    study.apply(code, 0, 50)
    study.apply(code, 0, 50, by=study.bob)
    found = asked(study, StudyAgreementOptions(replace(KAPPA, per=Per.ROUND)))
    values = {row.round: row.value for row in found.results.records}
    assert values == {"Round 1": pytest.approx(kappa(length(study), 25, 50, 50)), "Round 2": 1.0}
    study.ann.perform(rounds.open_new_round, name="Empty")
    found = asked(study, StudyAgreementOptions(replace(KAPPA, per=Per.ROUND)))
    assert {row.round for row in found.results.records} == {"Round 1", "Round 2"}
    assert any(sentence.startswith("Empty is left out: ") for sentence in found.sentences)


def test_a_coder_against_themself(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, 0, 50)
    study.apply(code, 0, 90, by=study.bob)
    intra = StudyAgreementOptions(KAPPA, intra=True)
    with pytest.raises(NotComputable, match="No round repeats"):
        asked(study, intra)
    study.ann.perform(team.finish_document, document=study.document)
    again = study.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.RECODE, of=FIRST)
    study.apply(code, 25, 75)
    study.ann.perform(team.finish_document, document=study.document, round=again)
    found = asked(study, intra)
    [record] = found.results.records
    assert record.coders == ("Ann (Round 1)", "Ann (Again)")
    assert record.value == pytest.approx(kappa(length(study), 25, 50, 50))
    assert "Stability: one coder at two times" in record.note


def test_what_is_coded_afresh_is_no_silence(study: Study) -> None:
    code = study.code("Waiting")
    for who in (study.ann, study.bob):
        study.apply(code, 0, 50, by=who)
        who.perform(team.finish_document, document=study.document)
    again = study.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.RECODE, of=FIRST)
    with pytest.raises(NotComputable):  # the only document is out of Ann's sight
        asked(study, StudyAgreementOptions(KAPPA))
    named = StudyAgreementOptions(replace(KAPPA, documents=("Invented interview 1",)))
    with pytest.raises(NotComputable, match="coded afresh"):
        asked(study, named)
    study.ann.perform(team.finish_document, document=study.document, round=again)
    assert asked(study, StudyAgreementOptions(KAPPA)).results.records[0].value == 1.0


def test_given_passages_are_the_units_of_their_round(study: Study) -> None:
    given = study.ann.perform(
        rounds.open_new_round,
        name="Given",
        kind=RoundKind.GIVEN_SEGMENTS,
        segments=SegmentSource.TURNS,
    )
    with study.ann.read() as reader:
        places = [Span(start, end) for _, start, end in given_segments(reader, given)]
    code = study.code("Waiting")
    study.apply(code, places[0].start, places[0].end)
    study.apply(code, places[0].start, places[0].end, by=study.bob)
    study.apply(code, places[1].start, places[1].end, by=study.bob)
    options = replace(KAPPA, unit=UnitOfCoding.QUOTATION, coefficients=("percent_agreement",))
    [record] = asked(study, StudyAgreementOptions(options, round="Given")).results.records
    assert record.units == len(places)
    assert record.value == pytest.approx(1 - 1 / len(places))


def test_passages_behind_a_cell(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Silence")
    study.apply(one, 5, 20)
    study.apply(two, 10, 30, by=study.bob)
    with study.ann.read() as reader:
        words = text(reader, study.document)
        [shown] = confusion_passages(reader, ConfusionOptions(), "Waiting", "Silence")
        assert (shown.start, shown.end, shown.text) == (10, 20, words[10:20])
        [missed] = confusion_passages(reader, ConfusionOptions(), "nothing", "Silence")
        assert (missed.start, missed.end) == (20, 30)
        with pytest.raises(NotFound, match="none of the codes compared"):
            confusion_passages(reader, ConfusionOptions(), "Towers", "Silence")
