"""Content validity of the published table of 12 items and 6 experts, and the log of decisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import instruments as verbs
from gtcoder.actions import ratings
from gtcoder.batch import ItemDraft, RatingDraft, RatingTable
from gtcoder.errors import GtcoderError
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import InstrumentItemId, ItemChange, RatingScale
from tests.studies import Study, new_study

# PMC7253559, table 4: relevance of 12 items as 6 experts rated it.
PUBLISHED = (
    "444444", "434434", "444444", "444444", "344444", "234334", "444444", "444444", "334234",
    "444344", "444344", "444344",
)  # fmt: skip


def table(*, scale: RatingScale, rows: tuple[str, ...]) -> RatingTable:
    experts = tuple(f"Expert {n}" for n in range(1, len(rows[0]) + 1))
    return RatingTable(
        tuple(ItemDraft(f"Question {n}?") for n in range(1, len(rows) + 1)),
        experts,
        tuple(
            RatingDraft(place, expert, scale, int(value))
            for place, row in enumerate(rows)
            for expert, value in zip(experts, row, strict=True)
            if value != "-"
        ),
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path_factory.mktemp("instruments") / "study.gtc"))
    perform = made.ann.perform
    essential = ("333333-", "3332333", "222222-", "333----", "-------")
    perform(ratings.take_in, instrument="Own", table=table(
        scale=RatingScale.ESSENTIAL, rows=essential))  # fmt: skip
    perform(ratings.take_in, instrument="Own", table=table(
        scale=RatingScale.IMPORTANCE, rows=("5555555", "3344455")))  # fmt: skip
    key: dict[str, Any] = {"item": InstrumentItemId(2)}
    perform(verbs.decide, **key, change=ItemChange.REWORDED, text="And then?", reason="Longish.")
    perform(verbs.decide, item=InstrumentItemId(3), change=ItemChange.DROPPED, reason="No use.")
    perform(ratings.rate, **key, expert=1, scale=RatingScale.RELEVANCE, comment="Two in one.")
    perform(ratings.take_in, instrument="Published", table=table(
        scale=RatingScale.RELEVANCE, rows=PUBLISHED))  # fmt: skip
    yield made
    made.close()


def made(study: Study, name: str, **options: Any) -> Report:
    kind = REPORTS.get(name)
    with study.ann.read() as reader:
        return kind.run(reader, kind.Options(**options), Silent())


def cells(found: Report, column: str) -> list[Any]:
    place = found.columns.index(column)
    return [row[place] for row in found.rows]


def test_relevance_is_that_of_the_published_table(study: Study) -> None:
    found = made(study, "content-validity")  # the one made last
    assert "“Published”" in found.title
    shares = cells(found, "I-CVI")[:12]
    assert shares[5] == shares[8] == pytest.approx(5 / 6)
    assert [value for n, value in enumerate(shares) if n not in (5, 8)] == [1.0] * 10
    sums = {row[1]: row[found.columns.index("I-CVI")] for row in found.rows[12:]}
    assert sums["S-CVI/Ave: 12 items in use"] == pytest.approx(0.97, abs=0.005)
    assert sums["S-CVI/UA: 12 items in use"] == pytest.approx(10 / 12)
    assert found.totals == frozenset(range(12, 16))
    assert any(said.startswith("No CVR for items 1, 2") for said in found.sentences)


def test_essential_is_judged_against_the_exact_critical_value(study: Study) -> None:
    found = made(study, "content-validity", instrument="own")
    assert cells(found, "experts")[:5] == [6, 7, 6, 3, 0]
    assert cells(found, "needed")[:5] == [6, 7, 6, None, None]
    assert cells(found, "reached")[:5] == ["yes", "no", "no", None, None]
    assert cells(found, "CVR")[:3] == [1.0, pytest.approx(5 / 7), -1.0]
    assert cells(found, "impact score")[:2] == [5.0, pytest.approx(4 * 5 / 7)]
    assert cells(found, "in use")[2] == "dropped"
    sums = {row[1]: row[found.columns.index("CVR")] for row in found.rows[5:]}
    assert sums["CVI: 1 item that reaches the critical CVR, in use"] == 1.0
    assert sums["Mean CVR: 3 items in use"] == pytest.approx((1 + 5 / 7 + 1) / 3)
    assert sums["Mean CVR: 4 items, dropped ones too"] == pytest.approx((2 + 5 / 7 - 1) / 4)
    assert "Of 7 experts 7 must say essential." in found.sentences
    assert any(said.startswith("Reworded after experts had rated: item 2.")
               for said in found.sentences)  # fmt: skip
    assert any("No critical CVR for item 4: With so few" in said for said in found.sentences)
    loose = made(study, "content-validity", instrument="Own", level=0.2)
    assert cells(loose, "needed")[:4] == [5, 6, 5, 3]
    assert loose.provenance["level"] == 0.2


def test_comments_and_decisions_stand_item_by_item(study: Study) -> None:
    found = made(study, "item-decisions", instrument="Own")
    assert [row[0] for row in found.rows] == [1, 2, 2, 3, 4, 5]
    assert found.rows[1][2:5] == ("Expert 1", "comment (relevance: not rated)", "Two in one.")
    assert found.rows[2][2:] == ("Ann", "reworded", "Longish.", "Question 2?", "And then?")
    assert found.rows[3] == (3, "Question 3? (dropped)", "Ann", "dropped", "No use.", None, None)


def test_wrong_options_are_refused_and_no_instrument_is_said(study: Study, tmp_path: Path) -> None:
    for options in ({"instrument": "Owl"}, {"level": 0.0}):
        with pytest.raises(GtcoderError):
            made(study, "content-validity", **options)
    empty = new_study(FileLocation(tmp_path / "empty.gtc"))
    for name in ("content-validity", "item-decisions"):
        found = made(empty, name)
        assert (found.rows, "holds no instrument" in found.sentences[0]) == ((), True)
    empty.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "html", "tex", "json"])
def test_both_are_written_in_every_format(study: Study, tmp_path: Path, kind: str) -> None:
    for name in ("content-validity", "item-decisions"):
        path = tmp_path / f"{name}.{kind}"
        write_report(made(study, name, instrument="Own"), path)
        assert path.stat().st_size > 200
