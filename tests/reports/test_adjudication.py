"""Reports of adjudication, and what tables say once there is a consensus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import adjudication, team, theory
from gtcoder.errors import NotComputable
from gtcoder.progress import Silent
from gtcoder.queries.counts import code_counts, study_counts
from gtcoder.queries.passages import documents
from gtcoder.queries.retrieval import passages_of_code, quotation_of
from gtcoder.reports import REPORTS, Report
from gtcoder.reports.adjudication import State
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import MemoKind, RoundKind, Verdict
from tests.actions.test_adjudication import BOUNDARY, CONFUSION, OMISSION, coded, decide, found
from tests.studies import Study, new_study


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def run(study: Study, name: str, **options: Any) -> Report:
    kind = REPORTS.get(name)
    with study.ann.read() as reader:
        return kind.run(reader, kind.Options(**options), Silent())


def cells(report: Report, *columns: str) -> list[tuple[Any, ...]]:
    places = [report.columns.index(name) for name in columns]
    return [tuple(row[place] for place in places) for row in report.rows]


def settle(study: Study) -> None:
    """Decide everything for Ann, and take over what both say."""
    for place in (BOUNDARY, OMISSION, CONFUSION):
        decide(study, place, Verdict.FIRST, reason="as Ann has it")
    study.ann.perform(adjudication.take_agreed, round=1)


def test_disagreements_are_listed_with_what_each_said(one: Study) -> None:
    coded(one)
    decide(one, OMISSION, Verdict.SECOND)
    report = run(one, "disagreements")
    assert cells(report, "kind", "Ann", "Bob", "state") == [
        ("boundary", "Leaving: “ustomers were l”", "Leaving: “omers were leav”", "open"),
        ("omission", "–", "Calling", "decided: second"),
        ("confusion", "Silence: “ 🙂. Nobody”", "Delay: “obody comp”", "open"),
    ]
    assert report.provenance["disagreements"] == 3
    assert len(run(one, "disagreements", state=State.OPEN).rows) == 2


def test_the_log_keeps_memos_reason_rule_and_what_stands(one: Study) -> None:
    coded(one)
    with one.bob.read() as reader:
        quotation = quotation_of(reader, found(one).rows[CONFUSION].said[1].coding)
    note: dict[str, Any] = {"text": "A pause (invented).", "kind": MemoKind.CODE}
    one.bob.perform(theory.write_memo, **note, quotations=[quotation])
    decide(one, CONFUSION, Verdict.SECOND, reason="He names it.", rule="Where it is named.")
    report = run(one, "adjudication-log")
    assert cells(
        report, "kind", "Bob", "memos", "verdict", "stands", "reason", "new rule", "decided by"
    ) == [
        ("confusion", "Delay: “obody comp”", "Bob: A pause (invented).", "second",
         "Delay: “obody comp”", "He names it.", "Where it is named.", "Ann")
    ]  # fmt: skip


def test_coders_against_the_consensus_is_no_reliability(one: Study) -> None:
    coded(one)
    with pytest.raises(NotComputable, match="no document of “Round 1” whose consensus"):
        run(one, "coders-against-consensus")
    settle(one)
    report = run(one, "coders-against-consensus")
    assert report.sentences[0].startswith("Not a reliability figure")
    totals = [row for place, row in enumerate(report.rows) if place in report.totals]
    assert [row[:2] for row in totals] == [
        ("Ann", "all codes, pooled"), ("Bob", "all codes, pooled"),
    ]  # fmt: skip
    assert totals[0][2:8] == (40, 40, 40, 1.0, 1.0, 1.0)
    assert totals[1][2:5] == (50, 40, 27)  # 15 agreed and 12 of the boundary
    assert totals[1][5:8] == pytest.approx((27 / 50, 27 / 40, 54 / 90))


def test_the_next_blind_round_stands_beside_this_one(one: Study) -> None:
    coded(one)
    report = run(one, "next-blind-round")
    assert [row[0] for row in report.rows] == ["Round 1"]
    turns = RoundKind.GIVEN_SEGMENTS  # as blind as a round of kind blind
    blind = one.ann.perform(team.open_new_round, name="Blind", kind=turns, blind=True)
    for name in ("next-blind-round", "coders-against-consensus"):
        with pytest.raises(NotComputable, match="“Blind” is a blind round that is still open"):
            run(one, name)
    one.ann.perform(team.close_round, round=blind)
    report = run(one, "next-blind-round")
    assert [row[0] for row in report.rows] == ["Round 1", "Blind"]
    assert report.rows[1][4] is None


def test_tables_count_a_consensus_once_it_settles_everything(one: Study) -> None:
    coded(one)
    decide(one, CONFUSION, Verdict.FIRST)
    early = run(one, "frequencies")
    assert early.provenance["coders"] == ["Ann", "Bob"]
    assert any("2 of 3 disagreements are undecided" in each for each in early.sentences)
    one.ann.perform(adjudication.withdraw, decision=1, reason="again")
    settle(one)
    late = run(one, "frequencies")
    assert late.provenance["whose"] == "consensus"
    assert cells(late, "code", "codings") == [
        (("Silence",), 2), (("Leaving",), 1), (("Calling",), 0), (("Delay",), 0),
    ]  # fmt: skip


def test_a_consensus_enters_no_agreement_and_no_count_of_coders_work(one: Study) -> None:
    book = coded(one)

    def told() -> list[Any]:
        with one.ann.read() as reader:
            results = agreement(reader, StudyAgreementOptions()).results.records
            return [
                [(each.coefficient, each.code, each.value, each.coders) for each in results],
                study_counts(reader),
                code_counts(reader),
                [row.codings for row in documents(reader)],
                [row.coding for row in passages_of_code(reader, book["Silence"]).rows],
            ]

    before = told()
    settle(one)
    assert told() == before
