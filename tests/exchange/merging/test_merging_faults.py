"""Faults that merging copies once had: each by the smallest pair of copies that shows it."""

from __future__ import annotations

from itertools import combinations

import pytest

from gtcoder.actions import codebook, coding, merging, relations, theory
from gtcoder.actions import transcripts as texts
from gtcoder.actions.erasing import erase
from gtcoder.errors import NotAllowed
from gtcoder.exchange.merging.cells import BETWEEN
from gtcoder.exchange.merging.plan import ConflictKind, Counted
from gtcoder.vocabulary import Span
from tests.exchange.merging.conftest import Pair, only


def test_a_refusal_keeps_its_other_end_when_one_end_went_into_another_code(pair: Pair) -> None:
    with pair.ours() as ours:
        codes = [ours.perform(codebook.create_code, name=f"code {n}") for n in range(9)]
        into = ours.perform(codebook.create_code, name="into")
        guids = {row["id"]: row["guid"] for row in pair.table("code", "ours")}
        one, other = next(two for two in combinations(codes, 2)
                          if guids[two[0]] > guids[two[1]])  # fmt: skip
        ours.perform(relations.refuse_relation, source=one, target=other, reason="no")
    pair.copy("ours", "theirs")
    with pair.theirs() as theirs:
        theirs.perform(merging.merge_codes, sources=[one], target=into, reason="same")
    pair.both()
    (refused,) = pair.table("refused_relation")
    assert {refused["source_id"], refused["target_id"]} == {other, into}


def test_a_refusal_that_went_two_ways_is_told_with_both(pair: Pair) -> None:
    with pair.ours() as ours:
        one, into, other = (ours.perform(codebook.create_code, name=name) for name in "xyz")
        ours.perform(relations.refuse_relation, source=pair.loss, target=one, reason="no")
    pair.copy("ours", "theirs")
    for target, opened in ((into, pair.ours), (other, pair.theirs)):
        with opened() as project:
            project.perform(merging.merge_codes, sources=[one], target=target, reason="same")
    (told,) = (each for each in pair.both().conflicts if each.what == "refused_relation")
    assert set(told.ours.split(" → ")) == {"loss", "y"}
    assert set(told.theirs.split(" → ")) == {"loss", "z"}
    assert told.kept in (told.ours, told.theirs)


def test_a_document_is_called_by_its_name_alone(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(texts.set_participant, document=pair.document, participant="Ben")
    pair.copy("ours", "theirs")
    with pair.theirs() as theirs:
        theirs.perform(texts.rename_document, document=pair.document, name="Renamed")
    assert [each.name for each in pair.both().documents] == ["Renamed"]


def test_a_text_that_one_emptied_and_the_other_changed_is_told(pair: Pair) -> None:
    for text, opened in (("", pair.ours), ("Who leaves.", pair.theirs)):
        with opened() as project:
            project.perform(codebook.define_code, code=pair.loss, definition=text, reason="clearer")
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.column) == (ConflictKind.ONE_KEPT, "definition")
    assert (conflict.ours, conflict.theirs, conflict.kept) == ("", "Who leaves.", "Who leaves.")


def test_a_text_that_one_cut_short_and_the_other_went_on_with_is_told(pair: Pair) -> None:
    for text, opened in (("Customers", pair.ours), ("Customers go, for good.", pair.theirs)):
        with opened() as project:
            project.perform(codebook.define_code, code=pair.loss, definition=text, reason="clearer")
    conflict = only(pair.both().conflicts)
    assert (conflict.kind, conflict.ours) == (ConflictKind.ONE_KEPT, "Customers")
    assert conflict.theirs == conflict.kept == "Customers go, for good."


def test_a_move_to_the_top_against_a_move_below_another_code_is_told(pair: Pair) -> None:
    with pair.ours() as ours:
        first, second = (ours.perform(codebook.create_code, name=name) for name in "xy")
        ours.perform(codebook.move_code, code=pair.loss, parent=first)
    pair.copy("ours", "theirs")
    for parent, opened in ((None, pair.ours), (second, pair.theirs)):
        with opened() as project:
            project.perform(codebook.move_code, code=pair.loss, parent=parent)
    conflict = only(pair.both().conflicts)
    assert (conflict.column, conflict.ours, conflict.theirs) == ("parent_id", "", "y")


def test_two_pieces_of_which_each_left_another_both_stay(pair: Pair) -> None:
    with pair.ours() as ours:
        memo = ours.perform(theory.write_memo, text=f"One.{BETWEEN}Two.")
    pair.copy("ours", "theirs")
    for text, opened in (("One.", pair.ours), ("Two.", pair.theirs)):
        with opened() as project:
            project.perform(theory.change_memo, memo=memo, text=text)
    conflict = only(pair.both().conflicts)
    assert conflict.kind is ConflictKind.BOTH_KEPT
    assert pair.table("memo")[0]["text"] == f"One.{BETWEEN}Two."


def test_a_coding_that_one_removed_and_the_other_resized_stays(pair: Pair) -> None:
    with pair.ours() as ours:
        ours.perform(coding.remove_coding, coding=1)
    with pair.theirs() as theirs:
        theirs.perform(coding.resize, coding=1, span=Span(50, 80))
    told = {(each.kind, each.what): each for each in pair.both().conflicts}
    assert told[ConflictKind.REMOVED, "coding"].ours == "removed"
    assert "50:80 (Ann)" in told[ConflictKind.REMOVED, "coding"].name
    assert len(pair.table("coding")) == 1
    assert [(row["start"], row["end"]) for row in pair.table("quotation")] == [(50, 80)]


def test_a_relation_with_a_code_that_the_other_merged_away_is_told(pair: Pair) -> None:
    with pair.ours() as ours:
        into, other = (ours.perform(codebook.create_code, name=name) for name in "xy")
    pair.copy("ours", "theirs")
    with pair.ours() as ours:
        ours.perform(merging.merge_codes, sources=[pair.loss], target=into, reason="same")
    with pair.theirs() as theirs:
        theirs.perform(relations.relate, type="leads to", source=pair.loss, target=other)
    plan = pair.both()
    conflict = only(plan.conflicts)
    assert (conflict.kind, conflict.name) == (ConflictKind.RULE, "loss")
    assert (conflict.ours, conflict.theirs) == ("merged into x", "used anew: 1 relation")
    assert plan.rest["relation"] == Counted(new=1)


@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_a_text_erased_in_one_and_only_removed_in_the_other_is_refused(
    pair: Pair, name: str
) -> None:
    with pair.theirs() as theirs:
        theirs.perform(coding.code_in_vivo, document=pair.document, span=Span(60, 80))
        theirs.perform(texts.remove_document, document=pair.document, reason="not needed")
    with pair.ours() as ours:
        ours.perform(erase, document=pair.document, reason="consent withdrawn")
    with pytest.raises(NotAllowed, match="erase it there as well"):
        pair.plan(name, "ours" if name == "theirs" else "theirs")
    with pair.theirs() as theirs:
        theirs.perform(erase, document=pair.document, reason="consent withdrawn")
    pair.both()
    assert not any("silent" in row["name"] for row in pair.table("code"))
