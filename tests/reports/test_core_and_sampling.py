"""The bench of the core category and the sampling log as tables."""

from __future__ import annotations

from datetime import date

from gtcoder.actions import codebook, core, relations, sampling
from gtcoder.vocabulary import CodeLevel, JudgedCriterion
from tests.reports.groups import Groups, table

EXPLAINS = JudgedCriterion.EXPLAINS


def test_candidates_are_counted_once_and_judged_where_somebody_did(groups: Groups) -> None:
    do, codes = groups.ann.perform, groups.codes
    do(codebook.set_level, code=codes["Cost"], level=CodeLevel.AXIAL)
    do(codebook.add_membership, code=codes["Warmth"], category=codes["Cost"])
    do(codebook.add_membership, code=codes["Silence"], category=codes["Cost"])
    do(relations.relate, source=codes["Trust"], target=codes["Cost"], type="leads to")
    do(relations.relate, source=codes["Cost"], target=codes["Trust"], type="contradicts")
    do(core.judge, category=codes["Cost"], criterion=EXPLAINS, score=3, memo="Most of it.")
    do(core.judge, category=codes["Old"], criterion=EXPLAINS, score=0)
    report = groups.report("core-category", memos="yes")
    rows = table(report)
    assert set(rows) == {"Cost", "Trust", "Old"}  # an open code is there once it is judged
    # of Cost with Warmth and Silence: 3 stretches in group, 4 in alone, 1 in nobody, by both
    assert rows["Cost"][:5] == ("axial", 8, 3, 1, 0.0)
    assert rows["Trust"][:5] == ("axial", 4, 1, 1, 0.0)
    assert rows["Old"][:5] == ("open", 1, 0, 0, 0.0)
    assert rows["Cost"][5:10] == (None, None, 3, None, None)
    assert rows["Old"][7] == 0
    assert rows["Cost"][10] == (1 + 1 + 1 + 0.75) / 4
    assert rows["Trust"][10] == (4 / 8 + 1 / 3 + 1) / 3
    assert rows["Cost"][11] == "Explains variation: Most of it."
    assert [row[0] for row in report.rows] == [("Cost",), ("Trust",), ("Old",)]
    assert "13 judgements not given yet, shown as a blank." in report.sentences
    assert "No category was chosen as the core yet." in report.sentences


def test_the_total_follows_the_weights(groups: Groups) -> None:
    do, codes = groups.ann.perform, groups.codes
    weights = [core.CriterionWeight(name, 0) for name in ("frequency", "degree", "betweenness")]
    do(core.set_weights, weights=[*weights, core.CriterionWeight(EXPLAINS, 3)])
    do(core.judge, category=codes["Trust"], criterion=EXPLAINS, score=2)
    report = groups.report("core-category")
    assert table(report)["Trust"][-1] == (1 + 3 * 0.5) / 4
    assert report.provenance["weights"]["explains variation"] == 3
    assert any("Explains variation 3;" in each for each in report.sentences)


def test_a_study_without_categories_has_no_candidates(uncoded: Groups) -> None:
    uncoded.ann.perform(codebook.set_level, code=uncoded.codes["Trust"], level=CodeLevel.OPEN)
    assert uncoded.report("core-category").rows == ()


def test_the_log_is_a_table_by_date(groups: Groups) -> None:
    do = groups.ann.perform
    do(sampling.log_sampling, gap="Who left?", decision="Ask one.", decided_on=date(2020, 3, 1))
    do(
        sampling.log_sampling, gap="No group yet.", decision="A group.", sampled="Two neighbours",
        outcome="They correct each other.", decided_on=date(2020, 2, 1),
        documents=[groups.documents["group"]],
        codes=[groups.codes["Cost"], groups.codes["Silence"]],
    )  # fmt: skip
    report = groups.report("sampling-log")
    assert report.rows == (
        ("2020-02-01", "No group yet.", "A group.", "Two neighbours", "group", "",
         "Cost; Trust > Silence", "They correct each other.", "Ann"),
        ("2020-03-01", "Who left?", "Ask one.", "", "", "", "", "", "Ann"),
    )  # fmt: skip
    assert "1 of them joined to documents, participants or categories." in report.sentences
