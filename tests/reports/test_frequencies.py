"""The table of frequencies, counted by hand on a small study."""

from __future__ import annotations

from gtcoder.actions import team
from gtcoder.analysis.charts import Bars
from gtcoder.vocabulary import RoundKind
from tests.reports.groups import Groups, table


def test_one_coder(groups: Groups) -> None:
    report = groups.report("frequencies", coders="Ann")
    assert report.columns == (
        "code", "codings", "passages", "documents", "participants", "coders",
    )  # fmt: skip
    assert table(report) == {
        "Cost": (3, 3, 1, 2, 1),
        "Trust": (0, 0, 0, 0, 0),
        "Warmth": (1, 1, 1, 1, 1),
        "Silence": (2, 2, 1, 1, 1),
        "Old": (1, 1, 1, 0, 1),
        "Idle": (0, 0, 0, 0, 0),
    }
    assert "7 codings in all." in report.sentences
    assert "4 of 6 codes used." in report.sentences


def test_several_coders_stand_side_by_side(groups: Groups) -> None:
    report = groups.report("frequencies")
    assert report.columns == (
        "code", "codings (Ann)", "codings (Ben)", "passages", "documents", "participants",
        "coders",
    )  # fmt: skip
    rows = table(report)
    assert rows["Cost"] == (3, 2, 4, 2, 3, 2)
    assert rows["Warmth"] == (1, 2, 3, 2, 1, 2)
    assert rows["Old"] == (1, 0, 1, 1, 0, 1)
    assert any("take the coders together" in each for each in report.sentences)


def test_another_measure_takes_the_first_column(groups: Groups) -> None:
    passages = groups.report("frequencies", cells="passages", coders="Ann")
    assert passages.columns == ("code", "passages", "documents", "participants", "coders")
    both = groups.report("frequencies", cells="presence", by="participant")
    assert both.columns[1:3] == ("participants (Ann)", "participants (Ben)")
    assert table(both)["Cost"][:2] == (2, 2)
    assert table(groups.report("frequencies", cells="characters", coders="Ann"))["Cost"][0] == 29
    documents = groups.report("frequencies", cells="presence", coders="Ann")
    assert documents.columns == ("code", "documents", "passages", "participants", "coders")


def test_rollup(groups: Groups) -> None:
    rows = table(groups.report("frequencies", rollup="yes", coders="Ann"))
    assert rows["Trust"] == (3, 2, 1, 1, 1)
    assert rows["Silence"] == (2, 2, 1, 1, 1)


def test_most_frequent_first(groups: Groups) -> None:
    report = groups.report("frequencies", order="count")
    assert [row[0][-1] for row in report.rows if isinstance(row[0], tuple)] == [
        "Cost", "Warmth", "Silence", "Old", "Trust", "Idle",
    ]  # fmt: skip


def test_a_consensus_has_no_coders_column(groups: Groups) -> None:
    agreed = groups.ann.perform(team.open_new_round, name="Consensus", kind=RoundKind.CONSENSUS)
    groups.apply(groups.ben, "Cost", "group", 11, 21, agreed)
    report = groups.report("frequencies")
    assert report.columns == ("code", "codings", "passages", "documents", "participants")
    assert table(report)["Cost"] == (1, 1, 1, 1)


def test_the_chart_shows_what_the_table_counts(groups: Groups) -> None:
    chart = groups.report("frequencies").chart
    assert isinstance(chart, Bars)
    assert chart.labels == ("Cost", "Warmth", "Silence", "Old")
    assert chart.series == (("Ann", (3, 1, 2, 1)), ("Ben", (2, 2, 0, 0)))
    assert chart.measure == "codings"
    assert chart.note == "Ann and Ben, side by side; Round 1; 3 of 3 documents"
