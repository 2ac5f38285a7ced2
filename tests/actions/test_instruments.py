"""Instruments, their items and experts: made, judged, decided over, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import instruments as verbs
from gtcoder.actions import ratings
from gtcoder.actions.ratings import RatedCell
from gtcoder.batch import ItemDraft, RatingDraft, RatingTable
from gtcoder.errors import GtcoderError, InvalidInput, NotAllowed, NotFound, ReasonNeeded
from gtcoder.queries.instruments import (
    Panel,
    find_expert,
    find_instrument,
    foreseen,
    instruments,
    panel,
)
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import verify
from gtcoder.vocabulary import ExpertId, InstrumentId, InstrumentItemId, ItemChange, RatingScale
from tests.databases import ON_BOTH
from tests.studies import Study, new_study

ESSENTIAL, RELEVANCE = RatingScale.ESSENTIAL, RatingScale.RELEVANCE
TABLE = RatingTable(
    items=(ItemDraft("What happened?"), ItemDraft("And then?")),
    experts=("Anna", "Ben"),
    ratings=(
        RatingDraft(0, "Anna", ESSENTIAL, 3, "Good."),
        RatingDraft(0, "Ben", ESSENTIAL, 2),
        RatingDraft(1, "Ben", RELEVANCE, 4),
    ),
)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def do(study: Study, verb: Callable[..., Any], *, reason: str = "why", **given: Any) -> Any:
    return study.ann.perform(verb, reason=reason, **given)


def guide(study: Study, name: str = "Guide") -> Panel:
    with study.ann.read() as reader:
        return panel(reader, find_instrument(reader, name).id)


def texts(study: Study) -> list[str]:
    return [item.text for item in guide(study).items]


def rated(study: Study, scale: RatingScale = ESSENTIAL) -> list[list[int | None]]:
    there = guide(study)
    return [there.values(item.id, scale) for item in there.items]


@ON_BOTH
def test_an_instrument_is_made_judged_decided_over_and_removed(study: Study) -> None:
    """All verbs once on every kind of store, all of them undone and redone."""
    start, steps = verify(study.ann).digest, []

    def step(verb: Callable[..., Any], **given: Any) -> None:
        before = study.ann.seen
        do(study, verb, **given)
        assert study.ann.seen == before + 1
        steps.append(verb)

    step(verbs.make_instrument, name="Guide", note=" Half open. ")
    key = InstrumentId(1)
    step(verbs.add_item, instrument=key, text=" What happened? ")
    step(verbs.add_item, instrument=key, text="And then?")
    step(verbs.add_expert, instrument=key, name="Anna", note="Marketing.")
    first, anna = InstrumentItemId(1), ExpertId(1)
    step(verbs.correct_item, item=first, text="What went on?")
    step(verbs.move_item, item=first, number=2)
    assert texts(study) == ["And then?", "What went on?"]
    cell: dict[str, Any] = {"item": first, "expert": anna, "scale": ESSENTIAL}
    step(ratings.rate, **cell, value=3, comment="Good.")
    step(ratings.unrate, **cell)
    assert guide(study).comments(first) == [("Anna", ESSENTIAL, "Good.")]
    step(ratings.rate_many, scale=ESSENTIAL, cells=[RatedCell(first, anna, 2)])
    assert rated(study) == [[None], [2]]
    step(verbs.decide, item=first, change=ItemChange.REWORDED, text="What did you see?")
    step(verbs.decide, item=first, change=ItemChange.DROPPED)
    step(verbs.decide, item=first, change=ItemChange.RESTORED)
    step(ratings.take_in, instrument="guide", table=TABLE)
    assert texts(study) == ["And then?", "What did you see?", "What happened?"]
    step(verbs.make_instrument, name="Guide 2", copy_of=key)
    again = guide(study, "Guide 2")
    assert [item.text for item in again.items] == texts(study)
    assert ([each.name for each in again.experts], again.ratings) == (["Anna", "Ben"], ())
    step(verbs.change_expert, expert=anna, name="Expert 1", note="")
    step(verbs.remove_expert, expert=anna)
    step(verbs.change_instrument, instrument=key, name="Old guide")
    step(verbs.remove_instrument, instrument=key)
    with study.ann.read() as reader:
        assert [row.name for row in instruments(reader)] == ["Guide 2"]
    end = verify(study.ann)
    assert end.ok
    for _ in steps:
        study.ann.undo()
    assert verify(study.ann).digest == start
    for _ in steps:
        study.ann.redo()
    assert verify(study.ann).digest == end.digest


def test_decisions_keep_the_words_before_and_after(small: Study) -> None:
    do(small, ratings.take_in, instrument="Guide", table=TABLE)
    first, second = (item.id for item in guide(small).items)
    do(small, verbs.decide, item=first, change=ItemChange.KEPT, reason="all agree")
    do(small, verbs.decide, item=second, change=ItemChange.REWORDED, text="And after that?",
       reason="too short")  # fmt: skip
    do(small, verbs.decide, item=second, change=ItemChange.DROPPED, reason="of no use")
    assert [
        (row.change, row.before, row.after, row.reason, row.coder) for row in guide(small).decisions
    ] == [
        ("kept", "What happened?", "What happened?", "all agree", "Ann"),
        ("reworded", "And then?", "And after that?", "too short", "Ann"),
        ("dropped", "And after that?", "", "of no use", "Ann"),
    ]
    assert [item.dropped for item in guide(small).items] == [False, True]
    row = guide(small).instrument
    assert (row.items, row.dropped, row.experts) == (1, 1, 2)
    with pytest.raises(ReasonNeeded):
        do(small, verbs.decide, item=first, change=ItemChange.DROPPED, reason=" ")
    faults: tuple[dict[str, Any], ...] = (
        {"item": first, "change": ItemChange.RESTORED},
        {"item": second, "change": ItemChange.KEPT},
        {"item": first, "change": ItemChange.REWORDED, "text": " "},
        {"item": first, "change": ItemChange.REWORDED, "text": "What happened?"},
        {"item": first, "change": ItemChange.REWORDED, "text": "and AFTER that?"},
        {"item": first, "change": ItemChange.DROPPED, "text": "Other words"},
    )
    for wrong in faults:
        with pytest.raises(InvalidInput):
            do(small, verbs.decide, **wrong)
    assert len(guide(small).decisions) == 3


def test_what_was_judged_is_neither_corrected_nor_removed(small: Study) -> None:
    do(small, ratings.take_in, instrument="Guide", table=TABLE)
    first, _ = (item.id for item in guide(small).items)
    with pytest.raises(NotAllowed, match="reword"):
        do(small, verbs.correct_item, item=first, text="What?")
    with pytest.raises(NotAllowed, match="drop"):
        do(small, verbs.remove_item, item=first)
    key = do(small, verbs.add_item, instrument=guide(small).instrument.id, text="A slip")
    do(small, verbs.remove_item, item=key)
    assert len(texts(small)) == 2
    small.ann.undo()
    assert len(texts(small)) == 3


def test_a_rating_keeps_what_is_not_said_anew(small: Study) -> None:
    do(small, ratings.take_in, instrument="Guide", table=TABLE)
    first = guide(small).items[0].id
    anna = guide(small).experts[0].id
    cell: dict[str, Any] = {"item": first, "expert": anna, "scale": ESSENTIAL}
    do(small, ratings.rate, **cell, value=1)
    assert (rated(small)[0], guide(small).comments(first)[0][2]) == ([1, 2], "Good.")
    do(small, ratings.rate, **cell, comment="")
    assert (rated(small)[0], guide(small).comments(first)) == ([1, 2], [])
    do(small, ratings.unrate, **cell)
    assert all(row.expert != anna for row in guide(small).ratings)  # nothing left to keep
    seen = small.ann.seen
    do(small, ratings.unrate, **cell)
    assert small.ann.seen == seen


def test_wrong_ratings_are_refused_with_the_scale(small: Study) -> None:
    do(small, ratings.take_in, instrument="Guide", table=TABLE)
    first, anna = guide(small).items[0].id, guide(small).experts[0].id
    for value in (0, 4):
        with pytest.raises(InvalidInput, match="from 1 to 3"):
            do(small, ratings.rate, item=first, expert=anna, scale=ESSENTIAL, value=value)
    do(small, ratings.rate, item=first, expert=anna, scale=RELEVANCE, value=4)
    with pytest.raises(InvalidInput, match="neither"):
        do(small, ratings.rate, item=first, expert=anna, scale=ESSENTIAL)
    other = do(small, verbs.make_instrument, name="Other", copy_of=guide(small).instrument.id)
    assert other
    with pytest.raises(InvalidInput, match="another instrument"):
        do(small, ratings.rate, item=guide(small, "Other").items[0].id, expert=anna,
           scale=ESSENTIAL, value=1)  # fmt: skip
    with pytest.raises(NotFound):
        do(small, ratings.rate, item=first, expert=99, scale=ESSENTIAL, value=1)
    with small.ann.read() as reader:
        with pytest.raises(InvalidInput, match="2 instruments"):
            find_expert(reader, "Anna")
        assert find_expert(reader, "anna", "guide").id == anna
        with pytest.raises(NotFound, match="Nearest: Anna"):
            find_expert(reader, "Ana", "Guide")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (RatingTable((ItemDraft(number=3, place="row 2"),), ("Anna",)), "row 2: .*no item 3"),
        (
            RatingTable((ItemDraft("New"),), ("Cem",),
                        (RatingDraft(0, "Cem", ESSENTIAL, 4, place="row 2"),)),
            "row 2: 4 is no value",
        ),
        (
            RatingTable((ItemDraft("New"), ItemDraft("new ")), ("Cem",),
                        (RatingDraft(0, "Cem", ESSENTIAL, 1),
                         RatingDraft(1, "Cem", ESSENTIAL, 2, place="row 3"))),
            "row 3: .*second rating",
        ),
    ],
)  # fmt: skip
def test_a_faulty_table_changes_nothing(small: Study, table: RatingTable, said: str) -> None:
    do(small, ratings.take_in, instrument="Guide", table=TABLE)
    before = verify(small.ann).digest
    with pytest.raises(GtcoderError, match=said):
        do(small, ratings.take_in, instrument="Guide", table=table)
    assert verify(small.ann).digest == before


def test_what_a_table_brings_is_foreseen(small: Study) -> None:
    with small.ann.read() as reader:
        seen = foreseen(reader, "Guide", TABLE)
    assert (seen.is_new, seen.items, seen.experts, seen.ratings) == (
        True, ("What happened?", "And then?"), ("Anna", "Ben"), 3,
    )  # fmt: skip
    took = do(small, ratings.take_in, instrument="Guide", table=TABLE)
    assert (took.items, took.experts, took.ratings, took.changed) == (2, 2, 3, 0)
    other = RatingTable(
        (ItemDraft(number=1), ItemDraft("AND  then?"), ItemDraft("Why?"), ItemDraft(number=9)),
        ("anna", "Cem"),
        (
            RatingDraft(0, "anna", ESSENTIAL, 2),
            RatingDraft(1, "anna", RELEVANCE, 1),
            RatingDraft(2, "Cem", ESSENTIAL, 1),
        ),
    )
    with small.ann.read() as reader:
        seen = foreseen(reader, "guide", other)
        same = foreseen(reader, "Guide", TABLE)
    assert (seen.is_new, seen.items, seen.experts) == (False, ("Why?",), ("Cem",))
    assert (seen.ratings, seen.changed, seen.same, len(seen.faults)) == (2, 1, 0, 1)
    assert (same.ratings, same.changed, same.same, same.items) == (0, 0, 3, ())


def test_names_are_needed_and_stand_once(small: Study) -> None:
    key = do(small, verbs.make_instrument, name="Guide")
    do(small, verbs.add_item, instrument=key, text="Why?")
    do(small, verbs.add_expert, instrument=key, name="Anna")
    for verb, given in (
        (verbs.make_instrument, {"name": "Guide"}),
        (verbs.make_instrument, {"name": " "}),
        (verbs.add_item, {"instrument": key, "text": " why? "}),
        (verbs.add_item, {"instrument": key, "text": ""}),
        (verbs.add_expert, {"instrument": key, "name": "Anna"}),
        (verbs.move_item, {"item": 1, "number": 2}),
    ):
        with pytest.raises(InvalidInput):
            do(small, verb, **given)
    with small.ann.read() as reader, pytest.raises(NotFound, match="Nearest: Guide"):
        find_instrument(reader, "Guid")
