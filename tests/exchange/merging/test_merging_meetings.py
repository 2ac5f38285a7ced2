"""Copies that meet again, crosswise, by threes, or without anything in common."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from gtcoder.actions import codebook, coding, theory
from gtcoder.actions import transcripts as texts
from gtcoder.actions.taking_in import take_in
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput
from gtcoder.exchange.merging.merge import plan_merge
from gtcoder.exchange.merging.plan import How, MergeOptions
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.store.by_guid import read_rows
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study
from gtcoder.store.verify import state_digest
from gtcoder.vocabulary import CoderRole, CodingOrigin, RoundKind
from tests.exchange.merging.conftest import Pair
from tests.studies import draft


def test_what_came_over_once_is_known_when_the_copies_meet_again(pair: Pair) -> None:
    with pair.theirs("Bob") as theirs:
        key = pair.apply(theirs, pair.loss, 5, 20)
    pair.merge("ours", "theirs")
    with pair.theirs("Bob") as theirs:
        theirs.perform(coding.remove_coding, coding=key)
    plan = pair.both()
    assert (plan.codings.new, plan.codings.gone) == (0, 1)
    assert len(pair.table("coding")) == 1


def test_copies_that_met_crosswise_still_tell_a_removal_from_an_addition(pair: Pair) -> None:
    with pair.ours() as ours:
        pair.apply(ours, pair.loss, 5, 12)
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    pair.copy("ours", "before")
    pair.merge("ours", "theirs")
    pair.merge("theirs", "before")
    assert pair.digest("ours") == pair.digest("theirs")
    with pair.ours() as ours:
        bobs = next(row["id"] for row in pair.table("coding", "ours") if row["coder_id"] == 2)
        ours.perform(coding.remove_coding, coding=bobs)
        ours.perform(codebook.define_code, code=pair.loss, definition="Less.", reason="shorter")
    plan = pair.both()
    assert plan.empty or plan.conflicts == ()
    assert sorted(row["coder_id"] for row in pair.table("coding")) == [1, 1]
    assert pair.table("code")[0]["definition"] == "Less."


def test_a_merge_that_was_taken_back_does_not_remove_the_work_of_the_other(pair: Pair) -> None:
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    pair.merge("ours", "theirs")
    pair.copy("ours", "taken")
    pair.merge("theirs", "ours")
    with pair.ours() as ours:
        ours.undo()
    assert len(pair.table("coding", "ours")) == 1
    plan = pair.both()
    assert plan.codings.new == 1
    assert len(pair.table("coding")) == 2


def test_three_copies_come_together_in_any_order(pair: Pair) -> None:
    for number, name in enumerate(("a", "b", "c")):
        pair.copy("ours", name)
        with pair.open(name) as project:
            text = f"Because of {name}."
            project.perform(codebook.define_code, code=pair.loss, definition=text, reason="x")
            colour = 3 + number
            project.perform(codebook.recolour_code, code=pair.loss, colour=colour)
            code = project.perform(codebook.create_code, name="silence", definition=text)
            pair.apply(project, code, 5, 20)
            pair.apply(project, pair.loss, 30 + number, 40)
            project.perform(theory.write_memo, text=text, codes=[code])
    found = set()
    for first, *others in permutations(("a", "b", "c")):
        whole = pair.copy(first, "whole")
        for other in others:
            pair.merge(whole, other)
        found.add(pair.digest(whole))
    assert len(found) == 1
    silence = next(row for row in pair.table("code", "whole") if row["name"] == "silence")
    assert silence["definition"].split("\n\n* * *\n\n") == [
        "Because of a.", "Because of b.", "Because of c.",
    ]  # fmt: skip
    assert len(pair.table("coding", "whole")) == 5
    assert len(pair.table("memo", "whole")) == 3


def test_studies_without_a_common_entry_are_compared_by_text_and_path(
    pair: Pair, tmp_path: Path
) -> None:
    create_study(FileLocation(pair.path("theirs2")), coder="Ann", title="Another")
    with pair.open("theirs2") as theirs:
        theirs.perform(texts.add_documents, batch=ImportBatch(documents=(draft(),)))
        loss = theirs.perform(codebook.create_code, name="LOSS", definition="Other words.")
        pair.apply(theirs, loss, 60, 70)
        pair.apply(theirs, loss, 5, 20)
    pair.copy("theirs2", "theirs")
    plan = pair.both(MergeOptions(same_coder=("Ann",)))
    assert plan.base is None
    assert [each.how for each in plan.documents] == [How.ONE]
    assert [each.how for each in plan.codes] == [How.ONE]
    assert plan.codings.new == 1
    assert len(pair.table("turn")) == len(pair.table("turn", "ours"))
    assert len(pair.table("coding")) == 2
    assert pair.table("code")[0]["definition"] == "Customers go.\n\n* * *\n\nOther words."
    pair.merge("one", "two", MergeOptions(same_coder=("Ann",)))
    assert pair.digest("one") == pair.digest("two")


@pytest.mark.parametrize("prefer_ours", [False, True])
def test_a_whole_study_into_a_new_one_is_that_study(pair: Pair, prefer_ours: bool) -> None:
    create_study(FileLocation(pair.path("new")), coder="Ann", title="Empty")
    with pair.open("new") as new:
        with new.snapshot() as connection:
            mine = read_rows(connection, history=True)
        options = MergeOptions(prefer_ours=prefer_ours)
        plan = plan_merge(mine, pair.rows("ours"), options=options)
        new.perform(take_in, arrival=plan.arrival)
    assert pair.digest("new") == pair.digest("ours")


def test_a_foreign_project_changes_nothing_that_stands(pair: Pair) -> None:
    drafts = RowDrafts()
    coder = drafts.add("coder", name="Someone", role=str(CoderRole.CODER))
    round_ = drafts.add("round", name="Round 1", kind=str(RoundKind.OPEN))
    mine = pair.rows("ours")
    text = next(iter(mine.texts.values()))
    version, document = bytes(range(16)), bytes(range(1, 17))
    drafts.add("document", document, name="Elsewhere.txt", version_id=version)
    drafts.add("text_version", version, document_id=document, sha256=drafts.text(text),
               characters=len(text))  # fmt: skip
    code = drafts.add("code", name="Loss", definition="Theirs.", rule="When.", colour=9,
                      level="open", origin="imported")  # fmt: skip
    passage = drafts.add("quotation", document_id=document, start=5, end=20, coder_id=coder,
                         round_id=round_)  # fmt: skip
    drafts.add("coding", quotation_id=passage, code_id=code, origin_code_id=code, coder_id=coder,
               round_id=round_, origin=str(CodingOrigin.IMPORTED))  # fmt: skip
    plan = plan_merge(mine, drafts.rows(), options=MergeOptions(prefer_ours=True))
    with pair.ours() as ours:
        ours.perform(take_in, arrival=plan.arrival)
    row = pair.table("code", "ours")[0]
    assert (row["name"], row["definition"], row["rule"]) == ("loss", "Customers go.", "When.")
    assert row["colour"] != 9
    assert {each.column for each in plan.conflicts} >= {"name", "definition", "colour"}
    assert len(pair.table("document", "ours")) == 1
    assert len(pair.table("coding", "ours")) == 2
    with pair.ours() as ours:
        again = plan_merge(pair.rows("ours"), drafts.rows(),
                           options=MergeOptions(prefer_ours=True))  # fmt: skip
        assert again.empty


def test_the_ledger_of_the_copy_comes_along_to_be_read(pair: Pair) -> None:
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
        theirs.undo()
    pair.merge("ours", "theirs")
    rows = pair.table("entry_elsewhere", "ours")
    assert [(row["coder"], row["action"]) for row in rows] == [
        ("Bob", "coding.apply"), ("Bob", "history.revert"),
    ]  # fmt: skip
    with pair.ours() as ours:
        ours.undo()
    assert pair.table("entry_elsewhere", "ours") == []


def test_a_plan_holds_for_the_study_as_it_was_when_it_was_made(pair: Pair) -> None:
    with pair.theirs("Bob") as theirs:
        pair.apply(theirs, pair.loss, 5, 20)
    plan = pair.plan("ours", "theirs")
    with pair.ours() as ours:
        pair.apply(ours, pair.loss, 5, 12)
        before = state_digest(ours)
        with pytest.raises(InvalidInput, match="compare the two again"):
            ours.perform(take_in, arrival=plan.arrival, expected_revision=plan.revision)
        assert state_digest(ours) == before
