"""Suggested relations of the small focus-group study, counted by hand."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, relations
from gtcoder.queries.retrieval import passages_of_codings
from gtcoder.reports.suggestions import Between, SuggestionOptions, codings_of_pair
from gtcoder.vocabulary import CodeId, CodeLevel
from tests.reports.groups import Groups

NAME = "relation-suggestions"


def pairs(groups: Groups, **options: str) -> dict[tuple[str, str], tuple[object, ...]]:
    report = groups.report(NAME, **options)
    assert report.columns[2:6] == ("together", "near", "documents", "participants")
    ends = [(row[0], row[1]) for row in report.rows]
    names = [(a[-1], b[-1]) for a, b in ends if isinstance(a, tuple) and isinstance(b, tuple)]
    return dict(zip(names, (row[2:] for row in report.rows), strict=True))


def test_codes_by_themselves_with_the_closest_first(groups: Groups) -> None:
    found = pairs(groups, between="codes")
    assert found == {
        ("Warmth", "Silence"): (2, 0, 1, 1, 3, 2, pytest.approx(2 / 3)),
        ("Warmth", "Old"): (1, 0, 1, 0, 3, 1, pytest.approx(1 / 3)),
        ("Cost", "Silence"): (0, 1, 1, 1, 4, 2, 0.0),
        ("Cost", "Warmth"): (0, 1, 1, 1, 4, 3, 0.0),
    }
    assert list(found) == [
        ("Warmth", "Silence"), ("Warmth", "Old"), ("Cost", "Silence"), ("Cost", "Warmth"),
    ]  # fmt: skip
    assert list(pairs(groups, between="codes", least="2")) == [("Warmth", "Silence")]
    near = {"between": "codes", "near": "characters"}
    assert ("Cost", "Warmth") not in pairs(groups, **near, characters="7")  # they are 8 apart
    assert ("Cost", "Warmth") in pairs(groups, **near, characters="8")


def test_categories_count_with_all_that_serves_them(groups: Groups) -> None:
    assert pairs(groups) == {}  # Trust alone is a category
    groups.ann.perform(codebook.set_level, code=groups.codes["Cost"], level=CodeLevel.AXIAL)
    assert pairs(groups) == {("Cost", "Trust"): (0, 1, 1, 1, 4, 4, 0.0)}
    by_ann = pairs(groups, coders="Ann")
    assert by_ann == {}  # Ben alone coded Cost in that interview
    (said,) = [
        line for line in groups.report(NAME).sentences if line.startswith("Near") or "Near:" in line
    ]
    assert "at most 1 turn apart (in documents without turns 300 characters)" in said


def test_nearness_in_turns(groups: Groups) -> None:
    groups.apply(groups.ann, "Idle", "group", 30, 32)
    assert pairs(groups, between="codes")["Cost", "Idle"][:4] == (0, 1, 1, 2)
    assert pairs(groups, between="codes", turns="0")["Cost", "Idle"][:4] == (0, 1, 1, 2)
    found = pairs(groups, between="codes", near="characters", characters="0")
    assert found["Cost", "Idle"][:2] == (0, 1)  # the one ends where the other begins


def test_what_is_related_or_refused_is_not_suggested_again(groups: Groups) -> None:
    warmth, silence, old = (groups.codes[name] for name in ("Warmth", "Silence", "Old"))
    groups.ann.perform(relations.relate, source=silence, target=warmth, type="contradicts")
    groups.ann.perform(relations.refuse_relation, source=old, target=warmth)
    left = [("Cost", "Silence"), ("Cost", "Warmth")]
    assert list(pairs(groups, between="codes")) == left
    assert len(pairs(groups, between="codes", settled="yes")) == 4
    groups.ann.perform(relations.unrefuse_relation, source=warmth, target=old)
    assert list(pairs(groups, between="codes")) == [("Warmth", "Old"), *left]


def test_a_suggestion_shows_its_passages(groups: Groups) -> None:
    def words(one: str, other: str) -> list[list[tuple[str, int, int, str]]]:
        keys: list[CodeId] = [groups.codes[one], groups.codes[other]]
        with groups.ann.read() as reader:
            options = SuggestionOptions(between=Between.CODES)
            found = codings_of_pair(reader, options, *keys)
            rows = [passages_of_codings(reader, each) for each in found]
        return [
            [(row.document, row.start, row.end, row.code_name) for row in each] for each in rows
        ]

    together, near = words("Warmth", "Silence")
    assert [row[:3] for row in together] == [("alone", 0, 10), ("alone", 0, 12), ("alone", 5, 20)]
    assert near == []
    together, near = words("Cost", "Silence")
    assert together == []
    assert ("alone", 20, 30, "Cost") in near
    assert ("alone", 5, 20, "Silence") in near
