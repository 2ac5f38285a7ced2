"""Merging and unmerging: chains of merges, codings moved by hand, members, names and places."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, merging
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.queries.codebook import memberships
from gtcoder.queries.passages import codings
from gtcoder.store.verify import state_digest, verify
from tests.databases import ON_BOTH
from tests.studies import Study


@ON_BOTH
def test_unmerge_after_a_second_merge_brings_back_what_was_the_codes_own(study: Study) -> None:
    one, two, three = study.code("One"), study.code("Two"), study.code("Three")
    moved = study.apply(one, 0, 5)
    dropped = study.apply(one, 20, 25)
    study.apply(three, 20, 25)
    study.apply(two, 10, 15)
    for source, target in ((one, two), (two, three)):
        study.ann.perform(merging.merge_codes, sources=[source], target=target, reason="same")
    assert study.ann.perform(merging.unmerge_code, code=one, reason="not the same") == 2
    with study.ann.read() as reader:
        assert [row.id for row in codings(reader, code=one)] == [moved, dropped]
        assert [row.start for row in codings(reader, code=three)] == [10, 20]
    assert verify(study.ann).ok


def test_unmerge_takes_what_the_merge_moved_whatever_code_it_began_with(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    first, second = study.apply(one, 0, 5), study.apply(one, 6, 9)
    study.ann.perform(coding.recode, coding=first, code=two)
    split = study.ann.perform(
        merging.split_code, code=one, name="One, aloud", codings=[second], reason="two acts"
    )
    for code in (one, split):
        study.ann.perform(merging.merge_codes, sources=[code], target=two, reason="same")
    assert study.ann.perform(merging.unmerge_code, code=one, reason="not the same") == 0
    assert study.ann.perform(merging.unmerge_code, code=split, reason="not the same") == 1
    with study.ann.read() as reader:
        assert [row.id for row in codings(reader, code=split)] == [second]
        assert [row.id for row in codings(reader, code=two)] == [first]


def test_a_merged_code_comes_back_only_to_a_free_place(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")
    study.code("One")
    with pytest.raises(InvalidInput, match="already"):
        study.ann.perform(merging.unmerge_code, code=one, reason="not the same")


@ON_BOTH
def test_a_merge_takes_further_members_along(study: Study) -> None:
    one, two, three = study.code("One"), study.code("Two"), study.code("Three")
    study.ann.perform(codebook.add_membership, code=three, category=one)
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")
    with study.ann.read() as reader:
        assert memberships(reader) == {two: (three,)}


def test_a_merge_puts_no_two_codes_of_one_name_in_one_place(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    for parent in (one, two):
        study.ann.perform(codebook.create_code, name="Price", parent=parent)
    with pytest.raises(InvalidInput, match="Price"):
        study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")


def test_a_split_takes_only_ones_own_codings(study: Study) -> None:
    one = study.code("One")
    mine, theirs = study.apply(one, by=study.bob), study.apply(one, 30, 40)
    before = state_digest(study.ann)
    with pytest.raises(NotAllowed):
        study.bob.perform(
            merging.split_code, code=one, name="Two", codings=[mine, theirs], reason="two acts"
        )
    assert state_digest(study.ann) == before
    study.bob.perform(merging.split_code, code=one, name="Two", codings=[mine], reason="two acts")
    study.ann.perform(merging.split_code, code=one, name="Three", codings=[theirs], reason="x")
