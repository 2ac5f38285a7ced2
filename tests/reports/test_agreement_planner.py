"""The planner on studies: where its numbers come from, what it says, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import team, transcripts
from gtcoder.analysis.planner_chart import PlanChart
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, options_from
from gtcoder.reports.agreement_planner import StudyPlan, study_plan
from gtcoder.reports.base import Report
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import DocumentId
from tests.studies import Study, draft, new_study

QUICK = {"studies": "100", "resamples": "100", "most": "20"}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def more(study: Study, count: int) -> list[DocumentId]:
    """Add invented interviews and return all."""
    drafts = tuple(
        draft(f"Invented interview {n}", f"INT: That was call {n}.") for n in range(2, count + 1)
    )
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    return [study.document, *(key for _, key in stored.documents)]


def coded(study: Study, count: int, *, twice: int) -> None:
    """Let Ann code `count` interviews, Bob the first `twice` of them, a little differently."""
    often, seldom = study.code("Waiting"), study.code("Silence")
    for place, document in enumerate(more(study, count)):
        study.document = document
        study.apply(often, 10, 40 + place)
        if place % 2:
            study.apply(seldom, 60, 70)
        study.ann.perform(team.finish_document, document=document)
        if place < twice:
            study.apply(often, 12 + 2 * place, 40, by=study.bob)
            study.apply(seldom, 60, 66, by=study.bob)
            study.bob.perform(team.finish_document, document=document)


def planned(study: Study, **options: str) -> StudyPlan:
    kind = REPORTS.get("agreement-planner")
    with study.ann.read() as reader:
        return study_plan(reader, options_from(kind, QUICK | options), Silent())


def reported(study: Study, **options: str) -> Report:
    kind = REPORTS.get("agreement-planner")
    with study.ann.read() as reader:
        return kind.run(reader, options_from(kind, QUICK | options), Silent())


def test_five_documents_coded_twice_are_resampled(study: Study) -> None:
    coded(study, 6, twice=5)
    made = planned(study, width="0.2", codes="Waiting")
    assert made.code == "Waiting"
    assert made.plan.needed is not None
    at = made.plan.at_needed
    assert made.told.startswith(
        f"Code {at.n} documents twice: the 95 % interval of Krippendorff's alpha "
        f"(Krippendorff 2011) for “Waiting” is then narrower than ±.20 in {100 * at.share:.0f} %"
    )
    assert "drawn from the 5 documents that Ann and Bob coded so far" in made.sentences[0]
    assert not any("guess" in each for each in made.limits)
    assert made == planned(study, width="0.2", codes="Waiting")
    short = planned(study, width="0.2", codes="Waiting", most="5")
    assert (short.plan.points[0].without >= 0.01) == ("have none" in short.told)


def test_fewer_give_their_agreement_and_base_rates_and_the_plan_says_so(study: Study) -> None:
    coded(study, 4, twice=3)
    made = planned(study, codes="Waiting")
    assert made.sentences[0].startswith("Agreement so far: alpha = ")
    assert "in 3 documents" in made.sentences[0]
    assert "Bloch & Kraemer 1989" in made.sentences[0]
    assert "in 4 documents of Ann and Bob" in made.sentences[1]
    assert any("So far 3 documents coded twice, too few" in each for each in made.limits)
    assert any("from 4 documents only" in each for each in made.limits)


def test_what_one_coder_did_gives_base_rates_and_the_agreement_is_a_guess(study: Study) -> None:
    coded(study, 6, twice=0)
    made = planned(study, codes="Waiting,Silence")
    assert made.code == "Silence"  # the rarest of them
    assert made.sentences[0].startswith("Assumed: agreement of .80")
    assert any("the agreement is a guess" in each for each in made.limits)
    assert any("“Silence” was given in 3 documents only" in each for each in made.limits)
    said = planned(study, codes="Silence", agreement="0.6")
    assert said.sentences[0].startswith("Assumed: agreement of .60")
    assert not any("guess" in each for each in said.limits)


def test_units_are_planned_for_a_code_and_not_for_characters(study: Study) -> None:
    coded(study, 6, twice=6)
    made = planned(study, by="units", unit="sentence", codes="Waiting", agreement="0.7", most="500")
    assert [each.n for each in made.plan.points[:3]] == [20, 30, 50]
    assert "sentences twice" in made.told or "sentences coded twice" in made.told
    with pytest.raises(InvalidInput, match="name the codes"):
        planned(study, by="units", unit="sentence")
    with pytest.raises(InvalidInput, match="Characters are not coded one by one"):
        planned(study, by="units", codes="Waiting")


def test_what_cannot_be_planned_is_refused(study: Study) -> None:
    with pytest.raises(NotComputable, match="nobody has applied a code"):
        planned(study)
    coded(study, 2, twice=1)
    with pytest.raises(NotComputable, match="drawn by lot"):
        planned(study, coefficient="gamma")
    with pytest.raises(NotComputable, match="not computed from units"):
        planned(study, coefficient="holsti_cr")
    with pytest.raises(InvalidInput, match="from 0 to below 1"):
        planned(study, agreement="1")


def test_the_report_has_the_curve_and_is_written_as_every_file(
    study: Study, tmp_path: Path
) -> None:
    coded(study, 6, twice=6)
    report = reported(study)
    assert report.columns[0] == "documents"
    assert [row[0] for row in report.rows] == [int(label) for label in labels(report)]
    assert report.provenance["needed"] in {None, *(row[0] for row in report.rows)}
    assert "over all codes" in report.text[0]
    for ending in ("csv", "docx", "html", "svg"):
        written = write_report(report, tmp_path / f"plan.{ending}")
        assert written.path.stat().st_size > 200
    assert "Code" in (tmp_path / "plan.html").read_text(encoding="utf-8")


def labels(report: Report) -> tuple[str, ...]:
    assert isinstance(report.chart, PlanChart)
    return report.chart.labels
