"""Agreement of a study: which codings and documents enter, and that the numbers are Cohen's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.actions import team, transcripts
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.analysis.records import AgreementRecord
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.queries.passages import text
from gtcoder.queries.passages import turns as turns_of
from gtcoder.reports.quality import StudyAgreement, StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import CodingOrigin, RoundKind, UnitOfCoding
from tests.studies import Study, draft, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def asked(study: Study, options: StudyAgreementOptions | None = None) -> StudyAgreement:
    with study.ann.read() as reader:
        return agreement(reader, options or StudyAgreementOptions())


def one(found: StudyAgreement, coefficient: str) -> AgreementRecord:
    rows = [r for r in found.results.records if r.coefficient == coefficient]
    assert len(rows) == 1
    return rows[0]


def test_kappa_is_cohens_over_the_characters_of_the_document(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, 0, 50)
    study.apply(code, 25, 75, by=study.bob)
    with study.ann.read() as reader:
        n = len(text(reader, study.document))
    both, only, neither = 25, 25, n - 75
    observed = (both + neither) / n
    expected = (50 * 50 + (n - 50) ** 2) / n**2
    kappa = one(asked(study), "cohen_kappa")
    assert kappa.value == pytest.approx((observed - expected) / (1 - expected), abs=1e-12)
    assert one(asked(study), "percent_agreement").value == pytest.approx(1 - 2 * only / n)
    assert (kappa.unit, kappa.round, kappa.sample) == ("character", "Round 1", "inferred")
    assert kappa.interval is None
    assert "document" in kappa.note


def test_what_coders_finished_is_the_sample_and_finished_without_codings_is_a_no(
    study: Study,
) -> None:
    second = ImportBatch(documents=(draft("Invented interview 2", "More."),))
    other = study.ann.perform(transcripts.add_documents, batch=second).documents[0][1]
    code = study.code("Waiting")
    study.apply(code, 0, 50)
    for project in (study.ann, study.bob):
        project.perform(team.finish_document, document=study.document)
    study.bob.perform(team.finish_document, document=other)
    kappa = one(asked(study), "cohen_kappa")
    assert (kappa.sample, kappa.documents) == ("finished", ("Invented interview 1",))
    assert kappa.value == 0.0  # one coder constant (SPEC §2.4)


def test_auto_codings_and_consensus_never_count(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, 0, 50)
    study.apply(code, 0, 50, by=study.bob)
    assert one(asked(study), "cohen_kappa").value == 1.0
    auto = CodingColumns([study.document], [60], [90], [code], [1], [1])
    study.ann.perform(apply_many, codings=auto, origin=CodingOrigin.AUTO)
    assert one(asked(study), "cohen_kappa").value == 1.0
    agreed = study.ann.perform(team.open_new_round, name="Agreed", kind=RoundKind.CONSENSUS)
    both = CodingColumns([study.document], [100], [120], [code], [1], [agreed])
    study.ann.perform(apply_many, codings=both, origin=CodingOrigin.CONSENSUS)
    assert one(asked(study), "cohen_kappa").value == 1.0
    with pytest.raises(NotComputable, match="consensus"):
        asked(study, StudyAgreementOptions(round="Agreed"))


def test_turns_are_units_and_interviewers_can_be_left_out(study: Study) -> None:
    code = study.code("Waiting")
    study.apply(code, 5, 20)
    study.apply(code, 5, 25, by=study.bob)
    by_turn = AgreementOptions(unit=UnitOfCoding.TURN)
    found = one(asked(study, StudyAgreementOptions(asked=by_turn)), "percent_agreement")
    assert (found.value, found.units) == (1.0, 4)
    spoken = StudyAgreementOptions(asked=by_turn, interviewer=False)
    found = one(asked(study, spoken), "percent_agreement")
    assert (found.value, found.units) == (1.0, 2)
    assert one(asked(study, spoken), "cohen_kappa").reason == "no_variation"


def test_codes_nobody_applied_do_not_inflate_the_pooled_value(study: Study) -> None:
    code, other = study.code("Waiting"), study.code("Silence")
    study.apply(code, 0, 50)
    study.apply(code, 25, 75, by=study.bob)
    alone = one(asked(study), "percent_agreement").value
    study.code("Never applied")
    assert one(asked(study), "percent_agreement").value == alone
    study.apply(other, 0, 5)
    per_code = AgreementOptions(coefficients=("percent_agreement",), per=Per.CODE)
    rows = asked(study, StudyAgreementOptions(asked=per_code)).results.records
    assert {row.code for row in rows if row.code} == {"Waiting", "Silence"}
    named = AgreementOptions(coefficients=("percent_agreement",), codes=("Never applied",))
    found = one(asked(study, StudyAgreementOptions(asked=named)), "percent_agreement")
    assert found.value == 1.0


def test_one_coder_or_no_coding_is_refused_with_a_sentence(study: Study) -> None:
    with pytest.raises(NotComputable):
        asked(study)
    code = study.code("Waiting")
    study.apply(code)
    with pytest.raises(NotComputable):
        asked(study)
    with pytest.raises(InvalidInput):
        asked(study, StudyAgreementOptions(sample="some"))


def test_without_the_interviewer_only_interviewers_words_go(study: Study) -> None:
    batch = ImportBatch(documents=(replace(draft("Bare", "More."), turns=(), speakers=()),))
    bare = study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]
    code = study.code("Waiting")
    both = CodingColumns(
        [study.document, study.document, bare],
        [0, 60, 10],
        [40, 90, 60],
        [code] * 3,
        [1] * 3,
        [1] * 3,
    )
    study.ann.perform(apply_many, codings=both, origin=CodingOrigin.HAND)
    study.apply(code, 60, 100, by=study.bob)
    study.bob.perform(apply_many, codings=replace(both, coder=[2] * 3), origin=CodingOrigin.HAND)
    with study.ann.read() as reader:
        turns = [turn for turn in turns_of(reader, study.document) if turn.speaker == "INT"]
        length = len(text(reader, study.document)) + len(text(reader, bare))
    asked_for = sum(turn.end - turn.start for turn in turns)
    found = asked(study, StudyAgreementOptions(interviewer=False))
    kappa = one(found, "cohen_kappa")
    assert kappa.units == length - asked_for
    assert f"{asked_for:,} of {length:,} characters" in " ".join(found.sentences)
    assert "No interviewer's turn is known in Bare" in " ".join(found.sentences)
