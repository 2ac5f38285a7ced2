"""Saturation of a study: order, codes then and today, categories, bands, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook, merging, team, transcripts
from gtcoder.analysis.curves import CurveChart
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.exchange.writing import write_report
from gtcoder.reports.saturation import MEANING
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import VariableScope
from tests.reports.groups import Groups, new_groups, plain_draft, table

NAMES = tuple(f"talk {letter}" for letter in "abcdefgh")


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Groups]:
    """Give eight invented talks; the new codes of each, as coded from h to a, are 3 1 1 0 0 0 1 0.

    A document that nobody opened is there as well, and talk e was finished without a code.
    """
    groups = new_groups(FileLocation(tmp_path / "talks.gtc"))
    drafts = tuple(plain_draft(name, name * 8, f"Person {name[-1]}") for name in NAMES)
    stored = groups.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    groups.documents |= dict(stored.documents)
    for name, codes in (
        ("talk h", ("Cost", "Warmth", "Silence")),
        ("talk g", ("Cost", "Old")),
        ("talk f", ("Idle",)),
        ("talk d", ("Cost",)),
        ("talk c", ("Idle", "Old")),
        ("talk b", ("Trust",)),
        ("talk a", ("Cost",)),
    ):
        for code in codes:
            groups.apply(groups.ann, code, name, 0, 5)
    yield groups
    groups.close()


def new_codes(groups: Groups, **options: str) -> dict[str, int]:
    report = groups.report("saturation", permutations="0", **options)
    return {str(row[0]): int(str(row[2])) for row in report.rows}


def test_interviews_stand_in_the_order_in_which_they_were_coded(talks: Groups) -> None:
    assert list(new_codes(talks).items()) == [
        ("talk h", 3), ("talk g", 1), ("talk f", 1), ("talk d", 0), ("talk c", 0), ("talk b", 1),
        ("talk a", 0),
    ]  # fmt: skip
    report = talks.report("saturation", permutations="0")
    assert report.columns == ("interview", "number", "new codes", "codes by then", "share")
    assert report.rows[1][:4] == ("talk g", 2, 1, 4)
    assert report.rows[1][4] == pytest.approx(4 / 6)
    assert "4 documents are neither coded nor finished" in " ".join(report.sentences)
    assert report.sentences[-1] == MEANING


def test_a_finished_interview_without_a_code_is_one(talks: Groups) -> None:
    talks.ann.perform(team.finish_document, document=talks.documents["talk e"])
    assert list(new_codes(talks))[-1] == "talk e"
    assert new_codes(talks)["talk e"] == 0
    assert new_codes(talks, category="Trust")["talk e"] == 0


def test_other_orders(talks: Groups) -> None:
    assert list(new_codes(talks, order="import"))[:2] == ["talk a", "talk b"]
    given = new_codes(talks, order="given", interviews="talk c, talk h")
    assert given == {"talk c": 2, "talk h": 3}
    assert list(given) == ["talk c", "talk h"]
    with pytest.raises(InvalidInput, match="not given"):
        new_codes(talks, order="given")
    with pytest.raises(NotFound, match="no coded interview “talk e”"):
        new_codes(talks, order="given", interviews="talk e")
    with pytest.raises(InvalidInput, match="twice"):
        new_codes(talks, order="given", interviews="talk a, talk a")
    with pytest.raises(InvalidInput, match="holds the dates"):
        new_codes(talks, order="date")
    for day, name in enumerate(("talk c", "talk a", "talk b", "talk d", "talk f", "talk g"), 1):
        talks.ann.perform(
            transcripts.set_variable, scope=VariableScope.PARTICIPANT,
            owner=f"Person {name[-1]}", name="interview date", value=f"2020-01-{day:02}",
        )  # fmt: skip
    with pytest.raises(InvalidInput, match="“talk h” has no date"):
        new_codes(talks, order="date")
    owner = {"scope": VariableScope.DOCUMENT, "owner": "talk h", "name": "interview date"}
    talks.ann.perform(transcripts.set_variable, **owner, value="soon")
    with pytest.raises(InvalidInput, match="“soon”, which is none"):
        new_codes(talks, order="date")
    talks.ann.perform(transcripts.set_variable, **owner, value="2019-12-31")
    assert list(new_codes(talks, order="date"))[:3] == ["talk h", "talk c", "talk a"]
    assert list(new_codes(talks, order="date", by="participant"))[:2] == ["Person h", "Person c"]


def test_codes_then_and_through_the_merges_of_today(talks: Groups) -> None:
    talks.ann.perform(
        merging.merge_codes, sources=[talks.codes["Idle"], talks.codes["Old"]],
        target=talks.codes["Silence"], reason="one thing",
    )  # fmt: skip
    assert list(new_codes(talks).values()) == [3, 1, 1, 0, 0, 1, 0]
    assert list(new_codes(talks, codes="today").values()) == [3, 0, 0, 0, 0, 1, 0]
    # a merged code is looked for where it belongs now, under the name it had
    assert list(new_codes(talks, category="Trust").values()) == [2, 1, 1, 0, 0, 1, 0]
    assert list(new_codes(talks, category="Trust", codes="today").values()) == [2, 0, 0, 0, 0, 1, 0]


def test_the_point_and_both_its_numbers(talks: Groups) -> None:
    report = talks.report("saturation", permutations="0")
    # base h g f d: 5 codes; the run c, b brings 1 of 5; the next, b and a, as well
    assert report.provenance["base_codes"] == 5
    assert report.provenance["first_run_ratio"] == pytest.approx(1 / 5)
    assert report.provenance["reason"] == "not_reached"
    talks.ann.perform(
        codebook.retire_code, code=talks.codes["Idle"], reason="unused"
    )  # changes nothing
    reached = talks.report(
        "saturation", permutations="0", order="given",
        interviews="talk h, talk g, talk f, talk b, talk c, talk d, talk a",
    )  # fmt: skip
    assert (reached.provenance["before_run"], reached.provenance["last_of_run"]) == (4, 6)
    assert any("reached at 4⁺²: 4 interviews before the run" in each for each in reached.sentences)
    few = talks.report("saturation", base="6", run="3", permutations="0")
    assert few.provenance["reason"] == "too_few_interviews"
    assert any("undefined, as there are fewer interviews" in each for each in few.sentences)
    assert not any("_" in each or "codes=" in each for each in few.sentences)


def test_the_band_is_drawn_from_a_thousand_orders_or_none(talks: Groups) -> None:
    report = talks.report("saturation")
    assert report.columns[-3:] == ("low", "median", "high")
    assert all(row[-3] <= row[-2] <= row[-1] for row in report.rows)  # type: ignore[operator]
    assert report.rows[-1][-3:] == (6, 6, 6)
    assert report.rows == talks.report("saturation").rows
    with pytest.raises(InvalidInput, match="it takes 1000 to 100000"):
        talks.report("saturation", permutations="500")


def test_all_twelve_points_and_all_categories(talks: Groups) -> None:
    points = talks.report("saturation-points")
    assert len(points.rows) == 12
    assert len({row[1:4] for row in points.rows}) == 12
    assert points.rows[0][:5] == ("not reached", 0.05, 4, 2, 5)
    assert points.rows[0][5] == pytest.approx(0.2)
    assert points.sentences[-1] == MEANING
    (trust,) = table(talks.report("saturation-categories")).values()
    assert trust == (3, 2, 6, "not reached", None, None, "not_reached")


def test_which_codes_are_new_can_be_named(talks: Groups) -> None:
    report = talks.report("saturation", permutations="0", names="yes")
    assert [row[-1] for row in report.rows] == [
        "Cost; Warmth; Silence", "Old", "Idle", "", "", "Trust", "",
    ]  # fmt: skip


def test_an_uncoded_study_has_no_curve(uncoded: Groups) -> None:
    report = uncoded.report("saturation")
    assert report.rows == ()
    assert report.provenance["reason"] == "too_few_interviews"
    assert report.sentences[-1] == MEANING


@pytest.mark.parametrize("kind", ["svg", "png", "pdf", "docx", "csv", "xlsx"])
def test_table_and_picture_are_written(talks: Groups, tmp_path: Path, kind: str) -> None:
    report = talks.report("saturation")
    written = write_report(report, tmp_path / f"saturation.{kind}")
    assert written.path.stat().st_size > 200
    if kind == "svg":
        assert "nothing about saturation of meaning" in written.path.read_text("utf-8")


def test_the_picture_shows_the_numbers_of_the_table(talks: Groups) -> None:
    chart = talks.report("saturation").chart
    assert isinstance(chart, CurveChart)
    (axes,) = chart.figure().axes
    bars, line = axes.containers[0], axes.lines[-1]
    assert [bar.get_height() for bar in bars] == [3, 1, 1, 0, 0, 1, 0]
    assert line.get_label() == "codes seen by then"
    assert list(line.get_ydata()) == [3, 4, 5, 5, 5, 6, 6]  # type: ignore[arg-type]
    assert [label.get_text() for label in axes.get_xticklabels()][:2] == ["talk h", "talk g"]
    assert {bar.get_hatch() for bar in bars} == {"////"}
