"""A paradigm as it stood, from the ledger, and how two of its versions differ."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, paradigms, project, team, theory
from gtcoder.errors import NotFound
from gtcoder.progress import Silent
from gtcoder.queries.paradigm_versions import (
    Board,
    Difference,
    Kind,
    board_at,
    boards_at,
    compare,
    entries_of,
    side_by_side,
)
from gtcoder.queries.retrieval import quotation_of
from gtcoder.reports import REPORTS, options_from
from gtcoder.reports.base import Report
from gtcoder.vocabulary import (
    ParadigmId,
    ParadigmRole,
    QuotationId,
    RelationId,
    RoundKind,
    Span,
    Stance,
)
from tests.databases import ON_BOTH
from tests.studies import Study

R = ParadigmRole
BOARD = ParadigmId(1)


class Told:
    """A study whose paradigm is changed from one moment to the next."""

    def __init__(self, study: Study) -> None:
        self.study, self.do = study, study.ann.perform
        self.codes = {name: study.code(name) for name in ("Waiting", "Leaving", "Trust", "Price")}
        for name, role in (("Waiting", R.CONTEXT), ("Leaving", R.PHENOMENON), ("Price", R.CONTEXT)):
            self.place(name, role)
        self.first = self.relate("Waiting", "leads to", "Leaving")
        self.gone = self.relate("Price", "leads to", "Leaving")
        self.then = self.revision

    @property
    def revision(self) -> int:
        with self.study.ann.read() as reader:
            return reader.revision

    def place(self, name: str, role: ParadigmRole, board: str = "") -> None:
        self.do(theory.place_in_paradigm, category=self.codes[name], role=role, paradigm=board)

    def relate(self, source: str, kind: str, target: str) -> RelationId:
        return self.do(
            theory.relate, source=self.codes[source], target=self.codes[target], type=kind
        )

    def passage(self, start: int) -> QuotationId:
        key = self.do(
            coding.apply_code, document=self.study.document, span=Span(start, start + 9),
            code=self.codes["Waiting"],
        )  # fmt: skip
        with self.study.ann.read() as reader:
            return quotation_of(reader, key)

    def at(self, revision: int | None = None, board: ParadigmId = BOARD) -> Board:
        with self.study.ann.read() as reader:
            found = board_at(reader, board, revision or reader.revision)
        assert found is not None
        return found

    def differences(self, since: int) -> tuple[Difference, ...]:
        return compare(self.at(since), self.at())

    def report(self, **given: str) -> Report:
        kind = REPORTS.get("paradigm-versions")
        with self.study.ann.read() as reader:
            return kind.run(reader, options_from(kind, given), Silent())


@pytest.fixture
def told(study: Study) -> Told:
    return Told(study)


def brief(differences: tuple[Difference, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.subject, each.before, each.after) for each in differences]


def test_a_board_is_as_it_stood_with_the_names_of_then(told: Told) -> None:
    told.do(codebook.rename_code, code=told.codes["Waiting"], name="Queueing", reason="w")
    told.do(paradigms.rename_paradigm, paradigm=BOARD, name="Leaving")
    told.place("Trust", R.CONSEQUENCE)
    then, now = told.at(told.then), told.at()
    assert (then.name, now.name) == ("Paradigm 1", "Leaving")
    assert [(card.name, card.role) for card in then.cards] == [
        ("Leaving", R.PHENOMENON), ("Waiting", R.CONTEXT), ("Price", R.CONTEXT),
    ]  # fmt: skip
    assert [card.name for card in now.cards] == ["Leaving", "Queueing", "Price", "Trust"]
    assert [line.reads for line in then.lines] == [
        "Waiting leads to Leaving", "Price leads to Leaving",
    ]  # fmt: skip


def test_cards_are_added_removed_moved_and_renamed(told: Told) -> None:
    told.place("Trust", R.CONSEQUENCE)
    told.place("Waiting", R.CAUSAL_CONDITION)
    told.do(theory.take_from_paradigm, category=told.codes["Price"], paradigm=BOARD)
    told.do(codebook.rename_code, code=told.codes["Leaving"], name="Silent leaving", reason="w")
    found = told.differences(told.then)
    assert brief(found)[:4] == [
        ("renamed", "Silent leaving", "Leaving", "Silent leaving"),
        ("moved", "Waiting", "context", "causal condition"),
        ("added", "Trust", "", "consequence"),
        ("removed", "Price", "context", ""),
    ]
    # Off the board, its relation is off it too; a new name changes no relation.
    assert brief(found)[4:] == [("removed", "Price leads to Leaving", "0 for", "")]


@ON_BOTH
def test_relations_are_added_removed_and_change_in_type_and_evidence(told: Told) -> None:
    for start, stance in ((5, Stance.FOR), (15, Stance.AGAINST)):
        told.do(theory.add_evidence, relation=told.first, quotation=told.passage(start),
                stance=stance)  # fmt: skip
    told.do(theory.unrelate, relation=told.gone, reason="w")
    told.relate("Price", "contradicts", "Waiting")
    assert brief(told.differences(told.then)) == [
        ("changed", "Waiting leads to Leaving", "0 for", "1 for, 1 against"),
        ("added", "Price contradicts Waiting", "", "0 for"),
        ("removed", "Price leads to Leaving", "0 for", ""),
    ]


def test_what_stayed_the_same_stands_beside_what_did_not(told: Told) -> None:
    told.place("Waiting", R.CAUSAL_CONDITION)
    every = side_by_side(told.at(told.then), told.at())
    assert [(each.kind, each.subject) for each in every] == [
        (Kind.SAME, "Leaving"), (Kind.MOVED, "Waiting"), (Kind.SAME, "Price"),
        (Kind.SAME, "Waiting leads to Leaving"), (Kind.SAME, "Price leads to Leaving"),
    ]  # fmt: skip
    assert told.differences(told.revision) == ()


def test_undo_brings_a_board_back_to_what_it_was(told: Told) -> None:
    told.place("Trust", R.CONSEQUENCE)
    told.study.ann.undo()
    assert told.differences(told.then) == ()
    assert told.at(told.then).cards == told.at().cards


def test_retired_categories_stand_on_no_board_of_then(told: Told) -> None:
    told.do(codebook.retire_code, code=told.codes["Price"], reason="w")
    assert [each.kind for each in told.differences(told.then)] == [Kind.REMOVED, Kind.REMOVED]


def test_the_entries_of_a_board_are_those_that_changed_it(told: Told) -> None:
    before = told.revision
    told.place("Trust", R.CONSEQUENCE, "Another")
    told.place("Trust", R.CONSEQUENCE)
    told.do(paradigms.rename_paradigm, paradigm=BOARD, name="Leaving")
    told.do(theory.take_from_paradigm, category=told.codes["Trust"], paradigm=BOARD)
    with told.study.ann.read() as reader:
        found = entries_of(reader, BOARD)
        assert board_at(reader, BOARD, 1) is None
        assert [board.name for board in boards_at(reader, reader.revision)] == [
            "Leaving", "Another",
        ]  # fmt: skip
    assert found[-3:] == (before + 2, before + 3, before + 4)
    assert len(found) == 6


def test_a_blind_coder_counts_no_evidence_of_colleagues(told: Told) -> None:
    told.do(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    told.do(theory.add_evidence, relation=told.first, quotation=told.passage(5))
    with told.study.bob.read() as reader:
        board = board_at(reader, BOARD, reader.revision)
    assert board is not None
    assert board.lines[0].evidence_for == 0
    assert told.at().lines[0].evidence_for == 1


def test_the_report_sets_a_label_beside_now(told: Told) -> None:
    told.do(project.set_label, name="first draft")
    told.place("Trust", R.CONSEQUENCE)
    made = told.report(**{"from": "first draft"})
    assert made.columns[2:4] == (f"at “first draft” (entry {told.then})", "now")
    assert ("category", "Trust", "", "consequence", "added") in made.rows
    assert len(made.rows) == 6
    changes = told.report(**{"from": "first draft", "changes_only": "yes"})
    assert [row[1] for row in changes.rows] == ["Trust"]
    assert changes.provenance["differences"] == 1


def test_the_report_sets_one_paradigm_beside_another(told: Told) -> None:
    told.do(paradigms.make_paradigm, name="Copy", copy_of=BOARD)
    told.place("Waiting", R.STRATEGY, "Copy")
    made = told.report(**{"from": "now", "other": "Copy", "changes_only": "yes"})
    assert made.columns[2:4] == ("Paradigm 1, now", "Copy, now")
    assert made.rows == (("category", "Waiting", "context", "strategy", "moved"),)


def test_the_report_refuses_what_was_not_there(told: Told) -> None:
    with pytest.raises(NotFound, match="no label “x”"):
        told.report(**{"from": "x"})
    with pytest.raises(NotFound, match="no paradigm “x”"):
        told.report(paradigm="x")
    with pytest.raises(NotFound, match="was not there at 1"):
        told.report(**{"from": "1"})


def test_without_a_first_moment_the_report_begins_where_the_board_began(told: Told) -> None:
    made = told.report(changes_only="yes")
    assert {row[4] for row in made.rows} == {"added"}
